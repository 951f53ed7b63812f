// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MomentFinder.h"

#include <gmock/gmock.h>

#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "capture/VideoWriter.h"
#include "tests/support/Patience.h"
#include "tests/support/SyntheticFrames.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::kPatience;

const pipeline::WindowSettings kWindows{.length = 0.8, .stride = 0.2, .segments = 4};

class MomentFinderTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    MomentFinder finder;
    std::vector<WindowAndPast> found;
    QSignalSpy missing{&finder, &MomentFinder::missing};
    QSignalSpy thumbnails{&finder, &MomentFinder::thumbnailsMade};

    void SetUp() override {
        QObject::connect(&finder, &MomentFinder::found, &finder,
                         [this](const WindowAndPast& moment) { found.push_back(moment); });
    }

    /// Three seconds of black, ten frames a second.
    MomentSource file() const {
        const std::string name = folder.file("black.mp4");
        capture::VideoWriter writer(name, 32, 32);
        for (int i = 0; i < 30; ++i) {
            writer.write(*test::greyFrame(0.0, i, 0, 32, 32), i / 10.0);
        }
        writer.finish();
        return {.choice = {.address = QString::fromStdString(name)},
                .seekable = true,
                .windows = kWindows};
    }

    /// White frames from `first` on, a tenth of a second apart, are kept.
    void keepWhite(double first, int count) {
        for (int i = 0; i < count; ++i) {
            finder.history()->push(test::greyFrame(first + 0.1 * i, i, 255, 32, 32));
            finder.history()->flush();
        }
    }
    bool waitUntilFound(std::size_t count) {
        return QTest::qWaitFor([&] { return found.size() >= count; }, kPatience);
    }
    /// Of the window found last.
    int brightness() const { return found.back().window.frames.front()->pixels.front(); }
};

TEST_F(MomentFinderTest, LooksIntoWhatWasKeptAndThenIntoTheFile) {
    finder.setSource(file());
    keepWhite(0.0, 12);
    finder.find(1.0);
    ASSERT_TRUE(waitUntilFound(1));
    EXPECT_GT(brightness(), 250) << "as it was kept";
    EXPECT_DOUBLE_EQ(found.back().window.end, 1.0);
    finder.find(2.5);
    ASSERT_TRUE(waitUntilFound(2));
    EXPECT_LT(brightness(), 5) << "from the file";
    EXPECT_NEAR(found.back().window.frames.back()->pts, 2.4, 1e-6);
    EXPECT_TRUE(missing.isEmpty());
}

TEST_F(MomentFinderTest, GivesTheFramesBeforeTheWindow) {
    auto source = file();
    source.pastFrames = 3;
    finder.setSource(source);
    finder.find(2.5);
    ASSERT_TRUE(waitUntilFound(1));
    ASSERT_EQ(found[0].past.size(), 3U);
    EXPECT_NEAR(found[0].past.front()->pts, 1.2, 1e-6) << "at 1.2";
}

TEST_F(MomentFinderTest, SaysWhichMomentIsMissingAndWhy) {
    finder.setSource({.choice = {.address = "camera"}, .live = true, .windows = kWindows});
    keepWhite(5.0, 12);
    finder.find(5.5);
    ASSERT_TRUE(missing.wait(kPatience));
    EXPECT_DOUBLE_EQ(missing[0][0].toDouble(), 5.5);
    EXPECT_TRUE(missing[0][1].toString().contains("before what is kept"));
    finder.setSource(
        {.choice = {.address = "/no/such/file.mp4"}, .seekable = true, .windows = kWindows});
    finder.find(1.0);
    ASSERT_TRUE(missing.wait(kPatience));
    EXPECT_TRUE(missing[1][1].toString().contains("/no/such/file.mp4"));
}

