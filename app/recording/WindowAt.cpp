// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/WindowAt.h"

#include <deque>
#include <optional>
#include <utility>

#include "app/recording/WindowReader.h"

namespace handscope::app {
namespace {

constexpr double kSameInstant = 1e-6;  // seconds

}  // namespace

WindowAndPast readWindowAt(const std::string& file, const pipeline::WindowSettings& settings,
                           double seconds, std::size_t pastFrames) {
    std::optional<double> beginning;
    std::optional<pipeline::Window> current;
    std::deque<capture::FramePtr> past;
    const auto reached = [&] { return current->end - *beginning >= seconds - kSameInstant; };
    readWindows(file, settings, [&](pipeline::Window window) {
        beginning = beginning.value_or(window.start);
        if (current && current->place.grid == window.place.grid) {
            past.push_back(current->frames.front());
        } else {
            past.clear();
        }
        if (past.size() > pastFrames) {
            past.pop_front();
        }
        current = std::move(window);
        return !reached();
    });
    const bool endsBefore = !reached();
    return {.window = std::move(*current),
            .past = {past.begin(), past.end()},
            .endsBefore = endsBefore};
}

WindowAndPast readMiddleWindow(const std::string& file, const pipeline::WindowSettings& settings,
                               std::size_t pastFrames) {
    std::optional<double> beginning;
    double end = 0.0;
    readWindows(file, settings, [&](const pipeline::Window& window) {
        beginning = beginning.value_or(window.start);
        end = window.end;
        return true;
    });
    return readWindowAt(file, settings, (end - *beginning + settings.length) / 2, pastFrames);
}

}  // namespace handscope::app
