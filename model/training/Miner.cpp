// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Miner.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <functional>
#include <numeric>
#include <sstream>
#include <system_error>

#include "model/ByteSource.h"
#include "model/CheckpointRefusal.h"
#include "model/TorchErrors.h"
#include "model/training/DrawLoader.h"
#include "model/training/MinedSet.h"
#include "model/training/Prefetcher.h"
#include "model/training/RandomStream.h"
#include "model/training/RunFolder.h"
#include "model/training/RunLog.h"
#include "model/training/Teacher.h"

namespace handscope::training {
namespace {

constexpr std::chrono::seconds kBetweenMiningProgress{10};
constexpr std::int64_t kRange = 2048;  ///< draws tried for one file

struct Drawn {
    std::vector<std::uint64_t> seeds;
    std::vector<std::uint64_t> variations;  ///< 0: the draw as it is
    torch::Tensor clips;                    ///< [n, frames, 3, size, size], 0 … 255
};

model::StoredTensor stored(const torch::Tensor& tensor, model::ElementType type) {
    const auto values = tensor.contiguous();
    model::StoredTensor result{.type = type, .shape = values.sizes().vec(), .bytes = {}};
    result.bytes.resize(values.nbytes());
    std::memcpy(result.bytes.data(), values.data_ptr(), result.bytes.size());
    return result;
}

/// The draws of one range that were kept.
class Harvest {
public:
    void add(const Drawn& drawn, const TeacherAnswer& answer, std::int64_t row, bool keepFeatures) {
        const auto at = static_cast<std::size_t>(row);
        seeds_.push_back(static_cast<std::int64_t>(drawn.seeds[at]));
        variations_.push_back(static_cast<std::int64_t>(drawn.variations[at]));
        probabilities_.push_back(answer.probabilities[row]);
        features_.resize(keepFeatures ? answer.features.size() : 0);
        for (std::size_t which = 0; which < features_.size(); ++which) {
            features_[which].push_back(answer.features[which][row].to(torch::kHalf));
        }
    }

    bool empty() const noexcept { return seeds_.empty(); }

    model::Checkpoint asCheckpoint(std::int64_t classes,
                                   const std::vector<std::vector<std::int64_t>>& shapes) const {
        model::Checkpoint file;
        const auto rows = static_cast<std::int64_t>(seeds_.size());
        file.tensors.emplace("seeds",
                             stored(torch::tensor(seeds_, torch::kLong), model::ElementType::I64));
        file.tensors.emplace("variations", stored(torch::tensor(variations_, torch::kLong),
                                                  model::ElementType::I64));
        file.tensors.emplace("probabilities", stored(rows == 0 ? torch::empty({0, classes})
                                                               : torch::stack(probabilities_),
                                                     model::ElementType::F32));
        for (std::size_t which = 0; which < shapes.size(); ++which) {
            auto shape = shapes[which];
            shape.insert(shape.begin(), 0);
            file.tensors.emplace("feature." + std::to_string(which),
                                 stored(rows == 0 ? torch::empty(shape, torch::kHalf)
                                                  : torch::stack(features_[which]),
                                        model::ElementType::F16));
        }
        return file;
    }

private:
    std::vector<std::int64_t> seeds_;
    std::vector<std::int64_t> variations_;
    std::vector<torch::Tensor> probabilities_;
    std::vector<std::vector<torch::Tensor>> features_;
};

class MiningRun {
public:
    MiningRun(const MineSettings& settings, const RunControl& control)
        : settings_(settings),
          control_(control),
          loader_(settings.source),
          classes_(static_cast<std::int64_t>(settings.source.labels.size())),
          teacher_(settings.source.teacher,
                   {.frames = settings.source.draws.frames,
                    .size = settings.source.draws.size,
                    .high = settings.source.teacherHigh},
                   classes_, deviceOf(settings.source)) {
        report_.kept.assign(settings.source.labels.size(), 0);
        requireSmallFeatures();
    }

