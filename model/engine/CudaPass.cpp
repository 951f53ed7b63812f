// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/CudaPass.h"

#include <optional>
#include <vector>

#include "model/engine/Convolution.h"

#ifdef HANDSCOPE_HAS_CUDA
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <map>

#include "model/TorchErrors.h"
#endif

namespace handscope::model {
namespace {

constexpr auto kChannelsLast = torch::MemoryFormat::ChannelsLast;

/// Where a network computes, and in which type.
struct Place {
    torch::Device device;
    torch::ScalarType type;
};

/// A convolution that keeps the size, but for its stride. Undefined bias: none.
class DeviceConvolution {
public:
    DeviceConvolution(const FoldedWeights& folded, const Place& place, std::int64_t stride = 1)
        : weight_(folded.weight.detach().to(place.device, place.type).contiguous(kChannelsLast)),
          bias_(folded.bias.defined() ? folded.bias.detach().to(place.device, place.type)
                                      : torch::Tensor()),
          stride_(stride) {}

    torch::Tensor operator()(const torch::Tensor& x) const {
        const std::array<std::int64_t, 2> stride{stride_, stride_};
        const std::array<std::int64_t, 2> padding{weight_.size(2) / 2, weight_.size(3) / 2};
        return torch::conv2d(x, weight_, bias_, torch::IntArrayRef(stride),
                             torch::IntArrayRef(padding));
    }

private:
    torch::Tensor weight_;
    torch::Tensor bias_;
    std::int64_t stride_;
};

/// A block of a trained network with BN folded; CSTM's temporal kernel and CMM are the network's
/// own. CMM stays fp32, since what counts is how little two of its maps differ.
class DeviceBlock {
public:
    DeviceBlock(const StmBlock& block, const Place& place)
        : conv1_(fold(block->conv1, block->bn1), place),
          spatial_(block->cstm ? fold(block->cstm->spatial, block->cstm->bn)
                               : fold(block->conv2, block->bn2),
                   place, block->stride),
          conv3_(fold(block->conv3, block->bn3), place) {
        if (block->cstm) {
            temporal_ = block->cstm->temporal;
            temporal_->to(place.device, place.type);
        }
        if (block->cmm) {
            cmm_ = block->cmm;
            cmm_->to(place.device, torch::kFloat32);
        }
        if (block->fuse) {
            fuse_.emplace(FoldedWeights{block->fuse->weight, {}}, place);
        }
        if (block->downsample) {
            projection_.emplace(fold(block->downsample->convolution, block->downsample->bn), place,
                                block->stride);
        }
    }

    /// As StmBlockImpl::forward().
    torch::Tensor operator()(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                             BlockHistory* history) {
        if (probe != nullptr) {
            probe->read(Tap::Input, x);
        }
        auto branch = conv3_(fused(conv1_(x).relu_(), segments, probe, history));
        if (probe != nullptr) {
            branch = probe->cut(MutePoint::Branch, branch);
        }
        auto output = branch.add_(projection_ ? (*projection_)(x) : x).relu_();
        if (probe != nullptr) {
            probe->read(Tap::Output, output);
        }
        return output;
    }

private:
    torch::Tensor fused(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                        BlockHistory* history) {
        auto* const past = history == nullptr ? nullptr : &history->temporal;
        auto joined = spatial_(temporal_ ? temporal_->forward(x, segments, past) : x).relu_();
        if (probe != nullptr) {
            joined = probe->cut(MutePoint::Cstm, joined);
            probe->read(Tap::Cstm, joined);
        }
        if (!cmm_) {
            return joined;
        }
        auto motion = cmm_(x.to(torch::kFloat32), segments, history).to(x.scalar_type());
        if (probe != nullptr) {
            motion = probe->cut(MutePoint::Cmm, motion);
            probe->read(Tap::Cmm, motion);
        }
        return fuse_ ? (*fuse_)(torch::cat({joined, motion}, 1)) : joined + motion;
    }

    DeviceConvolution conv1_;
    TemporalConvolution temporal_{nullptr};  ///< null without CSTM
    DeviceConvolution spatial_;
    Cmm cmm_{nullptr};
    std::optional<DeviceConvolution> fuse_;  ///< only for Fusion::Concat
    DeviceConvolution conv3_;
    std::optional<DeviceConvolution> projection_;
};

/// The folded network on any device, operator by operator.
class EagerPass : public ForwardPass {
public:
    EagerPass(const StmNetworkImpl& network, const Place& place)
        : place_(place),
          stem_(fold(network.conv1, network.bn1), place, 2),
          fcWeight_(network.fc->weight.detach().to(place.device, torch::kFloat32)),
          fcBias_(network.fc->bias.detach().to(place.device, torch::kFloat32)) {
        for (const auto& [name, block] : network.blocks) {
            blocks_.emplace_back(name, DeviceBlock(block, place));
        }
    }

