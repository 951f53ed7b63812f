// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ClipPreparer.h"

#include <algorithm>

namespace handscope::pipeline {

model::Clip ClipPreparer::prepare(const std::vector<capture::FramePtr>& frames) {
    decltype(prepared_) current;
    model::Clip clip;
    const auto isFrame = [](const capture::FramePtr& frame) {
        return [&frame](const auto& entry) { return entry.first == frame; };
    };
    for (const capture::FramePtr& frame : frames) {
        const auto now = std::find_if(current.begin(), current.end(), isFrame(frame));
        if (now == current.end()) {
            const auto before = std::find_if(prepared_.begin(), prepared_.end(), isFrame(frame));
            current.emplace_back(frame,
                                 before == prepared_.end() ? preparer_(*frame) : before->second);
            clip.push_back(current.back().second);
        } else {
            clip.push_back(now->second);
        }
    }
    prepared_ = std::move(current);
    return clip;
}

}  // namespace handscope::pipeline
