// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/TorchScriptClassifier.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "model/ModelError.h"
#include "model/StmClassifier.h"
#include "model/TorchErrors.h"

namespace handscope::model {
namespace {

constexpr const char* kTorchScriptFormat = "handscope-torchscript-1";
constexpr const char* kRepairDescription = "Correct the description.";
constexpr std::uintmax_t kLargestDescription = 1 << 20;

ModelError badDescription(const std::filesystem::path& file, const std::string& problem,
                          const std::string& expected) {
    return {"The model description " + file.string() + " " + problem + ".",
            "Expected " + expected + ".", kRepairDescription};
}

nlohmann::json parse(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error || size > kLargestDescription) {
        throw badDescription(file,
                             error ? "cannot be read (" + error.message() + ")" : "is too large",
                             "a readable JSON file of at most 1 MiB");
    }
    std::ifstream stream(file);
    auto json = nlohmann::json::parse(stream, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded() || !json.is_object()) {
        throw badDescription(file, "is no JSON object", "a JSON object");
    }
    return json;
}

std::array<float, 3> triple(const nlohmann::json& values) {
    const auto list = values.get<std::vector<float>>();
    if (list.size() != 3) {
        throw std::invalid_argument("a mean or std that is no triple");
    }
    return {list[0], list[1], list[2]};
}

/// Throws as nlohmann-json for what is no whole number; beyond an int it is cut to its limits.
int wholeNumber(const nlohmann::json& json, const char* key) {
    const nlohmann::json& value = json.at(key);
    if (!value.is_number_integer()) {
        throw std::invalid_argument(std::string(key) + " that is no whole number");
    }
    constexpr std::int64_t kMost = std::numeric_limits<int>::max();
    const bool isHuge = value.is_number_unsigned() && value.get<std::uint64_t>() > kMost;
    return static_cast<int>(isHuge ? kMost : std::clamp(value.get<std::int64_t>(), -kMost, kMost));
}

ScriptDescription interpret(const std::filesystem::path& file, const nlohmann::json& json) {
    ScriptDescription script;
    const std::filesystem::path module = json.at("module").get<std::string>();
    if (module.has_parent_path() || module.empty() || module == "." || module == "..") {
        throw badDescription(file, "names the module '" + module.string() + "'",
                             "a file name in the description's own folder");
    }
    script.module = file.parent_path() / module;
    script.input.segments = wholeNumber(json, "segments");
    script.input.inputSize = wholeNumber(json, "input_size");
    const auto range = json.value("range", std::vector<float>{0.0F, 1.0F});
    if (range.size() != 2) {
        throw badDescription(file, "has a range of other than two numbers", "[low, high]");
    }
    script.input.low = range[0];
    script.input.high = range[1];
    script.input.mean = triple(json.value("mean", nlohmann::json{0, 0, 0}));
    script.input.std = triple(json.value("std", nlohmann::json{1, 1, 1}));
    script.labels = json.at("labels").get<std::vector<std::string>>();
    const auto layout = json.value("layout", std::string("NTCHW"));
    const auto output = json.value("output", std::string("logits"));
    if (layout != "NTCHW" && layout != "NCTHW") {
        throw badDescription(file, "has the layout '" + layout + "'", "NTCHW or NCTHW");
    }
    if (output != "logits" && output != "probabilities") {
        throw badDescription(file, "has the output '" + output + "'", "logits or probabilities");
    }
    script.channelsFirst = layout == "NCTHW";
    script.givesProbabilities = output == "probabilities";
    return script;
}

void validate(const std::filesystem::path& file, const ScriptDescription& script) {
    const InputSpec& input = script.input;
    if (input.segments < 1 || input.segments > 256 || input.inputSize < 16 ||
        input.inputSize > 1024) {
        throw badDescription(file, "asks for an input of another size than can be served",
                             "1 to 256 segments and an input size of 16 to 1024 pixels");
    }
    if (!input.fitsMemory()) {
        throw badDescription(
            file, "asks for clips of more pixels than can be served",
            "at most " + std::to_string(InputSpec::kMostPixels) + " pixels in all segments");
    }
    for (const float value : input.std) {
        if (value == 0.0F || !std::isfinite(value)) {
            throw badDescription(file, "has a standard deviation of zero",
                                 "numbers other than zero");
        }
    }
    const auto isFinite = [](float value) { return std::isfinite(value); };
    if (!std::ranges::all_of(input.mean, isFinite) || !isFinite(input.low) ||
        !isFinite(input.high)) {
        throw badDescription(file, "has a mean or range beyond what a float can hold",
                             "numbers of a picture's values");
    }
    if (script.labels.empty()) {
        throw badDescription(file, "has no labels", "one label for each class");
    }
}

ModelError scriptFailure(const std::string& module, const std::string& reason,
                         const std::string& expected) {
    return {"The TorchScript module " + module + " " + reason + ".", "Expected " + expected + ".",
            "Check that module and description belong together, and export it again if not."};
}

/// Of what is no number requireFinite() speaks.
bool areProbabilities(const torch::Tensor& scores) {
    constexpr double kTolerance = 0.02;  // of a sum: half precision
    const auto beyond = (scores.sum(1) - 1).abs().max().item<double>();
    return std::isnan(beyond) || (beyond <= kTolerance && scores.min().item<double>() >= 0.0);
}

}  // namespace

