// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CsvTable.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <system_error>

#include "model/ByteSource.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

constexpr std::uintmax_t kLargestText = std::uintmax_t{64} << 20U;  // bytes
constexpr std::string_view kBlanksAndBreaks = " \t\r\n";

char separatorOf(std::string_view text) {
    const std::string_view first = text.substr(0, text.find('\n'));
    const auto count = [&](char candidate) {
        return std::count(first.begin(), first.end(), candidate);
    };
    const char best = count(';') > count(',') ? ';' : ',';
    return count('\t') > count(best) ? '\t' : best;
}

/// Splits a text into rows, character by character.
class Parser {
public:
    Parser(std::string_view text, const std::string& name)
        : text_(text), name_(name), separator_(separatorOf(text)) {}

    std::vector<CsvRow> parse() {
        while (position_ < text_.size()) {
            row_.line = line_;
            readRow();
        }
        return std::move(rows_);
    }

private:
    std::string_view text_;
    const std::string& name_;
    char separator_;
    std::size_t position_ = 0;
    std::size_t line_ = 1;
    CsvRow row_;
    std::vector<CsvRow> rows_;

    void readRow() {
        bool more = true;
        while (more) {
            row_.fields.push_back(readField());
            more = position_ < text_.size() && text_[position_] == separator_;
            ++position_;
        }
        ++line_;
        if (row_.fields.size() > 1 || !row_.fields.front().empty()) {
            rows_.push_back(row_);
        }
        row_ = {};
    }

    std::string readField() {
        if (position_ < text_.size() && text_[position_] == '"') {
            return readQuoted();
        }
        const std::size_t begin = position_;
        position_ =
            std::min(text_.find_first_of(std::string{separator_, '\n'}, begin), text_.size());
        return trimmed(text_.substr(begin, position_ - begin));
    }

    std::string readQuoted() {
        std::string field;
        const std::size_t firstLine = line_;
        for (++position_; position_ < text_.size(); ++position_) {
            const char character = text_[position_];
            const bool isQuote = character == '"';
            if (isQuote && text_.substr(position_ + 1, 1) != "\"") {
                skipToEndOfField();
                return field;
            }
            position_ += isQuote ? 1 : 0;
            line_ += character == '\n' ? 1 : 0;
            field += character;
        }
        throw model::ModelError(
            "A quote in line " + std::to_string(firstLine) + " of " + name_ + " never ends.",
            "Expected a second quote.", "Correct the line.");
    }

    void skipToEndOfField() {
        position_ =
            std::min(text_.find_first_of(std::string{separator_, '\n'}, position_), text_.size());
    }
};

}  // namespace

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(kBlanksAndBreaks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(begin, text.find_last_not_of(kBlanksAndBreaks) - begin + 1));
}

std::string csvField(const std::string& text) {
    if (text.find_first_of(",;\t\"\r\n") == std::string::npos && text == trimmed(text)) {
        return text;
    }
    std::string quoted = "\"";
    for (const char character : text) {
        quoted += character;
        if (character == '"') {
            quoted += '"';
        }
    }
    return quoted + "\"";
}

std::optional<double> numberIn(std::string_view field) {
    double value = 0.0;
    const char* const end = field.data() + field.size();
    const auto [stopped, error] = std::from_chars(field.data(), end, value);
    if (error != std::errc() || stopped != end || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> countIn(std::string_view field) {
    constexpr double kMost = 1e15;  // doubles hold each whole number up to it
    const auto number = numberIn(field);
    if (!number || *number < 0.0 || *number > kMost || *number != std::floor(*number)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*number);
}

std::string readSmallText(const std::filesystem::path& file) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    if (error) {
        throw model::ModelError(
            "The file " + file.string() + " cannot be read (" + error.message() + ").",
            "Expected a text file.", "Check the path and its permissions.");
    }
    if (bytes > kLargestText) {
        throw model::ModelError(
            "The file " + file.string() + " has " + std::to_string(bytes >> 20U) + " MiB.",
            "Expected a text file of at most 64 MiB.", "Name another file, or split it.");
    }
    std::string text(static_cast<std::size_t>(bytes), '\0');
    std::ifstream stream(file, std::ios::binary);
    if (!stream.read(text.data(), static_cast<std::streamsize>(text.size()))) {
        throw model::ModelError("The file " + file.string() + " cannot be read.",
                                "Expected a text file.", "Check its permissions.");
    }
    return std::string(model::withoutByteOrderMark(text));
}

CsvTable CsvTable::parse(std::string_view text, const std::string& name) {
    CsvTable table{.rows = Parser(text, name).parse()};
    if (table.rows.empty()) {
        throw model::ModelError("The file " + name + " is empty.",
                                "Expected a table, a line a row.", "Name another file.");
    }
    return table;
}

CsvTable CsvTable::read(const std::filesystem::path& file) {
    return parse(readSmallText(file), file.string());
}

}  // namespace handscope::app
