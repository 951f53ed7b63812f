// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <filesystem>

#include "app/bench/VideoBenches.h"
#include "app/recording/ClipReader.h"

namespace handscope::bench {
namespace {

constexpr int kQuickFrames = 8;
constexpr int kFewestDecodes = 5;

struct DecodePass {
    double seconds = 0.0;  ///< of reading, without the opening
    std::int64_t frames = 0;
    double videoSeconds = 0.0;
    capture::SourceDescription source;
};

DecodePass decode(const std::string& file, int mostFrames) {
    const auto source = app::openRecording(file);
    DecodePass pass{.source = source->description()};
    double first = 0.0;
    double last = 0.0;
    const auto begin = std::chrono::steady_clock::now();
    while (pass.frames < mostFrames) {
        const auto frame = source->read();
        if (!frame) {
            break;
        }
        first = pass.frames == 0 ? frame->pts : first;
        last = frame->pts;
        ++pass.frames;
    }
    pass.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (pass.frames == 0) {
        throw app::noFrames(file);
    }
    // The last frame lasts as long as the others.
    const auto frames = static_cast<double>(pass.frames);
    pass.videoSeconds = pass.frames > 1 ? (last - first) * frames / (frames - 1.0) : 0.0;
    return pass;
}

}  // namespace

void benchDecode(const DecodeBench& settings, const Meter& meter, Report& report) {
    const bool quick = meter.effort().quick;
    const int mostFrames =
        quick ? std::min(kQuickFrames, settings.mostFrames) : settings.mostFrames;
    for (const std::string& file : settings.files) {
        meter.checkStop();
        const DecodePass pass = decode(file, mostFrames);
        const int repetitions =
            quick ? 1
                  : std::clamp(static_cast<int>(meter.effort().seconds / pass.seconds),
                               kFewestDecodes, 100);
        const std::string name = std::filesystem::path(file).filename().string();
        const Timing timing = meter.measureTimed(name, repetitions, [&] {
            const DecodePass next = decode(file, mostFrames);
            return next.seconds;
        });
        const auto frames = static_cast<double>(pass.frames);
        report.rows.push_back(
            {{"name", "file", name},
             {"codec", "codec", pass.source.codec},
             {"width", "width", std::int64_t{pass.source.width}},
             {"height", "height", std::int64_t{pass.source.height}},
             {"frames", "frames", pass.frames},
             {"milliseconds_per_frame", "ms a frame", timing.median / frames, 3},
             {"frames_per_second", "frames/s", timing.perSecond(frames)},
             {"times_real_time", "× real time", timing.perSecond(pass.videoSeconds)},
             {"repetitions", "", static_cast<std::int64_t>(timing.repetitions.size())}});
    }
    report.notes = {
        "FFmpeg's decoder with as many threads as it chooses, and the conversion to our "
        "RGB frame; the opening of the file is left out."};
}

}  // namespace handscope::bench
