// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <string>

#include "model/training/Miner.h"

namespace handscope::train {

/// The options that say where draws come from and who names them.
class DrawOptions {
public:
    enum class Teacher { Asked, None };  ///< without one there are no labels and no preview either

    /// The object must outlive the parsing.
    explicit DrawOptions(CLI::App& command, Teacher teacher = Teacher::Asked);

    /// Offers -o,--out, which a command line must give unless it asks for a preview alone. `output`
    /// must outlive the parsing.
    void addOutput(CLI::App& command, std::filesystem::path& output, const std::string& text);

    /// Throws model::ModelError, also where the teacher, which is a program, is not trusted.
    training::DrawSource source() const;

    /// Whether only a picture of some draws was asked for.
    bool wantsPreview() const noexcept { return !preview_.empty(); }
    /// Writes it (writeDrawPreview()) and says so. Throws model::ModelError.
    void writePreview(std::uint64_t seed, const training::DisguiseSettings& disguise) const;

private:
    std::string videos_;
    std::string pictures_;
    std::string teacher_;
    std::string labels_;
    std::string preview_;
    bool trustScript_ = false;
    double cacheGigabytes_ = 4.0;
    training::DrawSource source_;

    void addTeacher(CLI::App& command);
};

/// The options that name draws which are not trained on, by which weights are compared. The paths
/// must outlive the parsing.
void addHeldOut(CLI::App& command, std::filesystem::path& pack, std::filesystem::path& mined);

}  // namespace handscope::train
