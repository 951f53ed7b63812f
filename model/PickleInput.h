// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/ByteSource.h"
#include "model/CheckpointRefusal.h"

namespace handscope::model {

/// What to do with a pickle that holds more than tensors, or that is damaged.
constexpr const char* kSaveTensorsAlone =
    "Save the tensors alone: torch.save(model.state_dict(), \"name.pth\") with PyTorch 1.6 or "
    "newer.";

/// Opcodes of Python's pickletools that its C pickler emits for protocols 2 to 5.
enum class PickleOp : std::uint8_t {
    Mark = '(',
    Stop = '.',
    BinInt = 'J',
    BinInt1 = 'K',
    BinInt2 = 'M',
    None = 'N',
    BinPersId = 'Q',
    Reduce = 'R',
    BinUnicode = 'X',
    Append = 'a',
    Build = 'b',
    Global = 'c',
    EmptyDict = '}',
    Appends = 'e',
    BinGet = 'h',
    LongBinGet = 'j',
    EmptyList = ']',
    BinPut = 'q',
    LongBinPut = 'r',
    SetItem = 's',
    Tuple = 't',
    EmptyTuple = ')',
    SetItems = 'u',
    BinFloat = 'G',
    BinBytes = 'B',
    ShortBinBytes = 'C',
    Proto = 0x80,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8A,
    Long4 = 0x8B,
    ShortBinUnicode = 0x8C,
    BinUnicode8 = 0x8D,
    BinBytes8 = 0x8E,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
};

/// The bytes of a pickle, taken from the front. Copies nothing: texts point into the bytes, which
/// must outlive them. Every function that takes more than is left throws ModelError.
class PickleInput {
public:
    PickleInput(std::string_view file, std::span<const std::byte> bytes)
        : file_(file), size_(bytes.size()), rest_(bytes) {}

    std::size_t left() const noexcept { return rest_.size(); }

    /// Ends the reading: the pickle breaks its own rules at the present place.
    [[noreturn]] void damaged(const std::string& how) const {
        refuseCheckpoint(file_,
                         "its pickle is damaged (" + how + ", byte " +
                             std::to_string(size_ - rest_.size()) + ")",
                         "a pickle of torch.save", kSaveTensorsAlone);
    }

    std::span<const std::byte> take(std::uint64_t count) {
        if (count > rest_.size()) {
            damaged("it is truncated");
        }
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }

    template <typename Number>
    Number number() {
        return loadNumber<Number>(take(sizeof(Number)));
    }

    double bigEndianDouble() {
        std::array<std::byte, sizeof(double)> bytes{};
        std::ranges::reverse_copy(take(sizeof(double)), bytes.begin());
        return std::bit_cast<double>(bytes);
    }

    std::string_view text(std::uint64_t length) {
        const auto bytes = take(length);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

    /// Up to the next line feed, which is taken too.
    std::string_view line() {
        const auto end = std::ranges::find(rest_, std::byte{'\n'});
        if (end == rest_.end()) {
            damaged("it is truncated");
        }
        const auto taken = text(static_cast<std::uint64_t>(end - rest_.begin()));
        take(1);
        return taken;
    }

private:
    std::string_view file_;
    std::size_t size_;
    std::span<const std::byte> rest_;
};

}  // namespace handscope::model
