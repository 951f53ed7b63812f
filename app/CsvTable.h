// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handscope::app {

/// One line of a table.
struct CsvRow {
    std::size_t line = 0;  ///< counted from 1, for messages
    std::vector<std::string> fields;
};

/// The lines of a text file split into fields: RFC 4180, with `,`, `;` or a tab between them,
/// whichever stands most often in the first line. Blank lines are left out.
///
/// The number of fields may differ from row to row: what that means is the reader's to say.
struct CsvTable {
    std::vector<CsvRow> rows;

    /// Throws model::ModelError: no such file, over 64 MiB, no line, a quote that never ends.
    static CsvTable read(const std::filesystem::path& file);

    /// `name` is for messages.
    static CsvTable parse(std::string_view text, const std::string& name);
};

/// A field as RFC 4180 writes it: quoted where a separator, a quote or a line end stands in it,
/// or blanks at its ends, which readers of unquoted fields drop.
std::string csvField(const std::string& text);

/// A field as a finite number in the C locale; nullopt when it is anything else.
std::optional<double> numberIn(std::string_view field);

/// A field as a count: a whole number from 0 to 10¹⁵; nullopt when it is anything else.
std::optional<std::int64_t> countIn(std::string_view field);

/// Without the blanks at both ends.
std::string trimmed(std::string_view text);

/// A text file's content, its byte order mark left out. Throws model::ModelError, also for over
/// 64 MiB.
std::string readSmallText(const std::filesystem::path& file);

}  // namespace handscope::app
