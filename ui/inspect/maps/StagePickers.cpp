// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/StagePickers.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QStandardItemModel>
#include <algorithm>

#include "ui/LimitFields.h"
#include "ui/MapControls.h"
#include "ui/inspect/maps/ClassPicker.h"

namespace handscope::ui {
namespace {

constexpr int kSpacing = 6;
constexpr int kBetweenLines = 12;

/// What the list of things to compare with keeps for the pinned moment.
const QStringList& pinnedData() {
    static const QStringList data{QStringLiteral("pinned")};
    return data;
}

void describe(QWidget* control, const QString& objectName, const QString& name,
              const QString& toolTip) {
    control->setObjectName(QStringLiteral("stage.") + objectName);
    control->setAccessibleName(name);
    control->setToolTip(toolTip);
}

/// Narrow lines: a combo box may shrink below its longest entry.
void mayShrink(QComboBox* box) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void setQuietly(QComboBox* box, const QVariant& data) {
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(box->findData(data));
}

}  // namespace

StagePickers::StagePickers(QWidget* parent)
    : QWidget(parent),
      pickers_(new QWidget(this)),
      sliders_(new QWidget(this)),
      lines_(new QBoxLayout(QBoxLayout::TopToBottom, this)),
      colours_(new QComboBox(pickers_)),
      scaling_(new QComboBox(pickers_)),
      limits_(new LimitFields(QStringLiteral("stage.limits"), pickers_)),
      channel_(new QSpinBox(pickers_)),
      order_(new QComboBox(pickers_)),
      label_(new ClassPicker(pickers_)),
      other_(new QComboBox(pickers_)),
      frame_(new QSlider(Qt::Horizontal, sliders_)),
      frameName_(new QLabel(tr("Frame"), sliders_)),
      frameText_(new QLabel(sliders_)),
      opacity_(new QSlider(Qt::Horizontal, sliders_)),
      opacityName_(new QLabel(tr("Opacity"), sliders_)),
      opacityText_(new QLabel(sliders_)),
      alone_(new QCheckBox(tr("Map alone"), sliders_)),
      smooth_(new QCheckBox(tr("Smooth"), sliders_)) {
    describeAll();
    fillFixedChoices();
    layOut();
    connectAll();
    setFacts({});
    setPinned({});
    setChoices({});
}

void StagePickers::describeAll() {
    describe(colours_, "colours", tr("Colour map"),
             tr("How values become colours. Automatic: viridis, and diverging about zero for CMM"));
    describe(scaling_, "scaling", tr("Scaling"),
             tr("Which values the ends of the colour bar stand for"));
    describe(channel_, "channel", tr("Channel"), tr("One channel, or the mean over all"));
    describe(order_, "order", tr("Order of the channels"),
             tr("What the channels are sorted by, largest first. Contribution to a class is known "
                "of the last block's output only"));
    describe(label_, "label", tr("Class"),
             tr("The class to explain. Type any part of its name, or pick it from the list"));
    describe(other_, "other", tr("Compare with"),
             tr("What the map is compared with: another tap, or the same tap at the pinned "
                "moment"));
    describe(frame_, "frame", tr("Frame of the window"),
             tr("Which of the window's frames to show, the first to the last"));
    describe(opacity_, "opacity", tr("Opacity"), tr("How strongly the map covers the picture"));
    describe(alone_, "alone", tr("Map alone"), tr("Show the map without the picture"));
    describe(smooth_, "smooth", tr("Smooth"), tr("Blend between the map's cells"));
    frameText_->setObjectName(QStringLiteral("stage.frameText"));
    opacityText_->setObjectName(QStringLiteral("stage.opacityText"));
}

void StagePickers::fillFixedChoices() {
    colours_->addItem(tr("Auto colours"), QString());
    colours_->addItem(tr("Viridis"), QStringLiteral("viridis"));
    colours_->addItem(tr("Inferno"), QStringLiteral("inferno"));
    colours_->addItem(tr("Turbo"), QStringLiteral("turbo"));
    colours_->addItem(tr("Grey"), QStringLiteral("grey"));
    colours_->addItem(tr("Diverging"), QStringLiteral("diverging"));
    scaling_->addItem(tr("Scale by map"), static_cast<int>(MapScaling::Map));
    scaling_->addItem(tr("Scale by layer"), static_cast<int>(MapScaling::Layer));
    scaling_->addItem(tr("Scale fixed"), static_cast<int>(MapScaling::Fixed));
    scaling_->setItemData(0, tr("Each map has its own range"), Qt::ToolTipRole);
    scaling_->setItemData(1, tr("One range for all maps of the tap"), Qt::ToolTipRole);
    scaling_->setItemData(2, tr("The range stays as it is now, or as it is typed"),
                          Qt::ToolTipRole);
    order_->addItem(tr("By number"), static_cast<int>(ChannelOrder::Number));
    order_->addItem(tr("By energy"), static_cast<int>(ChannelOrder::Energy));
    order_->addItem(tr("By variance"), static_cast<int>(ChannelOrder::Variance));
    order_->addItem(tr("By contribution"), static_cast<int>(ChannelOrder::Contribution));
    order_->setItemData(1, tr("Mean square of the values"), Qt::ToolTipRole);
    order_->setItemData(2, tr("Over frames and places"), Qt::ToolTipRole);
    order_->setItemData(3, tr("What the channel adds to the logit of the class"), Qt::ToolTipRole);
    channel_->setSpecialValueText(tr("All channels"));
    channel_->setPrefix(tr("Channel "));
    channel_->setKeyboardTracking(false);
    opacity_->setRange(0, 100);
    opacity_->setPageStep(10);
    frame_->setPageStep(1);
    for (QComboBox* box : {colours_, scaling_, order_, static_cast<QComboBox*>(label_), other_}) {
        mayShrink(box);
    }
    label_->setMinimumContentsLength(14);
    other_->setMinimumContentsLength(14);
    for (QSlider* slider : {frame_, opacity_}) {
        slider->setMinimumWidth(60);
    }
    opacityName_->setIndent(kSpacing);
    frameText_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("t = 16 / 16")));
    opacityText_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 %")));
    for (QLabel* label : {frameText_, opacityText_}) {
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
}

