// SPDX-License-Identifier: GPL-3.0-or-later
// The subcommands of `bench` that measure networks alone.
#include <map>
#include <memory>

#include "app/bench/NetworkBenches.h"
#include "app/cli/BenchCommands.h"
#include "app/cli/BenchNetworkOptions.h"
#include "app/cli/BenchRun.h"
#include "app/labelling/LabelDocument.h"

namespace handscope::cli {
namespace {

using bench::Meter;
using bench::Report;

ExitStatus refuse(const std::string& contradiction) {
    printError(contradiction, "Expected a file, or a shape for random weights.",
               "Leave one of them out.");
    return ExitStatus::Usage;
}

struct ModelBenchOptions {
    BenchOptions bench;
    BenchNetworkOptions network;
    int batch = 1;
    std::string clips;
};

/// Of the benchmarks that measure one network and ask for nothing else.
struct OneNetworkOptions {
    BenchOptions bench;
    BenchNetworkOptions network;
};

struct PaperOptions {
    BenchOptions bench;
    ModelOptions compute;
};

struct ScalingOptions {
    BenchOptions bench;
    BenchNetworkOptions network;
    int batch = 1;
    std::vector<bench::Scale> scales;
    std::string csv;
};

CLI::Option* addBatch(CLI::App& command, int& batch) {
    return command.add_option("--batch", batch, "clips in one call")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
}

ExitStatus scaling(const ScalingOptions& options) {
    std::string csv;
    const ExitStatus status =
        runBench(options.bench, "scaling", [&](const Meter& meter, Report& report) {
            const bench::NetworkChoice choice = options.network.choice();
            bench::ScalingBench settings{
                .base = choice.config, .batch = options.batch, .load = choice.load};
            if (!options.scales.empty()) {
                settings.scales = options.scales;
            }
            bench::benchScaling(settings, meter, report);
            csv = bench::scalingCsv(report);
        });
    if (!options.csv.empty() && !csv.empty()) {
        app::writeTextAtomically(options.csv, csv);
    }
    return status;
}

}  // namespace

Command addBenchModel(CLI::App& bench) {
    auto options = std::make_shared<ModelBenchOptions>();
    CLI::App* const command =
        bench.add_subcommand("model", "One network: clips from memory to probabilities");
    options->network.addTo(*command, /*takesFile=*/true);
    CLI::Option* const batch = addBatch(*command, options->batch);
    command
        ->add_option("--clips", options->clips,
                     "clips to run: the tensor `input` [N, T, 3, S, S] of a safetensors file, as "
                     "one batch; random numbers otherwise")
        ->excludes(batch);
    options->bench.addTo(*command, kSecondsALine, kEachLine);
    return [options] {
        if (const auto contradiction = options->network.contradiction()) {
            return refuse(*contradiction);
        }
        return runBench(options->bench, "model", [&](const Meter& meter, Report& report) {
            benchModel({.network = options->network.choice(),
                        .batch = options->batch,
                        .clips = options->clips.empty()
                                     ? std::nullopt
                                     : std::optional<std::filesystem::path>(options->clips)},
                       meter, report);
        });
    };
}

Command addBenchStream(CLI::App& bench) {
    auto options = std::make_shared<OneNetworkOptions>();
    CLI::App* const command = bench.add_subcommand(
        "stream", "A causal network: one new frame, against a window computed anew");
    options->network.addTo(*command, /*takesFile=*/true);
    options->bench.addTo(*command, kSecondsALine, kEachLine);
    return [options] {
        if (const auto contradiction = options->network.contradiction()) {
            return refuse(*contradiction);
        }
        return runBench(options->bench, "stream", [&](const Meter& meter, Report& report) {
            benchStream(options->network.choice(/*causal=*/true), meter, report);
        });
    };
}

Command addBenchMaps(CLI::App& bench) {
    auto options = std::make_shared<OneNetworkOptions>();
    CLI::App* const command = bench.add_subcommand(
        "maps", "Feature maps of each block, means of all and evidence, against the scores alone");
    options->network.addTo(*command, /*takesFile=*/true);
    options->bench.addTo(*command, kSecondsALine, kEachLine);
    return [options] {
        if (const auto contradiction = options->network.contradiction()) {
            return refuse(*contradiction);
        }
        return runBench(options->bench, "maps", [&](const Meter& meter, Report& report) {
            benchMaps(options->network.choice(), meter, report);
        });
    };
}

Command addBenchPaper(CLI::App& bench) {
    auto options = std::make_shared<PaperOptions>();
    CLI::App* const command = bench.add_subcommand(
        "paper", "The paper's table of speeds on this machine: STM-8F, STM-16F, TSN-8F, batch 16");
    options->compute.addComputeTo(*command);
    options->bench.addTo(*command, 30.0, kEachLine);
    return [options] {
        return runBench(options->bench, "paper", [&](const Meter& meter, Report& report) {
            options->compute.startRuntime();
            benchPaper(options->compute.loadOptions(), meter, report);
        });
    };
}

Command addBenchScaling(CLI::App& bench) {
    static const std::map<std::string, bench::Scale> kScales{{"t", bench::Scale::Segments},
                                                             {"size", bench::Scale::InputSize},
                                                             {"batch", bench::Scale::Batch},
                                                             {"threads", bench::Scale::Threads}};
    auto options = std::make_shared<ScalingOptions>();
    CLI::App* const command = bench.add_subcommand(
        "scaling", "Time against T, input size, batch and threads, one at a time");
    options->network.addTo(*command, /*takesFile=*/false);
    addBatch(*command, options->batch);
    command->add_option("--vary", options->scales, "t, size, batch, threads; otherwise all of them")
        ->delimiter(',')
        ->transform(CLI::CheckedTransformer(kScales, CLI::ignore_case));
    command->add_option("--csv", options->csv,
                        "also write the times to this file, for `plot --x step`");
    options->bench.addTo(*command, kSecondsALine, kEachLine);
    return [options] { return scaling(*options); };
}

}  // namespace handscope::cli
