// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>

#include "app/bench/NetworkBenches.h"

namespace handscope::bench {

void benchModel(const ModelBench& settings, const Meter& meter, Report& report) {
    const auto classifier = openNetwork(settings.network);
    const model::ModelDescription& description = classifier->description();
    const auto clips = settings.clips ? readClips(*settings.clips, description.input)
                                      : randomClips(description.input, settings.batch);
    report.probabilities = classifier->classify({clips.data(), 1}, {}).front().probabilities;
    const std::string name = settings.network.file ? description.name : description.architecture;
    const Timing timing =
        meter.measure(name, [&] { classifier->classify(clips, model::ClassifyRequest{}); });
    const auto batch = static_cast<std::int64_t>(clips.size());
    report.rows.push_back(
        networkCells(name, description) +
        Row{{"batch", "batch", batch},
            {"parameters", "", description.parameters},
            {"paper_count", "", description.macs},
            {"parameters_millions", "M parameters",
             static_cast<double>(description.parameters) / 1e6, 3},
            {"paper_count_billions", "G a clip", static_cast<double>(description.macs) / 1e9, 3}} +
        timingCells(timing, "pass") +
        Row{{"clips_per_second", "clips/s", timing.perSecond(static_cast<double>(batch)), 2}});
    report.notes = {
        "A pass is one call for the whole batch: clips from memory to probabilities. Median of " +
        std::to_string(timing.repetitions.size()) + " repetitions after a warm-up."};
    std::ranges::copy(notesOnFrames(description.device), std::back_inserter(report.notes));
}

}  // namespace handscope::bench
