// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/CudaPass.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "model/engine/Convolution.h"
#include "model/engine/FrameSlots.h"

#ifdef HANDSCOPE_HAS_CUDA
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <spdlog/spdlog.h>

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
        const auto frames = clips.flatten(0, 1).to(place_.device);
        const auto pictures =
            torch::empty_like(frames, frames.options().dtype(place_.type), kChannelsLast)
                .copy_(frames);
        return scores(features(pictures, clips.size(1), probes, history), clips.size(1))
            .to(torch::kCPU);
    }

    /// Scores alone are computed a few clips at a time, of frames that are kept on the device.
    torch::Tensor clipScores(std::span<const Clip> clips, Probes* probes,
                             StreamHistory* history) override {
        if (probes != nullptr || history != nullptr) {
            return ForwardPass::clipScores(clips, probes, history);
        }
        const auto atOnce = std::min(clips.size(), kClipsAtOnce);
        makeRoom(atOnce * clips.front().size(), clips.front().front()->size());
        if (std::exchange(unfinished_, true)) {
            slots_.forget();  // what was to go there may be missing
        }
        std::vector<torch::Tensor> parts;
        for (std::size_t first = 0; first < clips.size(); first += atOnce) {
            const auto part = clips.subspan(first, std::min(atOnce, clips.size() - first));
            parts.push_back(partScores(part, atOnce));
        }
        const auto all = torch::cat(parts).to(torch::kCPU);
        unfinished_ = false;
        return all;
    }

    std::string summary() const override {
        return place_.type == torch::kHalf       ? "folded, fp16"
               : place_.type == torch::kBFloat16 ? "folded, bf16"
                                                 : "folded, fp32";
    }

protected:
    static constexpr std::size_t kClipsAtOnce = 4;

    /// Room for a part's frames of so many values each; what was kept is forgotten where it grows.
    virtual void makeRoom(std::size_t frames, std::size_t values) {
        constexpr std::size_t kFewestSlots = 256;
        const auto width = static_cast<std::int64_t>(values);
        if (slots_.size() >= 2 * frames && kept_.size(1) == width) {
            return;
        }
        FrameSlots slots(std::max(kFewestSlots, 2 * frames));
        kept_ = torch::empty({static_cast<std::int64_t>(slots.size()), width},
                             torch::dtype(place_.type).device(place_.device));
        slots_ = std::move(slots);
    }

    /// What enters fc, of a part's frames: those that are not on the device yet go there before.
    virtual torch::Tensor featuresOf(std::span<const PreparedFrame> frames, std::int64_t segments) {
        const auto places = slots_.place(frames);
        if (!places.fresh.empty()) {
            const auto fresh = freshOf(frames, places);
            auto planes = torch::empty(shapeOf(fresh.frames));
            copyFrames(fresh.frames, planes.data_ptr<float>());
            keep(planes.to(place_.device), torch::tensor(fresh.slots).to(place_.device));
        }
        const auto pictures = emptyPictures(frames);
        gather(torch::tensor(places.slots).to(place_.device), pictures);
        return features(pictures, segments);
    }

    /// The frames that are not on the device yet, and where they belong.
    struct Fresh {
        Clip frames;
        std::vector<std::int64_t> slots;
    };
    static Fresh freshOf(std::span<const PreparedFrame> frames, const FrameSlots::Places& places) {
        Fresh fresh;
        for (const std::size_t i : places.fresh) {
            fresh.frames.push_back(frames[i]);
            fresh.slots.push_back(places.slots[i]);
        }
        return fresh;
    }

    /// [n, 3, S, S]
    static std::vector<std::int64_t> shapeOf(std::span<const PreparedFrame> frames) {
        const std::int64_t side = sideOf(*frames.front());
        return {static_cast<std::int64_t>(frames.size()), 3, side, side};
    }

    torch::Tensor emptyPictures(std::span<const PreparedFrame> frames) const {
        return torch::empty(shapeOf(frames), torch::dtype(place_.type).device(place_.device),
                            kChannelsLast);
    }

    /// `planes` [n, 3, S, S] and `slots` [n], on the device: into the slots, pixel by pixel.
    void keep(const torch::Tensor& planes, const torch::Tensor& slots) {
        kept_.index_copy_(0, slots, planes.permute({0, 2, 3, 1}).to(place_.type).flatten(1));
    }

    /// `slots` [n], on the device → `pictures` [n, 3, S, S], channels-last.
    void gather(const torch::Tensor& slots, const torch::Tensor& pictures) const {
        auto rows = pictures.permute({0, 2, 3, 1}).view({pictures.size(0), kept_.size(1)});
        torch::index_select_out(rows, kept_, 0, slots);
    }

    FrameSlots& slots() noexcept { return slots_; }

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
    /// [clips in `part`, T, classes], computed as `atOnce` clips: one shape, and graph, for all.
    torch::Tensor partScores(std::span<const Clip> part, std::size_t atOnce) {
        Clip frames;
        for (std::size_t i = 0; i < atOnce; ++i) {
            const Clip& clip = part[std::min(i, part.size() - 1)];
            frames.insert(frames.end(), clip.begin(), clip.end());
        }
        const auto segments = static_cast<std::int64_t>(part.front().size());
        const auto all = scores(featuresOf(frames, segments), segments);
        return all.narrow(0, 0, static_cast<std::int64_t>(part.size()));
    }

    DeviceConvolution stem_;
    std::vector<std::pair<std::string, DeviceBlock>> blocks_;
    torch::Tensor fcWeight_;
    torch::Tensor fcBias_;
    FrameSlots slots_{0};
    bool unfinished_ = false;  ///< the last call of clipScores() ended with an error
    torch::Tensor kept_;       ///< [slots, S·S·3]: frames on the device, pixel by pixel
};

