// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapControls.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <algorithm>
#include <memory>

#include "ui/LimitFields.h"

namespace handscope::ui {
namespace {

constexpr QLatin1String kCmm("cmm");
constexpr QLatin1String kDiverging("diverging");
constexpr QLatin1String kViridis("viridis");

QString stageOf(const QString& block) {
    return block.section(QLatin1Char('.'), 0, 0);
}

/// The last block of the second stage: fine enough to see a hand, deep enough to mean something.
QString defaultBlock(const QVector<BlockChoice>& blocks) {
    QStringList stages;
    QString chosen = blocks.isEmpty() ? QString() : blocks.front().name;
    for (const BlockChoice& block : blocks) {
        if (!stages.contains(stageOf(block.name))) {
            stages << stageOf(block.name);
        }
        if (stages.size() == 2) {
            chosen = block.name;
        }
    }
    return chosen;
}

void describe(QWidget* control, const QString& objectName, const QString& name,
              const QString& toolTip) {
    control->setObjectName(QStringLiteral("map.") + objectName);
    control->setAccessibleName(name);
    control->setToolTip(toolTip);
}

/// Narrow rows: a combo box may shrink below its longest entry.
void mayShrink(QComboBox* box) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(7);
}

}  // namespace

QString tapTitle(const QString& tap) {
    if (tap == QLatin1String("input")) {
        return MapControls::tr("Block input");
    }
    if (tap == QLatin1String("output")) {
        return MapControls::tr("Block output");
    }
    return tap.toUpper();
}

MapControls::MapControls(QWidget* parent)
    : QWidget(parent),
      block_(new QComboBox(this)),
      tap_(new QComboBox(this)),
      frame_(new QSlider(Qt::Horizontal, this)),
      frameText_(new QLabel(this)),
      colours_(new QComboBox(this)),
      scaling_(new QComboBox(this)),
      limits_(new LimitFields(QStringLiteral("map.limits"), this)),
      channel_(new QSpinBox(this)),
      opacity_(new QSlider(Qt::Horizontal, this)),
      opacityText_(new QLabel(this)),
      alone_(new QCheckBox(tr("Map alone"), this)),
      smooth_(new QCheckBox(tr("Smooth"), this)) {
    describe(block_, "block", tr("Block"), tr("The block of the network to look into"));
    describe(tap_, "tap", tr("Tap"), tr("Where in the block: its input, CSTM, CMM or its output"));
    describe(frame_, "frame", tr("Frame of the window"),
             tr("Which of the window's frames to show, the first to the last"));
    describe(colours_, "colours", tr("Colour map"),
             tr("How values become colours. Automatic: viridis, and diverging about zero for CMM"));
    describe(scaling_, "scaling", tr("Scaling"),
             tr("Which values the ends of the colour bar stand for"));
    describe(channel_, "channel", tr("Channel"), tr("One channel, or the mean over all"));
    frameText_->setObjectName(QStringLiteral("map.frameText"));
    describe(opacity_, "opacity", tr("Opacity"), tr("How strongly the map covers the picture"));
    describe(alone_, "alone", tr("Map alone"), tr("Show the map without the picture"));
    describe(smooth_, "smooth", tr("Smooth"), tr("Blend between the map's cells"));
    fillFixedChoices();
    layOut();
    connectControls();
    setBlocks({}, 1, 1);
    setChoices({});
}

