// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>

#include "ui/inspect/strip/StripPicture.h"

namespace handscope::ui {

/// What the strip shows, for those who do not see it: "Live", "Frozen at 0:12.4", …
QString stripText(const StripPicture& picture);

/// What stands at the point: the event, or the scores of that moment; empty where neither does.
QString textAt(const StripPicture& picture, const QPointF& point);

}  // namespace handscope::ui
