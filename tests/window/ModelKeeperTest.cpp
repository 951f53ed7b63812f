// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ModelKeeper.h"

#include <gtest/gtest.h>

#include <QTest>
#include <QVector>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/BundledFiles.h"
#include "tests/support/FakeClassifier.h"
#include "tests/support/Patience.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::kPatience;

class ModelKeeperTest : public ::testing::Test {
protected:
    struct Loaded {
        QString file;
        std::optional<ui::Problem> insteadOf;
    };

    test::TestFolder folder;
    const QString bundled = QString::fromStdString(test::kBundledModel);
    const QString missing = QString::fromStdString(folder.file("gone.safetensors"));
    QVector<Loaded> models;
    QStringList problems;
    QStringList loading;

    std::unique_ptr<ModelKeeper> keeper(const QString& standIn) {
        auto keeper = std::make_unique<ModelKeeper>(model::LoadOptions{}, standIn);
        QObject::connect(
            keeper.get(), &ModelKeeper::loaded, keeper.get(),
            [this](const QString& file, const auto& classifier, const auto& insteadOf) {
                EXPECT_NE(classifier, nullptr);
                models.append({file, insteadOf});
            });
        QObject::connect(keeper.get(), &ModelKeeper::failed, keeper.get(),
                         [this](const ui::Problem& problem) { problems << problem.whatHappened; });
        QObject::connect(keeper.get(), &ModelKeeper::loading, keeper.get(),
                         [this](const QString& name) { loading << name; });
        return keeper;
    }

    bool waitForModel() {
        return QTest::qWaitFor([this] { return !models.isEmpty(); }, kPatience);
    }

    bool waitForProblems(int count) {
        return QTest::qWaitFor([this, count] { return problems.size() >= count; }, kPatience);
    }
};

TEST_F(ModelKeeperTest, TheBundledOneTakesThePlaceOfTheFirstThatIsMissing) {
    const auto kept = keeper(bundled);
    kept->load(missing);
    ASSERT_TRUE(waitForModel());
    EXPECT_EQ(models[0].file, bundled);
    ASSERT_TRUE(models[0].insteadOf);
    EXPECT_TRUE(models[0].insteadOf->whatHappened.contains(missing + " is missing"));
    EXPECT_TRUE(models[0].insteadOf->whatToDo.contains(bundled));
    EXPECT_EQ(problems.size(), 1);
    EXPECT_EQ(loading.first(), "gone");
    EXPECT_EQ(loading.last(), QString());
}

TEST_F(ModelKeeperTest, WhatIsWrongWithTheFileIsSaidWhereItIsThere) {
    std::ofstream(missing.toStdString()) << "no model";
    const auto kept = keeper(bundled);
    kept->load(missing);
    ASSERT_TRUE(waitForModel());
    ASSERT_TRUE(models[0].insteadOf);
    EXPECT_EQ(models[0].insteadOf->whatHappened, problems[0] + " The bundled model runs instead.");
}

TEST_F(ModelKeeperTest, ABundledOneThatCannotBeLoadedIsTriedOnce) {
    const auto kept = keeper(QString::fromStdString(folder.file("bundled.safetensors")));
    kept->load(missing);
    ASSERT_TRUE(waitForProblems(2)) << "of both";
    kept->load(missing);
    ASSERT_TRUE(waitForProblems(3));
    EXPECT_EQ(loading.last(), QString()) << "none is tried in its place again";
    EXPECT_TRUE(models.isEmpty());
}

TEST_F(ModelKeeperTest, WhereThereIsAModelAFailureLeavesItThere) {
    const auto kept = keeper(bundled);
    const std::vector<std::string> labels{"Thumb Up"};
    kept->use("own", std::make_shared<test::FakeClassifier>(
                         labels, 8, [](const model::Clip&) { return std::vector<float>{1.0F}; }));
    ASSERT_EQ(models.size(), 1);
    EXPECT_FALSE(models[0].insteadOf);
    kept->load(missing);
    ASSERT_TRUE(waitForProblems(1));
    EXPECT_EQ(loading.last(), QString());
    EXPECT_EQ(models.size(), 1);
}

TEST_F(ModelKeeperTest, ALaterChoiceOvertakesTheBundledOne) {
    // The one in its place cannot be loaded either; nobody is told, as it is no longer wanted.
    const auto kept = keeper(QString::fromStdString(folder.file("bundled.safetensors")));
    QObject::connect(
        kept.get(), &ModelKeeper::failed, kept.get(), [&] { kept->load(bundled); },
        Qt::QueuedConnection);
    kept->load(missing);
    ASSERT_TRUE(waitForModel());
    EXPECT_EQ(models[0].file, bundled);
    EXPECT_FALSE(models[0].insteadOf) << "it is what a person chose";
    EXPECT_EQ(problems.size(), 1);
}

}  // namespace
}  // namespace handscope::app
