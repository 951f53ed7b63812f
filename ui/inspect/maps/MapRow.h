// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>
#include <optional>

#include "ui/DisplayTypes.h"
#include "ui/inspect/maps/ZoomMap.h"

class QLabel;

namespace handscope::ui {

class ColourBarView;

/// One map with its title, the value under the cross-hairs and its colour bar. GUI thread.
class MapColumn : public QWidget {
    Q_OBJECT

public:
    /// `name`: for people who do not see the picture; `objectName` ends the names of its parts.
    MapColumn(const QString& objectName, const QString& name, QWidget* parent);

    void setMap(const MapImage& map, const QString& title);
    /// Reads the value there, in frame pixels.
    void setCrossHair(std::optional<QPointF> point);
    ZoomMap* view() noexcept { return view_; }

private:
    std::optional<QPointF> point_;
    QLabel* title_;
    ZoomMap* view_;
    QLabel* value_;
    ColourBarView* colourBar_;

    void showValue();
};

/// Maps beside each other that are enlarged, moved and pointed at together: what is under the mouse
/// in one is marked and read in all. GUI thread.
class MapRow : public QWidget {
    Q_OBJECT

public:
    /// One column a name; `objectName` begins the names of their parts.
    MapRow(const QString& objectName, const QStringList& names, QWidget* parent = nullptr);

    MapColumn* column(int index) { return columns_[index]; }

    void setOpacity(double opacity);  ///< 0 … 1
    void setAlone(bool alone);
    void setSmooth(bool smooth);
    void setMirrored(bool mirrored);

private:
    QVector<MapColumn*> columns_;

    void setCrossHair(std::optional<QPointF> point);
};

}  // namespace handscope::ui
