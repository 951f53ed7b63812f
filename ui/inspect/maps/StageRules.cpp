// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/StageRules.h"

#include <algorithm>

namespace handscope::ui {
namespace {

const BlockChoice* find(const QVector<BlockChoice>& blocks, const QString& name) {
    const auto found = std::find_if(blocks.begin(), blocks.end(),
                                    [&](const BlockChoice& block) { return block.name == name; });
    return found == blocks.end() ? nullptr : &*found;
}

/// Another tap of the picked block, as what comes before or after it tells most; else any.
TapName otherTap(const StageFacts& facts) {
    const BlockChoice* picked = find(facts.blocks, facts.picked.block);
    const BlockChoice& block = picked != nullptr ? *picked : facts.blocks.front();
    for (const QString& tap : block.taps) {
        if (tap != facts.picked.tap) {
            return {block.name, tap};
        }
    }
    return {block.name, block.taps.value(0)};
}

}  // namespace

bool hasContributions(const StageFacts& facts) {
    return !facts.blocks.isEmpty() && facts.picked.block == facts.blocks.back().name &&
           facts.picked.tap == QLatin1String("output");
}

StageChoices possibleChoices(StageChoices wanted, const StageFacts& facts) {
    if (facts.segments > 0) {
        wanted.t = std::min(wanted.t < 1 ? facts.firstFrame : wanted.t, facts.segments);
    }
    if (wanted.channel < -1 || (facts.channelCount > 0 && wanted.channel >= facts.channelCount)) {
        wanted.channel = -1;
    }
    const bool tapKnown = !facts.blocks.isEmpty() && !facts.picked.block.isEmpty();
    if (tapKnown && wanted.order == ChannelOrder::Contribution && !hasContributions(facts)) {
        wanted.order = ChannelOrder::Energy;
    }
    if (!facts.labels.isEmpty() && !facts.labels.contains(wanted.label)) {
        wanted.label = facts.labels.front();
    }
    if (tapKnown) {
        const BlockChoice* block = find(facts.blocks, wanted.other.block);
        if (block == nullptr || !block->taps.contains(wanted.other.tap)) {
            wanted.other = otherTap(facts);
        }
    }
    return wanted;
}

StageUses usesOf(const StageChoices& choices) {
    switch (choices.view) {
        case InspectView::Map:
            return {.colours = true,
                    .scaling = true,
                    .channel = true,
                    .opacity = true,
                    .alone = true,
                    .pin = true};
        case InspectView::Channels:
            return {.colours = true,
                    .scaling = true,
                    .order = true,
                    .label = choices.order == ChannelOrder::Contribution};
        case InspectView::Frames:
            return {
                .colours = true, .scaling = true, .channel = true, .opacity = true, .alone = true};
        case InspectView::Compare:
            return {.colours = true,
                    .scaling = true,
                    .channel = true,
                    .other = true,
                    .opacity = true,
                    .alone = true,
                    .pin = true};
        case InspectView::Flow:
            return {.colours = true, .scaling = true, .opacity = true};
        case InspectView::Evidence:
            return {.scaling = true, .label = true, .opacity = true, .alone = true};
    }
    return {};
}

}  // namespace handscope::ui
