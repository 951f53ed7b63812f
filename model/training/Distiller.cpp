// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Distiller.h"

#include <torch/torch.h>

#include <cmath>
#include <sstream>

#include "model/CheckpointRefusal.h"
#include "model/TorchErrors.h"
#include "model/training/DistilBatches.h"
#include "model/training/DistilStep.h"
#include "model/training/FeatureMatching.h"
#include "model/training/FileMark.h"
#include "model/training/HeldOutDraws.h"
#include "model/training/Initialisation.h"
#include "model/training/LearningRate.h"
#include "model/training/Prefetcher.h"
#include "model/training/RunClock.h"
#include "model/training/RunFolder.h"
#include "model/training/RunLog.h"
#include "model/training/RunState.h"
#include "model/training/RunTally.h"
#include "model/training/SettingsCheck.h"
#include "model/training/WeightAverage.h"

namespace handscope::training {
namespace {

constexpr std::int64_t kStandardisingSample = 512;  ///< draws
const std::vector<std::string> kCurveNames{
    "loss",          "probability_loss",  "feature_loss", "batch_agreement",
    "learning_rate", "held_out_balanced", "held_out"};

/// Of a folder, whether or not a slash ends it.
std::string nameOf(const std::filesystem::path& folder) {
    return (folder / "").parent_path().filename().string();
}

std::string settingsText(const DistilSettings& settings, const DistilBatches& batches,
                         const std::string& heldOut) {
    std::ostringstream text;
    text.precision(17);
    text << "distil " << batches.fingerprint() << "; teacher "
         << settings.source.teacher.filename().string() << " white " << settings.source.teacherHigh
         << "; " << settings.network.summary() << " T " << settings.network.input.segments
         << " size " << settings.network.input.inputSize << " mined " << batches.mined()
         << " held out " << heldOut << " init " << fileMark(settings.initialWeights) << " "
         << nameOf(settings.initialRun) << " steps " << settings.steps << " batch "
         << settings.batch << " fresh " << settings.freshShare << " varied " << settings.variedShare
         << " balance " << settings.balance << " lr " << settings.learningRate << " warm-up "
         << settings.warmUpSteps << " decay " << settings.weightDecay << " clip "
         << settings.clipNorm << " dropout " << settings.dropout << " probability "
         << settings.probabilityWeight << " feature " << settings.featureWeight << " temperature "
         << settings.temperature << " mixup " << settings.mixup << " photometric "
         << settings.photometric << " average " << settings.averageDecay << " mixed "
         << settings.mixedPrecision << " disguise " << settings.disguise.strength << " seed "
         << settings.seed;
    if (settings.disguise.blended > 0.0) {
        text << " blended " << settings.disguise.blended;
    }
    return text.str();
}

/// What the tally adds up.
struct DistilTally {
    enum : std::int64_t { kLoss, kProbabilityLoss, kFeatureLoss, kAgreement, kCount };
};

class DistilRun {
public:
    DistilRun(const DistilSettings& settings, const RunControl& control)
        : settings_(settings),
          control_(control),
          device_(deviceOf(settings.source)),
          batches_(settings),
          network_(makeNetwork(settings, control)),
          matching_(batches_.featureShapes(), settings.network) {
        network_->to(device_);
        matching_->to(device_);
        if (!settings.heldOutMined.empty()) {
            heldOut_.emplace(settings.source, settings.heldOutPack, settings.heldOutMined,
                             settings.network);
        }
        average_.emplace(*network_, settings.averageDecay);
        distilStep_.emplace(network_, matching_, settings);
        rate_ = {.shape = LearningRate::Shape::Cosine,
                 .peak = settings.learningRate,
                 .warmUpSteps = static_cast<std::int64_t>(settings.warmUpSteps),
                 .totalSteps = settings.steps,
                 .milestones = {}};
    }

