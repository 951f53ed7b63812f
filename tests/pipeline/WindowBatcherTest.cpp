// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/WindowBatcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "model/ModelError.h"

namespace handscope::pipeline {
namespace {

/// Answers with a clip's first value and notes the size of every batch.
class NotingClassifier : public model::Classifier {
public:
    NotingClassifier() { description_.labels = {"value"}; }

    const model::ModelDescription& description() const noexcept override { return description_; }

    std::vector<model::Prediction> classify(std::span<const model::Clip> clips,
                                            const model::ClassifyRequest&) override {
        if (fails) {
            throw model::ModelError("The network failed.", "Expected scores.", "Try again.");
        }
        sizes.push_back(clips.size());
        std::vector<model::Prediction> predictions;
        for (const model::Clip& clip : clips) {
            predictions.push_back(
                {.probabilities = {clip.front()->front()}, .logits = {}, .maps = {}});
        }
        return predictions;
    }

    std::vector<std::size_t> sizes;  ///< to be read when the batcher is gone
    std::atomic<bool> fails{false};

private:
    model::ModelDescription description_;
};

model::Clip clipOf(float value) {
    return {std::make_shared<const std::vector<float>>(1, value)};
}

class WindowBatcherTest : public ::testing::Test {
protected:
    std::shared_ptr<NotingClassifier> network = std::make_shared<NotingClassifier>();
};

TEST_F(WindowBatcherTest, AnswersInTheOrderOfTheQuestions) {
    WindowBatcher batcher(network, 4);
    WindowBatcher::Client client(batcher);
    for (int i = 0; i < 10; ++i) {
        client.submit(clipOf(static_cast<float>(i)));
    }
    EXPECT_EQ(client.pending(), 10U);
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(client.take(), std::vector<float>{static_cast<float>(i)});
    }
    EXPECT_EQ(client.pending(), 0U);
}

TEST_F(WindowBatcherTest, PadsWhatIsNotFull) {
    {
        WindowBatcher batcher(network, 4);
        WindowBatcher::Client client(batcher);
        client.submit(clipOf(1.0F));
        EXPECT_EQ(client.take(), std::vector<float>{1.0F});
        EXPECT_EQ(batcher.counts().windows, 1);
    }
    EXPECT_EQ(network->sizes, std::vector<std::size_t>{4});
}

TEST_F(WindowBatcherTest, SharesABatchBetweenRecordings) {
    WindowBatcher batcher(network, 2);
    WindowBatcher::Client first(batcher);
    WindowBatcher::Client second(batcher);
    first.submit(clipOf(1.0F));
    second.submit(clipOf(2.0F));
    EXPECT_EQ(first.take(), std::vector<float>{1.0F});
    EXPECT_EQ(second.take(), std::vector<float>{2.0F});
    EXPECT_EQ(batcher.counts().batches, 1);
}

TEST_F(WindowBatcherTest, WaitsForAFullBatchWhileSomebodyStillWorks) {
    {
        WindowBatcher batcher(network, 2);
        WindowBatcher::Client working(batcher);
        std::jthread waiter([&] {
            WindowBatcher::Client client(batcher);
            client.submit(clipOf(1.0F));
            EXPECT_EQ(client.take(), std::vector<float>{1.0F});
        });
        working.submit(clipOf(2.0F));  // whichever comes second fills the batch
        waiter.join();
        EXPECT_EQ(working.take(), std::vector<float>{2.0F});
    }
    EXPECT_EQ(network->sizes, std::vector<std::size_t>{2});
}

TEST_F(WindowBatcherTest, RunsWhatIsThereWhenTheOthersHaveLeft) {
    WindowBatcher batcher(network, 4);
    auto leaving = std::make_unique<WindowBatcher::Client>(batcher);
    leaving->submit(clipOf(9.0F));
    std::jthread waiter([&] {
        WindowBatcher::Client client(batcher);
        client.submit(clipOf(1.0F));
        EXPECT_EQ(client.take(), std::vector<float>{1.0F});
    });
    leaving.reset();
}

TEST_F(WindowBatcherTest, ManyThreadsGetTheirOwnAnswers) {
    WindowBatcher batcher(network, 3);
    std::vector<std::jthread> threads;
    std::atomic<int> wrong{0};
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            WindowBatcher::Client client(batcher);
            std::size_t asked = 0;
            for (int taken = 0; taken < 200; ++taken) {
                while (asked < 200 && client.pending() < 6) {
                    client.submit(
                        clipOf(static_cast<float>(1000 * thread) + static_cast<float>(asked++)));
                }
                wrong += client.take().front() != static_cast<float>(1000 * thread + taken);
            }
        });
    }
    threads.clear();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(batcher.counts().windows, 800);
}

TEST_F(WindowBatcherTest, AFailureReachesWhoeverWaits) {
    network->fails = true;
    WindowBatcher batcher(network, 2);
    WindowBatcher::Client client(batcher);
    client.submit(clipOf(1.0F));
    EXPECT_THROW(client.take(), model::ModelError);
    client.submit(clipOf(1.0F));
    EXPECT_THROW(client.take(), model::ModelError);
}

TEST_F(WindowBatcherTest, RefusesAnEmptyBatch) {
    EXPECT_THROW(WindowBatcher(network, 0), std::invalid_argument);
}

}  // namespace
}  // namespace handscope::pipeline
