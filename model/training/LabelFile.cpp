// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/LabelFile.h"

#include <set>
#include <sstream>

#include "model/ByteSource.h"
#include "model/CheckpointRefusal.h"

namespace handscope::training {
namespace {

constexpr std::uint64_t kLargestFile = 1 << 20;  ///< bytes

std::string trimmed(const std::string& text) {
    constexpr const char* kSpace = " \t\r\n";
    const auto first = text.find_first_not_of(kSpace);
    return first == std::string::npos
               ? std::string()
               : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

}  // namespace

std::vector<std::string> readLabels(const std::filesystem::path& file) {
    const model::FileSource source(file);
    const auto refuse = [&file](const std::string& what) {
        throw model::ModelError(
            "The labels in " + model::inQuotes(file.string()) + " " + what + ".",
            "Expected a text file with a label on each line, each once.",
            "Correct the file, or name another with --labels.");
    };
    if (source.size() > kLargestFile) {
        refuse("take " + std::to_string(source.size()) + " bytes");
    }
    const auto bytes = source.read(0, source.size());
    std::istringstream stream(std::string(
        model::withoutByteOrderMark({reinterpret_cast<const char*>(bytes.data()), bytes.size()})));
    std::vector<std::string> labels;
    std::set<std::string> known;
    for (std::string line; std::getline(stream, line);) {
        const std::string label = trimmed(line);
        if (label.empty()) {
            continue;
        }
        if (!known.insert(label).second) {
            refuse("name " + model::inQuotes(label) + " twice");
        }
        labels.push_back(label);
    }
    if (labels.empty()) {
        refuse("are none");
    }
    return labels;
}

}  // namespace handscope::training
