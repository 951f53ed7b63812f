// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/bench/BusyLook.h"
#include "app/bench/Machine.h"

namespace handscope::bench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// As proc(5) describes it, on two processors.
constexpr const char* kStat =
    "cpu  1000 10 200 5000 300 20 30 40 0 0\n"
    "cpu0 500 5 100 2500 150 10 15 20 0 0\n"
    "cpu1 500 5 100 2500 150 10 15 20 0 0\n"
    "intr 12345 0 0\n"
    "ctxt 98765\n"
    "procs_running 3\n"
    "procs_blocked 0\n";

TEST(ProcessorTicksTest, ReadsWhatTheKernelCounts) {
    const auto ticks = parseProcessorTicks(kStat);
    ASSERT_TRUE(ticks);
    EXPECT_DOUBLE_EQ(ticks->busy, 1000 + 10 + 200 + 20 + 30);
    EXPECT_DOUBLE_EQ(ticks->idle, 5300);
    EXPECT_DOUBLE_EQ(ticks->stolen, 40);
    EXPECT_EQ(ticks->processors, 2);
    EXPECT_EQ(ticks->running, 3);
}

TEST(ProcessorTicksTest, IsNothingForOtherText) {
    EXPECT_FALSE(parseProcessorTicks(""));
    EXPECT_FALSE(parseProcessorTicks("cpu  1 2 3\ncpu0 1 2 3\n"));
    EXPECT_FALSE(parseProcessorTicks("procs_running 3\n"));
}

TEST(LoadTest, ReadsTheLastMinute) {
    EXPECT_EQ(parseLoad("0.66 0.57 1.37 4/108 14853\n"), std::optional(0.66));
    EXPECT_FALSE(parseLoad("none"));
}

ProcessorTicks ticks(double busy, double idle, double stolen = 0.0, int running = 1) {
    return {.busy = busy, .idle = idle, .stolen = stolen, .processors = 2, .running = running};
}

TEST(BusyLookTest, LeavesOwnWorkOut) {
    const BusyLook look = lookBetween(ticks(100, 100), ticks(160, 140, 0.0, 4), 40.0, 1.5);
    EXPECT_DOUBLE_EQ(look.others, 0.2);
    EXPECT_DOUBLE_EQ(look.stolen, 0.0);
    EXPECT_EQ(look.otherRunning, 3);
    EXPECT_DOUBLE_EQ(look.load, 1.5);
}

TEST(BusyLookTest, StaysWithinItsRangeWhenTicksAreRounded) {
    const BusyLook look = lookBetween(ticks(100, 100), ticks(110, 190), 12.0, 0.0);
    EXPECT_DOUBLE_EQ(look.others, 0.0);
    EXPECT_DOUBLE_EQ(lookBetween(ticks(100, 100), ticks(100, 100), 0.0, 0.0).others, 0.0);
}

TEST(BusyWarningTest, IsSilentOnAQuietMachine) {
    EXPECT_FALSE(busyWarning({.others = 0.02, .load = 0.3, .processors = 2}));
    EXPECT_FALSE(disturbanceWarning({.others = 0.02, .load = 2.0, .processors = 2}))
        << "the load is then our own";
}

TEST(BusyWarningTest, SaysWhatDisturbs) {
    const auto others =
        busyWarning({.others = 0.31, .load = 0.0, .processors = 2, .otherRunning = 2});
    ASSERT_TRUE(others);
    EXPECT_THAT(*others, HasSubstr("other processes used 31 % of it (2 processes ready to run)"));
    EXPECT_THAT(*others, HasSubstr("Expected "));
    EXPECT_THAT(*others, HasSubstr("Measure again"));
    const auto stolen = busyWarning({.stolen = 0.1, .processors = 2});
    ASSERT_TRUE(stolen);
    EXPECT_THAT(*stolen, HasSubstr("other virtual machines took 10 %"));
    EXPECT_THAT(*stolen, Not(HasSubstr("other processes")));
    const auto load = busyWarning({.load = 1.25, .processors = 2});
    ASSERT_TRUE(load);
    EXPECT_THAT(*load, HasSubstr("1.25 processes wanted its 2 processors"));
    EXPECT_FALSE(busyWarning({.load = 1.25, .processors = 8}));
}

TEST(BusyWarningTest, SpeaksOfTheMeasurementAfterIt) {
    const auto warning = disturbanceWarning({.others = 0.5, .processors = 2});
    ASSERT_TRUE(warning);
    EXPECT_THAT(*warning, HasSubstr("while it was measured: other processes used 50 %"));
}

TEST(MachineTest, NamesTheProcessorAndWhatANetworkUsesOfIt) {
    const char* const cpuinfo =
        "processor\t: 0\n"
        "vendor_id\t: AuthenticAMD\n"
        "model\t\t: 17\n"
        "model name\t: AMD EPYC 9R14\n"
        "flags\t\t: fpu sse2 avx512_bf16 avx avx2 fma avx512f\n"
        "\n"
        "processor\t: 1\n"
        "model name\t: another\n";
    EXPECT_EQ(processorName(cpuinfo), "AMD EPYC 9R14");
    EXPECT_THAT(networkInstructions(cpuinfo), ElementsAre("avx2", "fma", "avx512f", "avx512_bf16"));
}

TEST(MachineTest, KnowsArmAndDoesWithoutAnything) {
    EXPECT_THAT(networkInstructions("Features\t: fp asimd asimddp bf16\n"),
                ElementsAre("asimd", "asimddp", "bf16"));
    EXPECT_EQ(processorName(""), "unknown");
    EXPECT_TRUE(networkInstructions("").empty());
}

TEST(MachineTest, DescribesThisOne) {
    const Machine machine = describeMachine();
    EXPECT_FALSE(machine.processor.empty());
    EXPECT_GE(machine.processors, 1);
    EXPECT_GE(machine.threads, 1);
    EXPECT_GT(machine.memoryGiB, 0.0);
    EXPECT_THAT(machine.libraries,
                ::testing::Contains(::testing::Pair("network", HasSubstr("LibTorch "))));
}

}  // namespace
}  // namespace handscope::bench
