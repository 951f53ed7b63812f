// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/LiveDocks.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>

namespace handscope::ui {
namespace {

// Raised when panels change so much that an older saved state would misplace them.
constexpr int kStateVersion = 2;

/// Where translators find these texts.
class LiveDocksText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::LiveDocks)
};

}  // namespace

void LiveDocks::add(const QString& name, const QString& title, QWidget* content) {
    auto* dock = new QDockWidget(title, window_);
    dock->setObjectName(name);
    dock->setWidget(content);
    auto* toggle = new QAction(title, dock);
    toggle->setObjectName(QStringLiteral("toggle.") + name);
    toggle->setCheckable(true);
    // A panel behind another one counts as out of sight.
    QObject::connect(dock, &QDockWidget::visibilityChanged, toggle, &QAction::setChecked);
    QObject::connect(toggle, &QAction::triggered, dock, [dock](bool show) {
        dock->setVisible(show);
        if (show) {
            dock->raise();
        }
    });
    docks_ << dock;
    toggles_ << toggle;
    toggle->setShortcut(QKeySequence(QStringLiteral("Alt+%1").arg(docks_.size())));
    toggle->setToolTip(LiveDocksText::tr("Show or hide this panel"));
    window_->addAction(toggle);
}

void LiveDocks::place() {
    QDockWidget* map = docks_[0];
    QDockWidget* prediction = docks_[1];
    QDockWidget* events = docks_[2];
    QDockWidget* scores = docks_[3];
    QDockWidget* statistics = docks_[4];
    const QList<QDockWidget*> behindEvents = docks_.mid(5);
    window_->setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    window_->addDockWidget(Qt::RightDockWidgetArea, map);
    window_->splitDockWidget(map, prediction, Qt::Horizontal);
    window_->splitDockWidget(prediction, events, Qt::Vertical);
    window_->addDockWidget(Qt::BottomDockWidgetArea, scores);
    window_->splitDockWidget(scores, statistics, Qt::Horizontal);
    for (QDockWidget* dock : behindEvents) {
        window_->tabifyDockWidget(events, dock);
    }
    events->raise();
    // Video and map alike, the lists narrow, the curves as wide as the two pictures.
    window_->resizeDocks({map, prediction}, {450, 366}, Qt::Horizontal);
    window_->resizeDocks({prediction, events}, {210, 270}, Qt::Vertical);
    window_->resizeDocks({scores, statistics}, {900, 366}, Qt::Horizontal);
    window_->resizeDocks({scores}, {230}, Qt::Vertical);
    default_ = window_->saveState(kStateVersion);
}

void LiveDocks::setShown(bool shown) {
    if (shown != hidden_.has_value()) {
        return;
    }
    if (shown) {
        const QByteArray state = *hidden_;
        hidden_.reset();
        restore(state);
        return;
    }
    hidden_ = window_->saveState(kStateVersion);
    for (QDockWidget* dock : docks_) {
        dock->hide();
    }
}

QByteArray LiveDocks::state() const {
    return hidden_ ? *hidden_ : window_->saveState(kStateVersion);
}

void LiveDocks::restore(const QByteArray& state) {
    if (hidden_) {
        hidden_ = state;
    } else if (!window_->restoreState(state, kStateVersion)) {
        window_->restoreState(default_, kStateVersion);
    }
}

}  // namespace handscope::ui
