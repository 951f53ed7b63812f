// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/LabelFolderCommands.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/cli/DecisionOptions.h"
#include "app/cli/ModelOptions.h"
#include "app/labelling/ExportText.h"
#include "app/labelling/ResultCheck.h"
#include "app/labelling/ShardRecords.h"
#include "app/review/CorrectedExport.h"
#include "model/training/LabelFile.h"

namespace handscope::cli {
namespace {

namespace fs = std::filesystem;

struct VerifyOptions {
    std::string folder;
    std::string root;
    ModelOptions model;
    DecisionOptions decision;
};

ExitStatus verify(const VerifyOptions& options) {
    if ((options.decision.given() || options.model.flipTestGiven()) && !options.model.given()) {
        printError("Settings are to be checked, but no model is named.",
                   "Expected --model beside them: a causal model has windows of its own.",
                   "Name the model that the results are to be of, or leave the settings out.");
        return ExitStatus::Usage;
    }
    app::ResultExpectation expected{.model = {}, .settings = {}, .root = options.root};
    if (options.model.given()) {
        expected.model = options.model.identity();
    }
    if (options.decision.given()) {
        expected.settings = options.decision.settings(options.model.inputDescription());
    }
    const auto report = app::checkResults(options.folder, expected, [](const std::string& name) {
        spdlog::info("Checking {}", name);
    });
    printEach("changed", report.changed);
    std::printf("%zu results are as they were made, %zu differences\n", report.sound,
                report.changed.size());
    return report.changed.empty() ? ExitStatus::Success : ExitStatus::SomeInputsFailed;
}

Command addVerify(CLI::App& label) {
    auto options = std::make_shared<VerifyOptions>();
    CLI::App* const command = label.add_subcommand(
        "verify",
        "Says which results no longer fit their recording, model or settings; 0 where all do, 2 "
        "where some do not");
    command->add_option("folder", options->folder, "folder of results")->required();
    command->add_option("--root", options->root,
                        "where the recordings lie now, by their names in the results");
    options->model.addFileTo(*command, "that of most results");
    options->decision.addTo(*command);
    return [options] { return verify(*options); };
}

struct MergeOptions {
    std::string folder;
    FormatOptions formats;
};

ExitStatus merge(const MergeOptions& options) {
    std::error_code error;
    if (!fs::is_directory(options.folder, error)) {
        printError("There is no folder " + options.folder + ".",
                   "Expected the folder that the shards wrote to.", "Check its name.");
        return ExitStatus::Failure;
    }
    const app::ResultFolder folder(options.folder, app::ResultFolder::Use::Alone);
    std::vector<std::string> names;
    std::vector<app::UnusableFile> failed;
    const app::ShardRecords shards(options.folder);
    for (const app::ShardRecord& record : shards.read()) {
        names.insert(names.end(), record.labelled.begin(), record.labelled.end());
        failed.insert(failed.end(), record.failed.begin(), record.failed.end());
    }
    std::ranges::sort(names);
    std::ranges::stable_sort(failed, {}, &app::UnusableFile::name);
    if (names.empty() && !failed.empty()) {
        printEach("failed", folder.writeTables({}, std::move(failed), {}));
        printError("No shard labelled anything.", "Expected at least one recording that can be.",
                   "Mend what is named above, and run the shards again; earlier tables are left.");
        return ExitStatus::Failure;
    }
    failed =
        folder.writeTables(documentsOf(folder, names), std::move(failed), options.formats.chosen());
    shards.remove();
    std::printf("%zu recordings merged, %zu failed; the tables are in %s\n", names.size(),
                app::recordingsIn(failed), folder.path().c_str());
    printEach("failed", failed);
    return failed.empty() ? ExitStatus::Success : ExitStatus::SomeInputsFailed;
}

Command addMerge(CLI::App& label) {
    auto options = std::make_shared<MergeOptions>();
    CLI::App* const command = label.add_subcommand(
        "merge", "Writes the tables over all shards of a run, once each has ended");
    command->add_option("folder", options->folder, "folder that the shards wrote to")->required();
    options->formats.addTo(*command);
    return [options] { return merge(*options); };
}

struct ExportOptions {
    std::string folder;
    std::string out;
    std::string labels;
    std::string root;
    FormatOptions formats;
};

ExitStatus exportResults(const ExportOptions& options) {
    app::CorrectedExportSettings settings{.results = options.folder,
                                          .target = options.out,
                                          .formats = options.formats.chosen(),
                                          .labels = {},
                                          .root = options.root};
    if (!options.labels.empty()) {
        settings.labels = training::readLabels(options.labels);
    }
    const auto report = app::exportCorrected(settings);
    std::printf("%zu recordings written to %s, %zu of them corrected; %zu clips in training.csv\n",
                report.recordings, options.out.c_str(), report.corrected, report.trainingSegments);
    if (report.outside > 0) {
        std::printf("It names recordings of other folders: pack it with --allow-outside\n");
    }
    printEach("failed", report.failed);
    return report.failed.empty() ? ExitStatus::Success : ExitStatus::SomeInputsFailed;
}

Command addExport(CLI::App& label) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* const command = label.add_subcommand(
        "export", "Writes results as they were corrected, and a list to train on");
    command->add_option("folder", options->folder, "folder of results")->required();
    command->add_option("-o,--out", options->out, "another folder")->required();
    command->add_option("--labels", options->labels,
                        "labels that the training list may hold, one a line; otherwise any");
    command->add_option("--root", options->root,
                        "where the recordings lie now, by their names in the results");
    options->formats.addTo(*command);
    return [options] { return exportResults(*options); };
}

}  // namespace

void FormatOptions::addTo(CLI::App& command) {
    command
        .add_option("--format", names_,
                    "json, csv, anet (ActivityNet), vtt, srt, eaf (ELAN), jester; json is always "
                    "written")
        ->delimiter(',')
        ->take_all()
        ->allow_extra_args(false)  // paths may come behind it
        ->check(CLI::IsMember({"json", "csv", "anet", "vtt", "srt", "eaf", "jester"}))
        ->capture_default_str();
}

std::vector<app::LabelFormat> FormatOptions::chosen() const {
    std::vector<app::LabelFormat> formats{app::LabelFormat::Json};
    for (const std::string& name : names_) {
        const app::LabelFormat format = *app::labelFormatFromName(name);
        if (std::ranges::find(formats, format) == formats.end()) {
            formats.push_back(format);
        }
    }
    return formats;
}

void printEach(const char* what, const std::vector<app::UnusableFile>& files) {
    for (const app::UnusableFile& file : files) {
        std::printf("%s: %s: %s\n", what, app::shownName(file.name).c_str(),
                    app::shownText(file.reason).c_str());
    }
}

std::vector<app::LabelDocument> documentsOf(const app::ResultFolder& folder,
                                            const std::vector<std::string>& names) {
    std::vector<app::LabelDocument> documents;
    for (const std::string& name : names) {
        documents.push_back(app::readLabelDocument(folder.fileOf(app::LabelFormat::Json, name)));
    }
    return documents;
}

Command addLabelFolderCommands(CLI::App& label) {
    const std::map<std::string, Command> commands{
        {"verify", addVerify(label)}, {"merge", addMerge(label)}, {"export", addExport(label)}};
    return
        [&label, commands] { return commands.at(label.get_subcommands().front()->get_name())(); };
}

}  // namespace handscope::cli