void StagePickers::layOut() {
    auto* pickers = new QHBoxLayout(pickers_);
    for (QWidget* picker : {static_cast<QWidget*>(colours_), static_cast<QWidget*>(scaling_),
                            static_cast<QWidget*>(limits_), static_cast<QWidget*>(channel_),
                            static_cast<QWidget*>(order_), static_cast<QWidget*>(label_),
                            static_cast<QWidget*>(other_)}) {
        pickers->addWidget(picker);
    }
    pickers->addStretch(1);
    auto* sliders = new QHBoxLayout(sliders_);
    frameName_->setBuddy(frame_);
    opacityName_->setBuddy(opacity_);
    sliders->addWidget(frameName_);
    sliders->addWidget(frame_, 1);
    sliders->addWidget(frameText_);
    sliders->addWidget(opacityName_);
    sliders->addWidget(opacity_, 1);
    sliders->addWidget(opacityText_);
    sliders->addWidget(alone_);
    sliders->addWidget(smooth_);
    for (QBoxLayout* line :
         {static_cast<QBoxLayout*>(pickers), static_cast<QBoxLayout*>(sliders)}) {
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(kSpacing);
    }
    lines_->setContentsMargins(0, 0, 0, 0);
    lines_->setSpacing(kSpacing / 2);
    lines_->addWidget(pickers_);
    lines_->addWidget(sliders_, 1);
}

void StagePickers::connectAll() {
    connect(colours_, &QComboBox::currentIndexChanged, this, [this] {
        edit([this](StageChoices& next) { next.colours = colours_->currentData().toString(); });
    });
    connect(scaling_, &QComboBox::currentIndexChanged, this, [this] {
        edit([this](StageChoices& next) {
            next.scaling = static_cast<MapScaling>(scaling_->currentData().toInt());
            next.limits.reset();
        });
    });
    connect(limits_, &LimitFields::edited, this, [this](const ColourLimits& limits) {
        edit([&limits](StageChoices& next) { next.limits = limits; });
    });
    connect(channel_, &QSpinBox::valueChanged, this, [this](int channel) {
        edit([channel](StageChoices& next) { next.channel = channel; });
    });
    connect(order_, &QComboBox::currentIndexChanged, this, [this] {
        edit([this](StageChoices& next) {
            next.order = static_cast<ChannelOrder>(order_->currentData().toInt());
        });
    });
    connect(label_, &ClassPicker::labelChosen, this, [this](const QString& label) {
        edit([&label](StageChoices& next) { next.label = label; });
    });
    connect(other_, &QComboBox::currentIndexChanged, this, [this] {
        const QStringList data = other_->currentData().toStringList();
        edit([&data](StageChoices& next) {
            next.withPinned = data == pinnedData();
            if (data.size() == 2) {
                next.other = {data[0], data[1]};
            }
        });
    });
    connect(frame_, &QSlider::valueChanged, this,
            [this](int t) { edit([t](StageChoices& next) { next.t = t; }); });
    connect(opacity_, &QSlider::valueChanged, this, [this](int percent) {
        edit([percent](StageChoices& next) { next.opacity = percent; });
    });
    connect(alone_, &QCheckBox::toggled, this,
            [this](bool alone) { edit([alone](StageChoices& next) { next.alone = alone; }); });
    connect(smooth_, &QCheckBox::toggled, this,
            [this](bool smooth) { edit([smooth](StageChoices& next) { next.smooth = smooth; }); });
}

