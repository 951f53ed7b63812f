// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>
#include <QWidget>
#include <optional>

#include "ui/inspect/InspectTypes.h"
#include "ui/inspect/maps/StageChoices.h"
#include "ui/inspect/maps/StageTypes.h"

class QAction;
class QLabel;

namespace handscope::ui {

class ChannelsPage;
class FlowPage;
class FramesPage;
class MapRow;
class SingleMapPage;
class StageBar;

/// The large view of the Inspect page: a bar of choices, and under it a page for each InspectView.
///
/// Makes no map: it says what is chosen, and shows what it is given. What is given for a view that
/// is not chosen waits on its page, so that late results never change what a person looks at.
/// GUI thread.
class MapStage : public QWidget {
    Q_OBJECT

public:
    explicit MapStage(QWidget* parent = nullptr);

    /// The blocks of the network, to compare with. None disables the bar; some end
    /// setUnavailable().
    void setBlocks(const QVector<BlockChoice>& blocks);
    /// T, and the frame to begin with, 1 … T. A chosen t is kept where it is still there.
    void setSegments(int segments, int first);
    /// Names of the classes.
    void setLabels(const QStringList& labels);
    /// The tap that is looked at: another one has other channels, so all of them are shown.
    void setPicked(const TapName& picked);
    /// The moment that "pinned" compares with, PTS in seconds; none: nothing is pinned.
    void setPinned(std::optional<double> pts);

    /// What the colours of the chosen view stand for, for whoever wants to fix them.
    void setShownLimits(const ColourLimits& limits);

    /// Each of these shows its argument on the page of its view and ends setUnavailable() for it.
    void showMap(const MapImage& map, const HistogramData& histogram);
    void showChannels(const QVector<ChannelTile>& tiles, const QString& title);
    void showFrames(const QVector<MapImage>& maps);
    void showComparison(const MapImage& a, const MapImage& b, const MapImage& difference);
    void showFlow(const FlowPictures& pictures);
    /// One map a frame; the mean of them all plus the class's bias is `logit`. `probability`:
    /// 0 … 1.
    void showEvidence(const QVector<MapImage>& maps, const QString& className, float logit,
                      float probability);

    /// Takes everything away and waits for the next. Words of setUnavailable() stay.
    void clear();
    /// Words instead of the chosen view, whose map is taken away, until something is shown in it,
    /// setBlocks() brings blocks, or a person chooses another view.
    void setUnavailable(const QString& why, const QString& whatToDo);
    /// As the video beside it.
    void setMirrored(bool mirrored);

    StageChoices choices() const;
    /// Emits nothing. What cannot be (a channel or class that is not there) falls back as soon as
    /// it is known, and that is announced.
    void setChoices(const StageChoices& choices);

    /// Choose a view, with the keys 1 … 6; add them to the page, so that the keys act in all of it.
    QList<QAction*> viewActions() const;

    /// What is shown now, as on the screen but without the bar; of the channels all of them, also
    /// those out of sight. Null where nothing is shown.
    QImage picture() const;

Q_SIGNALS:
    /// After each change of a choice, whoever made it but setChoices().
    void choicesChanged(const handscope::ui::StageChoices& choices);
    /// The map that is shown now is to be kept, to compare with.
    void pinRequested();

private:
    StageBar* bar_;
    QStackedWidget* pages_;
    SingleMapPage* map_;
    ChannelsPage* channels_;
    FramesPage* frames_;
    MapRow* comparison_;
    FlowPage* flow_;
    FramesPage* evidence_;
    QLabel* words_;
    InspectView shownView_ = InspectView::Map;
    bool unavailable_ = false;
    bool pinned_ = false;

    void connectPages();
    void apply(const StageChoices& choices);
    void showPage();
    void explainComparison();
    void endWords(InspectView view);
    void clear(InspectView view);
    void setChannelCount(int count);
    QWidget* pageOf(InspectView view) const;
    bool isEmpty() const;
};

}  // namespace handscope::ui
