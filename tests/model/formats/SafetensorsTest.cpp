// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "FormatBytes.h"
#include "FormatFiles.h"
#include "RefusalOf.h"
#include "TensorOf.h"
#include "model/Checkpoint.h"
#include "model/CheckpointFormats.h"

namespace handscope::test {
namespace {

using model::Checkpoint;
using model::ElementType;

class SafetensorsTest : public testing::Test {
protected:
    static Checkpoint everyType() {
        Checkpoint checkpoint;
        checkpoint.metadata = {{"format", "handscope-stm-1"},
                               {"labels", "Swiping Left\nNo \"gesture\"\\"},
                               {"provenance", "fünf € 手"}};
        auto& tensors = checkpoint.tensors;
        tensors["f64"] = tensorOf<double>(ElementType::F64, {2, 1}, {1.5, -2.5});
        tensors["f32"] = tensorOf<float>(ElementType::F32, {3}, {1.0F, 2.0F, 3.0F});
        tensors["f16"] = tensorOf<std::uint16_t>(ElementType::F16, {1, 3}, {0x3C00, 1, 2});
        tensors["bf16"] = tensorOf<std::uint16_t>(ElementType::BF16, {1}, {0x3F80});
        tensors["i64"] = tensorOf<std::int64_t>(ElementType::I64, {}, {-5});
        tensors["i32"] = tensorOf<std::int32_t>(ElementType::I32, {2}, {1, -1});
        tensors["i16"] = tensorOf<std::int16_t>(ElementType::I16, {2}, {1, -1});
        tensors["i8"] = tensorOf<std::int8_t>(ElementType::I8, {3}, {-128, 0, 127});
        tensors["u8"] = tensorOf<std::uint8_t>(ElementType::U8, {3}, {0, 1, 255});
        tensors["flags"] = tensorOf<std::uint8_t>(ElementType::Bool, {2}, {0, 1});
        tensors["none"] = tensorOf<float>(ElementType::F32, {0, 7}, {});
        tensors["a \"name\"\t"] = tensorOf<float>(ElementType::F32, {1}, {4.0F});
        return checkpoint;
    }

    TestFolder folder_;
};

TEST_F(SafetensorsTest, ReadsBackEverythingItWrote) {
    const auto file = folder_ / "every.safetensors";
    model::writeSafetensors(file, everyType());
    EXPECT_EQ(model::readSafetensors(file), everyType());
    EXPECT_EQ(model::readCheckpoint(file), everyType());
}

TEST_F(SafetensorsTest, ReadsBackACheckpointWithNothingInIt) {
    model::writeSafetensors(folder_ / "empty.safetensors", {});
    EXPECT_EQ(model::readSafetensors(folder_ / "empty.safetensors"), Checkpoint{});
}

TEST_F(SafetensorsTest, EqualCheckpointsGiveEqualBytes) {
    model::writeSafetensors(folder_ / "one", everyType());
    const Checkpoint readBack = model::readSafetensors(folder_ / "one");
    model::writeSafetensors(folder_ / "two", readBack);
    EXPECT_EQ(readFile(folder_ / "one"), readFile(folder_ / "two"));
}

TEST_F(SafetensorsTest, AlignsTheDataAndEveryTensorToItsElements) {
    model::writeSafetensors(folder_ / "file", everyType());
    const std::string bytes = readFile(folder_ / "file");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof(length));
    EXPECT_EQ(length % 8, 0U);
    const auto header = nlohmann::json::parse(bytes.substr(8, length));
    for (const auto& [name, tensor] : everyType().tensors) {
        EXPECT_EQ(header.at(name).at("data_offsets").at(0).get<std::uint64_t>() %
                      model::elementSize(tensor.type),
                  0U)
            << name;
    }
    EXPECT_EQ(header.at("__metadata__").at("provenance"), "fünf € 手");
}

TEST_F(SafetensorsTest, ReadsAFileLaidOutByHand) {
    const std::string header = R"({"b":{"shape":[2],"data_offsets":[1,3],"dtype":"U8"},)"
                               R"("a":{"dtype":"I8","shape":[],"data_offsets":[0,1]}}   )";
    const auto file = writeFile(folder_ / "hand", safetensorsBytes(header, 3));
    const auto checkpoint = model::readCheckpoint(file);
    ASSERT_EQ(checkpoint.tensors.size(), 2U);
    EXPECT_EQ(checkpoint.tensors.at("a"), tensorOf<std::int8_t>(ElementType::I8, {}, {1}));
    EXPECT_EQ(checkpoint.tensors.at("b"), tensorOf<std::uint8_t>(ElementType::U8, {2}, {1, 1}));
}

TEST_F(SafetensorsTest, RefusesWhatIsNoRegularFileWithoutBlocking) {
    expectThreeParts(refusalOf([&] { model::readCheckpoint(folder_.path()); }), "it is a folder");
    expectThreeParts(refusalOf([&] { model::readCheckpoint(folder_ / "missing"); }), "missing");
    expectThreeParts(refusalOf([&] { model::readCheckpoint("/dev/zero"); }), "'/dev/zero'",
                     "not a regular file");
    ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    expectThreeParts(refusalOf([&] { model::readCheckpoint(folder_ / "pipe"); }),
                     "not a regular file");
}

TEST_F(SafetensorsTest, RefusesAFileThatIsLargerThanAnyNetwork) {
    const auto file = writeFile(folder_ / "holes", safetensorsBytes("{}", 0));
    std::filesystem::resize_file(file, (std::uintmax_t{4} << 30U) + 1);  // takes no space on disk
    expectThreeParts(refusalOf([&] { model::readCheckpoint(file); }), "4294967297 bytes");
}

TEST_F(SafetensorsTest, DoesNotWriteWhatItCouldNotReadBack) {
    const auto refused = [&](const Checkpoint& checkpoint) {
        const auto refusal =
            refusalOf([&] { model::writeSafetensors(folder_ / "file", checkpoint); });
        EXPECT_FALSE(std::filesystem::exists(folder_ / "file"));
        return refusal;
    };
    Checkpoint shortTensor;
    shortTensor.tensors["short"] = tensorOf<float>(ElementType::F32, {3}, {1.0F});
    expectThreeParts(refused(shortTensor), "'short'", "4 bytes");
    Checkpoint negative;
    negative.tensors["negative"] = tensorOf<float>(ElementType::F32, {-1}, {1.0F});
    expectThreeParts(refused(negative), "'negative'");
    Checkpoint reserved;
    reserved.tensors["__metadata__"] = tensorOf<float>(ElementType::F32, {1}, {1.0F});
    expectThreeParts(refused(reserved), "'__metadata__'");
    Checkpoint notText;
    notText.metadata["provenance"] = "\xFF\xFE";
    expectThreeParts(refused(notText), "not UTF-8");
}

}  // namespace
}  // namespace handscope::test
