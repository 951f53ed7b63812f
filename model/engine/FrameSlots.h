// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "model/Classifier.h"

namespace handscope::model {

/// Which of a device's slots holds which prepared frame, so that a frame goes there once, however
/// many windows it is in. The slots used longest ago are given away first.
///
/// A frame is known by its identity, not by its values: whoever prepares frames leaves them as they
/// are. Shares no frame's ownership: one that nobody needs any more frees its memory. One thread at
/// a time.
class FrameSlots {
public:
    explicit FrameSlots(std::size_t count) : slots_(count) {}

    /// Where frames are.
    struct Places {
        std::vector<std::int64_t> slots;  ///< of each frame asked for
        std::vector<std::size_t> fresh;   ///< those of them, by index, that are not there yet
    };

    /// Gives each frame a slot; none of these frames' slots is given away meanwhile. What is
    /// `fresh` counts as being there from now on. Throws std::length_error for more different
    /// frames than slots.
    Places place(std::span<const PreparedFrame> frames);

    /// No frame is there any more.
    void forget() noexcept;

    std::size_t size() const noexcept { return slots_.size(); }

private:
    struct Slot {
        std::weak_ptr<const std::vector<float>> frame;
        const void* address = nullptr;  ///< of the frame, also when it is gone
        std::uint64_t lastUsed = 0;     ///< a call's number; 0: never
    };

    std::vector<Slot> slots_;
    std::unordered_map<const void*, std::size_t> slotOf_;
    std::uint64_t calls_ = 0;

    std::size_t freeSlot() const;
};

}  // namespace handscope::model
