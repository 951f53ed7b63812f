// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DisplayValues.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

TEST(DisplayValuesTest, ShowsTheFiveLikeliestClassesBestFirst) {
    const std::vector<std::string> labels{"a", "b", "c", "d", "e", "f"};
    const auto top = topScores({0.1F, 0.3F, 0.05F, 0.35F, 0.15F, 0.05F}, labels);
    ASSERT_EQ(top.size(), 5);
    EXPECT_EQ(top[0].label, "d");
    EXPECT_EQ(top[1].label, "b");
    EXPECT_EQ(top[2].label, "e");
    EXPECT_FLOAT_EQ(top[0].score, 0.35F);
    EXPECT_EQ(topScores({0.25F, 0.75F}, {"x", "y"}).size(), 2);
}

TEST(DisplayValuesTest, EventTimesCountFromTheBeginningOfTheSource) {
    pipeline::GestureEvent event;
    event.id = 2;
    event.label = "Thumb Up";
    event.start = 101.0;
    event.end = 103.5;
    event.closed = true;
    const ui::EventRow row = eventRow(event, 100.0);
    EXPECT_EQ(row.id, 2);
    EXPECT_DOUBLE_EQ(row.start, 1.0);
    EXPECT_DOUBLE_EQ(row.end, 3.5);
    EXPECT_FALSE(row.open);
}

TEST(DisplayValuesTest, NamesTheClassesInTheModelsOrder) {
    model::ModelDescription description;
    description.labels = {"Thumb Up", "왼쪽으로 쓸기", "No gesture"};
    EXPECT_EQ(labelNames(description),
              QStringList({"Thumb Up", QString::fromUtf8("왼쪽으로 쓸기"), "No gesture"}));
}

TEST(DisplayValuesTest, TellsWhyACameraCannotBeOpened) {
    capture::Device device;
    device.address = "v4l2:/dev/video0";
    device.name = "Webcam";
    EXPECT_EQ(deviceChoice(device).refusal, ui::DeviceRefusal::None);
    device.refusal = capture::DeviceRefusal::Forbidden;
    device.refusalText = "Permission denied";
    EXPECT_EQ(deviceChoice(device).refusal, ui::DeviceRefusal::Forbidden);
    EXPECT_EQ(deviceChoice(device).refusalText, "Permission denied");
    EXPECT_EQ(deviceChoice(device).address, "v4l2:/dev/video0");
}

TEST(DisplayValuesTest, OffersTheTapsThatABlockHas) {
    model::ModelDescription description;
    description.blocks = {{"layer1.0", {model::Tap::Input, model::Tap::Cmm}}};
    const auto choices = blockChoices(description);
    ASSERT_EQ(choices.size(), 1);
    EXPECT_EQ(choices[0].name, "layer1.0");
    EXPECT_EQ(choices[0].taps, QStringList({"input", "cmm"}));
}

}  // namespace
}  // namespace handscope::app
