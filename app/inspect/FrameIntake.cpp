// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/FrameIntake.h"

#include <utility>

namespace handscope::app {
namespace {

constexpr std::size_t kMostBeforeOpening = 8;  // as many as a history takes at once

}  // namespace

void FrameIntake::push(const capture::FramePtr& frame) {
    const std::lock_guard lock(mutex_);
    if (state_ == State::Open) {
        history_->push(frame);
    } else if (state_ == State::Waiting) {
        if (waiting_.size() == kMostBeforeOpening) {
            waiting_.erase(waiting_.begin());
        }
        waiting_.push_back(frame);
    }
}

void FrameIntake::open() {
    const std::lock_guard lock(mutex_);
    if (state_ == State::Closed) {
        return;
    }
    state_ = State::Open;
    for (capture::FramePtr& frame : std::exchange(waiting_, {})) {
        history_->push(std::move(frame));
    }
}

void FrameIntake::close() {
    const std::lock_guard lock(mutex_);
    state_ = State::Closed;
    waiting_.clear();
}

}  // namespace handscope::app
