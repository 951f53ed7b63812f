// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stop_token>

#include "app/cli/Command.h"
#include "app/cli/UntilInterrupted.h"
#include "app/labelling/ExportText.h"
#include "app/recording/PackBuilder.h"
#include "model/training/LabelFile.h"

namespace handscope::cli {
namespace {

namespace fs = std::filesystem;

struct PackOptions {
    std::vector<std::string> inputs;
    std::string jesterFrames;
    std::string labels;
    app::PackListRules rules;
    std::string root;
    bool wholeFiles = false;
    bool pictures = false;
    bool cutout = false;
    std::string every;
    std::string except;
    app::PackSettings settings;
};

bool isList(const fs::path& file) {
    return file.extension() == ".csv" || file.extension() == ".tsv" || file.extension() == ".txt";
}

app::PackList readInput(const fs::path& input, const PackOptions& options) {
    if (!isList(input)) {
        return app::findPackEntries({input}, options.pictures);
    }
    if (!options.jesterFrames.empty()) {
        return app::readJesterList(input, options.jesterFrames, options.rules.allowOutside);
    }
    return app::readPackList(input, options.rules);
}

app::PackList readInputs(const PackOptions& options) {
    app::PackList list;
    for (const std::string& input : options.inputs) {
        list.append(readInput(input, options));
    }
    for (app::PackEntry& entry : list.entries) {
        const bool isScene = entry.kind == training::ItemKind::Clip;
        entry.kind = options.cutout && isScene ? training::ItemKind::Cutout : entry.kind;
    }
    return list;
}

app::PackSettings settingsOf(const PackOptions& options) {
    app::PackSettings settings = options.settings;
    if (!options.labels.empty()) {
        settings.labels = training::readLabels(options.labels);
    }
    if (!options.every.empty() || !options.except.empty()) {
        settings.share = app::PackShare::parse(options.every + options.except);
        settings.share->others = !options.except.empty();
    }
    return settings;
}

app::PackReport packUntilInterrupted(const app::PackList& list, const app::PackSettings& settings) {
    return runUntilInterrupted([&](const std::stop_token& stop) {
        const training::RunControl control{
            .progress = [](const std::string& line) { spdlog::info("{}", line); },
            .cancelled = [&stop] { return stop.stop_requested(); }};
        return app::buildPack(list, settings, control);
    });
}

void printProblems(const app::PackReport& report, const char* what) {
    for (const app::PackProblem& problem : report.problems) {
        std::fprintf(stderr, "%s: %s: %s\n", what, app::shownName(problem.name).c_str(),
                     app::shownText(problem.reason).c_str());
    }
}

void printSummary(const app::PackReport& report, const std::string& output) {
    std::printf("%zu items, %lld frames, %zu parts, %.2f MB in %s\n", report.items,
                static_cast<long long>(report.frames), report.parts,
                static_cast<double>(report.bytes) / 1e6, output.c_str());
    if (report.duplicates > 0) {
        std::printf("%zu duplicates: files of the same content are packed once\n",
                    report.duplicates);
    }
    for (const auto& [label, count] : report.itemsOfLabel) {
        std::printf("  %6zu  %s\n", count, label.c_str());
    }
    if (!report.itemsOfLabel.empty() && report.unlabelled > 0) {
        std::printf("  %6zu  (no label)\n", report.unlabelled);
    }
    if (!report.problems.empty()) {
        std::printf("%zu inputs skipped\n", report.problems.size());
    }
}

ExitStatus pack(PackOptions options) {
    options.rules.root = options.root;
    options.rules.useSegments = !options.wholeFiles;
    const app::PackSettings settings = settingsOf(options);
    const app::PackList list = readInputs(options);
    const app::PackReport report = packUntilInterrupted(list, settings);
    printProblems(report, report.written ? "skipped" : "bad");
    if (report.cancelled) {
        printError("The packing was interrupted.", "Expected it to go on to its end.",
                   "Nothing was written; start it again.");
        return ExitStatus::Failure;
    }
    if (!report.written) {
        printError(std::to_string(report.problems.size()) + " inputs cannot be packed.",
                   "Expected readable videos and pictures with known labels; nothing was written.",
                   "Correct what is named above, or add --skip-bad to leave it out.");
        return ExitStatus::Failure;
    }
    printSummary(report, settings.output.string());
    return report.problems.empty() ? ExitStatus::Success : ExitStatus::SomeInputsFailed;
}

void addInputOptions(CLI::App& command, PackOptions& options) {
    command
        .add_option("inputs", options.inputs,
                    "lists (.csv, .tsv, .txt), videos, and folders of them. A list has a header: "
                    "clip or file, and where wanted label, start_s, end_s, kind (clip, cutout, "
                    "picture), name")
        ->required();
    command.add_option("--jester-frames", options.jesterFrames,
                       "lists are Jester's (id;Label, no header); DIR/id/00001.jpg … are the "
                       "frames, 12 a second, copied unchanged unless --short-side is told");
    command.add_option("--labels", options.labels,
                       "a label a line: fixes which there are and their order; otherwise those of "
                       "the lists, sorted");
    command.add_option("--root", options.root,
                       "what a list's paths are relative to; the list's own folder otherwise");
    command.add_flag("--allow-outside", options.rules.allowOutside,
                     "lists may name files outside that folder");
    command.add_flag("--no-segments", options.wholeFiles,
                     "pack whole files: ignore a list's start_s and end_s");
    command.add_flag("--pictures", options.pictures, "also take JPEG and PNG files, as pictures");
    command.add_flag("--cutout", options.cutout, "the videos show people before black: cut-outs");
}

void addFrameOptions(CLI::App& command, app::FrameSettings& frames) {
    command
        .add_option("--short-side", frames.shortSide,
                    "pixels; larger pictures are made smaller; 0 keeps the size [144; Jester 0]")
        ->check(CLI::Range(0, 4096));
    command.add_option("--quality", frames.quality, "of JPEG")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command
        .add_option("--max-rate", frames.maxRate,
                    "frames a second above which frames are left out, by their timestamps")
        ->check(CLI::Range(0.1, 1000.0))
        ->capture_default_str();
    command
        .add_option("--max-seconds", frames.maxSeconds,
                    "longer videos become several items: name#0, name#1, …")
        ->check(CLI::Range(0.1, 86400.0))
        ->capture_default_str();
}

void addShareOptions(CLI::App& command, PackOptions& options) {
    const CLI::Validator isShare(
        [](const std::string& text) {
            return app::PackShare::parse(text) ? std::string() : text + " is not of the form 1/8";
        },
        "i/n");
    auto* const every =
        command
            .add_option("--every", options.every,
                        "only each n-th content by name, beginning with the i-th: for a held-out "
                        "pack; equal files go the same way")
            ->check(isShare);
    command.add_option("--except", options.except, "all but these: for the pack to train on")
        ->check(isShare)
        ->excludes(every);
}

}  // namespace

Command addPackCommand(CLI::App& app) {
    auto options = std::make_shared<PackOptions>();
    CLI::App* const command = app.add_subcommand(
        "pack", "Makes a training pack of videos, pictures, lists and Jester's folders");
    addInputOptions(*command, *options);
    command->add_option("-o,--out", options->settings.output, "folder for the pack; not there yet")
        ->required();
    addFrameOptions(*command, options->settings.frames);
    addShareOptions(*command, *options);
    command->add_flag("--skip-bad", options->settings.skipBad,
                      "name, count and leave out what cannot be packed; otherwise that is an "
                      "error and nothing is written");
    return [options] { return pack(*options); };
}

}  // namespace handscope::cli
