// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include "app/train/Interrupt.h"
#include "model/LoadClassifier.h"
#include "model/training/RunControl.h"

namespace handscope::train {

/// The options of everything that computes for long: device and threads.
class RunOptions {
public:
    /// The object must outlive the parsing.
    explicit RunOptions(CLI::App& command);

    /// Also offers how many threads make clips ahead of their use.
    void addLoader(CLI::App& command);

    /// Sets the number of threads and says what the program runs on. Returns whether to use CUDA.
    /// Throws model::ModelError where it was asked for and is not there.
    bool start() const;

    /// As asked for, else one, and with CUDA all processors but one: on the CPU the network needs
    /// them.
    int loaderThreads(bool onCuda) const;
    model::Device device() const noexcept { return device_; }

    /// Progress to the log, and an end in order at SIGINT or SIGTERM.
    class Control {
    public:
        Control();
        const training::RunControl& get() const noexcept { return control_; }

    private:
        Interrupt interrupt_;
        training::RunControl control_;
    };

private:
    model::Device device_ = model::Device::Auto;
    int threads_ = 0;
    int loaderThreads_ = 0;
};

}  // namespace handscope::train
