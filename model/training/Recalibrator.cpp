// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Recalibrator.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "model/ModelError.h"
#include "model/StmNetwork.h"
#include "model/TorchErrors.h"
#include "model/training/ClipTransforms.h"
#include "model/training/DistilBatches.h"
#include "model/training/DrawLoader.h"
#include "model/training/HeldOutDraws.h"
#include "model/training/Prefetcher.h"
#include "model/training/RandomStream.h"

namespace handscope::training {
namespace {

using Clock = std::chrono::steady_clock;

model::StmNetwork networkOf(const model::Checkpoint& checkpoint) {
    model::StmNetwork network(model::StmConfig::fromCheckpoint(checkpoint));
    (void)model::loadWeights(*network, checkpoint, /*strict=*/true);
    return network;
}

void forEachBatchNorm(model::StmNetworkImpl& network,
                      const std::function<void(torch::nn::BatchNorm2dImpl&)>& change) {
    for (const auto& module : network.modules(/*include_self=*/false)) {
        if (auto* const bn = module->as<torch::nn::BatchNorm2d>()) {
            change(*bn);
        }
    }
}

class RecalibrationRun {
public:
    RecalibrationRun(const RecalibrationSettings& settings, const RunControl& control)
        : settings_(settings),
          control_(control),
          loader_(settings.source),
          network_(networkOf(model::readCheckpoint(settings.model))) {
        network_->useChannelsLast();
        network_->to(deviceOf(settings.source));
        network_->eval();
        if (!settings.heldOutMined.empty()) {
            heldOut_.emplace(settings.source, settings.heldOutPack, settings.heldOutMined,
                             network_->config());
        }
    }

    Recalibration run() {
        Recalibration result;
        if (heldOut_) {
            result.before = heldOut_->agreement(*network_);
        }
        result.cancelled = settings_.clips > 0 && (!measure() || !adjust());
        if (result.cancelled) {
            return result;
        }
        scale();
        if (heldOut_) {
            result.after = heldOut_->agreement(*network_);
        }
        result.checkpoint = model::toCheckpoint(*network_);
        return result;
    }

private:
    const RecalibrationSettings& settings_;
    const RunControl& control_;
    DrawLoader loader_;
    model::StmNetwork network_;
    std::optional<HeldOutDraws> heldOut_;

    /// Returns false where it was cancelled, like all that go through the draws.
    bool measure() {
        forEachBatchNorm(*network_, [](torch::nn::BatchNorm2dImpl& bn) {
            bn.reset_running_stats();
            bn.train();
        });
        std::int64_t seen = 0;
        const bool done = throughDraws("seen", [this, &seen](const torch::Tensor& clips) {
            // The mean over all clips so far, however many a batch has.
            seen += clips.size(0);
            const double share = static_cast<double>(clips.size(0)) / static_cast<double>(seen);
            forEachBatchNorm(*network_, [share](auto& bn) { bn.options.momentum(share); });
            network_->forward(clips);
        });
        network_->eval();
        return done;
    }

    bool adjust() {
        if (settings_.logitAdjustment == 0.0) {
            return true;
        }
        auto sum = torch::zeros_like(network_->fc->bias);
        if (!throughDraws("named", [&](const torch::Tensor& clips) {
                sum += torch::softmax(network_->forward(clips), 1).sum(0);
            })) {
            return false;
        }
        constexpr double kLeast = 1e-4;  // a class never drawn is not named at every turn
        const auto share = (sum / settings_.clips).clamp_min(kLeast);
        const torch::NoGradGuard noGradients;
        network_->fc->bias -= settings_.logitAdjustment * share.log();
        return true;
    }

    void scale() {
        const torch::NoGradGuard noGradients;
        network_->fc->weight /= settings_.temperature;
        network_->fc->bias /= settings_.temperature;
    }

    bool throughDraws(const char* done, const std::function<void(const torch::Tensor&)>& see) {
        const torch::NoGradGuard noGradients;
        const std::int64_t batches = (settings_.clips + settings_.batch - 1) / settings_.batch;
        Prefetcher<torch::Tensor> loader([this](std::int64_t batch) { return clipsOf(batch); }, 0,
                                         settings_.loaderThreads, 2 * settings_.loaderThreads);
        auto told = Clock::now();
        for (std::int64_t batch = 0; batch < batches; ++batch) {
            if (control_.cancelled()) {
                return false;
            }
            see(loader.next().to(network_->fc->weight.device()));
            if (Clock::now() - told >= kBetweenProgress) {
                told = Clock::now();
                control_.progress(
                    std::to_string(std::min((batch + 1) * settings_.batch, settings_.clips)) +
                    " of " + std::to_string(settings_.clips) + " draws " + done);
            }
        }
        return true;
    }

    /// [N, frames, 3, S, S]; the last batch may be smaller.
    torch::Tensor clipsOf(std::int64_t batch) const {
        const std::int64_t first = batch * settings_.batch;
        const auto count = std::min<std::int64_t>(settings_.batch, settings_.clips - first);
        RandomStream random = RandomStream(settings_.seed).fork(static_cast<std::uint64_t>(batch));
        std::vector<torch::Tensor> clips;
        for (std::int64_t i = 0; i < count; ++i) {
            clips.push_back(
                shownClip(loader_, loader_.planner.plan(random.next()), network_->config()));
        }
        return normalised(torch::stack(clips).to(torch::kFloat32), network_->config().input);
    }
};

}  // namespace

Recalibration recalibrate(const RecalibrationSettings& settings, const RunControl& control) {
    if (settings.clips < 0 || settings.clips == 1 || settings.batch < 2) {
        throw model::ModelError("Statistics of fewer than two clips are none.",
                                "Expected some hundred clips, in batches of several.",
                                "Correct --clips and --batch; --clips 0 leaves them as they are.");
    }
    if (settings.clips == 0 && settings.logitAdjustment > 0.0) {
        throw model::ModelError("Without clips nothing tells how often each class is named.",
                                "Expected --clips above 0 beside --logit-adjustment.",
                                "Leave one of the two out.");
    }
    constexpr double kLeast = 0.05;
    constexpr double kMost = 20.0;
    if (!(settings.temperature >= kLeast && settings.temperature <= kMost)) {
        throw model::ModelError(
            "Logits cannot be divided by " + std::to_string(settings.temperature) + ".",
            "Expected a temperature from 0.05 to 20; 1 leaves them.", "Correct --temperature.");
    }
    if (!(settings.logitAdjustment >= 0.0 && settings.logitAdjustment <= 2.0)) {
        throw model::ModelError(
            "Logits cannot be adjusted by " + std::to_string(settings.logitAdjustment) + ".",
            "Expected a factor from 0 (not at all) to 2.",
            "Correct --logit-adjustment; 0.5 is a good beginning.");
    }
    requireLoader(settings.loaderThreads);
    try {
        return RecalibrationRun(settings, control).run();
    } catch (const c10::Error& error) {
        throw model::ModelError(
            "The statistics could not be measured: " + model::reasonOf(error) + ".",
            "Expected a network and batches that fit the memory.",
            "Make --batch smaller, or report this with the settings.");
    }
}

}  // namespace handscope::training