void StagePickers::setFacts(const StageFacts& facts) {
    const bool otherLabels = facts.labels != facts_.labels;
    facts_ = facts;
    if (otherLabels) {
        label_->setLabels(facts.labels);
    }
    auto* orders = qobject_cast<QStandardItemModel*>(order_->model());
    orders->item(3)->setEnabled(hasContributions(facts));
    fillOther();
    setChoices(choices_);
}

void StagePickers::fillOther() {
    const QSignalBlocker quiet(other_);
    while (other_->count() > 1) {
        other_->removeItem(1);
    }
    if (other_->count() == 0) {
        other_->addItem(QString(), pinnedData());
    }
    for (const BlockChoice& block : facts_.blocks) {
        other_->insertSeparator(other_->count());
        for (const QString& tap : block.taps) {
            other_->addItem(tr("%1 · %2").arg(block.name, tapTitle(tap)),
                            QStringList{block.name, tap});
        }
    }
}

void StagePickers::setPinned(std::optional<double> pts) {
    other_->setItemText(0, pts ? tr("Pinned moment, %1 s").arg(QString::number(*pts, 'f', 2))
                               : tr("Pinned moment (none yet)"));
}

void StagePickers::setShownLimits(const ColourLimits& limits) {
    shownLimits_ = limits;
    limits_->setLimits(choices_.limits.value_or(limits));
}

void StagePickers::setChoices(const StageChoices& choices) {
    choices_ = choices;
    setQuietly(colours_, choices.colours);
    setQuietly(scaling_, static_cast<int>(choices.scaling));
    limits_->setLimits(choices.limits.value_or(shownLimits_));
    setQuietly(order_, static_cast<int>(choices.order));
    setQuietly(other_, choices.withPinned ? pinnedData()
                                          : QStringList{choices.other.block, choices.other.tap});
    const QSignalBlocker quietChannel(channel_);
    const QSignalBlocker quietFrame(frame_);
    const QSignalBlocker quietOpacity(opacity_);
    const QSignalBlocker quietAlone(alone_);
    const QSignalBlocker quietSmooth(smooth_);
    // A remembered channel stands before it is known how many there are.
    channel_->setRange(-1, std::max(facts_.channelCount - 1, choices.channel));
    channel_->setValue(choices.channel);
    label_->setLabel(choices.label);
    frame_->setRange(1, std::max(1, facts_.segments));
    frame_->setValue(choices.t);
    frameText_->setText(tr("t = %1 / %2").arg(frame_->value()).arg(frame_->maximum()));
    opacity_->setValue(choices.opacity);
    opacityText_->setText(tr("%1 %").arg(choices.opacity));
    alone_->setChecked(choices.alone);
    smooth_->setChecked(choices.smooth);
    showUses();
}

void StagePickers::showUses() {
    const StageUses uses = usesOf(choices_);
    colours_->setVisible(uses.colours);
    scaling_->setVisible(uses.scaling);
    limits_->setVisible(uses.scaling && choices_.scaling == MapScaling::Fixed);
    channel_->setVisible(uses.channel);
    order_->setVisible(uses.order);
    label_->setVisible(uses.label);
    label_->setEnabled(!facts_.labels.isEmpty());
    other_->setVisible(uses.other);
    for (QWidget* part : {static_cast<QWidget*>(frame_), static_cast<QWidget*>(frameName_),
                          static_cast<QWidget*>(frameText_)}) {
        part->setVisible(uses.frame);
        part->setEnabled(facts_.segments > 1);
    }
    for (QWidget* part : {static_cast<QWidget*>(opacity_), static_cast<QWidget*>(opacityName_),
                          static_cast<QWidget*>(opacityText_)}) {
        part->setVisible(uses.opacity);
        // A map alone covers nothing.
        part->setEnabled(!(uses.alone && choices_.alone));
    }
    alone_->setVisible(uses.alone);
    smooth_->setVisible(uses.smooth);
    chooseDirection();
}

QSize StagePickers::minimumSizeHint() const {
    // As narrow as two lines allow, however many there are now.
    return {std::max(pickers_->minimumSizeHint().width(), sliders_->minimumSizeHint().width()),
            lines_->totalMinimumSize().height()};
}

void StagePickers::resizeEvent(QResizeEvent*) {
    chooseDirection();
}

void StagePickers::chooseDirection() {
    const int needed = pickers_->sizeHint().width() + kBetweenLines + sliders_->sizeHint().width();
    const bool oneLine = needed <= width();
    lines_->setSpacing(oneLine ? kBetweenLines : kSpacing / 2);
    lines_->setDirection(oneLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

}  // namespace handscope::ui