void MapControls::fillFixedChoices() {
    colours_->addItem(tr("Auto colours"), QString());
    colours_->addItem(tr("Viridis"), QString(kViridis));
    colours_->addItem(tr("Inferno"), QStringLiteral("inferno"));
    colours_->addItem(tr("Turbo"), QStringLiteral("turbo"));
    colours_->addItem(tr("Grey"), QStringLiteral("grey"));
    colours_->addItem(tr("Diverging"), QString(kDiverging));
    scaling_->addItem(tr("Scale by map"), static_cast<int>(MapScaling::Map));
    scaling_->addItem(tr("Scale by window"), static_cast<int>(MapScaling::Layer));
    scaling_->addItem(tr("Scale fixed"), static_cast<int>(MapScaling::Fixed));
    scaling_->setItemData(0, tr("Each map has its own range"), Qt::ToolTipRole);
    scaling_->setItemData(1, tr("One range for all frames of the window"), Qt::ToolTipRole);
    scaling_->setItemData(2, tr("The range stays as it is now, or as it is typed"),
                          Qt::ToolTipRole);
    channel_->setMinimum(-1);
    channel_->setMaximum(-1);
    channel_->setSpecialValueText(tr("All channels"));
    channel_->setPrefix(tr("Channel "));
    channel_->setKeyboardTracking(false);
    opacity_->setRange(0, 100);
    opacity_->setPageStep(10);
    frame_->setPageStep(1);
    frame_->setTickPosition(QSlider::NoTicks);
    for (QComboBox* box : {block_, tap_, colours_, scaling_}) {
        mayShrink(box);
    }
    for (QLabel* label : {frameText_, opacityText_}) {
        const bool forFrame = label == frameText_;
        label->setMinimumWidth(fontMetrics().horizontalAdvance(
            forFrame ? QStringLiteral("t = 16 / 16") : QStringLiteral("100 %")));
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
}

void MapControls::layOut() {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(6, 2, 6, 4);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(4);
    grid->addWidget(block_, 0, 0);
    grid->addWidget(tap_, 0, 1);
    grid->addWidget(channel_, 0, 2);
    auto* frameRow = new QHBoxLayout;
    frameRow->addWidget(std::make_unique<QLabel>(tr("Frame")).release());
    frameRow->addWidget(frame_, 1);
    frameRow->addWidget(frameText_);
    grid->addWidget(colours_, 1, 0);
    grid->addWidget(scaling_, 1, 1);
    auto* toggles = new QHBoxLayout;
    toggles->addWidget(alone_);
    toggles->addWidget(smooth_);
    grid->addLayout(toggles, 1, 2);
    auto* opacityRow = new QHBoxLayout;
    opacityRow->addWidget(std::make_unique<QLabel>(tr("Opacity")).release());
    opacityRow->addWidget(opacity_, 1);
    opacityRow->addWidget(opacityText_);
    auto* sliders = new QHBoxLayout;
    sliders->setSpacing(12);
    sliders->addLayout(frameRow, 1);
    sliders->addLayout(opacityRow, 1);
    grid->addWidget(limits_, 2, 0, 1, 3);
    grid->addLayout(sliders, 3, 0, 1, 3);
    for (const int column : {0, 1, 2}) {
        grid->setColumnStretch(column, 1);
    }
}

void MapControls::connectControls() {
    connect(block_, &QComboBox::currentIndexChanged, this, [this] {
        wantedBlock_ = block_->currentData().toString();
        fillTaps();
        announceTap();
    });
    connect(tap_, &QComboBox::currentIndexChanged, this, [this] {
        wantedTap_ = tap_->currentData().toString();
        announceTap();
    });
    connect(frame_, &QSlider::valueChanged, this, [this](int t) {
        showFrameText();
        Q_EMIT mapFrameRequested(t);
    });
    connect(colours_, &QComboBox::currentIndexChanged, this, [this] { announceColours(false); });
    connect(scaling_, &QComboBox::currentIndexChanged, this, [this] {
        typed_.reset();
        showLimits();
        Q_EMIT scalingRequested(scaling());
    });
    connect(limits_, &LimitFields::edited, this, [this](const ColourLimits& limits) {
        typed_ = limits;
        Q_EMIT limitsRequested(limits);
    });
    connect(channel_, &QSpinBox::valueChanged, this, &MapControls::channelRequested);
    connect(opacity_, &QSlider::valueChanged, this, [this](int percent) {
        opacityText_->setText(tr("%1 %").arg(percent));
        Q_EMIT opacityChanged(percent / 100.0);
    });
    connect(alone_, &QCheckBox::toggled, this, [this](bool alone) {
        opacity_->setEnabled(!alone);
        Q_EMIT aloneChanged(alone);
    });
    connect(smooth_, &QCheckBox::toggled, this, &MapControls::smoothChanged);
}

void MapControls::setBlocks(const QVector<BlockChoice>& blocks, int segments, int first) {
    blocks_ = blocks;
    for (QWidget* picker : {static_cast<QWidget*>(block_), static_cast<QWidget*>(tap_),
                            static_cast<QWidget*>(frame_), static_cast<QWidget*>(channel_)}) {
        picker->setEnabled(!blocks.isEmpty());
    }
    fillBlocks();
    fillTaps();
    {
        const QSignalBlocker quiet(frame_);
        const bool otherForm = frame_->maximum() != std::max(1, segments) || first != firstFrame_;
        frame_->setRange(1, std::max(1, segments));
        if (otherForm) {
            frame_->setValue(first);
        }
        firstFrame_ = first;
    }
    showFrameText();
    if (blocks.isEmpty()) {
        return;
    }
    announceTap();
    announceColours(true);
    Q_EMIT scalingRequested(scaling());
    if (typed_) {
        Q_EMIT limitsRequested(*typed_);
    }
    Q_EMIT mapFrameRequested(frame_->value());
}

void MapControls::fillBlocks() {
    const QSignalBlocker quiet(block_);
    block_->clear();
    auto* items = qobject_cast<QStandardItemModel*>(block_->model());
    QString stage;
    for (const BlockChoice& block : blocks_) {
        if (stageOf(block.name) != stage) {
            stage = stageOf(block.name);
            block_->addItem(tr("Stage %1").arg(stage));
            items->item(block_->count() - 1)->setFlags(Qt::NoItemFlags);
        }
        block_->addItem(block.name, block.name);
    }
    const int wanted = wantedBlock_.isEmpty() ? -1 : block_->findData(wantedBlock_);
    block_->setCurrentIndex(wanted >= 0 ? wanted : block_->findData(defaultBlock(blocks_)));
}

void MapControls::fillTaps() {
    const QSignalBlocker quiet(tap_);
    tap_->clear();
    const QString name = block_->currentData().toString();
    const auto block = std::find_if(blocks_.begin(), blocks_.end(),
                                    [&](const BlockChoice& choice) { return choice.name == name; });
    if (block == blocks_.end()) {
        return;
    }
    for (const QString& tap : block->taps) {
        tap_->addItem(tapTitle(tap), tap);
    }
    const int wanted = tap_->findData(wantedTap_.isEmpty() ? QString(kCmm) : wantedTap_);
    tap_->setCurrentIndex(wanted >= 0 ? wanted : tap_->count() - 1);
}

void MapControls::announceTap() {
    {
        // Channels of one tap say nothing about those of another.
        const QSignalBlocker quiet(channel_);
        channel_->setMaximum(-1);
    }
    Q_EMIT tapRequested(block_->currentData().toString(), tap_->currentData().toString());
    Q_EMIT channelRequested(channel_->value());
    announceColours(false);
}

void MapControls::announceColours(bool always) {
    QString name = colours_->currentData().toString();
    if (name.isEmpty()) {
        name = tap_->currentData().toString() == kCmm ? kDiverging : kViridis;
    }
    if (always || name != announcedColours_) {
        announcedColours_ = name;
        Q_EMIT colourMapRequested(name);
    }
}

void MapControls::showFrameText() {
    frameText_->setText(tr("t = %1 / %2").arg(frame_->value()).arg(frame_->maximum()));
}

void MapControls::stepBlock(int direction) {
    const auto* items = qobject_cast<QStandardItemModel*>(block_->model());
    int index = block_->currentIndex() + direction;
    while (index >= 0 && index < block_->count() && !items->item(index)->isEnabled()) {
        index += direction;
    }
    if (index >= 0 && index < block_->count()) {
        block_->setCurrentIndex(index);
    }
}

void MapControls::stepTap(int direction) {
    const int index = tap_->currentIndex() + direction;
    if (index >= 0 && index < tap_->count()) {
        tap_->setCurrentIndex(index);
    }
}

void MapControls::stepFrame(int direction) {
    frame_->setValue(frame_->value() + direction);
}

void MapControls::setChannelCount(int count) {
    if (count > 0) {
        channel_->setMaximum(count - 1);
    }
}

MapScaling MapControls::scaling() const {
    return static_cast<MapScaling>(scaling_->currentData().toInt());
}

void MapControls::setShownLimits(const ColourLimits& limits) {
    limits_->setLimits(typed_.value_or(limits));
}

void MapControls::showLimits() {
    limits_->setVisible(scaling() == MapScaling::Fixed);
    if (typed_) {
        limits_->setLimits(*typed_);
    }
}

MapChoices MapControls::choices() const {
    return {.block = wantedBlock_,
            .tap = wantedTap_,
            .colours = colours_->currentData().toString(),
            .scaling = scaling(),
            .limits = typed_,
            .opacity = opacity_->value(),
            .alone = alone_->isChecked(),
            .smooth = smooth_->isChecked()};
}

void MapControls::setChoices(const MapChoices& choices) {
    wantedBlock_ = choices.block;
    wantedTap_ = choices.tap;
    {
        const QSignalBlocker quietColours(colours_);
        const QSignalBlocker quietScaling(scaling_);
        colours_->setCurrentIndex(std::max(0, colours_->findData(choices.colours)));
        scaling_->setCurrentIndex(
            std::max(0, scaling_->findData(static_cast<int>(choices.scaling))));
    }
    typed_ = choices.limits;
    showLimits();
    opacity_->setValue(choices.opacity);
    opacityText_->setText(tr("%1 %").arg(opacity_->value()));
    alone_->setChecked(choices.alone);
    smooth_->setChecked(choices.smooth);
}

}  // namespace handscope::ui
