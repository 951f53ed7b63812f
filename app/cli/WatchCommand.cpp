// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/Command.h"
#include "app/cli/DecisionOptions.h"
#include "app/cli/ModelOptions.h"
#include "app/cli/NamedValue.h"
#include "app/cli/WakeUp.h"
#include "app/cli/WatchSource.h"
#include "app/pipeline/LatencyWindow.h"
#include "app/recording/EventJson.h"
#include "app/recording/LiveSession.h"
#include "capture/InputDevices.h"
#include "capture/SourceAddress.h"

namespace handscope::cli {
namespace {

struct WatchOptions {
    std::string source;
    ModelOptions model;
    double duration = 0.0;
    bool fast = false;
    bool scores = false;
    DecisionOptions decision;
    std::vector<std::string> sourceOptions;
    std::vector<std::string> protocols;
    bool allowsNestedFiles = false;
    bool isLive = false;
    bool reopens = false;
};

capture::SourceOptions sourceOptions(const WatchOptions& options) {
    capture::SourceOptions result;
    result.extraProtocols = options.protocols;
    result.allowNestedFiles = options.allowsNestedFiles;
    result.live = options.isLive;
    for (const std::string& pair : options.sourceOptions) {
        const auto [name, value] = namedValue(pair);
        result.formatOptions[name] = value;
    }
    return result;
}

void printLine(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
}

void printScores(const pipeline::PipelineUpdate& update, const std::vector<std::string>& labels) {
    for (const pipeline::ScorePoint& point : update.scores) {
        nlohmann::ordered_json scores;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            scores[labels[i]] = point.smoothed[i];
        }
        const nlohmann::ordered_json json{
            {"event", "scores"}, {"time_seconds", point.time}, {"smoothed", scores}};
        printLine(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
}

void report(const capture::CaptureCounts& frames, const pipeline::InferenceCounts& inference,
            const pipeline::LatencyWindow& latency, bool live) {
    spdlog::info(
        "{} frames: {} delivered, {} dropped, {} late, {} corrupt packets; {} windows, {} "
        "missed",
        frames.captured, frames.delivered, frames.dropped, frames.late, frames.corruptPackets,
        inference.windows, inference.missed);
    if (live && latency.size() > 0) {
        spdlog::info("capture to decision: p50 {:.0f} ms, p95 {:.0f} ms, p99 {:.0f} ms",
                     latency.percentile(0.50), latency.percentile(0.95), latency.percentile(0.99));
    }
}

/// What has been seen so far, and the printing of it.
struct Progress {
    pipeline::LatencyWindow latency{4096};
    pipeline::InferenceCounts counts;
    bool finished = false;
    std::optional<model::ModelError> networkError;
    bool live = false;  ///< the time of day is told

    void take(const pipeline::PipelineUpdate& update, const WatchOptions& options,
              const std::vector<std::string>& labels) {
        if (update.latest) {
            const auto age = std::chrono::steady_clock::now() - update.latest->window.newestCapture;
            latency.add(std::chrono::duration<double, std::milli>(age).count());
        }
        if (options.scores) {
            printScores(update, labels);
        }
        for (const pipeline::GestureEvent& event : update.events) {
            printLine(app::eventAsJson(event, live ? app::timeOfDay() : std::string()));
        }
        counts.windows = std::max(counts.windows, update.counts.windows);
        counts.missed = std::max(counts.missed, update.counts.missed);
        finished = update.finished;
        networkError = update.error;
    }

    /// Nobody reads on: the program says so.
    static bool outputFailed() { return std::ferror(stdout) != 0; }
};

app::SessionSettings sessionSettings(const WatchOptions& options,
                                     const model::ModelDescription& model) {
    const app::LabelSettings settings = options.decision.settings(model);
    return {
        .capture = {.pacing = options.fast ? capture::Pacing::AsFast : capture::Pacing::RealTime},
        .inference = {
            .windowLength = settings.windowLength,
            .windowStride = settings.windowStride,
            .choice = options.fast ? pipeline::WindowChoice::Every : pipeline::WindowChoice::Newest,
            .decision = settings.decision,
            .request = {}}};
}

/// Says on both outputs that the source is gone and that it is back. `address`: as it may be shown.
capture::ReopeningSource::Callbacks tellingCallbacks(const std::string& address, WakeUp& wakeUp) {
    return {
        .onLost =
            [address, &wakeUp](std::optional<double> pts, const std::string& reason) {
                spdlog::warn("{} was lost: {} It is opened again.", address, reason);
                const nlohmann::ordered_json json{
                    {"event", "lost"},
                    {"time_seconds", pts ? nlohmann::ordered_json(*pts) : nlohmann::ordered_json()},
                    {"reason", reason},
                    {"at", app::timeOfDay()}};
                printLine(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
                wakeUp.wake();  // in case nobody reads on
            },
        .onBack =
            [address](double pts) {
                spdlog::info("{} is back", address);
                printLine(nlohmann::ordered_json{
                    {"event", "back"}, {"time_seconds", pts}, {"at", app::timeOfDay()}}
                              .dump());
            }};
}

/// When to stop, counted from now.
std::optional<std::chrono::system_clock::time_point> deadlineOf(const WatchOptions& options) {
    if (options.duration <= 0.0) {
        return std::nullopt;
    }
    return std::chrono::system_clock::now() +
           std::chrono::duration_cast<std::chrono::system_clock::duration>(
               std::chrono::duration<double>(options.duration));
}

ExitStatus watch(const WatchOptions& options) {
    if (options.isLive && options.source != "-") {
        printError("--live is said of " + options.source + ".",
                   "Expected it for standard input (-): of other sources it is known.",
                   "Leave --live out.");
        return ExitStatus::Usage;
    }
    const auto classifier = options.model.load();
    const auto& labels = classifier->description().labels;
    const app::SessionSettings settings = sessionSettings(options, classifier->description());
    const std::string shown = capture::withoutPassword(options.source);
    WakeUp wakeUp;
    std::optional<std::chrono::system_clock::time_point> deadline;
    std::unique_ptr<capture::FrameSource> source;
    if (options.reopens) {
        deadline = deadlineOf(options);  // the waiting is part of it
        source = openReopeningSource(options.source, sourceOptions(options),
                                     tellingCallbacks(shown, wakeUp), wakeUp, deadline);
    } else {
        source = openUnlessSignalled(options.source, sourceOptions(options), wakeUp);
        deadline = deadlineOf(options);
    }
    if (!source) {
        spdlog::info("{} never came", shown);
        return ExitStatus::Success;
    }
    spdlog::info("{}: {} × {}, {}", shown, source->description().width,
                 source->description().height, source->description().codec);
    Progress progress;
    progress.live = source->description().live;
    std::optional<capture::CaptureError> sourceError;  // of the capture thread, until it is joined
    std::optional<app::LiveSession> session;
    session.emplace(
        std::move(source), classifier, settings,
        app::LiveSession::Callbacks{
            .onFrame = {},
            .onSourceEnd = [&](const capture::CaptureEnd& end) { sourceError = end.error; },
            .onUpdatePending = [&wakeUp] { wakeUp.wake(); }});
    while (!progress.finished && !progress.networkError && !Progress::outputFailed() &&
           wakeUp.wait(deadline)) {
        if (const auto update = session->inference().take()) {
            progress.take(*update, options, labels);
        }
    }
    session->inference().requestStop();
    session->inference().waitUntilFinished();
    if (const auto rest = session->inference().take(); rest && !progress.finished) {
        progress.take(*rest, options, labels);
    }
    report(session->capture().counts(), progress.counts, progress.latency, !options.fast);
    std::optional<SignalsEndProgram> atOnce;
    if (options.reopens) {
        atOnce.emplace();  // a lost source may be looked up just now, which nothing wakes
    }
    session.reset();
    if (progress.networkError) {
        printError(*progress.networkError);
        return ExitStatus::Failure;
    }
    if (sourceError) {
        printError(*sourceError);
        return ExitStatus::Failure;
    }
    return ExitStatus::Success;
}

/// Those without an example of their own.
std::string otherDevices() {
    std::string names;
    for (const std::string& name : capture::videoInputDevices()) {
        if (name != "v4l2" && name != "video4linux2" && name != "x11grab") {
            names += (names.empty() ? "" : ", ") + name;
        }
    }
    return names.empty() ? "this one has none" : names;
}

}  // namespace

Command addWatchCommand(CLI::App& app) {
    auto options = std::make_shared<WatchOptions>();
    CLI::App* const command = app.add_subcommand(
        "watch", "Recognises live and prints each gesture as a JSON line when it fires and ends");
    command
        ->add_option("source", options->source,
                     "file, frames:FOLDER of pictures, v4l2:/dev/video0, x11grab::0.0, "
                     "lavfi:GRAPH, rtsp://…, - for standard "
                     "input, or NAME:ADDRESS for another input device of FFmpeg's (" +
                         otherDevices() + "); a file of such a name is ./NAME:…")
        ->required();
    options->model.addTo(*command);
    command->add_option("--duration", options->duration, "stop after so many seconds")
        ->check(CLI::Range(0.001, 1e8));
    auto* const fast = command->add_flag(
        "--fast", options->fast, "do not keep to the video's pace, and leave no window out");
    command
        ->add_flag(
            "--reopen", options->reopens,
            "wait for a live source that is not there, and open it again when it is lost: a line "
            "\"lost\" and one \"back\" tell of it, and a gesture that was on ends with the latter")
        ->excludes(fast);
    command
        ->add_flag("--live", options->isLive,
                   "standard input is a camera's: show its pictures as they come, not at their "
                   "own pace after what was buffered while it was opened")
        ->excludes(fast);
    command->add_flag("--scores", options->scores, "also print the averaged scores of each window");
    options->decision.addTo(*command);
    command
        ->add_option("--option", options->sourceOptions,
                     "NAME=VALUE for FFmpeg's demuxer or device, such as video_size=1280x720; may "
                     "be given again")
        ->take_all()
        ->allow_extra_args(false)  // the source may come behind it
        ->check(isNamedValue("NAME=VALUE, such as framerate=30"));
    command
        ->add_option("--allow-protocol", options->protocols,
                     "let FFmpeg use this protocol too, such as srt; may be given again")
        ->take_all()
        ->allow_extra_args(false);  // the source may come behind it
    command->add_flag("--allow-nested-files", options->allowsNestedFiles,
                      "let a playlist, a list or a graph open further files and addresses");
    return [options] { return watch(*options); };
}

}  // namespace handscope::cli
