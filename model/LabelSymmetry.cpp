// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/LabelSymmetry.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace handscope::model {
namespace {

struct Pair {
    std::string_view one;
    std::string_view other;
    bool mirrors = false;  ///< seen in a mirror, one is the other; reversed in time it always is
};

// A hand that rolls forward rolls forward in a mirror too; one that turns clockwise does not.
constexpr std::array<Pair, 10> kPairs{{
    {"Swiping Left", "Swiping Right", true},
    {"Swiping Down", "Swiping Up"},
    {"Pushing Hand Away", "Pulling Hand In"},
    {"Sliding Two Fingers Left", "Sliding Two Fingers Right", true},
    {"Sliding Two Fingers Down", "Sliding Two Fingers Up"},
    {"Pushing Two Fingers Away", "Pulling Two Fingers In"},
    {"Rolling Hand Forward", "Rolling Hand Backward"},
    {"Turning Hand Clockwise", "Turning Hand Counterclockwise", true},
    {"Zooming In With Full Hand", "Zooming Out With Full Hand"},
    {"Zooming In With Two Fingers", "Zooming Out With Two Fingers"},
}};

constexpr std::array<std::string_view, 7> kWithoutOpposite{
    "Thumb Up",         "Thumb Down", "Shaking Hand",       "Stop Sign",
    "Drumming Fingers", "No gesture", "Doing other things",
};

const Pair* pairOf(std::string_view label) {
    const auto* const found = std::find_if(kPairs.begin(), kPairs.end(), [&](const Pair& pair) {
        return pair.one == label || pair.other == label;
    });
    return found == kPairs.end() ? nullptr : found;
}

bool isKnown(std::string_view label) {
    return pairOf(label) != nullptr || std::find(kWithoutOpposite.begin(), kWithoutOpposite.end(),
                                                 label) != kWithoutOpposite.end();
}

std::optional<int> indexOf(const std::vector<std::string>& labels, std::string_view name) {
    const auto found = std::find(labels.begin(), labels.end(), name);
    return found == labels.end() ? std::nullopt
                                 : std::optional(static_cast<int>(found - labels.begin()));
}

std::optional<int> entry(const std::vector<std::optional<int>>& table, int label) {
    if (table.empty()) {
        return std::nullopt;
    }
    if (label < 0 || static_cast<std::size_t>(label) >= table.size()) {
        throw std::invalid_argument("no such label");
    }
    return table[static_cast<std::size_t>(label)];
}

}  // namespace

LabelSymmetry::LabelSymmetry(const std::vector<std::string>& labels) {
    if (!std::all_of(labels.begin(), labels.end(), isKnown)) {
        return;
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const Pair* const pair = pairOf(labels[i]);
        const std::optional<int> partner =
            pair == nullptr ? std::nullopt
                            : indexOf(labels, pair->one == labels[i] ? pair->other : pair->one);
        const bool changes = pair != nullptr && pair->mirrors;
        mirrored_.push_back(changes ? partner : std::optional(static_cast<int>(i)));
        reversed_.push_back(partner);
    }
}

bool LabelSymmetry::mirrorsAll() const noexcept {
    return known() && std::all_of(mirrored_.begin(), mirrored_.end(),
                                  [](const auto& label) { return label.has_value(); });
}

std::optional<int> LabelSymmetry::mirrored(int label) const {
    return entry(mirrored_, label);
}

std::optional<int> LabelSymmetry::reversed(int label) const {
    return entry(reversed_, label);
}

}  // namespace handscope::model
