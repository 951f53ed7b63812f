// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stdexcept>
#include <vector>

#include "app/pipeline/MomentInspector.h"
#include "tests/support/SyntheticFrames.h"

namespace handscope::test {

inline constexpr int kInspectedFrames = 4;    ///< T
inline constexpr int kInspectedChannels = 2;  ///< of each tap

/// A network of three blocks and three classes that says what it is and is never run. The middle
/// block has no CSTM and no CMM.
class DescribedClassifier : public model::Classifier {
public:
    explicit DescribedClassifier(bool causal = false, int segments = kInspectedFrames) {
        using model::Tap;
        description_.name = "described";
        description_.kind = "stm";
        description_.labels = {"Swiping Left", "Swiping Right", "No gesture"};
        description_.input.segments = segments;
        description_.input.inputSize = 8;
        description_.causal = causal;
        description_.frameRate = causal ? 4.0 : 0.0;
        const std::vector<Tap> all{Tap::Input, Tap::Cstm, Tap::Cmm, Tap::Output};
        description_.blocks = {
            {"layer1.0", all}, {"layer2.0", {Tap::Input, Tap::Output}}, {"layer3.0", all}};
    }

    /// Without maps, as a TorchScript program is.
    void takeBlocks() {
        description_.kind = "torchscript";
        description_.blocks.clear();
    }

    const model::ModelDescription& description() const noexcept override { return description_; }

    std::vector<model::Prediction> classify(std::span<const model::Clip>,
                                            const model::ClassifyRequest&) override {
        throw std::logic_error("this network is not to be run");
    }

    std::vector<float> classWeights(int classIndex) const override {
        return classIndex == 0 ? std::vector<float>{1.0F, 3.0F} : std::vector<float>{1.0F, -3.0F};
    }

private:
    model::ModelDescription description_;
};

/// Of frame t, channel c and cell (y, x) of 2 × 2: 100 t + 10 c + 2 y + x; of CMM 155 less, so that
/// it has both signs.
inline float inspectedValue(model::Tap tap, int t, int c, int y, int x) {
    const auto value = static_cast<float>(100 * t + 10 * c + 2 * y + x);
    return tap == model::Tap::Cmm ? value - 155.0F : value;
}

inline model::FeatureMap inspectedMap(const model::TapPoint& point, int frames = kInspectedFrames,
                                      int channels = kInspectedChannels) {
    model::FeatureMap map{.point = point,
                          .frames = frames,
                          .channels = channels,
                          .height = 2,
                          .width = 2,
                          .values = {}};
    for (int t = 0; t < frames; ++t) {
        for (int c = 0; c < channels; ++c) {
            for (int cell = 0; cell < 4; ++cell) {
                map.values.push_back(inspectedValue(point.tap, t, c, cell / 2, cell % 2));
            }
        }
    }
    return map;
}

/// What a network might say to one pass: the first class as the video is, the second with cuts or a
/// changed clip.
inline model::Prediction inspectedPrediction(const pipeline::InspectionPass& pass) {
    const bool changed = pass.change != pipeline::ClipChange::None || !pass.request.mutes.empty();
    model::Prediction prediction{.probabilities = changed
                                                      ? std::vector<float>{0.125F, 0.75F, 0.125F}
                                                      : std::vector<float>{0.625F, 0.25F, 0.125F},
                                 .logits = changed ? std::vector<float>{0.5F, 2.5F, 0.5F}
                                                   : std::vector<float>{3.0F, 2.0F, 1.0F},
                                 .maps = {}};
    for (const model::TapPoint& point : pass.request.taps) {
        prediction.maps.push_back(inspectedMap(point));
    }
    for (const model::TapPoint& point : pass.request.means) {
        prediction.means.push_back(inspectedMap(point, kInspectedFrames, 1));
    }
    for (const int classIndex : pass.request.evidence) {
        prediction.evidence.push_back(
            {.classIndex = classIndex,
             .bias = 0.25F,
             .map = inspectedMap({"layer3.0", model::Tap::Cmm}, kInspectedFrames, 1)});
    }
    return prediction;
}

/// The answer to all of it: the last T of the frames.
inline pipeline::InspectionAnswer inspectedAnswer(const pipeline::Inspection& inspection) {
    pipeline::InspectionAnswer answer{
        .id = inspection.id,
        .frames = {inspection.frames.end() - kInspectedFrames, inspection.frames.end()},
        .passes = {}};
    for (const pipeline::InspectionPass& pass : inspection.passes) {
        answer.passes.push_back(inspectedPrediction(pass));
    }
    return answer;
}

/// T frames half a second apart, the last one at `end`, each as bright as its number in the video.
inline std::vector<capture::FramePtr> inspectedFrames(double end, int count = kInspectedFrames) {
    std::vector<capture::FramePtr> frames;
    for (int i = 0; i < count; ++i) {
        const double pts = end - 0.5 * (count - 1 - i);
        frames.push_back(
            greyFrame(pts, i, static_cast<std::uint8_t>(static_cast<int>(pts * 2.0)), 40, 20));
    }
    return frames;
}

}  // namespace handscope::test
