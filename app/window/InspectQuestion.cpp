// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectQuestion.h"

#include <algorithm>
#include <iterator>

#include "ui/inspect/maps/StageRules.h"

namespace handscope::app {
namespace {

pipeline::ClipChange clipChange(ui::ClipChange change) {
    switch (change) {
        case ui::ClipChange::Reversed:
            return pipeline::ClipChange::Reversed;
        case ui::ClipChange::Mirrored:
            return pipeline::ClipChange::Mirrored;
        case ui::ClipChange::Frozen:
            return pipeline::ClipChange::Frozen;
        case ui::ClipChange::Shuffled:
            return pipeline::ClipChange::Shuffled;
        case ui::ClipChange::None:
            break;
    }
    return pipeline::ClipChange::None;
}

bool isPossible(const ui::CutName& cut, const model::ModelDescription& model) {
    const auto point = model::mutePointFromName(cut.point.toStdString());
    const model::BlockDescription* const block = model.block(cut.block.toStdString());
    return point && block != nullptr && block->has(*point);
}

std::vector<model::Mute> mutesOf(const QVector<ui::CutName>& cuts,
                                 const model::ModelDescription& model) {
    std::vector<model::Mute> mutes;
    for (const ui::CutName& cut : possibleCuts(cuts, model)) {
        mutes.push_back({.block = cut.block.toStdString(),
                         .point = *model::mutePointFromName(cut.point.toStdString()),
                         .channel = cut.channel < 0 ? model::Mute::kAllChannels : cut.channel});
    }
    return mutes;
}

/// The maps that the chosen view shows.
void askFor(const InspectQuestion& question, const model::ModelDescription& model,
            model::ClassifyRequest& request) {
    const ui::StageChoices& choices = question.choices;
    const auto want = [&](const ui::TapName& name) {
        if (const auto point = tapPoint(name, model)) {
            request.taps.push_back(*point);
        }
    };
    switch (choices.view) {
        case ui::InspectView::Evidence:
            if (const auto index = classOf(choices.label, model)) {
                request.evidence.push_back(*index);
            }
            return;
        case ui::InspectView::Flow:
            want(shownTap(question));
            return;
        case ui::InspectView::Compare:
            want(question.picked);
            if (!choices.withPinned && choices.other != question.picked) {
                want(choices.other);
            }
            return;
        case ui::InspectView::Map:
        case ui::InspectView::Channels:
        case ui::InspectView::Frames:
            want(question.picked);
    }
}

}  // namespace

ui::TapName shownTap(const InspectQuestion& question) {
    switch (question.choices.view) {
        case ui::InspectView::Evidence:
            return {{}, question.choices.label};
        case ui::InspectView::Flow:
            return {question.picked.block, QStringLiteral("cmm")};
        default:
            return question.picked;
    }
}

std::optional<ValueRange> fixedRangeOf(const ui::StageChoices& choices,
                                       std::optional<ValueRange> frozen) {
    if (choices.scaling != ui::MapScaling::Fixed) {
        return std::nullopt;
    }
    return choices.limits ? ValueRange{.low = choices.limits->low, .high = choices.limits->high}
                          : frozen;
}

std::optional<MapOverlay> mapOverlayOf(const InspectQuestion& question,
                                       std::optional<ValueRange> frozen,
                                       const model::ModelDescription& model) {
    const ui::StageChoices& choices = question.choices;
    const QString colours = ui::colourMapOf(choices, question.picked);
    const ui::StageUses uses = ui::usesOf(choices);
    const bool isFrame = choices.t >= 1 && choices.t <= model.input.segments;
    MapOverlay map{.point = {},
                   .flow = choices.view == ui::InspectView::Flow,
                   .frame = isFrame ? std::optional(choices.t - 1) : std::nullopt,
                   .channel = uses.channel ? choices.channel : -1,
                   .colours = colourMapFromName(colours.toStdString()).value_or(ColourMap::Viridis),
                   .range = fixedRangeOf(choices, frozen),
                   .rangeOfWindow = choices.scaling == ui::MapScaling::Layer,
                   .opacity = choices.opacity / 100.0,
                   .alone = uses.alone && choices.alone,
                   .smooth = choices.smooth};
    if (choices.view == ui::InspectView::Evidence) {
        map.evidenceOf = classOf(choices.label, model);
        return map.evidenceOf ? std::optional(map) : std::nullopt;
    }
    const auto point = tapPoint(shownTap(question), model);
    if (!point) {
        return std::nullopt;
    }
    map.point = *point;
    return map;
}

std::optional<model::TapPoint> tapPoint(const ui::TapName& name,
                                        const model::ModelDescription& model) {
    const auto tap = model::tapFromName(name.tap.toStdString());
    const model::BlockDescription* const block = model.block(name.block.toStdString());
    return tap && block != nullptr && block->has(*tap)
               ? std::optional(model::TapPoint{block->name, *tap})
               : std::nullopt;
}

ui::TapName tapNameOf(const model::TapPoint& point) {
    return {QString::fromStdString(point.block),
            QString::fromUtf8(model::tapName(point.tap).data())};
}

std::optional<int> classOf(const QString& label, const model::ModelDescription& model) {
    const auto found = std::find(model.labels.begin(), model.labels.end(), label.toStdString());
    return found == model.labels.end()
               ? std::nullopt
               : std::optional(static_cast<int>(found - model.labels.begin()));
}

QVector<ui::CutName> possibleCuts(const QVector<ui::CutName>& cuts,
                                  const model::ModelDescription& model) {
    QVector<ui::CutName> possible;
    std::ranges::copy_if(cuts, std::back_inserter(possible),
                         [&](const ui::CutName& cut) { return isPossible(cut, model); });
    return possible;
}

std::vector<pipeline::InspectionPass> passesFor(const InspectQuestion& question,
                                                const model::ModelDescription& model) {
    pipeline::InspectionPass looked{.change = clipChange(question.change), .request = {}};
    looked.request.mutes = mutesOf(question.cuts, model);
    askFor(question, model, looked.request);
    for (const model::BlockDescription& block : model.blocks) {
        for (const model::Tap tap : block.taps) {
            looked.request.means.push_back({block.name, tap});
        }
    }
    if (looked.change != pipeline::ClipChange::None || !looked.request.mutes.empty()) {
        return {{}, std::move(looked)};
    }
    return {std::move(looked)};
}

}  // namespace handscope::app
