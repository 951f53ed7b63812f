// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "model/SafetensorsFile.h"
#include "model/training/Draw.h"

namespace handscope::training {

/// Draws that were shown to a teacher, with its answers: a folder of safetensors files
/// `mined-00000.safetensors` …, each of one range of draws tried. A file holds `seeds` (I64 [n]),
/// `variations` (I64 [n]; 0: the draw as it is), `probabilities` (F32 [n, classes]) and, where they
/// were kept, `feature.0` … (F16 [n, …]); metadata `format` = `handscope-mined-1`, `draws`
/// (DrawPlanner::fingerprint()), `choice` (teacher, seed and what was kept, as text), `tried`,
/// and, since they are written, `labels` (a JSON list) and `teacher_high` (what was white).
///
/// Owns seeds and probabilities; features stay on the disk. Any thread may read.
class MinedSet {
public:
    /// Throws ModelError: no such set, damaged, other classes than `labels`, or made from other
    /// draws than `fingerprint` says.
    MinedSet(const std::filesystem::path& folder, const std::string& fingerprint,
             const std::vector<std::string>& labels);

    /// Throws ModelError where nothing was kept.
    void requireDraws() const;

    /// How many draws were tried, and the text that fixes which of them were kept.
    std::int64_t tried() const noexcept { return tried_; }
    const std::string& choice() const noexcept { return choice_; }

    /// Throws ModelError where the teacher was shown another white than `high`.
    void requireTeacherHigh(double high) const;

    std::size_t size() const noexcept { return seeds_.size(); }
    std::uint64_t seed(std::size_t index) const { return seeds_.at(index); }
    /// The seed with which a draw was varied; 0: not at all.
    std::uint64_t variation(std::size_t index) const { return variations_.at(index); }
    DrawPlan plan(const DrawPlanner& planner, std::size_t index) const;
    std::span<const float> probabilities(std::size_t index) const;
    int topClass(std::size_t index) const { return top_.at(index); }
    float confidence(std::size_t index) const;

    /// Shape of one entry of each feature; empty where none were kept.
    const std::vector<std::vector<std::int64_t>>& featureShapes() const noexcept { return shapes_; }

    /// One feature of one draw, half precision, row-major. Blocks on the disk.
    std::vector<std::byte> feature(std::size_t index, std::size_t which) const;

    /// Draws by their top class.
    const std::vector<std::vector<std::size_t>>& byClass() const noexcept { return byClass_; }

private:
    struct Place {
        std::size_t file = 0;
        std::uint64_t row = 0;
    };

    std::vector<std::string> labels_;
    std::vector<model::SafetensorsFile> files_;
    std::filesystem::path folder_;
    std::int64_t tried_ = 0;
    std::string choice_;
    std::string teacherHigh_;  ///< empty: the file does not say
    std::vector<std::uint64_t> seeds_;
    std::vector<std::uint64_t> variations_;
    std::vector<float> probabilities_;
    std::vector<int> top_;
    std::vector<Place> places_;
    std::vector<std::vector<std::int64_t>> shapes_;
    std::vector<std::vector<std::size_t>> byClass_;

    void addFile(const std::filesystem::path& path, const std::string& fingerprint);
};

/// As a file's metadata hold them.
std::string labelsText(const std::vector<std::string>& labels);
std::string highText(double high);

/// The file of one range of draws, in `folder`.
std::filesystem::path minedFile(const std::filesystem::path& folder, std::size_t range);

}  // namespace handscope::training
