// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace handscope::bench {

/// A table in Markdown whose columns also stand below each other in a terminal. A column of
/// numbers is aligned to the right. Rows may be shorter than the header.
std::string asTable(const std::vector<std::string>& header,
                    const std::vector<std::vector<std::string>>& rows);

/// Characters of UTF-8 text, which is columns of a terminal for what we print.
std::size_t textWidth(const std::string& text) noexcept;

}  // namespace handscope::bench
