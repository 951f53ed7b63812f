// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DeviceLines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace handscope::app {
namespace {

capture::Device webcam() {
    capture::Device device;
    device.address = "v4l2:/dev/video0";
    device.stableId = "usb-1/Webcam";
    device.name = "Webcam";
    device.formats = {{"MJPG", 1280, 720, {30.0, 15.0}, "mjpeg"},
                      {"NV21", 640, 480, {30000.0 / 1001.0}, {}}};
    return device;
}

capture::Device forbidden() {
    capture::Device device;
    device.address = "v4l2:/dev/video2";
    device.name = "Other camera";
    device.refusal = capture::DeviceRefusal::Forbidden;
    device.refusalText = "Permission denied";
    return device;
}

TEST(DeviceLinesTest, ListsTheFormatsOfACamera) {
    EXPECT_EQ(deviceAsText(webcam()),
              "v4l2:/dev/video0  Webcam\n"
              "    MJPG 1280 × 720  30/s  15/s\n"
              "    NV21 640 × 480  29.97/s");
    const auto json = nlohmann::json::parse(deviceAsJson(webcam()));
    EXPECT_EQ(json["id"], "usb-1/Webcam");
    EXPECT_EQ(json["formats"][0]["pixel_format"], "MJPG");
    EXPECT_EQ(json["formats"][0]["frames_per_second"][1], 15.0);
    EXPECT_EQ(json["formats"][0]["input_format"], "mjpeg");
    EXPECT_EQ(json["formats"][1]["input_format"], "");
    EXPECT_FALSE(json.contains("error"));
}

TEST(DeviceLinesTest, SaysWhyACameraCannotBeOpened) {
    EXPECT_EQ(deviceAsText(forbidden()),
              "v4l2:/dev/video2  Other camera  (cannot be opened: Permission denied)");
    const auto json = nlohmann::json::parse(deviceAsJson(forbidden()));
    EXPECT_EQ(json["address"], "v4l2:/dev/video2");
    EXPECT_EQ(json["id"], "");
    EXPECT_EQ(json["error"], "Permission denied");
    EXPECT_TRUE(json["formats"].empty());
}

TEST(DeviceLinesTest, SurvivesANameThatIsNoUnicode) {
    capture::Device device = webcam();
    device.name = "\xFF";
    EXPECT_TRUE(nlohmann::json::parse(deviceAsJson(device)).contains("name"));
}

}  // namespace
}  // namespace handscope::app
