// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "capture/Demuxer.h"
#include "capture/InputDevices.h"
#include "capture/SourceAddress.h"
#include "tests/capture/SourceFixture.h"

namespace handscope::capture {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Addresses and files that want more than to be watched.
class HostileSourceTest : public SourceFixture {
protected:
    std::string clip() {
        return make("clip.ts", "testsrc2=size=64x48:rate=10:duration=1", {"-c:v", "mpeg2video"});
    }
};

TEST_F(HostileSourceTest, SaysWhatIsWrongWithAPathThatIsNoVideoFile) {
    EXPECT_THAT(refusal(folder_.file("missing.mp4")), HasSubstr("No such file"));
    EXPECT_THAT(refusal(folder_.file("")), HasSubstr("is a folder"));
    EXPECT_THAT(refusal("/dev/null"), HasSubstr("is a device"));
    EXPECT_THAT(refusal("/dev/zero"), HasSubstr("is a device"));
    EXPECT_THAT(refusal(""), HasSubstr("address is empty"));
    EXPECT_THAT(refusal(std::string("a\0b", 3)), HasSubstr("zero byte"));
    writeText(folder_.file("empty.mp4"), "");
    EXPECT_THAT(refusal(folder_.file("empty.mp4")), HasSubstr("is empty"));
}

TEST_F(HostileSourceTest, DoesNotWaitForANamedPipe) {
    const std::string pipe = folder_.file("pipe.mp4");
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_THAT(refusal(pipe), HasSubstr("named pipe"));
}

TEST_F(HostileSourceTest, SaysWhenAFileMayNotBeRead) {
    if (::geteuid() == 0) {
        GTEST_SKIP() << "root may read everything";
    }
    const std::string file = clip();
    ASSERT_EQ(::chmod(file.c_str(), 0), 0);
    EXPECT_THAT(refusal(file), HasSubstr("Permission denied"));
}

TEST_F(HostileSourceTest, RefusesGarbage) {
    std::mt19937 random(1);
    std::vector<std::uint8_t> bytes(20000);
    std::generate(bytes.begin(), bytes.end(), [&random] { return random() & 0xFFU; });
    writeBytes(folder_.file("garbage.mp4"), bytes);
    EXPECT_NE(refusal(folder_.file("garbage.mp4")), "");
    writeBytes(folder_.file("zeros.mkv"), std::vector<std::uint8_t>(20000));
    EXPECT_NE(refusal(folder_.file("zeros.mkv")), "");
    writeText(folder_.file("one.avi"), "x");
    EXPECT_NE(refusal(folder_.file("one.avi")), "");
    writeText(folder_.file("text.mp4"), std::string(5000, 'a'));
    EXPECT_NE(refusal(folder_.file("text.mp4")), "");
}

TEST_F(HostileSourceTest, RefusesAFileWhoseIndexIsCutOff) {
    auto bytes = readBytes(make("clip.mp4", "testsrc2=size=64x48:d=1", {"-c:v", "libx264"}));
    bytes.resize(bytes.size() / 2);
    writeBytes(folder_.file("cut.mp4"), bytes);
    EXPECT_THAT(refusal(folder_.file("cut.mp4")), HasSubstr("complete"));
}

TEST_F(HostileSourceTest, TakesNoPathForAProtocol) {
    const std::string file = clip();
    for (const std::string& address : std::vector<std::string>{
             "concat:" + file + "|" + file, "subfile,,start,0,end,0,,:" + file, "file:" + file,
             "crypto:" + file, "cache:" + file, "async:" + file, "data:video/mp4;base64,AAAA",
             "pipe:0", "tcp:127.0.0.1:1", "-i"}) {
        EXPECT_THAT(refusal(address), HasSubstr("No such file")) << address;
    }
}

TEST_F(HostileSourceTest, RefusesProtocolsThatNobodyAskedFor) {
    for (const char* address :
         {"file:///etc/passwd", "ftp://host/x", "gopher://host/x", "sftp://host/x", "smb://host/x",
          "unix:///run/x", "hls+http://x/y", "concat://a", "rtp://1.2.3.4:5"}) {
        EXPECT_THAT(refusal(address), HasSubstr("is not allowed")) << address;
    }
}

TEST_F(HostileSourceTest, OpensAFileWithAnAwkwardName) {
    const auto bytes = readBytes(clip());
    const auto before = std::filesystem::current_path();
    for (const char* name : {"concat:a|b", "-", "-i", "a:b.ts", "%03d.ts", "per cent %d.ts",
                             "a?b#c.ts", "lavfi.ts", "ünïcode 手.ts"}) {
        writeBytes(folder_.file(name), bytes);
        EXPECT_EQ(readAll(folder_.file(name)).size(), 10U) << name;
    }
    std::filesystem::current_path(folder_.file(""));
    EXPECT_EQ(readAll("-i").size(), 10U);
    EXPECT_EQ(readAll("a:b.ts").size(), 10U);
    EXPECT_EQ(readAll("concat:a|b").size(), 10U);
    std::filesystem::current_path(before);
}

TEST_F(HostileSourceTest, RefusesListsOfFilesWhateverTheirName) {
    const std::string file = clip();
    const std::string list = "ffconcat version 1.0\nfile '" + file + "'\n";
    const std::string playlist =
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nclip.ts\n#EXT-X-ENDLIST\n";
    const std::string session =
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
        "a=rtpmap:96 H264/90000\n";
    const std::string manifest =
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" "
        "profiles=\"urn:mpeg:dash:profile:isoff-main:2011\" type=\"static\"><Period>"
        "<AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\"><BaseURL>clip.ts</BaseURL>"
        "</Representation></AdaptationSet></Period></MPD>";
    for (const auto& text : {list, playlist, session, manifest}) {
        for (const char* name :
             {"list.mp4", "list.txt", "list.ffconcat", "list.m3u8", "list.sdp", "list.mpd"}) {
            writeText(folder_.file(name), text);
            EXPECT_NE(refusal(folder_.file(name)), "") << name << "\n" << text;
        }
    }
}

TEST_F(HostileSourceTest, RefusesAPicture) {
    for (const char* name : {"a.png", "a.jpg", "a.bmp"}) {
        EXPECT_NE(refusal(make(name, "testsrc2=size=64x48", {"-frames:v", "1"})), "") << name;
    }
}

TEST_F(HostileSourceTest, RunsAListOnceAskedTo) {
    clip();
    writeText(folder_.file("list.ffconcat"),
              "ffconcat version 1.0\nfile 'clip.ts'\nfile 'clip.ts'\n");
    SourceOptions options;
    options.allowNestedFiles = true;
    EXPECT_EQ(readAll(folder_.file("list.ffconcat"), options).size(), 20U);
}

/// Even a demuxer that slipped through the list opens one file and no second one.
TEST_F(HostileSourceTest, ADemuxerOpensOneFileOnly) {
    ASSERT_TRUE(runFfmpeg(
        {"-f", "lavfi", "-i", "testsrc2=size=64x48:rate=10:duration=1", folder_.file("%d.png")}));
    SourceAddress address;
    address.url = "file:" + folder_.file("%d.png");
    address.inputFormat = "image2";
    address.protocols = {"file"};
    address.demuxers = {"image2"};
    const auto countPackets = [&address](const SourceOptions& options) {
        Interruption interruption(Interruption::Clock::time_point::max());
        Demuxer demuxer("pictures", address, options, interruption);
        const PacketHandle packet(av_packet_alloc());
        int packets = 0;
        while (demuxer.read(*packet) == Demuxer::Outcome::Packet) {
            ++packets;
        }
        return packets;
    };
    EXPECT_EQ(countPackets({}), 1);
    SourceOptions options;
    options.allowNestedFiles = true;
    EXPECT_EQ(countPackets(options), 10);
}

TEST_F(HostileSourceTest, AllowsFfmpegNoMoreThanTheAddressNeeds) {
    const SourceAddress file = parseSourceAddress(clip(), {});
    EXPECT_THAT(file.protocols, ElementsAre("file"));
    EXPECT_TRUE(file.url.starts_with("file:/"));
    EXPECT_THAT(file.demuxers, Not(IsEmpty()));
    for (const char* nested : {"concat", "hls", "image2", "image2pipe", "dash", "sdp", "rtsp",
                               "lavfi", "v4l2", "imf", "webm_dash_manifest", "ffmetadata"}) {
        EXPECT_THAT(file.demuxers, Not(testing::Contains(nested)));
    }
    EXPECT_THAT(parseSourceAddress("-", {}).protocols, IsEmpty());
    EXPECT_THAT(parseSourceAddress("v4l2:/dev/video0", {}).protocols, IsEmpty());
    EXPECT_THAT(parseSourceAddress("v4l2:/dev/video0", {}).demuxers, ElementsAre("v4l2"));
    EXPECT_THAT(parseSourceAddress("http://host/x.mp4", {}).protocols,
                Not(testing::Contains("file")));
    EXPECT_THAT(parseSourceAddress("rtsp://host/x", {}).protocols, Not(testing::Contains("file")));
}

TEST_F(HostileSourceTest, TakesTheDevicesOfThisFfmpegByTheirNames) {
    const auto& devices = videoInputDevices();
    for (const std::string& name : devices) {
        const SourceAddress address = parseSourceAddress(name + ":/dev/somewhere:1", {});
        EXPECT_EQ(address.kind, SourceAddress::Kind::Device) << name;
        EXPECT_EQ(address.url, "/dev/somewhere:1") << name;
        const std::string format = name == "video4linux2" ? "v4l2" : name;  // one device
        EXPECT_EQ(address.inputFormat, format);
        EXPECT_THAT(address.demuxers, ElementsAre(format));
        EXPECT_THAT(address.protocols, IsEmpty()) << name;
        EXPECT_TRUE(address.live) << name;
    }
    for (const char* name : {"fbdev", "kmsgrab", "iec61883", "decklink"}) {
        const bool isThere = av_find_input_format(name) != nullptr;
        EXPECT_EQ(std::count(devices.begin(), devices.end(), name), isThere ? 1 : 0) << name;
        if (!isThere) {
            EXPECT_THAT(refusal(std::string(name) + ":0"), HasSubstr("No such file")) << name;
        }
    }
    EXPECT_THAT(refusal("fbdev:/no/such/device"), HasSubstr("No such file"));
    for (const char* name : {"lavfi", "alsa", "pulse", "openal", "concat", "image2"}) {
        EXPECT_THAT(devices, Not(testing::Contains(name)));
    }
    EXPECT_THAT(refusal("LAVFI:movie=clip.ts"), HasSubstr("No such file"));
    EXPECT_THAT(refusal("alsa:default"), HasSubstr("No such file"));
}

TEST_F(HostileSourceTest, ReachesAFileThatIsNamedLikeADeviceByItsPath) {
    const auto bytes = readBytes(clip());
    const auto before = std::filesystem::current_path();
    for (const std::string& device : videoInputDevices()) {
        const std::string name = device + ":a.ts";
        writeBytes(folder_.file(name), bytes);
        EXPECT_EQ(readAll(folder_.file(name)).size(), 10U) << name;
        std::filesystem::current_path(folder_.file(""));
        EXPECT_EQ(readAll("./" + name).size(), 10U) << name;
        std::filesystem::current_path(before);
    }
}

TEST_F(HostileSourceTest, KnowsWhichSourcesAreLive) {
    EXPECT_TRUE(parseSourceAddress("v4l2:/dev/video0", {}).live);
    EXPECT_TRUE(parseSourceAddress("x11grab::99.0+10,20", {}).live);
    EXPECT_EQ(parseSourceAddress("x11grab::99.0+10,20", {}).url, ":99.0+10,20");
    EXPECT_TRUE(parseSourceAddress("rtsp://host/x", {}).live);
    EXPECT_FALSE(parseSourceAddress("http://host/x.mp4", {}).live);
    EXPECT_FALSE(parseSourceAddress("lavfi:testsrc", {}).live);
    EXPECT_FALSE(parseSourceAddress("-", {}).live);
}

TEST_F(HostileSourceTest, AddsTheProtocolsThatTheCallerNames) {
    SourceOptions options;
    options.extraProtocols = {"srt"};
    const SourceAddress address = parseSourceAddress("srt://host:9000", options);
    EXPECT_THAT(address.protocols, testing::Contains("srt"));
    EXPECT_EQ(address.url, "srt://host:9000");
}

TEST_F(HostileSourceTest, ExplainsAStreamThatCannotBeReached) {
    EXPECT_THAT(refusal("tcp://127.0.0.1:1"), HasSubstr("network"));
    EXPECT_THAT(refusal("http://127.0.0.1:1/x.mp4"), HasSubstr("network"));
}

}  // namespace
}  // namespace handscope::capture
