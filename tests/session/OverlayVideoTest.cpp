// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/OverlayVideo.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "capture/FrameSource.h"
#include "capture/VideoWriter.h"
#include "model/ModelError.h"
#include "tests/capture/MediaTool.h"
#include "tests/inspect/InspectedFrames.h"
#include "tests/support/FakeClassifier.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::TestFolder;

constexpr int kSegments = 4;
constexpr double kRate = 20.0;
constexpr int kWidth = 160;
constexpr int kHeight = 96;

/// A network whose maps hold the red of the frames that it was given, as does its evidence of class
/// 1; that of class 0 has the other sign.
class RedMaps : public test::FakeClassifier {
public:
    std::vector<model::Mute> mutes;  ///< of the last call

    RedMaps()
        : FakeClassifier({"Thumb Up", "No gesture"}, kSegments, [](const model::Clip&) {
              return std::vector<float>{0.9F, 0.1F};
          }) {}

    std::vector<model::Prediction> classify(std::span<const model::Clip> clips,
                                            const model::ClassifyRequest& request) override {
        mutes = request.mutes;
        auto predictions = FakeClassifier::classify(clips, request);
        for (std::size_t i = 0; i < clips.size(); ++i) {
            for (const int evidenceOf : request.evidence) {
                predictions[i].evidence.push_back(
                    {.classIndex = evidenceOf,
                     .bias = 0.0F,
                     .map = {.point = {},
                             .frames = static_cast<int>(clips[i].size()),
                             .channels = 1,
                             .height = 1,
                             .width = 1,
                             .values = std::vector<float>(clips[i].size())}});
            }
            const auto fill = [&clip = clips[i]](model::FeatureMap& map, float sign) {
                for (std::size_t t = 0; t < clip.size(); ++t) {
                    map.values[t] = sign * clip[t]->front();
                }
            };
            for (model::FeatureMap& map : predictions[i].maps) {
                fill(map, 1.0F);
            }
            for (model::ClassEvidence& evidence : predictions[i].evidence) {
                fill(evidence.map, evidence.classIndex == 1 ? 1.0F : -1.0F);
            }
        }
        return predictions;
    }
};

/// Values that RedMaps gives for black and for full red.
ValueRange redRange() {
    const model::InputSpec input;
    return {.low = (0.0F - input.mean[0]) / input.std[0],
            .high = (1.0F - input.mean[0]) / input.std[0]};
}

capture::Frame plainFrame(int level, int width = kWidth, int height = kHeight) {
    capture::Frame frame;
    frame.width = width;
    frame.height = height;
    frame.pixels.assign(static_cast<std::size_t>(width) * height * 3, 0);
    for (std::size_t i = 0; i < frame.pixels.size(); i += 3) {
        frame.pixels[i] = static_cast<std::uint8_t>(level);
        frame.pixels[i + 1] = 100;
        frame.pixels[i + 2] = 100;
    }
    return frame;
}

/// Of the n-th frame of the recordings below.
int levelOf(int n) {
    return 20 + n % 200;
}

class OverlayVideoTest : public ::testing::Test {
protected:
    TestFolder folder_;
    std::shared_ptr<RedMaps> classifier_ = std::make_shared<RedMaps>();

    /// Frames `kRate` a second whose red grows from one to the next.
    std::string recordingOf(double seconds) const {
        const std::string file = folder_.file("in.mp4");
        capture::VideoWriter writer(file, kWidth, kHeight, {.quality = 5});
        for (int i = 0; i < seconds * kRate; ++i) {
            writer.write(plainFrame(levelOf(i)), i / kRate);
        }
        writer.finish();
        return file;
    }

    static OverlayVideoSettings settings() {
        OverlayVideoSettings settings;
        settings.windows = {.length = 1.0, .stride = 0.25};
        settings.map = MapOverlay{.point = {.block = "layer1.0", .tap = model::Tap::Output},
                                  .frame = std::nullopt,
                                  .colours = ColourMap::Grey,
                                  .range = redRange(),
                                  .opacity = 1.0};
        settings.prediction = false;
        settings.quality = 5;
        return settings;
    }

    std::string out() const { return folder_.file("out.mp4"); }

    static std::vector<capture::FramePtr> framesOf(const std::string& file) {
        std::vector<capture::FramePtr> frames;
        const auto source = capture::openSource(file);
        while (auto frame = source->read()) {
            frames.push_back(std::move(frame));
        }
        return frames;
    }

    static int pixel(const capture::Frame& frame, int x, int y, int channel) {
        return frame.pixels[static_cast<std::size_t>((y * frame.width + x) * 3 + channel)];
    }

