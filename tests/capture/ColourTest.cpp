// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "tests/capture/SourceFixture.h"

namespace handscope::capture {
namespace {

using Rgb = std::array<int, 3>;

/// The luma weights of red and blue that define each standard (BT.601-7, BT.709-6, BT.2020-2).
struct Standard {
    const char* name;  ///< as FFmpeg writes it; empty: the file does not say
    double red;
    double blue;
};

struct Yuv {
    int y, u, v;
};

/// The standards' own equations, for eight bits.
Yuv encode(const Rgb& rgb, const Standard& standard, bool fullRange) {
    const double r = rgb[0] / 255.0;
    const double g = rgb[1] / 255.0;
    const double b = rgb[2] / 255.0;
    const double y =
        standard.red * r + (1.0 - standard.red - standard.blue) * g + standard.blue * b;
    const double u = (b - y) / (2.0 * (1.0 - standard.blue));
    const double v = (r - y) / (2.0 * (1.0 - standard.red));
    const double lumaScale = fullRange ? 255.0 : 219.0;
    const double chromaScale = fullRange ? 255.0 : 224.0;
    const double black = fullRange ? 0.0 : 16.0;
    const auto level = [](double value) { return static_cast<int>(std::lround(value)); };
    return {level(black + lumaScale * y), level(128.0 + chromaScale * u),
            level(128.0 + chromaScale * v)};
}

constexpr Standard kBt601{"smpte170m", 0.299, 0.114};
constexpr Standard kBt601Pal{"bt470bg", 0.299, 0.114};
constexpr Standard kBt709{"bt709", 0.2126, 0.0722};
constexpr Standard kBt2020{"bt2020nc", 0.2627, 0.0593};
constexpr Standard kUntoldSmall{"", 0.299, 0.114};
constexpr Standard kUntoldLarge{"", 0.2126, 0.0722};

using Parameters = std::tuple<Standard, bool, const char*>;

class ColourTest : public SourceFixture, public testing::WithParamInterface<Parameters> {
protected:
    static void expectColour(const FramePtr& frame, const Rgb& expected) {
        ASSERT_NE(frame, nullptr);
        const std::size_t middle =
            static_cast<std::size_t>(frame->height / 2) * frame->stride() + frame->stride() / 2;
        const std::size_t pixel = middle - middle % 3;
        constexpr int kRounding = 2;  // Y, U and V were rounded, and so is RGB
        for (std::size_t channel = 0; channel < 3; ++channel) {
            EXPECT_NEAR(frame->pixels[pixel + channel], expected[channel], kRounding)
                << "channel " << channel << " of " << expected[0] << ',' << expected[1] << ','
                << expected[2];
        }
    }

