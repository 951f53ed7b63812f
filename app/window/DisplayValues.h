// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QVector>
#include <string>
#include <vector>

#include "app/pipeline/DecisionLayer.h"
#include "capture/DeviceList.h"
#include "model/Classifier.h"
#include "ui/DisplayTypes.h"

/// What model, pipeline and capture say, in the values that the window shows. Pure but for the
/// cameras.
namespace handscope::app {

/// The likeliest classes, best first: as many as the window has bars for.
QVector<ui::ScoredLabel> topScores(const std::vector<float>& scores,
                                   const std::vector<std::string>& labels);

/// The classes, in the order of the model.
QStringList labelNames(const model::ModelDescription& description);

QVector<ui::BlockChoice> blockChoices(const model::ModelDescription& description);

/// `origin`: PTS of the beginning, taken from its times.
ui::EventRow eventRow(const pipeline::GestureEvent& event, double origin);

ui::DeviceChoice deviceChoice(const capture::Device& device);

/// The cameras that are there now. Blocks for some milliseconds each.
QVector<ui::DeviceChoice> deviceChoices();

}  // namespace handscope::app
