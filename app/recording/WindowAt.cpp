// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/WindowAt.h"

#include <deque>
#include <iterator>
#include <optional>
#include <utility>

#include "app/pipeline/SameInstant.h"
#include "app/recording/ClipReader.h"
#include "app/recording/WindowReader.h"

namespace handscope::app {
namespace {

using pipeline::kSameInstant;

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

WindowAndPast readWindowEnding(const std::string& file, const pipeline::WindowSettings& settings,
                               double endSeconds, std::size_t pastFrames,
                               const capture::SourceOptions& options) {
    const double step = settings.length / settings.segments;
    const auto past = static_cast<double>(pastFrames);
    const auto source = capture::openSource(file, options);
    source->seek(endSeconds - settings.length - past * step);
    std::deque<double> targets;
    for (int i = -static_cast<int>(pastFrames); i < settings.segments; ++i) {
        targets.push_back(endSeconds - settings.length + (i + 0.5) * step + kSameInstant);
    }
    WindowAndPast result;
    capture::FramePtr latest;
    while (!targets.empty()) {
        const capture::FramePtr frame = source->read();
        if (!frame && !latest) {
            throw noFrames(file);
        }
        while (!targets.empty() && (!frame || frame->pts > targets.front())) {
            const bool isPast = std::ssize(targets) > settings.segments;
            if (latest) {
                (isPast ? result.past : result.window.frames).push_back(latest);
            } else if (!isPast && (!settings.fixedRate || targets.size() == 1)) {
                result.window.frames.push_back(frame);
            }
            targets.pop_front();
        }
        latest = frame ? frame : latest;
    }
    result.window.start = endSeconds - settings.length;
    result.window.end = endSeconds;
    result.endsBefore = latest->pts < endSeconds - step;
    return result;
}

}  // namespace handscope::app
