// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionRecording.h"

#include <spdlog/spdlog.h>

#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

#include "app/session/RecordedTime.h"
#include "app/session/SessionFiles.h"
#include "capture/DropOldestQueue.h"

namespace handscope::app {

class SessionRecording::Implementation {
public:
    Implementation(SessionRecordingSettings settings, OnError onError)
        : classes_(settings.labels.size()),
          onError_(std::move(onError)),
          frames_(settings.queueFrames),
          files_(std::move(settings)),
          thread_([this] { work(); }) {}

    ~Implementation() { finish(); }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    void push(capture::FramePtr frame) {
        const std::lock_guard lock(mutex_);  // also keeps the queue in the order of places
        if (finishing_) {
            return;
        }
        const bool first = time_.empty();
        const double time = time_.place(frame->pts, frame->discontinuity);
        if (first) {
            // Times count from this one: it must not be lost.
            first_ = Timed{std::move(frame), time};
            frames_.wake();
        } else {
            frames_.push({std::move(frame), time});
        }
    }

    void addScores(double time, std::vector<float> smoothed) {
        if (smoothed.size() == classes_) {
            add(Scores{time, std::move(smoothed)});
        }
    }

    void addEvent(pipeline::GestureEvent event) { add(std::move(event)); }

    void addSettings(const LabelSettings& settings) { add(SettingsChange{0.0, settings}); }

    std::optional<capture::CaptureError> finish() {
        {
            const std::lock_guard lock(mutex_);
            endEvents();
            finishing_ = true;
        }
        frames_.close();
        const std::lock_guard lock(joinMutex_);
        if (thread_.joinable()) {
            thread_.join();
        }
        return error_;
    }

    const std::filesystem::path& folder() const noexcept { return files_.folder(); }

    double seconds() const {
        const std::lock_guard lock(mutex_);
        return seconds_;
    }

    SessionRecordingCounts counts() const {
        const std::lock_guard lock(mutex_);
        SessionRecordingCounts counts = counts_;
        counts.dropped = lost_ + frames_.counts().dropped;
        return counts;
    }

private:
    /// A frame and its place in the recording.
    struct Timed {
        capture::FramePtr frame;
        double time;
    };
    struct Scores {
        double time;  ///< PTS until it is taken to be written
        std::vector<float> smoothed;
    };
    /// An event that has not ended.
    struct GoingOn {
        double offset;  ///< recorded time − PTS, of all its times: a break must not part them
        pipeline::GestureEvent event;  ///< as it was told last, in recorded time
    };
    using Note = std::variant<Scores, pipeline::GestureEvent, SettingsChange>;

    const std::size_t classes_;
    const OnError onError_;

    mutable std::mutex mutex_;  // for all up to `finishing_`; held to move values only
    RecordedTime time_;
    std::optional<Timed> first_;
    std::deque<Note> notes_;    ///< with recorded times …
    std::deque<Note> undated_;  ///< … and those that came before the first frame, with PTS
    std::map<std::int64_t, GoingOn> goingOn_;  ///< by id
    SessionRecordingCounts counts_;
    std::int64_t lost_ = 0;  ///< frames given up outside the queue
    double seconds_ = 0.0;
    bool failed_ = false;
    bool finishing_ = false;

    capture::DropOldestQueue<Timed> frames_;
    SessionFiles files_;                          ///< of the thread alone, but for the folder
    std::optional<capture::CaptureError> error_;  ///< of the thread until it has been joined
    std::mutex joinMutex_;
    std::jthread thread_;  ///< last: it uses all of the above

    void add(Note note) {
        {
            const std::lock_guard lock(mutex_);
            if (finishing_ || failed_) {
                return;
            }
            if (time_.empty()) {
                undated_.push_back(std::move(note));
                return;
            }
            notes_.push_back(dated(std::move(note)));
        }
        frames_.wake();
    }

    Note dated(Note note) {
        if (auto* const scores = std::get_if<Scores>(&note)) {
            scores->time = time_.at(scores->time);
        } else if (auto* const change = std::get_if<SettingsChange>(&note)) {
            change->time = time_.latest();
        } else {
            auto& event = std::get<pipeline::GestureEvent>(note);
            const auto fired = goingOn_.extract(event.id);
            const double offset =
                event.closed && fired ? fired.mapped().offset : time_.offsetAt(event.end);
            event.start += offset;
            event.fired += offset;
            event.end += offset;
            if (!event.closed) {
                goingOn_.insert_or_assign(event.id, GoingOn{offset, event});
            }
        }
        return note;
    }

