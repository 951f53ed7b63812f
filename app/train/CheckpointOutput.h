// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/cli/ExitStatus.h"
#include "model/Checkpoint.h"

namespace handscope::train {

/// The options that say where a command's checkpoint goes and what its provenance is, and the end
/// of every command whose result is one: it is written and named.
class CheckpointOutput {
public:
    /// Adds -o,--out and --provenance. The object must outlive the parsing.
    explicit CheckpointOutput(CLI::App& command);

    /// Writes the checkpoint, with the provenance that was given in place of its own, and prints
    /// "`what` is in FILE". Throws model::ModelError.
    cli::ExitStatus write(model::Checkpoint checkpoint, const std::string& what) const;

private:
    std::string file_;
    std::string provenance_;
};

}  // namespace handscope::train
