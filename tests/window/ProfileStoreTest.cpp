// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ProfileStore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "model/ModelError.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

SettingsProfile profile(const std::string& name, double on = 0.7) {
    SettingsProfile profile{.name = name, .settings = {}};
    profile.settings.decision.onThreshold = on;
    profile.settings.decision.onThresholds["Thumb Up"] = 0.9;
    return profile;
}

std::vector<std::string> names(const ProfileStore& store) {
    std::vector<std::string> names;
    for (const SettingsProfile& one : store.profiles()) {
        names.push_back(one.name);
    }
    return names;
}

std::string contentOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class ProfileStoreTest : public ::testing::Test {
protected:
    test::TestFolder parent;
    const fs::path folder = parent.path() / "config" / "profiles";

    void write(const std::string& file, const std::string& text) {
        fs::create_directories(folder);
        std::ofstream(folder / file, std::ios::binary) << text;
    }

    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }
};

TEST_F(ProfileStoreTest, BeginsWithTheDefaultsAndMakesNoFolder) {
    ProfileStore store(folder);
    EXPECT_FALSE(store.load());
    EXPECT_THAT(names(store), ElementsAre("Default"));
    EXPECT_EQ(store.profiles().front().settings, LabelSettings());
    EXPECT_FALSE(fs::exists(folder));
}

TEST_F(ProfileStoreTest, WhatIsSavedIsThereForTheNextOne) {
    {
        ProfileStore store(folder);
        store.save(profile("Zoo"));
        store.save(profile("Lab", 0.8));
        store.save(profile("Zoo", 0.5));
    }
    ProfileStore store(folder);
    EXPECT_FALSE(store.load());
    EXPECT_THAT(names(store), ElementsAre("Default", "Lab", "Zoo"));
    EXPECT_EQ(store.profiles()[1], profile("Lab", 0.8));
    EXPECT_EQ(store.profiles()[2], profile("Zoo", 0.5));
    EXPECT_EQ(files(), 2U) << "nothing half written stays";
}

TEST_F(ProfileStoreTest, EveryNameHasAFileOfItsOwnInTheFolder) {
    const std::vector<std::string> all{"a/b", "a%2Fb", "a b",  "..",  ".",     "../x", "x.json",
                                       "x",   "X",     "Grün", "手",  "a:b*?", "a\\b", "-",
                                       "CON", "a\nb",  "%",    "%25", "~",     "a~2"};
    std::set<std::string> files;
    ProfileStore store(folder);
    for (const std::string& name : all) {
        const std::string file = ProfileStore::fileNameOf(name);
        EXPECT_TRUE(files.insert(file).second) << name;
        EXPECT_EQ(file.find_first_of("/\\\n:*?"), std::string::npos) << file;
        store.save(profile(name));
    }
    EXPECT_EQ(this->files(), all.size());
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.parent_path()), fs::directory_iterator()),
              1);
    ProfileStore again(folder);
    EXPECT_FALSE(again.load());
    EXPECT_EQ(again.profiles().size(), all.size() + 1);
}

TEST_F(ProfileStoreTest, FilesThatCannotBeUsedAreToldOfOnceAndLeftAlone) {
    write("Broken.json", "{\"format\": \"hand");
    write("other.json", "{\"format\": \"handscope-labels-1\"}");
    write("huge.json", std::string(std::size_t{2} << 20, ' '));
    write("notes.txt", "not a profile at all");
    fs::create_directories(folder / "folder.json");
    SettingsProfile endless = profile("Endless");
    endless.settings.windowLength = 1e9;
    write("endless.json", toJson(endless));
    write("good.json", toJson(profile("Good")));
    ProfileStore store(folder);
    const auto problem = store.load();
    ASSERT_TRUE(problem);
    EXPECT_TRUE(problem->whatHappened.contains("4")) << problem->whatHappened.toStdString();
    EXPECT_TRUE(problem->whatHappened.contains("Broken.json"));
    EXPECT_FALSE(problem->whatWasExpected.isEmpty());
    EXPECT_TRUE(problem->whatToDo.contains(QString::fromStdString(folder.string())));
    EXPECT_THAT(names(store), ElementsAre("Default", "Good"));
    store.save(profile("Broken"));
    EXPECT_EQ(contentOf(folder / "Broken.json"), "{\"format\": \"hand");
    ProfileStore again(folder);
    again.load();
    EXPECT_THAT(names(again), ElementsAre("Default", "Broken", "Good"));
}

