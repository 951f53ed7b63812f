// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/capture/SourceFixture.h"

namespace handscope::capture {
namespace {

class SeekTest : public SourceFixture, public testing::WithParamInterface<VideoKind> {
protected:
    /// A kind's file, made once for all tests of it that run in this process.
    struct Video {
        std::string file;
        std::vector<FramePtr> frames;  ///< read from start to end
    };
    struct Videos {
        test::TestFolder folder;
        std::map<std::string, Video> made;
    };
    inline static std::optional<Videos> videos_;
    std::vector<FramePtr> frames_;

    static void TearDownTestSuite() { videos_.reset(); }

    std::string prepare() {
        if (!videos_) {
            videos_.emplace();
        }
        const auto [video, isNew] = videos_->made.try_emplace(GetParam().file);
        if (isNew) {
            video->second.file =
                make(videos_->folder, GetParam().file, "testsrc2=size=96x64:rate=10:duration=6",
                     GetParam().arguments);
            video->second.frames = readAll(video->second.file);
        }
        frames_ = video->second.frames;
        EXPECT_GE(frames_.size(), 59U);
        return video->second.file;
    }

    const Frame& lastAtOrBefore(double seconds) const {
        const auto after =
            std::find_if(frames_.begin(), frames_.end(),
                         [seconds](const FramePtr& frame) { return frame->pts > seconds + 1e-6; });
        return **(after == frames_.begin() ? after : std::prev(after));
    }

    static void expectSame(const FramePtr& got, const Frame& expected) {
        ASSERT_NE(got, nullptr);
        EXPECT_NEAR(got->pts, expected.pts, 1e-6);
        EXPECT_EQ(got->pixels, expected.pixels);
    }
};

TEST_P(SeekTest, GivesTheLastFrameAtOrBeforeTheTimeAsked) {
    const auto source = openSource(prepare());
    const double start = frames_.front()->pts;
    for (const double ahead : {3.0, 5.25, 0.0, 1.95, 0.1, 5.899, 3.34, 3.34, 2.0}) {
        SCOPED_TRACE(ahead);
        const double target = start + ahead;
        source->seek(target);
        const FramePtr first = source->read();
        expectSame(first, lastAtOrBefore(target));
        EXPECT_TRUE(first->discontinuity);
        const FramePtr second = source->read();
        const auto next = std::find_if(frames_.begin(), frames_.end(), [&](const FramePtr& frame) {
            return frame->pts > first->pts + 1e-6;
        });
        if (next != frames_.end()) {
            expectSame(second, **next);
            EXPECT_FALSE(second->discontinuity);
        }
    }
}

TEST_P(SeekTest, FindsEveryFrameByItsOwnPts) {
    const auto source = openSource(prepare());
    for (std::size_t i = 0; i < frames_.size(); i += 7) {
        source->seek(frames_[i]->pts);
        expectSame(source->read(), *frames_[i]);
    }
}

TEST_P(SeekTest, PlaysOnAfterTheEnd) {
    const auto source = openSource(prepare());
    readAll(*source);
    source->seek(std::numeric_limits<double>::lowest());
    const auto again = readAll(*source);
    ASSERT_EQ(again.size(), frames_.size());
    for (std::size_t i = 0; i < again.size(); ++i) {
        EXPECT_EQ(again[i]->discontinuity, i == 0);
        EXPECT_NEAR(again[i]->pts, frames_[i]->pts, 1e-6);
        EXPECT_EQ(again[i]->pixels, frames_[i]->pixels);
        EXPECT_GT(again[i]->sequence, frames_.back()->sequence);
    }
}

TEST_P(SeekTest, GivesTheLastFrameForATimeAfterTheEnd) {
    const auto source = openSource(prepare());
    source->seek(frames_.back()->pts + 100.0);
    expectSame(source->read(), *frames_.back());
    EXPECT_EQ(source->read(), nullptr);
}

TEST_P(SeekTest, RefusesATimeThatIsNoNumber) {
    const auto source = openSource(prepare());
    EXPECT_THROW(source->seek(std::numeric_limits<double>::quiet_NaN()), CaptureError);
}

INSTANTIATE_TEST_SUITE_P(
    Containers, SeekTest,
    testing::Values(
        VideoKind{"long-groups.mp4", {"-c:v", "libx264", "-g", "25", "-bf", "3"}},
        VideoKind{"open-groups.mp4",
                  {"-c:v", "libx264", "-g", "12", "-bf", "3", "-x264-params", "open-gop=1"}},
        VideoKind{"clip.mkv", {"-c:v", "libx264", "-g", "15", "-bf", "2"}},
        VideoKind{"clip.ts", {"-c:v", "libx264", "-g", "15", "-bf", "2"}},
        VideoKind{"mpeg2.ts", {"-c:v", "mpeg2video", "-g", "12", "-bf", "2"}},
        VideoKind{"clip.avi", {"-c:v", "mpeg4", "-g", "12"}},
        VideoKind{"pictures.mkv", {"-c:v", "mjpeg"}},
        VideoKind{"raw.h264", {"-c:v", "libx264", "-g", "15", "-bf", "0"}},
        VideoKind{"clip.webm", {"-c:v", "libvpx", "-deadline", "realtime", "-g", "15"}},
        VideoKind{"clip.flv", {"-c:v", "flv1", "-g", "12"}},
        VideoKind{"clip.ogv", {"-c:v", "libtheora", "-g", "12"}},
        VideoKind{"clip.asf", {"-c:v", "msmpeg4", "-g", "12"}},
        VideoKind{"clip.y4m", {"-pix_fmt", "yuv420p"}},
        VideoKind{"clip.mpg", {"-c:v", "mpeg2video", "-r", "25", "-g", "12", "-bf", "2"}},
        VideoKind{"untold.mpg", {"-c:v", "mpeg2video", "-r", "30", "-bf", "2"}},
        VideoKind{"untold.avi", {"-c:v", "mpeg4", "-r", "30", "-bf", "2"}},
        VideoKind{"offset.mkv", {"-c:v", "libx264", "-output_ts_offset", "100"}}),
    [](const auto& kind) { return withUnderscores(kind.param.file); });

}  // namespace
}  // namespace handscope::capture