    MineReport run() {
        makeRunFolder(settings_.output);
        const std::int64_t firstRange = resume();
        began_ = told_ = std::chrono::steady_clock::now();
        triedBefore_ = report_.tried;
        for (std::int64_t range = firstRange; report_.tried < settings_.draws && !full(); ++range) {
            Harvest harvest;
            const std::int64_t before = report_.tried;
            const std::int64_t end = std::min(before + kRange, settings_.draws);
            adoptParents();
            Prefetcher<Drawn> drawn([this](std::int64_t batch) { return draw(batch); },
                                    range * (kRange / settings_.batch), settings_.loaderThreads,
                                    2 * settings_.loaderThreads);
            while (report_.tried < end) {
                report_.cancelled = control_.cancelled();
                if (report_.cancelled) {
                    break;
                }
                judge(drawn.next(), harvest);
                if (std::chrono::steady_clock::now() - told_ > kBetweenMiningProgress) {
                    tell();
                }
            }
            if (report_.tried > before) {
                write(range, harvest, report_.tried - before);
            }
            if (report_.cancelled) {
                return report_;
            }
        }
        tell();
        return report_;
    }

private:
    const MineSettings& settings_;
    const RunControl& control_;
    DrawLoader loader_;
    std::int64_t classes_;
    Teacher teacher_;
    MineReport report_;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point told_;
    std::int64_t triedBefore_ = 0;
    std::vector<std::pair<std::int64_t, std::uint64_t>> keptNow_;  ///< class and seed, unvaried
    std::vector<std::vector<std::uint64_t>> parents_;  ///< a class: seeds kept in ranges before
    std::vector<double> cumulativeNeed_;               ///< over the classes

    /// What is varied in a range depends on the ranges before it alone, so that threads and
    /// interruptions change nothing. Classes are chosen as their draws are rare.
    void adoptParents() {
        parents_.resize(settings_.source.labels.size());
        for (const auto& [label, seed] : keptNow_) {
            parents_[static_cast<std::size_t>(label)].push_back(seed);
        }
        keptNow_.clear();
        cumulativeNeed_.clear();
        double need = 0.0;
        for (std::size_t label = 0; label < parents_.size(); ++label) {
            const bool full = settings_.perClass > 0 && report_.kept[label] >= settings_.perClass;
            need += parents_[label].empty() || full
                        ? 0.0
                        : 1.0 / static_cast<double>(report_.kept[label]);
            cumulativeNeed_.push_back(need);
        }
    }

    std::uint64_t chooseParent(RandomStream& random) const {
        const double at = random.uniform(0, cumulativeNeed_.back());
        const auto label =
            std::min(std::ranges::upper_bound(cumulativeNeed_, at), cumulativeNeed_.end() - 1) -
            cumulativeNeed_.begin();
        const auto& seeds = parents_[static_cast<std::size_t>(label)];
        return seeds[static_cast<std::size_t>(
            random.below(static_cast<std::int64_t>(seeds.size())))];
    }

    /// Everything beside the draws that decides what is kept.
    std::string choice() const {
        std::ostringstream text;
        text << "teacher " << settings_.source.teacher.filename().string() << " seed "
             << settings_.seed << " per class " << settings_.perClass << " confidence "
             << settings_.minimumConfidence << " varied " << settings_.variedShare << " features "
             << settings_.keepFeatures;
        if (settings_.source.teacherHigh != DrawSource{}.teacherHigh) {
            text << " white " << settings_.source.teacherHigh;
        }
        return text.str();
    }

    /// Takes over what is there; returns the first range to try. A last range that a stop or an
    /// earlier, smaller number of draws cut short is tried anew.
    std::int64_t resume() {
        std::error_code error;
        if (!std::filesystem::exists(minedFile(settings_.output, 0), error)) {
            return 0;
        }
        const MinedSet before(settings_.output, fingerprint(), settings_.source.labels);
        if (before.choice() != choice()) {
            throw model::ModelError("The draws in " + model::inQuotes(settings_.output.string()) +
                                        " were mined otherwise (" + before.choice() + ").",
                                    "Expected the same: " + choice() + ".",
                                    "Name another folder, or the options with which it began.");
        }
        if (before.tried() % kRange != 0 && before.tried() < settings_.draws) {
            std::filesystem::remove(
                minedFile(settings_.output, static_cast<std::size_t>(before.tried() / kRange)));
            return resume();
        }
        for (std::size_t i = 0; i < before.byClass().size(); ++i) {
            report_.kept[i] = static_cast<std::int64_t>(before.byClass()[i].size());
        }
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (before.variation(i) == 0) {
                keptNow_.emplace_back(before.topClass(i), before.seed(i));
            }
        }
        report_.tried = before.tried();
        return before.tried() / kRange;
    }

    std::string fingerprint() const { return loader_.planner.fingerprint(); }

    Drawn draw(std::int64_t batch) const {
        at::set_num_threads(1);  // for this loader's thread alone
        const RandomStream random(settings_.seed);
        Drawn drawn;
        std::vector<DrawPlan> plans;
        const std::int64_t count =
            std::clamp<std::int64_t>(settings_.draws - batch * settings_.batch, 1, settings_.batch);
        for (std::int64_t i = 0; i < count; ++i) {
            RandomStream own = random.fork(static_cast<std::uint64_t>(batch * settings_.batch + i));
            const std::uint64_t seed = own.next();
            const bool vary = cumulativeNeed_.back() > 0.0 && own.chance(settings_.variedShare);
            drawn.seeds.push_back(vary ? chooseParent(own) : seed);
            drawn.variations.push_back(vary ? own.next() | 1U : 0);
            const DrawPlan plan = loader_.planner.plan(drawn.seeds.back());
            plans.push_back(vary ? loader_.planner.vary(plan, drawn.variations.back()) : plan);
        }
        drawn.clips = loader_.renderer.render(plans);
        return drawn;
    }

