// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace handscope::training {

/// Everything that a run needs to go on as if it had not been interrupted.
struct RunPosition {
    std::int64_t step = 0;
    std::int64_t clips = 0;
    double seconds = 0.0;
    std::optional<double> best;  ///< of whatever the run chooses by; nullopt: nothing yet
};

/// Saves and restores a run: modules (parameters, buffers), an optimiser's state and the position.
/// One file, `run.state`, written whole or not at all, so that a kill or a full disk leaves the one
/// before. The settings' text is kept with it: a run goes on only with the settings that it began
/// with.
class RunState {
public:
    /// By the name that each has in the file.
    using Modules = std::vector<std::pair<std::string, torch::nn::Module*>>;

    /// `settings`: anything that fixes the run, as text.
    RunState(std::filesystem::path folder, std::string settings);

    /// Throws ModelError when the disk is full.
    void save(const Modules& modules, torch::optim::Optimizer& optimizer,
              const RunPosition& position) const;

    /// Modules alone of what another run, with other settings, left in `folder`. Throws ModelError:
    /// no state there, a damaged one, or modules of another shape.
    static void adopt(const std::filesystem::path& folder, const Modules& modules);

    /// nullopt: there is no state yet. Throws ModelError for a state that is damaged, or of a run
    /// with other settings.
    std::optional<RunPosition> restore(const Modules& modules,
                                       torch::optim::Optimizer& optimizer) const;

private:
    std::filesystem::path file_;
    std::string settings_;
};

}  // namespace handscope::training
