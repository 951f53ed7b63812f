// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/LabelProgress.h"

#include <spdlog/spdlog.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <system_error>
#include <utility>

#include "app/labelling/ExportText.h"

namespace handscope::cli {
namespace {

constexpr const char* kClearLine = "\r\033[K";

std::string durationText(double seconds) {
    const auto whole = static_cast<long long>(std::lround(seconds));
    if (whole >= 3600) {
        return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
    }
    return whole >= 60 ? std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s"
                       : std::to_string(whole) + " s";
}

/// "1 window", "2 windows".
std::string counted(std::size_t count, const std::string& thing) {
    return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string outcomeText(const app::LabelOutcome& outcome) {
    switch (outcome.end) {
        case app::LabelEnd::Labelled:
            return counted(outcome.windows, "window") + ", " +
                   counted(outcome.segments, "segment") +
                   (outcome.corruptPackets == 0
                        ? ""
                        : ", " + counted(static_cast<std::size_t>(outcome.corruptPackets),
                                         "damaged packet")) +
                   (outcome.reason.empty() ? "" : "; " + outcome.reason);
        case app::LabelEnd::Kept:
            return "finished before, " + counted(outcome.segments, "segment");
        case app::LabelEnd::Failed:
            return "failed: " + outcome.reason;
        case app::LabelEnd::NotVideo:
            return "no video";
        case app::LabelEnd::Cancelled:
            return "interrupted";
    }
    return {};
}

int terminalColumns() {
    constexpr int kUsual = 80;
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsual;
}

/// What of a text in UTF-8 surely stands on one line: a wrapped one cannot be taken back.
std::string fitted(const std::string& text, int columns) {
    constexpr unsigned char kContinues = 0x80;  // 0b10xxxxxx: not the first byte of a character
    constexpr unsigned char kWide = 0xE1;       // from U+1000 on a character may take two columns
    int taken = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != kContinues) {
            taken += byte >= kWide ? 2 : 1;
            if (taken > columns) {
                return text.substr(0, i);
            }
        }
    }
    return text;
}

}  // namespace

LabelProgress::LabelProgress(std::vector<app::ListedRecording> recordings, bool terminal,
                             std::chrono::duration<double> betweenLines)
    : recordings_(std::move(recordings)),
      terminal_(terminal),
      betweenLines_(betweenLines),
      shares_(recordings_.size()) {
    for (std::size_t i = 0; i < shares_.size(); ++i) {
        std::error_code error;
        const auto bytes = std::filesystem::file_size(recordings_[i].file, error);
        shares_[i].bytes = error ? 0.0 : static_cast<double>(bytes);
    }
}

bool LabelProgress::began(std::size_t index) {
    const std::lock_guard lock(mutex_);
    shares_[index].running = true;
    return true;
}

bool LabelProgress::advanced(std::size_t index, double share, double videoSeconds,
                             std::size_t windows) {
    const std::lock_guard lock(mutex_);
    shares_[index].done = std::max(0.0, share);
    shares_[index].videoSeconds = videoSeconds;
    shares_[index].windows = windows;
    return true;
}

void LabelProgress::ended(std::size_t index, const app::LabelOutcome& outcome) {
    {
        const std::lock_guard lock(mutex_);
        Share& share = shares_[index];
        share.running = false;
        share.done = 1.0;
        share.skipped = outcome.end != app::LabelEnd::Labelled;
        share.videoSeconds = share.skipped ? 0.0 : outcome.videoSeconds;
        share.windows = share.skipped ? 0 : outcome.windows;
        ++endedCount_;
        if (terminal_) {
            std::fputs(kClearLine, stderr);
        }
    }
    const auto level = outcome.end == app::LabelEnd::Failed     ? spdlog::level::warn
                       : outcome.end == app::LabelEnd::NotVideo ? spdlog::level::debug
                                                                : spdlog::level::info;
    spdlog::log(level, "{}: {}", app::shownName(outcome.name),
                app::shownText(outcomeText(outcome)));
    draw();
}

double LabelProgress::secondsPassed() const {
    return std::max(
        1e-3, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count());
}

std::string LabelProgress::speedText() const {
    double windows = 0.0;
    double video = 0.0;
    for (const Share& share : shares_) {
        windows += static_cast<double>(share.windows);
        video += share.videoSeconds;
    }
    char text[96];
    std::snprintf(text, sizeof(text), "%.1f windows/s, %.1f × real time", windows / secondsPassed(),
                  video / secondsPassed());
    return text;
}

std::string LabelProgress::speed() const {
    const std::lock_guard lock(mutex_);
    return speedText();
}

std::string LabelProgress::timeLeftText() const {
    double worked = 0.0;
    double left = 0.0;
    for (const Share& share : shares_) {
        worked += share.skipped ? 0.0 : share.done * share.bytes;
        left += (1.0 - share.done) * share.bytes;
    }
    constexpr double kEnoughToTell = 0.01;  // of all the work
    return worked > kEnoughToTell * (worked + left)
               ? durationText(left / worked * secondsPassed()) + " left"
               : "";
}

/// "12/40  21.4 windows/s, 5.4 × real time, 3 min 5 s left".
std::string LabelProgress::countText() const {
    const std::string left = timeLeftText();
    return std::to_string(endedCount_) + "/" + std::to_string(shares_.size()) + "  " + speedText() +
           (left.empty() ? "" : ", " + left);
}

std::string LabelProgress::barText() const {
    constexpr int kCells = 24;
    double done = 0.0;
    double all = 1e-9;
    for (const Share& share : shares_) {
        done += share.done * share.bytes;
        all += share.bytes;
    }
    std::string bar = "[";
    for (int cell = 0; cell < kCells; ++cell) {
        bar += cell < std::lround(done / all * kCells) ? '#' : '.';
    }
    bar += "] " + countText();
    const auto running = std::ranges::find_if(shares_, &Share::running);
    if (running != shares_.end()) {
        const auto index = static_cast<std::size_t>(running - shares_.begin());
        bar += "  " + app::shownName(recordings_[index].name);
    }
    return bar;
}

void LabelProgress::draw() {
    const std::lock_guard lock(mutex_);
    if (!terminal_) {
        const auto now = std::chrono::steady_clock::now();
        const bool allEnded = endedCount_ == shares_.size();
        const bool isDue = now - told_ >= betweenLines_ || (allEnded && told_ > begun_);
        if (betweenLines_.count() > 0.0 && isDue && !toldTheEnd_) {
            told_ = now;
            toldTheEnd_ = allEnded;
            spdlog::info("{}", countText());
        }
        return;
    }
    std::fprintf(stderr, "%s%s", kClearLine, fitted(barText(), terminalColumns() - 1).c_str());
    std::fflush(stderr);
}

void LabelProgress::clear() {
    if (terminal_) {
        const std::lock_guard lock(mutex_);
        std::fputs(kClearLine, stderr);
    }
}

}  // namespace handscope::cli