    void judge(const Drawn& drawn, Harvest& harvest) {
        const TeacherAnswer answer = onHost(teacher_.ask(drawn.clips));
        const auto [confidence, top] = answer.probabilities.max(1);
        for (std::size_t i = 0; i < drawn.seeds.size(); ++i) {
            const auto row = static_cast<std::int64_t>(i);
            std::int64_t& kept =
                report_.kept[static_cast<std::size_t>(top[row].item<std::int64_t>())];
            const bool wanted = settings_.perClass == 0 || kept < settings_.perClass;
            if (wanted && confidence[row].item<double>() >= settings_.minimumConfidence) {
                harvest.add(drawn, answer, row, settings_.keepFeatures);
                if (drawn.variations[i] == 0) {
                    keptNow_.emplace_back(top[row].item<std::int64_t>(), drawn.seeds[i]);
                }
                ++kept;
            }
        }
        report_.tried += static_cast<std::int64_t>(drawn.seeds.size());
    }

    /// All draws of a file may be kept, and a file larger than the largest is not read again.
    void requireSmallFeatures() const {
        std::int64_t numbers = 0;
        for (const auto& shape : teacher_.featureShapes()) {
            numbers +=
                std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
        }
        const auto bytes = static_cast<std::uint64_t>(numbers * kRange) * sizeof(std::uint16_t);
        if (settings_.keepFeatures && bytes > model::kLargestFile / 2) {
            throw model::ModelError("The teacher's features have " + std::to_string(numbers) +
                                        " numbers a draw, more than can be kept.",
                                    "Expected half a million at most.",
                                    "Add --without-features; distil asks the teacher again.");
        }
    }

    void write(std::int64_t range, const Harvest& harvest, std::int64_t tried) const {
        model::Checkpoint file = harvest.asCheckpoint(
            classes_, settings_.keepFeatures ? teacher_.featureShapes()
                                             : std::vector<std::vector<std::int64_t>>{});
        file.metadata = {{"format", "handscope-mined-1"},
                         {"draws", fingerprint()},
                         {"choice", choice()},
                         {"labels", labelsText(settings_.source.labels)},
                         {"teacher_high", highText(settings_.source.teacherHigh)},
                         {"tried", std::to_string(tried)}};
        model::writeSafetensors(minedFile(settings_.output, static_cast<std::size_t>(range)), file);
    }

    bool full() const {
        return settings_.perClass > 0 && std::ranges::all_of(report_.kept, [&](std::int64_t kept) {
                   return kept >= settings_.perClass;
               });
    }

    void tell() {
        told_ = std::chrono::steady_clock::now();
        const double seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
        const double rate =
            static_cast<double>(report_.tried - triedBefore_) / std::max(seconds, 1e-6);
        const auto rarest = std::ranges::min_element(report_.kept) - report_.kept.begin();
        control_.progress(
            std::to_string(report_.tried) + " of " + std::to_string(settings_.draws) +
            " draws tried, " +
            std::to_string(
                std::accumulate(report_.kept.begin(), report_.kept.end(), std::int64_t{0})) +
            " kept; rarest: " + settings_.source.labels[static_cast<std::size_t>(rarest)] + " (" +
            std::to_string(report_.kept[static_cast<std::size_t>(rarest)]) + "); " +
            std::to_string(static_cast<int>(rate)) + " draws/s, at most " +
            durationText(static_cast<double>(settings_.draws - report_.tried) /
                         std::max(rate, 1e-6)) +
            " left");
    }
};

}  // namespace

MineReport mine(const MineSettings& settings, const RunControl& control) {
    if (settings.variedShare < 0.0 || settings.variedShare > 1.0) {
        throw model::ModelError("The share of varied draws is no share.", "Expected 0 to 1.",
                                "Correct --varied.");
    }
    if (settings.batch < 1 || kRange % settings.batch != 0) {
        throw model::ModelError(
            "A batch of " + std::to_string(settings.batch) + " draws was asked for.",
            "Expected a divisor of " + std::to_string(kRange) + ".", "Choose 8, 16 or 32.");
    }
    requireLoader(settings.loaderThreads);
    try {
        return MiningRun(settings, control).run();
    } catch (const c10::Error& error) {
        throw model::ModelError("The mining failed: " + model::reasonOf(error) + ".",
                                "Expected draws that fit the memory.",
                                "Make --batch smaller, or report this with the settings.");
    }
}

}  // namespace handscope::training
