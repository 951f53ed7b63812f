// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/review/CorrectionFile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>

#include "app/platform/FileHash.h"
#include "model/ModelError.h"
#include "tests/app/ReviewDocument.h"
#include "tests/support/ProgramRun.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using handscope::test::emptyDocument;
using handscope::test::labelledSegment;
using handscope::test::tenASecond;
using handscope::test::threeSegments;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using State = LoadedCorrections::State;

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class CorrectionFileTest : public ::testing::Test {
protected:
    handscope::test::TestFolder folder_;
    LabelDocument document_ = threeSegments();
    const std::filesystem::path result_ = folder_.file("hand.mp4.json");
    const std::filesystem::path sidecar_ = folder_.file("hand.mp4.corrections.json");

    void SetUp() override { writeTextAtomically(result_, toJson(document_)); }

    LoadedCorrections load() const { return readCorrections(result_, document_, tenASecond(100)); }

    /// Makes one correction of each kind and writes them.
    Corrections writeSome() const {
        LoadedCorrections loaded = load();
        loaded.corrections.accept(0);
        loaded.corrections.relabel(1, "a \"quoted\"\nlabel — ☝");
        loaded.corrections.split(2, 70);
        loaded.corrections.add(90, 99, "Stop Sign");
        KnownCorrections known = loaded.known();
        writeCorrections(result_, loaded.result, loaded.corrections, known);
        return loaded.corrections;
    }

    std::string refusal() const {
        try {
            load();
        } catch (const model::ModelError& error) {
            EXPECT_FALSE(error.whatHappened().empty());
            EXPECT_FALSE(error.whatWasExpected().empty());
            EXPECT_FALSE(error.whatToDo().empty());
            return error.what();
        }
        return {};
    }

    /// The refusal of the sidecar after `spoil` had its way with its JSON.
    template <typename Spoil>
    std::string refusalOf(const Spoil& spoil) {
        auto json = nlohmann::json::parse(good_);
        spoil(json);
        std::ofstream(sidecar_) << json.dump();
        return refusal();
    }
    std::string good_;
};

TEST_F(CorrectionFileTest, StandsBesideTheResult) {
    EXPECT_EQ(correctionsFileOf("out/a.mp4.json"), "out/a.mp4.corrections.json");
    EXPECT_EQ(correctionsFileOf("a.json"), "a.corrections.json");
    EXPECT_EQ(correctionsFileOf("labels"), "labels.corrections.json");
}

TEST_F(CorrectionFileTest, GivesTheUntouchedResultWhereThereIsNone) {
    const LoadedCorrections loaded = load();
    EXPECT_EQ(loaded.state, State::None);
    EXPECT_TRUE(loaded.corrections.isUntouched());
    EXPECT_EQ(loaded.result.name, "hand.mp4.json");
    EXPECT_EQ(loaded.result.sha256, fileSha256(result_));
}

TEST_F(CorrectionFileTest, GivesBackWhatWasWrittenAndLeavesTheResult) {
    const std::string before = contentOf(result_);
    const Corrections corrections = writeSome();
    const LoadedCorrections loaded = load();
    EXPECT_EQ(loaded.state, State::Current);
    EXPECT_EQ(loaded.corrections, corrections);
    EXPECT_EQ(contentOf(result_), before);
    const std::string text = contentOf(sidecar_);
    EXPECT_EQ(toJson(parseCorrections(text, "sidecar")), text);
    EXPECT_TRUE(text.ends_with("}\n"));
}

