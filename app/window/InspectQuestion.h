// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <optional>
#include <vector>

#include "app/pipeline/MomentInspector.h"
#include "app/session/OverlayVideo.h"
#include "ui/inspect/InspectTypes.h"
#include "ui/inspect/maps/StageChoices.h"

namespace handscope::app {

/// Everything that a person chose on the page that looks into the network.
struct InspectQuestion {
    ui::TapName picked;
    ui::StageChoices choices;
    QVector<ui::CutName> cuts;
    ui::ClipChange change = ui::ClipChange::None;
};

/// How often the network has to be run for an answer, and what is wanted of each pass: once as the
/// video is, for the scores, and once more where cuts or a changed clip are compared with it. Maps
/// are of the last pass. Names that the model does not have are left out.
std::vector<pipeline::InspectionPass> passesFor(const InspectQuestion& question,
                                                const model::ModelDescription& model);

/// Whose map the chosen view shows: the picked tap, CMM of its block beside the flow, or a class's
/// evidence, which has no block. The range of "fixed" colours belongs to it.
ui::TapName shownTap(const InspectQuestion& question);

/// The range of fixed colours: what was typed, else `frozen`. nullopt for another scaling.
std::optional<ValueRange> fixedRangeOf(const ui::StageChoices& choices,
                                       std::optional<ValueRange> frozen);

/// The map that the chosen view shows, or the flow, as it is laid over a video: its frame of the
/// window, its channel where the view has one, its colours. `frozen`: the range of fixed colours of
/// shownTap(), where none was typed. nullopt where the model has no such map.
std::optional<MapOverlay> mapOverlayOf(const InspectQuestion& question,
                                       std::optional<ValueRange> frozen,
                                       const model::ModelDescription& model);

/// The tap of that name; nullopt where the model has none.
std::optional<model::TapPoint> tapPoint(const ui::TapName& name,
                                        const model::ModelDescription& model);

/// The other way.
ui::TapName tapNameOf(const model::TapPoint& point);

/// Those of the cuts whose place the model has; of their channels nothing is known here.
QVector<ui::CutName> possibleCuts(const QVector<ui::CutName>& cuts,
                                  const model::ModelDescription& model);

/// Number of the class; nullopt where the model has none of that name.
std::optional<int> classOf(const QString& label, const model::ModelDescription& model);

}  // namespace handscope::app
