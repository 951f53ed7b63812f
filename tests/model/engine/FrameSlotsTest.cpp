// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/FrameSlots.h"

#include <gmock/gmock.h>

#include <stdexcept>

namespace handscope::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class FrameSlotsTest : public ::testing::Test {
protected:
    FrameSlots slots_{3};
    const PreparedFrame a_ = frame();
    const PreparedFrame b_ = frame();
    const PreparedFrame c_ = frame();
    const PreparedFrame d_ = frame();

    static PreparedFrame frame() { return std::make_shared<const std::vector<float>>(); }

    FrameSlots::Places place(const Clip& frames) { return slots_.place(frames); }
};

TEST_F(FrameSlotsTest, CallsEachFrameFreshOnce) {
    const auto first = place({a_, b_, a_});
    EXPECT_THAT(first.fresh, ElementsAre(0, 1));
    EXPECT_EQ(first.slots[0], first.slots[2]);
    EXPECT_NE(first.slots[0], first.slots[1]);
    const auto second = place({b_, c_, a_});
    EXPECT_THAT(second.fresh, ElementsAre(1));
    EXPECT_EQ(second.slots[0], first.slots[1]);
    EXPECT_EQ(second.slots[2], first.slots[0]);
    EXPECT_THAT(second.slots, UnorderedElementsAre(0, 1, 2));
}

TEST_F(FrameSlotsTest, GivesAwayTheSlotUsedLongestAgo) {
    place({a_, b_, c_});
    const auto before = place({a_, c_});
    const auto after = place({d_});  // instead of b
    EXPECT_THAT(after.fresh, ElementsAre(0));
    EXPECT_THAT(place({a_, c_, d_}).fresh, IsEmpty());
    EXPECT_THAT(place({c_, a_}).slots, ElementsAre(before.slots[1], before.slots[0]));
    EXPECT_THAT(place({b_}).fresh, ElementsAre(0));  // instead of d
    EXPECT_THAT(place({a_, c_}).fresh, IsEmpty());
}

TEST_F(FrameSlotsTest, MakesNoRoomAtTheCostOfAFrameOfTheSameCall) {
    place({a_});
    place({b_, c_});
    EXPECT_THAT(place({d_, a_}).fresh, ElementsAre(0));  // though a was used longest ago
}

TEST_F(FrameSlotsTest, TellsAnotherFrameInTheSamePlaceOfMemory) {
    const std::vector<float> memory;
    const auto here = [&] { return PreparedFrame(&memory, [](const auto*) {}); };
    PreparedFrame one = here();
    const auto first = place({one, a_});
    EXPECT_THAT(place({one}).fresh, IsEmpty());
    one.reset();
    const PreparedFrame other = here();
    const auto second = place({other, a_});
    EXPECT_THAT(second.fresh, ElementsAre(0));
    EXPECT_EQ(second.slots, first.slots);
    EXPECT_THAT(place({other, a_}).fresh, IsEmpty());
}

TEST_F(FrameSlotsTest, KeepsNoFrameAlive) {
    PreparedFrame frame = FrameSlotsTest::frame();
    const std::weak_ptr<const std::vector<float>> watch = frame;
    place({frame});
    frame.reset();
    EXPECT_TRUE(watch.expired());
}

TEST_F(FrameSlotsTest, ForgetsWhatItIsToldTo) {
    place({a_, b_});
    slots_.forget();
    EXPECT_THAT(place({a_, b_, c_}).fresh, ElementsAre(0, 1, 2));
}

TEST_F(FrameSlotsTest, RefusesMoreFramesThanSlots) {
    EXPECT_THROW(place({a_, b_, c_, d_}), std::length_error);
    EXPECT_THROW(FrameSlots(0).place({&a_, 1}), std::length_error);
}

}  // namespace
}  // namespace handscope::model