TEST_F(MomentFinderTest, OpensTheFileWithTheOptionsThatItWasChosenWith) {
    auto source = file();
    source.choice.formatOptions["no_such_option"] = "1";
    finder.setSource(source);
    finder.find(2.5);
    ASSERT_TRUE(missing.wait(kPatience));
    EXPECT_TRUE(missing[0][1].toString().contains("no_such_option"));
}

TEST_F(MomentFinderTest, TheLatestRequestWins) {
    finder.setSource(file());
    for (int i = 0; i < 100; ++i) {
        finder.find(1.0 + 0.01 * i);
    }
    ASSERT_TRUE(QTest::qWaitFor([&] { return !found.empty() && found.back().window.end > 1.985; },
                                kPatience));
    EXPECT_LT(found.size(), 20U);
    const auto before = found.size();
    finder.find(2.5);  // whatever was left to answer comes before this
    ASSERT_TRUE(QTest::qWaitFor([&] { return found.back().window.end == 2.5; }, kPatience));
    EXPECT_EQ(found.size(), before + 1);
}

TEST_F(MomentFinderTest, WhatWasAskedOfAnotherSourceIsNotAnswered) {
    finder.setSource(file());
    keepWhite(0.0, 12);
    finder.find(1.0);
    finder.makeThumbnails(4);
    finder.setSource({.choice = {.address = "camera"}, .live = true, .windows = kWindows});
    EXPECT_EQ(finder.history()->frames(), 0U);
    keepWhite(5.0, 12);
    finder.find(6.0);  // one thing is answered after the other
    ASSERT_TRUE(waitUntilFound(1));
    EXPECT_DOUBLE_EQ(found.front().window.end, 6.0);
    EXPECT_EQ(found.size(), 1U);
    EXPECT_TRUE(missing.isEmpty());
    EXPECT_TRUE(thumbnails.isEmpty());
}

TEST_F(MomentFinderTest, OtherWindowsOfTheSameSourceKeepItsFrames) {
    auto source = file();
    finder.setSource(source);
    keepWhite(0.0, 12);
    source.windows.segments = 8;
    finder.setSource(source, /*keep=*/true);
    finder.find(1.0);
    ASSERT_TRUE(waitUntilFound(1));
    EXPECT_EQ(found[0].window.frames.size(), 8U);
    EXPECT_GT(brightness(), 250);
}

TEST_F(MomentFinderTest, MakesThumbnailsOfWhatIsKept) {
    finder.setSource({.choice = {.address = "camera"}, .live = true, .windows = kWindows});
    keepWhite(5.0, 11);
    finder.makeThumbnails(5);
    finder.makeThumbnails(5);  // while one is under way
    ASSERT_TRUE(thumbnails.wait(kPatience));
    const auto made = thumbnails[0][0].value<QVector<ui::StripThumbnail>>();
    ASSERT_EQ(made.size(), 5);
    EXPECT_NEAR(made[0].seconds, 5.1, 0.05);
    EXPECT_GT(made[0].picture.pixelColor(1, 1).red(), 250);
    finder.makeThumbnails(5);
    EXPECT_TRUE(thumbnails.wait(kPatience));
    EXPECT_EQ(thumbnails.size(), 2);
}

TEST_F(MomentFinderTest, StepsFromFrameToFrame) {
    finder.setSource({.choice = {.address = "camera"}, .live = true, .windows = kWindows});
    keepWhite(5.0, 3);
    EXPECT_NEAR(finder.stepTime(5.0, +1).value_or(0.0), 5.1, 1e-9);
    EXPECT_EQ(finder.stepTime(5.0, -1), std::nullopt);
}

TEST_F(MomentFinderTest, GoesWhileItDecodes) {
    for (int i = 0; i < 10; ++i) {
        auto brief = std::make_unique<MomentFinder>();
        brief->setSource(file());
        brief->find(2.0);
        brief->makeThumbnails(3);
        QTest::qWait(i);
    }
}

}  // namespace
}  // namespace handscope::app
