// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourceCameraPage.h"

#include <QFormLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/GlyphIcon.h"
#include "ui/SourceControl.h"

namespace handscope::ui {

SourceCameraPage::SourceCameraPage(QWidget* parent)
    : QWidget(parent),
      list_(new QListWidget(this)),
      hint_(new QLabel(this)),
      format_(new QComboBox(this)),
      rate_(new QComboBox(this)) {
    describeSourceControl(list_, "devices", tr("Cameras"), tr("The cameras of this computer"));
    list_->setSpacing(2);
    describeSourceControl(format_, "format", tr("Picture format"),
                          tr("How the camera delivers its pictures"));
    describeSourceControl(rate_, "rate", tr("Frame rate"), tr("Frames a second"));
    auto* refresh = new QPushButton(glyphIcon(Glyph::Refresh), tr("&Refresh"), this);
    describeSourceControl(refresh, "refresh", tr("Refresh"), tr("Look for cameras again"));
    refresh->setAutoDefault(false);
    hint_->setObjectName(QStringLiteral("source.hint"));
    hint_->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("F&ormat:"), format_);
    form->addRow(tr("Ra&te:"), rate_);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(list_, 1);
    layout->addWidget(hint_);
    layout->addLayout(form);
    layout->addWidget(refresh, 0, Qt::AlignLeft);

    connect(refresh, &QPushButton::clicked, this, &SourceCameraPage::devicesRequested);
    connect(list_, &QListWidget::currentRowChanged, this, &SourceCameraPage::showDevice);
    connect(list_, &QListWidget::itemActivated, this, [this] {
        if (chosenDevice() != nullptr) {
            Q_EMIT activated();
        }
    });
    connect(format_, &QComboBox::currentIndexChanged, this, &SourceCameraPage::showRates);
    connect(rate_, &QComboBox::currentIndexChanged, this, &SourceCameraPage::choiceChanged);
    setDevices({});
}

void SourceCameraPage::setDevices(const QVector<DeviceChoice>& devices) {
    const DeviceChoice* before = chosenDevice();
    const QString wanted = before != nullptr ? before->stableId : earlier_.stableId;
    if (before != nullptr) {
        earlier_ = choice();  // its format, too, is found again
    }
    devices_ = devices;
    int row = -1;
    int first = devices.isEmpty() ? -1 : 0;  // that can be opened, if one can
    {
        const QSignalBlocker quiet(list_);
        list_->clear();
        for (int index = 0; index < devices.size(); ++index) {
            list_->addItem(entryOf(devices[index]));
            if (!wanted.isEmpty() && devices[index].stableId == wanted) {
                row = index;
            }
            if (devices[first].refusal != DeviceRefusal::None &&
                devices[index].refusal == DeviceRefusal::None) {
                first = index;
            }
        }
        list_->setCurrentRow(row >= 0 ? row : first);
    }
    showDevice();
}

QString SourceCameraPage::entryOf(const DeviceChoice& device) {
    switch (device.refusal) {
        case DeviceRefusal::None:
            break;
        case DeviceRefusal::Forbidden:
            return tr("%1  (%2): you may not open it").arg(device.name, device.address);
        case DeviceRefusal::Busy:
            return tr("%1  (%2): another program uses it").arg(device.name, device.address);
        case DeviceRefusal::Failed:
            return tr("%1  (%2): cannot be opened").arg(device.name, device.address);
    }
    return tr("%1  (%2)").arg(device.name, device.address);
}

/// Empty where there is nothing to say.
QString SourceCameraPage::hintOn(const DeviceChoice* device) {
    if (device == nullptr) {
        return tr("No camera was found. Plug one in and choose Refresh, or open a file.");
    }
    switch (device->refusal) {
        case DeviceRefusal::None:
            break;
        case DeviceRefusal::Forbidden:
            return tr("%1 cannot be opened: %2. Expected a camera that you may open. Add yourself "
                      "to the group video (sudo usermod -aG video NAME) and log in again.")
                .arg(device->address, device->refusalText);
        case DeviceRefusal::Busy:
            return tr("%1 cannot be opened: %2. Expected a camera that no other program has to "
                      "itself. Close that program and choose Refresh.")
                .arg(device->address, device->refusalText);
        case DeviceRefusal::Failed:
            return tr("%1 cannot be opened: %2. Expected a camera that works. Unplug it, plug it "
                      "in again and choose Refresh.")
                .arg(device->address, device->refusalText);
    }
    return {};
}

