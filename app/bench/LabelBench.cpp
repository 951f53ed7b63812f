// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <system_error>

#include "app/bench/BenchNetwork.h"
#include "app/bench/VideoBenches.h"
#include "app/labelling/BulkLabeller.h"
#include "capture/CaptureError.h"
#include "model/ModelError.h"

namespace handscope::bench {
namespace {

namespace fs = std::filesystem;

/// A folder of one's own that goes with the object.
class ThrowawayFolder {
public:
    ThrowawayFolder() {
        std::string name = (fs::temp_directory_path() / "handscope-bench-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw model::ModelError("No folder for the results can be made in " +
                                        fs::temp_directory_path().string() + ".",
                                    "Expected a place that can be written to, and room.",
                                    "Name another in the variable TMPDIR.");
        }
        path_ = name;
    }
    ~ThrowawayFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ThrowawayFolder(const ThrowawayFolder&) = delete;
    ThrowawayFolder& operator=(const ThrowawayFolder&) = delete;

    const fs::path& path() const noexcept { return path_; }

private:
    fs::path path_;
};

/// Hears of nothing: the outcomes tell enough.
class Silent : public app::LabelObserver {
public:
    bool began(std::size_t) override { return true; }
    bool advanced(std::size_t, double, double, std::size_t) override { return true; }
    void ended(std::size_t, const app::LabelOutcome&) override {}
};

/// What one pass over all recordings did.
struct LabelPass {
    double seconds = 0.0;
    std::int64_t recordings = 0;
    std::int64_t windows = 0;
    double videoSeconds = 0.0;
};

LabelPass labelOnce(const LabelBench& settings, const app::RecordingList& list,
                    const Meter& meter) {
    const ThrowawayFolder place;
    const app::ResultFolder folder(place.path() / "labels");
    pipeline::WindowBatcher batcher(settings.classifier,
                                    app::labelBatchSize(settings.classifier->description()));
    Silent silent;
    const app::BulkSettings bulk{
        .label = settings.settings, .model = settings.identity, .jobs = settings.jobs};
    LabelPass pass;
    const auto begin = std::chrono::steady_clock::now();
    const auto outcomes =
        app::labelInBulk(list.recordings, batcher, folder, bulk, silent, meter.stopToken());
    pass.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    meter.checkStop();
    for (const app::LabelOutcome& outcome : outcomes) {
        if (outcome.end == app::LabelEnd::Failed) {
            throw capture::CaptureError(
                "The recording " + outcome.name + " failed: " + outcome.reason + ".",
                "Expected recordings that can all be labelled.", "Leave it out.");
        }
        pass.recordings += outcome.end == app::LabelEnd::Labelled ? 1 : 0;
        pass.windows += static_cast<std::int64_t>(outcome.windows);
        pass.videoSeconds += outcome.videoSeconds;
    }
    return pass;
}

}  // namespace

void benchLabel(const LabelBench& settings, const Meter& meter, Report& report) {
    const app::RecordingList list = app::listRecordings(settings.paths);
    if (list.recordings.empty() || !list.unusable.empty()) {
        const std::string name =
            list.unusable.empty() ? settings.paths.front().string() : list.unusable.front().name;
        throw capture::CaptureError("There is no recording " + name + " that can be labelled.",
                                    "Expected video files, or folders of them.", "Name others.");
    }
    LabelPass pass;
    const Timing timing =
        meter.measureTimed("label", meter.effort().quick ? 1 : settings.repetitions, [&] {
            pass = labelOnce(settings, list, meter);
            return pass.seconds;
        });
    report.rows.push_back(
        {{"model", "network", settings.classifier->description().name},
         {"engine", "engine", engineName(settings.classifier->description())},
         {"jobs", "jobs", std::int64_t{settings.jobs}},
         {"recordings", "recordings", pass.recordings},
         {"video_seconds", "s of video", pass.videoSeconds},
         {"windows", "windows", pass.windows},
         {"milliseconds", "ms", timing.median, 0},
         {"repetitions", "", static_cast<std::int64_t>(timing.repetitions.size())},
         {"windows_per_second", "windows/s", timing.perSecond(static_cast<double>(pass.windows))},
         {"times_real_time", "× real time", timing.perSecond(pass.videoSeconds)}});
    report.notes = {
        "All that `label` does: decoding, preparing, the network in batches, and the "
        "writing of results, into a folder that is thrown away."};
}

}  // namespace handscope::bench
