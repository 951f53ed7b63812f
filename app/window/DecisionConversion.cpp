// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DecisionConversion.h"

#include <QCoreApplication>

#include "app/pipeline/ModelWindows.h"

namespace handscope::app {
namespace {

/// Where translators find these texts.
class DecisionText {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::DecisionController)
};

ui::TrialChange changeOf(EventChange change) {
    switch (change) {
        case EventChange::Moved:
            return ui::TrialChange::Moved;
        case EventChange::Gone:
            return ui::TrialChange::Gone;
        case EventChange::New:
            return ui::TrialChange::New;
        case EventChange::Same:
            break;
    }
    return ui::TrialChange::Same;
}

}  // namespace

ui::DecisionValues valuesOf(const LabelSettings& settings) {
    const pipeline::DecisionSettings& decision = settings.decision;
    ui::DecisionValues values{.windowLength = settings.windowLength,
                              .windowGrid = settings.windowStride,
                              .averaging = decision.averaging,
                              .onThreshold = decision.onThreshold,
                              .offThreshold = decision.offThreshold,
                              .margin = decision.margin,
                              .onDuration = decision.onDuration,
                              .hold = decision.hold,
                              .rules = {}};
    for (const auto& [label, threshold] : decision.onThresholds) {
        values.rules[QString::fromStdString(label)].onThreshold = threshold;
    }
    for (const std::string& label : decision.neverFire) {
        values.rules[QString::fromStdString(label)].muted = true;
    }
    return values;
}

LabelSettings settingsOf(const ui::DecisionValues& values) {
    LabelSettings settings{.windowLength = values.windowLength,
                           .windowStride = values.windowGrid,
                           .decision = {.averaging = values.averaging,
                                        .onThreshold = values.onThreshold,
                                        .margin = values.margin,
                                        .onDuration = values.onDuration,
                                        .offThreshold = values.offThreshold,
                                        .hold = values.hold,
                                        .onThresholds = {},
                                        .neverFire = {}}};
    for (auto rule = values.rules.begin(); rule != values.rules.end(); ++rule) {
        if (rule->onThreshold) {
            settings.decision.onThresholds[rule.key().toStdString()] = *rule->onThreshold;
        }
        if (rule->muted) {
            settings.decision.neverFire.insert(rule.key().toStdString());
        }
    }
    return settings;
}

std::optional<ui::FixedWindows> fixedWindowsOf(const model::ModelDescription& model) {
    if (!model.causal) {
        return std::nullopt;
    }
    const pipeline::WindowSettings windows = pipeline::windowsFor(model, 0.0, 0.0);
    return ui::FixedWindows{
        windows.length, windows.stride,
        DecisionText::tr("This model goes from frame to frame and fixes its windows: the last %1 "
                         "frames at %2 a second, and an answer at each.")
            .arg(model.input.segments)
            .arg(model.frameRate)};
}

ui::TrialResult trialResult(const TrialComparison& comparison, const QString& profile) {
    const auto span = [&](const std::optional<pipeline::GestureEvent>& event) {
        return event ? std::optional(ui::TrialSpan{event->start - comparison.start,
                                                   event->end - comparison.start,
                                                   double{event->peakScore}})
                     : std::nullopt;
    };
    ui::TrialResult result{
        .duration = comparison.end - comparison.start, .profile = profile, .rows = {}};
    for (const ComparedEvent& event : comparison.events) {
        const std::string& label = event.before ? event.before->label : event.after->label;
        result.rows.append({changeOf(event.change), QString::fromStdString(label),
                            span(event.before), span(event.after)});
    }
    return result;
}

}  // namespace handscope::app
