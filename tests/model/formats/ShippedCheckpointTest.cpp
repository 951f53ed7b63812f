// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "FormatFiles.h"
#include "PythonScript.h"
#include "TensorOf.h"
#include "model/Checkpoint.h"
#include "tests/support/NeededTool.h"

namespace handscope::test {
namespace {

using model::Checkpoint;
using model::ElementType;
using model::Storage;
using Shape = std::vector<std::int64_t>;

std::filesystem::path shippedFile() {
    return std::filesystem::path(HANDSCOPE_SOURCE_DIR) /
           "resources/models/handscope-bootstrap-stm.safetensors";
}

std::filesystem::path sharedWeights(const std::string& name) {
    const char* shared = std::getenv("HANDSCOPE_SHARED");
    const std::filesystem::path folder =
        shared != nullptr ? std::filesystem::path(shared)
                          : std::filesystem::path(HANDSCOPE_SOURCE_DIR).parent_path() / "shared";
    return folder / "weights" / name;
}

/// Compares a file with what NumPy reads from it; skips where there is no NumPy.
void expectAsNumpyReads(const std::filesystem::path& file) {
    HANDSCOPE_NEEDS_TOOL(PythonScript::isAvailable(), "python3-numpy");
    std::string output;
    const int status = PythonScript("read_safetensors_values.py").run(file, output);
    HANDSCOPE_NEEDS_TOOL(status != PythonScript::kMissingPackage, "python3-numpy");
    ASSERT_EQ(status, 0);
    const auto reference = nlohmann::json::parse(output);
    const Checkpoint stored = model::readCheckpoint(file);
    const Checkpoint expanded = model::expandToFloat32(stored);
    EXPECT_EQ(stored.tensors.size(), reference.at("stored"));
    EXPECT_EQ(nlohmann::json(stored.metadata), reference.at("metadata"));
    EXPECT_EQ(expanded.tensors.size(), reference.at("tensors").size());
    for (const auto& [name, tensor] : expanded.tensors) {
        SCOPED_TRACE(name);
        const auto& expected = reference.at("tensors").at(name);
        ASSERT_EQ(nlohmann::json(tensor.shape), expected.at("shape"));
        ASSERT_EQ(tensor.type, ElementType::F32);
        const auto values = valuesOf<float>(tensor);
        ASSERT_EQ(values.size(), expected.at("elements"));
        const auto& picked = expected.at("values");
        for (std::size_t i = 0; i < picked.size(); ++i) {
            const std::size_t at = values.size() >= 16 ? values.size() * i / 16 : i;
            ASSERT_EQ(values[at], static_cast<float>(picked[i].get<double>())) << "element " << at;
        }
    }
}

class ShippedCheckpointTest : public testing::Test {};

TEST_F(ShippedCheckpointTest, HoldsTheNamesAndShapesOfAHalfWidthNetwork) {
    const Checkpoint stored = model::readCheckpoint(shippedFile());
    EXPECT_EQ(stored.metadata.at("format"), "handscope-stm-1");
    EXPECT_EQ(stored.metadata.at("blocks"), "2,2,2,2");
    EXPECT_EQ(stored.tensors.size(), 244U);
    EXPECT_EQ(stored.tensors.at("conv1.weight").type, ElementType::I8);
    EXPECT_EQ(stored.tensors.at("conv1.weight.scale").shape, Shape{32});
    const Checkpoint expanded = model::expandToFloat32(stored);
    EXPECT_EQ(expanded.tensors.size(), 211U);  // 33 of the 244 are scales
    EXPECT_EQ(expanded.tensors.at("conv1.weight").shape, (Shape{32, 3, 7, 7}));
    EXPECT_EQ(expanded.tensors.at("layer1.0.cstm.temporal.weight").shape, (Shape{32, 1, 3}));
    EXPECT_EQ(expanded.tensors.at("layer1.0.cmm.motion.weight").shape, (Shape{2, 1, 3, 3}));
    EXPECT_EQ(expanded.tensors.at("fc.weight").shape, (Shape{27, 1024}));
}

TEST_F(ShippedCheckpointTest, StandsForTheValuesThatNumpyReads) {
    expectAsNumpyReads(shippedFile());
}

TEST_F(ShippedCheckpointTest, IsStoredByTheSameRulesThatStoreAsFollows) {
    const Checkpoint shipped = model::readCheckpoint(shippedFile());
    EXPECT_EQ(model::storeAs(shipped, Storage::Int8), shipped);
    const Checkpoint again =
        model::storeAs(model::storeAs(shipped, Storage::Float32), Storage::Int8);
    for (const auto& [name, tensor] : shipped.tensors) {
        ASSERT_TRUE(again.tensors.contains(name)) << name;
        EXPECT_EQ(again.tensors.at(name).type, tensor.type) << name;
        if (tensor.type == ElementType::I8) {
            EXPECT_EQ(again.tensors.at(name), tensor) << name;
        }
    }
}

using NamedStorage = std::pair<std::string, Storage>;

class WrittenCheckpointTest : public testing::TestWithParam<NamedStorage> {};

TEST_P(WrittenCheckpointTest, StandsForTheValuesThatNumpyReads) {
    const TestFolder folder;
    const auto file = folder / "written.safetensors";
    model::writeSafetensors(
        file, model::storeAs(model::readCheckpoint(shippedFile()), GetParam().second));
    expectAsNumpyReads(file);
}

INSTANTIATE_TEST_SUITE_P(EveryStorage, WrittenCheckpointTest,
                         testing::Values(NamedStorage{"Float32", Storage::Float32},
                                         NamedStorage{"Float16", Storage::Float16},
                                         NamedStorage{"BFloat16", Storage::BFloat16},
                                         NamedStorage{"Int8", Storage::Int8}),
                         [](const auto& tested) { return tested.param.first; });

class SharedCheckpointTest : public testing::TestWithParam<const char*> {};

TEST_P(SharedCheckpointTest, StandsForTheValuesThatNumpyReads) {
    const auto file = sharedWeights(GetParam());
    if (!std::filesystem::exists(file)) {
        GTEST_SKIP() << "no " << file << "; set HANDSCOPE_SHARED to the folder that holds weights/";
    }
    expectAsNumpyReads(file);
}

INSTANTIATE_TEST_SUITE_P(Files, SharedCheckpointTest,
                         testing::Values("bootstrap-stm.safetensors",
                                         "resnet50-imagenet.safetensors"));

}  // namespace
}  // namespace handscope::test
