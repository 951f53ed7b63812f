// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Classifier.h"

#include <algorithm>

#include "model/MeanScores.h"

namespace handscope::model {
namespace {

constexpr std::array<std::string_view, 4> kTapNames{"input", "cstm", "cmm", "output"};
constexpr std::array<std::string_view, 3> kMutePointNames{"cstm", "cmm", "branch"};

/// The value of an enumeration whose names, from its first value on, are these.
template <typename Value, std::size_t kCount>
std::optional<Value> valueNamed(std::string_view name,
                                const std::array<std::string_view, kCount>& names) noexcept {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt
                                : std::optional(static_cast<Value>(found - names.begin()));
}

}  // namespace

std::string_view tapName(Tap tap) noexcept {
    return kTapNames[static_cast<std::size_t>(tap)];
}

std::optional<Tap> tapFromName(std::string_view name) noexcept {
    return valueNamed<Tap>(name, kTapNames);
}

std::string_view mutePointName(MutePoint point) noexcept {
    return kMutePointNames[static_cast<std::size_t>(point)];
}

std::optional<MutePoint> mutePointFromName(std::string_view name) noexcept {
    return valueNamed<MutePoint>(name, kMutePointNames);
}

bool BlockDescription::has(Tap tap) const noexcept {
    return std::ranges::find(taps, tap) != taps.end();
}

bool BlockDescription::has(MutePoint point) const noexcept {
    switch (point) {
        case MutePoint::Cstm:
            return has(Tap::Cstm);
        case MutePoint::Cmm:
            return has(Tap::Cmm);
        case MutePoint::Branch:
            break;
    }
    return true;
}

const BlockDescription* ModelDescription::block(std::string_view blockName) const noexcept {
    const auto found = std::ranges::find(blocks, blockName, &BlockDescription::name);
    return found == blocks.end() ? nullptr : &*found;
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
