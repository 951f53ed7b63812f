// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/WeightArithmetic.h"

#include <gmock/gmock.h>

#include <array>
#include <limits>

#include "RefusalOf.h"
#include "TensorOf.h"

namespace handscope::test {
namespace {

using model::Checkpoint;
using model::ElementType;
using model::meanOf;
using model::withLearned;
using testing::ElementsAre;

Checkpoint network(const std::vector<float>& values) {
    Checkpoint made;
    made.metadata = {{"format", "handscope-stm-1"}, {"width", "0.5"}, {"provenance", "one"}};
    made.tensors["a"] =
        tensorOf(ElementType::F32, {static_cast<std::int64_t>(values.size())}, values);
    made.tensors["count"] = tensorOf<std::int64_t>(ElementType::I64, {1}, {7});
    return made;
}

std::vector<float> weightsOf(const Checkpoint& checkpoint) {
    return valuesOf<float>(checkpoint.tensors.at("a"));
}

TEST(CheckpointMean, WeighsEachNetworkByItsShare) {
    Checkpoint other = network({3, 6, -2});
    other.metadata["provenance"] = "another";
    other.metadata["flip_test"] = "1";
    other.tensors["count"] = tensorOf<std::int64_t>(ElementType::I64, {1}, {9});
    const std::array networks{network({1, 2, 2}), other};
    EXPECT_THAT(weightsOf(meanOf(networks, std::array{1.0, 1.0})), ElementsAre(2, 4, 0));
    const Checkpoint mean = meanOf(networks, std::array{6.0, 2.0});
    EXPECT_THAT(weightsOf(mean), ElementsAre(1.5, 3, 1));
    EXPECT_EQ(mean.metadata, networks[0].metadata);
    EXPECT_EQ(mean.tensors.at("count"), networks[0].tensors.at("count"));
}

TEST(CheckpointMean, ExpandsWhatIsStoredSmaller) {
    Checkpoint half = network({0.5, 1, 2});
    half = storeAs(half, model::Storage::Float16);
    const std::array networks{half, network({1.5, 3, 4})};
    EXPECT_THAT(weightsOf(meanOf(networks, std::array{1.0, 1.0})), ElementsAre(1, 2, 3));
}

TEST(CheckpointMean, RefusesOtherNetworks) {
    const auto refusal = [](const auto& change) {
        std::array networks{network({1, 2}), network({1, 2})};
        change(networks[1]);
        return refusalOf([&] { meanOf(networks, std::array{1.0, 1.0}); });
    };
    expectThreeParts(refusal([](Checkpoint& other) { other.metadata["width"] = "1"; }), "'width'");
    expectThreeParts(refusal([](Checkpoint& other) { other.metadata["more"] = "1"; }), "more");
    expectThreeParts(refusal([](Checkpoint& other) { other.tensors.erase("a"); }), "holds");
    expectThreeParts(refusal([](Checkpoint& other) { other.tensors["a"].shape = {2, 1}; }), "'a'");
}

TEST(CheckpointMean, RefusesSharesThatAreNone) {
    const std::array networks{network({1}), network({2})};
    const auto refusal = [&](std::span<const Checkpoint> of, const std::vector<double>& shares) {
        return refusalOf([&] { meanOf(of, shares); });
    };
    expectThreeParts(refusal({networks.data(), 1}, {1.0}), "1 networks and 1 shares");
    expectThreeParts(refusal(networks, {1.0}), "2 networks and 1 shares");
    expectThreeParts(refusal(networks, {1.0, 0.0}), "shares");
    expectThreeParts(refusal(networks, {1.0, std::numeric_limits<double>::quiet_NaN()}), "shares");
}

TEST(LearnedWeights, AddWhatAnotherRunChanged) {
    Checkpoint causal = network({1, 2, 3});
    causal.metadata["causal"] = "1";
    const Checkpoint sum = withLearned(causal, network({5, 5, 5}), network({6, 5, 3}));
    EXPECT_THAT(weightsOf(sum), ElementsAre(2, 2, 1));
    EXPECT_EQ(sum.metadata, causal.metadata);
    EXPECT_EQ(sum.tensors.at("count"), causal.tensors.at("count"));
}

// A windowed kernel is [t − 1, t, t + 1], a causal one [t − 2, t − 1, t].
TEST(LearnedWeights, GoToTheirOwnTaps) {
    const auto withTaps = [](const char* causal, const std::vector<float>& taps) {
        Checkpoint made = network({1});
        made.metadata["causal"] = causal;
        made.tensors["layer1.0.cstm.temporal.weight"] =
            tensorOf<float>(ElementType::F32, {2, 1, 3}, taps);
        return made;
    };
    const auto tapsOf = [](const Checkpoint& checkpoint) {
        return valuesOf<float>(checkpoint.tensors.at("layer1.0.cstm.temporal.weight"));
    };
    const Checkpoint before = withTaps("0", {0, 0, 0, 0, 0, 0});
    const Checkpoint after = withTaps("0", {1, 2, 3, 4, 5, 6});
    EXPECT_THAT(tapsOf(withLearned(withTaps("1", {10, 20, 30, 40, 50, 60}), before, after)),
                ElementsAre(13, 21, 32, 46, 54, 65));
    EXPECT_THAT(tapsOf(withLearned(withTaps("0", {10, 20, 30, 40, 50, 60}), before, after)),
                ElementsAre(11, 22, 33, 44, 55, 66));
    Checkpoint there = withTaps("0", {1, 2, 3, 4, 5, 6});
    model::reorderTaps(there, /*toCausal=*/true);
    model::reorderTaps(there, /*toCausal=*/false);
    EXPECT_EQ(there, after);
}

TEST(LearnedWeights, LeaveNoNegativeVariance) {
    const auto withVariance = [](float variance) {
        Checkpoint made = network({1});
        made.tensors["bn.running_var"] = tensorOf<float>(ElementType::F32, {1}, {variance});
        return made;
    };
    const Checkpoint sum = withLearned(withVariance(1), withVariance(3), withVariance(1.5));
    EXPECT_THAT(valuesOf<float>(sum.tensors.at("bn.running_var")), ElementsAre(0));
}

// What was learned of one class would go to another.
TEST(LearnedWeights, RefuseOtherLabels) {
    Checkpoint other = network({1});
    other.metadata["labels"] = "others";
    expectThreeParts(refusalOf([&] { withLearned(other, network({1}), network({1})); }),
                     "'labels'");
}

TEST(LearnedWeights, RefuseOtherNetworks) {
    Checkpoint wide = network({1, 2});
    wide.metadata["width"] = "1";
    expectThreeParts(refusalOf([&] {
                         withLearned(network({1, 2}), network({1, 2}), wide);
                     }),
                     "'width'");
    expectThreeParts(refusalOf([&] {
                         withLearned(network({1}), network({1, 2}), wide);
                     }),
                     "'width'");
    expectThreeParts(refusalOf([&] {
                         withLearned(network({1}), network({1, 2}), network({1, 2}));
                     }),
                     "'a'");
}

}  // namespace
}  // namespace handscope::test
