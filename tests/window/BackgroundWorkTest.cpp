// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/BackgroundWork.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QString>
#include <QTest>
#include <QThread>
#include <memory>
#include <optional>
#include <stdexcept>

#include "model/ModelError.h"
#include "tests/support/Patience.h"

namespace handscope::app {
namespace {

using test::kPatience;

class BackgroundWorkTest : public ::testing::Test {
protected:
    QObject owner;
    TaskThread tasks;  ///< last: it goes first
    std::optional<ui::Problem> problem;
    bool isTold = false;

    bool waitUntilTold() {
        return QTest::qWaitFor([this] { return isTold; }, kPatience);
    }

    auto takeProblem() {
        return [this](const ui::Problem& told) {
            problem = told;
            isTold = true;
        };
    }
};

TEST_F(BackgroundWorkTest, WorksOnTheTaskThreadAndTellsOnItsOwners) {
    QThread* worked = nullptr;
    QThread* told = nullptr;
    inBackground(
        tasks, &owner, [] { return QThread::currentThread(); },
        [&](QThread* thread) {
            worked = thread;
            told = QThread::currentThread();
            isTold = true;
        },
        takeProblem());
    ASSERT_TRUE(waitUntilTold());
    EXPECT_NE(worked, QThread::currentThread());
    EXPECT_EQ(told, QThread::currentThread());
    EXPECT_FALSE(problem);
}

TEST_F(BackgroundWorkTest, WorkWithoutAResultIsToldToo) {
    bool isDone = false;
    inBackground(
        tasks, &owner, [&isDone] { isDone = true; }, [this] { isTold = true; }, takeProblem());
    ASSERT_TRUE(waitUntilTold());
    EXPECT_TRUE(isDone);
    EXPECT_FALSE(problem);
}

TEST_F(BackgroundWorkTest, WhatIsThrownIsToldInItsThreeParts) {
    bool isDone = false;
    inBackground(
        tasks, &owner,
        []() -> int {
            throw model::ModelError("It is torn.", "Expected a whole one.", "Mend it.");
        },
        [&isDone](int /*result*/) { isDone = true; }, takeProblem());
    ASSERT_TRUE(waitUntilTold());
    EXPECT_FALSE(isDone);
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->whatHappened, "It is torn.");
    EXPECT_EQ(problem->whatWasExpected, "Expected a whole one.");
    EXPECT_EQ(problem->whatToDo, "Mend it.");
}

TEST_F(BackgroundWorkTest, WorkOfWhichOnlyAFailureIsToldFails) {
    inBackground(
        tasks, &owner, [] { throw std::runtime_error("no room"); }, takeProblem());
    ASSERT_TRUE(waitUntilTold());
    ASSERT_TRUE(problem);
    EXPECT_TRUE(problem->whatHappened.contains("no room")) << problem->whatHappened.toStdString();
}

TEST_F(BackgroundWorkTest, NothingIsToldToAnOwnerThatHasGone) {
    auto brief = std::make_unique<QObject>();
    {
        TaskThread ended;
        inBackground(
            ended, brief.get(), [] { return 1; }, [this](int /*result*/) { isTold = true; },
            takeProblem());
    }
    brief.reset();
    QCoreApplication::processEvents();
    EXPECT_FALSE(isTold);
}

}  // namespace
}  // namespace handscope::app