    /// Red of the frame that is `fromEnd` of a window's frames from the newest, in the latest
    /// window that has ended at the n-th frame of a recording; −1 before the first window's end.
    static int redShownAt(int n, int fromEnd) {
        const double time = n / kRate;
        if (time < 1.0) {
            return -1;
        }
        const double end = 1.0 + std::floor((time - 1.0) / 0.25 + 1e-9) * 0.25;
        const double moment = end - (fromEnd + 0.5) / kSegments;
        return levelOf(static_cast<int>(std::floor(moment * kRate + 1e-9)));
    }

    /// The n-th frame of the recordings, with its time.
    static capture::FramePtr frameAt(int n) {
        auto frame = std::make_shared<capture::Frame>(plainFrame(levelOf(n)));
        frame->pts = n / kRate;
        return frame;
    }

    /// The first `count` frames, one after the other.
    static OverlayFrames framesUpTo(int count) {
        return {.next = [count, next = 0]() mutable {
            return next < count ? frameAt(next++) : nullptr;
        }};
    }

    /// As many grey pictures that move to the right, half a pixel each.
    static OverlayFrames movingFrames(int count) {
        return {.next = [count, next = 0]() mutable -> capture::FramePtr {
            if (next == count) {
                return nullptr;
            }
            const int n = next++;
            return test::wavesFrame(n / kRate, kWidth, kHeight, n / 2.0, 0);
        }};
    }

    /// How much more red than green the middle of a frame is.
    static int redness(const capture::Frame& frame) {
        return pixel(frame, 80, 48, 0) - pixel(frame, 80, 48, 1);
    }

    static void expectMaps(const std::vector<capture::FramePtr>& frames, int firstFrame,
                           int fromEnd) {
        constexpr int kTolerance = 5;
        for (std::size_t i = 0; i < frames.size(); ++i) {
            const int n = firstFrame + static_cast<int>(i);
            const int red = redShownAt(n, fromEnd);
            const capture::Frame& frame = *frames[i];
            // The network's square lies from x = 32 to 128.
            ASSERT_NEAR(pixel(frame, 10, 48, 0), levelOf(n), kTolerance) << "frame " << n;
            ASSERT_NEAR(pixel(frame, 10, 48, 1), 100, kTolerance);
            ASSERT_NEAR(pixel(frame, 80, 48, 0), red < 0 ? levelOf(n) : red, kTolerance)
                << "frame " << n;
            ASSERT_NEAR(pixel(frame, 80, 48, 1), red < 0 ? 100 : red, kTolerance);
        }
    }
};

TEST_F(OverlayVideoTest, LaysTheLatestMapOverTheNetworksSquare) {
    const auto result = writeOverlayVideo(recordingOf(4.0), {}, classifier_, settings(), out());
    ASSERT_TRUE(result);
    EXPECT_EQ(result->frames, 80);
    EXPECT_EQ(result->windows, 12);
    EXPECT_NEAR(result->seconds, 3.95, 1e-3);
    EXPECT_FALSE(result->cut);
    const auto frames = framesOf(out());
    ASSERT_EQ(frames.size(), 80U);
    expectMaps(frames, 0, 0);
}

TEST_F(OverlayVideoTest, LaysTheFrameOfTheWindowThatWasAskedFor) {
    auto chosen = settings();
    chosen.map->frame = 0;
    ASSERT_TRUE(writeOverlayVideo(recordingOf(3.0), {}, classifier_, chosen, out()));
    expectMaps(framesOf(out()), 0, kSegments - 1);
    // The last frame of CMM says nothing.
    chosen.map->frame.reset();
    chosen.map->point.tap = model::Tap::Cmm;
    ASSERT_TRUE(writeOverlayVideo(recordingOf(3.0), {}, classifier_, chosen, out()));
    expectMaps(framesOf(out()), 0, 1);
}

TEST_F(OverlayVideoTest, LaysTheEvidenceOfAClassOver) {
    auto chosen = settings();
    chosen.map->point = {.block = "layer9.9", .tap = model::Tap::Cmm};  // does not count
    chosen.map->evidenceOf = 1;
    ASSERT_TRUE(writeOverlayVideo(recordingOf(3.0), {}, classifier_, chosen, out()));
    expectMaps(framesOf(out()), 0, 0);
}

