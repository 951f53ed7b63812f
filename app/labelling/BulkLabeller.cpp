// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/BulkLabeller.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "app/CsvTable.h"
#include "app/Version.h"
#include "app/labelling/ExportText.h"
#include "app/labelling/RecordingLabeller.h"
#include "app/platform/FileHash.h"
#include "app/recording/ClipReader.h"
#include "capture/CaptureError.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

/// Tells whether a file is being written while it is read.
struct FileState {
    std::uintmax_t bytes;
    fs::file_time_type written;
    bool operator==(const FileState&) const = default;

    explicit FileState(const fs::path& file)
        : bytes(fs::file_size(file)), written(fs::last_write_time(file)) {}
};

std::string absolutePath(const fs::path& file) {
    return fs::absolute(file).lexically_normal().string();
}

LabelDocument documentOf(const LabelledRecording& recording, LabelSource source,
                         const BulkSettings& settings) {
    source.width = recording.source.width;
    source.height = recording.source.height;
    source.frames = recording.frames;
    source.corruptPackets = recording.corruptPackets;
    source.start = recording.startSeconds;
    source.end = recording.endSeconds;
    return {.toolVersion = kVersion,
            .source = std::move(source),
            .model = settings.model,
            .settings = settings.label,
            .clipLabel = recording.clipLabel,
            .segments = recording.segments};
}

std::string scoresTable(const LabelledRecording& recording,
                        const std::vector<std::string>& labels) {
    std::string text = "start_seconds,end_seconds";
    for (const std::string& label : labels) {
        text += "," + csvField(label);
    }
    text += "\r\n";
    for (const LabelledWindow& window : recording.windows) {
        text += sixDecimals(window.start) + "," + sixDecimals(window.end);
        for (const float probability : window.probabilities) {
            text += "," + nineDigits(probability);
        }
        text += "\r\n";
    }
    return text;
}

/// One run over a list, shared by its threads.
class BulkRun {
public:
    BulkRun(const std::vector<ListedRecording>& recordings, pipeline::WindowBatcher& batcher,
            const ResultFolder& folder, const BulkSettings& settings, LabelObserver& observer,
            const std::stop_token& stop)
        : recordings_(recordings),
          batcher_(batcher),
          folder_(folder),
          settings_(settings),
          observer_(observer),
          stop_(stop),
          outcomes_(recordings.size()) {}

    std::vector<LabelOutcome> run() {
        {
            std::vector<std::jthread> workers;
            for (int i = 1; i < settings_.jobs; ++i) {
                workers.emplace_back([this] { work(); });
            }
            work();
        }
        if (failure_) {
            std::rethrow_exception(failure_);
        }
        return std::move(outcomes_);
    }

private:
    const std::vector<ListedRecording>& recordings_;
    pipeline::WindowBatcher& batcher_;
    const ResultFolder& folder_;
    const BulkSettings& settings_;
    LabelObserver& observer_;
    std::stop_token stop_;
    std::vector<LabelOutcome> outcomes_;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> failed_{false};
    std::mutex failureMutex_;
    std::exception_ptr failure_;

    bool stopping() const { return failed_ || stop_.stop_requested(); }

    void work() {
        for (std::size_t index = next_++; index < recordings_.size(); index = next_++) {
            LabelOutcome& outcome = outcomes_[index];
            outcome.name = recordings_[index].name;
            if (stopping() || !observer_.began(index)) {
                continue;
            }
            try {
                attempt(index, outcome);
            } catch (...) {  // the end of a thread's work: the first error is the run's
                const std::lock_guard lock(failureMutex_);
                if (!failed_.exchange(true)) {
                    failure_ = std::current_exception();
                }
            }
            observer_.ended(index, outcome);
        }
    }

    /// Throws what stops the whole run: the network and the output folder.
    void attempt(std::size_t index, LabelOutcome& outcome) {
        const ListedRecording& recording = recordings_[index];
        const auto fail = [&](const std::string& reason) {
            outcome.end = LabelEnd::Failed;
            outcome.reason = reason;
        };
        try {
            label(index, outcome);
        } catch (const capture::CaptureError& error) {
            if (recording.found && !looksLikeVideo(recording.file)) {
                outcome.end = LabelEnd::NotVideo;
            } else {
                fail(error.whatHappened());
            }
        } catch (const model::ModelError&) {
            throw;
        } catch (const std::system_error& error) {
            fail("It cannot be read (" + std::string(error.what()) + ").");
        } catch (const std::exception& error) {
            fail("It cannot be labelled (" + std::string(error.what()) + ").");
        }
    }

