// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/SafetensorsFile.h"

namespace handscope::training {

/// What the frames of an item are good for.
enum class ItemKind {
    Clip,     ///< frames of a scene
    Cutout,   ///< a person before black, to be laid over a background
    Picture,  ///< one frame: a background
};

/// "clip", "cutout", "picture".
std::string_view kindName(ItemKind kind) noexcept;
std::optional<ItemKind> kindFromName(std::string_view name) noexcept;

/// One clip, video or picture of a pack.
struct PackItem {
    std::string name;  ///< unique within the pack
    ItemKind kind = ItemKind::Clip;
    std::optional<int> label;  ///< index into the pack's labels
    std::int64_t frames = 0;
    int width = 0;  ///< pixels, the same in all frames
    int height = 0;
    double frameRate = 0.0;  ///< frames a second; 0 for a picture
};

using JpegBytes = std::vector<std::byte>;

/// Clips and whole videos as JPEG frames with labels: what training reads.
///
/// A pack is a folder of safetensors files `part-00000.safetensors` …, none over kLargestPart
/// unless one item alone is larger. Each part holds, for its item k, the tensors `k/jpeg` (U8, the
/// frames' JPEG bytes one after another) and `k/offsets` (I64, frames + 1 positions in it), and the
/// metadata `format` = `handscope-pack-1`, `labels` (JSON list) and `items` (JSON list of name,
/// kind, label, frames, width, height, frame_rate). Parts may be copied or left out one by one.
///
/// Owns the index, not the frames. Any thread may read.
class ClipPack {
public:
    static constexpr std::uint64_t kLargestPart = 15'000'000;  ///< bytes

    /// Reads the index of every part. Throws ModelError: no folder, no part, a part that is damaged
    /// or of another pack (other labels, names that repeat).
    explicit ClipPack(const std::filesystem::path& folder);

    const std::filesystem::path& folder() const noexcept { return folder_; }
    const std::vector<std::string>& labels() const noexcept { return labels_; }
    const std::vector<PackItem>& items() const noexcept { return items_; }

    /// The JPEG bytes of frames [begin, end) of an item. Blocks on the disk. Throws ModelError.
    std::vector<JpegBytes> jpegFrames(std::size_t item, std::int64_t begin, std::int64_t end) const;

private:
    struct Place {
        std::size_t part = 0;
        std::size_t index = 0;  ///< within the part
    };

    std::filesystem::path folder_;
    std::vector<model::SafetensorsFile> parts_;
    std::vector<std::string> labels_;
    std::vector<PackItem> items_;
    std::vector<Place> places_;

    void addPart(const std::filesystem::path& file);
};

/// Writes a pack part by part; each part appears whole (AtomicFile). One thread.
class ClipPackWriter {
public:
    /// Makes the folder. Throws ModelError when it holds a pack already or cannot be made.
    ClipPackWriter(std::filesystem::path folder, std::vector<std::string> labels);

    /// `item.frames` is set from `frames`. Throws ModelError when the disk is full, and for an item
    /// without frames, with a name that repeats or a label that is not there.
    void add(PackItem item, std::vector<JpegBytes> frames);

    /// Writes the last part. A pack without items is an error. Throws ModelError.
    void finish();

    std::size_t parts() const noexcept { return parts_; }

private:
    struct Pending {
        PackItem item;
        std::vector<JpegBytes> frames;
    };

    std::filesystem::path folder_;
    std::vector<std::string> labels_;
    std::vector<std::string> names_;  ///< sorted
    std::vector<Pending> pending_;
    std::uint64_t pendingBytes_ = 0;
    std::size_t parts_ = 0;

    void writePart();
};

}  // namespace handscope::training
