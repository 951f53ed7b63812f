// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/FileHash.h"
#include "app/window/ModelLoader.h"

#include <gtest/gtest.h>

#include <QSettings>
#include <QTest>
#include <fstream>
#include <memory>

#include "tests/support/Patience.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::kPatience;

/// A description of a TorchScript module whose content is none: where it is loaded, it fails as a
/// module.
class ModelLoaderTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    const QString description = QString::fromStdString(folder.file("model.json"));
    std::unique_ptr<TaskThread> tasks = std::make_unique<TaskThread>();
    ModelLoader loader{*tasks};
    QStringList asked;  ///< hashes
    QList<ui::Problem> failures;

    void SetUp() override {
        forgetTrust();
        QObject::connect(&loader, &ModelLoader::trustNeeded, &loader,
                         [this](const QString& file, const QString& module, const QString& sha256) {
                             EXPECT_EQ(file, description);
                             // Whoever checks it sums up the file that is named.
                             EXPECT_EQ(sha256.toStdString(), fileSha256(module.toStdString()));
                             asked << sha256;
                         });
        QObject::connect(&loader, &ModelLoader::failed, &loader,
                         [this](const ui::Problem& problem) {
                             EXPECT_FALSE(problem.whatHappened.isEmpty());
                             EXPECT_FALSE(problem.whatWasExpected.isEmpty());
                             EXPECT_FALSE(problem.whatToDo.isEmpty());
                             failures << problem;
                         });
        std::ofstream(description.toStdString())
            << R"({"format": "handscope-torchscript-1", "module": "module.pt", "segments": 4,
                   "input_size": 16, "layout": "NCTHW", "range": [0, 255], "mean": [0, 0, 0],
                   "std": [1, 1, 1], "output": "logits", "labels": ["dark", "bright"]})";
        writeModule("one program");
    }

    void TearDown() override {
        tasks.reset();
        forgetTrust();
    }

    static void forgetTrust() { QSettings().remove("model/trustedScripts"); }

    void writeModule(const char* content) const {
        std::ofstream(folder.file("module.pt"), std::ios::trunc) << content;
    }

    bool waitUntilAsked(int times) {
        return QTest::qWaitFor([&] { return asked.size() >= times; }, kPatience);
    }

    bool waitForFailure(int times) {
        return QTest::qWaitFor([&] { return failures.size() >= times; }, kPatience);
    }

    QString lastFailure() const {
        return failures.isEmpty() ? QString() : failures.last().whatHappened;
    }
};

TEST_F(ModelLoaderTest, AsksBeforeAScriptRunsForTheFirstTimeAndThenNoMore) {
    loader.load(description);
    ASSERT_TRUE(waitUntilAsked(1));
    EXPECT_TRUE(failures.isEmpty());
    loader.trust(description, asked[0], true);
    ASSERT_TRUE(waitForFailure(1));
    EXPECT_FALSE(lastFailure().contains("has changed")) << lastFailure().toStdString();
    loader.load(description);
    ASSERT_TRUE(waitForFailure(2));
    EXPECT_EQ(asked.size(), 1);
}

TEST_F(ModelLoaderTest, AScriptThatIsNotTrustedIsNotLoaded) {
    loader.load(description);
    ASSERT_TRUE(waitUntilAsked(1));
    loader.trust(description, asked[0], false);
    ASSERT_EQ(failures.size(), 1);
    EXPECT_TRUE(lastFailure().contains("was not loaded"));
    loader.load(description);
    EXPECT_TRUE(waitUntilAsked(2)) << "it was not remembered as trusted";
}

TEST_F(ModelLoaderTest, AScriptThatIsReplacedWhileAPersonIsAskedDoesNotRun) {
    loader.load(description);
    ASSERT_TRUE(waitUntilAsked(1));
    writeModule("another program");
    loader.trust(description, asked[0], true);
    ASSERT_TRUE(waitForFailure(1));
    EXPECT_TRUE(lastFailure().contains("has changed since it was trusted"))
        << lastFailure().toStdString();
    loader.load(description);
    ASSERT_TRUE(waitUntilAsked(2)) << "about the other one";
    EXPECT_NE(asked[1], asked[0]);
}

TEST_F(ModelLoaderTest, AModuleThatIsMissingIsTold) {
    std::filesystem::remove(folder.file("module.pt"));
    loader.load(description);
    ASSERT_TRUE(waitForFailure(1));
    EXPECT_TRUE(lastFailure().contains("module cannot be read")) << lastFailure().toStdString();
    EXPECT_TRUE(asked.isEmpty());
}

}  // namespace
}  // namespace handscope::app