    void label(std::size_t index, LabelOutcome& outcome) {
        const ListedRecording& recording = recordings_[index];
        if (const auto refusal = folder_.refusedPlaceOf(recording.name)) {
            throw capture::CaptureError(*refusal, "Expected a place for it.",
                                        "Rename the recording or its folder.");
        }
        const EarlierResult earlier = earlierResult(recording, folder_, settings_);
        if (earlier == EarlierResult::Same || earlier == EarlierResult::Moved) {
            LabelDocument document = *folder_.find(recording.name);
            const bool hasMoved = earlier == EarlierResult::Moved;
            if (hasMoved) {
                folder_.removeExports(recording.name, /*keepScores=*/true);
                document.source.path = absolutePath(recording.file);
                folder_.rewrite(document);
            }
            finish(document, /*replaceExports=*/hasMoved, outcome);
            outcome.end = LabelEnd::Kept;
        } else if (earlier == EarlierResult::Other && !settings_.overwrite && !recording.anew) {
            throw capture::CaptureError(
                "A result of another version, model, settings or file, or what is none, stands in "
                "its place.",
                "Expected no result, or one of the same making.",
                "Label it again (on the command line: --overwrite), or choose another folder.");
        } else {
            labelAnew(index, outcome);
        }
    }

    void finish(const LabelDocument& document, bool replaceExports, LabelOutcome& outcome) {
        outcome.reason = folder_.writeExports(document, settings_.formats, replaceExports);
        outcome.segments = document.segments.size();
        outcome.videoSeconds = document.source.duration();
    }

    void labelAnew(std::size_t index, LabelOutcome& outcome) {
        const ListedRecording& recording = recordings_[index];
        const FileState before(recording.file);
        // Opened first: what is no video is not read whole for its hash.
        const auto source =
            openRecording(recording.file.string(), {.decoderThreads = settings_.jobs > 1 ? 1 : 0});
        LabelSource origin{.name = recording.name,
                           .path = absolutePath(recording.file),
                           .bytes = before.bytes,
                           .sha256 = fileSha256(recording.file)};
        const double start = source->description().startSeconds.value_or(0.0);
        const double length = source->description().durationSeconds.value_or(0.0);
        const auto labelled = labelRecording(
            *source, batcher_, settings_.label, [&](double seconds, std::size_t windows) {
                const double passed = std::max(0.0, seconds - start);
                return observer_.advanced(index,
                                          length > 0.0 ? std::min(1.0, passed / length) : -1.0,
                                          passed, windows) &&
                       !stopping();
            });
        if (!labelled) {
            return;
        }
        if (FileState(recording.file) != before) {
            throw capture::CaptureError("It changed while it was read.",
                                        "Expected a file that nobody writes to.",
                                        "Label it again once it is complete.");
        }
        const LabelDocument document = documentOf(*labelled, std::move(origin), settings_);
        folder_.setOtherCorrectionsAside(document.source);
        // What is killed from here on leaves no export of the old result beside the new one.
        folder_.removeExports(recording.name, /*keepScores=*/settings_.scores);
        folder_.write(document, settings_.scores
                                    ? scoresTable(*labelled, batcher_.description().labels)
                                    : std::string());
        finish(document, /*replaceExports=*/true, outcome);
        outcome.end = LabelEnd::Labelled;
        outcome.windows = labelled->windows.size();
        outcome.corruptPackets = labelled->corruptPackets;
    }
};

}  // namespace

int defaultJobs() noexcept {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

int labelBatchSize(const model::ModelDescription& description) noexcept {
    // Of a foreign module nobody knows whether the clips of a batch are independent to the last
    // bit; a causal model has no batches.
    return description.kind == "stm" && !description.causal ? 4 : 1;
}

EarlierResult earlierResult(const ListedRecording& recording, const ResultFolder& folder,
                            const BulkSettings& settings) {
    const auto earlier = folder.find(recording.name);
    if (!earlier) {
        return folder.holdsForeign(recording.name) ? EarlierResult::Other : EarlierResult::None;
    }
    const bool sameMaking =
        earlier->toolVersion == kVersion && earlier->model.name == settings.model.name &&
        earlier->model.answersLike(settings.model) && earlier->settings == settings.label &&
        earlier->source.name == recording.name &&
        earlier->source.bytes == fs::file_size(recording.file) &&
        earlier->source.sha256 == fileSha256(recording.file);
    if (!sameMaking) {
        return EarlierResult::Other;
    }
    std::error_code error;
    if (settings.scores && !fs::exists(folder.scoresFileOf(recording.name), error)) {
        return EarlierResult::None;  // asked for beside the labels: no reason to refuse
    }
    return earlier->source.path == absolutePath(recording.file) ? EarlierResult::Same
                                                                : EarlierResult::Moved;
}

std::vector<LabelOutcome> labelInBulk(const std::vector<ListedRecording>& recordings,
                                      pipeline::WindowBatcher& batcher, const ResultFolder& folder,
                                      const BulkSettings& settings, LabelObserver& observer,
                                      const std::stop_token& stop) {
    return BulkRun(recordings, batcher, folder, settings, observer, stop).run();
}

std::vector<UnusableFile> failuresOf(const std::vector<LabelOutcome>& outcomes) {
    std::vector<UnusableFile> failed;
    for (const LabelOutcome& outcome : outcomes) {
        if (!outcome.reason.empty()) {
            failed.push_back({.name = outcome.name, .reason = outcome.reason});
        }
    }
    return failed;
}

}  // namespace handscope::app
