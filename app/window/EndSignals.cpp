// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/EndSignals.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace handscope::app {
namespace {

// A signal handler can reach nothing but statics, and of what wakes an event loop only write() is
// safe in one.
std::atomic<int> endingEvent = -1;
static_assert(std::atomic<int>::is_always_lock_free);

void onEndSignal(int) {
    const int interrupted = errno;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(endingEvent, &one, sizeof one);
    errno = interrupted;
}

int newEvent() {
    const int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0) {
        throw std::system_error(errno, std::generic_category(), "No event can be made");
    }
    return descriptor;
}

}  // namespace

EndSignals::EndSignals(QObject* parent)
    : QObject(parent),
      descriptor_(newEvent()),
      notifier_(std::make_unique<QSocketNotifier>(descriptor_, QSocketNotifier::Read)) {
    connect(notifier_.get(), &QSocketNotifier::activated, this, &EndSignals::take);
    endingEvent = descriptor_;
    struct sigaction action {};
    action.sa_handler = onEndSignal;
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        // A terminal that closes hangs up twice: its shell does, and then the kernel.
        action.sa_flags =
            static_cast<int>(SA_RESTART | (kSignals[i] == SIGHUP ? 0U : SA_RESETHAND));
        ::sigaction(kSignals[i], nullptr, &former_[i]);
        if (former_[i].sa_handler != SIG_IGN) {
            ::sigaction(kSignals[i], &action, nullptr);
        }
    }
}

EndSignals::~EndSignals() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        ::sigaction(kSignals[i], &former_[i], nullptr);
    }
    notifier_.reset();
    endingEvent = -1;
    ::close(descriptor_);
}

void EndSignals::take() {
    std::uint64_t count = 0;
    if (::read(descriptor_, &count, sizeof count) == sizeof count) {
        Q_EMIT asked();
    }
}

}  // namespace handscope::app
