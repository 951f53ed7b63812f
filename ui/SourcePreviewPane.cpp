// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourcePreviewPane.h"

#include <QVBoxLayout>
#include <chrono>
#include <utility>

#include "ui/SourceControl.h"
#include "ui/VideoView.h"

namespace handscope::ui {
namespace {

constexpr std::chrono::milliseconds kSoon{300};

}  // namespace

SourcePreviewPane::SourcePreviewPane(QWidget* parent)
    : QWidget(parent),
      view_(new VideoView(this)),
      button_(new QPushButton(tr("Show pre&view"), this)) {
    describeSourceControl(view_, "preview", tr("Preview"), tr("What the chosen source shows"));
    view_->setFocusPolicy(Qt::NoFocus);
    describeSourceControl(button_, "preview.show", tr("Show preview"),
                          tr("Open this address for a preview"));
    button_->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view_, 1);
    layout->addWidget(button_, 0, Qt::AlignRight);
    soon_.setSingleShot(true);
    soon_.setInterval(kSoon);
    connect(&soon_, &QTimer::timeout, this, &SourcePreviewPane::ask);
    connect(button_, &QPushButton::clicked, this, &SourcePreviewPane::ask);
    setChoice({}, Asking::ByItself);
}

void SourcePreviewPane::setChoice(const SourceChoice& choice, Asking asking) {
    button_->setVisible(asking == Asking::ByButton);
    button_->setEnabled(!choice.address.isEmpty() && (choice != choice_ || !asked_ || failed_));
    if (choice == choice_ && !failed_ && (asked_ || soon_.isActive())) {
        return;
    }
    end();
    choice_ = choice;
    if (choice.address.isEmpty()) {
        say(tr("No source is chosen."));
    } else if (asking == Asking::ByItself) {
        say(tr("Opening …"));
        soon_.start();
    } else {
        say(tr("Show preview opens this address."));
    }
}

void SourcePreviewPane::end() {
    soon_.stop();
    failed_ = false;
    if (std::exchange(asked_, false)) {
        Q_EMIT previewClosed();
    }
}

void SourcePreviewPane::ask() {
    end();
    asked_ = true;
    button_->setEnabled(false);
    say(tr("Opening …"));
    Q_EMIT previewRequested(choice_);
}

void SourcePreviewPane::showPicture(const QImage& picture) {
    if (asked_) {
        view_->setFrame(picture, 0.0);
        view_->setAccessibleDescription(tr("The source delivers pictures"));
    }
}

void SourcePreviewPane::showProblem(const Problem& problem) {
    if (asked_) {
        failed_ = true;
        button_->setEnabled(true);
        QStringList parts{problem.whatHappened, problem.whatWasExpected, problem.whatToDo};
        parts.removeAll(QString());
        say(parts.join(QStringLiteral("\n\n")));
    }
}

void SourcePreviewPane::say(const QString& text) {
    view_->setPlaceholder(text);
    view_->setFrame({}, 0.0);
    view_->setAccessibleDescription(text);
}

}  // namespace handscope::ui
