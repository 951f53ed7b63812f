// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

/// Lets a person choose a camera with its format, a file, or any other address. Opens nothing
/// itself. GUI thread.
class SourceDialog : public QDialog {
    Q_OBJECT

public:
    explicit SourceDialog(QWidget* parent = nullptr);

    void setDevices(const QVector<DeviceChoice>& devices);
    /// Goes to the page and fields of an earlier choice; a camera is found again by its stable id
    /// once it is among the devices.
    void setChoice(const SourceChoice& choice);
    /// What is chosen now; an empty address when nothing is.
    SourceChoice choice() const;

Q_SIGNALS:
    /// The list of cameras is wanted (anew).
    void devicesRequested();

private:
    QVector<DeviceChoice> devices_;
    SourceChoice earlier_;
    QTabWidget* pages_;
    QListWidget* deviceList_;
    QLabel* deviceHint_;
    QComboBox* format_;
    QComboBox* rate_;
    QLineEdit* file_;
    QLineEdit* address_;
    QPushButton* open_;

    QWidget* buildCameraPage();
    QWidget* buildFilePage();
    QWidget* buildAddressPage();
    void showFormats();
    void showRates();
    void browse();
    void updateOpenButton();
    SourceChoice cameraChoice() const;
    const DeviceChoice* chosenDevice() const;
    const DeviceFormatChoice* chosenFormat() const;
};

}  // namespace handscope::ui
