// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourceDialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <memory>

#include "ui/GlyphIcon.h"
#include "ui/SourceAddressPage.h"
#include "ui/SourceCameraPage.h"
#include "ui/SourceControl.h"
#include "ui/SourcePreviewPane.h"
#include "ui/SourceScreenPage.h"

namespace handscope::ui {
namespace {

enum Page { CameraPage, FilePage, ScreenPage, AddressPage };

}  // namespace

SourceDialog::SourceDialog(QWidget* parent)
    : QDialog(parent),
      pages_(new QTabWidget(this)),
      camera_(new SourceCameraPage(this)),
      screen_(new SourceScreenPage(this)),
      file_(new QLineEdit(this)),
      address_(new SourceAddressPage(this)),
      preview_(new SourcePreviewPane(this)) {
    setWindowTitle(tr("Choose a source"));
    pages_->setObjectName(QStringLiteral("source.pages"));
    pages_->setAccessibleName(tr("Kind of source"));
    // In the order of Page.
    pages_->addTab(camera_, tr("&Camera"));
    pages_->addTab(buildFilePage(), tr("&File"));
    pages_->addTab(screen_, tr("&Screen"));
    pages_->addTab(address_, tr("&Address"));
    auto* row = new QHBoxLayout;
    row->addWidget(pages_, 3);
    row->addWidget(preview_, 2);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(row, 1);
    buildButtons(*layout);

    connect(pages_, &QTabWidget::currentChanged, this, &SourceDialog::choiceChanged);
    connect(file_, &QLineEdit::textChanged, this, &SourceDialog::choiceChanged);
    connect(address_, &SourceAddressPage::choiceChanged, this, &SourceDialog::choiceChanged);
    connect(screen_, &SourceScreenPage::choiceChanged, this, &SourceDialog::choiceChanged);
    connect(camera_, &SourceCameraPage::choiceChanged, this, &SourceDialog::choiceChanged);
    connect(camera_, &SourceCameraPage::activated, this, &QDialog::accept);
    connect(camera_, &SourceCameraPage::devicesRequested, this, &SourceDialog::devicesRequested);
    connect(preview_, &SourcePreviewPane::previewRequested, this, &SourceDialog::previewRequested);
    connect(preview_, &SourcePreviewPane::previewClosed, this, &SourceDialog::previewClosed);
    choiceChanged();
    resize(820, 400);
}

QWidget* SourceDialog::buildFilePage() {
    auto* page = new QWidget(this);
    describeSourceControl(file_, "file", tr("Video file"), tr("Path of a video file"));
    auto* browse = new QPushButton(glyphIcon(Glyph::Open), tr("&Browse…"), page);
    describeSourceControl(browse, "browse", tr("Browse"), tr("Look for a video file"));
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

void SourceDialog::buildButtons(QLayout& layout) {
    auto* buttons = new QDialogButtonBox(this);
    open_ = buttons->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
    describeSourceControl(open_, "open", tr("Open"), tr("Watch the chosen source"));
    QPushButton* cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setIcon({});
    describeSourceControl(cancel, "cancel", tr("Cancel"), tr("Keep the present source"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout.addWidget(buttons);
}

void SourceDialog::setDevices(const QVector<DeviceChoice>& devices) {
    camera_->setDevices(devices);
}

void SourceDialog::setChoice(const SourceChoice& choice) {
    if (!choice.stableId.isEmpty()) {
        camera_->setChoice(choice);
        pages_->setCurrentIndex(CameraPage);
    } else if (choice.address.startsWith(QLatin1Char('/'))) {
        file_->setText(choice.address);
        pages_->setCurrentIndex(FilePage);
    } else if (screen_->setChoice(choice)) {
        pages_->setCurrentIndex(ScreenPage);
    } else if (!choice.address.isEmpty()) {
        address_->setChoice(choice);
        pages_->setCurrentIndex(AddressPage);
    }
}

SourceChoice SourceDialog::choice() const {
    switch (pages_->currentIndex()) {
        case CameraPage:
            return camera_->choice();
        case FilePage:
            return {.address = file_->text().isEmpty()
                                   ? QString()
                                   : QFileInfo(file_->text()).absoluteFilePath(),
                    .formatOptions = {},
                    .title = {},
                    .stableId = {}};
        case ScreenPage:
            return screen_->choice();
        default:
            return address_->choice();
    }
}

void SourceDialog::browse() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a video"), file_->text());
    if (!file.isEmpty()) {
        file_->setText(file);
    }
}

void SourceDialog::choiceChanged() {
    const SourceChoice chosen = choice();
    open_->setEnabled(!chosen.address.isEmpty());
    preview_->setChoice(chosen, pages_->currentIndex() == AddressPage
                                    ? SourcePreviewPane::Asking::ByButton
                                    : SourcePreviewPane::Asking::ByItself);
}

void SourceDialog::showPreview(const QImage& picture) {
    preview_->showPicture(picture);
}

void SourceDialog::showPreviewProblem(const Problem& problem) {
    preview_->showProblem(problem);
}

void SourceDialog::done(int result) {
    // Before whoever is told of the choice opens it: a camera can be open only once.
    preview_->end();
    QDialog::done(result);
}

}  // namespace handscope::ui
