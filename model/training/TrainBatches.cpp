// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/TrainBatches.h"

#include <algorithm>
#include <utility>

#include "model/CheckpointRefusal.h"
#include "model/training/ClipTransforms.h"
#include "model/training/Mixup.h"

namespace handscope::training {
namespace {

// Streams of the seed, one a purpose.
constexpr std::uint64_t kOrders = 1;
constexpr std::uint64_t kExamples = 2;
constexpr std::uint64_t kMixing = 3;

void requireLabels(const TrainSettings& settings, const ClipPack& pack,
                   const model::LabelSymmetry& symmetry) {
    if (settings.network.labels != pack.labels()) {
        throw model::ModelError(
            "The network's labels are not those of " + model::inQuotes(pack.folder().string()) +
                ".",
            "Expected the pack's " + std::to_string(pack.labels().size()) +
                " labels in their order; the network has " +
                std::to_string(settings.network.labels.size()) + ".",
            "Train with the pack's own labels, or make the pack with the network's.");
    }
    if ((settings.mirror || settings.reverse) && !symmetry.known()) {
        throw model::ModelError("What mirroring and reversal make of the labels of " +
                                    model::inQuotes(pack.folder().string()) + " is not known.",
                                "Expected Jester's 27 labels, of which it is.",
                                "Train without --mirror and --reverse.");
    }
}

/// A stretch of the clip at the causal network's rate, from a random instant on.
std::vector<std::int64_t> causalIndices(const PackItem& entry, const model::StmConfig& network,
                                        RandomStream& random) {
    auto indices =
        framesAtRate(entry.frames, entry.frameRate, network.frameRate, random.uniform(0, 1));
    const std::int64_t surplus =
        static_cast<std::int64_t>(indices.size()) - causalClipFrames(network);
    if (surplus > 0) {
        const std::int64_t first = random.below(surplus + 1);
        indices = {indices.begin() + first, indices.begin() + first + causalClipFrames(network)};
    }
    return indices;
}

/// As many frames as asked for: the first one stands still before the others.
torch::Tensor heldBefore(const torch::Tensor& frames, std::int64_t length) {
    const std::int64_t missing = length - frames.size(0);
    return missing > 0 ? torch::cat({frames.narrow(0, 0, 1).expand({missing, -1, -1, -1}), frames})
                       : frames;
}

}  // namespace

std::int64_t causalClipFrames(const model::StmConfig& network) {
    return std::int64_t{4} * network.input.segments;
}

TrainBatches::TrainBatches(const TrainSettings& settings, std::shared_ptr<const ClipPack> pack,
                           std::vector<std::size_t> items, torch::Device device)
    : settings_(settings),
      store_(std::move(pack), settings.cacheBytes),
      symmetry_(store_.pack().labels()),
      items_(std::move(items)),
      device_(device),
      batch_(std::min<std::int64_t>(settings.batch, static_cast<std::int64_t>(items_.size()))) {
    requireLabels(settings_, store_.pack(), symmetry_);
}

std::int64_t TrainBatches::stepsPerEpoch() const noexcept {
    return static_cast<std::int64_t>(items_.size()) / batch_;
}

std::vector<std::string> TrainBatches::replaced() const {
    const std::lock_guard lock(mutex_);
    return {replaced_.begin(), replaced_.end()};
}

TrainBatch TrainBatches::make(std::int64_t step) {
    thread_local const bool kAlone = [] {  // loaders run beside the network, not instead of it
        at::set_num_threads(1);
        return true;
    }();
    static_cast<void>(kAlone);
    const torch::NoGradGuard noGradients;
    const RandomStream seeded(settings_.seed);
    const RandomStream examples = seeded.fork(kExamples).fork(static_cast<std::uint64_t>(step));
    const std::vector<std::size_t> order = orderOf(step / stepsPerEpoch());
    const auto first = static_cast<std::size_t>(step % stepsPerEpoch() * batch_);
    std::vector<torch::Tensor> clips;
    auto targets = torch::zeros({batch_, settings_.network.classes});
    for (std::int64_t place = 0; place < batch_; ++place) {
        const RandomStream random = examples.fork(static_cast<std::uint64_t>(place));
        std::optional<Example> made;
        for (std::size_t tried = 0; !made; ++tried) {
            if (tried == order.size()) {
                throw model::ModelError("No clip of the pack can be decoded any more.",
                                        "Expected the frames that were there at the start.",
                                        "Check the pack's folder and its disk.");
            }
            made = exampleIfGood(
                order[(first + static_cast<std::size_t>(place) + tried) % order.size()], random);
        }
        clips.push_back(made->frames);
        targets[place][made->label] = 1.0F;
    }
    TrainBatch batch{.clips = normalised(torch::stack(clips), settings_.network.input),
                     .targets = targets.to(device_)};
    if (settings_.mixup > 0.0) {
        RandomStream mixing = seeded.fork(kMixing).fork(static_cast<std::uint64_t>(step));
        mixUp(batch, mixing);
    }
    return batch;
}

/// A shuffle of the clips (Fisher and Yates).
std::vector<std::size_t> TrainBatches::orderOf(std::int64_t epoch) const {
    RandomStream random =
        RandomStream(settings_.seed).fork(kOrders).fork(static_cast<std::uint64_t>(epoch));
    std::vector<std::size_t> order = items_;
    for (std::size_t left = order.size(); left > 1; --left) {
        std::swap(order[left - 1],
                  order[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(left)))]);
    }
    return order;
}

