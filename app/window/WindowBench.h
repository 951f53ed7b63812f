// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "app/bench/Report.h"
#include "app/window/WatchedApplication.h"
#include "model/Classifier.h"

namespace handscope::app {

struct WindowBench {
    std::string source;
    std::string model;  ///< what the network is called
    std::shared_ptr<model::Classifier> classifier;
    double seconds = 60.0;  ///< of the walk through the window
};

/// What a person may notice, milliseconds.
inline constexpr double kBoundOfP999 = 16.0;
inline constexpr double kBoundOfWorst = 50.0;

/// Opens the window on a source, with a window of frames due with every frame so that the network
/// never rests, walks through all of it and measures how long the event loop lets things wait: a
/// row for all of it and one for each page. Settings and profiles of the person are not touched.
///
/// Runs the event loop until it is done. GUI thread. Throws capture::CaptureError where no
/// prediction comes.
void benchWindow(const WindowBench& settings, WatchedApplication& application,
                 bench::Report& report);

}  // namespace handscope::app
