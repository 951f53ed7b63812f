// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/VideoStore.h"

#include <cstring>
#include <utility>

#include "model/CheckpointRefusal.h"
#include "model/training/ClipTransforms.h"
#include "model/training/JpegFrame.h"

namespace handscope::training {

VideoStore::VideoStore(std::shared_ptr<const ClipPack> pack, std::uint64_t cacheBytes,
                       torch::Device device)
    : pack_(std::move(pack)), cacheBytes_(cacheBytes), device_(device) {}

torch::Tensor VideoStore::frames(std::size_t item, std::span<const std::int64_t> indices) {
    const torch::Tensor all = whole(item);
    const auto order =
        torch::tensor(std::vector<std::int64_t>(indices.begin(), indices.end()), torch::kLong);
    return all.index_select(0, onto(device_, order));
}

torch::Tensor VideoStore::whole(std::size_t item) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = cache_.find(item); found != cache_.end()) {
            recentFirst_.splice(recentFirst_.begin(), recentFirst_, found->second.second);
            return found->second.first;
        }
    }
    const PackItem& entry = pack_->items().at(item);
    auto frames = torch::empty({entry.frames, entry.height, entry.width, 3}, torch::kUInt8);
    const std::size_t frameBytes = std::size_t{3} * static_cast<std::size_t>(entry.width) *
                                   static_cast<std::size_t>(entry.height);
    auto* target = frames.data_ptr<std::uint8_t>();
    for (const JpegBytes& jpeg : pack_->jpegFrames(item, 0, entry.frames)) {
        const RgbPicture picture = decodeJpeg(jpeg, entry.name);
        if (picture.width != entry.width || picture.height != entry.height) {
            throw model::ModelError(
                "The frames of " + model::inQuotes(entry.name) + " differ in size.",
                "Expected " + std::to_string(entry.width) + " × " + std::to_string(entry.height) +
                    " pixels in all of them.",
                "Make the pack again, or leave the item out with --skip-bad.");
        }
        std::memcpy(target, picture.pixels.data(), frameBytes);
        target += frameBytes;
    }
    frames = onto(device_, frames.permute({0, 3, 1, 2}).contiguous());
    keep(item, frames);
    return frames;
}

void VideoStore::keep(std::size_t item, const torch::Tensor& frames) {
    const auto bytes = static_cast<std::uint64_t>(frames.numel());
    const std::lock_guard lock(mutex_);
    if (bytes > cacheBytes_ || cache_.contains(item)) {
        return;
    }
    while (usedBytes_ + bytes > cacheBytes_) {
        const auto oldest = cache_.find(recentFirst_.back());
        usedBytes_ -= static_cast<std::uint64_t>(oldest->second.first.numel());
        cache_.erase(oldest);
        recentFirst_.pop_back();
    }
    recentFirst_.push_front(item);
    cache_.emplace(item, std::pair(frames, recentFirst_.begin()));
    usedBytes_ += bytes;
}

}  // namespace handscope::training
