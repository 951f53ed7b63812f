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
namespace {

/// FFmpeg's name for what V4L2 calls by a FourCC; empty when FFmpeg should choose.
QString inputFormatOf(const QString& fourCc) {
    static const QMap<QString, QString> names{
        {"MJPG", "mjpeg"},   {"JPEG", "mjpeg"}, {"H264", "h264"},    {"YUYV", "yuyv422"},
        {"UYVY", "uyvy422"}, {"NV12", "nv12"},  {"YU12", "yuv420p"}, {"RGB3", "rgb24"},
        {"BGR3", "bgr24"},   {"GREY", "gray"}};
    return names.value(fourCc);
}

}  // namespace

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
    hint_->setText(tr("No camera was found. Plug one in and choose Refresh, or open a file."));
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
    connect(list_, &QListWidget::currentRowChanged, this, &SourceCameraPage::showFormats);
    connect(list_, &QListWidget::itemActivated, this, &SourceCameraPage::activated);
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
    int row = devices.isEmpty() ? -1 : 0;
    {
        const QSignalBlocker quiet(list_);
        list_->clear();
        for (int index = 0; index < devices.size(); ++index) {
            list_->addItem(tr("%1  (%2)").arg(devices[index].name, devices[index].address));
            if (!wanted.isEmpty() && devices[index].stableId == wanted) {
                row = index;
            }
        }
        list_->setCurrentRow(row);
    }
    hint_->setVisible(devices.isEmpty());
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
            for (const DeviceFormatChoice& format : device->formats) {
                format_->addItem(
                    tr("%1 × %2, %3").arg(format.width).arg(format.height).arg(format.pixelFormat));
                const QString size = QStringLiteral("%1x%2").arg(format.width).arg(format.height);
                if (device->stableId == earlier_.stableId &&
                    earlier_.formatOptions.value("video_size") == size &&
                    earlier_.formatOptions.value("input_format") ==
                        inputFormatOf(format.pixelFormat)) {
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
        const QString input = inputFormatOf(format->pixelFormat);
        if (!input.isEmpty()) {
            choice.formatOptions.insert("input_format", input);
        }
    }
    const QString rate = rate_->currentData().toString();
    if (!rate.isEmpty()) {
        choice.formatOptions.insert("framerate", rate);
    }
    return choice;
}

const DeviceChoice* SourceCameraPage::chosenDevice() const {
    const int row = list_->currentRow();
    return row >= 0 && row < devices_.size() ? &devices_[row] : nullptr;
}

const DeviceFormatChoice* SourceCameraPage::chosenFormat() const {
    const DeviceChoice* device = chosenDevice();
    // The first entry is "Automatic".
    const int index = format_->currentIndex() - 1;
    return device != nullptr && index >= 0 && index < device->formats.size()
               ? &device->formats[index]
               : nullptr;
}

}  // namespace handscope::ui
