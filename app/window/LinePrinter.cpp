// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/LinePrinter.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <system_error>
#include <utility>

namespace handscope::app {
namespace {

/// A reader that has gone is an error of write() on this thread, and no more.
void blockBrokenPipeSignal() {
    sigset_t brokenPipe;
    sigemptyset(&brokenPipe);
    sigaddset(&brokenPipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &brokenPipe, nullptr);
}

}  // namespace

LinePrinter::LinePrinter(int descriptor)
    : descriptor_(descriptor), ending_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (ending_ < 0) {
        throw std::system_error(errno, std::generic_category(), "No event can be made");
    }
    thread_ = std::jthread([this] { work(); });
}

LinePrinter::~LinePrinter() {
    waiting_.close();
    const std::uint64_t one = 1;
    // Nothing was written to it before, so it takes this.
    [[maybe_unused]] const auto written = ::write(ending_, &one, sizeof one);
    thread_.join();
    ::close(ending_);
}

void LinePrinter::print(std::string line) {
    line += '\n';
    waiting_.push(std::move(line));
}

void LinePrinter::work() {
    blockBrokenPipeSignal();
    while (const auto line = waiting_.pop({})) {
        if (!write(*line)) {
            waiting_.close();
            waiting_.clear();
        }
    }
    if (const auto lost = waiting_.counts().dropped; lost > 0) {
        spdlog::warn("{} lines were not printed", lost);
    }
}

/// false: an error, which is logged, or a reader that takes nothing although the end has come.
bool LinePrinter::write(std::string_view text) const {
    while (!text.empty()) {
        pollfd waits[] = {{descriptor_, POLLOUT, 0}, {ending_, POLLIN, 0}};
        if (::poll(waits, 2, -1) < 0 && errno != EINTR) {
            spdlog::warn("Lines are no longer printed: {}", std::generic_category().message(errno));
            return false;
        }
        if (waits[0].revents == 0) {
            if (waits[1].revents != 0) {
                return false;
            }
            continue;
        }
        // As much as a pipe takes at once when it takes anything: this does not block.
        const auto size = std::min<std::size_t>(text.size(), PIPE_BUF);
        const auto written = ::write(descriptor_, text.data(), size);
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR && errno != EAGAIN) {
            spdlog::warn("Lines are no longer printed: {}", std::generic_category().message(errno));
            return false;
        }
    }
    return true;
}

}  // namespace handscope::app