void SourceCameraPage::showDevice() {
    const QString hint = hintOn(listedDevice());
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
    showFormats();
}

void SourceCameraPage::setChoice(const SourceChoice& choice) {
    earlier_ = choice;
    {
        const QSignalBlocker quiet(list_);
        list_->setCurrentRow(-1);
    }
    setDevices(QVector<DeviceChoice>(devices_));
}

void SourceCameraPage::showFormats() {
    {
        const QSignalBlocker quiet(format_);
        format_->clear();
        format_->addItem(tr("Automatic"));
        if (const DeviceChoice* device = chosenDevice()) {
            for (int index = 0; index < device->formats.size(); ++index) {
                const DeviceFormatChoice& format = device->formats[index];
                if (format.inputFormat.isEmpty()) {
                    continue;  // FFmpeg would choose another one of this size
                }
                format_->addItem(
                    tr("%1 × %2, %3").arg(format.width).arg(format.height).arg(format.pixelFormat),
                    index);
                const QString size = QStringLiteral("%1x%2").arg(format.width).arg(format.height);
                if (device->stableId == earlier_.stableId &&
                    earlier_.formatOptions.value("video_size") == size &&
                    earlier_.formatOptions.value("input_format") == format.inputFormat) {
                    format_->setCurrentIndex(format_->count() - 1);
                }
            }
        }
    }
    format_->setEnabled(chosenDevice() != nullptr);
    showRates();
}

void SourceCameraPage::showRates() {
    {
        const QSignalBlocker quiet(rate_);
        rate_->clear();
        rate_->addItem(tr("Automatic"));
        if (const DeviceFormatChoice* format = chosenFormat()) {
            for (const double rate : format->rates) {
                const QString text = QString::number(rate, 'g', 6);
                rate_->addItem(tr("%1 frames a second").arg(text), text);
            }
        }
        rate_->setCurrentIndex(
            std::max(0, rate_->findData(earlier_.formatOptions.value("framerate"))));
    }
    rate_->setEnabled(rate_->count() > 1);
    Q_EMIT choiceChanged();
}

SourceChoice SourceCameraPage::choice() const {
    const DeviceChoice* device = chosenDevice();
    if (device == nullptr) {
        return {};
    }
    SourceChoice choice{device->address, {}, device->name, device->stableId};
    if (const DeviceFormatChoice* format = chosenFormat()) {
        choice.formatOptions.insert("video_size",
                                    QStringLiteral("%1x%2").arg(format->width).arg(format->height));
        choice.formatOptions.insert("input_format", format->inputFormat);
    }
    const QString rate = rate_->currentData().toString();
    if (!rate.isEmpty()) {
        choice.formatOptions.insert("framerate", rate);
    }
    return choice;
}

const DeviceChoice* SourceCameraPage::listedDevice() const {
    const int row = list_->currentRow();
    return row >= 0 && row < devices_.size() ? &devices_[row] : nullptr;
}

const DeviceChoice* SourceCameraPage::chosenDevice() const {
    const DeviceChoice* device = listedDevice();
    return device != nullptr && device->refusal == DeviceRefusal::None ? device : nullptr;
}

const DeviceFormatChoice* SourceCameraPage::chosenFormat() const {
    const DeviceChoice* device = chosenDevice();
    const QVariant index = format_->currentData();  // none of "Automatic"
    return device != nullptr && index.isValid() && index.toInt() < device->formats.size()
               ? &device->formats[index.toInt()]
               : nullptr;
}

}  // namespace handscope::ui
