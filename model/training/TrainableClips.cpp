// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/TrainableClips.h"

#include <chrono>
#include <set>

#include "model/CheckpointRefusal.h"
#include "model/training/ContentMark.h"
#include "model/training/JpegFrame.h"
#include "model/training/Prefetcher.h"

namespace handscope::training {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kAhead = 64;  ///< items

/// Why an item cannot be trained on; empty: it can.
std::string faultOf(const ClipPack& pack, std::size_t item) {
    const PackItem& entry = pack.items()[item];
    if (entry.kind != ItemKind::Clip) {
        return "it is a " + std::string(kindName(entry.kind)) + ", not a clip";
    }
    if (!entry.label) {
        return "it has no label";
    }
    if (entry.frames < 1) {
        return "it has no frame";
    }
    try {
        for (const std::int64_t frame : std::set<std::int64_t>{0, entry.frames - 1}) {
            const auto picture =
                decodeJpeg(pack.jpegFrames(item, frame, frame + 1).front(), entry.name);
            if (picture.width != entry.width || picture.height != entry.height) {
                return "its frames are not of the size that the pack says";
            }
        }
    } catch (const model::ModelError& error) {
        return error.whatHappened();
    }
    return {};
}

std::string listed(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += "\n  " + line;
    }
    return text;
}

void requireUsable(const ClipPack& pack, const TrainableClips& clips, bool skipBad) {
    const std::string folder = model::inQuotes(pack.folder().string());
    if (!clips.skipped.empty() && !skipBad) {
        throw model::ModelError(
            std::to_string(clips.skipped.size()) + " of the " +
                std::to_string(pack.items().size()) + " items of " + folder +
                " cannot be used:" + listed(clips.skipped) + "\n",
            "Expected clips with labels whose frames can be decoded.",
            "Make the pack again without them, or leave them out with --skip-bad.");
    }
    if (clips.items.empty()) {
        throw model::ModelError(
            "No item of " + folder + " can be used:" + listed(clips.skipped) + "\n",
            "Expected clips with labels whose frames can be decoded.",
            "Make the pack from a list with labels.");
    }
}

}  // namespace

TrainableClips findTrainableClips(const ClipPack& pack, bool skipBad, int threads,
                                  const RunControl& control) {
    const std::size_t count = pack.items().size();
    Prefetcher<std::string> faults(
        [&](std::int64_t index) {
            const auto item = static_cast<std::size_t>(index);
            return item < count ? faultOf(pack, item) : std::string();
        },
        /*first=*/0, threads, kAhead);
    TrainableClips clips;
    Clock::time_point told = Clock::now();
    for (std::size_t item = 0; item < count; ++item) {
        if (control.cancelled()) {
            clips.cancelled = true;
            return clips;
        }
        const std::string fault = faults.next();
        if (fault.empty()) {
            clips.items.push_back(item);
        } else {
            clips.skipped.push_back(model::inQuotes(pack.items()[item].name) + ": " + fault);
        }
        if (Clock::now() - told > kBetweenProgress) {
            told = Clock::now();
            control.progress("Checked " + std::to_string(item + 1) + " of " +
                             std::to_string(count) + " items");
        }
    }
    requireUsable(pack, clips, skipBad);
    return clips;
}

std::string TrainableClips::fingerprint(const ClipPack& pack) const {
    ContentMark mark;
    for (const std::size_t item : items) {
        const PackItem& entry = pack.items()[item];
        mark.add(entry.name + ':' + std::to_string(entry.label.value_or(-1)) + ':' +
                 std::to_string(entry.frames) + ':' + std::to_string(entry.width) + 'x' +
                 std::to_string(entry.height) + '@' + std::to_string(entry.frameRate) + ';');
    }
    return std::to_string(items.size()) + " clips " + mark.text();
}

}  // namespace handscope::training