    DistilReport run() {
        makeRunFolder(settings_.output);
        const RunState state(
            settings_.output,
            settingsText(settings_, batches_, heldOut_ ? heldOut_->fingerprint() : "none"));
        begin(state);
        RunLog log(settings_.output / kCurve, kCurveNames, position_.step);
        Prefetcher<DistilBatch> loader([this](std::int64_t step) { return batches_.make(step); },
                                       position_.step, settings_.loaderThreads,
                                       2 * settings_.loaderThreads);
        clock_ = RunClock(position_.step, position_.seconds);
        while (position_.step < settings_.steps) {
            if (control_.cancelled()) {
                report_.cancelled = true;
                break;
            }
            step(loader.next());
            afterStep(state, log);
        }
        if (savedStep_ != position_.step) {
            save(state);
        }
        report_.steps = position_.step;
        report_.clips = position_.clips;
        report_.seconds = position_.seconds;
        report_.balancedAgreement = position_.best;
        return report_;
    }

private:
    const DistilSettings& settings_;
    const RunControl& control_;
    torch::Device device_;
    DistilBatches batches_;
    model::StmNetwork network_;
    FeatureMatching matching_;
    std::optional<HeldOutDraws> heldOut_;
    std::optional<WeightAverage> average_;
    std::optional<DistilStep> distilStep_;
    LearningRate rate_;
    RunPosition position_;
    std::int64_t savedStep_ = 0;
    RunClock clock_;
    DistilReport report_;
    RunTally tally_{static_cast<std::int64_t>(DistilTally::kCount)};

    static model::StmNetwork makeNetwork(const DistilSettings& settings,
                                         const RunControl& control) {
        settings.network.validate();
        torch::manual_seed(settings.seed);
        model::StmNetwork network(settings.network);
        network->dropout->options.p(settings.dropout);
        if (!settings.initialWeights.empty()) {
            for (const std::string& note : initialise(*network, settings.initialWeights)) {
                control.progress("Initial weights: " + note);
            }
        }
        network->useChannelsLast();
        return network;
    }

    RunState::Modules modules() {
        return {{"network", network_.get()},
                {"matching", matching_.get()},
                {"average", &average_->network()},
                {"tally", tally_.get()}};
    }

    void begin(const RunState& state) {
        if (const auto found = state.restore(modules(), distilStep_->optimizer())) {
            position_ = *found;
            savedStep_ = position_.step;
            control_.progress("Going on at step " + std::to_string(position_.step));
            return;
        }
        requireUnusedRunFolder(settings_.output);
        if (!settings_.initialRun.empty()) {
            RunState::Modules taken{{"matching", matching_.get()}};
            if (settings_.initialWeights.empty()) {
                requireSameTime(settings_.initialRun);
                taken.emplace_back("average", network_.get());
            }
            RunState::adopt(settings_.initialRun, taken);
            network_->useChannelsLast();
            average_->update(*network_, -1);
        } else if (!batches_.featureShapes().empty()) {
            control_.progress("Standardising the teacher's features over " +
                              std::to_string(kStandardisingSample) + " draws");
            matching_->standardiseBy(batches_.sampleFeatures(kStandardisingSample));
        }
        // A run that diverges at once leaves what it began with. The state comes first: weights
        // without it belong to another run.
        requireSoundWeights();
        state.save(modules(), distilStep_->optimizer(), position_);
        writeWeights(kLastWeights);
    }

    /// A run's state holds weights as they are: a causal network's taps stand elsewhere.
    void requireSameTime(const std::filesystem::path& run) const {
        const auto last = run / kLastWeights;
        std::error_code error;
        if (std::filesystem::exists(last, error) &&
            model::StmConfig::fromCheckpoint(model::readCheckpoint(last)).causal !=
                settings_.network.causal) {
            throw model::ModelError(
                "Of the run in " + run.string() + " and this one, one is causal, the other not.",
                "Expected both alike where the weights come from the run.",
                "Add --init " + last.string() + ", which brings the kernels into place.");
        }
    }

