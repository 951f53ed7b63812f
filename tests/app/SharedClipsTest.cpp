// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/ProgramRun.h"
#include "tests/support/SharedData.h"

namespace handscope {
namespace {

/// Label by file, from a manifest of lines clip;label;….
std::map<std::string, std::string> readManifest(const std::filesystem::path& file) {
    std::map<std::string, std::string> labels;
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        const auto first = line.find(';');
        labels[line.substr(0, first)] =
            line.substr(first + 1, line.find(';', first + 1) - first - 1);
    }
    return labels;
}

// The pipeline from file to label, with a network that is known to recognise: decoding, sampling,
// square, resizing and channel order must all be right for it to get these.
TEST(SharedClipsTest, ATorchScriptEnsembleRecognisesAtLeastTwelveOfSixteenClips) {
    HANDSCOPE_NEEDS_SHARED("teacher/jester27-teacher.json");
    HANDSCOPE_NEEDS_SHARED("clips/manifest.csv");
    const auto folder = test::sharedData() / "clips";
    const auto labels = readManifest(folder / "manifest.csv");
    ASSERT_EQ(labels.size(), 16U);
    std::string files;
    for (const auto& [file, label] : labels) {
        files += " '" + (folder / file).string() + "'";
    }
    const auto run = test::runProgram(
        std::string(HANDSCOPE_CLI) + " classify --json --trust-script --model '" +
        (test::sharedData() / "teacher" / "jester27-teacher.json").string() + "'" + files);
    ASSERT_EQ(run.status, 0) << run.errors;
    int right = 0;
    for (const auto& line : run.lines()) {
        const auto json = nlohmann::json::parse(line);
        const auto file =
            std::filesystem::path(json["file"].get<std::string>()).filename().string();
        right += json["predictions"][0]["label"] == labels.at(file) ? 1 : 0;
    }
    EXPECT_GE(right, 12);
    RecordProperty("right_of_16", right);
}

}  // namespace
}  // namespace handscope