    /// A file with a frame of each colour.
    std::string makeFlat(const std::vector<Yuv>& colours, const std::string& format, int depth,
                         const std::string& size, const std::string& matrix, bool fullRange) {
        const int scale = 1 << (depth - 8);
        const auto set = [scale](const char* plane, int value) {
            return std::string(plane) + "=" + std::to_string(value * scale);
        };
        std::string graph;
        std::string all;
        for (std::size_t i = 0; i < colours.size(); ++i) {
            const std::string name = "[c" + std::to_string(i) + "]";
            graph += "nullsrc=s=" + size + ":r=5:d=0.2,format=" + format +
                     ",lutyuv=" + set("y", colours[i].y) + ":" + set("u", colours[i].u) + ":" +
                     set("v", colours[i].v) + name + ";";
            all += name;
        }
        graph += all + "concat=n=" + std::to_string(colours.size()) + ",setpts=N/5/TB";
        std::vector<std::string> arguments{"-c:v", "ffv1",         "-level",
                                           "3",    "-color_range", fullRange ? "pc" : "tv"};
        if (!matrix.empty()) {
            arguments.insert(arguments.end(), {"-colorspace", matrix});
        }
        return make("flat.mkv", graph, arguments);
    }
};

constexpr Rgb kColours[] = {{255, 0, 0}, {0, 255, 0},     {0, 0, 255},    {255, 255, 255},
                            {0, 0, 0},   {128, 128, 128}, {64, 128, 192}, {230, 170, 130}};

TEST_P(ColourTest, FollowsTheStandardsEquations) {
    const auto& [standard, fullRange, format] = GetParam();
    const int depth = std::string(format).ends_with("10le") ? 10 : 8;
    // Players take what says nothing for BT.709 from a certain size on.
    const bool untoldLarge = *standard.name == '\0' && standard.red == kUntoldLarge.red;
    const std::string size = untoldLarge ? "1280x720" : "64x48";
    std::vector<Yuv> encoded;
    for (const Rgb& rgb : kColours) {
        encoded.push_back(encode(rgb, standard, fullRange));
    }
    const auto source =
        openSource(makeFlat(encoded, format, depth, size, standard.name, fullRange));
    for (const Rgb& rgb : kColours) {
        expectColour(source->read(), rgb);
    }
    EXPECT_EQ(source->read(), nullptr);
}

std::string nameOf(const testing::TestParamInfo<Parameters>& info) {
    const auto& [standard, fullRange, format] = info.param;
    const std::string untold = standard.red < 0.25 ? "untoldLarge" : "untoldSmall";
    return (*standard.name != '\0' ? standard.name : untold) + (fullRange ? "Full" : "Limited") +
           format;
}

INSTANTIATE_TEST_SUITE_P(Standards, ColourTest,
                         testing::Combine(testing::Values(kBt601, kBt601Pal, kBt709, kBt2020,
                                                          kUntoldSmall),
                                          testing::Bool(), testing::Values("yuv444p", "yuv420p")),
                         nameOf);
INSTANTIATE_TEST_SUITE_P(HighDefinition, ColourTest,
                         testing::Combine(testing::Values(kUntoldLarge), testing::Values(false),
                                          testing::Values("yuv420p")),
                         nameOf);
INSTANTIATE_TEST_SUITE_P(TenBits, ColourTest,
                         testing::Combine(testing::Values(kBt709, kBt2020), testing::Values(false),
                                          testing::Values("yuv420p10le", "yuv444p10le")),
                         nameOf);

/// Formats that carry their range in their name, or no chroma at all.
class OtherPixelFormatTest : public ColourTest {};

TEST_F(OtherPixelFormatTest, RgbPassesUnchanged) {
    for (const char* format : {"gbrp", "bgr0", "bgra"}) {
        const std::string file =
            make("rgb.mkv", std::string("color=c=0x4080C0:s=64x48:r=5:d=0.2,format=") + format,
                 {"-c:v", "ffv1"});
        expectColour(openSource(file)->read(), {0x40, 0x80, 0xC0});
    }
}

TEST_F(OtherPixelFormatTest, MotionJpegIsFullRange) {
    const Yuv orange = encode({230, 170, 130}, kBt601, true);
    const std::string graph =
        "nullsrc=s=64x48:r=5:d=0.2,format=yuvj420p,lutyuv=y=" + std::to_string(orange.y) +
        ":u=" + std::to_string(orange.u) + ":v=" + std::to_string(orange.v);
    const std::string file = make("motion.avi", graph, {"-c:v", "mjpeg", "-q:v", "1"});
    expectColour(openSource(file)->read(), {230, 170, 130});
}

TEST_F(OtherPixelFormatTest, GreyStaysGrey) {
    const std::string file =
        make("grey.mkv", "color=c=gray:s=64x48:r=5:d=0.2,format=gray,lutyuv=y=126",
             {"-c:v", "ffv1", "-color_range", "tv"});
    expectColour(openSource(file)->read(), {128, 128, 128});  // (126 − 16) · 255 / 219
}

TEST_F(OtherPixelFormatTest, GreyWithoutARangeHasTheFullOne) {
    const std::string file =
        make("grey.mkv", "color=c=gray:s=64x48:r=5:d=0.2,format=gray,lutyuv=y=6", {"-c:v", "ffv1"});
    expectColour(openSource(file)->read(), {6, 6, 6});
}

}  // namespace
}  // namespace handscope::capture
