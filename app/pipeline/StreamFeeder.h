// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "app/pipeline/WindowSampler.h"
#include "model/Classifier.h"

namespace handscope::pipeline {

/// Feeds a causal model's stream from sliding windows that share frames: each frame once.
///
/// Windows are a frame apart, so a window's place on its grid tells how many of its frames are new.
/// Windows may be left out: the frames that only they would have brought come with the next, as
/// long as it holds them all. Where it does not (a gap longer than a window), or where another grid
/// has begun, the stream forgets what it was fed and takes the whole window.
///
/// Owns the stream; the model must outlive it. Counts as the model's one thread at a time.
class StreamFeeder {
public:
    explicit StreamFeeder(std::unique_ptr<model::ScoreStream> stream) noexcept
        : stream_(std::move(stream)) {}

    /// nullptr for a model that is not causal.
    static std::unique_ptr<StreamFeeder> open(model::Classifier& classifier);

    /// Blocks for a forward pass over the frames that are new, and answers for the whole window.
    /// Throws as ScoreStream::push(); the next window then begins anew.
    model::Prediction push(const GridPlace& place, const model::Clip& window,
                           const model::ClassifyRequest& request);

    /// Whether this is the window that was pushed last.
    bool holds(const GridPlace& place) const noexcept { return last_ == place; }

    /// The window pushed last, with other maps or cuts. Throws as ScoreStream::again().
    model::Prediction again(const model::ClassifyRequest& request);

private:
    std::unique_ptr<model::ScoreStream> stream_;
    std::optional<GridPlace> last_;
    bool fresh_ = true;  ///< nothing has been fed since the stream was opened or reset
};

}  // namespace handscope::pipeline
