// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/MomentFile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>

#include "model/Checkpoint.h"
#include "tests/inspect/InspectedFrames.h"
#include "tests/support/SyntheticFrames.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using nlohmann::json;
using test::noiseFrame;
using ::testing::HasSubstr;

Moment someMoment() {
    Moment moment;
    moment.toolVersion = "0.1.0";
    moment.start = 10.0;
    moment.end = 12.0;
    for (std::uint32_t i = 0; i < 3; ++i) {
        moment.frames.push_back(noiseFrame(10.1 + 0.7 * i, 20 + static_cast<int>(i), 15, i));
    }
    moment.frames.push_back(moment.frames.back());  // a dropped frame: the one before again
    moment.past = {noiseFrame(9.4, 20, 15, 9), moment.frames.front()};
    moment.labels = {"Swiping Left", "Thumb Up", "Zoom — größer"};
    moment.probabilities = {0.7F, 0.2F, 0.1F};
    moment.smoothed = {0.55F, 0.3F, 0.15F};
    moment.settings.windowStride = 0.125;
    moment.settings.decision.onThresholds = {{"Thumb Up", 0.4}};
    moment.model = {.name = "stm-jester", .sha256 = "00ff"};
    moment.view = {{"block", "layer3.5"}, {"tap", "cmm"}, {"channel", "-1"}};
    return moment;
}

void expectEqual(const Moment& read, const Moment& written) {
    EXPECT_EQ(read.toolVersion, written.toolVersion);
    EXPECT_EQ(read.start, written.start);
    EXPECT_EQ(read.end, written.end);
    EXPECT_EQ(read.labels, written.labels);
    EXPECT_EQ(read.probabilities, written.probabilities);
    EXPECT_EQ(read.smoothed, written.smoothed);
    EXPECT_EQ(read.settings, written.settings);
    EXPECT_EQ(read.model, written.model);
    EXPECT_EQ(read.view, written.view);
    for (const auto& [list, expected] :
         {std::pair{&read.frames, &written.frames}, {&read.past, &written.past}}) {
        ASSERT_EQ(list->size(), expected->size());
        for (std::size_t i = 0; i < list->size(); ++i) {
            EXPECT_EQ((*list)[i]->pts, (*expected)[i]->pts);
            EXPECT_EQ((*list)[i]->width, (*expected)[i]->width);
            EXPECT_EQ((*list)[i]->pixels, (*expected)[i]->pixels) << "frame " << i;
        }
    }
}

class MomentFileTest : public ::testing::Test {
protected:
    const test::TestFolder folder_;
    const std::string file_ = folder_.file("wave.handscope-moment");

    /// The file as the format's outer layer has it, to be spoilt.
    model::Checkpoint saved() const {
        writeMoment(file_, someMoment());
        return model::readSafetensors(file_);
    }

    /// What is said when it is read; its three parts are there.
    std::string refusal() const {
        try {
            readMoment(file_);
        } catch (const model::ModelError& error) {
            EXPECT_FALSE(error.whatHappened().empty());
            EXPECT_THAT(error.whatWasExpected(), HasSubstr("handscope-moment-1"));
            EXPECT_THAT(error.whatToDo(), HasSubstr("Save the moment again"));
            return error.whatHappened();
        }
        return "it was read";
    }

    std::string refusalOf(const model::Checkpoint& checkpoint) const {
        model::writeSafetensors(file_, checkpoint);
        return refusal();
    }

    /// The refusal of a moment whose JSON was changed.
    template <typename Change>
    std::string refusalWith(const Change& change) const {
        model::Checkpoint checkpoint = saved();
        json text = json::parse(checkpoint.metadata.at("moment"));
        change(text);
        checkpoint.metadata["moment"] = text.dump();
        return refusalOf(checkpoint);
    }

    /// The refusal of a moment whose first picture has other bytes.
    std::string refusalWithPicture(const std::string& bytes) const {
        model::Checkpoint checkpoint = saved();
        auto& picture = checkpoint.tensors.at("picture.0");
        picture.shape = {static_cast<std::int64_t>(bytes.size())};
        const auto raw = std::as_bytes(std::span(bytes));
        picture.bytes.assign(raw.begin(), raw.end());
        return refusalOf(checkpoint);
    }

