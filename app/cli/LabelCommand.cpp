// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <system_error>

#include "app/cli/Command.h"
#include "app/cli/DecisionOptions.h"
#include "app/cli/LabelFolderCommands.h"
#include "app/cli/LabelProgress.h"
#include "app/cli/ModelOptions.h"
#include "app/cli/UntilInterrupted.h"
#include "app/labelling/BulkLabeller.h"
#include "app/labelling/ExportText.h"
#include "app/labelling/ShardRecords.h"

namespace handscope::cli {
namespace {

namespace fs = std::filesystem;

struct LabelOptions {
    std::vector<std::string> paths;
    std::vector<std::string> lists;
    bool allowOutside = false;
    ModelOptions model;
    DecisionOptions decision;
    std::string out;
    FormatOptions formats;
    std::string shard;
    app::BulkSettings bulk;
    double secondsBetweenLines = 60.0;
    bool dryRun = false;
};

app::RecordingList listOf(const LabelOptions& options) {
    std::vector<app::RecordingList> lists{
        app::listRecordings({options.paths.begin(), options.paths.end()}, options.out)};
    for (const std::string& list : options.lists) {
        lists.push_back(app::readRecordingList(list, options.allowOutside, options.out));
    }
    return app::joined(lists);
}

/// Keeps what the shard is to label, and names what cannot be.
void select(app::RecordingList& list, const app::Shard& shard) {
    app::refuseNames(list);
    const auto isOfAnother = [&](const auto& file) {
        return app::shardOf(file.name, shard.count) != shard.index;
    };
    std::erase_if(list.recordings, isOfAnother);
    std::erase_if(list.unusable, isOfAnother);
}

std::vector<app::LabelOutcome> labelUntilInterrupted(
    const std::vector<app::ListedRecording>& recordings, pipeline::WindowBatcher& batcher,
    const app::ResultFolder& folder, const app::BulkSettings& settings, LabelProgress& progress) {
    return runUntilInterrupted(
        [&](const std::stop_token& stop) {
            return app::labelInBulk(recordings, batcher, folder, settings, progress, stop);
        },
        {.draw = [&progress] { progress.draw(); }, .clear = [&progress] { progress.clear(); }});
}

std::size_t countOf(const std::vector<app::LabelOutcome>& outcomes, app::LabelEnd end) {
    return static_cast<std::size_t>(std::ranges::count(outcomes, end, &app::LabelOutcome::end));
}

void printSummary(const std::vector<app::LabelOutcome>& outcomes,
                  const std::vector<app::UnusableFile>& failed, const std::string& speed) {
    std::size_t windows = 0;
    std::size_t segments = 0;
    double video = 0.0;
    for (const app::LabelOutcome& outcome : outcomes) {
        windows += outcome.windows;
        segments += outcome.segments;
        video += outcome.videoSeconds;
    }
    std::printf("%8zu  labelled (%zu windows, %s)\n", countOf(outcomes, app::LabelEnd::Labelled),
                windows, speed.c_str());
    std::printf("%8zu  finished before\n", countOf(outcomes, app::LabelEnd::Kept));
    std::printf("%8zu  no video\n", countOf(outcomes, app::LabelEnd::NotVideo));
    std::printf("%8zu  failed\n", app::recordingsIn(failed));
    std::printf("%8zu  segments in %.1f s of video\n", segments, video);
    printEach("failed", failed);
}

/// With what the list could not take, by name.
std::vector<app::UnusableFile> allFailures(const std::vector<app::LabelOutcome>& outcomes,
                                           std::vector<app::UnusableFile> failed) {
    const auto inRun = app::failuresOf(outcomes);
    failed.insert(failed.end(), inRun.begin(), inRun.end());
    std::ranges::stable_sort(failed, {}, &app::UnusableFile::name);
    return failed;
}

std::vector<std::string> labelledNames(const std::vector<app::LabelOutcome>& outcomes) {
    std::vector<std::string> names;
    for (const app::LabelOutcome& outcome : outcomes) {
        if (outcome.end == app::LabelEnd::Labelled || outcome.end == app::LabelEnd::Kept) {
            names.push_back(outcome.name);
        }
    }
    return names;
}

ExitStatus dryRun(const app::RecordingList& list, const LabelOptions& options,
                  const app::BulkSettings& settings) {
    std::error_code error;
    std::unique_ptr<app::ResultFolder> folder;
    if (fs::is_directory(options.out, error)) {
        folder = std::make_unique<app::ResultFolder>(options.out,
                                                     app::ResultFolder::Use::WithOtherShards);
    }
    for (const app::ListedRecording& recording : list.recordings) {
        const std::string name = app::shownName(recording.name);
        auto earlier = app::EarlierResult::None;
        try {
            earlier = folder ? app::earlierResult(recording, *folder, settings) : earlier;
        } catch (const std::system_error& unreadable) {
            std::printf("%s: would fail: it cannot be read (%s)\n", name.c_str(),
                        unreadable.what());
            continue;
        }
        const char* const labelled = recording.found && !app::looksLikeVideo(recording.file)
                                         ? "would be tried: its name is not a video's"
                                         : "would be labelled";
        std::printf("%s: %s\n", name.c_str(),
                    earlier == app::EarlierResult::Same ? "finished before"
                    : earlier == app::EarlierResult::None || settings.overwrite
                        ? labelled
                        : "has a result of another making (see --overwrite)");
    }
    for (const app::UnusableFile& file : list.unusable) {
        std::printf("%s: would fail: %s\n", app::shownName(file.name).c_str(),
                    app::shownText(file.reason).c_str());
    }
    return ExitStatus::Success;
}

ExitStatus finish(const app::ResultFolder& folder, const app::Shard& shard,
                  const app::BulkSettings& settings, const std::vector<app::LabelOutcome>& outcomes,
                  std::vector<app::UnusableFile> failed, const std::string& speed) {
    const auto names = labelledNames(outcomes);
    if (const auto open = countOf(outcomes, app::LabelEnd::Cancelled); open > 0) {
        printSummary(outcomes, failed, speed);
        printError(std::to_string(open) + " recordings were not labelled: interrupted.",
                   "Expected to run to the end; what is finished is kept.",
                   "The same command goes on from there.");
        return ExitStatus::Failure;
    }
    if (shard.isWhole() && names.empty()) {
        failed = folder.writeTables({}, std::move(failed), {});  // earlier tables are left
    } else if (shard.isWhole()) {
        failed =
            folder.writeTables(documentsOf(folder, names), std::move(failed), settings.formats);
        app::ShardRecords(folder.path()).remove();  // of a run before: its tables have made way
    } else {
        app::ShardRecords(folder.path())
            .write({.shard = shard, .labelled = names, .failed = failed});
    }
    printSummary(outcomes, failed, speed);
    if (names.empty() && failed.empty()) {
        if (!shard.isWhole()) {
            return ExitStatus::Success;
        }
        printError("No video was found among " + std::to_string(outcomes.size()) + " files.",
                   "Expected at least one file that holds video.", "Name other files or folders.");
        return ExitStatus::Failure;
    }
    if (names.empty() && shard.isWhole()) {
        printError("Nothing was labelled.", "Expected at least one recording that can be.",
                   "Mend what is named above, or name other recordings.");
        return ExitStatus::Failure;
    }
    std::printf("The results are in %s\n", folder.path().c_str());
    return failed.empty() ? ExitStatus::Success : ExitStatus::SomeInputsFailed;
}

ExitStatus label(const LabelOptions& options) {
    const app::Shard shard = *app::Shard::parse(options.shard);
    app::BulkSettings settings = options.bulk;
    settings.label = options.decision.settings(options.model.inputDescription());
    settings.model = options.model.identity();
    settings.formats = options.formats.chosen();
    settings.jobs = settings.jobs == 0 ? app::defaultJobs() : settings.jobs;
    app::RecordingList list = listOf(options);
    select(list, shard);
    if (list.links > 0) {
        spdlog::warn(
            "{} symbolic {} in folders {} not followed: name what is meant, or list it with --list",
            list.links, list.links == 1 ? "link" : "links", list.links == 1 ? "is" : "are");
    }
    if (options.dryRun) {
        return dryRun(list, options, settings);
    }
    const app::ResultFolder folder(options.out, shard.isWhole()
                                                    ? app::ResultFolder::Use::Alone
                                                    : app::ResultFolder::Use::WithOtherShards);
    if (!shard.isWhole()) {
        app::ShardRecords(folder.path()).begin(shard);
    }
    const auto classifier = options.model.load();
    settings.model.engine = classifier->description().engine;
    pipeline::WindowBatcher batcher(classifier, app::labelBatchSize(classifier->description()));
    LabelProgress progress(list.recordings, ::isatty(STDERR_FILENO) == 1,
                           std::chrono::duration<double>(options.secondsBetweenLines));
    const auto outcomes =
        labelUntilInterrupted(list.recordings, batcher, folder, settings, progress);
    return finish(folder, shard, settings, outcomes, allFailures(outcomes, list.unusable),
                  progress.speed());
}

}  // namespace

Command addLabelCommand(CLI::App& app) {
    auto options = std::make_shared<LabelOptions>();
    CLI::App* const command =
        app.add_subcommand("label", "Labels recordings: a JSON file for each, and tables over all");
    command->require_subcommand(0, 1);
    command->fallthrough(false);
    command->add_option("paths", options->paths, "video files, and folders of them");
    command
        ->add_option("--list", options->lists,
                     "file that names a recording or folder a line, relative to its own folder; "
                     "may be given again")
        ->take_all()
        ->allow_extra_args(false);  // paths may come behind it
    command->add_flag("--allow-outside", options->allowOutside,
                      "lists may name files outside their folder");
    command->add_option("-o,--out", options->out, "folder for the results");
    options->formats.addTo(*command);
    command->add_flag("--scores", options->bulk.scores,
                      "also the scores of every window, before averaging, as NAME.scores.csv");
    command->add_flag(
        "--overwrite", options->bulk.overwrite,
        "results of another version, model, settings or file, and what is none, make way");
    command
        ->add_option("-j,--jobs", options->bulk.jobs,
                     "recordings read at once; 0: as many as there are processors")
        ->check(CLI::Range(0, 256));
    options->shard = "1/1";
    command->add_option("--shard", options->shard, "i/n: the i-th of n parts of the list, from 1")
        ->check([](const std::string& text) {
            return app::Shard::parse(text) ? std::string() : "expected i/n, such as 2/8";
        });
    command->add_flag("--dry-run", options->dryRun, "say what would be done, and do nothing");
    command
        ->add_option("--progress-every", options->secondsBetweenLines,
                     "seconds between two lines of progress where no terminal shows a bar; 0: none")
        ->check(CLI::Range(0.0, 1e6))
        ->capture_default_str();
    options->model.addTo(*command);
    options->decision.addTo(*command);
    const Command inFolder = addLabelFolderCommands(*command);
    command->callback([command, options] {
        if (!command->get_subcommands().empty()) {
            return;
        }
        if (options->out.empty()) {
            throw CLI::RequiredError("--out");
        }
        if (options->paths.empty() && options->lists.empty()) {
            throw CLI::RequiredError("paths");
        }
    });
    return [command, options, inFolder] {
        return command->get_subcommands().empty() ? label(*options) : inFolder();
    };
}

}  // namespace handscope::cli
