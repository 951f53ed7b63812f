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

#include "model/Classifier.h"

namespace handscope::pipeline {

/// Runs the windows of several recordings through one network, in batches of one fixed size.
///
/// A batch that is not full is padded, so that the network always sees one shape and a window's
/// scores depend on nothing but the window: neither on how many recordings are read at once nor on
/// what else shares its batch. A batch starts when it is full, or when everybody waits. Owns a
/// thread for the network and shares the classifier, which nobody else may use meanwhile.
class WindowBatcher {
public:
    /// Throws std::invalid_argument unless the size is 1 or more.
    WindowBatcher(std::shared_ptr<model::Classifier> classifier, int batchSize);
    ~WindowBatcher();
    WindowBatcher(const WindowBatcher&) = delete;
    WindowBatcher& operator=(const WindowBatcher&) = delete;

    const model::ModelDescription& description() const noexcept {
        return classifier_->description();
    }
    int batchSize() const noexcept { return static_cast<int>(batchSize_); }

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

        /// Never blocks: bound what is pending by take().
        void submit(model::Clip clip);

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
    };
    /// One client's answers, oldest first.
    struct Place {
        std::deque<std::vector<float>> answers;
        bool waiting = false;  ///< within take()
    };

    std::shared_ptr<model::Classifier> classifier_;
    std::size_t batchSize_;
    mutable std::mutex mutex_;
    std::condition_variable_any mayRun_;
    std::condition_variable answered_;
    std::deque<Job> jobs_;
    std::map<std::int64_t, Place> places_;  ///< by client
    std::int64_t nextClient_ = 0;
    std::exception_ptr failure_;
    Counts counts_;
    std::jthread thread_;  ///< last, so that it ends before what it uses

    bool everybodyWaits() const;
    void work(const std::stop_token& stop);
    std::vector<Job> nextBatch(const std::stop_token& stop);
    void runBatch(std::vector<Job> batch);
};

}  // namespace handscope::pipeline
