// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <span>

#include "model/training/ClipPack.h"

namespace handscope::training {

/// Decoded frames of one or more packs, with the most recently used items kept in memory: of a GPU,
/// where the frames are wanted there.
///
/// Owns the cache; at most `cacheBytes` of decoded frames stay. Any thread may read; decoding
/// happens outside the lock, on the caller's thread.
class VideoStore {
public:
    VideoStore(std::shared_ptr<const ClipPack> pack, std::uint64_t cacheBytes,
               torch::Device device = torch::kCPU);

    const ClipPack& pack() const noexcept { return *pack_; }
    torch::Device device() const noexcept { return device_; }

    /// The named frames (any order, repeats allowed) as uint8 [n, 3, H, W], RGB.
    /// Throws ModelError for frames that are no JPEG or differ in size.
    torch::Tensor frames(std::size_t item, std::span<const std::int64_t> indices);

private:
    std::shared_ptr<const ClipPack> pack_;
    std::uint64_t cacheBytes_;
    torch::Device device_;
    std::mutex mutex_;
    std::map<std::size_t, std::pair<torch::Tensor, std::list<std::size_t>::iterator>> cache_;
    std::list<std::size_t> recentFirst_;
    std::uint64_t usedBytes_ = 0;

    torch::Tensor whole(std::size_t item);
    void keep(std::size_t item, const torch::Tensor& frames);
};

}  // namespace handscope::training