#ifdef HANDSCOPE_HAS_CUDA

/// For as long as it lives, cuDNN tries its algorithms at a shape's first run and keeps the
/// fastest.
class CudnnTrials {
public:
    CudnnTrials() { at::globalContext().setBenchmarkCuDNN(true); }
    ~CudnnTrials() { at::globalContext().setBenchmarkCuDNN(before_); }
    CudnnTrials(const CudnnTrials&) = delete;
    CudnnTrials& operator=(const CudnnTrials&) = delete;

private:
    const bool before_ = at::globalContext().benchmarkCuDNN();
};

/// Frames go up while the clips before them are computed, and shapes that come again are replayed.
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

    /// After an error, work on the memory that goes may still be under way.
    ~OverlappedPass() override {
        try {
            copy_.synchronize();
            compute_.synchronize();
        } catch (const std::exception& error) {
            spdlog::warn("The GPU did not end its work in order: {}", reasonOf(error));
        }
    }
    OverlappedPass(const OverlappedPass&) = delete;
    OverlappedPass& operator=(const OverlappedPass&) = delete;

    torch::Tensor frameScores(const torch::Tensor& clips, Probes* probes,
                              StreamHistory* history) override {
        const c10::cuda::CUDAStreamGuard computing(compute_);
        return EagerPass::frameScores(clips, probes, history);
    }

    torch::Tensor clipScores(std::span<const Clip> clips, Probes* probes,
                             StreamHistory* history) override {
        const c10::cuda::CUDAStreamGuard computing(compute_);
        return EagerPass::clipScores(clips, probes, history);
    }

protected:
    /// Memory is given to the computing stream; nothing may be under way when the copying one
    /// begins to use it, nor when it goes back.
    void makeRoom(std::size_t frames, std::size_t values) override {
        const auto wanted = static_cast<std::int64_t>(frames);
        const auto width = static_cast<std::int64_t>(values);
        if (laneFrames_ >= wanted && laneWidth_ == width) {
            return;
        }
        copy_.synchronize();
        compute_.synchronize();
        laneFrames_ = 0;  // until all of it is there
        EagerPass::makeRoom(frames, values);
        const auto onHost = torch::TensorOptions().pinned_memory(true);
        const auto onDevice = torch::TensorOptions().device(place_.device);
        for (Lane& lane : lanes_) {
            lane.pinned = torch::empty({wanted, width}, onHost.dtype(torch::kFloat32));
            lane.pinnedSlots = torch::empty({2, wanted}, onHost.dtype(torch::kLong));
            lane.uploaded = torch::empty({wanted, width}, onDevice.dtype(torch::kFloat32));
            lane.slots = torch::empty({2, wanted}, onDevice.dtype(torch::kLong));
        }
        laneFrames_ = wanted;
        laneWidth_ = width;
    }

    torch::Tensor featuresOf(std::span<const PreparedFrame> frames,
                             std::int64_t segments) override {
        Lane& lane = lanes_[turn_++ % lanes_.size()];
        upload(frames, lane);
        lane.copied.block(compute_);
        const auto wanted = lane.slots[1].narrow(0, 0, static_cast<std::int64_t>(frames.size()));
        try {
            if (Graph* const graph = graphFor(frames, segments)) {
                gather(wanted, graph->pictures);
                gathered_.record(compute_);
                graph->graph.replay();
                return graph->features;  // the next replay writes there, after they have been read
            }
        } catch (const std::exception& error) {
            usesGraphs_ = false;
            compute_.synchronize();  // what the last of them gave may still be under way
            graphs_.clear();
            spdlog::warn("CUDA graphs are not used, which costs some speed: {}", reasonOf(error));
        }
        const auto pictures = emptyPictures(frames);
        gather(wanted, pictures);
        gathered_.record(compute_);
        return features(pictures, segments);
    }

