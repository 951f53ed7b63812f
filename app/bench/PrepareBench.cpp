// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <random>
#include <utility>

#include "app/bench/BenchNetwork.h"
#include "app/bench/VideoBenches.h"
#include "app/pipeline/FramePreparation.h"

namespace handscope::bench {
namespace {

constexpr std::pair<int, int> kPictures[] = {{320, 240}, {640, 480}, {1280, 720}, {1920, 1080}};

capture::Frame noise(int width, int height) {
    std::mt19937 engine(1);
    capture::Frame frame;
    frame.width = width;
    frame.height = height;
    frame.pixels.resize(static_cast<std::size_t>(width) * height * 3);
    std::ranges::generate(frame.pixels, [&] { return static_cast<std::uint8_t>(engine()); });
    return frame;
}

}  // namespace

void benchPrepare(const std::vector<int>& inputSizes, const Meter& meter, Report& report) {
    for (const auto& [width, height] : kPictures) {
        const capture::Frame frame = noise(width, height);
        for (const int size : inputSizes) {
            model::InputSpec input;
            input.inputSize = size;
            const std::string name = std::to_string(width) + "×" + std::to_string(height);
            const Timing timing = meter.measure(name + " to " + std::to_string(size),
                                                [&] { pipeline::prepareFrame(frame, input); });
            report.rows.push_back(Row{{"name", "frame", name},
                                      {"width", "", std::int64_t{width}},
                                      {"height", "", std::int64_t{height}},
                                      {"input_size", "size", std::int64_t{size}}} +
                                  timingCells(timing, "frame") +
                                  Row{{"frames_per_second", "frames/s", timing.perSecond()}});
            for (Cell& cell : report.rows.back()) {
                cell.decimals = cell.key.starts_with("milliseconds") ? 3 : cell.decimals;
            }
        }
    }
    report.notes = {
        "The largest centred square, resized with an antialiasing filter, as normalised "
        "numbers."};
}

}  // namespace handscope::bench
