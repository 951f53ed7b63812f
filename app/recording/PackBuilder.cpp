// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/PackBuilder.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

#include "app/platform/FileHash.h"
#include "model/AtomicFile.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kProgressInterval{2};

/// A hidden folder beside the pack's place that becomes the pack, or goes.
class StagingFolder {
public:
    explicit StagingFolder(const fs::path& output)
        : output_(fs::absolute(output).lexically_normal()) {
        if (!output_.has_filename()) {
            output_ = output_.parent_path();
        }
        std::error_code error;
        if (fs::exists(output_, error) && !fs::is_empty(output_, error)) {
            throw model::ModelError("The place " + output_.string() + " is in use.",
                                    "Expected a folder that is not there yet, or is empty.",
                                    "Choose another with --out, or remove it.");
        }
        fs::create_directories(output_.parent_path(), error);
        removeAbandoned();
        path_ = output_.parent_path() / nameOf(::getpid());
    }
    ~StagingFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;

    const fs::path& path() const noexcept { return path_; }

    std::uintmax_t bytes() const {
        std::uintmax_t sum = 0;
        for (const auto& entry : fs::directory_iterator(path_)) {
            sum += entry.file_size();
        }
        return sum;
    }

    void publish() {
        std::error_code error;
        fs::rename(path_, output_, error);
        if (error) {
            throw model::ModelError(
                "The pack cannot be put at " + output_.string() + " (" + error.message() + ").",
                "Expected a folder that is not there yet, or is empty.",
                "Choose another with --out.");
        }
    }

private:
    fs::path output_;
    fs::path path_;

    std::string nameOf(int process) const {
        return "." + output_.filename().string() + "." + std::to_string(process) + ".part";
    }

    /// What killed programs of this machine left of the same pack.
    void removeAbandoned() const {
        std::error_code error;
        std::vector<fs::path> left;
        const std::string beginning = "." + output_.filename().string() + ".";
        for (fs::directory_iterator entry(output_.parent_path(), error);
             !error && entry != fs::directory_iterator(); entry.increment(error)) {
            const std::string name = entry->path().filename().string();
            int process = 0;
            if (name.starts_with(beginning)) {
                std::from_chars(name.data() + beginning.size(), name.data() + name.size(), process);
            }
            if (process > 0 && model::hasEnded(process) && name == nameOf(process)) {
                left.push_back(entry->path());
            }
        }
        for (const fs::path& folder : left) {
            fs::remove_all(folder, error);
        }
    }
};

/// Tells contents apart: a file by its hash, a folder of frames by the hashes of all its files.
std::string contentOf(const PackEntry& entry) {
    if (!entry.isFrameFolder) {
        return fileSha256(entry.file);
    }
    std::string hashes;
    for (const fs::path& file : framesOfFolder(entry.file)) {
        hashes += fileSha256(file);
    }
    // The list may be long: only a mark of each folder is kept.
    return hashes.substr(0, 64) + std::to_string(hashes.size()) + ":" +
           std::to_string(std::hash<std::string>()(hashes));
}

std::vector<std::string> labelsOf(const PackList& list) {
    std::set<std::string> labels;
    for (const PackEntry& entry : list.entries) {
        if (!entry.label.empty()) {
            labels.insert(entry.label);
        }
    }
    return {labels.begin(), labels.end()};
}

/// The work on one pack.
class Builder {
public:
    Builder(const PackList& list, const PackSettings& settings, const training::RunControl& control)
        : settings_(settings),
          control_(control),
          labels_(settings.labels.empty() ? labelsOf(list) : settings.labels),
          entries_(list.entries),
          staging_(settings.output) {
        report_.problems = list.problems;
        for (std::size_t i = 0; i < labels_.size(); ++i) {
            indexOfLabel_[labels_[i]] = static_cast<int>(i);
            report_.itemsOfLabel.emplace_back(labels_[i], 0);
        }
    }

    PackReport run() {
        leaveOutUnknownLabels();
        chooseByContent();
        training::ClipPackWriter writer(staging_.path(), labels_);
        packAll(writer);
        report_.cancelled = control_.cancelled();
        const bool refused = !report_.problems.empty() && !settings_.skipBad;
        if (!report_.cancelled && !refused) {
            finish(writer);
        }
        return std::move(report_);
    }

private:
    const PackSettings& settings_;
    const training::RunControl& control_;
    std::vector<std::string> labels_;
    std::map<std::string, int> indexOfLabel_;
    std::vector<PackEntry> entries_;
    StagingFolder staging_;
    std::set<std::string> names_;
    PackReport report_;
    std::chrono::steady_clock::time_point lastProgress_ = std::chrono::steady_clock::now();

    void leaveOutUnknownLabels() {
        std::erase_if(entries_, [&](const PackEntry& entry) {
            const bool known = entry.label.empty() || indexOfLabel_.contains(entry.label);
            if (!known) {
                report_.problems.push_back(
                    {entry.name, "the label '" + entry.label + "' is not among those given"});
            }
            return !known;
        });
    }

