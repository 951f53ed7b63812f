// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <QWidget>
#include <optional>

#include "ui/DisplayTypes.h"
#include "ui/MapScaling.h"

namespace handscope::ui {

class LimitFields;

/// What a person last chose for the maps, to be remembered.
struct MapChoices {
    QString block;    ///< empty: not chosen
    QString tap;      ///< empty: not chosen
    QString colours;  ///< empty: automatic
    MapScaling scaling = MapScaling::Map;
    std::optional<ColourLimits> limits;  ///< of fixed colours, where they were typed
    int opacity = 60;                    ///< percent
    bool alone = false;
    bool smooth = true;
};

/// Which block, tap, frame and channel to look at, and how to paint it.
///
/// Knows no network: blocks and taps are those it was given. "Automatic" colours are viridis, and
/// diverging for CMM, whose values have a sign. GUI thread.
class MapControls : public QWidget {
    Q_OBJECT

public:
    explicit MapControls(QWidget* parent = nullptr);

    /// Fills the pickers, keeps what was chosen where it is still there, and emits every choice.
    /// `segments`: T. `first`: the frame to begin with, 1 … T. No blocks disable the pickers and
    /// emit nothing.
    void setBlocks(const QVector<BlockChoice>& blocks, int segments, int first);

    /// 0 leaves the picker as it is.
    void setChannelCount(int count);

    /// What the colours stand for now, for whoever wants to fix them.
    void setShownLimits(const ColourLimits& limits);

    /// To the next (+1) or previous (−1) block, tap or frame; at the end nothing happens.
    void stepBlock(int direction);
    void stepTap(int direction);
    void stepFrame(int direction);

    MapChoices choices() const;
    /// Emits nothing but the painting's changes. Unknown names fall back to the defaults.
    void setChoices(const MapChoices& choices);

Q_SIGNALS:
    void tapRequested(const QString& block, const QString& tap);
    void mapFrameRequested(int t);  ///< 1 … T
    void colourMapRequested(const QString& name);
    /// Forgets limits.
    void scalingRequested(handscope::ui::MapScaling scaling);
    /// Of fixed colours, for every tap.
    void limitsRequested(const handscope::ui::ColourLimits& limits);
    void channelRequested(int channel);   ///< −1: mean over all
    void opacityChanged(double opacity);  ///< 0 … 1
    void aloneChanged(bool alone);
    void smoothChanged(bool smooth);

private:
    QVector<BlockChoice> blocks_;
    QString wantedBlock_;
    QString wantedTap_;
    QString announcedColours_;
    std::optional<ColourLimits> typed_;
    int firstFrame_ = 1;  ///< with which the last blocks began
    QComboBox* block_;
    QComboBox* tap_;
    QSlider* frame_;
    QLabel* frameText_;
    QComboBox* colours_;
    QComboBox* scaling_;
    LimitFields* limits_;
    QSpinBox* channel_;
    QSlider* opacity_;
    QLabel* opacityText_;
    QCheckBox* alone_;
    QCheckBox* smooth_;

    MapScaling scaling() const;
    void showLimits();
    void layOut();
    void fillFixedChoices();
    void connectControls();
    void fillBlocks();
    void fillTaps();
    void announceTap();
    void announceColours(bool always);
    void showFrameText();
};

/// The name of a tap for people: "CSTM", "Block output", …
QString tapTitle(const QString& tap);

}  // namespace handscope::ui
