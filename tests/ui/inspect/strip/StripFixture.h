// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "ui/inspect/strip/TimeStrip.h"

namespace handscope::ui {

inline EventRow eventOf(qint64 id, const QString& label, double start, double end) {
    EventRow row;
    row.id = id;
    row.label = label;
    row.start = start;
    row.end = end;
    row.score = 0.9;
    return row;
}

inline EventRow eventOf(qint64 id, double start, double end) {
    return eventOf(id, QStringLiteral("Thumb Up"), start, end);
}

/// A shown strip that has the keyboard.
class StripFixture : public testing::Test {
protected:
    TimeStrip strip_;
    QSignalSpy moves_{&strip_, &TimeStrip::cursorMoved};
    QSignalSpy freezes_{&strip_, &TimeStrip::freezeRequested};
    QSignalSpy frames_{&strip_, &TimeStrip::frameStepRequested};
    QSignalSpy windows_{&strip_, &TimeStrip::windowStepRequested};

    // The time axis is 1000 pixels wide.
    void SetUp() override {
        strip_.resize(1000 + StripPicture::kLeft + StripPicture::kRight, 200);
        strip_.setLabels({QStringLiteral("Thumb Up"), QStringLiteral("Stop Sign"),
                          QStringLiteral("No gesture")});
        strip_.setStride(0.25);
        strip_.show();
        strip_.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&strip_));
        strip_.setFocus();
    }

    // 100 pixels a second.
    void openFile() {
        strip_.setSpan(0.0, 10.0, false);
        strip_.setHistory(0.0, 10.0);
    }

    void goLive(double newest) {
        strip_.setSpan(std::max(0.0, newest - 60.0), newest, true);
        strip_.setHistory(std::max(0.0, newest - 60.0), newest);
    }

    QPoint placeOf(double seconds, double y) const {
        return {qRound(strip_.picture().xOf(seconds)), qRound(y)};
    }
    QPoint onCurves(double seconds) const {
        return placeOf(seconds, strip_.picture().curveRow().center().y());
    }
    QPoint onAxis(double seconds) const {
        return placeOf(seconds, strip_.picture().axisRow().center().y());
    }

    void drag(QPoint from, QPoint to) {
        QTest::mousePress(&strip_, Qt::LeftButton, {}, from);
        for (const QPoint& point : {(from + to) / 2, to}) {
            // With the button held, which QTest::mouseMove() does not.
            QMouseEvent event(QEvent::MouseMove, point, strip_.mapToGlobal(point), Qt::NoButton,
                              Qt::LeftButton, {});
            QApplication::sendEvent(&strip_, &event);
        }
        QTest::mouseRelease(&strip_, Qt::LeftButton, {}, to);
    }

    void turnWheel(QPoint place, int steps, Qt::KeyboardModifiers modifiers = {}) {
        QWheelEvent event(place, strip_.mapToGlobal(place), {}, {0, steps * 120}, Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&strip_, &event);
    }

    double lastMove() {
        QCoreApplication::processEvents();
        return moves_.isEmpty() ? -1.0 : moves_.last()[0].toDouble();
    }
};

}  // namespace handscope::ui
