// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/WindowBatcher.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace handscope::pipeline {

WindowBatcher::WindowBatcher(std::shared_ptr<model::Classifier> classifier, int batchSize)
    : classifier_(std::move(classifier)), batchSize_(static_cast<std::size_t>(batchSize)) {
    if (batchSize < 1) {
        throw std::invalid_argument("a batch holds at least one window");
    }
    if (description().causal) {
        batchSize_ = 1;
    }
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

WindowBatcher::~WindowBatcher() = default;

WindowBatcher::Counts WindowBatcher::counts() const {
    const std::lock_guard lock(mutex_);
    return counts_;
}

WindowBatcher::Client::Client(WindowBatcher& batcher) : batcher_(batcher) {
    const std::lock_guard lock(batcher_.mutex_);
    id_ = batcher_.nextClient_++;
    batcher_.seats_.try_emplace(id_);
}

WindowBatcher::Client::~Client() {
    decltype(batcher_.seats_)::node_type left;  // its stream is freed without the lock
    {
        const std::lock_guard lock(batcher_.mutex_);
        left = batcher_.seats_.extract(id_);
        std::erase_if(batcher_.jobs_, [this](const Job& job) { return job.client == id_; });
    }
    batcher_.mayRun_.notify_one();  // those who are left may all be waiting
}

void WindowBatcher::Client::submit(model::Clip clip, const GridPlace& place) {
    ++pending_;
    {
        const std::lock_guard lock(batcher_.mutex_);
        batcher_.jobs_.push_back({.client = id_, .clip = std::move(clip), .place = place});
    }
    batcher_.mayRun_.notify_one();
}

std::vector<float> WindowBatcher::Client::take() {
    if (pending_ == 0) {
        throw std::logic_error("no window was submitted");
    }
    std::unique_lock lock(batcher_.mutex_);
    Seat& mine = batcher_.seats_.at(id_);
    mine.waiting = true;
    batcher_.mayRun_.notify_one();
    batcher_.answered_.wait(lock, [&] { return !mine.answers.empty() || batcher_.failure_; });
    mine.waiting = false;
    if (mine.answers.empty()) {
        std::rethrow_exception(batcher_.failure_);
    }
    --pending_;
    auto scores = std::move(mine.answers.front());
    mine.answers.pop_front();
    return scores;
}

/// Nobody will submit more before the network has answered.
bool WindowBatcher::everybodyWaits() const {
    return std::ranges::all_of(seats_, [](const auto& entry) {
        return entry.second.waiting && entry.second.answers.empty();
    });
}

std::vector<WindowBatcher::Job> WindowBatcher::nextBatch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const bool ready = mayRun_.wait(lock, stop, [this] {
        return jobs_.size() >= batchSize_ || (!jobs_.empty() && everybodyWaits());
    });
    if (!ready) {
        return {};
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min(batchSize_, jobs_.size()));
    std::vector<Job> batch(std::make_move_iterator(jobs_.begin()),
                           std::make_move_iterator(jobs_.begin() + count));
    jobs_.erase(jobs_.begin(), jobs_.begin() + count);
    return batch;
}

std::vector<model::Prediction> WindowBatcher::classifyPadded(const std::vector<Job>& batch) {
    std::vector<model::Clip> clips;
    for (const Job& job : batch) {
        clips.push_back(job.clip);
    }
    clips.resize(batchSize_, clips.back());
    return classifier_->classify(clips, {});
}

/// nullptr when the client has left.
std::shared_ptr<StreamFeeder> WindowBatcher::feederOf(std::int64_t client) {
    const std::lock_guard lock(mutex_);
    const auto seat = seats_.find(client);
    if (seat == seats_.end()) {
        return nullptr;
    }
    if (!seat->second.feeder) {
        seat->second.feeder = StreamFeeder::open(*classifier_);
    }
    return seat->second.feeder;
}

std::vector<model::Prediction> WindowBatcher::feedStreams(const std::vector<Job>& batch) {
    std::vector<model::Prediction> predictions;
    for (const Job& job : batch) {
        const auto feeder = feederOf(job.client);
        predictions.push_back(feeder ? feeder->push(job.place, job.clip, {}) : model::Prediction{});
    }
    return predictions;
}

void WindowBatcher::runBatch(const std::vector<Job>& batch) {
    auto predictions = description().causal ? feedStreams(batch) : classifyPadded(batch);
    const std::lock_guard lock(mutex_);
    ++counts_.batches;
    counts_.windows += static_cast<std::int64_t>(batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto seat = seats_.find(batch[i].client);
        if (seat != seats_.end()) {
            seat->second.answers.push_back(std::move(predictions[i].probabilities));
        }
    }
}

void WindowBatcher::work(const std::stop_token& stop) {
    try {
        while (true) {
            const auto batch = nextBatch(stop);
            if (batch.empty()) {
                return;
            }
            runBatch(batch);
            answered_.notify_all();
        }
    } catch (...) {  // a thread's entry: whoever waits for scores gets the error
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
    }
    answered_.notify_all();
}

}  // namespace handscope::pipeline
