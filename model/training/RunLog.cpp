// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/training/RunLog.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "model/AtomicFile.h"
#include "model/ModelError.h"

namespace handscope::training {
namespace {

std::string numberText(double value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string secondsText(double seconds) {
    std::array<char, 400> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), seconds,
                                      std::chars_format::fixed, 1);
    return {buffer.data(), result.ptr};
}

std::string headerLine(const std::vector<std::string>& names) {
    std::string line = "step,clips,seconds";
    for (const std::string& name : names) {
        line += ',' + name;
    }
    return line + '\n';
}

[[noreturn]] void cannot(const std::string& doWhat, const std::filesystem::path& file) {
    throw model::ModelError("Cannot " + doWhat + " the run's curve " + file.string() + ".",
                            "Expected a file that can be read and written, and a disk with room.",
                            "Free space, or choose another output folder.");
}

/// nullopt: there is no such file.
std::optional<std::string> textOf(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error) && !error) {
        return std::nullopt;
    }
    if (error || !std::filesystem::is_regular_file(file, error)) {
        cannot("read", file);
    }
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) {
        cannot("read", file);
    }
    return text;
}

/// The step at the start of a line; nullopt for a line without one.
std::optional<std::int64_t> stepOf(std::string_view line) {
    std::int64_t step = 0;
    const auto result = std::from_chars(line.data(), line.data() + line.size(), step);
    const bool whole =
        result.ec == std::errc{} && result.ptr != line.data() + line.size() && *result.ptr == ',';
    return whole ? std::optional(step) : std::nullopt;
}

/// The whole lines, header included, of steps that the checkpoint covers.
std::string keptLines(std::string_view text, std::size_t headerSize, std::int64_t resumedStep) {
    std::string kept(text.substr(0, headerSize));
    std::size_t begin = headerSize;
    while (resumedStep > 0 && begin < text.size()) {
        const std::size_t end = text.find('\n', begin);
        if (end == std::string_view::npos) {
            break;
        }
        const std::string_view line = text.substr(begin, end + 1 - begin);
        if (const auto step = stepOf(line); step && *step <= resumedStep) {
            kept += line;
        }
        begin = end + 1;
    }
    return kept;
}

void replace(const std::filesystem::path& file, const std::string& text) {
    model::AtomicFile output(file);
    output.write(std::as_bytes(std::span(text)));
    output.commit();
}

}  // namespace

RunLog::RunLog(std::filesystem::path file, std::vector<std::string> names, std::int64_t resumedStep)
    : file_(std::move(file)), names_(std::move(names)) {
    const std::string header = headerLine(names_);
    const std::string text = textOf(file_).value_or("");
    if (text.empty()) {
        replace(file_, header);
        return;
    }
    if (!text.starts_with(header)) {
        throw model::ModelError(
            "The curve " + file_.string() + " is of another run.",
            "Expected a file that begins with " + header.substr(0, header.size() - 1) + ".",
            "Choose another output folder, or move that file away.");
    }
    if (const std::string kept = keptLines(text, header.size(), resumedStep); kept != text) {
        replace(file_, kept);
    }
}

void RunLog::add(const RunRecord& record) {
    std::vector<std::string> cells(names_.size());
    for (const auto& [name, value] : record.values) {
        const auto found = std::find(names_.begin(), names_.end(), name);
        if (found == names_.end()) {
            throw std::invalid_argument("the curve has no column " + name);
        }
        cells[static_cast<std::size_t>(found - names_.begin())] = numberText(value);
    }
    std::string line = std::to_string(record.step) + ',' + std::to_string(record.clips) + ',' +
                       secondsText(record.seconds);
    for (const std::string& cell : cells) {
        line += ',' + cell;
    }
    line += '\n';
    std::ofstream stream(file_, std::ios::binary | std::ios::app);
    if (!stream.write(line.data(), static_cast<std::streamsize>(line.size())).flush()) {
        cannot("write", file_);
    }
}

std::string percentText(double share) {
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(1);
    text << 100.0 * share << " %";
    return text.str();
}

std::string durationText(double seconds) {
    if (!std::isfinite(seconds)) {
        return "unknown";
    }
    const auto whole = static_cast<long long>(std::llround(std::clamp(seconds, 0.0, 1e12)));
    std::array<char, 64> text{};
    if (whole < 60) {
        std::snprintf(text.data(), text.size(), "%lld s", whole);
    } else if (whole < 3600) {
        std::snprintf(text.data(), text.size(), "%lld min %02lld s", whole / 60, whole % 60);
    } else {
        std::snprintf(text.data(), text.size(), "%lld h %02lld min", whole / 3600, whole / 60 % 60);
    }
    return text.data();
}

}  // namespace handscope::training
