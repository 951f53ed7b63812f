// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionFiles.h"

#include <spdlog/spdlog.h>

#include <ctime>
#include <exception>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "app/CsvTable.h"
#include "app/Version.h"
#include "app/labelling/ExportText.h"
#include "app/labelling/SettingsJson.h"
#include "app/recording/EventJson.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Beside a network that takes every processor it gets.
constexpr int kEncoderThreads = 2;

std::string localTimeText() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::localtime_r(&now, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof(text), "%Y%m%d-%H%M%S", &parts)};
}

[[noreturn]] void cannotMake(const fs::path& folder, const std::error_code& error) {
    throw capture::CaptureError(
        "The folder '" + folder.string() + "' cannot be made: " + error.message() + ".",
        "Expected a place that can be written to.", "Choose another folder for recordings.");
}

/// A folder that nothing else has.
fs::path newFolderBelow(const fs::path& parent) {
    std::error_code error;
    fs::create_directories(parent, error);
    const std::string name = "handscope-" + localTimeText();
    for (int n = 1; !error; ++n) {
        const fs::path folder = parent / (n == 1 ? name : name + "-" + std::to_string(n));
        if (fs::create_directory(folder, error)) {
            return folder;
        }
    }
    cannotMake(parent, error);
}

std::string headerOf(const std::vector<std::string>& labels) {
    std::string line = "time";
    for (const std::string& label : labels) {
        line += "," + csvField(label);
    }
    return line + "\r\n";
}

std::string videoName(std::size_t number) {
    return "video" + (number == 1 ? "" : "-" + std::to_string(number)) + ".mp4";
}

Json countsJson(const SessionRecordingCounts& counts) {
    return {{"frames_recorded", counts.recorded},
            {"frames_dropped", counts.dropped},
            {"frames_skipped", counts.skipped},
            {"windows", counts.windows},
            {"event_lines", counts.events}};
}

}  // namespace

SessionFiles::SessionFiles(SessionRecordingSettings settings)
    : settings_(std::move(settings)),
      folder_(newFolderBelow(settings_.folder)),
      events_(folder_ / "events.jsonl"),
      scores_(folder_ / "scores.csv") {
    scores_.append(headerOf(settings_.labels));
    describe(nullptr, /*finished=*/false, {});
}

bool SessionFiles::addFrame(const capture::Frame& frame, double time) {
    if (!startPts_) {
        startPts_ = frame.pts;
    }
    const bool fits = !segments_.empty() && segments_.back().width == frame.width &&
                      segments_.back().height == frame.height;
    if (!fits) {
        endVideo();
        beginVideo(frame, time);
    }
    Segment& segment = segments_.back();
    const bool written = writer_->write(frame, time - segment.offset);
    segment.frames = writer_->counts().written;
    return written;
}

void SessionFiles::beginVideo(const capture::Frame& frame, double time) {
    const std::string name = videoName(segments_.size() + 1);
    writer_ = std::make_unique<capture::VideoWriter>(
        folder_ / name, frame.width, frame.height,
        capture::VideoWriterOptions{.quality = settings_.quality,
                                    .unfinished = capture::UnfinishedVideo::Kept,
                                    .threads = kEncoderThreads});
    segments_.push_back(
        {.file = name, .offset = time, .width = frame.width, .height = frame.height});
    // A program that is killed later has at least said where its videos begin.
    describe(nullptr, /*finished=*/false, {});
}

void SessionFiles::endVideo() {
    if (writer_) {
        const auto writer = std::exchange(writer_, nullptr);
        writer->finish();
    }
}

void SessionFiles::addScores(double time, const std::vector<float>& smoothed) {
    std::string line = sixDecimals(time);
    for (const float score : smoothed) {
        line += "," + sixDecimals(score);
    }
    scores_.append(line + "\r\n");
}

void SessionFiles::addEvent(const pipeline::GestureEvent& event) {
    events_.append(eventAsJson(event) + "\n");
}

void SessionFiles::addSettings(const SettingsChange& change) {
    if (change.settings == (changes_.empty() ? settings_.settings : changes_.back().settings)) {
        return;
    }
    if (!changes_.empty() && changes_.back().time == change.time) {
        changes_.back() = change;  // a slider on its way
    } else {
        changes_.push_back(change);
    }
    describe(nullptr, /*finished=*/false, {});
}

void SessionFiles::finish(const SessionRecordingCounts& counts) {
    endVideo();
    events_.flush();
    scores_.flush();
    describe(&counts, /*finished=*/true, {});
}

void SessionFiles::giveUp(const SessionRecordingCounts& counts, const std::string& error) noexcept {
    try {
        writer_.reset();
        describe(&counts, /*finished=*/false, error);
    } catch (const std::exception& second) {
        spdlog::warn("A recording's end could not be noted: {}", second.what());
    }
}

void SessionFiles::describe(const SessionRecordingCounts* counts, bool finished,
                            const std::string& error) const {
    Json videos = Json::array();
    for (const Segment& segment : segments_) {
        videos.push_back({{"file", segment.file},
                          {"offset_seconds", segment.offset},
                          {"width", segment.width},
                          {"height", segment.height},
                          {"frames", segment.frames}});
    }
    Json changes = Json::array();
    for (const SettingsChange& change : changes_) {
        changes.push_back({{"time", change.time}, {"settings", settingsJson(change.settings)}});
    }
    const Json json{{"format", "handscope-session-1"},
                    {"tool", std::string("handscope ") + kVersion},
                    {"finished", finished},
                    {"error", error.empty() ? Json() : Json(error)},
                    {"source", settings_.source},
                    {"start_pts", startPts_ ? Json(*startPts_) : Json()},
                    {"model", modelJson(settings_.model)},
                    {"labels", settings_.labels},
                    {"settings", settingsJson(settings_.settings)},
                    {"settings_changes", changes},
                    {"videos", videos},
                    {"counts", counts != nullptr ? countsJson(*counts) : Json()}};
    try {
        writeTextAtomically(folder_ / "session.json",
                            json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    } catch (const model::ModelError& refusal) {
        throw capture::CaptureError(refusal.whatHappened(), refusal.whatWasExpected(),
                                    refusal.whatToDo());
    }
}

}  // namespace handscope::app