    torch::Tensor frameScores(const torch::Tensor& clips, Probes* probes,
                              StreamHistory* history) override {
        const auto pictures = picturesOf(clips.to(place_.device));
        return scores(features(pictures, clips.size(1), probes, history), clips.size(1))
            .to(torch::kCPU);
    }

    std::string summary() const override {
        return place_.type == torch::kHalf       ? "folded, fp16"
               : place_.type == torch::kBFloat16 ? "folded, bf16"
                                                 : "folded, fp32";
    }

protected:
    /// clips [N, T, 3, S, S] on the device → [N·T, 3, S, S] in memory of its own.
    torch::Tensor picturesOf(const torch::Tensor& clips) const {
        const auto frames = clips.flatten(0, 1);
        return torch::empty_like(frames, frames.options().dtype(place_.type), kChannelsLast)
            .copy_(frames);
    }

    /// What enters fc, fp32 [N·T, C].
    torch::Tensor features(const torch::Tensor& pictures, std::int64_t segments,
                           Probes* probes = nullptr, StreamHistory* history = nullptr) {
        auto x = torch::max_pool2d(stem_(pictures).relu_(), 3, 2, 1);
        for (auto& [name, block] : blocks_) {
            x = block(x, segments, probeOf(probes, name), historyOf(history, name));
        }
        return x.mean({2, 3}, /*keepdim=*/false, torch::kFloat32);
    }

    /// [N, T, classes], on the device.
    torch::Tensor scores(const torch::Tensor& features, std::int64_t segments) const {
        return torch::addmm(fcBias_, features, fcWeight_.t())
            .view({features.size(0) / segments, segments, fcWeight_.size(0)});
    }

    const Place place_;

private:
    DeviceConvolution stem_;
    std::vector<std::pair<std::string, DeviceBlock>> blocks_;
    torch::Tensor fcWeight_;
    torch::Tensor fcBias_;
};

#ifdef HANDSCOPE_HAS_CUDA

/// Copying clips up overlaps computing those before, and shapes that come again are replayed.
///
/// A graph reads and writes fixed memory: taps, cuts and history run without one.
class OverlappedPass final : public EagerPass {
public:
    OverlappedPass(const StmNetworkImpl& network, const Place& place)
        : EagerPass(network, place),
          compute_(newStream(place.device)),
          copy_(newStream(place.device)),
          capture_(newStream(place.device, /*highPriority=*/true)) {
        c10::cuda::getCurrentCUDAStream(place.device.index()).synchronize();  // the weights are up
    }

    torch::Tensor frameScores(const torch::Tensor& clips, Probes* probes,
                              StreamHistory* history) override {
        const c10::cuda::CUDAStreamGuard computing(compute_);
        const auto count = clips.size(0);
        const auto segments = clips.size(1);
        const bool plain = probes == nullptr && history == nullptr;
        const auto atOnce = plain ? std::min(count, kClipsAtOnce) : count;
        std::vector<torch::Tensor> parts;
        for (std::int64_t first = 0; first < count; first += atOnce) {
            Lane& lane = lanes_[parts.size() % lanes_.size()];
            const auto taken = std::min(atOnce, count - first);
            upload(clips.narrow(0, first, taken), atOnce, lane);
            const auto found = plain
                                   ? plainFeatures(lane.uploaded)
                                   : features(picturesOf(lane.uploaded), segments, probes, history);
            lane.read.record(compute_);
            parts.push_back(scores(found, segments).narrow(0, 0, taken));
        }
        return torch::cat(parts).to(torch::kCPU);
    }

private:
    /// A batch's last part is filled up to this, so that one shape, and one graph, serves all.
    static constexpr std::int64_t kClipsAtOnce = 4;
    static constexpr int kMostGraphs = 3;  ///< each holds the memory of a forward pass

    struct Lane {
        torch::Tensor pinned;
        torch::Tensor uploaded;
        at::cuda::CUDAEvent copied;  ///< from `pinned` to `uploaded`
        at::cuda::CUDAEvent read;    ///< nothing enqueued reads `uploaded` any more
    };

    struct Graph {
        torch::Tensor pictures;
        torch::Tensor features;
        at::cuda::CUDAGraph graph;
    };

    /// LibTorch hands its streams out again after 32: those of high priority are for capturing
    /// alone, so that no other network's work falls into a capture.
    static c10::cuda::CUDAStream newStream(torch::Device device, bool highPriority = false) {
        return c10::cuda::getStreamFromPool(highPriority, device.index());
    }