TEST_F(CorrectionFileTest, TellsTheFormatTheResultAndEachSegment) {
    writeSome();
    const auto json = nlohmann::json::parse(contentOf(sidecar_));
    EXPECT_EQ(json["format"], "handscope-corrections-1");
    EXPECT_EQ(json["result"]["name"], "hand.mp4.json");
    EXPECT_EQ(json["result"]["sha256"], fileSha256(result_));
    EXPECT_EQ(json["whole_reviewed"], false);
    ASSERT_EQ(json["segments"].size(), 5U);
    EXPECT_EQ(json["segments"][0]["state"], "accepted");
    EXPECT_EQ(json["segments"][0]["origin"], 0);
    EXPECT_EQ(json["segments"][1]["state"], "changed");
    EXPECT_EQ(json["segments"][2]["state"], "added");
    EXPECT_EQ(json["segments"][2]["origin"], nullptr);
    EXPECT_EQ(json["segments"][2]["end_frame"], 69);
    EXPECT_EQ(json["deleted"], std::vector<int>{2});
}

TEST_F(CorrectionFileTest, IsStaleOnceTheResultHasChanged) {
    const Corrections corrections = writeSome();
    document_.model.sha256 = std::string(64, 'c');
    writeTextAtomically(result_, toJson(document_));
    const LoadedCorrections loaded = load();
    EXPECT_EQ(loaded.state, State::Stale);
    EXPECT_TRUE(loaded.corrections.isUntouched());
    EXPECT_EQ(loaded.saved.segments, corrections.segments());
    EXPECT_NE(loaded.saved.result.sha256, loaded.result.sha256);
}

TEST_F(CorrectionFileTest, RefusesThoseOfAnotherRecording) {
    writeSome();
    document_.source.sha256 = std::string(64, 'e');
    writeTextAtomically(result_, toJson(document_));
    try {
        load();
        ADD_FAILURE() << "taken";
    } catch (const model::ModelError& error) {
        EXPECT_THAT(error.whatHappened(), ::testing::HasSubstr("of another recording"));
    }
}

TEST_F(CorrectionFileTest, IsStaleWhenTheResultChangedWhileItWasReviewed) {
    LoadedCorrections loaded = load();
    writeTextAtomically(result_, toJson(emptyDocument(100)));
    loaded.corrections.acceptAll();
    KnownCorrections known = loaded.known();
    writeCorrections(result_, loaded.result, loaded.corrections, known);
    EXPECT_EQ(load().state, State::Stale);
}

TEST_F(CorrectionFileTest, RemovingTheCorrectionsRemovesNothingElse) {
    KnownCorrections known;
    removeCorrections(result_, known);
    writeSome();
    writeTextAtomically(folder_.file("labels.csv"), "a");
    known = load().known();
    removeCorrections(result_, known);
    EXPECT_FALSE(known);
    EXPECT_FALSE(std::filesystem::exists(sidecar_));
    EXPECT_TRUE(std::filesystem::exists(result_));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 2);
    EXPECT_EQ(load().state, State::None);
}

TEST_F(CorrectionFileTest, WhatAnotherWindowWroteStays) {
    LoadedCorrections here = load();
    KnownCorrections known = here.known();
    here.corrections.accept(0);
    writeCorrections(result_, here.result, here.corrections, known);
    here.corrections.accept(1);
    writeCorrections(result_, here.result, here.corrections, known);

    LoadedCorrections there = load();
    KnownCorrections knownThere = there.known();
    there.corrections.relabel(2, "Thumb Up");
    writeCorrections(result_, there.result, there.corrections, knownThere);
    const std::string theirs = contentOf(sidecar_);
    EXPECT_THROW(writeCorrections(result_, here.result, here.corrections, known),
                 model::ModelError);
    EXPECT_THROW(removeCorrections(result_, known), model::ModelError);
    EXPECT_EQ(contentOf(sidecar_), theirs);
    known = load().known();
    writeCorrections(result_, here.result, here.corrections, known);
    EXPECT_NE(contentOf(sidecar_), theirs) << "once it has been seen";
}

TEST_F(CorrectionFileTest, WhatIsSetAsideIsKept) {
    writeSome();
    const std::string before = contentOf(sidecar_);
    KnownCorrections known = load().known();
    const auto aside = copyCorrectionsAside(result_, known);
    EXPECT_EQ(aside.filename(), sidecar_.filename().string() + "~");
    EXPECT_EQ(contentOf(aside), before);
    EXPECT_EQ(contentOf(sidecar_), before) << "until others have taken their place";
    removeCorrections(result_, known);
    EXPECT_THROW(copyCorrectionsAside(result_, known), model::ModelError) << "there is none";
}