    /// Leaves the entries of this share, each content once.
    void chooseByContent() {
        std::stable_sort(entries_.begin(), entries_.end(),
                         [](const auto& a, const auto& b) { return a.name < b.name; });
        using Part = std::tuple<std::string, training::ItemKind, double, double>;
        std::map<std::string, std::size_t> numberOf;
        std::map<Part, const PackEntry*> packed;
        std::vector<PackEntry> chosen;
        chosen.reserve(entries_.size());  // `packed` points into it
        for (std::size_t i = 0; i < entries_.size() && !control_.cancelled(); ++i) {
            PackEntry& entry = entries_[i];
            tell("compared", i, entries_.size());
            const auto content = tryContentOf(entry);
            if (!content) {
                continue;
            }
            const std::size_t number =
                numberOf.try_emplace(*content, numberOf.size()).first->second;
            if (settings_.share && !settings_.share->takes(number)) {
                continue;
            }
            const Part part{*content, entry.kind, entry.startSeconds.value_or(0.0),
                            entry.endSeconds.value_or(-1.0)};
            if (const auto known = packed.find(part); known != packed.end()) {
                noteDuplicate(entry, *known->second);
                continue;
            }
            packed[part] = &chosen.emplace_back(std::move(entry));
        }
        entries_ = std::move(chosen);
    }

    std::optional<std::string> tryContentOf(const PackEntry& entry) {
        try {
            return contentOf(entry);
        } catch (const std::system_error& error) {  // also filesystem_error
            report_.problems.push_back(
                {entry.name, "it cannot be read (" + error.code().message() + ")"});
            return std::nullopt;
        }
    }

    void noteDuplicate(const PackEntry& entry, const PackEntry& packed) {
        if (entry.label == packed.label) {
            ++report_.duplicates;
            return;
        }
        report_.problems.push_back({entry.name, "it has the content of " + packed.name +
                                                    " and another label ('" + entry.label +
                                                    "', not '" + packed.label + "')"});
    }

    void packAll(training::ClipPackWriter& writer) {
        const PackFrameReader reader(settings_.frames, control_.cancelled);
        for (std::size_t i = 0; i < entries_.size() && !control_.cancelled(); ++i) {
            tell("packed", i, entries_.size());
            packOne(reader, entries_[i], writer);
        }
    }

    void packOne(const PackFrameReader& reader, const PackEntry& entry,
                 training::ClipPackWriter& writer) {
        int part = 0;
        try {
            reader.read(entry, [&](PackedFrames packed, bool more) {
                const bool whole = part == 0 && !more;
                add(writer, entry, whole ? "" : "#" + std::to_string(part), std::move(packed));
                ++part;
            });
        } catch (const PackRefusal& refusal) {
            const std::string rest = part > 0 ? " (what came before is packed)" : "";
            report_.problems.push_back({entry.name, refusal.what() + rest});
        }
    }

    void add(training::ClipPackWriter& writer, const PackEntry& entry, const std::string& suffix,
             PackedFrames packed) {
        if (!report_.problems.empty() && !settings_.skipBad) {
            return;  // only the check goes on
        }
        training::PackItem item{.name = uniqueName(entry.name + suffix),
                                .kind = entry.kind,
                                .label = labelOf(entry),
                                .width = packed.width,
                                .height = packed.height,
                                .frameRate = packed.frameRate};
        ++report_.items;
        report_.frames += static_cast<std::int64_t>(packed.frames.size());
        ++(item.label ? report_.itemsOfLabel[static_cast<std::size_t>(*item.label)].second
                      : report_.unlabelled);
        writer.add(std::move(item), std::move(packed.frames));
    }

    std::optional<int> labelOf(const PackEntry& entry) const {
        const auto found = indexOfLabel_.find(entry.label);
        return found == indexOfLabel_.end() ? std::nullopt : std::optional(found->second);
    }

    std::string uniqueName(const std::string& name) {
        std::string unique = name;
        for (int count = 2; !names_.insert(unique).second; ++count) {
            unique = name + "~" + std::to_string(count);
        }
        return unique;
    }

    void finish(training::ClipPackWriter& writer) {
        if (report_.items == 0) {
            throw model::ModelError("There is nothing to pack.",
                                    "Expected at least one video, picture or folder of frames.",
                                    "Name other inputs, or another share of them.");
        }
        writer.finish();
        report_.parts = writer.parts();
        report_.bytes = staging_.bytes();
        staging_.publish();
        report_.written = true;
    }

    void tell(const char* what, std::size_t done, std::size_t all) {
        const auto now = std::chrono::steady_clock::now();
        if (now - lastProgress_ >= kProgressInterval) {
            lastProgress_ = now;
            control_.progress(std::to_string(done) + " of " + std::to_string(all) + " " + what +
                              ", " + std::to_string(report_.frames) + " frames");
        }
    }
};

}  // namespace

std::optional<PackShare> PackShare::parse(const std::string& text) {
    PackShare share;
    const char* const end = text.data() + text.size();
    const auto index = std::from_chars(text.data(), end, share.index);
    if (index.ec != std::errc() || index.ptr == end || *index.ptr != '/') {
        return std::nullopt;
    }
    const auto count = std::from_chars(index.ptr + 1, end, share.count);
    if (count.ec != std::errc() || count.ptr != end || share.index < 1 ||
        share.count < share.index) {
        return std::nullopt;
    }
    return share;
}

bool PackShare::takes(std::size_t content) const noexcept {
    const bool isOurs =
        content % static_cast<std::size_t>(count) == static_cast<std::size_t>(index) - 1;
    return isOurs != others;
}

PackReport buildPack(const PackList& list, const PackSettings& settings,
                     const training::RunControl& control) {
    return Builder(list, settings, control).run();
}

}  // namespace handscope::app
