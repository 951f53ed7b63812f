// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/SelfCheck.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/InferenceThread.h"

namespace handscope::pipeline {
namespace {

constexpr double kVideoSeconds = 6.0;
constexpr double kWindowSeconds = 2.0;
constexpr double kStrideSeconds = 0.25;
constexpr int kRingFrames = 1024;
constexpr int kStreamedFrames = 24;

model::StmConfig smallNetwork() {
    model::StmConfig config;
    config.blocks = {1, 1, 1, 1};
    config.width = 0.25;
    config.classes = 3;
    config.labels = {"one", "two", "three"};
    config.input.inputSize = 64;
    return config;
}

/// A bright square that crosses a dark picture: the same picture for the same instant at any rate.
capture::FramePtr drawFrame(std::int64_t sequence, double seconds) {
    auto frame = std::make_shared<capture::Frame>();
    frame->width = 160;
    frame->height = 120;
    frame->pts = seconds;
    frame->sequence = sequence;
    frame->captured = std::chrono::steady_clock::now();
    frame->pixels.assign(static_cast<std::size_t>(frame->width) * frame->height * 3, 40);
    const int left = 20 + static_cast<int>(seconds * 16.0) % 100;
    for (int y = 40; y < 80; ++y) {
        auto* const row = frame->pixels.data() + static_cast<std::size_t>(y) * frame->stride();
        std::fill(row + 3 * left, row + 3 * (left + 30), std::uint8_t{220});
    }
    return frame;
}

PipelineUpdate playVideo(const std::shared_ptr<model::Classifier>& classifier, int framesPerSecond,
                         const model::ClassifyRequest& request) {
    const auto ring = std::make_shared<capture::FrameRing>(kRingFrames);
    for (int i = 0; i < static_cast<int>(kVideoSeconds * framesPerSecond); ++i) {
        ring->push(drawFrame(i, static_cast<double>(i) / framesPerSecond));
    }
    ring->close();
    InferenceThread inference(classifier, framePreparer(classifier->description().input), ring,
                              {.windowLength = kWindowSeconds,
                               .windowStride = kStrideSeconds,
                               .choice = WindowChoice::Every,
                               .decision = {},
                               .request = request});
    inference.waitUntilFinished();
    return inference.take().value_or(PipelineUpdate{});
}

CheckResult checkWindows(const PipelineUpdate& update) {
    const auto expected =
        static_cast<std::int64_t>((kVideoSeconds - kWindowSeconds) / kStrideSeconds) + 1;
    return {"every window of the grid is run", update.counts.windows == expected && update.finished,
            std::to_string(update.counts.windows) + " of " + std::to_string(expected)};
}

CheckResult checkScores(const PipelineUpdate& update) {
    double worst = update.scores.empty() ? 1.0 : 0.0;
    for (const ScorePoint& point : update.scores) {
        double sum = 0.0;
        for (const float score : point.smoothed) {
            sum += score;
        }
        worst = std::max(worst, std::isfinite(sum) ? std::abs(sum - 1.0) : 1.0);
    }
    return {"the scores of each window are probabilities", worst < 1e-4,
            "their sums differ from 1 by at most " + std::to_string(worst)};
}

CheckResult checkLastMotion(const PipelineUpdate& update) {
    const bool hasMap = update.latest && !update.latest->maps.empty();
    float largest = 0.0F;
    float last = 1.0F;
    if (hasMap) {
        const model::FeatureMap& map = update.latest->maps.front();
        const auto area = map.values.size() / static_cast<std::size_t>(map.frames);
        const auto magnitude = [](float value) { return std::abs(value); };
        for (const float value : map.values) {
            largest = std::max(largest, magnitude(value));
        }
        last = 0.0F;
        for (auto item = map.values.end() - static_cast<std::ptrdiff_t>(area);
             item != map.values.end(); ++item) {
            last = std::max(last, magnitude(*item));
        }
    }
    return {
        "CMM's map moves with the picture and is zero at its last time step",
        hasMap && largest > 0.0F && last == 0.0F,
        "largest value " + std::to_string(largest) + ", in the last step " + std::to_string(last)};
}

/// `title` holds where the scores of all windows differ by less than `allowed`.
CheckResult checkScoresAlike(std::string title, const PipelineUpdate& one,
                             const PipelineUpdate& other, double allowed) {
    double worst = one.scores.size() == other.scores.size() && !one.scores.empty() ? 0.0 : 1.0;
    for (std::size_t i = 0; i < std::min(one.scores.size(), other.scores.size()); ++i) {
        for (std::size_t k = 0; k < one.scores[i].smoothed.size(); ++k) {
            worst = std::max(worst, static_cast<double>(std::abs(one.scores[i].smoothed[k] -
                                                                 other.scores[i].smoothed[k])));
        }
    }
    return {std::move(title), worst < allowed, "they differ by at most " + std::to_string(worst)};
}

/// The largest difference between two maps in the time steps that the shorter one has, as a share
/// of the largest value.
double worstShare(const model::FeatureMap& all, const model::FeatureMap& last) {
    const std::size_t before = all.values.size() - last.values.size();
    float difference = 0.0F;
    float largest = 1e-6F;
    for (std::size_t i = 0; i < last.values.size(); ++i) {
        const float value = all.values[before + i];
        difference = std::max(difference, std::abs(value - last.values[i]));
        largest = std::max(largest, std::abs(value));
    }
    return static_cast<double>(difference / largest);
}

/// In fp32, of which GPUs round what enters a convolution to TF32 (by up to 2⁻¹¹ of it). Maps tell
/// more than scores: those of random weights hardly differ between pictures.
CheckResult checkStream(model::Device device) {
    model::StmConfig config = smallNetwork();
    config.causal = true;
    const auto classifier =
        model::randomClassifier(config, 11, {.device = device, .engine = model::Engine::Plain});
    const FramePreparer prepare = framePreparer(config.input);
    const model::ClassifyRequest request{.taps = {{"layer4.0", model::Tap::Output}}, .mutes = {}};
    const auto stream = classifier->openStream();
    model::Clip clip;
    double worst = 0.0;
    for (int i = 0; i < kStreamedFrames; ++i) {
        clip.push_back(prepare(*drawFrame(i, i / config.frameRate)));
        const auto oneByOne = stream->push({&clip.back(), 1}, request);
        const auto atOnce = classifier->classifyOne(clip, request);
        worst = std::max(worst, worstShare(atOnce.maps.front(), oneByOne.maps.front()));
        for (std::size_t k = 0; k < atOnce.probabilities.size(); ++k) {
            worst = std::max(worst, static_cast<double>(std::abs(oneByOne.probabilities[k] -
                                                                 atOnce.probabilities[k])));
        }
    }
    const double allowed = classifier->description().device.starts_with("cuda") ? 4e-3 : 1e-4;
    return {"a causal network fed frame by frame says what it says of the whole clip",
            worst < allowed, "scores and maps differ by at most " + std::to_string(worst)};
}

}  // namespace

std::vector<CheckResult> runSelfCheck(model::Device device) {
    const std::shared_ptr<model::Classifier> classifier =
        model::randomClassifier(smallNetwork(), 7, {.device = device});
    const model::ClassifyRequest request{.taps = {{"layer2.0", model::Tap::Cmm}}, .mutes = {}};
    // At these rates every sampled instant falls on a frame of both videos.
    const PipelineUpdate slow = playVideo(classifier, 24, request);
    const PipelineUpdate fast = playVideo(classifier, 48, request);
    const PipelineUpdate withoutMaps = playVideo(classifier, 24, {});
    constexpr double kHalfPrecision = 1e-2;  // of a probability: maps and scores take other ways
    std::vector<CheckResult> results{
        {"the network runs on " + classifier->description().device, !slow.error,
         slow.error ? slow.error->what() : ""},
        checkWindows(slow),
        checkScores(slow),
        checkLastMotion(slow),
        checkScoresAlike("24 and 48 frames a second give the same scores", slow, fast, 1e-4),
        checkScoresAlike("scores are the same where no map is asked for", slow, withoutMaps,
                         kHalfPrecision),
        checkStream(device)};
    return results;
}

}  // namespace handscope::pipeline
