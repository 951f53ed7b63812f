// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/ForwardPass.h"
#include "model/engine/DeviceBlock.h"
#include "model/engine/FrameSlots.h"

namespace handscope::model {

/// A trained network with BN folded, on any device, operator by operator. Where scores alone are
/// asked for, frames are kept on the device.
///
/// Takes the network over (DeviceBlock). One thread at a time may call it.
class DevicePass : public ForwardPass {
public:
    DevicePass(const StmNetworkImpl& network, const DevicePlace& place);

    torch::Tensor frameScores(const torch::Tensor& clips, Probes* probes,
                              StreamHistory* history) override;

    /// Scores alone are computed a few clips at a time, of frames that are kept on the device.
    torch::Tensor clipScores(std::span<const Clip> clips, Probes* probes,
                             StreamHistory* history) override;

    std::string summary() const override;

protected:
    /// Room for a part's frames of so many values each; what was kept is forgotten where it grows.
    virtual void makeRoom(std::size_t frames, std::size_t values);

    /// What enters fc, of a part's frames: those that are not on the device yet go there before.
    virtual torch::Tensor featuresOf(std::span<const PreparedFrame> frames, std::int64_t segments);

    /// The frames that are not on the device yet, and where they belong.
    struct Fresh {
        Clip frames;
        std::vector<std::int64_t> slots;
    };
    static Fresh freshOf(std::span<const PreparedFrame> frames, const FrameSlots::Places& places);

    /// [n, 3, S, S]
    static std::vector<std::int64_t> shapeOf(std::span<const PreparedFrame> frames);

    torch::Tensor emptyPictures(std::span<const PreparedFrame> frames) const;

    /// `planes` [n, 3, S, S] and `slots` [n], on the device: into the slots, pixel by pixel.
    void keep(const torch::Tensor& planes, const torch::Tensor& slots);

    /// `slots` [n], on the device → `pictures` [n, 3, S, S], channels-last.
    void gather(const torch::Tensor& slots, const torch::Tensor& pictures) const;

    FrameSlots& slots() noexcept { return slots_; }

    /// What enters fc, fp32 [N·T, C].
    torch::Tensor features(const torch::Tensor& pictures, std::int64_t segments,
                           Probes* probes = nullptr, StreamHistory* history = nullptr);

    /// [N, T, classes], on the device.
    torch::Tensor scores(const torch::Tensor& features, std::int64_t segments) const;

    const DevicePlace place_;

private:
    /// [clips in `part`, T, classes], computed as `atOnce` clips: one shape, and graph, for all.
    torch::Tensor partScores(std::span<const Clip> part, std::size_t atOnce);

    DeviceConvolution stem_;
    std::vector<std::pair<std::string, DeviceBlock>> blocks_;
    torch::Tensor fcWeight_;
    torch::Tensor fcBias_;
    FrameSlots slots_{0};
    bool unfinished_ = false;  ///< the last call of clipScores() ended with an error
    torch::Tensor kept_;       ///< [slots, S·S·3]: frames on the device, pixel by pixel
};

}  // namespace handscope::model