TEST_F(OverlayVideoTest, LaysTheFlowOverInTheColourOfItsDirection) {
    auto chosen = settings();
    chosen.map->point = {.block = "layer9.9", .tap = model::Tap::Cmm};  // does not count
    chosen.map->flow = true;
    ASSERT_TRUE(writeOverlayVideo(movingFrames(30), classifier_, chosen, out()));
    auto frames = framesOf(out());
    ASSERT_EQ(frames.size(), 30U);
    EXPECT_NEAR(redness(*frames[10]), 0, 12) << "no window has ended yet";
    EXPECT_GT(redness(*frames[25]), 60) << "red is to the right";
    chosen.change = pipeline::ClipChange::Reversed;
    ASSERT_TRUE(writeOverlayVideo(movingFrames(30), classifier_, chosen, out()));
    EXPECT_LT(redness(*framesOf(out())[25]), -60) << "as the network saw it";
    chosen.map->frame = kSegments - 1;
    ASSERT_TRUE(writeOverlayVideo(movingFrames(30), classifier_, chosen, out()));
    EXPECT_NEAR(redness(*framesOf(out())[25]), 0, 12) << "no frame of the window follows";
}

TEST_F(OverlayVideoTest, ASpanShowsWhatTheWholeRecordingWould) {
    const std::string recording = recordingOf(30.0);
    const auto result =
        writeOverlayVideo(recording, {.start = 27.1, .end = 28.6}, classifier_, settings(), out());
    ASSERT_TRUE(result);
    EXPECT_LT(classifier_->calls(), 80) << "it need not begin at the beginning";
    EXPECT_TRUE(result->cut);
    const auto probed = capture::probeFrames(out());
    ASSERT_EQ(probed.size(), 30U);
    EXPECT_NEAR(probed.front().bestEffort.value_or(-1.0), 0.0, 1e-4);
    EXPECT_NEAR(probed.back().bestEffort.value_or(-1.0), 1.45, 1e-4);
    expectMaps(framesOf(out()), 542, 0);
}

TEST_F(OverlayVideoTest, ShowsThePredictionAtTheLowerLeft) {
    auto plain = settings();
    plain.map.reset();
    auto predicted = plain;
    predicted.prediction = true;
    const std::string recording = recordingOf(2.0);
    const std::string other = folder_.file("other.mkv");
    ASSERT_TRUE(writeOverlayVideo(recording, {}, classifier_, plain, out()));
    ASSERT_TRUE(writeOverlayVideo(recording, {}, classifier_, predicted, other));
    const auto without = framesOf(out());
    const auto with = framesOf(other);
    ASSERT_EQ(with.size(), without.size());
    const auto difference = [&](std::size_t n, int top, int bottom) {
        int most = 0;
        for (int y = top; y < bottom; ++y) {
            most = std::max(most, std::abs(pixel(*with[n], 5, y, 1) - pixel(*without[n], 5, y, 1)));
        }
        return most;
    };
    EXPECT_LT(difference(10, 0, kHeight), 8) << "no window has ended yet";
    EXPECT_GT(difference(30, kHeight / 2, kHeight), 30);
    EXPECT_LT(difference(30, 0, kHeight / 4), 8);
}

TEST_F(OverlayVideoTest, TellsItsProgress) {
    std::vector<double> told;
    ASSERT_TRUE(writeOverlayVideo(recordingOf(4.0), {.start = 1.0, .end = 3.0}, classifier_,
                                  settings(), out(), {}, [&](double share) {
                                      EXPECT_EQ(std::filesystem::exists(out()), share == 1.0);
                                      told.push_back(share);
                                  }));
    EXPECT_GT(told.size(), 10U);
    EXPECT_TRUE(std::ranges::is_sorted(told));
    EXPECT_EQ(told.back(), 1.0);
}

TEST_F(OverlayVideoTest, LeavesNothingWhenItIsCancelled) {
    std::stop_source stop;
    const auto result = writeOverlayVideo(
        recordingOf(4.0), {}, classifier_, settings(), out(), stop.get_token(), [&](double share) {
            if (share > 0.5) {
                EXPECT_TRUE(std::filesystem::exists(out() + ".part"));
                stop.request_stop();
            }
        });
    EXPECT_FALSE(result);
    EXPECT_FALSE(std::filesystem::exists(out()));
    EXPECT_FALSE(std::filesystem::exists(out() + ".part"));
}

TEST_F(OverlayVideoTest, GoesOnWhereTheTimesOfARecordingRunBackwards) {
    const std::string broken =
        "lavfi:testsrc2=size=64x48:rate=10:duration=6,setpts='if(lt(N,30),N+1000,N-30)'";
    const auto result = writeOverlayVideo(broken, {}, classifier_, settings(), out());
    ASSERT_TRUE(result);
    EXPECT_EQ(result->frames, 60);
    EXPECT_NEAR(result->seconds, 5.9, 1e-3);
    const auto piece = writeOverlayVideo(broken, {.start = 2.0, .end = 4.0}, classifier_,
                                         settings(), folder_.file("piece.mp4"));
    ASSERT_TRUE(piece);
    EXPECT_EQ(piece->frames, 20);
}

