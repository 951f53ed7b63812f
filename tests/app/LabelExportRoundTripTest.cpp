// SPDX-License-Identifier: GPL-3.0-or-later
// Each format is read back by a program or library that is not ours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/labelling/LabelFormat.h"
#include "capture/FfmpegHandles.h"
#include "model/ModelError.h"
#include "tests/support/ProgramRun.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using Json = nlohmann::json;

const std::string kSource = HANDSCOPE_SOURCE_DIR;

/// Labels that have broken a reader somewhere, and the formats that must refuse them.
struct HostileText {
    const char* name;
    std::string text;
    std::set<LabelFormat> refusedBy;
};

void PrintTo(const HostileText& hostile, std::ostream* stream) {
    *stream << hostile.name;
}

std::vector<HostileText> hostileTexts() {
    constexpr LabelFormat kVtt = LabelFormat::WebVtt;
    constexpr LabelFormat kSrt = LabelFormat::SubRip;
    constexpr LabelFormat kJester = LabelFormat::Jester;
    const std::set<LabelFormat> textFormats{LabelFormat::Csv, kVtt, kSrt, LabelFormat::Elan,
                                            kJester};
    const std::set<LabelFormat> all(kLabelFormats.begin(), kLabelFormats.end());
    return {{"Plain", "Swiping Left", {}},
            {"Quotes", "say \"stop\"", {kJester}},
            {"OnlyAQuote", "\"", {kJester}},
            {"Apostrophe", "don't", {}},
            {"Semicolon", "left;right", {kJester}},
            {"Comma", "left, right", {}},
            {"TwoLines", "two\nlines", {kJester}},
            {"BlankLine", "a\n\nb", {kVtt, kSrt, kJester}},
            {"LineOfSpaces", "a\n  \nb", {kVtt, kSrt, kJester}},
            {"LineFeedAtTheEnd", "a\n", {kVtt, kSrt, kJester}},
            {"CarriageReturn", "a\r\nb\rc", {kVtt, kSrt, LabelFormat::Elan, kJester}},
            {"Tab", "left\tright", {kJester}},
            {"Arrow", "left --> right", {kSrt}},
            {"Times", "00:00:01.000 --> 00:00:02.000", {kSrt}},
            {"TimesOnALine", "a\n00:00:01,000 --> 00:00:02,000\nb", {kSrt, kJester}},
            {"Tag", "<b>bold</b>", {kSrt}},
            {"UnknownTag", "<gesture 1>", {kSrt}},
            {"LessThan", "a < b", {}},
            {"GreaterThan", "a > b", {}},
            {"Ampersand", "up & down", {}},
            {"Entity", "&amp; &lt; &#60;", {kSrt, kJester}},
            {"HalfAnEntity", "&amp", {}},
            {"CommentOfXml", "<!-- x --> ]]>", {kSrt}},
            {"Styling", "{\\an8}top", {kSrt}},
            {"Braces", "{left}", {kSrt}},
            {"Backslash", "C:\\gestures", {kSrt}},
            {"Number", "5", {}},
            {"LineThatIsANumber", "a\n7", {kJester}},
            {"Keyword", "NOTE", {}},
            {"Formula", "=1+1", {}},
            {"Arabic", "تمرير لليسار", {}},
            {"Hebrew", "החלקה שמאלה", {}},
            {"BothDirections", "Swipe שמאלה (לאט)!", {}},
            {"OverriddenDirection", "a\u202Eb\u202Cc\u200F", {}},
            {"Emoji", "👍🏽 up 👨‍👩‍👧", {}},
            {"CombiningMarks", "e\u0301\u0323 n\u0303", {}},
            {"LineSeparator", "a\u2028b\u0085c", {}},
            {"NoBreakSpaces", "\u00A0a\u00A0", {}},
            {"SpacesAtTheEnds", "  a  ", {kSrt, kJester}},
            {"OnlySpaces", "  ", {kVtt, kSrt, kJester}},
            {"Empty", "", {kVtt, kSrt, kJester}},
            {"ByteOrderMark", "\uFEFFa", {}},
            {"Nul", std::string("a\0b", 3), textFormats},
            {"Bell", "a\ab", textFormats},
            {"Escape", "\x1b[31mred", textFormats},
            {"Delete", "a\x7f", {}},
            {"NonCharacter", "a\uFFFE", textFormats},
            {"NotUtf8", "a\xff", all},
            {"HalfASurrogate", "a\xED\xA0\x80", all}};
}

