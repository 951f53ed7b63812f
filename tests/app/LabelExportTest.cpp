// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "app/labelling/ElanExport.h"
#include "app/labelling/LabelFormat.h"
#include "app/labelling/SubtitleExport.h"
#include "app/labelling/TableExport.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A recording whose first frame has the PTS 1.4 s.
LabelDocument twoSegments() {
    LabelDocument document;
    document.toolVersion = "0.1.0";
    document.source = {.name = "a/clip.mp4",
                       .path = "/videos/a/clip.mp4",
                       .width = 640,
                       .height = 480,
                       .frames = 300,
                       .start = 1.4,
                       .end = 11.4};
    document.model = {.name = "stm", .sha256 = std::string(64, 'b')};
    document.clipLabel = "Thumb Up";
    document.segments = {{.label = "Swiping, Left",
                          .start = 2.4,
                          .end = 3.9004,
                          .startFrame = 30,
                          .endFrame = 74,
                          .fired = 3.0,
                          .meanScore = 0.75F,
                          .peakScore = 0.875F,
                          .runnerUp = "Stop \"Sign\"",
                          .runnerUpScore = 0.125F},
                         {.label = "Thumb Up",
                          .start = 6.4,
                          .end = 7.4,
                          .startFrame = 150,
                          .endFrame = 179,
                          .fired = 7.0,
                          .meanScore = 0.5F,
                          .peakScore = 0.9F}};
    return document;
}

LabelDocument withoutSegments() {
    LabelDocument document = twoSegments();
    document.segments.clear();
    document.clipLabel = kNothingFired;
    return document;
}

LabelDocument labelled(const std::string& label) {
    LabelDocument document = twoSegments();
    document.segments.resize(1);
    document.segments[0].label = label;
    return document;
}

LabelDocument spanning(double start, double end) {
    LabelDocument document = labelled("Stop");
    document.segments[0].start = start;
    document.segments[0].end = end;
    return document;
}

/// What a refusal says; it has three parts.
std::string refusalOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const model::ModelError& error) {
        EXPECT_FALSE(error.whatWasExpected().empty());
        EXPECT_FALSE(error.whatToDo().empty());
        return error.whatHappened();
    }
    return "no error";
}

