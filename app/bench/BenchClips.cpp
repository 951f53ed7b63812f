// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/BenchClips.h"

#include <algorithm>
#include <cstring>
#include <random>

#include "model/Checkpoint.h"
#include "model/ModelError.h"

namespace handscope::bench {
namespace {

constexpr std::size_t kDistinctFrames = 32;  // enough that none stays in a cache
constexpr std::uint32_t kFrameSeed = 7;

model::PreparedFrame randomFrame(int side, std::mt19937& engine) {
    std::normal_distribution<float> distribution;
    auto values = std::make_shared<std::vector<float>>(static_cast<std::size_t>(3) * side * side);
    std::ranges::generate(*values, [&] { return distribution(engine); });
    return values;
}

}  // namespace

std::vector<model::Clip> randomClips(const model::InputSpec& input, int count) {
    const auto frames = longVideo(
        input, std::min(kDistinctFrames, static_cast<std::size_t>(count) * input.segments));
    std::vector<model::Clip> clips(static_cast<std::size_t>(count));
    std::size_t next = 0;
    for (model::Clip& clip : clips) {
        for (int t = 0; t < input.segments; ++t) {
            clip.push_back(frames[next++ % frames.size()]);
        }
    }
    return clips;
}

std::vector<model::Clip> readClips(const std::filesystem::path& file,
                                   const model::InputSpec& input) {
    const model::Checkpoint content = model::readSafetensors(file);
    const auto place = content.tensors.find("input");
    const std::vector<std::int64_t> frameShape{input.segments, 3, input.inputSize, input.inputSize};
    if (place == content.tensors.end() || place->second.type != model::ElementType::F32 ||
        place->second.shape.size() != 5 || place->second.shape[0] < 1 ||
        !std::equal(frameShape.begin(), frameShape.end(), place->second.shape.begin() + 1)) {
        throw model::ModelError(
            "The file " + file.string() + " holds no clips for this network.",
            "Expected an F32 tensor `input` of shape [N, " + std::to_string(input.segments) +
                ", 3, " + std::to_string(input.inputSize) + ", " + std::to_string(input.inputSize) +
                "].",
            "Name another file with --clips, or leave it out for random numbers.");
    }
    const model::StoredTensor& stored = place->second;
    const std::size_t area = static_cast<std::size_t>(3) * input.inputSize * input.inputSize;
    std::vector<model::Clip> clips(static_cast<std::size_t>(stored.shape[0]));
    const std::byte* from = stored.bytes.data();
    for (model::Clip& clip : clips) {
        for (int t = 0; t < input.segments; ++t) {
            auto frame = std::make_shared<std::vector<float>>(area);
            std::memcpy(frame->data(), from, area * sizeof(float));
            from += area * sizeof(float);
            clip.push_back(std::move(frame));
        }
    }
    return clips;
}

std::vector<model::PreparedFrame> longVideo(const model::InputSpec& input, std::size_t frames) {
    std::mt19937 engine(kFrameSeed);
    std::vector<model::PreparedFrame> video;
    while (video.size() < frames) {
        video.push_back(video.size() < kDistinctFrames
                            ? randomFrame(input.inputSize, engine)
                            : std::make_shared<const std::vector<float>>(
                                  *video[video.size() - kDistinctFrames]));
    }
    return video;
}

}  // namespace handscope::bench
