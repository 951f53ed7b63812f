// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QWidget>

#include "ui/ElidedLabel.h"
#include "ui/recordings/SegmentModel.h"

namespace handscope::ui {

/// The line above a review: which recording it is, how much of it is left to do, and in which order
/// it is done. GUI thread.
class ReviewTitle : public QWidget {
    Q_OBJECT

public:
    explicit ReviewTitle(QWidget* parent = nullptr);

    /// Empty: none is open.
    void setRecording(const QString& name);
    void setCounts(int segments, int unreviewed);

Q_SIGNALS:
    void orderChosen(SegmentOrder order);

private:
    ElidedLabel* name_;
    QLabel* counts_;
    QComboBox* order_;
};

}  // namespace handscope::ui