std::size_t countOf(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

TEST(LabelFormatTest, NamesGoBothWays) {
    for (const LabelFormat format : kLabelFormats) {
        EXPECT_EQ(labelFormatFromName(labelFormatName(format)), format);
    }
    EXPECT_EQ(labelFormatFromName("anet"), LabelFormat::ActivityNet);
    for (const char* const other : {"", "JSON", "xml", "json "}) {
        EXPECT_FALSE(labelFormatFromName(other).has_value()) << other;
    }
}

TEST(LabelFormatTest, FilesAreNamedAfterTheRecordingOrStandOverAll) {
    EXPECT_EQ(extensionOf(LabelFormat::Json), ".json");
    EXPECT_EQ(extensionOf(LabelFormat::WebVtt), ".vtt");
    EXPECT_EQ(extensionOf(LabelFormat::SubRip), ".srt");
    EXPECT_EQ(extensionOf(LabelFormat::Elan), ".eaf");
    EXPECT_EQ(tableNameOf(LabelFormat::Csv), "labels.csv");
    EXPECT_EQ(tableNameOf(LabelFormat::ActivityNet), "labels.activitynet.json");
    EXPECT_EQ(tableNameOf(LabelFormat::Jester), "labels.jester.csv");
}

TEST(LabelFormatTest, EveryFormatIsWrittenByOneOfTheTwo) {
    for (const LabelFormat format : kLabelFormats) {
        SCOPED_TRACE(labelFormatName(format));
        if (isOneARecording(format)) {
            EXPECT_FALSE(exportOne(format, twoSegments()).empty());
            EXPECT_THROW(exportAll(format, {twoSegments()}), std::invalid_argument);
        } else {
            EXPECT_FALSE(exportAll(format, {twoSegments()}).empty());
            EXPECT_THROW(exportOne(format, twoSegments()), std::invalid_argument);
        }
    }
}

TEST(LabelFormatTest, EqualDocumentsGiveEqualBytes) {
    for (const LabelFormat format : kLabelFormats) {
        const auto text = [&] {
            return isOneARecording(format) ? exportOne(format, twoSegments())
                                           : exportAll(format, {twoSegments()});
        };
        EXPECT_EQ(text(), text()) << labelFormatName(format);
    }
}

TEST(WebVttTest, HasACueASegmentCountedFromTheRecordingsBeginning) {
    EXPECT_EQ(toWebVtt(twoSegments()),
              "WEBVTT\n"
              "\n00:00:01.000 --> 00:00:02.500\nSwiping, Left\n"
              "\n00:00:05.000 --> 00:00:06.000\nThumb Up\n");
    EXPECT_EQ(toWebVtt(withoutSegments()), "WEBVTT\n");
}

TEST(WebVttTest, EscapesWhatWouldBeMarkup) {
    EXPECT_THAT(toWebVtt(labelled("<b>R&D</b> --> &amp;")),
                HasSubstr("\n&lt;b&gt;R&amp;D&lt;/b&gt; --&gt; &amp;amp;\n"));
}

TEST(SubRipTest, NumbersItsCues) {
    EXPECT_EQ(toSubRip(twoSegments()),
              "1\n00:00:01,000 --> 00:00:02,500\nSwiping, Left\n"
              "\n2\n00:00:05,000 --> 00:00:06,000\nThumb Up\n");
    EXPECT_EQ(toSubRip(withoutSegments()), "");
}

TEST(SubRipTest, KeepsMarksThatNoPlayerReadsAsMarkup) {
    for (const char* const label :
         {"a < b", "a > b", "up & down", "R & D;", "a } b", "{", "a -> b", "5", "a;b"}) {
        EXPECT_THAT(toSubRip(labelled(label)), HasSubstr(std::string("\n") + label + "\n"));
    }
}

TEST(SubtitleTest, ASegmentShorterThanAMillisecondStillHasLength) {
    EXPECT_THAT(toWebVtt(spanning(2.4, 2.4)), HasSubstr("00:00:01.000 --> 00:00:01.001"));
    EXPECT_THAT(toSubRip(spanning(2.4, 2.4003)), HasSubstr("00:00:01,000 --> 00:00:01,001"));
    EXPECT_THAT(toElan(spanning(2.4, 2.4)), HasSubstr("TIME_VALUE=\"1001\""));
}

TEST(SubtitleTest, NothingBeginsBeforeTheRecording) {
    EXPECT_THAT(toWebVtt(spanning(0.0, 2.4)), HasSubstr("00:00:00.000 --> 00:00:01.000"));
    EXPECT_THAT(toElan(spanning(0.0, 2.4)), HasSubstr("TIME_VALUE=\"0\""));
}

TEST(SubtitleTest, HoursGrowBeyondTwoDigits) {
    EXPECT_THAT(toWebVtt(spanning(1.4 + 360'000.0, 1.4 + 363'723.5)),
                HasSubstr("100:00:00.000 --> 101:02:03.500"));
}

TEST(SubtitleTest, CuesStandByTheirStart) {
    LabelDocument document = twoSegments();
    std::swap(document.segments[0], document.segments[1]);
    EXPECT_EQ(toWebVtt(document), toWebVtt(twoSegments()));
}

TEST(SubtitleTest, TimesThatNoRecordingReachesAreRefused) {
    for (const double end : {1e300, -1e300, std::numeric_limits<double>::quiet_NaN()}) {
        for (const LabelFormat format :
             {LabelFormat::WebVtt, LabelFormat::SubRip, LabelFormat::Elan}) {
            EXPECT_THAT(refusalOf([&] { exportOne(format, spanning(2.0, end)); }),
                        HasSubstr("a/clip.mp4"));
        }
    }
}

TEST(SubtitleTest, ARefusalNamesTheLabelTheRecordingAndTheReason) {
    EXPECT_EQ(refusalOf([] { toWebVtt(labelled("a\n\nb")); }),
              "The label \"a\\n\\nb\" of \"a/clip.mp4\" has a blank line.");
    EXPECT_THAT(refusalOf([] { toSubRip(labelled("<i>x</i>")); }), HasSubstr("as a tag"));
    EXPECT_THAT(refusalOf([] { toSubRip(labelled("a\x1b[2Jb")); }),
                HasSubstr("\"a\\u001b[2Jb\" of \"a/clip.mp4\" has the control character 27"));
    EXPECT_THAT(refusalOf([] { toWebVtt(labelled("a\xff")); }), HasSubstr("not UTF-8"));
}

TEST(ElanTest, SegmentsThatOverlapGoToFurtherTiers) {
    LabelDocument document = twoSegments();
    document.segments.push_back({.label = "Third", .start = 6.5, .end = 6.6});
    document.segments.push_back({.label = "Fourth", .start = 6.55, .end = 7.0});
    document.segments.push_back({.label = "Fifth", .start = 6.6, .end = 7.4});
    document.segments.push_back({.label = "Sixth", .start = 7.4, .end = 8.0});
    const std::string text = toElan(document);
    const auto tierOf = [&](const std::string& label) {
        const std::size_t tier = text.rfind("TIER_ID=\"", text.find(">" + label + "<")) + 9;
        return text.substr(tier, text.find('"', tier) - tier);
    };
    EXPECT_EQ(tierOf("Swiping, Left"), "Gesture");
    EXPECT_EQ(tierOf("Thumb Up"), "Gesture");
    EXPECT_EQ(tierOf("Third"), "Gesture 2");
    EXPECT_EQ(tierOf("Fourth"), "Gesture 3");
    EXPECT_EQ(tierOf("Fifth"), "Gesture 2");
    EXPECT_EQ(tierOf("Sixth"), "Gesture");
    EXPECT_THAT(text, HasSubstr("TIER_ID=\"Peak score 3\""));
}

TEST(ElanTest, ARecordingWithoutSegmentsHasEmptyTiers) {
    const std::string text = toElan(withoutSegments());
    EXPECT_THAT(text, HasSubstr("TIER_ID=\"Gesture\""));
    EXPECT_THAT(text, Not(HasSubstr("<ANNOTATION>")));
}

TEST(ElanTest, ScoresStandBelowTheirGesture) {
    const std::string text = toElan(twoSegments());
    EXPECT_THAT(text, HasSubstr(">0.750000</ANNOTATION_VALUE>"));
    EXPECT_THAT(text, HasSubstr(">0.875000</ANNOTATION_VALUE>"));
    EXPECT_EQ(countOf(text, "<REF_ANNOTATION "), 5U);  // the second segment has no runner-up
}

TEST(ElanTest, ThePathIsPercentEncoded) {
    LabelDocument document = withoutSegments();
    document.source.name = "a/my clip \xC3\xA9#1.MOV";
    document.source.path = "/videos/a/my clip \xC3\xA9#1.MOV";
    const std::string text = toElan(document);
    EXPECT_THAT(text, HasSubstr("MEDIA_URL=\"file:///videos/a/my clip \xC3\xA9#1.MOV\""));
    EXPECT_THAT(text, HasSubstr("RELATIVE_MEDIA_URL=\"./my clip \xC3\xA9#1.MOV\""));
    EXPECT_THAT(text, HasSubstr("MIME_TYPE=\"video/*\""));
    EXPECT_THAT(toElan(twoSegments()), HasSubstr("MIME_TYPE=\"video/mp4\""));
    document.source.name = "a\tb\nc";  // or a reader takes them for spaces
    EXPECT_THAT(toElan(document), HasSubstr("RELATIVE_MEDIA_URL=\"./a&#09;b&#10;c\""));
}

TEST(ElanTest, NamesWhatXmlCannotHold) {
    EXPECT_THAT(refusalOf([] { toElan(labelled("a\x01")); }), HasSubstr("control character 1"));
    EXPECT_THAT(refusalOf([] { toElan(labelled("a\xEF\xBF\xBF")); }), HasSubstr("no character"));
    LabelDocument document = withoutSegments();
    document.source.name = "a\x02.mp4";
    EXPECT_THAT(refusalOf([&] { toElan(document); }), HasSubstr("The file name \"a\\u0002.mp4\""));
    document = withoutSegments();
    document.model.name = "\r";
    EXPECT_THAT(refusalOf([&] { toElan(document); }), HasSubstr("The model name"));
}

TEST(CsvExportTest, HasALineASegment) {
    EXPECT_EQ(toCsvTable({twoSegments()}),
              "file,label,start_seconds,end_seconds,start_frame,end_frame,mean_score,peak_score,"
              "runner_up,runner_up_score\r\n"
              "a/clip.mp4,\"Swiping, Left\",2.400000,3.900400,30,74,0.750000,0.875000,"
              "\"Stop \"\"Sign\"\"\",0.125000\r\n"
              "a/clip.mp4,Thumb Up,6.400000,7.400000,150,179,0.500000,0.900000,,\r\n");
}

TEST(CsvExportTest, ARecordingWithoutSegmentsHasOneLineOverItsLength) {
    LabelDocument empty = withoutSegments();
    empty.source.frames = 0;
    EXPECT_THAT(toCsvTable({withoutSegments()}),
                HasSubstr("\r\na/clip.mp4,No gesture,1.400000,11.400000,0,299,,,,\r\n"));
    EXPECT_THAT(toCsvTable({empty}), HasSubstr(",0,0,,,,\r\n"));
    EXPECT_EQ(countOf(toCsvTable({}), "\r\n"), 1U);
}

TEST(CsvExportTest, KeepsNamesThatASpreadsheetTakesForFormulas) {
    LabelDocument document = labelled("+1");
    document.source.name = "-abc.mp4";
    EXPECT_THAT(toCsvTable({document}), HasSubstr("\r\n-abc.mp4,+1,"));
    document.segments[0].label = "=1+1";
    EXPECT_THAT(toCsvTable({document}), HasSubstr("\r\n-abc.mp4,=1+1,"));
}

TEST(CsvExportTest, RefusesControlCharactersInNamesAndLabels) {
    LabelDocument document = twoSegments();
    document.segments[1].runnerUp = std::string("a\0b", 3);
    EXPECT_EQ(refusalOf([&] { toCsvTable({document}); }),
              "The label \"a\\u0000b\" of \"a/clip.mp4\" has the control character 0.");
    document.source.name = "\x7.mp4";
    EXPECT_THAT(refusalOf([&] { toCsvTable({document}); }), HasSubstr("The file name"));
}

TEST(ActivityNetTest, IsGroundTruthAndDetectionsInOne) {
    const auto json = nlohmann::json::parse(toActivityNet({twoSegments()}));
    for (const char* const field :
         {"version", "taxonomy", "database", "results", "external_data"}) {
        EXPECT_TRUE(json.contains(field)) << field;
    }
    const auto& video = json["database"]["a/clip.mp4"];
    EXPECT_EQ(video["subset"], "validation");
    EXPECT_EQ(video["duration"], 10.0);
    EXPECT_EQ(video["resolution"], "640x480");
    EXPECT_EQ(video["url"], "file:///videos/a/clip.mp4");
    EXPECT_EQ(video["annotations"], nlohmann::json::parse(R"([
        {"segment": [1.0, 2.5004], "label": "Swiping, Left"},
        {"segment": [5.0, 6.0], "label": "Thumb Up"}])"));
    EXPECT_EQ(json["results"]["a/clip.mp4"], nlohmann::json::parse(R"([
        {"segment": [1.0, 2.5004], "label": "Swiping, Left", "score": 0.875},
        {"segment": [5.0, 6.0], "label": "Thumb Up", "score": 0.9}])"));
}

TEST(ActivityNetTest, TheTaxonomyHoldsEveryLabelOnceBelowARoot) {
    LabelDocument second = labelled("Thumb Up");
    second.source.name = "b.mp4";
    const auto json = nlohmann::json::parse(toActivityNet({twoSegments(), second}));
    EXPECT_EQ(json["taxonomy"], nlohmann::json::parse(R"([
        {"nodeId": 0, "nodeName": "Root", "parentId": null, "parentName": null},
        {"nodeId": 1, "nodeName": "Swiping, Left", "parentId": 0, "parentName": "Root"},
        {"nodeId": 2, "nodeName": "Thumb Up", "parentId": 0, "parentName": "Root"}])"));
}

TEST(ActivityNetTest, RecordingsWithoutSegmentsAreThere) {
    const auto json = nlohmann::json::parse(toActivityNet({withoutSegments()}));
    EXPECT_EQ(json["database"]["a/clip.mp4"]["annotations"], nlohmann::json::array());
    EXPECT_EQ(json["results"]["a/clip.mp4"], nlohmann::json::array());
    EXPECT_EQ(nlohmann::json::parse(toActivityNet({}))["database"], nlohmann::json::object());
}

TEST(ActivityNetTest, NamesTextThatIsNotUtf8) {
    EXPECT_THAT(refusalOf([] { toActivityNet({labelled("a\xff")}); }), HasSubstr("The label"));
    LabelDocument document = withoutSegments();
    document.source.name = "\xff.mp4";
    EXPECT_THAT(refusalOf([&] { toActivityNet({document}); }), HasSubstr("The file name"));
}

TEST(JesterListTest, HasALineARecording) {
    LabelDocument second = withoutSegments();
    second.source.name = "b.mp4";
    EXPECT_EQ(toJesterList({twoSegments(), second}), "a/clip.mp4;Thumb Up\nb.mp4;No gesture\n");
    EXPECT_EQ(toJesterList({}), "");
}

class JesterRefusalTest : public ::testing::TestWithParam<const char*> {};

TEST_P(JesterRefusalTest, NamesTheFileOrTheLabel) {
    LabelDocument document = twoSegments();
    document.clipLabel = GetParam();
    EXPECT_THAT(refusalOf([&] { toJesterList({document}); }),
                ::testing::AllOf(HasSubstr("The label"), HasSubstr("a/clip.mp4")));
    document = twoSegments();
    document.source.name = GetParam();
    EXPECT_THAT(refusalOf([&] { toJesterList({document}); }), HasSubstr("The file name"));
}

INSTANTIATE_TEST_SUITE_P(Fields, JesterRefusalTest,
                         ::testing::Values("", "a;b", "a\"b", "a\nb", "a\rb", "a\tb", " a", "a ",
                                           "a\xff"));

}  // namespace
}  // namespace handscope::app
