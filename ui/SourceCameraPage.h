// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QWidget>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

/// The cameras of this computer, and how the chosen one is to deliver its pictures. Looks for none
/// itself. GUI thread.
class SourceCameraPage : public QWidget {
    Q_OBJECT

public:
    explicit SourceCameraPage(QWidget* parent = nullptr);

    /// Those that cannot be opened are listed too, with the reason.
    void setDevices(const QVector<DeviceChoice>& devices);
    /// A camera is found again by its stable id once it is among the devices.
    void setChoice(const SourceChoice& choice);
    /// An empty address when there is no camera, or the one in the list cannot be opened.
    SourceChoice choice() const;

Q_SIGNALS:
    void choiceChanged();
    /// The chosen camera is to be opened.
    void activated();
    /// The list of cameras is wanted (anew).
    void devicesRequested();

private:
    QVector<DeviceChoice> devices_;
    SourceChoice earlier_;
    QListWidget* list_;
    QLabel* hint_;
    QComboBox* format_;
    QComboBox* rate_;

    static QString entryOf(const DeviceChoice& device);
    static QString hintOn(const DeviceChoice* device);
    void showDevice();
    void showFormats();
    void showRates();
    const DeviceChoice* listedDevice() const;  ///< the chosen one, whether or not it can be opened
    const DeviceChoice* chosenDevice() const;
    const DeviceFormatChoice* chosenFormat() const;
};

}  // namespace handscope::ui
