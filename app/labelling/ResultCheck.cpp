// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ResultCheck.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "app/labelling/ResultFolder.h"
#include "app/labelling/SettingsJson.h"
#include "app/platform/FileHash.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

/// The document, of a list that is not empty, whose `key` most have; among equals the one whose key
/// was the first to be so frequent.
template <typename Key>
const LabelDocument& mostCommon(const std::vector<LabelDocument>& documents, const Key& key) {
    std::map<std::string, std::size_t> counts;
    const LabelDocument* best = nullptr;
    std::size_t most = 0;
    for (const LabelDocument& document : documents) {
        const std::size_t count = ++counts[key(document)];
        if (count > most) {
            most = count;
            best = &document;
        }
    }
    return *best;
}

/// What was left open: as most of the documents have it.
ResultExpectation completed(ResultExpectation expected,
                            const std::vector<LabelDocument>& documents) {
    if (documents.empty()) {
        return expected;
    }
    if (!expected.model) {
        expected.model = mostCommon(documents, [](const LabelDocument& document) {
                             return document.model.sha256 +
                                    (document.model.flipTest ? ", flip test" : "") +
                                    document.model.engine;
                         }).model;
    }
    if (!expected.settings) {
        expected.settings = mostCommon(documents, [](const LabelDocument& document) {
                                return settingsJson(document.settings).dump();
                            }).settings;
    }
    return expected;
}

std::optional<std::string> sourceProblem(const LabelSource& source, const fs::path& root) {
    const fs::path file = root.empty() ? fs::path(source.path) : root / source.name;
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        return "the recording is not at " + file.string();
    }
    try {
        if (fs::file_size(file) != source.bytes || fileSha256(file) != source.sha256) {
            return "the recording has changed since";
        }
    } catch (const std::system_error& unreadable) {
        return "the recording cannot be read (" + std::string(unreadable.what()) + ")";
    }
    return std::nullopt;
}

std::string otherModel(const LabelModel& model, const LabelModel& expected) {
    if (model.sha256 != expected.sha256) {
        return "it was labelled by another model (" + model.name + ")";
    }
    if (model.flipTest != expected.flipTest) {
        return model.flipTest ? "it was labelled with the flip test"
                              : "it was labelled without the flip test";
    }
    return "it was labelled with another engine (" + model.engine + ")";
}

}  // namespace

bool hasAnotherSize(const fs::path& recording, std::uintmax_t whenLabelled) {
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(recording, error);
    return !error && bytes != whenLabelled;
}

ResultReport checkResults(const fs::path& folder, const ResultExpectation& expected,
                          const std::function<void(const std::string&)>& progress) {
    ResultReport report;
    std::vector<LabelDocument> documents;
    for (const std::string& name : resultNames(folder)) {
        const fs::path file = folder / (name + extensionOf(LabelFormat::Json));
        try {
            documents.push_back(readLabelDocument(file));
            if (isCorrectedCopy(name, documents.back())) {
                documents.pop_back();
            } else if (documents.back().source.name != name) {
                report.changed.push_back({name, "the result is of " + documents.back().source.name +
                                                    ": it was renamed"});
                documents.pop_back();
            }
        } catch (const model::ModelError& error) {
            report.changed.push_back({name, error.whatHappened()});
        }
    }
    const ResultExpectation all = completed(expected, documents);
    for (const LabelDocument& document : documents) {
        const std::string& name = document.source.name;
        if (progress) {
            progress(name);
        }
        const std::size_t before = report.changed.size();
        if (const auto problem = sourceProblem(document.source, expected.root)) {
            report.changed.push_back({name, *problem});
        }
        if (!document.model.answersLike(*all.model)) {
            report.changed.push_back({name, otherModel(document.model, *all.model) +
                                                (expected.model ? "" : " than most")});
        }
        if (document.settings != *all.settings) {
            report.changed.push_back({name, expected.settings
                                                ? "it was labelled with other settings"
                                                : "it was labelled with other settings than most"});
        }
        report.sound += report.changed.size() == before ? 1 : 0;
    }
    std::ranges::stable_sort(report.changed, {}, &UnusableFile::name);
    if (report.sound == 0 && report.changed.empty()) {
        throw noResults(folder);
    }
    return report;
}

}  // namespace handscope::app
