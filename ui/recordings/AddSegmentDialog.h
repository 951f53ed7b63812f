// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "ui/recordings/LabelEditor.h"

namespace handscope::ui {

/// Asks for the label and the frames of a segment that the network missed. GUI thread.
class AddSegmentDialog : public QDialog {
    Q_OBJECT

public:
    /// `frames`: of the recording; `frameRate`: to tell the length in seconds, 0 when unknown.
    AddSegmentDialog(const QStringList& labels, qint64 frames, double frameRate,
                     QWidget* parent = nullptr);

    /// What stands there at first.
    void setFrames(qint64 start, qint64 end);

Q_SIGNALS:
    /// The last frame belongs to it.
    void segmentNamed(qint64 startFrame, qint64 endFrame, const QString& label);

private:
    double frameRate_;
    LabelEditor* label_;
    QSpinBox* start_;
    QSpinBox* end_;
    QLabel* length_;
    QPushButton* add_;

    QSpinBox* frameBox(const QString& name, const QString& title, const QString& toolTip,
                       qint64 frames);
    void check();
    void finish();
};

}  // namespace handscope::ui
