// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/review/TrainingList.h"

#include <algorithm>
#include <map>
#include <system_error>

#include "app/CsvTable.h"
#include "app/labelling/ExportText.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHeader = "file;label;start_s;end_s;name\n";

std::string seconds(double fromBeginning) {
    return sixDecimals(std::max(fromBeginning, 0.0));
}

/// A recording's path as the list names it.
struct ListedPath {
    std::string text;
    bool isOutside = false;
};

fs::path withoutLinks(const fs::path& path) {
    std::error_code error;
    const fs::path whole = fs::absolute(path, error);
    const fs::path target = error ? fs::path() : fs::weakly_canonical(whole, error);
    return error ? path.lexically_normal() : target;
}

ListedPath listedPath(const fs::path& file, const fs::path& folder) {
    const fs::path target = withoutLinks(file);
    const fs::path relative = target.lexically_relative(withoutLinks(folder));
    const bool isOutside = relative.empty() || *relative.begin() == "..";
    return {.text = (isOutside ? target : relative).string(), .isOutside = isOutside};
}

/// A stretch of a recording with a label.
struct Stretch {
    std::string label;
    double start = 0.0;  ///< PTS, seconds
    double end = 0.0;
};

/// What no segment covers, not even one that nobody confirmed. In seconds, as segments are: which
/// frame is when may not be known here.
std::vector<Stretch> gapsOf(const Corrections& corrections, double shortest) {
    std::vector<Stretch> gaps;
    double covered = corrections.timeline().start();
    const auto endGapAt = [&](double end) {
        if (end > covered && end - covered >= shortest) {
            gaps.push_back({.label = kNothingFired, .start = covered, .end = end});
        }
    };
    for (const CorrectedSegment& segment : corrections.segments()) {  // by their beginnings
        endGapAt(segment.start);
        covered = std::max(covered, segment.end);
    }
    endGapAt(corrections.timeline().end());
    return gaps;
}

/// Writes the list row by row.
class ListWriter {
public:
    explicit ListWriter(const TrainingListSettings& settings) : settings_(settings) {
        list_.text = kHeader;
    }

    void add(const TrainingRecording& recording) {
        std::vector<Stretch> stretches;
        for (const CorrectedSegment& segment : recording.corrections.segments()) {
            if (segment.isConfirmed()) {
                stretches.push_back({segment.label, segment.start, segment.end});
            }
        }
        list_.segments += stretches.size();
        if (settings_.withGaps && recording.corrections.isReviewed()) {
            const auto gaps = gapsOf(recording.corrections, settings_.shortestGap);
            list_.gaps += gaps.size();
            stretches.insert(stretches.end(), gaps.begin(), gaps.end());
        }
        std::stable_sort(stretches.begin(), stretches.end(),
                         [](const auto& a, const auto& b) { return a.start < b.start; });
        if (!stretches.empty()) {
            append(recording, stretches);
        }
    }

    TrainingList finish() {
        if (!unknown_.empty()) {
            refuseUnknown();
        }
        return std::move(list_);
    }

private:
    const TrainingListSettings& settings_;
    TrainingList list_;
    std::map<std::string, std::string> unknown_;  ///< labels, each with a recording that has it

    void append(const TrainingRecording& recording, const std::vector<Stretch>& stretches) {
        const LabelSource& source = recording.source;
        const ListedPath path = listedPath(source.path, settings_.folder);
        list_.outside += path.isOutside ? 1 : 0;
        const double origin = recording.startSeconds.value_or(source.start);
        for (const Stretch& stretch : stretches) {
            const bool isKnown = settings_.labels.empty() ||
                                 std::find(settings_.labels.begin(), settings_.labels.end(),
                                           stretch.label) != settings_.labels.end();
            if (!isKnown || stretch.label.empty()) {
                unknown_.emplace(stretch.label, source.name);
            }
            // What ends with the recording has no end: its last frame may last no time at all.
            const bool endsWithIt = stretch.end >= recording.corrections.timeline().end();
            list_.text += csvField(path.text) + ";" + csvField(stretch.label) + ";" +
                          seconds(stretch.start - origin) + ";" +
                          (endsWithIt ? "" : seconds(stretch.end - origin)) + ";" +
                          csvField(source.name) + "\n";
        }
    }

    [[noreturn]] void refuseUnknown() const {
        std::string names;
        for (const auto& [label, recording] : unknown_) {
            names += (names.empty() ? "'" : ", '") + label + "' (" + recording + ")";
        }
        throw model::ModelError("These labels are not among those known: " + names + ".",
                                "Expected only labels that the network is to learn.",
                                "Correct them, or add them to the labels.");
    }
};

}  // namespace

TrainingList makeTrainingList(const std::vector<TrainingRecording>& recordings,
                              const TrainingListSettings& settings) {
    ListWriter writer(settings);
    for (const TrainingRecording& recording : recordings) {
        writer.add(recording);
    }
    return writer.finish();
}

}  // namespace handscope::app
