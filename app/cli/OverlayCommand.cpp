// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

#include "app/cli/ClassNamed.h"
#include "app/cli/Command.h"
#include "app/cli/CutOptions.h"
#include "app/cli/DecisionOptions.h"
#include "app/cli/ModelOptions.h"
#include "app/cli/RangeOptions.h"
#include "app/cli/UntilInterrupted.h"
#include "app/pipeline/ModelWindows.h"
#include "app/session/OverlayVideo.h"
#include "model/ModelError.h"

namespace handscope::cli {
namespace {

struct OverlayOptions {
    std::string file;
    std::string out;
    ModelOptions model;
    DecisionOptions decision;
    double start = 0.0;
    double end = 0.0;
    std::string block;
    std::string tap = "output";
    std::string evidence;
    CutOptions cut;
    bool flow = false;
    std::string colours;
    int frame = 1;
    int channel = -1;
    double opacity = 0.6;
    RangeOptions range;
    bool noPrediction = false;
    int quality = 20;
    CLI::Option* blockOption = nullptr;
    CLI::Option* evidenceOption = nullptr;
    CLI::Option* frameOption = nullptr;
    CLI::Option* endOption = nullptr;
};

std::optional<app::MapOverlay> mapOf(const OverlayOptions& options,
                                     const std::optional<app::ValueRange>& range,
                                     const model::ModelDescription& model) {
    app::MapOverlay map;
    if (options.evidenceOption->count() > 0) {
        map.evidenceOf = classNamed(options.evidence, model);
    } else if (options.flow) {
        const int first = model.causal ? 2 : 1;
        const int last = pipeline::newestMovingFrame(model) + 1;
        if (options.frameOption->count() > 0 && (options.frame < first || options.frame > last)) {
            throw model::ModelError(
                "No flow belongs to frame " + std::to_string(options.frame) + " of a window.",
                "Expected " + std::to_string(first) + " to " + std::to_string(last) + ".",
                "Choose another --frame, or none for the newest.");
        }
        map.flow = true;
    } else if (options.blockOption->count() > 0) {
        map.point = {options.block,
                     *model::tapFromName(options.tap)};  // checked when it was parsed
    } else {
        return std::nullopt;
    }
    map.channel = options.channel;
    map.opacity = options.opacity;
    if (options.frameOption->count() > 0) {
        map.frame = options.frame - 1;
    }
    map.range = range;
    if (!options.colours.empty()) {
        map.colours = *app::colourMapFromName(options.colours);
    } else if (map.evidenceOf || map.point.tap == model::Tap::Cmm) {
        map.colours = app::ColourMap::Diverging;
    }
    return map;
}

void requireSpan(const OverlayOptions& options) {
    if (options.endOption->count() > 0 && options.end <= options.start) {
        throw model::ModelError("The part of the video ends before it begins.",
                                "Expected an --end after --start.", "Change one of them.");
    }
}

/// nullopt: interrupted.
std::optional<app::OverlayVideoResult> writeUntilInterrupted(
    const OverlayOptions& options, const std::optional<app::ValueRange>& range,
    std::shared_ptr<model::Classifier> classifier) {
    const app::LabelSettings label = options.decision.settings(classifier->description());
    app::OverlayVideoSettings settings;
    settings.windows = {.length = label.windowLength, .stride = label.windowStride};
    settings.decision = label.decision;
    settings.map = mapOf(options, range, classifier->description());
    settings.mutes = options.cut.cutsOf(classifier->description());
    settings.prediction = !options.noPrediction;
    settings.quality = options.quality;
    app::OverlaySpan span;
    span.start = options.start;
    if (options.endOption->count() > 0) {
        span.end = options.end;
    }
    std::atomic<double> share{0.0};
    WorkDrawing drawing;
    if (::isatty(STDERR_FILENO) == 1) {
        constexpr double kPercent = 100.0;
        drawing.draw = [&share] { std::fprintf(stderr, "\r\033[K%.0f %%", kPercent * share); };
        drawing.clear = [] { std::fputs("\r\033[K", stderr); };
    }
    return runUntilInterrupted(
        [&](const std::stop_token& stop) {
            return app::writeOverlayVideo(options.file, span, std::move(classifier), settings,
                                          options.out, stop, [&](double done) { share = done; });
        },
        drawing);
}

ExitStatus overlay(const OverlayOptions& options) {
    requireSpan(options);
    const auto range = options.range.range();  // refused before anything is read
    const auto result = writeUntilInterrupted(options, range, options.model.load());
    if (!result) {
        printError("The video was not written: interrupted.", "Expected to run to the end.",
                   "Run the command again.");
        return ExitStatus::Failure;
    }
    std::printf("%s  %lld frames, %.3f s\n", options.out.c_str(),
                static_cast<long long>(result->frames), result->seconds);
    if (options.cut.any()) {
        std::printf("without %s\n", options.cut.text().c_str());
    }
    if (result->windows == 0 && result->cut) {
        spdlog::warn(
            "The part of {} that was asked for ends before the first window does: nothing was "
            "predicted; choose a later --end or a shorter --window",
            options.file);
    } else if (result->windows == 0) {
        spdlog::warn("{} ends before its first window does: nothing was predicted", options.file);
    }
    return ExitStatus::Success;
}

void addMapOptions(CLI::App& command, OverlayOptions& options) {
    options.blockOption = command.add_option(
        "-b,--block", options.block, "lay a map of this block over the picture, such as layer3.1");
    command.add_option("-t,--tap", options.tap, "input, cstm, cmm or output")
        ->check(CLI::IsMember({"input", "cstm", "cmm", "output"}))
        ->capture_default_str()
        ->needs(options.blockOption);
    options.evidenceOption =
        command
            .add_option("--evidence", options.evidence,
                        "lay over where this class finds its evidence, such as \"Thumb Up\"")
            ->excludes(options.blockOption);
    CLI::Option* const flow =
        command
            .add_flag("--flow", options.flow, "lay the optical flow over, its hue for directions")
            ->excludes(options.blockOption)
            ->excludes(options.evidenceOption);
    options.frameOption =
        command
            .add_option("--frame", options.frame,
                        "of the window's frames, t from 1 on; the newest otherwise")
            ->check(CLI::NonNegativeNumber);
    command.add_option("--channel", options.channel, "one channel instead of the mean")
        ->check(CLI::NonNegativeNumber)
        ->needs(options.blockOption);
    CLI::Option* const colours =
        command
            .add_option("--colours", options.colours,
                        "viridis, inferno, turbo, grey or diverging (the default for cmm and "
                        "evidence)")
            ->check(CLI::IsMember({"viridis", "inferno", "turbo", "grey", "diverging"}));
    CLI::Option* const opacity =
        command.add_option("--opacity", options.opacity, "of the map over the picture, 0 to 1")
            ->check(CLI::Range(0.0, 1.0))
            ->capture_default_str();
    options.range.addTo(command, "each picture's own");
    flow->excludes(colours)->excludes(options.range.option());
    const std::vector<CLI::Option*> ofAMap{options.frameOption, colours, opacity,
                                           options.range.option()};
    command.callback([&options, ofAMap] {
        const bool hasMap =
            options.flow || options.blockOption->count() > 0 || options.evidenceOption->count() > 0;
        for (const CLI::Option* const option : ofAMap) {
            if (option->count() > 0 && !hasMap) {
                throw CLI::RequiresError(option->get_name(), "--block, --evidence or --flow");
            }
        }
    });
}

}  // namespace

Command addOverlayCommand(CLI::App& app) {
    auto options = std::make_shared<OverlayOptions>();
    CLI::App* const command = app.add_subcommand(
        "overlay", "Writes a video with the prediction, and a map if asked for, laid over");
    command->add_option("file", options->file, "video file")->required();
    command->add_option("-o,--out", options->out, "the video to write: a name in .mp4 or .mkv")
        ->required();
    options->model.addTo(*command);
    command->add_option("--start", options->start, "second of the video to begin at")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    options->endOption =
        command->add_option("--end", options->end, "second of the video to end before")
            ->check(CLI::NonNegativeNumber);
    addMapOptions(*command, *options);
    options->cut.addTo(*command);
    command->add_flag("--no-prediction", options->noPrediction, "leave out the gesture and bars");
    constexpr int kWorst = 51;
    command
        ->add_option("--quality", options->quality,
                     "of the picture: 0 the best, 51 the smallest file")
        ->check(CLI::Range(0, kWorst))
        ->capture_default_str();
    options->decision.addTo(*command);
    return [options] { return overlay(*options); };
}

}  // namespace handscope::cli
