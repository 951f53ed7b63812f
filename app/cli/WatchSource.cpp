// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/WatchSource.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "capture/DeviceList.h"
#include "capture/SourceAddress.h"

namespace handscope::cli {
namespace {

using std::chrono::system_clock;

capture::CaptureError noLiveSource(const std::string& address) {
    return {"'" + address + "' is no live source.",
            "Expected a camera, a screen or a stream to open again: a file ends.",
            "Leave --reopen out."};
}

/// The source once it is there; nullptr where a signal or `deadline` came first.
std::unique_ptr<capture::FrameSource> waitForSource(
    const capture::ReopeningSource::Open& open, const std::string& address, WakeUp& wakeUp,
    std::optional<system_clock::time_point> deadline) {
    for (std::size_t attempts = 0;; ++attempts) {
        try {
            return open();
        } catch (const capture::CaptureError& error) {
            if (attempts == 0) {
                spdlog::warn("{} {} is waited for.", error.whatHappened(), address);
            }
        }
        const auto next = system_clock::now() + capture::pauseBeforeReopening(attempts + 1);
        wakeUp.wait(deadline ? std::min(*deadline, next) : next);
        if (wakeUp.signalled() || (deadline && system_clock::now() >= *deadline)) {
            return nullptr;
        }
    }
}

}  // namespace

std::unique_ptr<capture::FrameSource> openWatchSource(
    const WatchSource& source, capture::ReopeningSource::Callbacks callbacks, WakeUp& wakeUp,
    std::optional<system_clock::time_point> deadline) {
    if (!source.reopens) {
        return capture::openSource(source.address, source.options);
    }
    if (capture::parseSourceAddress(source.address, source.options).kind ==
        capture::SourceAddress::Kind::File) {
        throw noLiveSource(source.address);
    }
    // Shared by all copies of the function: the camera that was there first.
    const auto stableId = std::make_shared<std::string>();
    const capture::ReopeningSource::Open open = [source, stableId] {
        auto opened = capture::openSource(
            capture::addressNow(source.address, *stableId, source.address), source.options);
        if (stableId->empty()) {
            *stableId = capture::stableIdOfDevice(source.address);
        }
        return opened;
    };
    auto first = waitForSource(open, source.address, wakeUp, deadline);
    if (!first) {
        return nullptr;
    }
    if (!first->description().live) {
        throw noLiveSource(source.address);
    }
    return std::make_unique<capture::ReopeningSource>(std::move(first), open, std::move(callbacks));
}

}  // namespace handscope::cli
