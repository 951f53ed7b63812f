// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/MomentInspector.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>

#include "app/pipeline/NetworkFailure.h"

namespace handscope::pipeline {
namespace {

template <typename Value>
std::vector<Value> lastOf(const std::vector<Value>& values, std::size_t count) {
    return {values.end() - static_cast<std::ptrdiff_t>(std::min(count, values.size())),
            values.end()};
}

/// The frames that came before the window have done their work.
void keepLastFrames(model::FeatureMap& map, int frames) {
    if (map.frames > frames) {
        const auto surplus =
            map.values.size() / static_cast<std::size_t>(map.frames) * (map.frames - frames);
        map.values.erase(map.values.begin(),
                         map.values.begin() + static_cast<std::ptrdiff_t>(surplus));
        map.frames = frames;
    }
}

}  // namespace

model::Prediction MomentInspector::run(const model::Clip& clip, const InspectionPass& pass) {
    if (pass.change == ClipChange::None) {
        return classifier_->classifyOne(clip, pass.request);
    }
    const int side = classifier_->description().input.inputSize;
    return classifier_->classifyOne(changed(clip, pass.change, side), pass.request);
}

InspectionAnswer MomentInspector::inspect(const Inspection& inspection) {
    const auto begun = std::chrono::steady_clock::now();
    const int segments = classifier_->description().input.segments;
    InspectionAnswer answer{.id = inspection.id,
                            .frames = lastOf(inspection.frames, static_cast<std::size_t>(segments)),
                            .passes = {}};
    try {
        model::Clip clip = clips_.prepare(inspection.frames);
        if (std::ranges::any_of(inspection.passes, [](const InspectionPass& pass) {
                return pass.change != ClipChange::None;
            })) {
            clip = lastOf(clip, static_cast<std::size_t>(segments));
        }
        for (const InspectionPass& pass : inspection.passes) {
            model::Prediction prediction = run(clip, pass);
            for (auto* maps : {&prediction.maps, &prediction.means}) {
                for (model::FeatureMap& map : *maps) {
                    keepLastFrames(map, segments);
                }
            }
            for (model::ClassEvidence& evidence : prediction.evidence) {
                keepLastFrames(evidence.map, segments);
            }
            answer.passes.push_back(std::move(prediction));
        }
    } catch (const std::exception& error) {
        answer.passes.clear();
        answer.error = networkFailure(error);
    }
    answer.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
    return answer;
}

}  // namespace handscope::pipeline
