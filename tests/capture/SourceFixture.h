// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <ostream>
#include <string>
#include <vector>

#include "capture/FrameSource.h"
#include "tests/capture/MediaTool.h"
#include "tests/support/NeededTool.h"

namespace handscope::capture {

/// A kind of video file, and how `ffmpeg` makes one.
struct VideoKind {
    const char* file;
    std::vector<std::string> arguments;
};

inline void PrintTo(const VideoKind& kind, std::ostream* out) {
    *out << kind.file;
}

/// A file's name as a test may be called.
inline std::string withUnderscores(std::string name) {
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
}

/// Makes small videos with the `ffmpeg` program and reads them with our source.
class SourceFixture : public testing::Test {
protected:
    test::TestFolder folder_;

    void SetUp() override { HANDSCOPE_NEEDS_TOOL(haveMediaTools(), "ffmpeg"); }

    /// Makes a file of `input` (a lavfi graph) and gives its path.
    std::string make(const std::string& name, const std::string& input,
                     const std::vector<std::string>& arguments) {
        return make(folder_, name, input, arguments);
    }

    static std::string make(const test::TestFolder& folder, const std::string& name,
                            const std::string& input, const std::vector<std::string>& arguments) {
        std::vector<std::string> all{"-f", "lavfi", "-i", input};
        all.insert(all.end(), arguments.begin(), arguments.end());
        all.push_back(folder.file(name));
        EXPECT_TRUE(runFfmpeg(all));
        return folder.file(name);
    }

    static std::vector<FramePtr> readAll(FrameSource& source) {
        std::vector<FramePtr> frames;
        while (FramePtr frame = source.read()) {
            frames.push_back(std::move(frame));
        }
        return frames;
    }

    static std::vector<FramePtr> readAll(const std::string& address,
                                         const SourceOptions& options = {}) {
        return readAll(*openSource(address, options));
    }

    /// The text of the CaptureError that opening gives; empty when it opens.
    static std::string refusal(const std::string& address, const SourceOptions& options = {}) {
        try {
            openSource(address, options);
        } catch (const CaptureError& error) {
            EXPECT_FALSE(error.whatHappened().empty());
            EXPECT_FALSE(error.whatWasExpected().empty());
            EXPECT_FALSE(error.whatToDo().empty());
            return error.what();
        }
        return {};
    }

    /// As many frames as ffprobe decodes, each at the PTS that it tells.
    static void expectWhatFfprobeSees(const std::string& file, const SourceOptions& options = {}) {
        expectFrames(file, options, probeFrames(file));
    }

    static void expectFrames(const std::string& file, const SourceOptions& options,
                             const std::vector<ProbedFrame>& expected) {
        const auto source = openSource(file, options);
        const std::vector<FramePtr> frames = readAll(*source);
        ASSERT_FALSE(expected.empty());
        ASSERT_EQ(frames.size(), expected.size());
        constexpr double kPrinted = 1e-6;  // ffprobe prints six decimals
        double previous = 0.0;
        for (std::size_t i = 0; i < frames.size(); ++i) {
            // A frame of which ffprobe knows no time is expected a period after the one before.
            const double period = 1.0 / source->description().frameRate;
            const double time =
                expected[i].pts.value_or(expected[i].bestEffort.value_or(previous + period));
            ASSERT_NEAR(frames[i]->pts, time, kPrinted) << "frame " << i;
            previous = time;
            ASSERT_EQ(frames[i]->sequence, static_cast<std::int64_t>(i));
            ASSERT_EQ(frames[i]->pixels.size(),
                      frames[i]->stride() * static_cast<std::size_t>(frames[i]->height));
        }
    }

    /// Mean absolute difference of two pictures, in levels of 255.
    static double difference(const std::vector<std::uint8_t>& a, const std::uint8_t* b) {
        double sum = 0.0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            sum += std::abs(static_cast<int>(a[i]) - static_cast<int>(b[i]));
        }
        return sum / static_cast<double>(a.size());
    }

    /// Every frame looks as `ffmpeg` decodes it.
    static void expectWhatFfmpegSees(const std::string& file, double tolerance,
                                     const std::vector<std::string>& outputArguments = {}) {
        const std::vector<std::uint8_t> expected = decodeWithFfmpeg(file, outputArguments);
        const std::vector<FramePtr> frames = readAll(file);
        std::size_t offset = 0;
        for (const FramePtr& frame : frames) {
            ASSERT_LE(offset + frame->pixels.size(), expected.size());
            ASSERT_LE(difference(frame->pixels, expected.data() + offset), tolerance);
            offset += frame->pixels.size();
        }
        EXPECT_EQ(offset, expected.size());
    }
};

}  // namespace handscope::capture
