// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/CudaPass.h"

#include "model/engine/DevicePass.h"

#ifdef HANDSCOPE_HAS_CUDA
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "model/TorchErrors.h"
#endif

namespace handscope::model {
namespace {

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
class OverlappedPass final : public DevicePass {
public:
    OverlappedPass(const StmNetworkImpl& network, const DevicePlace& place)
        : DevicePass(network, place),
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
        return DevicePass::frameScores(clips, probes, history);
    }

    torch::Tensor clipScores(std::span<const Clip> clips, Probes* probes,
                             StreamHistory* history) override {
        const c10::cuda::CUDAStreamGuard computing(compute_);
        return DevicePass::clipScores(clips, probes, history);
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
        DevicePass::makeRoom(frames, values);
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
    const DevicePlace place{device, typeOf(precision)};
#ifdef HANDSCOPE_HAS_CUDA
    if (device.is_cuda()) {
        return std::make_unique<OverlappedPass>(*network, place);
    }
#endif
    return std::make_unique<DevicePass>(*network, place);
}

}  // namespace handscope::model
