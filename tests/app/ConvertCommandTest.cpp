// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "model/Checkpoint.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/ProgramRun.h"

namespace handscope {
namespace {

namespace fs = std::filesystem;

using model::ElementType;
using test::kBundledModel;
using test::ProgramRun;
using ::testing::HasSubstr;

class ConvertCommandTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    std::string out = folder.file("out.safetensors");

    ProgramRun convert(const std::string& arguments) {
        return test::runProgram(std::string(HANDSCOPE_CLI) + " convert " + arguments);
    }

    ProgramRun convertTo(const std::string& storage, const std::string& more = "") {
        return convert("'" + kBundledModel + "' '" + out + "' --storage " + storage + " " + more);
    }

    std::size_t filesInFolder() {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
    }
};

class ConvertStorageTest
    : public ConvertCommandTest,
      public ::testing::WithParamInterface<std::pair<const char*, ElementType>> {};

TEST_P(ConvertStorageTest, WritesANetworkThatLoadsAndAnswersNearlyTheSame) {
    const auto [storage, type] = GetParam();
    const ProgramRun run = convertTo(storage);
    ASSERT_EQ(run.status, 0) << run.errors;
    const auto written = model::readSafetensors(out);
    EXPECT_EQ(written.tensors.at("layer4.0.conv3.weight").type, type);
    EXPECT_EQ(written.metadata.at("labels"),
              model::readSafetensors(kBundledModel).metadata.at("labels"));
    const std::string text = "differ by at most ";
    ASSERT_THAT(run.output, HasSubstr(text));
    EXPECT_LT(std::stod(run.output.substr(run.output.find(text) + text.size())), 0.02);
    EXPECT_EQ(filesInFolder(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Storages, ConvertStorageTest,
                         ::testing::Values(std::pair("fp32", ElementType::F32),
                                           std::pair("fp16", ElementType::F16),
                                           std::pair("bf16", ElementType::BF16),
                                           std::pair("int8", ElementType::I8)),
                         [](const auto& test) { return std::string(test.param.first); });

TEST_F(ConvertCommandTest, KeepsTheStorageWhereNoneIsNamed) {
    ASSERT_EQ(convert("'" + kBundledModel + "' '" + out + "' --metadata flip_test=1").status, 0);
    const auto before = model::readSafetensors(kBundledModel);
    const auto written = model::readSafetensors(out);
    EXPECT_EQ(written.tensors, before.tensors) << "not rounded a second time";
    EXPECT_NE(written.metadata, before.metadata);
}

TEST_F(ConvertCommandTest, SetsMetadataLabelsAndProvenance) {
    std::ofstream labels(folder.file("labels.txt"));
    for (int i = 0; i < 27; ++i) {
        labels << "gesture " << i << "\n";
    }
    labels.close();
    const ProgramRun run = convertTo("fp16", "--labels '" + folder.file("labels.txt") +
                                                 "' --provenance 'a test' --metadata input_size=96 "
                                                 "--metadata author=me");
    ASSERT_EQ(run.status, 0) << run.errors;
    const auto metadata = model::readSafetensors(out).metadata;
    EXPECT_EQ(metadata.at("provenance"), "a test");
    EXPECT_EQ(metadata.at("input_size"), "96");
    EXPECT_EQ(metadata.at("author"), "me");
    EXPECT_THAT(metadata.at("labels"), ::testing::StartsWith("gesture 0\ngesture 1\n"));
}

TEST_F(ConvertCommandTest, TellsTheShapeOfACheckpointWithoutMetadata) {
    model::Checkpoint bare = model::readSafetensors(kBundledModel);
    bare.metadata.clear();
    model::writeSafetensors(folder.file("bare.safetensors"), bare);
    const ProgramRun run =
        convert("'" + folder.file("bare.safetensors") + "' '" + out + "' --storage fp16");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("STM 2-2-2-2, width 0.5"));
    EXPECT_THAT(run.output, HasSubstr("no metadata"));
    const auto metadata = model::readSafetensors(out).metadata;
    EXPECT_EQ(metadata.at("blocks"), "2,2,2,2");
    EXPECT_EQ(metadata.at("format"), "handscope-stm-1");
}

TEST_F(ConvertCommandTest, OverwritesOnlyWhenToldTo) {
    fs::copy_file(kBundledModel, out);
    const std::string itself = "'" + out + "' '" + out + "' --storage fp32";
    const ProgramRun run = convert(itself);
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.errors, HasSubstr("is the input"));
    EXPECT_THAT(run.errors, HasSubstr("--overwrite"));
    EXPECT_EQ(fs::file_size(out), fs::file_size(kBundledModel));
    EXPECT_EQ(convert(itself + " --overwrite").status, 0);
    EXPECT_GT(fs::file_size(out), fs::file_size(kBundledModel));
}

TEST_F(ConvertCommandTest, LeavesNothingOfANetworkThatDoesNotLoad) {
    model::Checkpoint broken = model::readSafetensors(kBundledModel);
    ASSERT_EQ(broken.tensors.erase("layer2.0.bn1.weight"), 1U);
    model::writeSafetensors(folder.file("broken.safetensors"), broken);
    const ProgramRun run =
        convert("'" + folder.file("broken.safetensors") + "' '" + out + "' --storage fp16");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.errors, HasSubstr("layer2.0.bn1.weight"));
    EXPECT_EQ(filesInFolder(), 1U);
}

TEST_F(ConvertCommandTest, RefusesMetadataThatMakeNoNetwork) {
    EXPECT_EQ(convertTo("fp16", "--metadata segments").status, 64);
    EXPECT_EQ(convertTo("fp16", "--metadata segments=zero").status, 1);
    EXPECT_EQ(convertTo("fp16", "--metadata classes=3").status, 1);
    EXPECT_EQ(filesInFolder(), 0U);
}

TEST_F(ConvertCommandTest, RefusesOtherStoragesAndNames) {
    EXPECT_EQ(convertTo("fp8").status, 64);
    EXPECT_EQ(
        convert("'" + kBundledModel + "' '" + folder.file("out.pth") + "' --storage fp16").status,
        1);
    EXPECT_EQ(convert("/no/such.pth '" + out + "' --storage fp16").status, 1);
}

}  // namespace
}  // namespace handscope
