// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Classifier.h"

#include <algorithm>
#include <functional>

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
    std::vector<float> mean = stream.push(clip.first(first), {}).probabilities;
    for (std::size_t i = first; i < clip.size(); ++i) {
        const auto probabilities = stream.push(clip.subspan(i, 1), {}).probabilities;
        std::transform(mean.begin(), mean.end(), probabilities.begin(), mean.begin(),
                       std::plus<>());
    }
    const auto answers = static_cast<float>(clip.size() - first + 1);
    for (float& value : mean) {
        value /= answers;
    }
    return mean;
}

}  // namespace handscope::model
