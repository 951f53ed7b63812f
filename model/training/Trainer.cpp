// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Trainer.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <sstream>

#include "model/CheckpointRefusal.h"
#include "model/StmClassifier.h"
#include "model/TorchErrors.h"
#include "model/training/Evaluator.h"
#include "model/training/FileMark.h"
#include "model/training/GradientStep.h"
#include "model/training/Initialisation.h"
#include "model/training/LearningRate.h"
#include "model/training/Prefetcher.h"
#include "model/training/RunClock.h"
#include "model/training/RunFolder.h"
#include "model/training/RunLog.h"
#include "model/training/RunState.h"
#include "model/training/RunTally.h"
#include "model/training/SettingsCheck.h"
#include "model/training/TrainBatches.h"
#include "model/training/TrainableClips.h"

namespace handscope::training {
namespace {

/// Everything that the weights depend on. How long the run goes on and how it loads do not belong.
std::string settingsText(const TrainSettings& settings, const std::string& clips,
                         const std::string& validation) {
    std::ostringstream text;
    text.precision(17);
    text << "train " << clips << " validation " << validation;
    for (const auto& [key, value] : settings.network.toMetadata()) {
        if (key != "labels" && key != "provenance") {
            text << ' ' << key << ' ' << value;
        }
    }
    text << " init " << fileMark(settings.initialWeights) << " batch " << settings.batch << " lr "
         << settings.learningRate << " milestones";
    for (const int milestone : settings.milestones) {
        text << ' ' << milestone;
    }
    text << " factor " << settings.milestoneFactor << " momentum " << settings.momentum << " decay "
         << settings.weightDecay << " dropout " << settings.dropout << " clip " << settings.clipNorm
         << " warm-up " << settings.warmUpEpochs << " mirror " << settings.mirror << " reverse "
         << settings.reverse << " photometric " << settings.photometric << " mixup "
         << settings.mixup << " seed " << settings.seed << " curve " << settings.curveSteps
         << " bfloat16 " << settings.mixedPrecision;
    return text.str();
}

/// What the tally adds up.
struct TrainTally {
    enum : std::int64_t { kLoss, kAccuracy, kCount };
};

/// The validation pack, if there is one.
class Validation {
public:
    Validation(const TrainSettings& settings, const RunControl& control)
        : skipBad_(settings.skipBad),
          pack_(std::make_shared<const ClipPack>(settings.validationPack)) {
        for (const std::string& label : pack_->labels()) {
            if (std::ranges::find(settings.network.labels, label) ==
                settings.network.labels.end()) {
                throw model::ModelError(
                    "The label " + model::inQuotes(label) + " of the validation pack is not known.",
                    "Expected labels of the training pack.",
                    "Make both packs from the same list of labels.");
            }
        }
        clips_ = findTrainableClips(*pack_, skipBad_, settings.loaderThreads, control);
    }

    const TrainableClips& clips() const noexcept { return clips_; }
    std::string fingerprint() const { return clips_.fingerprint(*pack_); }

    EvaluationRun run(const model::StmNetworkImpl& network, torch::Device device,
                      const RunControl& control) const {
        model::StmClassifier classifier(model::toCheckpoint(network), "validation", device,
                                        {.engine = model::Engine::Plain});
        return evaluate(pack_, classifier, TestProtocol::fast(), skipBad_,
                        {.progress = [](const std::string&) {}, .cancelled = control.cancelled});
    }

private:
    bool skipBad_;
    std::shared_ptr<const ClipPack> pack_;
    TrainableClips clips_;
};

class TrainRun {
public:
    TrainRun(const TrainSettings& settings, const RunControl& control)
        : settings_(settings),
          control_(control),
          device_(settings.onCuda ? torch::kCUDA : torch::kCPU) {}

    TrainReport run() {
        makeRunFolder(settings_.output);
        if (!checkPacks()) {
            report_.cancelled = true;
            return report_;
        }
        build();
        const RunState state(settings_.output,
                             settingsText(settings_, clips_.fingerprint(*pack_),
                                          validation_ ? validation_->fingerprint() : "none"));
        begin(state);
        clock_ = RunClock(position_.step, position_.seconds);
        RunLog log(settings_.output / kCurve,
                   {"loss", "accuracy", "learning_rate", "validation_top1"},
                   lineIsDue() ? position_.step - 1 : position_.step);
        report_.cancelled = !goOn(state, log);
        if (savedStep_ != position_.step) {
            save(state);
        }
        report_.steps = position_.step;
        report_.clips = position_.clips;
        report_.seconds = position_.seconds;
        report_.bestTop1 = position_.best;
        noteSkipped(batches_->replaced());
        return report_;
    }

private:
    const TrainSettings& settings_;
    const RunControl& control_;
    torch::Device device_;
    std::shared_ptr<const ClipPack> pack_;
    TrainableClips clips_;
    std::optional<Validation> validation_;
    std::optional<TrainBatches> batches_;
    model::StmNetwork network_{nullptr};
    std::optional<GradientStep> gradientStep_;
    RunTally tally_{static_cast<std::int64_t>(TrainTally::kCount)};
    LearningRate rate_;
    std::int64_t totalSteps_ = 0;
    RunPosition position_;
    std::int64_t savedStep_ = 0;
    RunClock clock_;
    TrainReport report_;

