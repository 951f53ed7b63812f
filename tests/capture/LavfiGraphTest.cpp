// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/LavfiGraph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "capture/FrameSource.h"

namespace handscope::capture {
namespace {

using testing::HasSubstr;

class LavfiGraphTest : public testing::TestWithParam<const char*> {};

class SelfContainedGraphTest : public LavfiGraphTest {};

TEST_P(SelfContainedGraphTest, IsAllowed) {
    EXPECT_NO_THROW(checkSelfContainedGraph(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Graphs, SelfContainedGraphTest,
                         testing::Values("testsrc", "testsrc=size=64x48:rate=30000/1001",
                                         " testsrc2 = size=64x48 , format=yuv444p",
                                         "color=red:s=32x48[a];color=blue:s=32x48[b];[a][b]hstack",
                                         "color=red[a]; color=blue[b]; [a] [b] hstack [out0]",
                                         "sws_flags=bilinear;testsrc,scale=32:32",
                                         "color@movie=c=red",
                                         "testsrc,setpts='if(lt(N,5),PTS,PTS+1/TB)'",
                                         "nullsrc,geq=lum='X/2':cb=128:cr=128",
                                         "color=c='#336699'"));

class OpeningGraphTest : public LavfiGraphTest {};

TEST_P(OpeningGraphTest, IsRefused) {
    EXPECT_THROW(checkSelfContainedGraph(GetParam()), CaptureError);
    EXPECT_THROW(openSource(std::string("lavfi:") + GetParam()), CaptureError);
}

INSTANTIATE_TEST_SUITE_P(
    Graphs, OpeningGraphTest,
    testing::Values("movie=/etc/passwd", "amovie=x", "testsrc,subtitles=/etc/passwd",
                    "testsrc,ass=x", "testsrc,lut3d=file=/x.cube", "testsrc,sendcmd=f=/x",
                    "testsrc,zmq", "testsrc,drawtext=textfile=/etc/passwd",
                    "testsrc,metadata=print:file=/tmp/x", "testsrc[a];movie=/x[b];[a][b]overlay",
                    "'movie'=/etc/passwd", "mo\\vie=/etc/passwd", "m'ovi'e=/etc/passwd",
                    " movie = /etc/passwd", "movie@color=/etc/passwd", "[a]movie=/x",
                    "testsrc[a;movie=/x", "testsrc,frei0r=x", "testsrc,signature=filename=/tmp/x",
                    "sws_flags=bilinear;movie=/x", "sws_flags=bilinear,movie=/x",
                    "color=/color=/etc/passwd", "testsrc,scale=w=32:/h=/etc/passwd",
                    "life=filename=/etc/passwd", "testsrc;;movie=/x", ",", ";", "testsrc,"));

TEST(LavfiGraphMessageTest, NamesTheFilter) {
    try {
        checkSelfContainedGraph("testsrc,subtitles=x.srt");
        FAIL() << "was allowed";
    } catch (const CaptureError& error) {
        EXPECT_THAT(error.what(), HasSubstr("'subtitles'"));
    }
}

}  // namespace
}  // namespace handscope::capture
