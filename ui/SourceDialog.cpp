// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourceDialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <memory>

#include "ui/GlyphIcon.h"

namespace handscope::ui {
namespace {

enum Page { CameraPage, FilePage, AddressPage };

/// FFmpeg's name for what V4L2 calls by a FourCC; empty when FFmpeg should choose.
QString inputFormatOf(const QString& fourCc) {
    static const QMap<QString, QString> names{
        {"MJPG", "mjpeg"},   {"JPEG", "mjpeg"}, {"H264", "h264"},    {"YUYV", "yuyv422"},
        {"UYVY", "uyvy422"}, {"NV12", "nv12"},  {"YU12", "yuv420p"}, {"RGB3", "rgb24"},
        {"BGR3", "bgr24"},   {"GREY", "gray"}};
    return names.value(fourCc);
}

void describe(QWidget* control, const QString& objectName, const QString& name,
              const QString& toolTip) {
    control->setObjectName(QStringLiteral("source.") + objectName);
    control->setAccessibleName(name);
    control->setToolTip(toolTip);
}

}  // namespace

SourceDialog::SourceDialog(QWidget* parent)
    : QDialog(parent),
      pages_(new QTabWidget(this)),
      deviceList_(new QListWidget(this)),
      deviceHint_(new QLabel(this)),
      format_(new QComboBox(this)),
      rate_(new QComboBox(this)),
      file_(new QLineEdit(this)),
      address_(new QLineEdit(this)) {
    setWindowTitle(tr("Choose a source"));
    pages_->setObjectName(QStringLiteral("source.pages"));
    pages_->setAccessibleName(tr("Kind of source"));
    pages_->addTab(buildCameraPage(), tr("&Camera"));
    pages_->addTab(buildFilePage(), tr("&File"));
    pages_->addTab(buildAddressPage(), tr("&Address"));

    auto* buttons = new QDialogButtonBox(this);
    open_ = buttons->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
    describe(open_, "open", tr("Open"), tr("Watch the chosen source"));
    QPushButton* cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setIcon({});
    describe(cancel, "cancel", tr("Cancel"), tr("Keep the present source"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(pages_, 1);
    layout->addWidget(buttons);

    connect(pages_, &QTabWidget::currentChanged, this, &SourceDialog::updateOpenButton);
    connect(file_, &QLineEdit::textChanged, this, &SourceDialog::updateOpenButton);
    connect(address_, &QLineEdit::textChanged, this, &SourceDialog::updateOpenButton);
    connect(deviceList_, &QListWidget::currentRowChanged, this, &SourceDialog::showFormats);
    connect(deviceList_, &QListWidget::itemActivated, this, &QDialog::accept);
    connect(format_, &QComboBox::currentIndexChanged, this, &SourceDialog::showRates);
    setDevices({});
    resize(520, 380);
}

QWidget* SourceDialog::buildCameraPage() {
    auto* page = new QWidget(this);
    describe(deviceList_, "devices", tr("Cameras"), tr("The cameras of this computer"));
    deviceList_->setSpacing(2);
    describe(format_, "format", tr("Picture format"), tr("How the camera delivers its pictures"));
    describe(rate_, "rate", tr("Frame rate"), tr("Frames a second"));
    auto* refresh = new QPushButton(glyphIcon(Glyph::Refresh), tr("&Refresh"), page);
    describe(refresh, "refresh", tr("Refresh"), tr("Look for cameras again"));
    refresh->setAutoDefault(false);
    connect(refresh, &QPushButton::clicked, this, &SourceDialog::devicesRequested);
    deviceHint_->setObjectName(QStringLiteral("source.hint"));
    deviceHint_->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("F&ormat:"), format_);
    form->addRow(tr("Ra&te:"), rate_);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* layout = new QVBoxLayout(page);
    layout->addWidget(deviceList_, 1);
    layout->addWidget(deviceHint_);
    layout->addLayout(form);
    layout->addWidget(refresh, 0, Qt::AlignLeft);
    return page;
}

QWidget* SourceDialog::buildFilePage() {
    auto* page = new QWidget(this);
    describe(file_, "file", tr("Video file"), tr("Path of a video file"));
    auto* browse = new QPushButton(glyphIcon(Glyph::Open), tr("&Browse…"), page);
    describe(browse, "browse", tr("Browse"), tr("Look for a video file"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &SourceDialog::browse);
    auto* row = new QHBoxLayout;
    row->addWidget(file_, 1);
    row->addWidget(browse);
    auto* layout = new QVBoxLayout(page);
    layout->addWidget(std::make_unique<QLabel>(tr("A video on this computer:")).release());
    layout->addLayout(row);
    layout->addStretch();
    return page;
}

QWidget* SourceDialog::buildAddressPage() {
    auto* page = new QWidget(this);
    describe(address_, "address", tr("Address"), tr("A stream, a screen or a device"));
    auto* examples = new QLabel(tr("For example\n"
                                   "    rtsp://camera.local/stream\n"
                                   "    v4l2:/dev/video0\n"
                                   "    x11grab::0.0\n"
                                   "    lavfi:testsrc2=size=640x480:rate=30"),
                                page);
    examples->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(page);
    layout->addWidget(std::make_unique<QLabel>(tr("Anything that FFmpeg can read:")).release());
    layout->addWidget(address_);
    layout->addWidget(examples);
    layout->addStretch();
    return page;
}

void SourceDialog::setDevices(const QVector<DeviceChoice>& devices) {
    const DeviceChoice* before = chosenDevice();
    const QString wanted = before != nullptr ? before->stableId : earlier_.stableId;
    devices_ = devices;
    int row = devices.isEmpty() ? -1 : 0;
    {
        const QSignalBlocker quiet(deviceList_);
        deviceList_->clear();
        for (int index = 0; index < devices.size(); ++index) {
            deviceList_->addItem(tr("%1  (%2)").arg(devices[index].name, devices[index].address));
            if (!wanted.isEmpty() && devices[index].stableId == wanted) {
                row = index;
            }
        }
        deviceList_->setCurrentRow(row);
    }
    deviceHint_->setVisible(devices.isEmpty());
    deviceHint_->setText(
        tr("No camera was found. Plug one in and choose Refresh, or open a file."));
    showFormats();
}

void SourceDialog::showFormats() {
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

void SourceDialog::showRates() {
    rate_->clear();
    rate_->addItem(tr("Automatic"));
    if (const DeviceFormatChoice* format = chosenFormat()) {
        for (const double rate : format->rates) {
            const QString text = QString::number(rate, 'g', 6);
            rate_->addItem(tr("%1 frames a second").arg(text), text);
        }
    }
    rate_->setCurrentIndex(std::max(0, rate_->findData(earlier_.formatOptions.value("framerate"))));
    rate_->setEnabled(rate_->count() > 1);
    updateOpenButton();
}

void SourceDialog::setChoice(const SourceChoice& choice) {
    earlier_ = choice;
    if (!choice.stableId.isEmpty()) {
        pages_->setCurrentIndex(CameraPage);
        deviceList_->setCurrentRow(-1);
        setDevices(QVector<DeviceChoice>(devices_));
        return;
    }
    const bool isFile = choice.address.startsWith(QLatin1Char('/'));
    (isFile ? file_ : address_)->setText(choice.address);
    if (!choice.address.isEmpty()) {
        pages_->setCurrentIndex(isFile ? FilePage : AddressPage);
    }
}

SourceChoice SourceDialog::choice() const {
    switch (pages_->currentIndex()) {
        case CameraPage:
            return cameraChoice();
        case FilePage:
            return {file_->text(), {}, {}, {}};
        default:
            return {address_->text().trimmed(), {}, {}, {}};
    }
}

SourceChoice SourceDialog::cameraChoice() const {
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

const DeviceChoice* SourceDialog::chosenDevice() const {
    const int row = deviceList_->currentRow();
    return row >= 0 && row < devices_.size() ? &devices_[row] : nullptr;
}

const DeviceFormatChoice* SourceDialog::chosenFormat() const {
    const DeviceChoice* device = chosenDevice();
    // The first entry is "Automatic".
    const int index = format_->currentIndex() - 1;
    return device != nullptr && index >= 0 && index < device->formats.size()
               ? &device->formats[index]
               : nullptr;
}

void SourceDialog::browse() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a video"), file_->text());
    if (!file.isEmpty()) {
        file_->setText(file);
    }
}

void SourceDialog::updateOpenButton() {
    open_->setEnabled(!choice().address.isEmpty());
}

}  // namespace handscope::ui
