// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecordingLister.h"

#include <QElapsedTimer>
#include <utility>

#include "app/labelling/ResultFolder.h"
#include "app/window/BackgroundWork.h"

namespace handscope::app {
namespace {

constexpr qint64 kLongestTurn = 8;      // ms; half a frame of the window
constexpr qint64 kProgressEvery = 100;  // ms
constexpr std::size_t kLargestPart = 32;

/// Without files that nobody named and that are no videos. What cannot be called what it is called
/// is unusable.
RecordingList usable(RecordingList list) {
    std::erase_if(list.recordings, [](const ListedRecording& recording) {
        return recording.found && !looksLikeVideo(recording.file);
    });
    refuseNames(list);
    return list;
}

/// First the recordings, then what is unusable.
std::vector<RecordingList> partsOf(RecordingList list) {
    std::vector<RecordingList> parts;
    std::size_t size = kLargestPart;  // of the last one
    const auto last = [&]() -> RecordingList& {
        if (size == kLargestPart) {
            parts.emplace_back();
            size = 0;
        }
        ++size;
        return parts.back();
    };
    for (ListedRecording& recording : list.recordings) {
        last().recordings.push_back(std::move(recording));
    }
    for (UnusableFile& file : list.unusable) {
        last().unusable.push_back(std::move(file));
    }
    return parts;
}

std::optional<RecordingList> listFromDisk(const std::vector<std::filesystem::path>& paths,
                                          const std::filesystem::path& leaveOut,
                                          const ListProgress& progress) {
    return listRecordings(paths, leaveOut, progress);
}

}  // namespace

RecordingLister::RecordingLister(QObject* parent) : RecordingLister(listFromDisk, parent) {}

RecordingLister::RecordingLister(ListFunction listNow, QObject* parent)
    : QObject(parent), listNow_(std::move(listNow)) {
    turn_.setSingleShot(true);
    turn_.setInterval(0);
    connect(&turn_, &QTimer::timeout, this, &RecordingLister::handOut);
}

RecordingLister::~RecordingLister() {
    stop_.request_stop();
}

void RecordingLister::list(const QStringList& paths, const std::filesystem::path& leaveOut) {
    std::vector<std::filesystem::path> files;
    for (const QString& path : paths) {
        files.emplace_back(path.toStdString());
    }
    ++running_;
    inBackground(
        tasks_, this,
        [this, files, leaveOut, stop = stop_.get_token()] {
            const auto goesOn = [this, &stop, told = QElapsedTimer()](std::size_t met) mutable {
                if (stop.stop_requested()) {
                    return false;
                }
                if (!told.isValid() || told.hasExpired(kProgressEvery)) {
                    told.start();
                    files_.update([met](std::size_t& newest) { newest = met; });
                }
                return true;
            };
            auto list = stop.stop_requested() ? std::nullopt : listNow_(files, leaveOut, goesOn);
            return list ? partsOf(usable(std::move(*list))) : std::vector<RecordingList>();
        },
        [this, generation = generation_](const std::vector<RecordingList>& parts) {
            if (generation == generation_) {
                take(parts);
            }
        },
        [this, generation = generation_](const ui::Problem& problem) {
            if (generation == generation_) {
                take({});
                Q_EMIT failed(problem);
            }
        });
}

void RecordingLister::cancel() {
    stop_.request_stop();
    stop_ = std::stop_source();
    ++generation_;
    running_ = 0;
    found_.clear();
    turn_.stop();
    static_cast<void>(files_.take());  // those of what is called off
    Q_EMIT progressed(std::nullopt);
}

void RecordingLister::take(const std::vector<RecordingList>& parts) {
    --running_;
    found_.insert(found_.end(), parts.begin(), parts.end());
    handOut();
}

void RecordingLister::handOut() {
    QElapsedTimer turn;
    turn.start();
    while (!found_.empty() && !turn.hasExpired(kLongestTurn)) {
        const RecordingList part = std::move(found_.front());
        found_.pop_front();
        Q_EMIT listed(part);
    }
    if (!found_.empty()) {
        turn_.start();
    } else if (running_ == 0) {
        Q_EMIT progressed(std::nullopt);
    }
}

void RecordingLister::showProgress() {
    const auto files = files_.take();
    if (files && running_ > 0) {
        Q_EMIT progressed(static_cast<int>(*files));
    }
}

}  // namespace handscope::app