private:
    static constexpr int kMostGraphs = 3;  ///< each holds the memory of a forward pass

    /// What a part's frames go up through. Two of them: one is filled while the other is read.
    struct Lane {
        torch::Tensor pinned;        ///< [frames, 3·S·S], fp32: fresh frames
        torch::Tensor pinnedSlots;   ///< [2, frames]: of fresh frames, and of all
        torch::Tensor uploaded;      ///< as `pinned`, on the device
        torch::Tensor slots;         ///< as `pinnedSlots`, on the device
        at::cuda::CUDAEvent copied;  ///< nothing enqueued reads the pinned ones any more
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

    /// Enqueues what brings `frames` to their slots and tells the device where they are.
    void upload(std::span<const PreparedFrame> frames, Lane& lane) {
        const auto places = slots().place(frames);
        const auto fresh = freshOf(frames, places);
        const auto count = static_cast<std::int64_t>(fresh.frames.size());
        lane.copied.synchronize();
        copyFrames(fresh.frames, lane.pinned.data_ptr<float>());
        auto* const pinnedSlots = lane.pinnedSlots.data_ptr<std::int64_t>();
        std::ranges::copy(fresh.slots, pinnedSlots);
        std::ranges::copy(places.slots, pinnedSlots + lane.pinnedSlots.size(1));
        const c10::cuda::CUDAStreamGuard copying(copy_);
        gathered_.block(copy_);  // of the part before: the slots may be written, and this lane too
        lane.slots.copy_(lane.pinnedSlots, /*non_blocking=*/true);
        if (count > 0) {
            auto planes = lane.uploaded.narrow(0, 0, count);
            planes.copy_(lane.pinned.narrow(0, 0, count), /*non_blocking=*/true);
            keep(planes.view(shapeOf(fresh.frames)), lane.slots[0].narrow(0, 0, count));
        }
        lane.copied.record(copy_);
    }

    /// Null for a shape's first call, which may be its only one, and where there are enough.
    Graph* graphFor(std::span<const PreparedFrame> frames, std::int64_t segments) {
        if (!usesGraphs_) {
            return nullptr;
        }
        auto shape = shapeOf(frames);
        shape.push_back(segments);
        const auto [entry, isNew] = graphs_.try_emplace(std::move(shape));
        if (!isNew && !entry->second && captured_ < kMostGraphs) {
            entry->second = capture(emptyPictures(frames).normal_(), segments);
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

    std::unique_ptr<Graph> capture(const torch::Tensor& pictures, std::int64_t segments) {
        auto captured = std::make_unique<Graph>();
        captured->pictures = pictures;
        compute_.synchronize();
        {
            // A stream of its own: after a failure it may be left unusable.
            const c10::cuda::CUDAStreamGuard capturing(capture_);
            const CudnnTrials trying;
            // What libraries try, load and allocate at their first run must not fall into the
            // capture.
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
    at::cuda::CUDAEvent gathered_;  ///< the last part's frames have been taken from their slots
    std::array<Lane, 2> lanes_;
    std::size_t turn_ = 0;
    std::int64_t laneFrames_ = 0;  ///< that a lane has room for
    std::int64_t laneWidth_ = 0;   ///< values of each
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
