// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include "ui/recordings/RecordingTypes.h"

class QPainter;

namespace handscope::ui {

/// The shape that stands for a state of review, the same in the table and on the timeline, so that
/// none is told apart by colour alone: a ring (predicted), a question mark (doubtful), a tick
/// (accepted), a pencil (changed), a cross with arms (added). In the painter's pen. GUI thread.
void paintReviewSymbol(QPainter& painter, const QRectF& room, ReviewState state, bool doubtful);

}  // namespace handscope::ui
