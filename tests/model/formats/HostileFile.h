// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>

namespace handscope::test {

/// A file that lies, and what the refusal must say.
struct HostileFile {
    std::string name;
    std::string bytes;
    std::string refusal;
};

inline void PrintTo(const HostileFile& file, std::ostream* stream) {
    *stream << file.name;
}

}  // namespace handscope::test
