// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/review/CorrectedExport.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "app/labelling/ResultCheck.h"
#include "app/labelling/ResultFolder.h"
#include "app/recording/ClipReader.h"
#include "app/review/CorrectionFile.h"
#include "app/review/TrainingList.h"
#include "capture/CaptureError.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTrainingFile = "training.csv";
constexpr const char* kLabelsFile = "labels.txt";
constexpr const char* kWhereTo = "Choose one beside it, or 'corrected' within it.";

void requireOtherFolder(const fs::path& results, const fs::path& target) {
    std::error_code error;
    if (fs::equivalent(results, target, error)) {
        throw model::ModelError(
            "The corrected set would be written over the results in " + results.string() + ".",
            "Expected another folder.", kWhereTo);
    }
}

fs::path placeWithin(const fs::path& results, const fs::path& target) {
    std::error_code error;
    const fs::path place = (fs::weakly_canonical(target, error) / "")
                               .parent_path()
                               .lexically_relative(fs::weakly_canonical(results, error));
    return place.empty() || *place.begin() == ".." ? fs::path() : place;
}

/// Elsewhere among the results the set would be taken for results.
void requirePlace(const fs::path& results, const fs::path& target) {
    const fs::path place = placeWithin(results, target);
    if (!place.empty() && place != kCorrectedFolder) {
        throw model::ModelError("The corrected set would lie among the results, in " +
                                    place.string() + ", and be taken for results.",
                                "Expected another folder.", kWhereTo);
    }
}

/// The target may hold an earlier export, but no recording's own result: it would be replaced.
void requireNoOwnResults(const fs::path& results, const fs::path& target) {
    std::error_code error;
    const fs::path place = placeWithin(results, target);
    if (place.empty() || !fs::is_directory(target, error)) {
        return;
    }
    for (const std::string& name : resultNames(target)) {
        const std::string inResults = (place / name).generic_string();
        std::optional<LabelDocument> document;
        try {
            document = readLabelDocument(target / (name + extensionOf(LabelFormat::Json)));
        } catch (const model::ModelError&) {
            continue;  // it says nothing that could be lost
        }
        if (document->source.name == inResults) {
            throw model::ModelError(
                "The folder " + target.string() + " holds the result of " + inResults + ".",
                "Expected a folder without results of its own for the corrected set.",
                "Choose another folder for it.");
        }
    }
}

/// Another recording of that name would take its place.
void requireNamed(const LabelDocument& document, const std::string& name) {
    if (document.source.name != name) {
        throw model::ModelError("The result is of " + document.source.name + ": it was renamed.",
                                "Expected results under the names of their recordings.",
                                "Give the file its name again, or label the recording again.");
    }
}

std::string linesOf(const std::vector<std::string>& labels) {
    std::string text;
    for (const std::string& label : labels) {
        text += label + "\n";
    }
    return text;
}

/// From where packing counts, which is before the first frame where the first packets cannot be
/// decoded; nullopt where the video has gone.
std::optional<double> beginningOf(const std::string& video) {
    try {
        return openRecording(video)->description().startSeconds;
    } catch (const capture::CaptureError&) {
        return std::nullopt;
    }
}

}  // namespace

CorrectedExportReport exportCorrected(const CorrectedExportSettings& settings,
                                      const ExportProgress& progress) {
    requireOtherFolder(settings.results, settings.target);
    requireNoOwnResults(settings.results, settings.target);
    requirePlace(settings.results, settings.target);
    CorrectedExportReport report;
    std::vector<LabelDocument> documents;
    std::vector<TrainingRecording> reviewed;
    const auto names = resultNames(settings.results, settings.target);
    if (names.empty()) {
        throw noResults(settings.results);
    }
    std::error_code ignored;
    const bool wasExported =
        fs::is_directory(settings.target, ignored) && !resultNames(settings.target).empty();
    const ResultFolder target(settings.target);
    // Each is read and written.
    auto stops = [&, steps = 0.0]() mutable {
        steps += 1.0;
        report.stopped = progress && !progress(steps / (2.0 * static_cast<double>(names.size())));
        return report.stopped;
    };
    for (const std::string& name : names) {
        const fs::path file = settings.results / (name + extensionOf(LabelFormat::Json));
        try {
            LabelDocument document = readLabelDocument(file);
            if (isCorrectedCopy(name, document)) {
                continue;
            }
            requireNamed(document, name);
            const LoadedCorrections loaded = readCorrections(file, document);
            const Corrections corrections = currentCorrections(loaded, document);
            if (!settings.root.empty()) {
                document.source.path =
                    fs::absolute(settings.root / name).lexically_normal().string();
            }
            documents.push_back(corrections.toDocument(document));
            report.corrected += corrections.isUntouched() ? 0 : 1;
            if (hasAnotherSize(document.source.path, document.source.bytes)) {
                report.failed.push_back({name, "The recording " + document.source.path +
                                                   " has changed since it was labelled."});
            } else {
                reviewed.push_back({.source = document.source,
                                    .corrections = corrections,
                                    .startSeconds = beginningOf(document.source.path)});
            }
        } catch (const model::ModelError& error) {
            report.failed.push_back({name, error.whatHappened()});
        }
        if (stops()) {
            return report;
        }
    }
    if (documents.empty()) {
        const auto failed = target.writeTables({}, report.failed, {});
        const std::string first =
            failed.empty() ? "." : ": " + failed.front().name + ": " + failed.front().reason;
        throw model::ModelError(
            "No result in " + settings.results.string() + " can be exported" + first,
            "Expected at least one.",
            "See failed.csv in " + settings.target.string() +
                "; an earlier export there is left as it was.");
    }
    // Stretches without a gesture are a class only where there is one for them.
    const bool hasGaps = settings.labels.empty() ||
                         std::ranges::find(settings.labels, kNothingFired) != settings.labels.end();
    const TrainingList training = makeTrainingList(
        reviewed, {.folder = settings.target, .labels = settings.labels, .withGaps = hasGaps});
    // Of an earlier export: if this one is stopped, none is left that does not fit.
    const fs::path list = settings.target / kTrainingFile;
    if (wasExported) {
        fs::remove(list, ignored);
    } else if (fs::exists(list, ignored)) {
        setAside(list);  // a list of somebody else's
    }
    target.removeTables();
    for (const LabelDocument& document : documents) {
        target.removeExports(document.source.name, /*keepScores=*/false);
        target.write(document, {});
        const std::string refusal =
            target.writeExports(document, settings.formats, /*replace=*/true);
        if (!refusal.empty()) {
            report.failed.push_back({document.source.name, refusal});
        }
        ++report.recordings;
        if (stops()) {
            return report;
        }
    }
    report.failed = target.writeTables(documents, std::move(report.failed), settings.formats);
    writeTextAtomically(list, training.text);
    if (!settings.labels.empty()) {
        writeTextAtomically(settings.target / kLabelsFile, linesOf(settings.labels));
    }
    report.trainingSegments = training.segments + training.gaps;
    report.outside = training.outside;
    return report;
}

}  // namespace handscope::app