    void step(const DistilBatch& batch) {
        // Dropout must not depend on how often the run was interrupted.
        const std::uint64_t seed =
            settings_.seed + static_cast<std::uint64_t>(position_.step) * 7919;
        const DistilOutcome outcome =
            distilStep_->take(batch, batches_.windows(), rate_.at(position_.step), seed);
        if (!outcome.finite) {
            throwDiverged("The loss or its gradient");
        }
        average_->update(*network_, position_.step);
        tally_->add(
            {outcome.loss, outcome.probabilityLoss, outcome.featureLoss, outcome.agreement});
        ++position_.step;
        position_.clips += batch.clips.size(0);
    }

    [[noreturn]] void throwDiverged(const std::string& what) const {
        throw model::ModelError(
            what + " is no finite number at step " + std::to_string(position_.step) + ".",
            "Expected the loss to fall.",
            "The last good weights are in " + settings_.output.string() +
                "; start again with a lower --learning-rate.");
    }

    /// One step can spoil the weights while its own loss was still a number.
    void requireSoundWeights() const {
        constexpr double kLargest = 1e6;  // a trained network's weights stay below a hundred
        for (const torch::Tensor& weights : network_->parameters()) {
            if (!(weights.detach().abs().max().item<double>() < kLargest)) {
                throwDiverged("A weight");
            }
        }
    }

    void afterStep(const RunState& state, RunLog& log) {
        position_.seconds = clock_.seconds();
        const bool evaluates =
            position_.step % settings_.evaluateEvery == 0 || position_.step == settings_.steps;
        if (evaluates || clock_.tellIsDue()) {
            tell();
        }
        if (evaluates) {
            evaluate(log);
        }
        if (evaluates || clock_.saveIsDue(settings_.checkpointMinutes)) {
            save(state);
        }
    }

    void evaluate(RunLog& log) {
        requireSoundWeights();
        RunRecord record{
            .step = position_.step,
            .clips = position_.clips,
            .seconds = position_.seconds,
            .values = {{"loss", tally_->mean(DistilTally::kLoss)},
                       {"probability_loss", tally_->mean(DistilTally::kProbabilityLoss)},
                       {"feature_loss", tally_->mean(DistilTally::kFeatureLoss)},
                       {"batch_agreement", tally_->mean(DistilTally::kAgreement)},
                       {"learning_rate", rate_.at(position_.step - 1)}}};
        if (heldOut_) {
            const Evaluation agreement = heldOut_->agreement(average_->network());
            const double balanced = agreement.balancedTop1();
            report_.agreement = agreement.top1().value();
            record.values.emplace_back("held_out_balanced", balanced);
            record.values.emplace_back("held_out", *report_.agreement);
            control_.progress("Held-out draws: " + percentText(balanced) + " balanced, " +
                              percentText(*report_.agreement) + " of " +
                              std::to_string(agreement.clips()));
            if (!position_.best || balanced > *position_.best) {
                position_.best = balanced;
                writeWeights(kBestWeights);
            }
        }
        log.add(record);
        tally_->clear();
    }

    void tell() {
        clock_.told();
        std::ostringstream text;
        text.setf(std::ios::fixed);
        text.precision(3);
        text << "step " << position_.step << " of " << settings_.steps << ": loss "
             << tally_->mean(DistilTally::kLoss) << ", agreement "
             << percentText(tally_->mean(DistilTally::kAgreement)) << ", "
             << clock_.speedText(settings_.batch, position_.step, settings_.steps);
        control_.progress(text.str());
    }

    void writeWeights(const char* name) {
        model::writeSafetensors(settings_.output / name, model::toCheckpoint(average_->network()));
    }

