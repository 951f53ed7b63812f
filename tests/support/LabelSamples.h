// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/labelling/LabelDocument.h"

namespace handscope::test {

/// A recording of ten seconds, 300 frames, with two segments and texts that need quoting.
inline app::LabelDocument sampleDocument() {
    app::LabelDocument document;
    document.toolVersion = "0.1.0";
    document.source = {.name = "folder/clip.mp4",
                       .path = "/recordings/folder/clip.mp4",
                       .bytes = 123456,
                       .sha256 = "0123",
                       .width = 320,
                       .height = 240,
                       .frames = 300,
                       .corruptPackets = 0,
                       .start = 0.0,
                       .end = 10.0};
    document.model = {.name = "small", .sha256 = "4567"};
    document.clipLabel = "Thumb Up";
    document.segments = {{.label = "Swiping, Left",
                          .start = 1.0,
                          .end = 2.5,
                          .startFrame = 30,
                          .endFrame = 74,
                          .fired = 2.25,
                          .meanScore = 0.75F,
                          .peakScore = 0.875F,
                          .runnerUp = "a \"quoted\"\nname",
                          .runnerUpScore = 0.125F},
                         {.label = "Thumb Up",
                          .start = 5.0,
                          .end = 6.0,
                          .startFrame = 150,
                          .endFrame = 179,
                          .fired = 5.75,
                          .meanScore = 0.5F,
                          .peakScore = 0.9375F,
                          .runnerUp = "Stop Sign",
                          .runnerUpScore = 0.03125F}};
    return document;
}

}  // namespace handscope::test
