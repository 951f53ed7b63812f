// SPDX-License-Identifier: GPL-3.0-or-later
#include "RecordingsFixture.h"

#include <QApplication>
#include <QTest>
#include <QToolButton>
#include <cmath>

namespace handscope::ui {

RecordingRow doneRecording(qint64 id, const QString& name, int unreviewed, double lowestMargin) {
    RecordingRow row;
    row.id = id;
    row.name = name;
    row.state = RecordingState::Done;
    row.segments = 10;
    row.unreviewed = unreviewed;
    row.lowestMargin = lowestMargin;
    return row;
}

RecordingRow recordingIn(RecordingState state, qint64 id, const QString& name) {
    RecordingRow row;
    row.id = id;
    row.name = name;
    row.state = state;
    return row;
}

SegmentRow segmentAt(qint64 id, const QString& label, double start, double end, double margin,
                     ReviewState state) {
    SegmentRow row;
    row.id = id;
    row.label = label;
    row.start = start;
    row.end = end;
    row.startFrame = std::llround(start * 30.0);
    row.endFrame = std::llround(end * 30.0);
    row.score = 0.8;
    row.margin = margin;
    row.state = state;
    return row;
}

QVector<SegmentRow> fourSegments() {
    return {segmentAt(1, "Swiping Left", 2.0, 4.0, 0.4), segmentAt(2, "Thumb Up", 6.0, 8.0, 0.1),
            segmentAt(3, "Stop Sign", 10.0, 12.0, 0.2, ReviewState::Accepted),
            segmentAt(4, "Swiping Right", 15.0, 16.0, 0.05)};
}

QStringList someLabels() {
    return {"Swiping Left", "Swiping Right",    "Swiping Down", "Thumb Up",
            "Thumb Down",   "Drumming Fingers", "Shaking Hand", "Stop Sign"};
}

void RecordingsFixture::SetUp() {
    page_ = std::make_unique<RecordingsPage>();
    page_->resize(1200, 700);
    page_->setLabels(someLabels());
    page_->show();
    page_->activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(page_.get()));
    page_->setFocus();
    ASSERT_NE(QApplication::focusWidget(), nullptr);
}

QAction* RecordingsFixture::action(const QString& name) const {
    auto* found = page_->findChild<QAction*>(name);
    EXPECT_NE(found, nullptr) << name.toStdString();
    return found;
}

void RecordingsFixture::openRecording() {
    page_->setRecordings({doneRecording(7, "clip.mp4", 3, 0.05)});
    page_->showRecording(7, "clip.mp4", 20.0, 600, fourSegments());
}

void RecordingsFixture::press(int key, Qt::KeyboardModifiers modifiers) const {
    QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
}

void RecordingsFixture::press(char key) const {
    QTest::keyClick(QApplication::focusWidget(), key);
}

void RecordingsFixture::click(const QString& actionName) const {
    QTest::mouseClick(find<QToolButton>("button." + actionName), Qt::LeftButton);
}

qint64 RecordingsFixture::selectedId() const {
    const auto segment = page_->selectedSegment();
    return segment ? segment->id : -1;
}

}  // namespace handscope::ui