    /// What goes on ends with the recording.
    void endEvents() {
        for (auto& [id, goingOn] : goingOn_) {
            goingOn.event.closed = true;
            notes_.emplace_back(std::move(goingOn.event));
        }
        goingOn_.clear();
    }

    void work() {
        try {
            writeAll();
            files_.finish(counts());
        } catch (const capture::CaptureError& error) {
            fail(error);
        } catch (const std::exception& error) {
            fail({std::string("A recording failed: ") + error.what() + ".",
                  "Expected it to go on to its end.", "Start another one."});
        } catch (...) {
            fail({"A recording failed for an unknown reason.", "Expected it to go on to its end.",
                  "Start another one."});
        }
    }

    void writeAll() {
        bool more = true;
        while (more) {
            std::optional<Timed> next = frames_.pop({});
            more = next || !frames_.closed() || frames_.size() > 0;
            if (auto first = takeFirst()) {
                write(*first);
            }
            if (next) {
                write(*next);
            }
            writeNotes();
        }
    }

    std::optional<Timed> takeFirst() {
        const std::lock_guard lock(mutex_);
        return std::exchange(first_, std::nullopt);
    }

    void write(const Timed& timed) {
        bool written = false;
        try {
            written = files_.addFrame(*timed.frame, timed.time);
        } catch (...) {
            const std::lock_guard lock(mutex_);
            ++lost_;
            throw;
        }
        const std::lock_guard lock(mutex_);
        ++(written ? counts_.recorded : counts_.skipped);
        seconds_ = timed.time;
    }

    void writeNotes() {
        std::deque<Note> notes;
        {
            const std::lock_guard lock(mutex_);
            if (!time_.empty() || finishing_) {
                for (Note& note : undated_) {
                    notes.push_back(dated(std::move(note)));
                }
                undated_.clear();
            }
            for (Note& note : notes_) {
                notes.push_back(std::move(note));
            }
            notes_.clear();
        }
        for (const Note& note : notes) {
            write(note);
        }
    }

    void write(const Note& note) {
        if (const auto* const change = std::get_if<SettingsChange>(&note)) {
            files_.addSettings(*change);
            return;
        }
        const auto* const scores = std::get_if<Scores>(&note);
        if (scores != nullptr) {
            files_.addScores(scores->time, scores->smoothed);
        } else {
            files_.addEvent(std::get<pipeline::GestureEvent>(note));
        }
        const std::lock_guard lock(mutex_);
        ++(scores != nullptr ? counts_.windows : counts_.events);
    }

    void fail(const capture::CaptureError& error) {
        spdlog::error("Recording stopped: {}", error.what());
        frames_.close();
        frames_.clear();
        try {
            writeNotes();  // small, and wanted most: there may be room for them
        } catch (const std::exception& second) {
            spdlog::debug("Scores or events were lost: {}", second.what());
        }
        {
            const std::lock_guard lock(mutex_);
            failed_ = true;
            lost_ += std::exchange(first_, std::nullopt) ? 1 : 0;
            notes_.clear();
            undated_.clear();
        }
        files_.giveUp(counts(), error.what());
        error_ = error;
        if (onError_) {
            onError_(error);
        }
    }
};

SessionRecording::SessionRecording(SessionRecordingSettings settings, OnError onError)
    : implementation_(std::make_unique<Implementation>(std::move(settings), std::move(onError))) {}

SessionRecording::~SessionRecording() = default;

void SessionRecording::push(capture::FramePtr frame) {
    implementation_->push(std::move(frame));
}

void SessionRecording::addScores(double time, std::vector<float> smoothed) {
    implementation_->addScores(time, std::move(smoothed));
}

void SessionRecording::addEvent(pipeline::GestureEvent event) {
    implementation_->addEvent(std::move(event));
}

void SessionRecording::addSettings(const LabelSettings& settings) {
    implementation_->addSettings(settings);
}

std::optional<capture::CaptureError> SessionRecording::finish() {
    return implementation_->finish();
}

const std::filesystem::path& SessionRecording::folder() const noexcept {
    return implementation_->folder();
}

double SessionRecording::seconds() const {
    return implementation_->seconds();
}

SessionRecordingCounts SessionRecording::counts() const {
    return implementation_->counts();
}

}  // namespace handscope::app
