// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/EngineNames.h"
#include "app/train/Command.h"
#include "app/train/RunOptions.h"
#include "model/AtomicFile.h"
#include "model/LoadClassifier.h"
#include "model/training/ClipPack.h"
#include "model/training/Evaluator.h"

namespace handscope::train {
namespace {

constexpr std::size_t kConfusionsToPrint = 5;

enum class Protocol { Fast, Accurate };

struct EvalOptions {
    std::string model;
    std::string pack;
    std::string output;
    Protocol named = Protocol::Fast;
    std::optional<int> crops;
    std::optional<int> samplings;
    std::uint64_t seed = 1;
    bool skipBad = false;
    bool trustScript = false;
    model::FlipTest flipTest = model::FlipTest::Auto;
    std::optional<RunOptions> run;

    training::TestProtocol protocol() const {
        training::TestProtocol chosen = named == Protocol::Accurate
                                            ? training::TestProtocol::accurate()
                                            : training::TestProtocol::fast();
        chosen.crops = crops.value_or(chosen.crops);
        chosen.samplings = samplings.value_or(chosen.samplings);
        chosen.seed = seed;
        return chosen;
    }
};

double percent(double fraction) {
    return 100.0 * fraction;
}

void printProportion(const char* name, const training::Proportion& proportion) {
    std::printf("%-12s %6.2f %%   95 %% interval %.2f to %.2f %%   (%lld of %lld)\n", name,
                percent(proportion.value()), percent(proportion.low()), percent(proportion.high()),
                static_cast<long long>(proportion.right), static_cast<long long>(proportion.of));
}

void printRecalls(const training::Evaluation& evaluation) {
    std::vector<int> order;
    for (int label = 0; label < static_cast<int>(evaluation.labels().size()); ++label) {
        if (evaluation.recall(label).of > 0) {
            order.push_back(label);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return evaluation.recall(a).value() < evaluation.recall(b).value();
    });
    std::printf("\n recall   95 %% interval   precision   clips   class, worst first\n");
    for (const int label : order) {
        const training::Proportion found = evaluation.recall(label);
        const training::Proportion meant = evaluation.precision(label);
        std::printf("%5.1f %%  %5.1f to %5.1f %%  ", percent(found.value()), percent(found.low()),
                    percent(found.high()));
        if (meant.of > 0) {
            std::printf("%8.1f %%", percent(meant.value()));
        } else {
            std::printf("     never");
        }
        std::printf("%8lld   %s\n", static_cast<long long>(found.of),
                    evaluation.labels()[static_cast<std::size_t>(label)].c_str());
    }
}

void printConfusions(const training::Evaluation& evaluation) {
    struct Confusion {
        std::int64_t count = 0;
        std::size_t label = 0;
        std::size_t said = 0;
    };
    const std::vector<std::string>& labels = evaluation.labels();
    std::vector<Confusion> confusions;
    for (std::size_t label = 0; label < labels.size(); ++label) {
        for (std::size_t said = 0; said < labels.size(); ++said) {
            const std::int64_t count =
                evaluation.confusion(static_cast<int>(label), static_cast<int>(said));
            if (label != said && count > 0) {
                confusions.push_back({.count = count, .label = label, .said = said});
            }
        }
    }
    if (confusions.empty()) {
        return;
    }
    std::stable_sort(confusions.begin(), confusions.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    confusions.resize(std::min(confusions.size(), kConfusionsToPrint));
    std::printf("\ncommonest confusions\n");
    for (const Confusion& confusion : confusions) {
        std::printf("%6lld   %s  taken for  %s\n", static_cast<long long>(confusion.count),
                    labels[confusion.label].c_str(), labels[confusion.said].c_str());
    }
}

void print(const training::EvaluationRun& run, const training::TestProtocol& protocol,
           bool flipTest) {
    const training::Evaluation& evaluation = run.evaluation;
    std::printf("%lld clips, %d %s × %d %s%s\n", static_cast<long long>(evaluation.clips()),
                protocol.crops, protocol.crops == 1 ? "crop" : "crops", protocol.samplings,
                protocol.samplings == 1 ? "sampling" : "samplings",
                flipTest ? ", each mirrored too" : "");
    printProportion("top-1", evaluation.top1());
    printProportion("top-5", evaluation.top5());
    std::printf("%-12s %6.2f %%   mean recall of the classes that occur\n", "balanced",
                percent(evaluation.balancedTop1()));
    std::printf("%-12s %6.2f %%   expected calibration error, 15 bins\n", "calibration",
                percent(evaluation.calibrationError()));
    printRecalls(evaluation);
    printConfusions(evaluation);
}

void writeWhole(const std::filesystem::path& file, const std::string& text) {
    model::AtomicFile output(file);
    output.write(std::as_bytes(std::span(text)));
    output.commit();
}

void write(const training::EvaluationRun& run, const model::ModelDescription& description,
           const EvalOptions& options) {
    const std::filesystem::path folder = options.output;
    const training::TestProtocol protocol = options.protocol();
    nlohmann::ordered_json json{
        {"model", options.model},       {"architecture", description.architecture},
        {"device", description.device}, {"pack", options.pack},
        {"crops", protocol.crops},      {"samplings", protocol.samplings},
        {"seed", protocol.seed},        {"flip_test", description.flipTest},
        {"skipped", run.skipped}};
    json.update(nlohmann::ordered_json::parse(run.evaluation.asJson()));
    writeWhole(folder / "eval.json",
               json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
    writeWhole(folder / "per-class.csv", run.evaluation.perClassCsv());
    writeWhole(folder / "confusion.csv", run.evaluation.confusionCsv());
    writeWhole(folder / "calibration.csv", run.evaluation.calibrationCsv());
}

cli::ExitStatus evaluate(const EvalOptions& options) {
    if (!options.output.empty()) {
        model::makeFolder(options.output);
    }
    options.run->start();
    const auto pack = std::make_shared<const training::ClipPack>(options.pack);
    const auto classifier =
        model::loadClassifier(options.model, {.device = options.run->device(),
                                              .flipTest = options.flipTest,
                                              .trustScript = options.trustScript});
    const RunOptions::Control control;
    const training::EvaluationRun run =
        training::evaluate(pack, *classifier, options.protocol(), options.skipBad, control.get());
    if (run.cancelled) {
        return reportInterruption("The evaluation was interrupted before it had seen all clips.",
                                  "Run the command again: it begins anew.");
    }
    for (const std::string& item : run.skipped) {
        spdlog::warn("Skipped {}", item);
    }
    if (!run.skipped.empty()) {
        spdlog::warn("{} clips were skipped.", run.skipped.size());
    }
    if (run.evaluation.clips() == 0) {
        throw model::ModelError("No clip of " + options.pack + " could be decoded.",
                                "Expected at least one that can.", "Make the pack again.");
    }
    print(run, options.protocol(), classifier->description().flipTest);
    if (!options.output.empty()) {
        write(run, classifier->description(), options);
    }
    return cli::ExitStatus::Success;
}

}  // namespace

Command addEvalCommand(CLI::App& app) {
    static const std::map<std::string, Protocol> kProtocols{{"fast", Protocol::Fast},
                                                            {"accurate", Protocol::Accurate}};
    auto options = std::make_shared<EvalOptions>();
    CLI::App* const command =
        app.add_subcommand("eval", "How often a model is right about the labelled clips of a pack");
    command
        ->add_option("-m,--model", options->model,
                     "checkpoint (.safetensors, .pth) or TorchScript description (.json)")
        ->required();
    command->add_option("-p,--pack", options->pack, "folder of the pack")->required();
    command
        ->add_option("--protocol", options->named,
                     "fast: the centre crop and the middle frames; accurate: the paper's 3 crops × "
                     "10 samplings")
        ->transform(CLI::CheckedTransformer(kProtocols, CLI::ignore_case));
    command->add_option("--crops", options->crops, "squares along the longer side")
        ->check(CLI::Range(1, 99));
    command
        ->add_option("--samplings", options->samplings,
                     "times that frames are drawn; 1: the middle ones")
        ->check(CLI::Range(1, 999));
    command->add_option("--seed", options->seed, "of the samplings")->capture_default_str();
    command->add_flag("--skip-bad", options->skipBad, "name and leave out what cannot be decoded");
    command->add_option("-o,--out", options->output,
                        "folder for eval.json, per-class.csv, confusion.csv and calibration.csv");
    command->add_flag("--trust-script", options->trustScript,
                      "run a TorchScript model: it is a program with your rights");
    command->add_option("--flip-test", options->flipTest, app::kFlipTestHelp)
        ->transform(CLI::CheckedTransformer(app::flipTestNames(), CLI::ignore_case));
    options->run.emplace(*command);
    return [options] { return evaluate(*options); };
}

}  // namespace handscope::train