// A recording named "hand.mp4.corrections" has its result where the corrections would stand.
TEST_F(CorrectionFileTest, NeverTakesThePlaceOfAResult) {
    writeTextAtomically(sidecar_, toJson(emptyDocument(10)));
    const Corrections corrections(document_);
    EXPECT_THROW(load(), model::ModelError);
    KnownCorrections known;
    EXPECT_THROW(writeCorrections(result_, {}, corrections, known), model::ModelError);
    EXPECT_THROW(removeCorrections(result_, known), model::ModelError);
    EXPECT_EQ(contentOf(sidecar_), toJson(emptyDocument(10)));
}

TEST_F(CorrectionFileTest, NeedsAResultThatCanBeRead) {
    EXPECT_THROW(readCorrections(folder_.file("none.json"), document_), model::ModelError);
}

TEST_F(CorrectionFileTest, RefusesLabelsThatAreNotUtf8) {
    LoadedCorrections loaded = load();
    loaded.corrections.relabel(0, "\xff");
    KnownCorrections known;
    EXPECT_THROW(writeCorrections(result_, loaded.result, loaded.corrections, known),
                 model::ModelError);
    EXPECT_FALSE(std::filesystem::exists(sidecar_));
}

TEST_F(CorrectionFileTest, RefusesWhatIsNoFileOfCorrections) {
    for (const char* const text :
         {"", "{", "[]", "null", "\"text\"", "{}", "{\"format\": 1}", "\xff\xfe",
          "{\"format\": \"handscope-corrections-2\"}", "{\"format\": \"handscope-labels-1\"}"}) {
        std::ofstream(sidecar_) << text;
        EXPECT_THAT(refusal(), HasSubstr("hand.mp4.corrections.json")) << text;
    }
    std::ofstream(sidecar_) << std::string(100'000, '[');
    EXPECT_FALSE(refusal().empty());
    std::filesystem::remove(sidecar_);
    std::filesystem::create_directory(sidecar_);
    EXPECT_FALSE(refusal().empty());
}

TEST_F(CorrectionFileTest, RefusesFieldsThatAreMissingOrOfAnotherKind) {
    writeSome();
    good_ = contentOf(sidecar_);
    ASSERT_EQ(refusalOf([](auto&) {}), "");
    for (const char* const field : {"format", "result", "whole_reviewed", "segments", "deleted"}) {
        EXPECT_THAT(refusalOf([&](auto& json) { json.erase(field); }), HasSubstr(field));
        EXPECT_THAT(refusalOf([&](auto& json) { json[field] = 7; }), HasSubstr(field));
    }
    for (const char* const field : {"id", "state", "origin", "label", "start_seconds",
                                    "end_seconds", "start_frame", "end_frame"}) {
        EXPECT_THAT(refusalOf([&](auto& json) { json["segments"][1].erase(field); }),
                    HasSubstr(std::string("segments[1].") + field));
        EXPECT_THAT(
            refusalOf([&](auto& json) { json["segments"][1][field] = nlohmann::json::array(); }),
            HasSubstr(std::string("segments[1].") + field));
    }
    for (const char* const field : {"name", "sha256"}) {
        EXPECT_THAT(refusalOf([&](auto& json) { json["result"][field] = 1; }), HasSubstr(field));
    }
}

TEST_F(CorrectionFileTest, RefusesValuesThatNoCorrectionsHave) {
    writeSome();
    good_ = contentOf(sidecar_);
    const auto refusesSegment = [&](const char* field, const nlohmann::json& value) {
        return !refusalOf([&](auto& json) { json["segments"][2][field] = value; }).empty();
    };
    EXPECT_TRUE(refusesSegment("id", 0));
    EXPECT_TRUE(refusesSegment("id", -3));
    EXPECT_TRUE(refusesSegment("id", 18446744073709551615U));
    EXPECT_TRUE(refusesSegment("id", 9007199254740992));
    EXPECT_TRUE(refusesSegment("origin", 0));
    EXPECT_TRUE(refusesSegment("origin", 99));
    EXPECT_TRUE(refusesSegment("state", "Added"));
    EXPECT_TRUE(refusesSegment("state", "predicted"));
    EXPECT_TRUE(refusesSegment("label", ""));
    EXPECT_TRUE(refusesSegment("start_frame", 70));
    EXPECT_TRUE(refusesSegment("end_frame", 100));
    EXPECT_TRUE(refusesSegment("end_frame", 1e300));
    EXPECT_TRUE(refusesSegment("start_seconds", 13.0));
    EXPECT_FALSE(
        refusalOf([](auto& json) { json["result"]["sha256"] = std::string(64, 'A'); }).empty());
    EXPECT_FALSE(refusalOf([](auto& json) { json["deleted"] = {2, 2}; }).empty());
    EXPECT_FALSE(refusalOf([](auto& json) { json["deleted"] = {-1}; }).empty());
    EXPECT_FALSE(refusalOf([](auto& json) { json["deleted"] = {2, "a"}; }).empty());
    EXPECT_FALSE(refusalOf([](auto& json) { json["deleted"].clear(); }).empty());
    EXPECT_FALSE(refusalOf([](auto& json) { json["segments"].clear(); }).empty());
    EXPECT_EQ(refusalOf([](auto& json) { json["note"] = "other programs may add to it"; }), "");
}

TEST_F(CorrectionFileTest, SurvivesAnyByteThatIsChanged) {
    writeSome();
    good_ = contentOf(sidecar_);
    std::mt19937 random(7);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 2000; ++i) {
        std::string text = good_;
        for (int changes = 0; changes <= i % 3; ++changes) {
            char& changed = text[random() % text.size()];
            // Letters and digits, too, as they leave the JSON what it is more often.
            changed = i % 2 == 0 ? static_cast<char>(random()) : "0123456789abcdef"[random() % 16];
        }
        try {
            const SavedCorrections saved = parseCorrections(text, "sidecar");
            carryOver(saved, document_);
            Corrections(document_, tenASecond(100), saved.segments, saved.deleted,
                        saved.isWholeReviewed);
            ++accepted;
        } catch (const model::ModelError&) {
            ++refused;
        } catch (const std::invalid_argument&) {
            ++refused;
        }
    }
    EXPECT_GT(accepted, 20) << "such as those in a name";
    EXPECT_GT(refused, 1000);
}

TEST_F(CorrectionFileTest, KeepsToItsSchema) {
    const std::string source = HANDSCOPE_SOURCE_DIR;
    const auto answers = [&](const std::vector<std::string>& files) {
        std::string command = "/usr/bin/python3 '" + source +
                              "/tests/app/read_labels.py' schema '" + source +
                              "/resources/schemas/handscope-corrections-1.json'";
        for (const std::string& file : files) {
            command += " '" + file + "'";
        }
        const auto run = handscope::test::runProgram(command);
        EXPECT_EQ(run.status, 0) << run.errors;
        return run.status == 0 ? nlohmann::json::parse(run.output) : nlohmann::json();
    };
    writeSome();
    writeTextAtomically(folder_.file("empty.json"),
                        toJson({.result = {.name = "a", .sha256 = std::string(64, '0')}}));
    EXPECT_EQ(answers({sidecar_.string(), folder_.file("empty.json")}),
              (nlohmann::json{nullptr, nullptr}));
    const auto good = nlohmann::json::parse(contentOf(sidecar_));
    std::vector<std::string> spoiled;
    for (const auto& [pointer, value] :
         std::vector<std::pair<std::string, nlohmann::json>>{{"/format", "handscope-labels-1"},
                                                             {"/result/sha256", "abc"},
                                                             {"/whole_reviewed", 0},
                                                             {"/deleted", {2, 2}},
                                                             {"/deleted/0", -1},
                                                             {"/segments/0/origin", nullptr},
                                                             {"/segments/2/origin", 2},
                                                             {"/segments/0/state", "new"},
                                                             {"/segments/0/id", 0.5},
                                                             {"/segments/0/start_frame", -1},
                                                             {"/segments/0/score", 1.0}}) {
        auto json = good;
        json[nlohmann::json::json_pointer(pointer)] = value;
        spoiled.push_back(folder_.file(std::to_string(spoiled.size()) + ".json"));
        std::ofstream(spoiled.back()) << json;
    }
    const auto wrong = answers(spoiled);
    ASSERT_EQ(wrong.size(), spoiled.size());
    for (std::size_t i = 0; i < wrong.size(); ++i) {
        EXPECT_TRUE(wrong[i].is_string()) << spoiled[i];
    }
}

class CarryOverTest : public CorrectionFileTest {
protected:
    static SavedCorrections savedOf(const Corrections& corrections) {
        return {.result = {.name = "hand.mp4.json", .sha256 = std::string(64, '0')},
                .isWholeReviewed = corrections.isWholeReviewed(),
                .segments = corrections.segments(),
                .deleted = corrections.deleted()};
    }
};

TEST_F(CarryOverTest, AnEqualResultLosesOnlyDeletions) {
    Corrections corrections(document_, tenASecond(100));
    corrections.accept(0);
    corrections.relabel(1, "Swiping Right");
    corrections.remove(2);
    const Corrections carried = carryOver(savedOf(corrections), document_, tenASecond(100));
    ASSERT_EQ(carried.segments().size(), 3U);
    EXPECT_EQ(carried.segments()[0].state, ReviewState::Accepted);
    EXPECT_EQ(carried.segments()[1].label, "Swiping Right");
    EXPECT_EQ(carried.segments()[1].state, ReviewState::Added);
    EXPECT_EQ(carried.segments()[2].state, ReviewState::Predicted);
    EXPECT_THAT(carried.deleted(), ElementsAre(1U));
}

TEST_F(CarryOverTest, ConfirmedSegmentsTakeThePlaceOfPredictionsOfTheSameStretch) {
    Corrections corrections(document_, tenASecond(100));
    corrections.acceptAll();
    LabelDocument later = emptyDocument(75);
    later.segments = {labelledSegment("Stop Sign", 12, 31), labelledSegment("Stop Sign", 40, 59)};
    const Corrections carried = carryOver(savedOf(corrections), later, tenASecond(75));
    ASSERT_EQ(carried.segments().size(), 3U);
    EXPECT_EQ(carried.segments()[0].label, "Thumb Up");
    EXPECT_EQ(carried.segments()[0].state, ReviewState::Added);
    EXPECT_EQ(carried.segments()[1].label, "Swiping Left");
    EXPECT_EQ(carried.segments()[2].label, "Stop Sign");
    EXPECT_EQ(carried.segments()[2].state, ReviewState::Predicted);
    EXPECT_THAT(carried.deleted(), ElementsAre(0U));
    EXPECT_FALSE(carried.isWholeReviewed());
}

TEST_F(CarryOverTest, WhatNobodyConfirmedIsNotCarried) {
    const Corrections untouched(document_);
    const Corrections carried = carryOver(savedOf(untouched), emptyDocument(100));
    EXPECT_TRUE(carried.segments().empty());
    EXPECT_TRUE(carried.isUntouched());
}

TEST_F(CarryOverTest, RefusesASegmentWithoutALabel) {
    SavedCorrections saved;
    saved.segments = {{.id = 0, .label = " ", .endFrame = 3, .state = ReviewState::Added}};
    EXPECT_THROW(carryOver(saved, document_), model::ModelError);
}

}  // namespace
}  // namespace handscope::app
