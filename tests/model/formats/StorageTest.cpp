// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "RefusalOf.h"
#include "TensorOf.h"
#include "model/Checkpoint.h"

namespace handscope::test {
namespace {

using model::Checkpoint;
using model::ElementType;
using model::Storage;
using model::StoredTensor;
using testing::ElementsAre;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

class StorageTest : public testing::Test {
protected:
    static Checkpoint holding(const std::string& name, StoredTensor tensor) {
        Checkpoint checkpoint;
        checkpoint.tensors.emplace(name, std::move(tensor));
        return checkpoint;
    }

    static StoredTensor floats(std::vector<std::int64_t> shape, const std::vector<float>& values) {
        return tensorOf(ElementType::F32, std::move(shape), values);
    }

    static StoredTensor noise(std::vector<std::int64_t> shape) {
        StoredTensor tensor{ElementType::F32, std::move(shape), {}};
        std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
        std::minstd_rand engine(7);
        for (float& value : values) {
            value = static_cast<float>(static_cast<double>(engine()) / 1e9 - 1.07);
        }
        return floats(tensor.shape, values);
    }

    static std::vector<std::uint16_t> bitsOf(const std::vector<float>& values, Storage storage) {
        const auto count = static_cast<std::int64_t>(values.size());
        const auto stored = model::storeAs(holding("a", floats({count}, values)), storage);
        return valuesOf<std::uint16_t>(stored.tensors.at("a"));
    }
};

// Bit patterns of IEEE 754-2008 binary16: 1 sign bit, 5 of exponent, 10 of fraction.
TEST_F(StorageTest, WritesHalfFloatsAsIeeeDefinesThem) {
    EXPECT_THAT(bitsOf({1.0F, -2.0F, 65504.0F, 0x1p-24F, 0x1p-14F, 1.0F / 3.0F, 0.0F, -0.0F,
                        kInfinity, -kInfinity},
                       Storage::Float16),
                ElementsAre(0x3C00, 0xC000, 0x7BFF, 0x0001, 0x0400, 0x3555, 0x0000, 0x8000, 0x7C00,
                            0xFC00));
}

TEST_F(StorageTest, RoundsHalfFloatsToTheNearestEven) {
    EXPECT_THAT(bitsOf({1.0F + 0x1p-11F, 1.0F + 0x1.8p-10F, 65519.0F}, Storage::Float16),
                ElementsAre(0x3C00, 0x3C02, 0x7BFF));
}

TEST_F(StorageTest, WritesBrainFloatsAsTheUpperHalfOfFloatsRoundedToEven) {
    EXPECT_THAT(
        bitsOf({1.0F, -2.0F, 3.140625F, 1.0F + 0x1p-8F, 1.0F + 0x1.8p-7F, 0x1p-126F, kInfinity},
               Storage::BFloat16),
        ElementsAre(0x3F80, 0xC000, 0x4049, 0x3F80, 0x3F82, 0x0080, 0x7F80));
}

TEST_F(StorageTest, ReadsEveryFloatingTypeBack) {
    Checkpoint stored;
    stored.tensors["half"] =
        tensorOf<std::uint16_t>(ElementType::F16, {4}, {0x3C00, 0x8001, 0x7BFF, 0xFC00});
    stored.tensors["brain"] = tensorOf<std::uint16_t>(ElementType::BF16, {2}, {0x4049, 0x0080});
    stored.tensors["double"] = tensorOf<double>(ElementType::F64, {2}, {0.1, -1e30});
    const auto expanded = model::expandToFloat32(stored);
    EXPECT_THAT(valuesOf<float>(expanded.tensors.at("half")),
                ElementsAre(1.0F, -0x1p-24F, 65504.0F, -kInfinity));
    EXPECT_THAT(valuesOf<float>(expanded.tensors.at("brain")), ElementsAre(3.140625F, 0x1p-126F));
    EXPECT_THAT(valuesOf<float>(expanded.tensors.at("double")), ElementsAre(0.1F, -1e30F));
}

TEST_F(StorageTest, KeepsNotANumberInBothShortTypes) {
    for (const Storage storage : {Storage::Float16, Storage::BFloat16, Storage::Int8}) {
        const auto stored =
            model::storeAs(holding("a", floats({2}, {std::nanf(""), 1.0F})), storage);
        const auto expanded = model::expandToFloat32(stored);
        EXPECT_TRUE(std::isnan(valuesOf<float>(expanded.tensors.at("a")).front()));
    }
}

TEST_F(StorageTest, LeavesATensorInFloat32WhereAFiniteValueWouldBecomeInfinite) {
    const auto large = floats({2}, {65520.0F, 1.0F});
    const auto huge = floats({2}, {std::numeric_limits<float>::max(), 1.0F});
    EXPECT_EQ(model::storeAs(holding("a", large), Storage::Float16).tensors.at("a"), large);
    EXPECT_EQ(model::storeAs(holding("a", large), Storage::Int8).tensors.at("a"), large);
    EXPECT_EQ(model::storeAs(holding("a", large), Storage::BFloat16).tensors.at("a").type,
              ElementType::BF16);
    EXPECT_EQ(model::storeAs(holding("a", huge), Storage::BFloat16).tensors.at("a"), huge);
}

TEST_F(StorageTest, RefusesDoublesBeyondTheRangeOfFloats) {
    const auto stored = holding("far", tensorOf<double>(ElementType::F64, {1}, {1e39}));
    expectThreeParts(refusalOf([&] { model::expandToFloat32(stored); }), "'far'");
}

TEST_F(StorageTest, KeepsIntegersWithoutAScale) {
    Checkpoint checkpoint;
    checkpoint.metadata["labels"] = "one\ntwo";
    checkpoint.tensors["bn1.num_batches_tracked"] =
        tensorOf<std::int64_t>(ElementType::I64, {}, {42});
    checkpoint.tensors["table"] = tensorOf<std::int8_t>(ElementType::I8, {3}, {-128, 0, 127});
    for (const Storage storage :
         {Storage::Float32, Storage::Float16, Storage::BFloat16, Storage::Int8}) {
        EXPECT_EQ(model::storeAs(checkpoint, storage), checkpoint);
    }
    EXPECT_EQ(model::expandToFloat32(checkpoint), checkpoint);
}

TEST_F(StorageTest, ChoosesInt8OnlyForLargeDenseKernels) {
    Checkpoint checkpoint;
    const auto typeOf = [&](std::vector<std::int64_t> shape) {
        return model::storeAs(holding("weight", noise(std::move(shape))), Storage::Int8)
            .tensors.at("weight")
            .type;
    };
    EXPECT_EQ(typeOf({64, 64, 1, 1}), ElementType::I8);   // 4,096 elements
    EXPECT_EQ(typeOf({63, 65, 1, 1}), ElementType::F16);  // 4,095 elements
    EXPECT_EQ(typeOf({27, 2048}), ElementType::I8);       // fc
    EXPECT_EQ(typeOf({64, 64, 3}), ElementType::I8);      // cstm.temporal, dense
    EXPECT_EQ(typeOf({2048, 1, 3}), ElementType::F16);    // cstm.temporal, channel-wise
    EXPECT_EQ(typeOf({512, 1, 3, 3}), ElementType::F16);  // cmm.motion
    EXPECT_EQ(typeOf({8192}), ElementType::F16);          // BN
}

TEST_F(StorageTest, ScalesEveryRowByItsLargestMagnitude) {
    std::vector<float> values(4096, 0.0F);
    values[0] = -127.0F;   // row 0: scale 1
    values[1] = 2.5F;      // to the even 2
    values[2] = 63.51F;    // to 64
    values[2048] = 12.7F;  // row 2: scale 0.1; rows 1 and 3 are zero
    values[2049] = -0.34F;
    const auto stored =
        model::storeAs(holding("fc.weight", floats({4, 1024}, values)), Storage::Int8);
    const auto scales = valuesOf<float>(stored.tensors.at("fc.weight.scale"));
    ASSERT_EQ(stored.tensors.at("fc.weight.scale").shape, std::vector<std::int64_t>{4});
    EXPECT_FLOAT_EQ(scales[0], 1.0F);
    EXPECT_FLOAT_EQ(scales[2], 0.1F);
    const auto steps = valuesOf<std::int8_t>(stored.tensors.at("fc.weight"));
    EXPECT_EQ(steps[0], -127);
    EXPECT_EQ(steps[1], 2);
    EXPECT_EQ(steps[2], 64);
    EXPECT_EQ(steps[2048], 127);
    EXPECT_EQ(steps[2049], -3);
    const auto expanded = valuesOf<float>(model::expandToFloat32(stored).tensors.at("fc.weight"));
    for (std::size_t i = 1024; i < 2048; ++i) {
        ASSERT_EQ(expanded[i], 0.0F);  // a row of zeros stays one, and does not become NaN
    }
}

TEST_F(StorageTest, Int8IsWithinHalfAStepOfEveryWeight) {
    const auto original = noise({64, 32, 3, 3});
    const auto stored = model::storeAs(holding("conv", original), Storage::Int8);
    const auto expanded = model::expandToFloat32(stored);
    ASSERT_EQ(expanded.tensors.size(), 1U);
    ASSERT_EQ(expanded.tensors.at("conv").shape, original.shape);
    const auto before = valuesOf<float>(original);
    const auto after = valuesOf<float>(expanded.tensors.at("conv"));
    for (std::size_t row = 0; row < 64; ++row) {
        float largest = 0.0F;
        for (std::size_t i = row * 288; i < (row + 1) * 288; ++i) {
            largest = std::max(largest, std::abs(before[i]));
        }
        for (std::size_t i = row * 288; i < (row + 1) * 288; ++i) {
            ASSERT_LE(std::abs(after[i] - before[i]), largest / 127.0F * 0.5001F);
        }
    }
}

TEST_F(StorageTest, SurvivesRowsTooSmallToHaveAScale) {
    const float smallest = std::numeric_limits<float>::denorm_min();
    const auto stored = model::storeAs(
        holding("a", floats({1, 4096}, std::vector<float>(4096, smallest))), Storage::Int8);
    EXPECT_EQ(valuesOf<float>(model::expandToFloat32(stored).tensors.at("a"))[0], 0.0F);
}

TEST_F(StorageTest, StoringAStoredCheckpointAgainChangesNothing) {
    Checkpoint checkpoint = holding("conv", noise({64, 64, 3, 3}));
    checkpoint.tensors["bn.weight"] = noise({64});
    for (const Storage storage :
         {Storage::Float32, Storage::Float16, Storage::BFloat16, Storage::Int8}) {
        const auto once = model::storeAs(checkpoint, storage);
        EXPECT_EQ(model::storeAs(once, storage), once);
    }
}

TEST_F(StorageTest, DoesNotOverwriteATensorThatIsCalledLikeAScale) {
    Checkpoint checkpoint = holding("gain", noise({64, 64}));
    checkpoint.tensors["gain.scale"] = noise({2});
    const auto stored = model::storeAs(checkpoint, Storage::Int8);
    EXPECT_EQ(stored.tensors.at("gain").type, ElementType::F16);
    EXPECT_EQ(stored.tensors.at("gain.scale").shape, std::vector<std::int64_t>{2});
}

TEST_F(StorageTest, RefusesScalesThatDoNotFit) {
    const auto weights = tensorOf<std::int8_t>(ElementType::I8, {2, 2}, {1, 2, 3, 4});
    const std::vector<StoredTensor> wrong{
        floats({3}, {1, 1, 1}), floats({2, 1}, {1, 1}), floats({}, {1}),
        tensorOf<double>(ElementType::F64, {2}, {1, 1}),
        tensorOf<std::uint16_t>(ElementType::F16, {2}, {0x3C00, 0x3C00})};
    for (const StoredTensor& scale : wrong) {
        Checkpoint checkpoint = holding("w", weights);
        checkpoint.tensors["w.scale"] = scale;
        expectThreeParts(refusalOf([&] { model::expandToFloat32(checkpoint); }), "'w.scale'");
    }
    Checkpoint scalar = holding("w", tensorOf<std::int8_t>(ElementType::I8, {}, {1}));
    scalar.tensors["w.scale"] = floats({1}, {1});
    expectThreeParts(refusalOf([&] { model::expandToFloat32(scalar); }), "'w.scale'");
}

TEST_F(StorageTest, RefusesTensorsWhoseBytesAndShapeDisagree) {
    expectThreeParts(refusalOf([&] {
                         model::expandToFloat32(holding("short", floats({3}, {1, 2})));
                     }),
                     "'short'", "8 bytes");
}

TEST_F(StorageTest, CountsElementsAndKnowsEveryTypesNameAndSize) {
    EXPECT_EQ((StoredTensor{ElementType::F32, {}, {}}).elements(), 1);
    EXPECT_EQ((StoredTensor{ElementType::F32, {2, 3, 4}, {}}).elements(), 24);
    EXPECT_EQ((StoredTensor{ElementType::F32, {2, 0, 4}, {}}).elements(), 0);
    EXPECT_EQ(model::elementTypeName(ElementType::Bool), "BOOL");
    EXPECT_EQ(model::elementTypeName(ElementType::BF16), "BF16");
    EXPECT_EQ(model::elementSize(ElementType::F64), 8U);
    EXPECT_EQ(model::elementSize(ElementType::BF16), 2U);
    EXPECT_EQ(model::elementSize(ElementType::Bool), 1U);
}

}  // namespace
}  // namespace handscope::test
