// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/LabelDocument.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "model/ModelError.h"
#include "tests/support/LabelSamples.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using ::testing::HasSubstr;

TEST(LabelDocumentTest, TellsSegmentsInSecondsAndFrames) {
    const auto json = nlohmann::json::parse(toJson(test::sampleDocument()));
    EXPECT_EQ(json["format"], "handscope-labels-1");
    EXPECT_EQ(json["source"]["name"], "folder/clip.mp4");
    EXPECT_EQ(json["clip_label"], "Thumb Up");
    ASSERT_EQ(json["segments"].size(), 2U);
    EXPECT_EQ(json["segments"][0]["start_frame"], 30);
    EXPECT_EQ(json["segments"][0]["end_seconds"], 2.5);
    EXPECT_EQ(json["segments"][0]["runner_up"], "a \"quoted\"\nname");
    EXPECT_EQ(json["settings"]["decision"]["on_threshold"], 0.6);
}

TEST(LabelDocumentTest, ComesBackAsItWas) {
    LabelDocument document = test::sampleDocument();
    document.settings.windowStride = 0.1;
    document.settings.decision.onThresholds = {{"Thumb Up", 0.7}};
    document.settings.decision.neverFire = {"Stop Sign"};
    document.segments[0].meanScore = 0.1F;  // no binary fraction
    document.segments[0].start = 1.0 / 3.0;
    EXPECT_EQ(parseLabelDocument(toJson(document), "text"), document);
}

TEST(LabelDocumentTest, NamesTheFlipTestWhereThereWasOne) {
    LabelDocument document = test::sampleDocument();
    EXPECT_FALSE(nlohmann::json::parse(toJson(document))["model"].contains("flip_test"));
    EXPECT_FALSE(nlohmann::json::parse(toJson(document))["model"].contains("engine"));
    document.model.flipTest = true;
    document.model.engine = "folded, bf16";
    EXPECT_EQ(parseLabelDocument(toJson(document), "text"), document);
    EXPECT_EQ(nlohmann::json::parse(toJson(document))["model"]["flip_test"], true);
    EXPECT_EQ(parseLabelDocument(toJson(document), "text"), document);
}

TEST(LabelDocumentTest, EqualDocumentsGiveEqualBytes) {
    EXPECT_EQ(toJson(test::sampleDocument()), toJson(test::sampleDocument()));
}

TEST(LabelDocumentTest, RefusesANameThatIsNotUtf8) {
    LabelDocument document = test::sampleDocument();
    document.source.name = "clip\xff.mp4";
    EXPECT_THROW(toJson(document), model::ModelError);
}

struct Damage {
    const char* what;
    const char* pointer;  ///< into the JSON
    nlohmann::json value;
    const char* said;
};

class DamagedDocument : public ::testing::TestWithParam<Damage> {};

TEST_P(DamagedDocument, IsRefusedByTheFieldThatIsWrong) {
    auto json = nlohmann::json::parse(toJson(test::sampleDocument()));
    const nlohmann::json::json_pointer place(GetParam().pointer);
    if (GetParam().value.is_null()) {
        json.at(place.parent_pointer()).erase(place.back());
    } else {
        json[place] = GetParam().value;
    }
    try {
        parseLabelDocument(json.dump(), "clip.json");
        FAIL() << "it was taken";
    } catch (const model::ModelError& error) {
        EXPECT_THAT(error.whatHappened(), HasSubstr("clip.json"));
        EXPECT_THAT(error.whatHappened(), HasSubstr(GetParam().said));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Fields, DamagedDocument,
    ::testing::Values(
        Damage{"NoFormat", "/format", nullptr, "format is missing"},
        Damage{"OtherFormat", "/format", "handscope-labels-2", "format is not"},
        Damage{"SourceIsText", "/source", "clip", "source is not an object"},
        Damage{"NegativeFrames", "/source/frames", -1, "source.frames is not a count"},
        Damage{"HugeFrames", "/source/frames", 18446744073709551615U, "is not a count"},
        Damage{"FractionalBytes", "/source/bytes", 1.5, "source.bytes is not a count"},
        Damage{"FlipTestIsText", "/model/flip_test", "yes", "model.flip_test is neither true"},
        Damage{"HugeWidth", "/source/width", 1 << 30, "larger than a picture"},
        Damage{"EndsBeforeItBegins", "/source/end_seconds", -5.0, "is before start_seconds"},
        Damage{"SegmentsAreNoArray", "/segments", "none", "segments is not an array"},
        Damage{"SegmentIsNumber", "/segments/1", 7, "segments[1] is not an object"},
        Damage{"ScoreAboveOne", "/segments/0/mean_score", 1.5, "segments[0].mean_score"},
        Damage{"FrameAfterTheEnd", "/segments/1/end_frame", 300, "is after the last frame"},
        Damage{"BackwardsSegment", "/segments/1/end_seconds", 4.0, "is before start_seconds"},
        Damage{"LabelIsMissing", "/segments/0/label", nullptr, "segments[0].label is missing"},
        Damage{"NegativeHold", "/settings/decision/hold_seconds", -1.0,
               "hold_seconds is not within"},
        Damage{"NoStride", "/settings/stride_seconds", 0.0, "stride_seconds is not within"},
        Damage{"TinyStride", "/settings/stride_seconds", 1e-300, "stride_seconds is not within"},
        Damage{"HugeWindow", "/settings/window_seconds", 1e300, "window_seconds is not within"},
        Damage{"OddThresholds", "/settings/decision/on_thresholds", 3, "on_thresholds"}),
    [](const auto& damage) { return std::string(damage.param.what); });

TEST(LabelDocumentTest, RefusesWhatIsNoJson) {
    EXPECT_THROW(parseLabelDocument("{\"format\":", "text"), model::ModelError);
    EXPECT_THROW(parseLabelDocument("", "text"), model::ModelError);
    EXPECT_THROW(parseLabelDocument("[]", "text"), model::ModelError);
    EXPECT_THROW(readLabelDocument("/nonexistent/clip.json"), model::ModelError);
}

TEST(LabelDocumentTest, TextAppearsWholeOrNotAtAll) {
    const test::TestFolder folder;
    writeTextAtomically(folder.file("a.json"), "first");
    writeTextAtomically(folder.file("a.json"), "second");
    std::ifstream stream(folder.file("a.json"));
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), "second");
    EXPECT_THROW(writeTextAtomically(folder.file("missing/a.json"), "x"), model::ModelError);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

}  // namespace
}  // namespace handscope::app
