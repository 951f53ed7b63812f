// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/Command.h"
#include "app/cli/ModelOptions.h"
#include "app/labelling/ExportText.h"
#include "app/platform/FileHash.h"
#include "model/Runtime.h"

namespace handscope::cli {
namespace {

struct InfoOptions {
    ModelOptions model;
    bool json = false;
};

nlohmann::json frameRateJson(const model::ModelDescription& model) {
    return model.causal ? nlohmann::json(model.frameRate) : nlohmann::json(nullptr);
}

nlohmann::ordered_json asJson(const model::ModelDescription& model, const std::string& file,
                              const std::string& sha256) {
    nlohmann::ordered_json json{{"file", file},
                                {"sha256", sha256},
                                {"kind", model.kind},
                                {"architecture", model.architecture},
                                {"parameters", model.parameters},
                                {"macs_per_clip", model.macs},
                                {"segments", model.input.segments},
                                {"input_size", model.input.inputSize},
                                {"causal", model.causal},
                                {"frame_rate", frameRateJson(model)},
                                {"device", model.device},
                                {"engine", model.engine},
                                {"labels", model.labels},
                                {"provenance", model.provenance},
                                {"notes", model.notes},
                                {"blocks", nlohmann::json::array()}};
    for (const model::BlockDescription& block : model.blocks) {
        nlohmann::ordered_json taps = nlohmann::json::array();
        for (const model::Tap tap : block.taps) {
            taps.push_back(std::string(model::tapName(tap)));
        }
        json["blocks"].push_back({{"name", block.name}, {"taps", taps}});
    }
    return json;
}

std::string timeText(const model::ModelDescription& model) {
    if (!model.causal) {
        return "windowed: sees whole windows, of any length";
    }
    char text[96];
    std::snprintf(text, sizeof(text),
                  "causal: takes %.4g frames a second, one by one, and remembers", model.frameRate);
    return text;
}

void printText(const model::ModelDescription& model, const std::string& file,
               const std::string& sha256) {
    std::printf("file          %s\n", file.c_str());
    std::printf("sha256        %s\n", sha256.c_str());
    std::printf("architecture  %s\n", model.architecture.c_str());
    std::printf("parameters    %.3f M (%lld)\n", static_cast<double>(model.parameters) / 1e6,
                static_cast<long long>(model.parameters));
    if (model.macs > 0) {
        std::printf(
            "work          %.3f G multiply-accumulates a clip, BN counted as the paper does\n",
            static_cast<double>(model.macs) / 1e9);
    }
    std::printf("input         %d frames of %d × %d pixels\n", model.input.segments,
                model.input.inputSize, model.input.inputSize);
    std::printf("time          %s\n", timeText(model).c_str());
    if (!model.engine.empty()) {
        std::printf("engine        %s\n", model.engine.c_str());
    }
    std::printf("runs on       %s (%s)\n", model.device.c_str(), model::runtimeSummary().c_str());
    std::printf("classes       %zu\n", model.labels.size());
    for (const std::string& label : model.labels) {
        std::printf("              %s\n", app::shownText(label).c_str());
    }
    if (model.blocks.empty()) {
        std::printf("feature maps  none: this kind of model cannot be looked into\n");
    } else {
        std::printf("feature maps  %zu blocks, %s to %s\n", model.blocks.size(),
                    model.blocks.front().name.c_str(), model.blocks.back().name.c_str());
    }
    std::printf("provenance    %s\n",
                model.provenance.empty() ? "not told" : app::shownText(model.provenance).c_str());
    for (const std::string& note : model.notes) {
        std::printf("note          %s\n", app::shownText(note).c_str());
    }
}

ExitStatus info(const InfoOptions& options) {
    const auto file = options.model.file();
    const auto classifier = options.model.load();
    const auto question = model::inspectModelFile(file);
    const std::string sha256 = app::fileSha256(question.isScript ? question.module : file);
    if (options.json) {
        std::puts(asJson(classifier->description(), file.string(), sha256)
                      .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
                      .c_str());
    } else {
        printText(classifier->description(), file.string(), sha256);
    }
    return ExitStatus::Success;
}

}  // namespace

Command addInfoCommand(CLI::App& app) {
    auto options = std::make_shared<InfoOptions>();
    CLI::App* const command =
        app.add_subcommand("info", "What a model is: architecture, size, work, labels, provenance");
    options->model.addTo(*command, /*positional=*/true);
    command->add_flag("--json", options->json, "as a JSON object");
    return [options] { return info(*options); };
}

}  // namespace handscope::cli