TEST_F(OverlayVideoTest, TakesFramesFromElsewhere) {
    int next = 0;
    const auto source = [&]() -> capture::FramePtr {
        if (next == 60) {
            return nullptr;
        }
        auto frame = std::make_shared<capture::Frame>(plainFrame(levelOf(next)));
        // After forty frames, a seek back to 7 s.
        frame->pts = next < 40 ? 100.0 + next / kRate : 7.0 + (next - 40) / kRate;
        frame->discontinuity = next == 40;
        ++next;
        return frame;
    };
    double last = 0.0;
    const auto result = writeOverlayVideo({.next = source, .expected = 60}, classifier_, settings(),
                                          out(), {}, [&](double share) { last = share; });
    ASSERT_TRUE(result);
    EXPECT_EQ(result->frames, 60);
    EXPECT_EQ(last, 1.0);
    const auto probed = capture::probeFrames(out());
    ASSERT_EQ(probed.size(), 60U);
    for (std::size_t i = 0; i < probed.size(); ++i) {
        EXPECT_NEAR(probed[i].bestEffort.value_or(-1.0), static_cast<double>(i) / kRate, 1e-4);
    }
    auto frames = framesOf(out());
    EXPECT_NEAR(pixel(*frames[50], 80, 48, 1), 100, 5) << "a new window has yet to fill";
    frames.resize(40);
    expectMaps(frames, 0, 0);
}

TEST_F(OverlayVideoTest, PicturesOfAnotherSizeAreWrittenInThatOfTheFirst) {
    const auto source = [next = 0]() mutable -> capture::FramePtr {
        if (next == 60) {
            return nullptr;
        }
        const bool small = next >= 30;  // as where a call's connection got worse
        auto frame = std::make_shared<capture::Frame>(
            plainFrame(levelOf(next), small ? kWidth / 2 : kWidth, small ? kHeight / 2 : kHeight));
        frame->pts = next / kRate;
        ++next;
        return frame;
    };
    const auto result =
        writeOverlayVideo({.next = source, .expected = 60}, classifier_, settings(), out(), {}, {});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->frames, 60);
    const auto frames = framesOf(out());
    ASSERT_EQ(frames.size(), 60U);
    for (const capture::FramePtr& frame : frames) {
        ASSERT_EQ(frame->width, kWidth);
        ASSERT_EQ(frame->height, kHeight);
    }
    expectMaps(frames, 0, 0);
}

TEST_F(OverlayVideoTest, FramesBeforeTheStretchAreSeenAndNotWritten) {
    OverlayFrames frames = framesUpTo(60);
    frames.writtenFrom = 2.0;
    const auto result = writeOverlayVideo(frames, classifier_, settings(), out());
    ASSERT_TRUE(result);
    EXPECT_EQ(result->frames, 20);
    EXPECT_EQ(result->windows, 8) << "those before settle what is written";
    expectMaps(framesOf(out()), 40, 0);
    frames = framesUpTo(60);
    frames.writtenFrom = 3.0;
    EXPECT_THROW(writeOverlayVideo(frames, classifier_, settings(), out()), capture::CaptureError);
}

TEST_F(OverlayVideoTest, TheNetworkIsCut) {
    auto cut = settings();
    cut.mutes = {{.block = "layer1.0", .point = model::MutePoint::Cmm, .channel = 3}};
    ASSERT_TRUE(writeOverlayVideo(framesUpTo(25), classifier_, cut, out()));
    EXPECT_EQ(classifier_->mutes, cut.mutes);
    cut.map.reset();
    classifier_->mutes.clear();
    ASSERT_TRUE(writeOverlayVideo(framesUpTo(25), classifier_, cut, out()));
    EXPECT_EQ(classifier_->mutes, cut.mutes) << "with a map or without";
}

TEST_F(OverlayVideoTest, TheNetworkSeesAChangedClip) {
    auto changed = settings();
    changed.change = pipeline::ClipChange::Reversed;
    ASSERT_TRUE(writeOverlayVideo(framesUpTo(60), classifier_, changed, out()));
    expectMaps(framesOf(out()), 0, kSegments - 1);  // the last it saw is the window's first
}

