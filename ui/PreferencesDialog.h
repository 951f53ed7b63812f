// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QSpinBox>

#include "ui/Preferences.h"

namespace handscope::ui {

/// Asks for what holds from the next start on: language, device, precision,
/// threads and flip test.
///
/// Owns its widgets, changes nothing itself. GUI thread.
class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    explicit PreferencesDialog(const Preferences& current, QWidget* parent = nullptr);

Q_SIGNALS:
    /// OK was pressed; the dialog closes.
    void chosen(const handscope::ui::Preferences& preferences);

private:
    QComboBox* language_;
    QComboBox* device_;
    QComboBox* precision_;
    QSpinBox* threads_;
    QCheckBox* flipTest_;

    QComboBox* addChoice(const char* name, const QString& title, const QString& toolTip);
    void finish();
};

}  // namespace handscope::ui
