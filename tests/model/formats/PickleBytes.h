// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "FormatBytes.h"

/// Pieces of pickles, to be joined with `+`: each leaves one value on the stack.
namespace handscope::test::pickle {

inline std::string text(const std::string& value) {
    return "X" + bytesOf(static_cast<std::uint32_t>(value.size())) + value;
}

inline std::string integer(std::int64_t value) {
    return "\x8A\x08" + bytesOf(value);
}

inline std::string global(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}

inline std::string tuple(const std::string& items) {
    return "(" + items + "t";
}

inline std::string call(const std::string& callable, const std::string& arguments) {
    return callable + tuple(arguments) + "R";
}

inline std::string integers(const std::vector<std::int64_t>& values) {
    std::string items;
    for (const std::int64_t value : values) {
        items += integer(value);
    }
    return tuple(items);
}

inline std::string storage(const std::string& type, const std::string& key, std::int64_t elements) {
    return tuple(text("storage") + global("torch", type) + text(key) + text("cpu") +
                 integer(elements)) +
           "Q";
}

inline std::string tensor(const std::string& storagePiece, std::int64_t offset,
                          const std::vector<std::int64_t>& shape,
                          const std::vector<std::int64_t>& stride) {
    return call(global("torch._utils", "_rebuild_tensor_v2"),
                storagePiece + integer(offset) + integers(shape) + integers(stride) + "\x89" +
                    call(global("collections", "OrderedDict"), ""));
}

inline std::string dictionary(const std::vector<std::pair<std::string, std::string>>& namedPieces) {
    std::string items;
    for (const auto& [name, piece] : namedPieces) {
        items += text(name) + piece;
    }
    return "}(" + items + "u";
}

/// A whole pickle of protocol 2 with this value.
inline std::string whole(const std::string& value) {
    return "\x80\x02" + value + ".";
}

/// {"weight": a [2, 3] float tensor in storage 0}, which needs 24 bytes.
inline std::string valid() {
    return whole(
        dictionary({{"weight", tensor(storage("FloatStorage", "0", 6), 0, {2, 3}, {3, 1})}}));
}

}  // namespace handscope::test::pickle