    void save(const RunState& state) {
        requireSoundWeights();
        writeWeights(kLastWeights);
        state.save(modules(), distilStep_->optimizer(), position_);
        savedStep_ = position_.step;
        clock_.saved();
    }
};

void requireSensible(const DistilSettings& settings) {
    if (settings.network.labels != settings.source.labels) {
        throw model::ModelError("The teacher's labels are not the network's.",
                                "Expected the same labels in the same order.",
                                "Make the network for the teacher's labels.");
    }
    const DrawSettings& draws = settings.source.draws;
    if (!settings.network.causal && settings.network.input.segments > draws.frames) {
        throw model::ModelError("A draw of " + std::to_string(draws.frames) +
                                    " frames does not have " +
                                    std::to_string(settings.network.input.segments) +
                                    " parts, of which a network of so many segments sees one each.",
                                "Expected as many frames in a draw as the network has segments.",
                                "Add --draw-frames, or lower --segments.");
    }
    if (const double rate = settings.network.frameRate;
        settings.network.causal &&
        (rate < draws.frames / draws.longest || rate > draws.frames / draws.shortest)) {
        std::ostringstream range;
        range << draws.frames / draws.longest << " to " << draws.frames / draws.shortest;
        throw model::ModelError(
            "The network is to run at another frame rate than any that it would be shown.",
            "Expected one of the draws' own: " + range.str() + " frames a second.",
            "Correct --frame-rate, or --draw-frames, --shortest and --longest.");
    }
    if (settings.freshShare < 0.0 || settings.variedShare < 0.0 ||
        settings.freshShare + settings.variedShare > 1.0) {
        throw model::ModelError("The shares of fresh and varied draws make no batch.",
                                "Expected two numbers from 0 that sum to 1 at most.",
                                "Correct --fresh and --varied.");
    }
    if (!(settings.disguise.blended >= 0.0 && settings.disguise.blended <= 1.0)) {
        throw model::ModelError("The chance of blending two videos is none.",
                                "Expected 0 for never to 1 for always.", "Correct --blend.");
    }
    if (!(settings.disguise.strength >= 0.0)) {
        throw model::ModelError("The strength of disguises is below zero.",
                                "Expected 0 for none, or more.", "Correct --disguise.");
    }
    const auto isAtLeastZero = [](double value) { return std::isfinite(value) && value >= 0.0; };
    requireSetting(settings.steps > 0 && settings.batch > 0 && settings.evaluateEvery > 0,
                   "number of steps, batch size or steps between evaluations", "1 or more");
    requireSetting(std::isfinite(settings.learningRate) && settings.learningRate > 0.0,
                   "learning rate", "a number above 0");
    requireSetting(isAtLeastZero(settings.probabilityWeight) &&
                       isAtLeastZero(settings.featureWeight) &&
                       settings.probabilityWeight + settings.featureWeight > 0.0,
                   "weight of a loss", "numbers from 0 up, not both of them 0");
    requireSetting(settings.balance >= 0.0 && settings.balance <= 1.0, "balance of the classes",
                   "0 to 1");
    requireSetting(settings.averageDecay >= 0.0 && settings.averageDecay < 1.0,
                   "decay of the weights' average", "0 up to below 1");
    requireSetting(settings.dropout >= 0.0 && settings.dropout < 1.0, "dropout", "0 up to below 1");
    requireSetting(settings.temperature > 0.0, "temperature", "a number above 0");
    requireMixup(settings.mixup);
    requireSetting(isAtLeastZero(settings.photometric) && isAtLeastZero(settings.warmUpSteps) &&
                       isAtLeastZero(settings.weightDecay) && isAtLeastZero(settings.clipNorm),
                   "photometric strength, warm-up, weight decay or clipping", "numbers from 0 up");
    requireLoader(settings.loaderThreads);
}

}  // namespace

DistilReport distil(const DistilSettings& settings, const RunControl& control) {
    requireSensible(settings);
    try {
        return DistilRun(settings, control).run();
    } catch (const c10::Error& error) {
        throw model::ModelError("The distillation failed: " + model::reasonOf(error) + ".",
                                "Expected a network and batches that fit the memory.",
                                "Make --batch smaller, or report this with the settings.");
    }
}

}  // namespace handscope::training
