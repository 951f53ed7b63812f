// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/ListingView.h"

#include <QHBoxLayout>
#include <chrono>

#include "ui/GlyphIcon.h"

namespace handscope::ui {
namespace {

constexpr std::chrono::milliseconds kUnnoticed{200};

}  // namespace

ListingView::ListingView(QWidget* parent)
    : QWidget(parent),
      words_(new ElidedLabel(this)),
      busy_(new QProgressBar(this)),
      cancel_(new QToolButton(this)) {
    words_->setObjectName(QStringLiteral("queue.listing"));
    words_->setAccessibleName(tr("What is being added"));
    busy_->setObjectName(QStringLiteral("queue.listing.busy"));
    busy_->setAccessibleName(tr("Looking for recordings"));
    busy_->setToolTip(tr("Folders are being looked through"));
    busy_->setRange(0, 0);  // Qt's "going on, no matter how far"
    busy_->setTextVisible(false);
    busy_->setFixedWidth(fontMetrics().averageCharWidth() * 14);
    cancel_->setObjectName(QStringLiteral("queue.listing.cancel"));
    cancel_->setText(tr("Cancel"));
    cancel_->setAccessibleName(tr("Cancel adding"));
    cancel_->setToolTip(tr("Stop looking; nothing more is added"));
    cancel_->setIcon(glyphIcon(Glyph::Close));
    cancel_->setIconSize({16, 16});
    cancel_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    cancel_->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(words_, 1);
    layout->addWidget(busy_);
    layout->addWidget(cancel_);
    appearing_.setSingleShot(true);
    appearing_.setInterval(kUnnoticed);
    connect(&appearing_, &QTimer::timeout, this, &QWidget::show);
    connect(cancel_, &QToolButton::clicked, this, &ListingView::cancelRequested);
    hide();
}

void ListingView::setListing(std::optional<int> files) {
    if (!files) {
        appearing_.stop();
        hide();
        return;
    }
    words_->setText(tr("Adding: %n file(s) looked at", nullptr, *files));
    words_->setToolTip(words_->text());
    if (isHidden() && !appearing_.isActive()) {
        appearing_.start();
    }
}

}  // namespace handscope::ui