    std::string bytesOfFile() const {
        std::ifstream stream(file_, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    void writeBytes(const std::string& bytes) const {
        std::ofstream(file_, std::ios::binary | std::ios::trunc) << bytes;
    }
};

TEST_F(MomentFileTest, ComesBackAsItWas) {
    writeMoment(file_, someMoment());
    const Moment read = readMoment(file_);
    expectEqual(read, someMoment());
    EXPECT_EQ(read.frames[2], read.frames[3]) << "the same frame stays the same";
    EXPECT_EQ(read.past[1], read.frames[0]);
}

TEST_F(MomentFileTest, EachFrameIsKeptOnce) {
    EXPECT_EQ(saved().tensors.size(), 4U);
}

TEST_F(MomentFileTest, PastAndSmoothedScoresMayBeMissing) {
    Moment moment = someMoment();
    moment.past.clear();
    moment.smoothed.clear();
    moment.view.clear();
    writeMoment(file_, moment);
    expectEqual(readMoment(file_), moment);
}

TEST_F(MomentFileTest, EqualMomentsGiveEqualBytes) {
    writeMoment(file_, someMoment());
    const std::string first = bytesOfFile();
    writeMoment(file_, someMoment());
    EXPECT_EQ(bytesOfFile(), first);
}

TEST_F(MomentFileTest, PicturesArePngOfTheFormat) {
    const auto bytes = saved().tensors.at("picture.0").bytes;
    ASSERT_GT(bytes.size(), 24U);
    EXPECT_EQ(std::memcmp(bytes.data(), "\x89PNG\r\n\x1a\n", 8), 0);
}

TEST_F(MomentFileTest, DoesNotWriteWhatCouldNotBeRead) {
    const auto refusal = [this](const auto& change) {
        Moment moment = someMoment();
        change(moment);
        try {
            writeMoment(file_, moment);
        } catch (const model::ModelError& error) {
            EXPECT_FALSE(std::filesystem::exists(file_));
            return error.whatHappened();
        }
        return std::string("it was written");
    };
    EXPECT_THAT(refusal([](Moment& m) { m.frames.clear(); }), HasSubstr("no frame"));
    EXPECT_THAT(refusal([](Moment& m) {
                    m.frames.assign(257, m.frames.back());
                    m.past.clear();
                }),
                HasSubstr("256"));
    EXPECT_THAT(refusal([](Moment& m) { std::swap(m.frames[0], m.frames[2]); }),
                HasSubstr("order"));
    EXPECT_THAT(refusal([](Moment& m) { m.probabilities[1] = 1.5F; }), HasSubstr("probabilities"));
    EXPECT_THAT(refusal([](Moment& m) { m.probabilities[1] = std::nanf(""); }),
                HasSubstr("probabilities"));
    EXPECT_THAT(refusal([](Moment& m) { m.smoothed.pop_back(); }), HasSubstr("smoothed"));
    EXPECT_THAT(refusal([](Moment& m) { m.end = std::numeric_limits<double>::infinity(); }),
                HasSubstr("window"));
    EXPECT_THAT(refusal([](Moment& m) { m.labels[0] = "\xff\xfe"; }), HasSubstr("UTF-8"));
    EXPECT_THAT(refusal([](Moment& m) { m.view["note"] = std::string(5000, 'x'); }),
                HasSubstr("4,096"));
    EXPECT_THAT(
        refusal([](Moment& m) { m.frames.push_back(test::greyFrame(99.0, 0, 0, 8193, 1)); }),
        HasSubstr("8193"));
    EXPECT_THAT(refusal([](Moment& m) {
                    m.frames.push_back(std::make_shared<capture::Frame>(
                        capture::Frame{.width = 9, .height = 9, .pts = 99.0}));
                }),
                HasSubstr("does not hold"));
}

TEST_F(MomentFileTest, SaysThatThereIsNoSuchFile) {
    EXPECT_THAT(refusal(), HasSubstr("wave.handscope-moment"));
}

TEST_F(MomentFileTest, RefusesAnyBeginningOfAFile) {
    writeMoment(file_, someMoment());
    const std::string whole = bytesOfFile();
    for (const std::size_t length : {std::size_t{0}, std::size_t{7}, std::size_t{8},
                                     std::size_t{100}, whole.size() / 2, whole.size() - 1}) {
        writeBytes(whole.substr(0, length));
        EXPECT_NE(refusal(), "it was read") << length << " bytes";
    }
}

TEST_F(MomentFileTest, RefusesAnAbsurdHeader) {
    writeBytes(std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8) + "{}");
    EXPECT_NE(refusal(), "it was read");
    writeBytes("this is no moment, but a text that someone renamed");
    EXPECT_NE(refusal(), "it was read");
}

TEST_F(MomentFileTest, RefusesOtherSafetensorsFiles) {
    EXPECT_THAT(refusalOf({}), HasSubstr("metadata"));
    EXPECT_THAT(refusalOf({.metadata = {{"format", "handscope-moment-2"}}, .tensors = {}}),
                HasSubstr("handscope-moment-2"));
}

TEST_F(MomentFileTest, RefusesWrongText) {
    model::Checkpoint checkpoint = saved();
    checkpoint.metadata["moment"] = "{\"tool\": ";
    EXPECT_THAT(refusalOf(checkpoint), HasSubstr("no JSON"));
    checkpoint.metadata["moment"] = std::string(9'000'000, ' ');
    EXPECT_THAT(refusalOf(checkpoint), HasSubstr("too long"));
    checkpoint.metadata["moment"] = std::string(100'000, '[');
    EXPECT_THAT(refusalOf(checkpoint), HasSubstr("no JSON"));
    checkpoint.metadata["moment"] = "[]";
    EXPECT_THAT(refusalOf(checkpoint), HasSubstr("not an object"));
}

TEST_F(MomentFileTest, ChecksEveryField) {
    EXPECT_THAT(refusalWith([](json& m) { m.erase("tool"); }), HasSubstr("tool"));
    EXPECT_THAT(refusalWith([](json& m) { m["window"]["end_seconds"] = "later"; }),
                HasSubstr("window.end_seconds"));
    EXPECT_THAT(refusalWith([](json& m) { m["window"]["end_seconds"] = 1.0; }),
                HasSubstr("ends before"));
    EXPECT_THAT(refusalWith([](json& m) { m["pictures"][1]["pts_seconds"] = nullptr; }),
                HasSubstr("pictures[1].pts_seconds"));
    EXPECT_THAT(refusalWith([](json& m) { m["pictures"][3]["pts_seconds"] = -1.0; }),
                HasSubstr("order"));
    EXPECT_THAT(refusalWith([](json& m) {
                    m["pictures"].push_back({{"pts_seconds", 99.0}});
                }),
                HasSubstr("missing"));
    EXPECT_THAT(refusalWith([](json& m) { m["pictures"] = json(600, json::object()); }),
                HasSubstr("512"));
    for (const json& index : {json(-1), json(4), json(1.0), json("0"), json(1ULL << 63U)}) {
        EXPECT_THAT(refusalWith([&](json& m) { m["frames"][0] = index; }),
                    HasSubstr("names a picture that is not there"));
    }
    EXPECT_THAT(refusalWith([](json& m) { m["frames"] = json(257, 0); }), HasSubstr("256"));
    EXPECT_THAT(refusalWith([](json& m) { m["frames"] = json::array(); }), HasSubstr("no frame"));
    EXPECT_THAT(refusalWith([](json& m) { m["labels"][0] = 7; }), HasSubstr("labels"));
    EXPECT_THAT(refusalWith([](json& m) { m["labels"].push_back("one more"); }),
                HasSubstr("probabilities"));
    EXPECT_THAT(refusalWith([](json& m) { m["probabilities"][0] = 1e300; }),
                HasSubstr("probabilities"));
    EXPECT_THAT(refusalWith([](json& m) { m["smoothed"] = "high"; }), HasSubstr("smoothed"));
    EXPECT_THAT(refusalWith([](json& m) { m["settings"]["window_seconds"] = 0; }),
                HasSubstr("window_seconds"));
    EXPECT_THAT(refusalWith([](json& m) { m["model"]["sha256"] = 12; }), HasSubstr("sha256"));
    EXPECT_THAT(refusalWith([](json& m) { m["view"]["tap"] = json::array(); }), HasSubstr("view"));
    EXPECT_THAT(refusalWith([](json& m) { m["view"] = "cmm"; }), HasSubstr("view"));
}

TEST_F(MomentFileTest, RefusesPicturesThatAreNone) {
    EXPECT_THAT(refusalWithPicture(""), HasSubstr("no PNG"));
    EXPECT_THAT(refusalWithPicture("GIF89a and so on, and so on, and so on"), HasSubstr("no PNG"));
    EXPECT_THAT(refusalWithPicture("\xff\xd8\xff\xe0 a JPEG"), HasSubstr("no PNG"));
    model::Checkpoint checkpoint = saved();
    checkpoint.tensors.at("picture.0") = {
        .type = model::ElementType::F32, .shape = {1}, .bytes = std::vector<std::byte>(4)};
    EXPECT_THAT(refusalOf(checkpoint), HasSubstr("row of bytes"));
}

TEST_F(MomentFileTest, RefusesAPictureThatIsCutOff) {
    const model::Checkpoint checkpoint = saved();
    const auto& bytes = checkpoint.tensors.at("picture.0").bytes;
    const std::string png(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (const std::size_t length : {std::size_t{24}, std::size_t{40}, png.size() / 2}) {
        EXPECT_THAT(refusalWithPicture(png.substr(0, length)), HasSubstr("cannot be decoded"))
            << length << " bytes";
    }
}

/// A PNG's first bytes with a size of one's choice.
std::string pngHeader(std::uint32_t width, std::uint32_t height) {
    std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    for (const std::uint32_t value : {width, height}) {
        for (const int shift : {24, 16, 8, 0}) {
            bytes += static_cast<char>(value >> static_cast<unsigned>(shift));
        }
    }
    return bytes + std::string("\x08\x02\0\0\0", 5) + std::string(60, '\0');
}

TEST_F(MomentFileTest, RefusesAPictureOfAnAbsurdSizeBeforeTakingMemory) {
    EXPECT_THAT(refusalWithPicture(pngHeader(8193, 1)), HasSubstr("8193 × 1"));
    EXPECT_THAT(refusalWithPicture(pngHeader(1, 8193)), HasSubstr("1 × 8193"));
    EXPECT_THAT(refusalWithPicture(pngHeader(0, 5)), HasSubstr("no PNG"));
    EXPECT_THAT(refusalWithPicture(pngHeader(0xFFFFFFFF, 0xFFFFFFFF)), HasSubstr("no PNG"));
}

TEST_F(MomentFileTest, RefusesTooManyPixelsTogetherBeforeTakingMemory) {
    model::Checkpoint checkpoint = saved();
    json text = json::parse(checkpoint.metadata.at("moment"));
    const std::string header = pngHeader(7000, 7000);
    const auto raw = std::as_bytes(std::span(header));
    for (int i = 0; i < 9; ++i) {
        text["pictures"][i]["pts_seconds"] = 1.0;
        checkpoint.tensors["picture." + std::to_string(i)] = {
            .type = model::ElementType::U8,
            .shape = {static_cast<std::int64_t>(raw.size())},
            .bytes = {raw.begin(), raw.end()}};
    }
    checkpoint.metadata["moment"] = text.dump();
    EXPECT_THAT(refusalOf(checkpoint), HasSubstr("too many pixels"));
}

TEST_F(MomentFileTest, RefusesAPictureWithMoreBytesThanItsPixelsTake) {
    std::string bytes = pngHeader(2, 2);
    bytes.resize(2'000'000);
    EXPECT_THAT(refusalWithPicture(bytes), HasSubstr("more bytes"));
}

}  // namespace
}  // namespace handscope::app
