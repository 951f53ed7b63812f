// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/WakeUp.h"

#include <semaphore.h>
#include <signal.h>

#include <cerrno>
#include <ctime>

namespace handscope::cli {
namespace {

// A signal handler can reach nothing but statics, and of all wake-ups only sem_post is safe in one.
sem_t semaphore;
volatile sig_atomic_t interrupted = 0;

void onSignal(int) {
    interrupted = 1;
    sem_post(&semaphore);
}

}  // namespace

WakeUp::WakeUp() {
    sem_init(&semaphore, 0, 0);
    interrupted = 0;
    struct sigaction action {};
    action.sa_handler = onSignal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

WakeUp::~WakeUp() {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    sem_destroy(&semaphore);
}

void WakeUp::wake() noexcept {
    sem_post(&semaphore);
}

bool WakeUp::signalled() const noexcept {
    return interrupted != 0;
}

bool WakeUp::wait(std::optional<std::chrono::system_clock::time_point> deadline) {
    while (true) {
        int result = 0;
        if (deadline) {
            const auto sinceEpoch = deadline->time_since_epoch();
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(sinceEpoch);
            timespec until{};
            until.tv_sec = seconds.count();
            until.tv_nsec = std::chrono::nanoseconds(sinceEpoch - seconds).count();
            result = sem_timedwait(&semaphore, &until);
        } else {
            result = sem_wait(&semaphore);
        }
        if (interrupted != 0) {
            return false;
        }
        if (result == 0) {
            return true;
        }
        if (errno != EINTR) {
            return false;
        }
    }
}

}  // namespace handscope::cli
