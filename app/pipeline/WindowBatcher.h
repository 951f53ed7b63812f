// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "app/pipeline/StreamFeeder.h"
#include "app/pipeline/WindowSampler.h"
#include "model/Classifier.h"

namespace handscope::pipeline {

/// Runs the windows of several recordings through one network, so that a recording's scores do not
/// depend on how many recordings are read at once.
///
/// A windowed model runs batches of one fixed size. A batch that is not full is padded, so that the
/// network always sees one shape and a window's scores depend on nothing but the window. A batch
/// starts when it is full, or when everybody waits. A causal model runs window by window, as they
/// come; each client has a stream of its own, which is fed in the order of its windows.
///
/// Owns a thread for the network and shares the classifier, which nobody else may use meanwhile.
class WindowBatcher {
public:
    /// The size is of a windowed model's batches. Throws std::invalid_argument unless it is 1 or
    /// more.
    WindowBatcher(std::shared_ptr<model::Classifier> classifier, int batchSize);
    ~WindowBatcher();
    WindowBatcher(const WindowBatcher&) = delete;
    WindowBatcher& operator=(const WindowBatcher&) = delete;

    const model::ModelDescription& description() const noexcept {
        return classifier_->description();
    }
    /// 1 for a causal model.
    int batchSize() const noexcept { return static_cast<int>(batchSize_); }
    /// How many windows a client best lets wait: the next are decoded while the network runs.
    std::size_t mostPending() const noexcept { return 2 * batchSize_; }

    /// Batches that ran, and the windows in them.
    struct Counts {
        std::int64_t batches = 0;
        std::int64_t windows = 0;
    };
    Counts counts() const;

    /// One recording's place at the network. One thread at a time; must not outlive the batcher.
    /// The destructor forgets what was submitted and not taken.
    class Client {
    public:
        explicit Client(WindowBatcher& batcher);
        ~Client();
        Client(const Client&) = delete;
        Client& operator=(const Client&) = delete;

        /// Never blocks: bound what is pending by take(). A causal model needs the window's place;
        /// its windows come from one sampler, in order.
        void submit(model::Clip clip, const GridPlace& place = {});

        /// Windows submitted and not taken.
        std::size_t pending() const noexcept { return pending_; }

        /// The oldest pending window's probabilities, one a class. Blocks for the network. Throws
        /// model::ModelError where the forward pass failed: then every later call does.
        std::vector<float> take();

        const WindowBatcher& batcher() const noexcept { return batcher_; }

    private:
        WindowBatcher& batcher_;
        std::int64_t id_;
        std::size_t pending_ = 0;
    };

private:
    struct Job {
        std::int64_t client;
        model::Clip clip;
        GridPlace place;
    };
    struct Seat {
        std::deque<std::vector<float>> answers;  ///< oldest first
        bool waiting = false;                    ///< within take()
        std::shared_ptr<StreamFeeder> feeder;    ///< of a causal model; the network's thread alone
    };

    std::shared_ptr<model::Classifier> classifier_;
    std::size_t batchSize_;
    mutable std::mutex mutex_;
    std::condition_variable_any mayRun_;
    std::condition_variable answered_;
    std::deque<Job> jobs_;
    std::map<std::int64_t, Seat> seats_;  ///< by client
    std::int64_t nextClient_ = 0;
    std::exception_ptr failure_;
    Counts counts_;
    std::jthread thread_;  ///< last, so that it ends before what it uses

    bool everybodyWaits() const;
    void work(const std::stop_token& stop);
    std::vector<Job> nextBatch(const std::stop_token& stop);
    void runBatch(const std::vector<Job>& batch);
    std::vector<model::Prediction> classifyPadded(const std::vector<Job>& batch);
    std::vector<model::Prediction> feedStreams(const std::vector<Job>& batch);
    std::shared_ptr<StreamFeeder> feederOf(std::int64_t client);
};

}  // namespace handscope::pipeline
