// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Classifier.h"

#include <algorithm>

#include "model/MeanScores.h"

namespace handscope::model {
namespace {
constexpr std::array<std::string_view, 4> kTapNames{"input", "cstm", "cmm", "output"};
}

std::string_view tapName(Tap tap) noexcept {
    return kTapNames[static_cast<std::size_t>(tap)];
}

std::optional<Tap> tapFromName(std::string_view name) noexcept {
    for (std::size_t i = 0; i < kTapNames.size(); ++i) {
        if (kTapNames[i] == name) {
            return static_cast<Tap>(i);
        }
    }
    return std::nullopt;
}

std::vector<float> meanOverClip(ScoreStream& stream, std::span<const PreparedFrame> clip,
                                std::size_t segments) {
    stream.reset();
    const std::size_t first = std::min(segments, clip.size());
    MeanScores scores;
    scores.add(stream.push(clip.first(first), {}).probabilities);
    for (std::size_t i = first; i < clip.size(); ++i) {
        scores.add(stream.push(clip.subspan(i, 1), {}).probabilities);
    }
    return scores.mean();
}

}  // namespace handscope::model
