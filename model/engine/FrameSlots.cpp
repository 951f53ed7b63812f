// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/FrameSlots.h"

#include <algorithm>
#include <stdexcept>

namespace handscope::model {

FrameSlots::Places FrameSlots::place(std::span<const PreparedFrame> frames) {
    ++calls_;
    // Those that are there first: none of them may make room for another.
    for (const PreparedFrame& frame : frames) {
        const auto known = slotOf_.find(frame.get());
        if (known != slotOf_.end()) {
            slots_[known->second].lastUsed = calls_;
        }
    }
    Places places;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const PreparedFrame& frame = frames[i];
        const auto known = slotOf_.find(frame.get());
        const std::size_t at = known == slotOf_.end() ? freeSlot() : known->second;
        Slot& slot = slots_[at];
        if (slot.frame.lock() != frame) {  // also: another frame where one that is gone had been
            slotOf_.erase(slot.address);
            slotOf_[frame.get()] = at;
            slot.frame = frame;
            slot.address = frame.get();
            places.fresh.push_back(i);
        }
        slot.lastUsed = calls_;
        places.slots.push_back(static_cast<std::int64_t>(at));
    }
    return places;
}

void FrameSlots::forget() noexcept {
    slotOf_.clear();
    std::ranges::fill(slots_, Slot{});
}

std::size_t FrameSlots::freeSlot() const {
    const auto oldest = std::ranges::min_element(slots_, {}, &Slot::lastUsed);
    if (oldest == slots_.end() || oldest->lastUsed == calls_) {
        throw std::length_error("more frames at once than there are slots");
    }
    return static_cast<std::size_t>(oldest - slots_.begin());
}

}  // namespace handscope::model