TEST_F(ProfileStoreTest, TheDefaultsCanBeNeitherOverwrittenNorTakenAway) {
    write("mine.json", toJson(profile("Default", 0.9)));
    ProfileStore store(folder);
    EXPECT_TRUE(store.load()) << "a file of that name is told of";
    EXPECT_EQ(store.profiles().front().settings, LabelSettings());
    EXPECT_THROW(store.save(profile("Default")), model::ModelError);
    EXPECT_THROW(store.remove("Default"), model::ModelError);
    EXPECT_THROW(store.rename("Default", "Mine"), model::ModelError);
    store.save(profile("Mine"));
    EXPECT_THROW(store.rename("Mine", "Default"), model::ModelError);
}

TEST_F(ProfileStoreTest, RenamesAndRemoves) {
    ProfileStore store(folder);
    store.save(profile("Old", 0.8));
    store.save(profile("Other"));
    EXPECT_THROW(store.rename("Old", "Other"), model::ModelError);
    store.rename("Old", "New");
    EXPECT_THAT(names(store), ElementsAre("Default", "New", "Other"));
    store.remove("Other");
    EXPECT_THROW(store.remove("Other"), model::ModelError);
    ProfileStore again(folder);
    EXPECT_FALSE(again.load());
    EXPECT_THAT(names(again), ElementsAre("Default", "New"));
    EXPECT_EQ(again.profiles()[1].settings, profile("", 0.8).settings);
    EXPECT_EQ(files(), 1U);
}

TEST_F(ProfileStoreTest, AFileUnderAnotherNameIsSavedWhereItIs) {
    write("from-a-friend.json", toJson(profile("Lab")));
    ProfileStore store(folder);
    EXPECT_FALSE(store.load());
    store.save(profile("Lab", 0.9));
    EXPECT_EQ(files(), 1U);
    EXPECT_EQ(readProfile(folder / "from-a-friend.json"), profile("Lab", 0.9));
}

TEST_F(ProfileStoreTest, RefusesNamesThatAreNone) {
    ProfileStore store(folder);
    for (const std::string& name : {std::string(), std::string(" x"), std::string(300, 'x')}) {
        EXPECT_THROW(store.save(profile(name)), model::ModelError) << name;
    }
}

TEST_F(ProfileStoreTest, ReadsAtMostTwoHundred) {
    for (int i = 100; i < 305; ++i) {
        write(std::to_string(i) + ".json", toJson(profile(std::to_string(i))));
    }
    ProfileStore store(folder);
    const auto problem = store.load();
    ASSERT_TRUE(problem);
    EXPECT_TRUE(problem->whatHappened.startsWith("5 ")) << problem->whatHappened.toStdString();
    EXPECT_EQ(store.profiles().size(), 201U);
    EXPECT_EQ(store.profiles().back().name, "299");
    EXPECT_THROW(store.save(profile("one more")), model::ModelError);
    EXPECT_NO_THROW(store.save(profile("299", 0.9)));
}

TEST_F(ProfileStoreTest, ImportsUnderAnotherNameWhereItsOwnIsTaken) {
    ProfileStore store(folder);
    store.save(profile("Lab"));
    const fs::path file = parent.file("given.json");
    std::ofstream(file) << toJson(profile("Lab", 0.9));
    EXPECT_EQ(store.import(file), "Lab (2)");
    EXPECT_THAT(names(store), ElementsAre("Default", "Lab", "Lab (2)"));
    std::ofstream(file) << toJson(profile("Default", 0.9));
    EXPECT_EQ(store.import(file), "Default (2)");
    std::ofstream(file) << "no profile";
    EXPECT_THROW(store.import(file), model::ModelError);
}

TEST_F(ProfileStoreTest, SaysSoWhereTheFolderCannotBeMade) {
    std::ofstream(parent.file("config")) << "a file in its place";
    ProfileStore store(folder);
    EXPECT_FALSE(store.load());
    EXPECT_THROW(store.save(profile("Lab")), model::ModelError);
    EXPECT_THAT(names(store), ElementsAre("Default"));
}

}  // namespace
}  // namespace handscope::app
