// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QStackedWidget>
#include <QWidget>

#include "ui/ColourBarView.h"
#include "ui/DisplayTypes.h"
#include "ui/MapControls.h"
#include "ui/MapView.h"

namespace handscope::ui {

/// The feature map with its colour bar and its pickers; where a model has nothing to show, words
/// that say so and what to do. GUI thread.
class MapPanel : public QWidget {
    Q_OBJECT

public:
    explicit MapPanel(QWidget* parent = nullptr);

    void setMap(const MapImage& map);
    /// Ends setUnavailable(). No blocks leave the words standing.
    void setBlocks(const QVector<BlockChoice>& blocks, int segments, bool newestFirst = false);
    void setUnavailable(const QString& why, const QString& whatToDo);
    /// Takes the map away and waits for the next.
    void clear();

    /// Whether a map is shown, and so could be exported.
    bool hasMap() const noexcept { return hasMap_; }

    MapControls* controls() noexcept { return controls_; }
    MapView* view() noexcept { return view_; }

Q_SIGNALS:
    void hasMapChanged(bool hasMap);

private:
    QStackedWidget* pages_;
    QLabel* unavailable_;
    MapView* view_;
    QLabel* title_;
    QLabel* value_;
    ColourBarView* colourBar_;
    MapControls* controls_;
    bool hasMap_ = false;

    void setHasMap(bool hasMap);
};

}  // namespace handscope::ui
