// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ShortcutDialog.h"

/// The keys that widgets take while they have the focus, in the reader's words. GUI thread.
namespace handscope::ui {

QList<WidgetKey> networkKeys();    ///< of NetworkView
QList<WidgetKey> timeStripKeys();  ///< of TimeStrip
QList<WidgetKey> mapKeys();        ///< of ZoomMap
QList<WidgetKey> channelKeys();    ///< of ChannelsPage
QList<WidgetKey> segmentKeys();    ///< of SegmentTimeline
QList<WidgetKey> classRuleKeys();  ///< of ClassRuleTable
QList<WidgetKey> listKeys();       ///< of the lists of events, trials and recordings

}  // namespace handscope::ui
