// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/SourceAddress.h"

#include <gtest/gtest.h>

namespace handscope::capture {
namespace {

TEST(SourceAddressTest, IsShownWithoutUserAndPassword) {
    EXPECT_EQ(withoutPassword("rtsp://user:secret@10.0.0.5:554/live?a=b@c"),
              "rtsp://10.0.0.5:554/live?a=b@c");
    EXPECT_EQ(withoutPassword("rtsp://user:se@cret@camera/"), "rtsp://camera/");
    EXPECT_EQ(withoutPassword("rtsp://user@camera"), "rtsp://camera");
    for (const char* const plain : {"https://host/a@b.mp4", "rtsp://camera", "/videos/me@home.mp4",
                                    "lavfi:testsrc", "-", ""}) {
        EXPECT_EQ(withoutPassword(plain), plain);
    }
}

TEST(SourceAddressTest, NoRefusalTellsAPassword) {
    try {
        (void)parseSourceAddress("gopher://user:secret@host/x", {});
        FAIL() << "it was taken";
    } catch (const CaptureError& error) {
        const std::string said = error.what();
        EXPECT_EQ(said.find("secret"), std::string::npos) << said;
    }
}

}  // namespace
}  // namespace handscope::capture
