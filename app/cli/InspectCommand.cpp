// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/MapImage.h"
#include "app/NpyFile.h"
#include "app/cli/ClassNamed.h"
#include "app/cli/Command.h"
#include "app/cli/CutOptions.h"
#include "app/cli/ModelOptions.h"
#include "app/cli/ModelWindowCheck.h"
#include "app/cli/RangeOptions.h"
#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/ModelWindows.h"
#include "app/recording/ClipReader.h"
#include "app/recording/WindowAt.h"
#include "app/session/PredictionPanel.h"
#include "model/AtomicFile.h"

namespace handscope::cli {
namespace {

namespace fs = std::filesystem;

struct InspectOptions {
    std::string file;
    ModelOptions model;
    std::string block;
    std::string tap = "output";
    std::string evidence;
    CutOptions cut;
    std::string out;
    std::string colours;
    int channel = -1;
    double opacity = 0.6;
    RangeOptions range;
    double at = -1.0;
    double window = 2.0;
    CLI::Option* evidenceOption = nullptr;
    CLI::Option* windowOption = nullptr;

    bool ofEvidence() const { return evidenceOption->count() > 0; }
};

void requireFixedWindow(const InspectOptions& options, const model::ModelDescription& model) {
    if (options.windowOption->count() > 0) {
        requireWindowsOf(model, options.window, std::nullopt);
    }
}

/// What the network is fed, and which of it the maps are of.
struct InspectedFrames {
    std::vector<capture::FramePtr> past;  ///< of a causal model, which remembers them
    std::vector<capture::FramePtr> shown;
};

InspectedFrames framesOf(app::WindowAndPast read) {
    return {.past = std::move(read.past), .shown = std::move(read.window.frames)};
}

InspectedFrames framesAt(const InspectOptions& options, const pipeline::WindowSettings& windows,
                         std::size_t pastFrames) {
    auto read = app::readWindowAt(options.file, windows, options.at, pastFrames);
    if (read.endsBefore) {
        spdlog::warn("{} ends before {} s: the last window is taken", options.file, options.at);
    }
    return framesOf(std::move(read));
}

InspectedFrames framesFor(const InspectOptions& options, const model::ModelDescription& model) {
    requireFixedWindow(options, model);
    const int segments = model.input.segments;
    const auto windows = pipeline::windowsFor(model, options.window, options.window / segments);
    const std::size_t pastFrames = pipeline::pastFramesFor(model);
    if (options.at >= 0.0) {
        return framesAt(options, windows, pastFrames);
    }
    if (model.causal || options.windowOption->count() > 0) {
        return framesOf(app::readMiddleWindow(options.file, windows, pastFrames));
    }
    return {.past = {}, .shown = app::readMiddleFrames(options.file, segments)};
}

/// What the network shows and says of the frames.
struct Inspected {
    model::FeatureMap map;      ///< the one that was asked for, under the cuts
    std::vector<float> scores;  ///< under the cuts, too
    std::vector<float> uncut;   ///< scores; empty where nothing is cut
};

Inspected inspected(const InspectedFrames& frames, const model::ClassifyRequest& request,
                    model::Classifier& classifier) {
    model::Clip clip;
    for (const auto* part : {&frames.past, &frames.shown}) {
        for (const capture::FramePtr& frame : *part) {
            clip.push_back(pipeline::prepareFrame(*frame, classifier.description().input));
        }
    }
    const auto stream = classifier.openStream();
    auto prediction = stream ? stream->push(clip, request) : classifier.classifyOne(clip, request);
    Inspected seen{.map = std::move(request.evidence.empty() ? prediction.maps.front()
                                                             : prediction.evidence.front().map),
                   .scores = std::move(prediction.probabilities),
                   .uncut = {}};
    if (!request.mutes.empty()) {
        seen.uncut = (stream ? stream->again({}) : classifier.classifyOne(clip)).probabilities;
    }
    return seen;
}

model::TapPoint tapPoint(const InspectOptions& options) {
    const auto tap = model::tapFromName(options.tap);
    if (!tap) {
        throw model::ModelError("There is no tap '" + options.tap + "'.",
                                "Expected input, cstm, cmm or output.", "Choose one of these.");
    }
    return {options.block, *tap};
}

model::ClassifyRequest requestOf(const InspectOptions& options,
                                 const model::ModelDescription& model) {
    model::ClassifyRequest request;
    if (options.ofEvidence()) {
        request.evidence = {classNamed(options.evidence, model)};
    } else {
        request.taps = {tapPoint(options)};
    }
    request.mutes = options.cut.cutsOf(model);
    return request;
}

app::ColourMap colourMap(const InspectOptions& options, model::Tap tap) {
    if (options.colours.empty()) {
        return options.ofEvidence() || tap == model::Tap::Cmm ? app::ColourMap::Diverging
                                                              : app::ColourMap::Viridis;
    }
    return *app::colourMapFromName(options.colours);  // checked when it was parsed
}

/// One PNG a frame, all in one range, `asked` or their own, so that they can be compared.
void writeImages(const InspectOptions& options, const std::optional<app::ValueRange>& asked,
                 const model::FeatureMap& map, const std::vector<capture::FramePtr>& frames,
                 const fs::path& stem) {
    const app::ColourMap colours = colourMap(options, map.point.tap);
    const std::string channel =
        options.channel < 0 ? "" : ".channel" + std::to_string(options.channel);
    std::vector<std::vector<float>> planes;
    std::vector<float> all;
    for (int t = 0; t < map.frames; ++t) {
        planes.push_back(app::mapPlane(map, t, options.channel));
        all.insert(all.end(), planes.back().begin(), planes.back().end());
    }
    const app::ValueRange range =
        app::shownRange(asked.value_or(app::rangeOf(all, colours)), colours);
    for (int t = 0; t < map.frames; ++t) {
        const capture::Frame& frame = *frames[static_cast<std::size_t>(t)];
        const auto coloured = app::colourise(planes[static_cast<std::size_t>(t)], map.width,
                                             map.height, range, colours);
        const std::string file = stem.string() + channel + ".t" + std::to_string(t + 1) + ".png";
        if (!app::writePng(app::overlay(frame, pipeline::centredSquare(frame.width, frame.height),
                                        coloured, options.opacity),
                           file)) {
            throw model::ModelError("The picture " + file + " cannot be written.",
                                    "Expected a folder that can be written to, with room.",
                                    "Choose another with --out.");
        }
        std::printf("%s\n", file.c_str());
    }
    std::printf("values %g to %g on the colour map %s\n", range.low, range.high,
                std::string(app::colourMapName(colours)).c_str());
}

/// The first classes, as in "as it is: Thumb Up 91.3 %, No gesture 2.0 %".
void printFirst(const std::string& title, const std::vector<float>& scores,
                const std::vector<std::string>& labels) {
    constexpr std::size_t kFirst = 3;
    std::printf("%s:", title.c_str());
    const char* between = "";
    for (const app::RankedClass& ranked : app::topClasses(labels, scores, kFirst)) {
        std::printf("%s %s %.1f %%", between, ranked.label.c_str(), 100.0 * ranked.score);
        between = ",";
    }
    std::printf("\n");
}

/// Of what is written, as part of a file's name: maps of other windows, with and without cuts, can
/// lie in one folder.
std::string nameOf(const InspectOptions& options) {
    const auto seconds = [](const char* name, double value) {
        char text[48];
        std::snprintf(text, sizeof(text), ".%s%g", name, value);
        return std::string(text);
    };
    const std::string which =
        (options.at >= 0.0 ? seconds("at", options.at) : "") +
        (options.windowOption->count() > 0 ? seconds("window", options.window) : "") +
        (options.cut.any() ? ".cut" : "");
    if (!options.ofEvidence()) {
        return options.block + "." + options.tap + which;
    }
    std::string name = "evidence." + options.evidence;
    std::ranges::replace_if(
        name, [](char letter) { return letter == ' ' || letter == '/'; }, '-');
    return name + which;
}

ExitStatus inspect(const InspectOptions& options) {
    const auto range = options.range.range();  // refused before anything is read
    const auto classifier = options.model.load();
    const model::ClassifyRequest request = requestOf(options, classifier->description());
    const InspectedFrames frames = framesFor(options, classifier->description());
    const Inspected seen = inspected(frames, request, *classifier);
    const model::FeatureMap& map = seen.map;
    if (options.channel >= map.channels) {
        throw model::ModelError("The map has no channel " + std::to_string(options.channel) + ".",
                                "Expected 0 to " + std::to_string(map.channels - 1) + ".",
                                "Choose another, or none for the mean.");
    }
    const fs::path folder = options.out;
    model::makeFolder(folder);
    const fs::path stem = folder / (fs::path(options.file).stem().string() + "." + nameOf(options));
    writeImages(options, range, map, frames.shown, stem);
    const std::string array = stem.string() + ".npy";
    app::writeNpy(array, map.values, {map.frames, map.channels, map.height, map.width});
    std::printf("%s  float32 [%d, %d, %d, %d]\n", array.c_str(), map.frames, map.channels,
                map.height, map.width);
    if (options.cut.any()) {
        const auto& labels = classifier->description().labels;
        printFirst("as it is", seen.uncut, labels);
        printFirst("without " + options.cut.text(), seen.scores, labels);
    }
    return ExitStatus::Success;
}

}  // namespace

Command addInspectCommand(CLI::App& app) {
    auto options = std::make_shared<InspectOptions>();
    CLI::App* const command = app.add_subcommand(
        "inspect", "Writes what a block of the network sees: PNG overlays and the raw .npy");
    command->add_option("file", options->file, "video file")->required();
    options->model.addTo(*command);
    CLI::Option* const block =
        command->add_option("-b,--block", options->block, "a block, such as layer3.1");
    CLI::Option* const tap =
        command->add_option("-t,--tap", options->tap, "input, cstm, cmm or output")
            ->capture_default_str();
    options->evidenceOption =
        command
            ->add_option("--evidence", options->evidence,
                         "in place of a block: where this class finds its evidence, such as "
                         "\"Thumb Up\"")
            ->excludes(block)
            ->excludes(tap);
    options->cut.addTo(*command);
    command->callback([block, evidence = options->evidenceOption] {
        if (block->count() + evidence->count() == 0) {
            throw CLI::RequiredError("--block or --evidence");
        }
    });
    command->add_option("-o,--out", options->out, "folder for the results")->required();
    command->add_option("--channel", options->channel, "one channel instead of the mean")
        ->check(CLI::NonNegativeNumber);
    command
        ->add_option(
            "--colours", options->colours,
            "viridis, inferno, turbo, grey or diverging (the default for cmm and evidence)")
        ->check(CLI::IsMember({"viridis", "inferno", "turbo", "grey", "diverging"}));
    command->add_option("--opacity", options->opacity, "of the map over the picture, 0 to 1")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    options->range.addTo(*command, "those of all the pictures");
    command
        ->add_option("--at", options->at,
                     "the window that ends at this second, instead of the whole clip (or, of a "
                     "causal model and with --window, of the window in the clip's middle)")
        ->check(CLI::NonNegativeNumber);
    options->windowOption =
        command
            ->add_option(
                "--window", options->window,
                "seconds of video in that window, or in one in the clip's middle; a causal "
                "model fixes them")
            ->check(CLI::Range(0.01, 3600.0))
            ->capture_default_str();
    return [options] { return inspect(*options); };
}

}  // namespace handscope::cli