TEST_F(OverlayVideoTest, AMirroredClipShowsMirroredPictures) {
    auto mirrored = settings();
    mirrored.map.reset();
    mirrored.change = pipeline::ClipChange::Mirrored;
    bool given = false;
    const auto halves = [&given]() -> capture::FramePtr {
        if (std::exchange(given, true)) {
            return nullptr;
        }
        auto frame = std::make_shared<capture::Frame>(plainFrame(40));
        for (int y = 0; y < kHeight; ++y) {
            for (int x = kWidth / 2; x < kWidth; ++x) {
                frame->pixels[static_cast<std::size_t>((y * kWidth + x) * 3)] = 200;
            }
        }
        return frame;
    };
    ASSERT_TRUE(writeOverlayVideo({.next = halves}, classifier_, mirrored, out()));
    const auto frames = framesOf(out());
    ASSERT_EQ(frames.size(), 1U);
    EXPECT_NEAR(pixel(*frames[0], 20, 48, 0), 200, 8);
    EXPECT_NEAR(pixel(*frames[0], kWidth - 20, 48, 0), 40, 8);
}

TEST_F(OverlayVideoTest, AMapAloneIsTheNetworksSquare) {
    auto alone = settings();
    alone.map->alone = true;
    alone.map->opacity = 0.3;  // of a map alone it does not count
    ASSERT_TRUE(writeOverlayVideo(framesUpTo(30), classifier_, alone, out()));
    const auto frames = framesOf(out());
    ASSERT_EQ(frames.size(), 30U);
    EXPECT_EQ(frames[0]->width, kHeight);
    EXPECT_EQ(frames[0]->height, kHeight);
    EXPECT_NEAR(pixel(*frames[10], 48, 48, 1), 0, 5) << "no map yet";
    EXPECT_NEAR(pixel(*frames[25], 48, 48, 1), redShownAt(25, 0), 5);
}

TEST_F(OverlayVideoTest, AllFramesOfAWindowMayShareTheirRange) {
    auto chosen = settings();
    chosen.map->range.reset();
    ASSERT_TRUE(writeOverlayVideo(framesUpTo(30), classifier_, chosen, out()));
    EXPECT_NEAR(pixel(*framesOf(out())[25], 80, 48, 1), 127, 6) << "one value, its own range";
    chosen.map->rangeOfWindow = true;
    ASSERT_TRUE(writeOverlayVideo(framesUpTo(30), classifier_, chosen, out()));
    EXPECT_NEAR(pixel(*framesOf(out())[25], 80, 48, 1), 255, 6) << "the newest is the reddest";
    chosen.map->frame = 0;
    ASSERT_TRUE(writeOverlayVideo(framesUpTo(30), classifier_, chosen, out()));
    EXPECT_NEAR(pixel(*framesOf(out())[25], 80, 48, 1), 0, 6);
}

TEST_F(OverlayVideoTest, DoesNotTakeTheRecordingsPlace) {
    const std::string recording = recordingOf(2.0);
    const std::string link = folder_.file("link.mp4");
    std::filesystem::create_symlink(recording, link);
    const auto size = std::filesystem::file_size(recording);
    for (const std::string& file : {recording, link}) {
        EXPECT_THROW(writeOverlayVideo(recording, {}, classifier_, settings(), file),
                     capture::CaptureError);
    }
    EXPECT_EQ(classifier_->calls(), 0) << "it says so at once";
    EXPECT_EQ(std::filesystem::file_size(recording), size);
}

TEST_F(OverlayVideoTest, SaysWhatItCannotDo) {
    const std::string recording = recordingOf(2.0);
    auto wrong = settings();
    wrong.map->frame = kSegments;
    EXPECT_THROW(writeOverlayVideo(recording, {}, classifier_, wrong, out()), model::ModelError);
    wrong = settings();
    wrong.map->channel = 1;
    EXPECT_THROW(writeOverlayVideo(recording, {}, classifier_, wrong, out()), model::ModelError);
    EXPECT_THROW(writeOverlayVideo(recording, {.start = 5.0}, classifier_, settings(), out()),
                 capture::CaptureError);
    EXPECT_THROW(writeOverlayVideo(folder_.file("none.mp4"), {}, classifier_, settings(), out()),
                 capture::CaptureError);
    EXPECT_THROW(
        writeOverlayVideo(recording, {}, classifier_, settings(), folder_.file("none/out.mp4")),
        capture::CaptureError);
    EXPECT_THROW(writeOverlayVideo(framesUpTo(0), classifier_, settings(), out()),
                 capture::CaptureError);
    EXPECT_FALSE(std::filesystem::exists(out()));
    EXPECT_FALSE(std::filesystem::exists(out() + ".part"));
}

}  // namespace
}  // namespace handscope::app
