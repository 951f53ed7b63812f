// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "app/inspect/FrameHistory.h"
#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/ModelWindows.h"
#include "app/pipeline/MomentInspector.h"
#include "app/pipeline/StreamFeeder.h"
#include "app/recording/WindowReader.h"
#include "model/LoadClassifier.h"
#include "tests/support/BundledFiles.h"

namespace handscope::app {
namespace {

constexpr double kSeconds = 10.0;  // of the clip

/// What the causal network says of a moment that is gone back to, beside what it said when its
/// stream came by.
class InspectCausalTest : public ::testing::Test {
protected:
    std::shared_ptr<model::Classifier> classifier = model::loadClassifier(
        test::kResources + "models/handscope-stm-small-causal.safetensors", {});
    const pipeline::WindowSettings windows =
        pipeline::windowsFor(classifier->description(), 2.0, 0.25);
    const std::size_t past = pipeline::pastFramesFor(classifier->description());
    const model::ClassifyRequest request{
        .taps = {{"layer1.1", model::Tap::Cmm}, {"layer4.1", model::Tap::Output}}, .mutes = {}};

    struct Said {
        double end = 0.0;
        model::Prediction prediction;
    };
    /// Of every fifth window, the first one among them.
    std::vector<Said> streamed() {
        pipeline::ClipPreparer clips(pipeline::framePreparer(classifier->description().input));
        const auto feeder = pipeline::StreamFeeder::open(*classifier);
        std::vector<Said> said;
        readWindows(test::kBundledClip, windows, [&](const pipeline::Window& window) {
            auto prediction = feeder->push(window.place, clips.prepare(window.frames), request);
            if (window.place.index % 5 == 0) {
                said.push_back({window.end, std::move(prediction)});
            }
            return window.end < kSeconds;
        });
        return said;
    }
    model::Prediction inspected(const WindowAndPast& moment) {
        pipeline::MomentInspector inspector(
            classifier, pipeline::framePreparer(classifier->description().input));
        std::vector<capture::FramePtr> frames = moment.past;
        frames.insert(frames.end(), moment.window.frames.begin(), moment.window.frames.end());
        return inspector
            .inspect({.frames = frames,
                      .passes = {{.change = pipeline::ClipChange::None, .request = request}}})
            .passes.at(0);
    }
    static float largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
        EXPECT_EQ(a.size(), b.size());
        float largest = 0.0F;
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
            largest = std::max(largest, std::abs(a[i] - b[i]));
        }
        return largest;
    }
    static float largest(const std::vector<float>& values) {
        return largestDifference(values, std::vector<float>(values.size(), 0.0F));
    }
    /// `scores`: of probabilities; `maps`: in parts of the map's largest value.
    static void expectNear(const model::Prediction& found, const model::Prediction& said,
                           float scores, float maps, double end) {
        EXPECT_LT(largestDifference(found.probabilities, said.probabilities), scores)
            << "at " << end;
        for (std::size_t i = 0; i < said.maps.size(); ++i) {
            const std::vector<float>& values = said.maps[i].values;
            EXPECT_LT(largestDifference(found.maps[i].values, values), maps * largest(values))
                << "at " << end;
        }
    }
};

TEST_F(InspectCausalTest, AMomentOfAFileIsSeenAsTheStreamSawIt) {
    for (const Said& then : streamed()) {
        const auto moment = readWindowEnding(test::kBundledClip, windows, then.end, past);
        expectNear(inspected(moment), then.prediction, 2e-3F, 0.02F, then.end);
    }
}

TEST_F(InspectCausalTest, AMomentFromTheHistoryDiffersByItsCompressionAlone) {
    FrameHistory history({.seconds = 0.0}, SourceTime::Seekable);
    const auto source = capture::openSource(test::kBundledClip);
    while (const auto frame = source->read()) {
        if (frame->pts > kSeconds + 1.0) {
            break;
        }
        history.push(frame);
        history.flush();
    }
    for (const Said& then : streamed()) {
        const auto moment = history.window(then.end, windows, past);
        ASSERT_TRUE(moment) << then.end;
        expectNear(inspected(*moment), then.prediction, 1e-2F, 0.1F, then.end);
    }
}

}  // namespace
}  // namespace handscope::app
