// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "app/cli/Command.h"
#include "app/cli/DecisionOptions.h"
#include "app/cli/ModelOptions.h"
#include "app/cli/OutputFolder.h"
#include "app/platform/FileHash.h"
#include "app/recording/ClipReader.h"
#include "app/recording/LabelFiles.h"
#include "app/recording/RecordingList.h"

namespace handscope::cli {
namespace {

namespace fs = std::filesystem;

struct LabelOptions {
    std::vector<std::string> paths;
    ModelOptions model;
    std::string out;
    app::LabelSettings settings;
    bool scores = false;
};

struct Failure {
    std::string file;
    std::string reason;
};

app::LabelOrigin originOf(const app::ListedRecording& listed, const app::LabelOrigin& shared) {
    app::LabelOrigin origin = shared;
    origin.sourceName = listed.name;
    origin.sourceBytes = fs::file_size(listed.file);
    origin.sourceSha256 = app::fileSha256(listed.file);
    return origin;
}

/// Labels one recording into its JSON file; returns its lines of the table.
std::string labelOne(const app::ListedRecording& listed,
                     const std::shared_ptr<model::Classifier>& classifier,
                     const LabelOptions& options, const app::LabelOrigin& shared) {
    // Opened first: what is no video is not read whole for its hash.
    const auto source = app::openRecording(listed.file.string());
    const app::LabelOrigin origin = originOf(listed, shared);
    const auto recording = app::labelRecording(*source, classifier, options.settings);
    const fs::path result = fs::path(options.out) / (listed.name + ".json");
    makeOutputFolder(result.parent_path());
    app::writeTextAtomically(result, app::labelsAsJson(*recording, origin, options.scores));
    spdlog::info("{}: {} windows, {} segments, {}", listed.name, recording->windows.size(),
                 recording->segments.size(), recording->clipLabel);
    return app::labelCsvLines(*recording, listed.name);
}

std::optional<std::string> tryLabelOne(const app::ListedRecording& listed,
                                       const std::shared_ptr<model::Classifier>& classifier,
                                       const LabelOptions& options, const app::LabelOrigin& shared,
                                       std::vector<Failure>& failures) {
    try {
        return labelOne(listed, classifier, options, shared);
    } catch (const capture::CaptureError& error) {
        if (listed.found && !app::looksLikeVideo(listed.file)) {
            spdlog::debug("{} is no video: {}", listed.name, error.whatHappened());
            return std::nullopt;
        }
        printError(error);
        failures.push_back({listed.name, error.whatHappened()});
    } catch (const std::system_error& error) {
        printError(std::string(error.what()) + ".", "Expected a readable file.",
                   "Check its permissions.");
        failures.push_back({listed.name, error.what()});
    } catch (const model::ModelError&) {
        throw;  // the network or the output folder: the next file would fare no better
    } catch (const std::exception& error) {
        printError(listed.name + " could not be labelled (" + error.what() + ").",
                   "Expected a video that this machine can take.", "Label it alone to see more.");
        failures.push_back({listed.name, error.what()});
    }
    return std::nullopt;
}

ExitStatus label(const LabelOptions& options) {
    const auto recordings = app::listRecordings({options.paths.begin(), options.paths.end()});
    makeOutputFolder(options.out);
    const auto classifier = options.model.load();
    const auto modelFile = options.model.file();
    const auto question = model::inspectModelFile(modelFile);
    const app::LabelOrigin shared{
        .sourceName = {},
        .sourceSha256 = {},
        .modelName = classifier->description().name,
        .modelSha256 = app::fileSha256(question.isScript ? question.module : modelFile),
        .labels = classifier->description().labels,
        .settings = options.settings};
    std::vector<Failure> failures;
    std::string table = app::labelCsvHeader();
    std::size_t labelled = 0;
    for (const app::ListedRecording& listed : recordings) {
        if (auto lines = tryLabelOne(listed, classifier, options, shared, failures)) {
            table += *lines;
            ++labelled;
        }
    }
    if (labelled == 0 && failures.empty()) {
        printError("No video was found among " + std::to_string(recordings.size()) + " files.",
                   "Expected at least one file that holds video.", "Name other files or folders.");
        return ExitStatus::Failure;
    }
    app::writeTextAtomically(fs::path(options.out) / "labels.csv", table);
    std::printf("%zu recordings labelled, %zu failed; the table is %s\n", labelled, failures.size(),
                (fs::path(options.out) / "labels.csv").c_str());
    for (const Failure& failure : failures) {
        std::printf("  failed: %s (%s)\n", failure.file.c_str(), failure.reason.c_str());
    }
    return failures.empty() ? ExitStatus::Success
           : labelled == 0  ? ExitStatus::Failure
                            : ExitStatus::SomeInputsFailed;
}

}  // namespace

Command addLabelCommand(CLI::App& app) {
    auto options = std::make_shared<LabelOptions>();
    CLI::App* const command = app.add_subcommand(
        "label", "Labels recordings: a JSON file for each, and one CSV table over all");
    command->add_option("paths", options->paths, "video files and folders")->required();
    options->model.addTo(*command);
    command->add_option("-o,--out", options->out, "folder for the results")->required();
    command->add_flag("--scores", options->scores, "also write the scores of every window");
    addDecisionOptions(*command, options->settings);
    return [options] { return label(*options); };
}

}  // namespace handscope::cli
