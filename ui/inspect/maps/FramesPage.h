// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QVector>
#include <QWidget>
#include <optional>

#include "ui/DisplayTypes.h"

class QButtonGroup;
class QGridLayout;
class QLabel;

namespace handscope::ui {

class ColourBarView;
class FrameTile;

/// A map of each of the window's frames, in as many columns as make them largest. One of them is
/// the chosen frame, whose colour bar is shown. The mouse reads values, and so do Shift and the
/// arrow keys, until Escape. GUI thread.
class FramesPage : public QWidget {
    Q_OBJECT

public:
    /// `objectName` begins the names of the parts.
    FramesPage(const QString& objectName, const QString& name, QWidget* parent = nullptr);

    /// `heading` stands above them, with its tool tip.
    void showMaps(const QVector<MapImage>& maps, const QString& heading, const QString& toolTip);
    bool isEmpty() const noexcept { return shown_ == 0; }

    /// Marks the frame with this t; emits nothing.
    void setFrame(int t);
    void setOpacity(double opacity);  ///< 0 … 1
    void setAlone(bool alone);
    void setSmooth(bool smooth);
    void setMirrored(bool mirrored);

Q_SIGNALS:
    void frameChosen(int t);
    /// Chosen, and the picked tap's map of it to be seen large.
    void frameOpened(int t);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* heading_;
    QWidget* grid_;
    QGridLayout* layout_;
    QLabel* placeholder_;
    QLabel* value_;
    ColourBarView* colourBar_;
    QButtonGroup* group_;
    QVector<FrameTile*> tiles_;  ///< as many as were ever needed
    FrameTile* read_ = nullptr;  ///< in which a value was read last
    int shown_ = 0;
    int columns_ = 0;
    int t_ = 0;
    double opacity_ = 0.6;
    bool alone_ = false;
    bool smooth_ = true;
    bool mirrored_ = false;

    FrameTile* addTile();
    void readAt(FrameTile* tile, std::optional<QPointF> point);
    void layTiles();
    int bestColumns() const;
    void markFrame();
};

}  // namespace handscope::ui
