// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/MapStage.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/ColourBarView.h"
#include "ui/inspect/maps/ChannelsPage.h"
#include "ui/inspect/maps/FlowPage.h"
#include "ui/inspect/maps/FramesPage.h"
#include "ui/inspect/maps/HistogramView.h"
#include "ui/inspect/maps/MapCell.h"
#include "ui/inspect/maps/MapRow.h"
#include "ui/inspect/maps/SingleMapPage.h"
#include "ui/inspect/maps/StageBar.h"

namespace handscope::ui {
namespace {

/// "A · layer2.1 · CMM, t = 3, 12.40 s"; nothing for no map.
QString comparedTitle(const QString& letter, const MapImage& map) {
    return map.colours.isNull()
               ? QString()
               : MapStage::tr("%1 · %2, %3").arg(letter, map.title, frameText(map));
}

}  // namespace

MapStage::MapStage(QWidget* parent)
    : QWidget(parent),
      bar_(new StageBar(this)),
      pages_(new QStackedWidget(this)),
      map_(new SingleMapPage(pages_)),
      channels_(new ChannelsPage(pages_)),
      frames_(new FramesPage(QStringLiteral("stage.frames"), tr("Maps of the frames"), pages_)),
      comparison_(new MapRow(QStringLiteral("stage.compare"),
                             {tr("Map A"), tr("Map B"), tr("Difference of the maps")}, pages_)),
      flow_(new FlowPage(pages_)),
      evidence_(
          new FramesPage(QStringLiteral("stage.evidence"), tr("Evidence in the frames"), pages_)),
      words_(new QLabel(pages_)) {
    setObjectName(QStringLiteral("stage"));
    words_->setObjectName(QStringLiteral("stage.unavailable"));
    words_->setAccessibleName(tr("Why there is no map"));
    words_->setTextFormat(Qt::PlainText);
    words_->setWordWrap(true);
    words_->setAlignment(Qt::AlignCenter);
    words_->setMargin(24);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (QWidget* page : {static_cast<QWidget*>(map_), static_cast<QWidget*>(channels_),
                          static_cast<QWidget*>(frames_), static_cast<QWidget*>(comparison_),
                          static_cast<QWidget*>(flow_), static_cast<QWidget*>(evidence_),
                          static_cast<QWidget*>(words_)}) {
        pages_->addWidget(page);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(4);
    layout->addWidget(bar_);
    layout->addWidget(pages_, 1);
    addActions(bar_->viewActions());
    connectPages();
    apply(bar_->choices());
    setUnavailable(tr("No model is open, so there is no feature map."),
                   tr("Open a model with File › Open model…"));
}

void MapStage::connectPages() {
    connect(bar_, &StageBar::choicesChanged, this, [this](const StageChoices& choices) {
        apply(choices);
        Q_EMIT choicesChanged(choices);
    });
    connect(bar_, &StageBar::pinRequested, this, &MapStage::pinRequested);
    connect(map_->histogram(), &HistogramView::logarithmicChosen, this, [this](bool logarithmic) {
        StageChoices next = choices();
        next.logCounts = logarithmic;
        bar_->change(next);
    });
    connect(channels_, &ChannelsPage::channelPicked, this, [this](int channel) {
        StageChoices next = choices();
        next.channel = channel;
        next.view = InspectView::Map;
        bar_->change(next);
    });
    connect(channels_, &ChannelsPage::tileSizeChosen, this, [this](int size) {
        StageChoices next = choices();
        next.tileSize = size;
        bar_->change(next);
    });
    for (FramesPage* page : {frames_, evidence_}) {
        connect(page, &FramesPage::frameChosen, this, [this](int t) {
            StageChoices next = choices();
            next.t = t;
            bar_->change(next);
        });
        connect(page, &FramesPage::frameOpened, this, [this](int t) {
            StageChoices next = choices();
            next.t = t;
            next.view = InspectView::Map;
            bar_->change(next);
        });
    }
}

void MapStage::apply(const StageChoices& choices) {
    const double opacity = choices.opacity / 100.0;
    for (MapRow* row : {map_->row(), comparison_}) {
        row->setOpacity(opacity);
        row->setAlone(choices.alone);
        row->setSmooth(choices.smooth);
    }
    for (FramesPage* page : {frames_, evidence_}) {
        page->setOpacity(opacity);
        page->setAlone(choices.alone);
        page->setSmooth(choices.smooth);
        page->setFrame(choices.t);
    }
    flow_->setOpacity(opacity);
    flow_->setSmooth(choices.smooth);
    channels_->setOrder(choices.order);
    channels_->setChannel(choices.channel);
    channels_->setSmooth(choices.smooth);
    channels_->setTileSize(choices.tileSize);
    map_->histogram()->setLogarithmic(choices.logCounts);
    explainComparison();
    if (choices.view != shownView_) {
        shownView_ = choices.view;
        // The words were about another view.
        unavailable_ = unavailable_ && bar_->facts().blocks.isEmpty();
    }
    showPage();
}

QWidget* MapStage::pageOf(InspectView view) const {
    return pages_->widget(static_cast<int>(view));
}

void MapStage::showPage() {
    pages_->setCurrentWidget(unavailable_ ? words_ : pageOf(shownView_));
}

void MapStage::endWords(InspectView view) {
    if (unavailable_ && view == shownView_) {
        unavailable_ = false;
        showPage();
    }
}

void MapStage::setBlocks(const QVector<BlockChoice>& blocks) {
    clear();
    if (!blocks.isEmpty()) {
        endWords(shownView_);
    }
    StageFacts facts = bar_->facts();
    facts.blocks = blocks;
    facts.channelCount = 0;
    bar_->setFacts(facts);
}

void MapStage::setSegments(int segments, int first) {
    StageFacts facts = bar_->facts();
    facts.segments = segments;
    facts.firstFrame = first;
    bar_->setFacts(facts);
}

void MapStage::setLabels(const QStringList& labels) {
    StageFacts facts = bar_->facts();
    facts.labels = labels;
    bar_->setFacts(facts);
}

void MapStage::setPicked(const TapName& picked) {
    StageFacts facts = bar_->facts();
    if (picked == facts.picked) {
        return;
    }
    const bool first = facts.picked == TapName();
    facts.picked = picked;
    facts.channelCount = 0;
    StageChoices next = choices();
    if (!first) {
        next.channel = -1;
    }
    // Both at once: one change is announced, and not a channel that the tap may not have.
    bar_->setFacts(facts, next);
}

void MapStage::setChannelCount(int count) {
    StageFacts facts = bar_->facts();
    if (count > 0 && count != facts.channelCount) {
        facts.channelCount = count;
        bar_->setFacts(facts);
    }
}

void MapStage::setPinned(std::optional<double> pts) {
    bar_->setPinned(pts);
    pinned_ = pts.has_value();
    explainComparison();
}

void MapStage::setShownLimits(const ColourLimits& limits) {
    bar_->setShownLimits(limits);
}

void MapStage::explainComparison() {
    const bool lacks = choices().withPinned && !pinned_;
    for (const int column : {1, 2}) {
        comparison_->column(column)->view()->setPlaceholder(
            lacks ? tr("Nothing is pinned yet. Go to the moment to compare with and press Pin.")
                  : tr("The map appears with the first window of video."));
    }
}

void MapStage::showMap(const MapImage& map, const HistogramData& histogram) {
    endWords(InspectView::Map);
    map_->showMap(map, histogram);
    setChannelCount(map.channelCount);
}

void MapStage::showChannels(const QVector<ChannelTile>& tiles, const QString& title) {
    endWords(InspectView::Channels);
    channels_->showChannels(tiles, title);
    setChannelCount(static_cast<int>(tiles.size()));
}

void MapStage::showFrames(const QVector<MapImage>& maps) {
    endWords(InspectView::Frames);
    const QString title = maps.isEmpty() ? QString() : maps.front().title;
    frames_->showMaps(maps, title, title);
    setChannelCount(maps.isEmpty() ? 0 : maps.front().channelCount);
}

void MapStage::showComparison(const MapImage& a, const MapImage& b, const MapImage& difference) {
    endWords(InspectView::Compare);
    comparison_->column(0)->setMap(a, comparedTitle(tr("A"), a));
    comparison_->column(1)->setMap(b, comparedTitle(tr("B"), b));
    comparison_->column(2)->setMap(difference, difference.colours.isNull() ? QString()
                                               : difference.title.isEmpty()
                                                   ? tr("A − B")
                                                   : tr("A − B · %1").arg(difference.title));
}

void MapStage::showFlow(const FlowPictures& pictures) {
    endWords(InspectView::Flow);
    flow_->showFlow(pictures);
}

void MapStage::showEvidence(const QVector<MapImage>& maps, const QString& className, float logit,
                            float probability) {
    endWords(InspectView::Evidence);
    evidence_->showMaps(
        maps,
        maps.isEmpty()
            ? QString()
            : tr("%1: logit %2, probability %3 %")
                  .arg(className, valueText(logit),
                       QString::number(100.0 * static_cast<double>(probability), 'f', 1)),
        tr("The mean of the maps, over all frames and places, plus the bias of the class is its "
           "logit. Values above zero speak for the class, those below against it."));
}

void MapStage::clear() {
    for (const auto view : {InspectView::Map, InspectView::Channels, InspectView::Frames,
                            InspectView::Compare, InspectView::Flow, InspectView::Evidence}) {
        clear(view);
    }
}

void MapStage::clear(InspectView view) {
    switch (view) {
        case InspectView::Map:
            return map_->showMap({}, {});
        case InspectView::Channels:
            return channels_->showChannels({}, {});
        case InspectView::Frames:
            return frames_->showMaps({}, {}, {});
        case InspectView::Compare:
            for (int column = 0; column < 3; ++column) {
                comparison_->column(column)->setMap({}, {});
            }
            return;
        case InspectView::Flow:
            return flow_->showFlow({});
        case InspectView::Evidence:
            return evidence_->showMaps({}, {}, {});
    }
}

void MapStage::setUnavailable(const QString& why, const QString& whatToDo) {
    clear(shownView_);
    words_->setText(why + QStringLiteral("\n\n") + whatToDo);
    unavailable_ = true;
    showPage();
}

void MapStage::setMirrored(bool mirrored) {
    map_->row()->setMirrored(mirrored);
    channels_->setMirrored(mirrored);
    frames_->setMirrored(mirrored);
    comparison_->setMirrored(mirrored);
    flow_->setMirrored(mirrored);
    evidence_->setMirrored(mirrored);
}

StageChoices MapStage::choices() const {
    return bar_->choices();
}

void MapStage::setChoices(const StageChoices& choices) {
    bar_->setChoices(choices);
    apply(bar_->choices());
}

QList<QAction*> MapStage::viewActions() const {
    return bar_->viewActions();
}

bool MapStage::isEmpty() const {
    switch (shownView_) {
        case InspectView::Map:
            return map_->isEmpty();
        case InspectView::Channels:
            return channels_->isEmpty();
        case InspectView::Frames:
            return frames_->isEmpty();
        case InspectView::Compare:
            return comparison_->column(0)->view()->map().colours.isNull();
        case InspectView::Flow:
            return flow_->isEmpty();
        case InspectView::Evidence:
            return evidence_->isEmpty();
    }
    return true;
}

QImage MapStage::picture() const {
    if (unavailable_ || isEmpty()) {
        return {};
    }
    return shownView_ == InspectView::Channels ? channels_->sheet()
                                               : pageOf(shownView_)->grab().toImage();
}

}  // namespace handscope::ui
