// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecordingLister.h"

#include <gtest/gtest.h>

#include <QTest>
#include <fstream>
#include <memory>
#include <thread>

#include "capture/CaptureError.h"
#include "tests/support/Patience.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::kPatience;

/// Looks on until it is called off.
std::optional<RecordingList> lookEndlessly(const std::vector<std::filesystem::path>& /*paths*/,
                                           const std::filesystem::path& /*leaveOut*/,
                                           const ListProgress& progress) {
    while (progress(7)) {
        std::this_thread::yield();
    }
    return std::nullopt;
}

class RecordingListerTest : public ::testing::Test {
protected:
    RecordingList found;
    int parts = 0;
    QList<ui::Problem> failures;
    std::optional<int> files;  ///< as it was told last
    int ends = 0;
    std::unique_ptr<RecordingLister> lister;

    void use(RecordingLister::ListFunction listNow) {
        lister = std::make_unique<RecordingLister>(std::move(listNow));
        QObject::connect(lister.get(), &RecordingLister::listed, lister.get(),
                         [this](const RecordingList& part) {
                             ++parts;
                             found.recordings.insert(found.recordings.end(),
                                                     part.recordings.begin(),
                                                     part.recordings.end());
                             found.unusable.insert(found.unusable.end(), part.unusable.begin(),
                                                   part.unusable.end());
                         });
        QObject::connect(lister.get(), &RecordingLister::progressed, lister.get(),
                         [this](std::optional<int> met) {
                             files = met;
                             ends += met ? 0 : 1;
                         });
        QObject::connect(lister.get(), &RecordingLister::failed, lister.get(),
                         [this](const ui::Problem& problem) { failures << problem; });
    }

    bool waitForEnds(int count) {
        return QTest::qWaitFor([&] { return ends >= count; }, kPatience);
    }
};

TEST_F(RecordingListerTest, HandsOutVideosAndWhatWasNamedAndTellsTheRest) {
    const test::TestFolder folder;
    for (const char* const name : {"a.mp4", "notes.txt", "named.bin"}) {
        std::ofstream(folder.file(name)) << "x";
    }
    use([](const auto& paths, const auto& leaveOut, const ListProgress& progress) {
        return listRecordings(paths, leaveOut, progress);
    });
    lister->list({QString::fromStdString(folder.path().string()),
                  QString::fromStdString(folder.file("missing.mp4"))},
                 {});
    lister->list({QString::fromStdString(folder.file("named.bin"))}, {});
    ASSERT_TRUE(QTest::qWaitFor([&] { return found.recordings.size() == 2; }, kPatience));
    ASSERT_EQ(found.recordings.size(), 2U);
    EXPECT_EQ(found.recordings[0].name, "a.mp4");
    EXPECT_EQ(found.recordings[1].name, "named.bin");
    ASSERT_EQ(found.unusable.size(), 1U);
    EXPECT_EQ(found.unusable[0].name, folder.file("missing.mp4"));
}

TEST_F(RecordingListerTest, WhatWouldTakeATablesPlaceIsToldWithTheReason) {
    use([](const auto& /*paths*/, const auto& /*leaveOut*/, const ListProgress& /*progress*/) {
        return std::optional(RecordingList{
            .recordings = {{.file = "/v/labels.activitynet", .name = "labels.activitynet"},
                           {.file = "/v/a.mp4", .name = "a.mp4"}},
            .unusable = {}});
    });
    lister->list({"/v"}, {});
    ASSERT_TRUE(waitForEnds(1));
    ASSERT_EQ(found.recordings.size(), 1U);
    EXPECT_EQ(found.recordings[0].name, "a.mp4");
    ASSERT_EQ(found.unusable.size(), 1U);
    EXPECT_EQ(found.unusable[0].name, "labels.activitynet");
    EXPECT_NE(found.unusable[0].reason.find("rename it"), std::string::npos);
}

TEST_F(RecordingListerTest, ThousandsComeInPartsAndInOrder) {
    constexpr int kCount = 3000;
    use([](const auto& /*paths*/, const auto& /*leaveOut*/, const ListProgress& /*progress*/) {
        RecordingList all;
        for (int i = 0; i < kCount; ++i) {
            all.recordings.push_back({.file = "/v/a.mp4", .name = std::to_string(i)});
        }
        return std::optional(all);
    });
    lister->list({"/v"}, {});
    ASSERT_TRUE(waitForEnds(1));
    ASSERT_EQ(found.recordings.size(), static_cast<std::size_t>(kCount));
    for (int i = 0; i < kCount; ++i) {
        EXPECT_EQ(found.recordings[static_cast<std::size_t>(i)].name, std::to_string(i));
    }
    EXPECT_GT(parts, 10);
}

TEST_F(RecordingListerTest, TellsHowFarItIsAndIsCalledOff) {
    use(lookEndlessly);
    lister->list({"/v"}, {});
    lister->list({"/w"}, {});
    ASSERT_TRUE(QTest::qWaitFor([&] { return files.has_value(); }, kPatience));
    EXPECT_EQ(files, 7);
    lister->cancel();
    EXPECT_EQ(ends, 1);
    lister.reset();  // both have come to their end, or this would wait
    EXPECT_EQ(parts, 0);
}

TEST_F(RecordingListerTest, ListsAgainAfterItWasCalledOff) {
    int calls = 0;
    use([&calls](const auto& paths, const auto& leaveOut, const ListProgress& progress) {
        return ++calls == 1
                   ? lookEndlessly(paths, leaveOut, progress)
                   : std::optional(RecordingList{
                         .recordings = {{.file = "/w/b.mp4", .name = "b.mp4"}}, .unusable = {}});
    });
    lister->list({"/v"}, {});
    ASSERT_TRUE(QTest::qWaitFor([&] { return files.has_value(); }, kPatience));
    lister->cancel();
    lister->list({"/w"}, {});
    ASSERT_TRUE(waitForEnds(2));
    EXPECT_EQ(found.recordings.size(), 1U);
}

TEST_F(RecordingListerTest, ClosesWhileItLooks) {
    use(lookEndlessly);
    lister->list({"/v"}, {});
    lister.reset();
    EXPECT_EQ(parts, 0);
}

TEST_F(RecordingListerTest, SaysWhatFailed) {
    use([](const auto& /*paths*/, const auto& /*leaveOut*/,
           const ListProgress& /*progress*/) -> std::optional<RecordingList> {
        throw capture::CaptureError("Two are called the same.", "Expected other names.",
                                    "Rename one.");
    });
    lister->list({"/v"}, {});
    ASSERT_TRUE(waitForEnds(1));
    ASSERT_EQ(failures.size(), 1);
    EXPECT_EQ(failures[0].whatHappened, "Two are called the same.");
}

}  // namespace
}  // namespace handscope::app
