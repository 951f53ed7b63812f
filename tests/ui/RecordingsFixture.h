// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <QAction>
#include <QSignalSpy>
#include <QVector>
#include <memory>

#include "ui/recordings/RecordingsPage.h"

namespace handscope::ui {

/// A recording of the queue that is done, with so much to review.
RecordingRow doneRecording(qint64 id, const QString& name, int unreviewed, double lowestMargin);
RecordingRow recordingIn(RecordingState state, qint64 id, const QString& name);

/// A segment of a recording with 30 frames a second.
SegmentRow segmentAt(qint64 id, const QString& label, double start, double end, double margin,
                     ReviewState state = ReviewState::Predicted);

/// Of 20 s: 1 (margin 0.4), 2 (0.1), 3 (0.2, accepted), 4 (0.05), in the order of time; to be
/// reviewed in the order 4, 2, 1, 3.
QVector<SegmentRow> fourSegments();

QStringList someLabels();

/// A shown page that has the keyboard.
class RecordingsFixture : public testing::Test {
protected:
    void SetUp() override;

    template <typename Widget>
    Widget* find(const QString& objectName) const {
        auto* widget = page_->findChild<Widget*>(objectName);
        EXPECT_NE(widget, nullptr) << objectName.toStdString();
        return widget;
    }

    QAction* action(const QString& name) const;
    /// Opens recording 7, of 20 s and 600 frames, with fourSegments().
    void openRecording();
    /// A key, where the keyboard is.
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void press(char key) const;
    void click(const QString& actionName) const;
    qint64 selectedId() const;

    std::unique_ptr<RecordingsPage> page_;
};

}  // namespace handscope::ui
