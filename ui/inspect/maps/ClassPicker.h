// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace handscope::ui {

/// Picks a class by typing any part of its name, or from the list. What is no class is put back.
/// GUI thread.
class ClassPicker : public QComboBox {
    Q_OBJECT

public:
    explicit ClassPicker(QWidget* parent = nullptr);

    /// Emits nothing.
    void setLabels(const QStringList& labels);
    /// Emits nothing. A class that is not there shows none.
    void setLabel(const QString& label);

Q_SIGNALS:
    void labelChosen(const QString& label);

private:
    QString label_;

    void takeText();
    void choose(const QString& label);
};

}  // namespace handscope::ui
