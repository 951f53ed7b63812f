// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "app/labelling/LabelDocument.h"
#include "model/LoadClassifier.h"

namespace handscope::cli {

/// The options with which a subcommand chooses its model, and the loading of it.
class ModelOptions {
public:
    /// The object must outlive the parsing. `positional`: the model is the subcommand's argument.
    void addTo(CLI::App& command, bool positional = false);

    /// The choice of a file, and of the flip test, alone, where no network is run; the help says
    /// what is taken `otherwise`.
    void addFileTo(CLI::App& command, const std::string& otherwise, bool positional = false);

    /// Those alone that say how a network is computed, where no file is chosen.
    void addComputeTo(CLI::App& command);

    /// The file that was asked for, else the bundled model. Throws model::ModelError when there is
    /// neither.
    std::filesystem::path file() const;

    /// What the file is called, its hash (of a TorchScript model, its module's) and whether the
    /// flip test holds: how results name their model. Throws model::ModelError and
    /// std::system_error.
    app::LabelModel identity() const;

    /// What the model's file says of its frames, without loading it: `labels`, `input`, `causal`
    /// and `frameRate` alone. Throws model::ModelError.
    model::ModelDescription inputDescription() const;

    /// Whether a file was asked for.
    bool given() const noexcept { return !file_.empty(); }
    /// Whether something was said of how a file is to be read.
    bool givenForFile() const noexcept { return lenient_ || trustScript_; }

    /// Whether something was said of the flip test.
    bool flipTestGiven() const { return flipTestOption_->count() > 0; }

    /// How a model is to be loaded or made.
    model::LoadOptions loadOptions() const;

    /// Sets the number of threads and warns about a slow BLAS: before a network is made that is not
    /// loaded from a file.
    void startRuntime() const;

    /// Sets the number of threads, warns about a slow BLAS, and loads. Blocks for up to seconds.
    /// Throws model::ModelError.
    std::shared_ptr<model::Classifier> load() const;

private:
    std::string file_;
    bool trustScript_ = false;
    bool lenient_ = false;
    model::Device device_ = model::Device::Auto;
    model::Engine engine_ = model::Engine::Auto;
    model::Precision precision_ = model::Precision::Auto;
    model::FlipTest flipTest_ = model::FlipTest::Auto;
    CLI::Option* flipTestOption_ = nullptr;
    int threads_ = 0;
};

}  // namespace handscope::cli