/// Two classes overlap, one segment has no length, and the first frame has the PTS 1.4 s.
LabelDocument documentOf(const std::string& label) {
    LabelDocument document;
    document.toolVersion = "0.1.0";
    document.source = {.name = "folder/clip, \"1\".mp4",
                       .path = "/videos/folder/clip, \"1\".mp4",
                       .bytes = 1234,
                       .sha256 = std::string(64, 'a'),
                       .width = 640,
                       .height = 480,
                       .frames = 300,
                       .start = 1.4,
                       .end = 11.4};
    document.model = {.name = "stm", .sha256 = std::string(64, 'b')};
    document.settings.decision.onThresholds["Thumb Up"] = 0.7;
    document.clipLabel = label;
    const auto segment = [](const std::string& name, double start, double end) {
        return LabelSegment{.label = name,
                            .start = start,
                            .end = end,
                            .startFrame = 1,
                            .endFrame = 2,
                            .fired = end,
                            .meanScore = 0.6F,
                            .peakScore = 0.9F,
                            .runnerUp = name,
                            .runnerUpScore = 0.05F};
    };
    document.segments = {segment(label, 1.4, 2.6527), segment("Between", 3.0, 5.0),
                         segment(label, 4.75, 7.2504), segment(label, 11.0, 11.0)};
    return document;
}

/// What a reader says of a segment, milliseconds from the recording's beginning.
struct ReadCue {
    double start = 0.0;
    double end = 0.0;
    std::string text;
};

/// The text of an event of libavcodec, which gives it in ASS's notation.
std::string textOfAss(const std::string& event) {
    std::size_t at = 0;
    for (int field = 0; field < 8; ++field) {
        at = event.find(',', at) + 1;
    }
    const std::string text = event.substr(at);
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string pair = text.substr(i, 2);
        if (pair == "\\N" || pair == "\\{" || pair == "\\}") {
            result += pair == "\\N" ? '\n' : pair[1];
            ++i;
        } else {
            result += text[i];
        }
    }
    return result;
}

/// Opens a file as a player does, by its content, and decodes every cue.
std::vector<ReadCue> cuesThatFfmpegReads(const std::string& file) {
    av_log_set_level(AV_LOG_ERROR);
    AVFormatContext* opened = nullptr;
    if (avformat_open_input(&opened, file.c_str(), nullptr, nullptr) < 0) {
        throw std::runtime_error("FFmpeg does not know the format");
    }
    const capture::FormatContextHandle format(opened);
    const AVStream& stream = *format->streams[0];
    const capture::CodecContextHandle codec(
        avcodec_alloc_context3(avcodec_find_decoder(stream.codecpar->codec_id)));
    avcodec_parameters_to_context(codec.get(), stream.codecpar);
    codec->pkt_timebase = stream.time_base;
    if (avcodec_open2(codec.get(), nullptr, nullptr) < 0) {
        throw std::runtime_error("FFmpeg has no decoder");
    }
    std::vector<ReadCue> cues;
    const capture::PacketHandle packet(av_packet_alloc());
    while (av_read_frame(format.get(), packet.get()) >= 0) {
        const double unit = av_q2d(stream.time_base) * 1000.0;
        ReadCue cue{.start = static_cast<double>(packet->pts) * unit,
                    .end = static_cast<double>(packet->pts + packet->duration) * unit};
        AVSubtitle subtitle{};
        int decoded = 0;
        avcodec_decode_subtitle2(codec.get(), &subtitle, &decoded, packet.get());
        const std::unique_ptr<AVSubtitle, void (*)(AVSubtitle*)> owner(&subtitle, &avsubtitle_free);
        for (unsigned i = 0; decoded != 0 && i < subtitle.num_rects; ++i) {
            cue.text += textOfAss(subtitle.rects[i]->ass);
        }
        cues.push_back(cue);
        av_packet_unref(packet.get());
    }
    return cues;
}

void expectSegments(const std::vector<ReadCue>& cues, const LabelDocument& document) {
    ASSERT_EQ(cues.size(), document.segments.size());
    for (std::size_t i = 0; i < cues.size(); ++i) {
        SCOPED_TRACE(i);
        const LabelSegment& segment = document.segments[i];
        EXPECT_NEAR(cues[i].start, (segment.start - document.source.start) * 1000.0, 1.0);
        EXPECT_NEAR(cues[i].end, (segment.end - document.source.start) * 1000.0, 1.0 + 1e-6);
        EXPECT_GT(cues[i].end, cues[i].start);
        EXPECT_EQ(cues[i].text, segment.label);
    }
}

