// SPDX-License-Identifier: GPL-3.0-or-later
// The subcommands of `bench` that measure what happens to video.
#include <memory>

#include "app/bench/VideoBenches.h"
#include "app/cli/BenchCommands.h"
#include "app/cli/BenchNetworkOptions.h"
#include "app/cli/BenchRun.h"
#include "app/cli/DecisionOptions.h"
#include "app/labelling/BulkLabeller.h"
#include "app/platform/ResourceLocation.h"
#include "capture/CaptureError.h"
#include "model/Runtime.h"

namespace handscope::cli {
namespace {

using bench::Meter;
using bench::Report;

/// What was named, else the bundled clip.
std::vector<std::string> sourcesOf(const std::vector<std::string>& named) {
    if (!named.empty()) {
        return named;
    }
    if (const auto clip = app::bundledClip()) {
        return {clip->string()};
    }
    throw capture::CaptureError("The bundled clip was not found.",
                                "Expected it in share/handscope/clip beside the program's folder.",
                                "Install Handscope again, or name a video.");
}

struct DecodeOptions {
    BenchOptions bench;
    std::vector<std::string> files;
    int mostFrames = 900;
};

struct PrepareOptions {
    BenchOptions bench;
    std::vector<int> sizes{80, 112, 224};
    int threads = 0;
};

struct LiveOptions {
    BenchOptions bench;
    std::vector<std::string> sources;
    ModelOptions model;
    DecisionOptions decision;
};

struct LabelBenchOptions {
    BenchOptions bench;
    std::vector<std::string> paths;
    ModelOptions model;
    DecisionOptions decision;
    int jobs = 0;
    int repetitions = 3;
};

void live(const LiveOptions& options, const Meter& meter, Report& report) {
    const auto classifier = options.model.load();
    benchLive({.source = sourcesOf(options.sources).front(),
               .classifier = classifier,
               .settings = options.decision.settings(classifier->description())},
              meter, report);
}

void label(const LabelBenchOptions& options, const Meter& meter, Report& report) {
    const auto paths = sourcesOf(options.paths);
    const auto identity = options.model.identity();
    const auto classifier = options.model.load();
    benchLabel({.paths = {paths.begin(), paths.end()},
                .classifier = classifier,
                .identity = identity,
                .settings = options.decision.settings(classifier->description()),
                .jobs = options.jobs == 0 ? app::defaultJobs() : options.jobs,
                .repetitions = options.repetitions},
               meter, report);
}

}  // namespace

Command addBenchDecode(CLI::App& bench) {
    auto options = std::make_shared<DecodeOptions>();
    CLI::App* const command =
        bench.add_subcommand("decode", "Frames a second from video files to our frames");
    command->add_option("files", options->files, "video files; the bundled clip otherwise");
    command->add_option("--frames", options->mostFrames, "at most so many of each file")
        ->check(CLI::Range(1, 1000000))
        ->capture_default_str();
    options->bench.addTo(*command, kSecondsALine, kEachLine);
    return [options] {
        return runBench(options->bench, "decode", [&](const Meter& meter, Report& report) {
            benchDecode({.files = sourcesOf(options->files), .mostFrames = options->mostFrames},
                        meter, report);
        });
    };
}

Command addBenchPrepare(CLI::App& bench) {
    auto options = std::make_shared<PrepareOptions>();
    CLI::App* const command =
        bench.add_subcommand("prepare", "Frames of several sizes to the network's input");
    command->add_option("--size", options->sizes, "sides of the network's picture, pixels")
        ->delimiter(',')
        ->check(CLI::Range(32, 2048))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "0: OMP_NUM_THREADS, or all processors")
        ->check(CLI::Range(0, 1024));
    options->bench.addTo(*command, 2.0, kEachLine);
    return [options] {
        return runBench(options->bench, "prepare", [&](const Meter& meter, Report& report) {
            model::setComputeThreads(options->threads);
            benchPrepare(options->sizes, meter, report);
        });
    };
}

Command addBenchLive(CLI::App& bench) {
    auto options = std::make_shared<LiveOptions>();
    CLI::App* const command = bench.add_subcommand(
        "live", "A source in real time: from capture to decision, and what was dropped or missed");
    command->add_option("source", options->sources, "as of `watch`; the bundled clip otherwise")
        ->expected(1);
    options->model.addTo(*command);
    options->decision.addTo(*command);
    options->bench.addTo(*command, 20.0, "it plays; a file that is shorter begins again");
    return [options] {
        return runBench(options->bench, "live",
                        [&](const Meter& meter, Report& report) { live(*options, meter, report); });
    };
}

Command addBenchLabel(CLI::App& bench) {
    auto options = std::make_shared<LabelBenchOptions>();
    CLI::App* const command =
        bench.add_subcommand("label", "Windows a second of `label` over whole recordings");
    command->add_option("paths", options->paths,
                        "video files, and folders of them; the bundled clip otherwise");
    options->model.addTo(*command);
    options->decision.addTo(*command);
    command
        ->add_option("-j,--jobs", options->jobs,
                     "recordings read at once; 0: as many as there are processors")
        ->check(CLI::Range(0, 256));
    command->add_option("--repetitions", options->repetitions, "passes over all recordings")
        ->check(CLI::Range(2, 1000))
        ->capture_default_str();
    options->bench.addTo(*command);
    return [options] {
        return runBench(options->bench, "label", [&](const Meter& meter, Report& report) {
            label(*options, meter, report);
        });
    };
}

}  // namespace handscope::cli