    /// `clips` to the front of the lane, whose shape is of `atOnce` clips; what comes behind them
    /// is left as it was.
    void upload(const torch::Tensor& clips, std::int64_t atOnce, Lane& lane) {
        auto shape = clips.sizes().vec();
        shape.front() = atOnce;
        lane.copied.synchronize();
        if (!lane.pinned.defined() || lane.pinned.sizes() != torch::IntArrayRef(shape)) {
            lane.pinned = torch::zeros(shape, torch::dtype(torch::kFloat32).pinned_memory(true));
            lane.uploaded =
                torch::empty(shape, torch::dtype(torch::kFloat32).device(place_.device));
            // The memory is from the computing stream, where what was there may still be in use,
            // and goes back there, when a copy may be under way.
            lane.read.record(compute_);
            lane.uploaded.record_stream(copy_.unwrap());
        }
        lane.pinned.narrow(0, 0, clips.size(0)).copy_(clips);
        {
            const c10::cuda::CUDAStreamGuard copying(copy_);
            lane.read.block(copy_);
            lane.uploaded.copy_(lane.pinned, /*non_blocking=*/true);
            lane.copied.record(copy_);
        }
        lane.copied.block(compute_);
    }

    torch::Tensor plainFeatures(const torch::Tensor& clips) {
        try {
            if (Graph* const graph = graphFor(clips)) {
                graph->pictures.copy_(clips.flatten(0, 1));
                graph->graph.replay();
                return graph->features;
            }
        } catch (const std::exception& error) {
            usesGraphs_ = false;
            compute_.synchronize();  // what the last of them gave may still be under way
            graphs_.clear();
            spdlog::warn("CUDA graphs are not used, which costs some speed: {}", reasonOf(error));
        }
        return features(picturesOf(clips), clips.size(1));
    }

    /// Null for a shape's first call, which may be its only one, and where there are enough.
    Graph* graphFor(const torch::Tensor& clips) {
        if (!usesGraphs_) {
            return nullptr;
        }
        const auto [entry, isNew] = graphs_.try_emplace(clips.sizes().vec());
        if (!isNew && !entry->second && captured_ < kMostGraphs) {
            entry->second = capture(clips);
            ++captured_;
        }
        return entry->second.get();
    }

    /// Later releases of LibTorch let other threads use the GPU meanwhile.
    static void beginCapture(auto& graph) {
        constexpr auto kMine = cudaStreamCaptureModeThreadLocal;
        if constexpr (requires { graph.capture_begin({0, 0}, kMine); }) {
            graph.capture_begin({0, 0}, kMine);
        } else {
            graph.capture_begin();
        }
    }

    std::unique_ptr<Graph> capture(const torch::Tensor& clips) {
        const auto segments = clips.size(1);
        auto captured = std::make_unique<Graph>();
        captured->pictures = picturesOf(clips);
        compute_.synchronize();
        {
            // A stream of its own: after a failure it may be left unusable.
            const c10::cuda::CUDAStreamGuard capturing(capture_);
            // What libraries load and allocate at their first run must not fall into the capture.
            (void)features(captured->pictures, segments);
            capture_.synchronize();
            beginCapture(captured->graph);
            try {
                captured->features = features(captured->pictures, segments);
            } catch (const std::exception&) {
                try {
                    captured->graph.capture_end();
                } catch (const std::exception&) {
                    // It says only that the capture has failed, which is thrown on below.
                }
                throw;
            }
            captured->graph.capture_end();
        }
        captured->pictures.neg_();  // other pictures than it was captured with
        const auto expected = features(captured->pictures, segments);
        captured->graph.replay();
        const double tolerance = place_.type == torch::kFloat32 ? 1e-3
                                 : place_.type == torch::kHalf  ? 1e-2
                                                                : 5e-2;
        const auto difference = (captured->features - expected).abs().max().item<double>();
        if (!(difference <= tolerance * expected.abs().max().item<double>())) {
            throw std::runtime_error("a graph's answers differed from the network's");
        }
        return captured;
    }

    c10::cuda::CUDAStream compute_;
    c10::cuda::CUDAStream copy_;
    c10::cuda::CUDAStream capture_;
    std::array<Lane, 2> lanes_;
    bool usesGraphs_ = true;
    int captured_ = 0;
    std::map<std::vector<std::int64_t>, std::unique_ptr<Graph>> graphs_;  ///< null: seen once
};

#endif

torch::ScalarType typeOf(Precision precision) {
    switch (precision) {
        case Precision::Float32:
            return torch::kFloat32;
        case Precision::BFloat16:
            return torch::kBFloat16;
        case Precision::Auto:
        case Precision::Float16:
            break;
    }
    return torch::kHalf;
}

}  // namespace

std::unique_ptr<ForwardPass> cudaPass(const StmNetwork& network, torch::Device device,
                                      Precision precision) {
    const torch::NoGradGuard noGradients;
    const Place place{device, typeOf(precision)};
#ifdef HANDSCOPE_HAS_CUDA
    if (device.is_cuda()) {
        return std::make_unique<OverlappedPass>(*network, place);
    }
#endif
    return std::make_unique<EagerPass>(*network, place);
}

}  // namespace handscope::model