class LabelRoundTripTest : public ::testing::TestWithParam<HostileText> {
protected:
    test::TestFolder folder;

    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(folder.path() / name, std::ios::binary) << text;
        return folder.file(name);
    }

    /// What read_labels.py says, null with a failure where it says nothing.
    static Json python(const std::string& arguments) {
        const test::ProgramRun run = test::runProgram("/usr/bin/python3 '" + kSource +
                                                      "/tests/app/read_labels.py' " + arguments);
        EXPECT_EQ(run.status, 0) << run.errors;
        return run.status == 0 ? Json::parse(run.output) : Json();
    }

    /// Exports the text; nullopt, after a look at the message, where it is to be refused.
    std::optional<std::string> exported(LabelFormat format, const LabelDocument& document) const {
        const bool isRefused = GetParam().refusedBy.contains(format);
        try {
            std::string text = isOneARecording(format) ? exportOne(format, document)
                                                       : exportAll(format, {document});
            EXPECT_FALSE(isRefused) << "was to be refused";
            return text;
        } catch (const model::ModelError& error) {
            EXPECT_TRUE(isRefused) << error.what();
            EXPECT_FALSE(error.whatWasExpected().empty());
            EXPECT_FALSE(error.whatToDo().empty());
            return std::nullopt;
        }
    }
};

TEST_P(LabelRoundTripTest, FfmpegReadsWebVtt) {
    const LabelDocument document = documentOf(GetParam().text);
    if (const auto text = exported(LabelFormat::WebVtt, document)) {
        expectSegments(cuesThatFfmpegReads(write("a.vtt", *text)), document);
    }
}

TEST_P(LabelRoundTripTest, FfmpegReadsSubRip) {
    const LabelDocument document = documentOf(GetParam().text);
    if (const auto text = exported(LabelFormat::SubRip, document)) {
        expectSegments(cuesThatFfmpegReads(write("a.srt", *text)), document);
    }
}

TEST_P(LabelRoundTripTest, ElanDocumentsAreWellFormedAndFollowTheirSchema) {
    const LabelDocument document = documentOf(GetParam().text);
    const auto text = exported(LabelFormat::Elan, document);
    if (!text) {
        return;
    }
    const std::string file = write("a.eaf", *text);
    const test::ProgramRun lint = test::runProgram("xmllint --noout '" + file + "'");
    EXPECT_EQ(lint.status, 0) << lint.errors;
    EXPECT_EQ(lint.errors, "");
    const Json tiers = python("eaf '" + file + "'");
    ASSERT_TRUE(tiers.is_object());
    std::vector<ReadCue> cues;
    for (const char* const name : {"Gesture", "Gesture 2"}) {
        for (const Json& row : tiers.at(name)) {
            cues.push_back({.start = row[0], .end = row[1], .text = row[2]});
        }
    }
    std::ranges::stable_sort(cues, {}, &ReadCue::start);
    expectSegments(cues, document);
    EXPECT_EQ(tiers.at("Gesture 2").size(), 1U);
    EXPECT_EQ(tiers.at("Peak score")[0][2], "0.900000");
    const std::size_t unknown = GetParam().text.empty() ? 2 : 0;  // runner-ups without a name
    EXPECT_EQ(tiers.at("Runner-up").size(), 3U - unknown);
    EXPECT_EQ(tiers.at("")["MEDIA_URL"], "file:///videos/folder/clip, \"1\".mp4");
    EXPECT_EQ(tiers.at("")["RELATIVE_MEDIA_URL"], "./clip, \"1\".mp4");
}

TEST_P(LabelRoundTripTest, PythonReadsTheTable) {
    const LabelDocument document = documentOf(GetParam().text);
    const auto text = exported(LabelFormat::Csv, document);
    if (!text) {
        return;
    }
    const Json rows = python("csv '" + write("labels.csv", *text) + "' ,");
    ASSERT_EQ(rows.size(), document.segments.size() + 1);
    for (std::size_t i = 0; i < document.segments.size(); ++i) {
        const LabelSegment& segment = document.segments[i];
        const Json& row = rows[i + 1];
        ASSERT_EQ(row.size(), rows[0].size());
        EXPECT_EQ(row[0], document.source.name);
        EXPECT_EQ(row[1], segment.label);
        EXPECT_NEAR(std::strtod(row[2].get<std::string>().c_str(), nullptr), segment.start, 1e-6);
        EXPECT_NEAR(std::strtod(row[3].get<std::string>().c_str(), nullptr), segment.end, 1e-6);
        EXPECT_EQ(row[6], "0.600000");
        EXPECT_EQ(row[8], segment.runnerUp);
    }
}

