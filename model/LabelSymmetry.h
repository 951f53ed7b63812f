// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace handscope::model {

/// What a clip's label becomes when the clip is mirrored or played backwards.
///
/// Known for Jester's 27 labels, found by name in any order: mirroring swaps Swiping Left and
/// Right, Sliding Two Fingers Left and Right, Turning Hand Clockwise and Counterclockwise and
/// leaves the rest; reversal swaps each of the twenty gestures with its opposite (Swiping Left and
/// Right, Up and Down, …, Rolling, Turning, Zooming, Pushing and Pulling) and is undefined for
/// Thumb Up, Thumb Down, Shaking Hand, Stop Sign, Drumming Fingers, No gesture and Doing other
/// things. For other label sets nothing is known, and neither transformation may be used.
class LabelSymmetry {
public:
    explicit LabelSymmetry(const std::vector<std::string>& labels);

    /// Whether the labels are ones that this class knows.
    bool known() const noexcept { return !mirrored_.empty(); }

    /// Whether the mirror image of every label is one of them.
    bool mirrorsAll() const noexcept;

    /// nullopt: the transformed clip has no label that is known, or one that is not in this set.
    /// Throws std::invalid_argument for a label that is not in a known set.
    std::optional<int> mirrored(int label) const;
    std::optional<int> reversed(int label) const;

private:
    std::vector<std::optional<int>> mirrored_;
    std::vector<std::optional<int>> reversed_;
};

}  // namespace handscope::model
