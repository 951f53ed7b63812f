// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/WindowTour.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "ui/inspect/InspectPage.h"

namespace handscope::app {
namespace {

constexpr std::chrono::milliseconds kRound{60'000};
constexpr std::chrono::milliseconds kMoveEvery{16};

/// Where the mouse is after so many moves: to and fro, all over the widget.
QPointF placeOf(const QSize& size, int moves) {
    const double x = 0.5 - 0.45 * std::cos(0.045 * moves);
    const double y = 0.5 - 0.35 * std::cos(0.031 * moves + 0.5);
    return {x * size.width(), y * size.height()};
}

}  // namespace

WindowTour::WindowTour(ui::MainWindow& window, std::chrono::milliseconds length) : window_(window) {
    addLiveSteps();
    addInspectSteps();
    addNetworkSteps();
    addRecordingsSteps();
    all_ = steps_.size() * std::max<std::size_t>(1, static_cast<std::size_t>(length / kRound));
    nextStep_.setTimerType(Qt::PreciseTimer);
    nextStep_.setInterval(length / all_);
    nextMove_.setTimerType(Qt::PreciseTimer);
    nextMove_.setInterval(kMoveEvery);
    connect(&nextStep_, &QTimer::timeout, this, &WindowTour::takeStep);
    connect(&nextMove_, &QTimer::timeout, this, &WindowTour::moveMouse);
}

void WindowTour::start() {
    nextStep_.start();
    nextMove_.start();
    takeStep();
}

void WindowTour::takeStep() {
    releaseMouse();
    if (done_ == all_) {
        nextStep_.stop();
        nextMove_.stop();
        Q_EMIT finished();
        return;
    }
    steps_[done_++ % steps_.size()]();
}

void WindowTour::addLiveSteps() {
    for (auto* dock : window_.findChildren<QDockWidget*>()) {
        steps_.emplace_back([this, dock] {
            window_.showPage(ui::WindowPage::Live);
            dock->show();
            dock->raise();
            trigger("nextBlock");
            putMouseOn(dock->widget(), false);
        });
    }
}

void WindowTour::addInspectSteps() {
    ui::InspectPage& page = window_.inspect();
    for (QAction* view : page.stage().viewActions()) {
        steps_.emplace_back([this, &page, view] {
            window_.showPage(ui::WindowPage::Inspect);
            view->trigger();
            if (auto* pin = page.findChild<QAbstractButton*>(QStringLiteral("stage.pin"));
                pin != nullptr && pin->isVisible()) {
                pin->click();
            }
            putMouseOn(&page.stage(), false);
        });
        // Freezes where it comes to stand.
        steps_.emplace_back([this, &page] { putMouseOn(&page.strip(), true); });
        steps_.emplace_back([this] {
            trigger("inspect.previousWindow");
            trigger("inspect.nextFrame");
            trigger("inspect.goOn");
        });
    }
}

void WindowTour::addNetworkSteps() {
    ui::InspectPage& page = window_.inspect();
    steps_.emplace_back([this, &page] {
        page.stage().viewActions().front()->trigger();
        putMouseOn(page.network().viewport(), false);
    });
    for (int pick = 0; pick < 3; ++pick) {
        steps_.emplace_back([this, &page] {
            press(&page.network(), Qt::Key_PageUp);
            press(&page.network(), Qt::Key_Return);
        });
    }
    steps_.emplace_back([&page] {
        page.cuts().toggle({page.network().pickedTap().block, QStringLiteral("cmm"), -1});
    });
    steps_.emplace_back([&page] {
        page.cuts().toggle({page.network().pickedTap().block, QStringLiteral("cstm"), 0});
    });
    steps_.emplace_back([&page] { page.cuts().restoreAll(); });
    const QList<QAction*> changes = page.probes().changeActions();
    for (qsizetype change = 1; change <= changes.size(); ++change) {
        // Ends as the video is.
        steps_.emplace_back([action = changes[change % changes.size()]] { action->trigger(); });
    }
}

void WindowTour::addRecordingsSteps() {
    steps_.emplace_back([this] { window_.showPage(ui::WindowPage::Recordings); });
    steps_.emplace_back([this] { putMouseOn(window_.centralWidget(), false); });
}

void WindowTour::putMouseOn(QWidget* widget, bool press) {
    under_ = widget;
    pressed_ = press;
    if (press) {
        post(QEvent::MouseButtonPress);
    }
}

void WindowTour::releaseMouse() {
    if (under_ && pressed_) {
        post(QEvent::MouseButtonRelease);
    }
    under_.clear();
    pressed_ = false;
}

void WindowTour::moveMouse() {
    if (under_) {
        ++moves_;
        post(QEvent::MouseMove);
    }
}

void WindowTour::post(QEvent::Type type) {
    const QPointF place = placeOf(under_->size(), moves_);
    // A panel's inner widgets are what a mouse finds.
    QWidget* target = pressed_ ? under_.data() : under_->childAt(place.toPoint());
    target = target != nullptr ? target : under_.data();
    const QPointF local = target->mapFrom(under_.data(), place);
    const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    const auto buttons =
        pressed_ && type != QEvent::MouseButtonRelease ? Qt::LeftButton : Qt::NoButton;
    QApplication::postEvent(target, new QMouseEvent(type, local, target->mapToGlobal(local), button,
                                                    buttons, Qt::NoModifier));
}

void WindowTour::press(QWidget* widget, Qt::Key key) {
    QApplication::postEvent(widget, new QKeyEvent(QEvent::KeyPress, key, Qt::NoModifier));
    QApplication::postEvent(widget, new QKeyEvent(QEvent::KeyRelease, key, Qt::NoModifier));
}

void WindowTour::trigger(const char* action) {
    if (auto* found = window_.findChild<QAction*>(QLatin1String(action))) {
        found->trigger();
    }
}

}  // namespace handscope::app
