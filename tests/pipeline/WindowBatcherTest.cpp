// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/WindowBatcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "model/ModelError.h"
#include "tests/support/FakeClassifier.h"

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

/// A causal network whose stream answers with the sum of all that it was fed.
class CausalWindowBatcherTest : public ::testing::Test {
protected:
    static constexpr int kSegments = 3;

    std::shared_ptr<test::FakeClassifier> network = std::make_shared<test::FakeClassifier>(
        std::vector<std::string>{"sum"}, kSegments, [](const model::Clip& fed) {
            float sum = 0.0F;
            for (const model::PreparedFrame& frame : fed) {
                sum += frame->front();
            }
            return std::vector<float>{sum};
        });

    CausalWindowBatcherTest() { network->makeCausal(8.0); }

    /// The window at `index` of a video that has the value `seed + i` at instant i.
    static void submit(WindowBatcher::Client& client, int seed, std::int64_t index,
                       std::int64_t grid = 0) {
        model::Clip clip;
        for (int i = 0; i < kSegments; ++i) {
            clip.push_back(clipOf(static_cast<float>(seed + index + i)).front());
        }
        client.submit(std::move(clip), {.grid = grid, .index = index});
    }

    static float sumUpTo(int seed, std::int64_t index) {
        float sum = 0.0F;
        for (std::int64_t i = 0; i < index + kSegments; ++i) {
            sum += static_cast<float>(seed + i);
        }
        return sum;
    }
};

TEST_F(CausalWindowBatcherTest, FeedsAClientsWindowsInOrder) {
    WindowBatcher batcher(network, 4);
    WindowBatcher::Client client(batcher);
    for (int i = 0; i < 10; ++i) {
        submit(client, 1, i);
    }
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(client.take(), std::vector<float>{sumUpTo(1, i)});
    }
    EXPECT_EQ(batcher.batchSize(), 1);
}

TEST_F(CausalWindowBatcherTest, RunsAWindowThoughOthersStillWork) {
    WindowBatcher batcher(network, 4);
    const WindowBatcher::Client working(batcher);
    WindowBatcher::Client client(batcher);
    submit(client, 1, 0);
    EXPECT_EQ(client.take(), std::vector<float>{sumUpTo(1, 0)});
}

TEST_F(CausalWindowBatcherTest, EachClientHasAStreamOfItsOwn) {
    WindowBatcher batcher(network, 4);
    std::vector<std::jthread> threads;
    std::atomic<int> wrong{0};
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            WindowBatcher::Client client(batcher);
            int asked = 0;
            for (int taken = 0; taken < 100; ++taken) {
                while (asked < 100 && client.pending() < 3) {
                    submit(client, 1000 * thread, asked++);
                }
                wrong += client.take().front() != sumUpTo(1000 * thread, taken);
            }
        });
    }
    threads.clear();
    EXPECT_EQ(wrong, 0);
}

TEST_F(CausalWindowBatcherTest, AClientThatLeavesTakesItsStreamAlong) {
    WindowBatcher batcher(network, 1);
    for (int i = 0; i < 20; ++i) {
        WindowBatcher::Client client(batcher);
        submit(client, 5, 0);
        submit(client, 5, 1);
        EXPECT_EQ(client.take(), std::vector<float>{sumUpTo(5, 0)}) << "nothing of the one before";
    }
}

TEST_F(CausalWindowBatcherTest, BeginsAnewWithAnotherGrid) {
    WindowBatcher batcher(network, 1);
    WindowBatcher::Client client(batcher);
    submit(client, 1, 0, 0);
    submit(client, 1, 1, 1);
    client.take();
    EXPECT_EQ(client.take(), std::vector<float>{2.0F + 3.0F + 4.0F});
}

}  // namespace
}  // namespace handscope::pipeline
