// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QStackedWidget>
#include <QWidget>

#include "ui/DisplayTypes.h"
#include "ui/MapControls.h"

namespace handscope::ui {

class MapColumn;

/// The feature map, which can be enlarged and read as on the Inspect page, with its pickers; where
/// a model has nothing to show, words that say so and what to do. GUI thread.
class MapPanel : public QWidget {
    Q_OBJECT

public:
    explicit MapPanel(QWidget* parent = nullptr);

    void setMap(const MapImage& map);
    /// Ends setUnavailable(). No blocks leave the words standing.
    void setBlocks(const QVector<BlockChoice>& blocks, int segments, int first);
    void setUnavailable(const QString& why, const QString& whatToDo);
    /// Takes the map away and waits for the next.
    void clear();
    /// As the video beside it.
    void setMirrored(bool mirrored);

    /// Whether a map is shown, and so could be exported.
    bool hasMap() const noexcept { return hasMap_; }

    MapControls* controls() noexcept { return controls_; }

Q_SIGNALS:
    void hasMapChanged(bool hasMap);

private:
    QStackedWidget* pages_;
    QLabel* unavailable_;
    MapColumn* map_;
    MapControls* controls_;
    bool hasMap_ = false;

    void setHasMap(bool hasMap);
};

}  // namespace handscope::ui
