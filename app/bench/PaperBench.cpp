// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/NetworkBenches.h"
#include "model/NetworkCounts.h"

namespace handscope::bench {
namespace {

constexpr int kPaperBatch = 16;
constexpr int kPaperSize = 224;

/// A line of the paper's runtime table, measured on one GTX 1080 Ti.
struct PaperLine {
    const char* name;
    const char* variant;
    int segments;
    double paperClipsPerSecond;
    const char* paperName;
};
constexpr PaperLine kLines[] = {{"STM-8F", "stm", 8, 62.0, "STM-8F"},
                                {"STM-16F", "stm", 16, 32.0, "STM-16F"},
                                {"TSN-8F", "tsn", 8, 80.4, "TSM-8F"}};

}  // namespace

void benchPaper(const model::LoadOptions& load, const Meter& meter, Report& report) {
    for (const PaperLine& line : kLines) {
        meter.checkStop();
        const model::StmConfig full = resNet50(line.variant, line.segments, kPaperSize);
        const model::NetworkCounts counts = model::countNetwork(full);
        const auto classifier = openNetwork(
            {.file = {}, .config = meter.effort().quick ? shrunk(full) : full, .load = load});
        const int batch = meter.effort().quick ? 2 : kPaperBatch;
        const auto clips = randomClips(classifier->description().input, batch);
        report.notes = notesOnFrames(classifier->description().device);
        const Timing timing = meter.measure(
            line.name, [&] { classifier->classify(clips, model::ClassifyRequest{}); });
        report.rows.push_back(
            {{"name", "network", std::string(line.name)},
             {"engine", "engine", engineName(classifier->description())},
             {"batch", "batch", std::int64_t{batch}},
             {"parameters", "", counts.parameters},
             {"paper_count", "", counts.paperCount},
             {"parameters_millions", "M parameters", static_cast<double>(counts.parameters) / 1e6,
              3},
             {"paper_count_billions", "G a clip", static_cast<double>(counts.paperCount) / 1e9, 3},
             {"milliseconds", "ms a batch", timing.median},
             {"milliseconds_p95", "p95", timing.slowest95()},
             {"repetitions", "", static_cast<std::int64_t>(timing.repetitions.size())},
             {"clips_per_second", "clips/s", timing.perSecond(batch), 2},
             {"paper_clips_per_second", "paper's", line.paperClipsPerSecond},
             {"paper_name", "of", std::string(line.paperName)}});
    }
    report.notes.insert(
        report.notes.end(),
        {"174 classes, 224 × 224, centre crop, loading left out, as in the paper's runtime table, "
         "whose figures are of one GTX 1080 Ti.",
         "The paper does not time TSN; TSM-8F, which moves channels along T in the same ResNet-50, "
         "stands there as history."});
}

}  // namespace handscope::bench
