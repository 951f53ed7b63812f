// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ProblemBanner.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/GlyphIcon.h"
#include "ui/Theme.h"

namespace handscope::ui {

ProblemBanner::ProblemBanner(QWidget* parent)
    : QFrame(parent),
      symbol_(new QLabel(this)),
      whatHappened_(new QLabel(this)),
      details_(new QLabel(this)) {
    setObjectName(QStringLiteral("problem"));
    setAccessibleName(tr("Problem"));
    setAutoFillBackground(true);
    for (QLabel* label : {whatHappened_, details_}) {
        // Messages quote file names, which are not markup.
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    whatHappened_->setObjectName(QStringLiteral("problem.whatHappened"));
    whatHappened_->setAccessibleName(tr("What happened"));
    details_->setObjectName(QStringLiteral("problem.details"));
    details_->setAccessibleName(tr("What was expected and what to do"));
    QFont bold = font();
    bold.setBold(true);
    whatHappened_->setFont(bold);

    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("problem.dismiss"));
    button->setIcon(glyphIcon(Glyph::Close));
    button->setAutoRaise(true);
    button->setToolTip(tr("Dismiss this message"));
    button->setAccessibleName(tr("Dismiss"));
    connect(button, &QToolButton::clicked, this, &ProblemBanner::dismiss);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(whatHappened_);
    texts->addWidget(details_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(12);
    layout->addWidget(symbol_, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    layout->addWidget(button, 0, Qt::AlignTop);
    applyPalette();
    hide();
}

void ProblemBanner::setProblem(const Problem& problem) {
    problem_ = problem;
    showWhatCounts();
}

void ProblemBanner::clearProblem() {
    problem_.reset();
    showWhatCounts();
}

void ProblemBanner::setNotice(const QString& topic, const Problem& notice) {
    const auto before =
        std::ranges::find_if(notices_, [&](const Notice& other) { return other.topic == topic; });
    if (before != notices_.end()) {
        before->problem = notice;
    } else {
        notices_.push_back({topic, notice});
    }
    showWhatCounts();
}

void ProblemBanner::withdrawNotice(const QString& topic) {
    std::erase_if(notices_, [&](const Notice& notice) { return notice.topic == topic; });
    showWhatCounts();
}

void ProblemBanner::dismiss() {
    if (problem_) {
        problem_.reset();
    } else if (!notices_.empty()) {
        notices_.erase(notices_.begin());
    }
    showWhatCounts();
}

void ProblemBanner::showWhatCounts() {
    const bool any = problem_ || !notices_.empty();
    if (any) {
        const Problem& shown = problem_ ? *problem_ : notices_.front().problem;
        whatHappened_->setText(shown.whatHappened);
        QStringList parts{shown.whatWasExpected, shown.whatToDo};
        parts.removeAll(QString());
        details_->setText(parts.join(QLatin1Char('\n')));
        details_->setVisible(!parts.isEmpty());
    }
    setVisible(any);
    Q_EMIT shownChanged(any);
}

void ProblemBanner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && !applyingPalette_) {
        applyPalette();
    }
    QFrame::changeEvent(event);
}

void ProblemBanner::applyPalette() {
    applyingPalette_ = true;
    const QPalette around = QApplication::palette();
    // Only what differs is set: the rest keeps following the theme.
    QPalette own;
    own.setColor(QPalette::Window, isDark(around) ? QColor(0x4a3410) : QColor(0xffedc2));
    setPalette(own);
    symbol_->setPixmap(glyphIcon(Glyph::Warning).pixmap(QSize(20, 20), devicePixelRatioF()));
    applyingPalette_ = false;
}

}  // namespace handscope::ui
