// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace handscope {
namespace {

namespace fs = std::filesystem;

struct Include {
    std::string file;  ///< relative to the source tree
    std::string name;
};

std::vector<Include> includesBelow(const std::string& folder) {
    const fs::path root = HANDSCOPE_SOURCE_DIR;
    const std::regex directive(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<Include> includes;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const auto extension = entry.path().extension();
        if (extension != ".h" && extension != ".cpp") {
            continue;
        }
        std::ifstream stream(entry.path());
        std::smatch match;
        for (std::string line; std::getline(stream, line);) {
            // Most lines are none, and a regular expression takes its time to say so.
            if (line.find('#') != std::string::npos && std::regex_search(line, match, directive)) {
                includes.push_back({entry.path().lexically_relative(root).string(), match[1]});
            }
        }
    }
    return includes;
}

bool startsWithAny(const std::string& name, const std::vector<std::string>& prefixes) {
    for (const auto& prefix : prefixes) {
        if (name.starts_with(prefix)) {
            return true;
        }
    }
    return false;
}

bool isQt(const std::string& name) {
    static const std::regex kQt("Q[A-Z]\\w*|Qt\\w*/.*");
    return std::regex_match(name, kQt);
}

bool isTorch(const std::string& name) {
    return startsWithAny(name, {"torch/", "ATen/", "c10/"});
}

struct Room {
    const char* name;
    std::vector<std::string> mustNotInclude;
    bool mayUseQt;
    bool mayUseTorch;
};

/// The rooms of app/ but those named, and the window's.
std::vector<std::string> other(const std::set<std::string>& allowed) {
    std::vector<std::string> rooms{"ui/"};
    for (const auto& entry : fs::directory_iterator(fs::path(HANDSCOPE_SOURCE_DIR) / "app")) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory() && !allowed.contains(name)) {
            rooms.push_back("app/" + name + "/");
        }
    }
    return rooms;
}

std::vector<std::string> andVideo(std::vector<std::string> names) {
    names.insert(names.end(), {"opencv2/", "libav", "libsw"});
    return names;
}

class IncludeRules : public ::testing::TestWithParam<Room> {};

TEST_P(IncludeRules, KeepTheRoomsApart) {
    const auto includes = includesBelow(GetParam().name);
    ASSERT_FALSE(includes.empty());
    for (const auto& include : includes) {
        EXPECT_FALSE(startsWithAny(include.name, GetParam().mustNotInclude))
            << include.file << " includes " << include.name;
        EXPECT_TRUE(GetParam().mayUseQt || !isQt(include.name))
            << include.file << " includes " << include.name;
        EXPECT_TRUE(GetParam().mayUseTorch || !isTorch(include.name))
            << include.file << " includes " << include.name;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Rooms, IncludeRules,
    ::testing::Values(
        Room{"model", {"ui/", "capture/", "app/", "opencv2/", "libav", "libsw"}, false, true},
        Room{"capture", {"ui/", "model/", "app/"}, false, false},
        Room{"ui", {"model/", "capture/", "app/", "opencv2/", "libav", "libsw"}, true, false},
        Room{"app/platform", other({"platform"}), false, false},
        Room{"app/plot", other({"plot"}), false, false},
        Room{"app/pipeline", andVideo(other({"pipeline"})), false, false},
        Room{"app/recording", other({"recording", "pipeline", "platform"}), false, false},
        Room{"app/labelling", other({"labelling", "recording", "pipeline", "platform"}), false,
             false},
        Room{"app/review", other({"review", "labelling", "recording", "pipeline", "platform"}),
             false, false},
        Room{"app/inspect", other({"inspect", "labelling", "recording", "pipeline"}), false, false},
        Room{"app/session", other({"session", "inspect", "labelling", "recording", "pipeline"}),
             false, false},
        Room{"app/bench", other({"bench", "labelling", "recording", "pipeline"}), false, false},
        Room{"app/cli", {"ui/", "app/window", "app/train"}, false, false},
        Room{"app/train",
             {"ui/", "capture/", "app/recording", "app/labelling", "app/pipeline", "app/window",
              "opencv2/", "libav", "libsw"},
             false,
             false},
        Room{"app/window", {"opencv2/", "libav", "libsw"}, true, false}),
    [](const auto& room) {
        return std::regex_replace(std::string(room.param.name), std::regex("/"), "_");
    });

// What all rooms of app/ share knows none of them but the pipeline, whose types it shows.
TEST(IncludeRules, WhatRoomsShareKnowsNoneOfThem) {
    const auto others = other({"pipeline"});
    for (const auto& include : includesBelow("app")) {
        if (fs::path(include.file).parent_path() == "app") {
            EXPECT_FALSE(startsWithAny(include.name, others) || isQt(include.name))
                << include.file << " includes " << include.name;
        }
    }
}

TEST(IncludeRules, TorchStaysInTheModel) {
    std::set<std::string> users;
    for (const auto& include : includesBelow("app")) {
        if (isTorch(include.name)) {
            users.insert(include.file);
        }
    }
    EXPECT_EQ(users, std::set<std::string>{});
}

TEST(IncludeRules, NoFileIncludesBothQtAndLibTorch) {
    std::set<std::string> qt;
    std::set<std::string> torch;
    for (const char* const folder : {"app", "model", "capture", "ui"}) {
        for (const auto& include : includesBelow(folder)) {
            if (isQt(include.name)) {
                qt.insert(include.file);
            }
            if (isTorch(include.name)) {
                torch.insert(include.file);
            }
        }
    }
    for (const auto& file : torch) {
        EXPECT_FALSE(qt.contains(file)) << file;
    }
}

TEST(IncludeRules, PublicHeadersOfTheModelStayFreeOfLibTorch) {
    std::multimap<std::string, std::string> includedBy;
    for (const auto& include : includesBelow("model")) {
        includedBy.emplace(include.file, include.name);
    }
    std::set<std::string> reached;
    std::vector<std::string> toFollow;
    const auto reach = [&](const std::string& name) {
        if (name.starts_with("model/") && reached.insert(name).second) {
            toFollow.push_back(name);
        }
    };
    for (const auto& include : includesBelow("app")) {
        reach(include.name);
    }
    EXPECT_GT(reached.size(), 10U);
    while (!toFollow.empty()) {
        const std::string header = toFollow.back();
        toFollow.pop_back();
        const auto [first, last] = includedBy.equal_range(header);
        for (auto include = first; include != last; ++include) {
            EXPECT_FALSE(isTorch(include->second)) << header << " includes " << include->second;
            reach(include->second);
        }
    }
}

}  // namespace
}  // namespace handscope
