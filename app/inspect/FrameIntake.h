// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "app/inspect/FrameHistory.h"

namespace handscope::app {

/// The way of one source's frames into a history. A source runs before whoever opened it hears of
/// it, when the history is still that of the source before: until then its frames wait here.
///
/// Owns the frames that wait; shares the history. Any thread may call any function.
class FrameIntake {
public:
    explicit FrameIntake(std::shared_ptr<FrameHistory> history) : history_(std::move(history)) {}

    /// Never blocks. Of many frames that wait, the last ones stay.
    void push(const capture::FramePtr& frame);
    /// The history is this source's now. After close(), nothing happens.
    void open();
    /// The history is not this source's any more: what comes is passed over.
    void close();

private:
    enum class State { Waiting, Open, Closed };

    const std::shared_ptr<FrameHistory> history_;
    std::mutex mutex_;  // for what follows, and so that no frame follows close()
    State state_ = State::Waiting;
    std::vector<capture::FramePtr> waiting_;
};

}  // namespace handscope::app
