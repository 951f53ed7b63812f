// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/WatchSource.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <stop_token>
#include <thread>
#include <utility>

#include "capture/DeviceList.h"
#include "capture/SourceAddress.h"

namespace handscope::cli {
namespace {

using std::chrono::system_clock;

capture::CaptureError noLiveSource(const std::string& address) {
    return {"'" + capture::withoutPassword(address) + "' is no live source.",
            "Expected a camera, a screen or a stream to open again: a file ends.",
            "Leave --reopen out."};
}

/// One attempt, on a thread of its own, so that a signal or `deadline` calls it off: nullptr then.
std::unique_ptr<capture::FrameSource> attempt(const capture::ReopeningSource::Open& open,
                                              WakeUp& wakeUp,
                                              std::optional<system_clock::time_point> deadline) {
    std::stop_source calledOff;
    std::packaged_task<std::unique_ptr<capture::FrameSource>()> task(
        [&] { return open(calledOff.get_token()); });
    auto opened = task.get_future();
    std::jthread opener([&] {
        task();
        wakeUp.wake();
    });
    const auto isDone = [&opened] {
        return opened.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    };
    while (!isDone() && wakeUp.wait(deadline)) {
    }
    if (isDone()) {
        return opened.get();
    }
    calledOff.request_stop();
    const SignalsEndProgram atOnce;  // a second one
    opener.join();
    return nullptr;
}

/// The source once it is there; nullptr where a signal or `deadline` came first.
std::unique_ptr<capture::FrameSource> waitForSource(
    const capture::ReopeningSource::Open& open, const std::string& address, WakeUp& wakeUp,
    std::optional<system_clock::time_point> deadline) {
    std::string told;
    for (std::size_t attempts = 1;; ++attempts) {
        try {
            return attempt(open, wakeUp, deadline);
        } catch (const capture::SourceOptionError&) {
            throw;
        } catch (const capture::CaptureError& error) {
            // A device that is there, but in use, says something else.
            if (const std::string what = error.whatHappened(); what != told) {
                spdlog::warn("{} {} is waited for.", what, capture::withoutPassword(address));
                told = what;
            }
        }
        const auto next = system_clock::now() + capture::pauseBeforeReopening(attempts);
        while (wakeUp.wait(deadline ? std::min(*deadline, next) : next)) {
            // The attempt woke this thread after all.
        }
        if (wakeUp.signalled() || (deadline && system_clock::now() >= *deadline)) {
            return nullptr;
        }
    }
}

}  // namespace

SignalsEndProgram::SignalsEndProgram() {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    sigaction(SIGINT, &action, &onInterrupt_);
    sigaction(SIGTERM, &action, &onTerminate_);
}

SignalsEndProgram::~SignalsEndProgram() {
    sigaction(SIGINT, &onInterrupt_, nullptr);
    sigaction(SIGTERM, &onTerminate_, nullptr);
}

std::unique_ptr<capture::FrameSource> openUnlessSignalled(const std::string& address,
                                                          const capture::SourceOptions& options,
                                                          WakeUp& wakeUp) {
    const auto open = [&address, &options](const std::stop_token& stop) {
        capture::SourceOptions asked = options;
        asked.stop = stop;
        return capture::openSource(address, asked);
    };
    return attempt(open, wakeUp, std::nullopt);
}

std::unique_ptr<capture::FrameSource> openReopeningSource(
    const std::string& address, const capture::SourceOptions& options,
    capture::ReopeningSource::Callbacks callbacks, WakeUp& wakeUp,
    std::optional<system_clock::time_point> deadline) {
    using Kind = capture::SourceAddress::Kind;
    const Kind kind = capture::parseSourceAddress(address, options).kind;
    if (kind != Kind::Device && kind != Kind::Url) {
        throw noLiveSource(address);
    }
    // Shared by all copies of the function: the camera that was there first.
    const auto stableId = std::make_shared<std::string>();
    const capture::ReopeningSource::Open open = [address, options,
                                                 stableId](const std::stop_token& stop) {
        capture::SourceOptions asked = options;
        asked.stop = stop;
        auto opened = capture::openSource(capture::addressNow(address, *stableId, address), asked);
        if (stableId->empty()) {
            const auto camera = capture::deviceAt(address);
            *stableId = camera ? camera->stableId : std::string();
        }
        return opened;
    };
    auto first = waitForSource(open, address, wakeUp, deadline);
    if (!first) {
        return nullptr;
    }
    if (!first->description().live) {
        throw noLiveSource(address);
    }
    return std::make_unique<capture::ReopeningSource>(std::move(first), open, std::move(callbacks));
}

}  // namespace handscope::cli
