// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringList>

namespace handscope::ui {

/// Asks for the name of a profile that is not taken yet. GUI thread.
class ProfileNameDialog : public QDialog {
    Q_OBJECT

public:
    static constexpr int kLongestName = 60;  ///< letters

    ProfileNameDialog(const QString& title, const QString& name, const QStringList& taken,
                      QWidget* parent = nullptr);

Q_SIGNALS:
    /// Without blanks at its ends.
    void named(const QString& name);

private:
    QStringList taken_;
    QLineEdit* name_;
    QLabel* reason_;
    QPushButton* ok_;

    void check();
    void finish();
};

}  // namespace handscope::ui
