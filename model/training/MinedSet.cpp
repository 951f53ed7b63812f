// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/MinedSet.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <system_error>

#include "model/ByteSource.h"
#include "model/CheckpointRefusal.h"

namespace handscope::training {
namespace {

constexpr const char* kMinedFormat = "handscope-mined-1";
constexpr std::int64_t kMostTried = 1'000'000'000;  ///< in one file
constexpr std::uint64_t kHalf = 2;                  ///< bytes of one value of a feature

std::string featureName(std::size_t which) {
    return "feature." + std::to_string(which);
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what,
                         const std::string& expected) {
    model::refuseCheckpoint(
        file.string(), what, expected,
        "Mine again with handscope-train mine, with the same packs and options.");
}

std::string metadataOf(const model::SafetensorsFile& file, const std::string& key) {
    const auto found = file.metadata().find(key);
    return found == file.metadata().end() ? std::string() : found->second;
}

std::uint64_t elementsOf(const std::vector<std::int64_t>& shape) {
    std::uint64_t count = 1;
    for (const std::int64_t extent : shape) {
        count *= static_cast<std::uint64_t>(extent);
    }
    return count;
}

}  // namespace

std::string labelsText(const std::vector<std::string>& labels) {
    return nlohmann::json(labels).dump();
}

std::string highText(double high) {
    return nlohmann::json(high).dump();
}

std::filesystem::path minedFile(const std::filesystem::path& folder, std::size_t range) {
    std::string number = std::to_string(range);
    number.insert(0, number.size() < 5 ? 5 - number.size() : 0, '0');
    return folder / ("mined-" + number + ".safetensors");
}

MinedSet::MinedSet(const std::filesystem::path& folder, const std::string& fingerprint,
                   const std::vector<std::string>& labels)
    : labels_(labels), folder_(folder), byClass_(labels.size()) {
    std::error_code error;
    for (std::size_t range = 0; std::filesystem::exists(minedFile(folder, range), error); ++range) {
        addFile(minedFile(folder, range), fingerprint);
    }
    if (files_.empty()) {
        throw model::ModelError(
            "There are no mined draws in " + model::inQuotes(folder.string()) + ".",
            "Expected mined-00000.safetensors and so on.",
            "Make them with handscope-train mine, or correct the path.");
    }
}

void MinedSet::requireDraws() const {
    if (seeds_.empty()) {
        throw model::ModelError(
            "The mined set in " + model::inQuotes(folder_.string()) + " holds no draws.",
            "Expected at least one.", "Mine more, or with a lower confidence.");
    }
}

void MinedSet::requireTeacherHigh(double high) const {
    if (!teacherHigh_.empty() && teacherHigh_ != highText(high)) {
        throw model::ModelError("The draws in " + model::inQuotes(folder_.string()) +
                                    " were named by a teacher to whom white is " + teacherHigh_ +
                                    ", not " + highText(high) + ".",
                                "Expected one scale for all of a run's draws.",
                                "Correct --teacher-high, or mine again.");
    }
}

void MinedSet::addFile(const std::filesystem::path& path, const std::string& fingerprint) {
    model::SafetensorsFile file(path);
    if (metadataOf(file, "format") != kMinedFormat) {
        refuse(path, "it holds no mined draws",
               std::string("metadata with format = ") + kMinedFormat);
    }
    if (metadataOf(file, "draws") != fingerprint) {
        refuse(path, "its draws were made otherwise (" + metadataOf(file, "draws") + ")",
               fingerprint);
    }
    if (const std::string labels = metadataOf(file, "labels");
        !labels.empty() && labels != labelsText(labels_)) {
        refuse(path, "its draws were named with other labels, or in another order",
               "the labels that were given");
    }
    if (!files_.empty() && metadataOf(file, "choice") != choice_) {
        refuse(path, "it was mined otherwise (" + metadataOf(file, "choice") + ")", choice_);
    }
    choice_ = metadataOf(file, "choice");
    teacherHigh_ = metadataOf(file, "teacher_high");
    const std::string tried = metadataOf(file, "tried");
    std::int64_t count = 0;
    if (std::from_chars(tried.data(), tried.data() + tried.size(), count).ec != std::errc() ||
        count < 0 || count > kMostTried) {
        refuse(path, "it does not say how many draws were tried", "a number");
    }
    tried_ += count;
    const auto seeds = file.read("seeds");
    const auto probabilities = file.read("probabilities");
    const auto variations = file.read("variations");
    const std::int64_t rows = seeds.elements();
    const auto classes = static_cast<std::int64_t>(labels_.size());
    if (seeds.type != model::ElementType::I64 || variations.type != seeds.type ||
        variations.shape != seeds.shape || probabilities.type != model::ElementType::F32 ||
        probabilities.shape != std::vector<std::int64_t>{rows, classes}) {
        refuse(path, "its tensors have another type or shape",
               "seeds and variations I64 [n] and probabilities F32 [n, " + std::to_string(classes) +
                   "]");
    }
    std::vector<std::vector<std::int64_t>> shapes;
    while (file.contains(featureName(shapes.size()))) {
        std::vector<std::int64_t> shape = file.shape(featureName(shapes.size()));
        if (file.type(featureName(shapes.size())) != model::ElementType::F16 || shape.empty() ||
            shape.front() != rows) {
            refuse(path, "a feature has another type or shape", "F16 [n, …]");
        }
        shapes.emplace_back(shape.begin() + 1, shape.end());
    }
    if (!files_.empty() && shapes != shapes_) {
        refuse(path, "its features differ from those of the files before", "files of one set");
    }
    shapes_ = std::move(shapes);
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto at = static_cast<std::size_t>(row);
        seeds_.push_back(model::loadNumber<std::uint64_t>(seeds.bytes, at * sizeof(std::uint64_t)));
        variations_.push_back(
            model::loadNumber<std::uint64_t>(variations.bytes, at * sizeof(std::uint64_t)));
        for (std::size_t k = 0; k < labels_.size(); ++k) {
            probabilities_.push_back(model::loadNumber<float>(
                probabilities.bytes, (at * labels_.size() + k) * sizeof(float)));
        }
        const auto values = this->probabilities(seeds_.size() - 1);
        const auto top = std::ranges::max_element(values) - values.begin();
        top_.push_back(static_cast<int>(top));
        byClass_[static_cast<std::size_t>(top)].push_back(seeds_.size() - 1);
        places_.push_back({.file = files_.size(), .row = static_cast<std::uint64_t>(row)});
    }
    files_.push_back(std::move(file));
}

DrawPlan MinedSet::plan(const DrawPlanner& planner, std::size_t index) const {
    const DrawPlan plan = planner.plan(seed(index));
    return variation(index) == 0 ? plan : planner.vary(plan, variation(index));
}

std::span<const float> MinedSet::probabilities(std::size_t index) const {
    return std::span(probabilities_).subspan(index * labels_.size(), labels_.size());
}

float MinedSet::confidence(std::size_t index) const {
    return probabilities(index)[static_cast<std::size_t>(top_.at(index))];
}

std::vector<std::byte> MinedSet::feature(std::size_t index, std::size_t which) const {
    const Place& place = places_.at(index);
    const std::uint64_t bytes = elementsOf(shapes_.at(which)) * kHalf;
    return files_[place.file].readBytes(featureName(which), place.row * bytes,
                                        (place.row + 1) * bytes);
}

}  // namespace handscope::training