TEST_P(LabelRoundTripTest, PythonReadsJestersList) {
    LabelDocument document = documentOf(GetParam().text);
    document.source.name = "clip.mp4";
    if (const auto text = exported(LabelFormat::Jester, document)) {
        EXPECT_EQ(python("csv '" + write("labels.jester.csv", *text) + "' ';'"),
                  Json::array({Json::array({"clip.mp4", document.clipLabel})}));
    }
}

TEST_P(LabelRoundTripTest, ActivityNetKeepsEveryLabelAndName) {
    const LabelDocument document = documentOf(GetParam().text);
    if (const auto text = exported(LabelFormat::ActivityNet, document)) {
        const Json json = Json::parse(*text);
        const Json& detections = json["results"][document.source.name];
        ASSERT_EQ(detections.size(), document.segments.size());
        EXPECT_EQ(detections[0]["label"], GetParam().text);
        EXPECT_EQ(json["database"][document.source.name]["annotations"][2]["label"],
                  GetParam().text);
    }
}

TEST_P(LabelRoundTripTest, TheJsonFollowsItsSchema) {
    const LabelDocument document = documentOf(GetParam().text);
    if (const auto text = exported(LabelFormat::Json, document)) {
        EXPECT_EQ(python("schema '" + kSource + "/resources/schemas/handscope-labels-1.json' '" +
                         write("a.json", *text) + "'"),
                  Json::array({nullptr}));
        EXPECT_EQ(parseLabelDocument(*text, "a.json"), document);
    }
}

INSTANTIATE_TEST_SUITE_P(Labels, LabelRoundTripTest, ::testing::ValuesIn(hostileTexts()),
                         [](const auto& test) { return test.param.name; });

TEST(LabelSchemaTest, RefusesDocumentsThatAreBroken) {
    struct Break {
        const char* pointer;
        Json value;  ///< discarded: the field is taken away
    };
    const Json gone(Json::value_t::discarded);
    const std::vector<Break> breaks{{"/format", gone},
                                    {"/format", "handscope-labels-2"},
                                    {"/extra", 1},
                                    {"/tool/name", "other"},
                                    {"/source/sha256", "ABC"},
                                    {"/source/bytes", -1},
                                    {"/source/frames", 1.5},
                                    {"/source/width", 2'000'000},
                                    {"/source/start_seconds", nullptr},
                                    {"/source/extra", "x"},
                                    {"/model/sha256", gone},
                                    {"/settings/window_seconds", 0},
                                    {"/settings/decision", gone},
                                    {"/settings/decision/margin", 1.5},
                                    {"/settings/decision/hold_seconds", -0.5},
                                    {"/settings/decision/on_thresholds/Stop", 2},
                                    {"/settings/decision/never_fire", "No gesture"},
                                    {"/clip_label", 3},
                                    {"/segments", Json::object()},
                                    {"/segments/0/label", gone},
                                    {"/segments/0/extra", true},
                                    {"/segments/0/start_frame", -1},
                                    {"/segments/0/end_seconds", "2"},
                                    {"/segments/0/peak_score", 1.01},
                                    {"/segments/0/runner_up_score", gone}};
    const test::TestFolder folder;
    const Json sound = Json::parse(exportOne(LabelFormat::Json, documentOf("Thumb Up")));
    std::string files;
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        Json broken = sound;
        const Json::json_pointer pointer(breaks[i].pointer);
        if (breaks[i].value.is_discarded()) {
            broken[pointer.parent_pointer()].erase(pointer.back());
        } else {
            broken[pointer] = breaks[i].value;
        }
        const std::string file = folder.file(std::to_string(i) + ".json");
        std::ofstream(file) << broken;
        files += " '" + file + "'";
    }
    const test::ProgramRun run =
        test::runProgram("/usr/bin/python3 '" + kSource + "/tests/app/read_labels.py' schema '" +
                         kSource + "/resources/schemas/handscope-labels-1.json'" + files);
    ASSERT_EQ(run.status, 0) << run.errors;
    const Json answers = Json::parse(run.output);
    ASSERT_EQ(answers.size(), breaks.size());
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        EXPECT_TRUE(answers[i].is_string()) << breaks[i].pointer << " = " << breaks[i].value;
    }
}

}  // namespace
}  // namespace handscope::app