    /// False: cancelled.
    bool checkPacks() {
        pack_ = std::make_shared<const ClipPack>(settings_.trainPack);
        clips_ = findTrainableClips(*pack_, settings_.skipBad, settings_.loaderThreads, control_);
        noteSkipped(clips_.skipped);
        if (!clips_.cancelled && !settings_.validationPack.empty()) {
            validation_.emplace(settings_, control_);
            noteSkipped(validation_->clips().skipped);
        }
        if (!report_.skipped.empty()) {
            control_.progress(std::to_string(report_.skipped.size()) +
                              " items cannot be used and are left out");
        }
        return !clips_.cancelled && !(validation_ && validation_->clips().cancelled);
    }

    /// Each of them once.
    void noteSkipped(const std::vector<std::string>& items) {
        for (const std::string& item : items) {
            if (std::ranges::find(report_.skipped, item) == report_.skipped.end()) {
                report_.skipped.push_back(item);
            }
        }
    }

    void build() {
        settings_.network.validate();
        batches_.emplace(settings_, pack_, clips_.items, device_);
        torch::manual_seed(settings_.seed);
        network_ = model::StmNetwork(settings_.network);
        network_->dropout->options.p(settings_.dropout);
        network_->to(device_);
        gradientStep_.emplace(network_, settings_);
        const std::int64_t epoch = batches_->stepsPerEpoch();
        totalSteps_ = settings_.epochs * epoch;
        if (settings_.stepLimit > 0) {
            totalSteps_ = std::min(totalSteps_, settings_.stepLimit);
        }
        rate_ = {.shape = LearningRate::Shape::Steps,
                 .peak = settings_.learningRate,
                 .warmUpSteps = std::llround(settings_.warmUpEpochs * static_cast<double>(epoch)),
                 .totalSteps = totalSteps_,
                 .milestones = {},
                 .milestoneFactor = settings_.milestoneFactor};
        for (const int milestone : settings_.milestones) {
            rate_.milestones.push_back(milestone * epoch);
        }
    }

    RunState::Modules modules() { return {{"network", network_.get()}, {"tally", tally_.get()}}; }

    void begin(const RunState& state) {
        if (const auto found = state.restore(modules(), gradientStep_->optimizer())) {
            position_ = *found;
            savedStep_ = position_.step;
            control_.progress("Going on at step " + std::to_string(position_.step) + " of " +
                              std::to_string(totalSteps_));
            return;
        }
        if (!settings_.initialWeights.empty()) {
            for (const std::string& note : initialise(*network_, settings_.initialWeights)) {
                control_.progress("Initial weights: " + note);
            }
        }
        requireUnusedRunFolder(settings_.output);
        // A full disk shows now, and whatever happens there is something to go back to. The state
        // comes first: weights without it belong to another run.
        requireFiniteWeights();
        state.save(modules(), gradientStep_->optimizer(), position_);
        writeWeights(kLastWeights);
        control_.progress(settings_.network.summary() + ", " + std::to_string(clips_.items.size()) +
                          " clips, " + std::to_string(totalSteps_) + " steps of " +
                          std::to_string(batches_->batch()) + " clips");
    }

    /// False: cancelled.
    bool goOn(const RunState& state, RunLog& log) {
        Prefetcher<TrainBatch> loader([this](std::int64_t step) { return batches_->make(step); },
                                      position_.step, settings_.loaderThreads,
                                      std::int64_t{2} * settings_.loaderThreads);
        for (;;) {
            if (lineIsDue()) {
                if (validation_ && epochEnds() && savedStep_ != position_.step) {
                    save(state);  // a validation that fails costs no epoch
                }
                if (!writeLine(log)) {
                    return false;
                }
                if (epochEnds()) {
                    save(state);
                }
            }
            if (position_.step >= totalSteps_) {
                return true;
            }
            if (control_.cancelled()) {
                return false;
            }
            step(loader.next());
            if (clock_.saveIsDue(settings_.checkpointMinutes)) {
                save(state);
            }
        }
    }

    bool epochEnds() const {
        return position_.step % batches_->stepsPerEpoch() == 0 || position_.step == totalSteps_;
    }

    bool lineIsDue() const {
        return !tally_->empty() && (epochEnds() || position_.step % settings_.curveSteps == 0);
    }

