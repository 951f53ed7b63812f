// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <span>
#include <vector>

#include "app/bench/BenchClips.h"
#include "app/bench/NetworkBenches.h"
#include "model/Checkpoint.h"
#include "model/ModelError.h"

namespace handscope::bench {
namespace {

/// The network of a choice, whether it is a file or a shape.
model::StmConfig configOf(const NetworkChoice& network) {
    return network.file ? model::StmConfig::fromCheckpoint(model::readCheckpoint(*network.file))
                        : network.config;
}

class StreamTable {
public:
    StreamTable(const Meter& meter, Report& report) : meter_(meter), report_(report) {}

    void add(const std::string& name, const model::ModelDescription& description, int newFrames,
             const std::function<void()>& work) {
        const Timing timing = meter_.measure(name, work);
        report_.rows.push_back(networkCells(name, description) +
                               Row{{"new_frames", "new frames", std::int64_t{newFrames}}} +
                               timingCells(timing, "answer") +
                               Row{{"answers_per_second", "answers/s", timing.perSecond()},
                                   {"frames_per_second", "frames/s", timing.perSecond(newFrames)},
                                   // Known once the whole window has been measured.
                                   {"share_of_window", "of a window", std::monostate{}, 2}});
    }

    /// Sets every line against the line at `index`.
    void compareWith(std::size_t index) {
        const double whole = milliseconds(report_.rows[index]);
        for (Row& row : report_.rows) {
            row.back().value = whole > 0.0 ? milliseconds(row) / whole : 0.0;
        }
    }

private:
    const Meter& meter_;
    Report& report_;

    static double milliseconds(const Row& row) {
        for (const Cell& cell : row) {
            if (cell.key == "milliseconds") {
                return std::get<double>(cell.value);
            }
        }
        return 0.0;
    }
};

}  // namespace

void benchStream(const NetworkChoice& network, const Meter& meter, Report& report) {
    const auto classifier = openNetwork(network);
    const model::ModelDescription& description = classifier->description();
    const auto stream = classifier->openStream();
    if (!stream) {
        throw model::ModelError("The model " + description.name + " has no stream.",
                                "Expected a causal network: frames one by one are its own.",
                                "Name a causal checkpoint, or none for one with random weights.");
    }
    const model::Clip clip = randomClips(description.input, 1).front();
    constexpr std::size_t kMostNewFrames = 2;
    const std::vector<model::PreparedFrame> video =
        longVideo(description.input, std::max(clip.size(), kMostNewFrames));
    const std::span<const model::PreparedFrame> frames = video;
    const model::ClassifyRequest request;
    stream->push(frames, request);
    StreamTable table(meter, report);
    for (const int count : {1, 2}) {
        std::size_t next = 0;
        table.add(std::to_string(count) + (count == 1 ? " new frame" : " new frames"), description,
                  count, [&] {
                      next = (next + 1) % (frames.size() - static_cast<std::size_t>(count) + 1);
                      stream->push(frames.subspan(next, static_cast<std::size_t>(count)), request);
                  });
    }
    const int segments = description.input.segments;
    table.add("window anew, causal", description, segments,
              [&] { classifier->classifyOne(clip, request); });
    table.compareWith(report.rows.size() - 1);
    NetworkChoice windowed{.file = {}, .config = configOf(network), .load = network.load};
    windowed.config.causal = false;
    const auto other = openNetwork(windowed);
    table.add("window anew, windowed", other->description(), segments,
              [&] { other->classifyOne(clip, request); });
    table.compareWith(report.rows.size() - 2);
    report.notes = {
        "An answer is the scores of the last " + std::to_string(segments) +
        " frames. The last column sets them against the causal network's whole window."};
}

}  // namespace handscope::bench