std::optional<TrainBatches::Example> TrainBatches::exampleIfGood(std::size_t item,
                                                                 const RandomStream& random) {
    try {
        return example(item, random);
    } catch (const model::ModelError& error) {
        if (!settings_.skipBad) {
            throw;
        }
        const std::lock_guard lock(mutex_);
        replaced_.insert(model::inQuotes(store_.pack().items()[item].name) + ": " +
                         error.whatHappened());
        return std::nullopt;
    }
}

TrainBatches::Example TrainBatches::example(std::size_t item, RandomStream random) {
    const PackItem& entry = store_.pack().items()[item];
    const model::InputSpec& input = settings_.network.input;
    int label = entry.label.value();
    const model::StmConfig& network = settings_.network;
    const auto indices = network.causal ? causalIndices(entry, network, random)
                                        : randomFrameIndices(entry.frames, input.segments, random);
    auto frames = store_.frames(item, indices).to(device_);
    frames = cropAndResize(frames, cornerCrop(entry.width, entry.height, random), input.inputSize);
    const auto flip = [&](std::optional<int> flippedLabel, std::int64_t dimension) {
        if (random.chance(0.5) && flippedLabel) {
            frames = frames.flip(dimension);
            label = *flippedLabel;
        }
    };
    if (settings_.mirror) {
        flip(symmetry_.mirrored(label), -1);
    }
    if (settings_.reverse) {
        flip(symmetry_.reversed(label), 0);
    }
    frames = photometricJitter(frames, settings_.photometric, random);
    return {.frames = network.causal ? heldBefore(frames, causalClipFrames(network)) : frames,
            .label = label};
}

/// Each clip with its neighbour in the batch, targets alike.
void TrainBatches::mixUp(TrainBatch& batch, RandomStream& random) const {
    auto shares = torch::empty({batch_});
    for (std::int64_t place = 0; place < batch_; ++place) {
        shares[place] = symmetricBeta(settings_.mixup, random);
    }
    shares = shares.to(device_);
    const auto mix = [](const torch::Tensor& values, const torch::Tensor& share) {
        return values * share + values.roll(1, 0) * (1.0 - share);
    };
    batch.clips = mix(batch.clips, shares.view({-1, 1, 1, 1, 1}));
    batch.targets = mix(batch.targets, shares.view({-1, 1}));
}

}  // namespace handscope::training