    void step(const TrainBatch& batch) {
        // Dropout must not depend on how often the run was interrupted.
        const std::uint64_t seed =
            RandomStream(settings_.seed).fork(static_cast<std::uint64_t>(position_.step)).next();
        const StepOutcome outcome = gradientStep_->take(batch, rate_.at(position_.step), seed);
        if (!outcome.finite) {
            throwDiverged("The loss or its gradient is no finite number at step " +
                          std::to_string(position_.step + 1) + ".");
        }
        tally_->add({outcome.loss, outcome.accuracy});
        ++position_.step;
        position_.clips += batch.clips.size(0);
        position_.seconds = clock_.seconds();
        if (clock_.tellIsDue()) {
            tell();
        }
    }

    [[noreturn]] void throwDiverged(const std::string& what) const {
        throw model::ModelError(
            what, "Expected training to converge.",
            "The last good weights, of step " + std::to_string(savedStep_) + ", are in " +
                model::inQuotes((settings_.output / kLastWeights).string()) +
                "; train into another folder with a lower --learning-rate, from these if you like "
                "(--init).");
    }

    /// False: cancelled, and no line was written.
    bool writeLine(RunLog& log) {
        RunRecord record{.step = position_.step,
                         .clips = position_.clips,
                         .seconds = position_.seconds,
                         .values = {{"loss", tally_->mean(TrainTally::kLoss)},
                                    {"accuracy", tally_->mean(TrainTally::kAccuracy)},
                                    {"learning_rate", rate_.at(position_.step - 1)}}};
        if (epochEnds()) {
            tell();
            requireFiniteWeights();
            if (validation_) {
                const std::optional<double> top1 = validate();
                if (!top1) {
                    return false;
                }
                record.values.emplace_back("validation_top1", *top1);
            }
        }
        log.add(record);
        tally_->clear();
        return true;
    }

    /// nullopt: cancelled.
    std::optional<double> validate() {
        EvaluationRun run = [this] {
            try {
                return validation_->run(*network_, device_, control_);
            } catch (const model::ModelError& error) {
                throw model::ModelError("The validation after step " +
                                            std::to_string(position_.step) +
                                            " failed: " + error.whatHappened(),
                                        error.whatWasExpected(), error.whatToDo());
            }
        }();
        if (run.cancelled) {
            return std::nullopt;
        }
        noteSkipped(run.skipped);
        const double top1 = run.evaluation.top1().value();
        report_.validationTop1 = top1;
        control_.progress("Validation after step " + std::to_string(position_.step) + ": top-1 " +
                          percentText(top1) + " of " + std::to_string(run.evaluation.clips()) +
                          " clips");
        if (!position_.best || top1 > *position_.best) {
            position_.best = top1;
            writeWeights(kBestWeights);
        }
        return top1;
    }

    void tell() {
        clock_.told();
        std::ostringstream text;
        text.setf(std::ios::fixed);
        text.precision(3);
        text << "step " << position_.step << " of " << totalSteps_ << ": loss "
             << tally_->mean(TrainTally::kLoss) << ", accuracy "
             << percentText(tally_->mean(TrainTally::kAccuracy)) << ", "
             << clock_.speedText(batches_->batch(), position_.step, totalSteps_);
        control_.progress(text.str());
    }

    void requireFiniteWeights() const {
        const auto check = [this](const torch::Tensor& values) {
            if (!torch::isfinite(values).all().item<bool>()) {
                throwDiverged("The weights are no finite numbers after step " +
                              std::to_string(position_.step) + ".");
            }
        };
        std::ranges::for_each(network_->parameters(), check);
        std::ranges::for_each(network_->buffers(), check);
    }

    void writeWeights(const char* name) const {
        model::writeSafetensors(settings_.output / name, model::toCheckpoint(*network_));
    }

    void save(const RunState& state) {
        requireFiniteWeights();
        writeWeights(kLastWeights);
        state.save(modules(), gradientStep_->optimizer(), position_);
        savedStep_ = position_.step;
        clock_.saved();
    }
};

void requireSensible(const TrainSettings& settings) {
    requireSetting(settings.epochs > 0, "number of epochs", "1 or more");
    requireSetting(settings.batch > 0, "batch size", "1 or more");
    requireSetting(std::isfinite(settings.learningRate) && settings.learningRate > 0.0,
                   "learning rate", "a number above 0");
    requireSetting(settings.dropout >= 0.0 && settings.dropout < 1.0, "dropout", "0 up to below 1");
    requireMixup(settings.mixup);
    requireSetting(settings.photometric >= 0.0 && settings.warmUpEpochs >= 0.0,
                   "photometric strength or warm-up", "numbers from 0 up");
    requireSetting(settings.curveSteps > 0 && settings.loaderThreads > 0,
                   "curve interval or loader", "1 or more");
}

}  // namespace

TrainReport train(const TrainSettings& settings, const RunControl& control) {
    requireSensible(settings);
    try {
        return TrainRun(settings, control).run();
    } catch (const c10::Error& error) {
        throw model::ModelError("The training failed: " + model::reasonOf(error) + ".",
                                "Expected a network and batches that fit the memory.",
                                "Make --batch smaller, or report this with the settings.");
    }
}

}  // namespace handscope::training
