// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/script.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "model/training/ClipPack.h"
#include "model/training/Miner.h"
#include "tests/training/PackFixture.h"

namespace handscope::test {

/// Says which half of a clip is brighter, and gives features of each shape that a teacher may give:
/// [3], [frames, 3] and [frames, 3, 2, 2] for one clip of squares of 16 pixels.
constexpr const char* kWhichHalf = R"(
def forward(self, clips):
    level = clips / 255.0
    half = level.size(4) // 2
    left = level[:, :, :, :, :half].mean([1, 2, 3, 4])
    right = level[:, :, :, :, half:].mean([1, 2, 3, 4])
    lean = (left - right) * 10.0
    probabilities = torch.softmax(torch.stack([lean, -lean, 3.0 - lean * lean], 1), 1)
    frames = level.mean([3, 4])
    maps = torch.avg_pool2d(level.flatten(0, 1), [8, 8])
    maps = maps.reshape([level.size(0), level.size(1), 3, 2, 2])
    return (probabilities, frames.mean(1), frames, maps)
)";
inline const std::vector<std::string> kHalves{"left", "right", "even"};

/// Saves a TorchScript module with this forward().
inline void saveTeacher(const std::filesystem::path& file, const std::string& forward) {
    torch::jit::Module module("Teacher");
    module.define(forward);
    module.save(file.string());
}

/// Videos of 24 × 20 pixels: bright left, bright right, even, and a person cut out that moves.
inline void writeVideos(const std::filesystem::path& folder, const std::string& prefix = "") {
    using training::ItemKind;
    constexpr int kWidth = 24;
    constexpr int kHeight = 20;
    constexpr int kFrames = 12;
    training::ClipPackWriter writer(folder, {});
    const auto add = [&](const std::string& name, ItemKind kind, auto level) {
        std::vector<training::JpegBytes> frames;
        for (int t = 0; t < kFrames; ++t) {
            frames.push_back(jpegOf(kWidth, kHeight, [&](int x, int y) { return level(x, y, t); }));
        }
        writer.add(itemOf(prefix + name, kind, kWidth, kHeight), std::move(frames));
    };
    add("left", ItemKind::Clip,
        [](int x, int y, int t) { return grey((x < 12 ? 190 : 40) + y + t); });
    add("right", ItemKind::Clip,
        [](int x, int y, int t) { return grey((x < 12 ? 50 : 180) + y - t); });
    add("even", ItemKind::Clip, [](int, int y, int t) { return Rgb{100 + 3 * y, 120, 90 + t}; });
    add("person", ItemKind::Cutout,
        [](int x, int, int t) { return grey(x >= t && x < t + 8 ? 220 : 0); });
    writer.finish();
}

inline void writePictures(const std::filesystem::path& folder) {
    training::ClipPackWriter writer(folder, {});
    writer.add(itemOf("wall", training::ItemKind::Picture, 24, 24),
               {jpegOf(24, 24, [](int x, int y) {
                   return Rgb{60 + 4 * x, 80 + y, 120};
               })});
    writer.finish();
}

/// Draws of 4 frames of 16 pixels from the packs above, in `folder`/videos and `folder`/pictures.
inline training::DrawSource tinySource(const std::filesystem::path& folder) {
    training::DrawSource source;
    source.videoPack = folder / "videos";
    source.picturePack = folder / "pictures";
    source.teacher = folder / "teacher.pt";
    source.labels = kHalves;
    source.draws.frames = 4;
    source.draws.size = 16;
    return source;
}

/// Writes packs and teacher for it.
inline training::DrawSource writeTinySource(const std::filesystem::path& folder) {
    writeVideos(folder / "videos");
    writePictures(folder / "pictures");
    saveTeacher(folder / "teacher.pt", kWhichHalf);
    return tinySource(folder);
}

}  // namespace handscope::test