ScriptDescription readScriptDescription(const std::filesystem::path& file) {
    const nlohmann::json json = parse(file);
    if (json.value("format", nlohmann::json()) != kTorchScriptFormat) {
        throw badDescription(file, "is of another format",
                             std::string("\"format\": \"") + kTorchScriptFormat + "\"");
    }
    try {
        ScriptDescription script = interpret(file, json);
        validate(file, script);
        return script;
    } catch (const nlohmann::json::exception& error) {
        throw badDescription(file,
                             std::string("lacks or misspells an entry (") + error.what() + ")",
                             "module, segments, input_size and labels of the right types");
    } catch (const std::invalid_argument& error) {
        throw badDescription(file, std::string("has ") + error.what(),
                             "whole segments and input_size, and three numbers in mean and std");
    }
}

TorchScriptClassifier::TorchScriptClassifier(const ScriptDescription& script, std::string name,
                                             torch::Device device)
    : device_(device),
      channelsFirst_(script.channelsFirst),
      givesProbabilities_(script.givesProbabilities) {
    description_ = {.name = std::move(name),
                    .kind = "torchscript",
                    .architecture = "TorchScript, " + std::to_string(script.input.segments) +
                                    " frames of " + std::to_string(script.input.inputSize) +
                                    " pixels",
                    .provenance = {},
                    .device = device.str(),
                    .labels = script.labels,
                    .input = script.input,
                    .blocks = {},
                    .parameters = 0,
                    .macs = 0,
                    .notes = {}};
    try {
        module_ = torch::jit::load(script.module.string(), device);
        module_.eval();
    } catch (const std::exception& error) {  // TorchScript raises more types than c10::Error
        throw scriptFailure(script.module.string(), "cannot be loaded (" + reasonOf(error) + ")",
                            "a file that torch.jit.save wrote");
    }
    for (const auto& parameter : module_.parameters()) {
        description_.parameters += parameter.numel();
    }
    const auto side = static_cast<std::int64_t>(script.input.inputSize);
    forward(torch::zeros({1, script.input.segments, 3, side, side}));
}

torch::Tensor TorchScriptClassifier::forward(torch::Tensor batch) {
    const auto clips = batch.size(0);
    const auto expected = static_cast<std::int64_t>(description_.labels.size());
    try {
        const c10::InferenceMode inference;
        if (channelsFirst_) {
            batch = batch.transpose(1, 2).contiguous();
        }
        const c10::IValue answer = module_.forward({batch.to(device_)});
        if (!answer.isTensor() || answer.toTensor().dim() != 2 ||
            answer.toTensor().size(0) != clips || answer.toTensor().size(1) != expected) {
            throw scriptFailure(description_.name, "answers with another shape",
                                "one tensor [clips, " + std::to_string(expected) + "]");
        }
        auto scores = answer.toTensor().to(torch::kCPU, torch::kFloat32);
        if (givesProbabilities_ && !areProbabilities(scores)) {
            throw scriptFailure(description_.name, "gives scores that are no probabilities",
                                "numbers from 0 to 1 that sum to 1, or a description that says "
                                "\"output\": \"logits\"");
        }
        return scores;
    } catch (const ModelError&) {
        throw;
    } catch (const std::exception& error) {
        throw scriptFailure(description_.name, "failed (" + reasonOf(error) + ")",
                            "scores for a clip of the described shape");
    }
}

std::vector<Prediction> TorchScriptClassifier::classify(std::span<const Clip> clips,
                                                        const ClassifyRequest& request) {
    if (request != ClassifyRequest{}) {
        throw ModelError("A TorchScript model was asked for feature maps, evidence or surgery.",
                         "It gives scores only.", "Load an STM checkpoint to look inside.");
    }
    if (clips.empty()) {
        return {};
    }
    try {
        requireClips(clips, description_.input,
                     static_cast<std::size_t>(description_.input.segments));
        const auto scores = forward(stackClips(clips));
        requireFinite(scores);
        const auto probabilities = givesProbabilities_ ? scores : torch::softmax(scores, 1);
        std::vector<Prediction> predictions;
        for (std::int64_t i = 0; i < scores.size(0); ++i) {
            const auto values = [i](const torch::Tensor& matrix) {
                const auto line = matrix[i].contiguous();
                return std::vector<float>(line.data_ptr<float>(),
                                          line.data_ptr<float>() + line.numel());
            };
            predictions.push_back(
                {.probabilities = values(probabilities),
                 .logits = givesProbabilities_ ? std::vector<float>{} : values(scores),
                 .maps = {}});
        }
        return predictions;
    } catch (const ModelError&) {
        throw;
    } catch (const std::exception& error) {
        throw scriptFailure(description_.name, "failed (" + reasonOf(error) + ")",
                            "memory for the clips and finite scores for each");
    }
}

}  // namespace handscope::model
