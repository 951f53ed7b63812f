// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "app/cli/Command.h"
#include "app/cli/NamedValue.h"
#include "model/Checkpoint.h"
#include "model/LoadClassifier.h"
#include "model/training/LabelFile.h"

namespace handscope::cli {
namespace {

namespace fs = std::filesystem;

struct ConvertOptions {
    fs::path input;
    fs::path output;
    std::optional<model::Storage> storage;
    std::vector<std::string> metadata;
    std::string labels;
    std::optional<std::string> provenance;
    bool overwrite = false;
};

void checkOutput(const ConvertOptions& options) {
    if (options.output.extension() != ".safetensors") {
        throw model::ModelError("The name " + options.output.string() + " is none to write to.",
                                "Expected one that ends in .safetensors.", "Choose such a name.");
    }
    std::error_code error;
    if (fs::exists(options.output, error) && !options.overwrite) {
        const bool isInput = fs::equivalent(options.input, options.output, error);
        throw model::ModelError("The file " + options.output.string() +
                                    (isInput ? " is the input." : " is there already."),
                                "Expected a name that is free.",
                                "Choose another, or add --overwrite.");
    }
}

std::string joinedLabels(const std::string& file) {
    std::string text;
    for (const std::string& label : training::readLabels(file)) {
        text += (text.empty() ? "" : "\n") + label;
    }
    return text;
}

/// What the person sets, over what the checkpoint says, over what its tensors tell.
void setMetadata(model::Checkpoint& checkpoint, const ConvertOptions& options) {
    for (const std::string& pair : options.metadata) {
        const auto [key, value] = namedValue(pair);
        checkpoint.metadata[key] = value;
    }
    if (!options.labels.empty()) {
        checkpoint.metadata["labels"] = joinedLabels(options.labels);
    }
    if (options.provenance) {
        checkpoint.metadata["provenance"] = *options.provenance;
    }
    checkpoint.metadata = model::StmConfig::fromCheckpoint(checkpoint).toMetadata();
}

/// How the checkpoint stores its large weights.
model::Storage storageOf(const model::Checkpoint& checkpoint) {
    constexpr std::pair<model::ElementType, model::Storage> kStorages[] = {
        {model::ElementType::I8, model::Storage::Int8},
        {model::ElementType::F16, model::Storage::Float16},
        {model::ElementType::BF16, model::Storage::BFloat16}};
    for (const auto& [type, storage] : kStorages) {
        if (std::ranges::any_of(checkpoint.tensors, [type](const auto& tensor) {
                return tensor.second.type == type;
            })) {
            return storage;
        }
    }
    return model::Storage::Float32;
}

/// A clip of moving stripes: any will do to compare two networks of one shape.
model::Clip testClip(const model::InputSpec& spec) {
    model::Clip clip;
    const auto side = static_cast<std::size_t>(spec.inputSize);
    for (int t = 0; t < spec.segments; ++t) {
        auto frame = std::make_shared<std::vector<float>>(3 * side * side);
        for (std::size_t i = 0; i < frame->size(); ++i) {
            const auto x = static_cast<float>(i % side);
            const auto y = static_cast<float>(i / side);
            (*frame)[i] = 1.5F * std::sin(0.21F * x + 0.05F * y + 0.7F * static_cast<float>(t));
        }
        clip.push_back(std::move(frame));
    }
    return clip;
}

/// What the network with these weights says; loading is strict. In fp32: what a processor rounds on
/// its own is no loss of the file's.
std::vector<float> answerOf(const model::Checkpoint& checkpoint, const std::string& name) {
    const auto classifier = model::loadClassifier(
        checkpoint, name, {.device = model::Device::Cpu, .precision = model::Precision::Float32});
    return classifier->classifyOne(testClip(classifier->description().input)).probabilities;
}

float largestDifference(const std::vector<float>& one, const std::vector<float>& other) {
    float largest = 0.0F;
    for (std::size_t i = 0; i < one.size(); ++i) {
        largest = std::max(largest, std::abs(one[i] - other[i]));
    }
    return largest;
}

double megabytes(const fs::path& file) {
    return static_cast<double>(fs::file_size(file)) / 1e6;
}

ExitStatus convert(const ConvertOptions& options) {
    checkOutput(options);
    model::Checkpoint checkpoint = model::readCheckpoint(options.input);
    const bool hadMetadata = !checkpoint.metadata.empty();
    setMetadata(checkpoint, options);
    const double before = megabytes(options.input);
    const std::string name = options.output.stem().string();
    // Tried before it is written: a checkpoint that cannot be loaded leaves nothing behind.
    const auto exact = answerOf(checkpoint, name);
    const auto stored = model::storeAs(checkpoint, options.storage.value_or(storageOf(checkpoint)));
    const float difference = largestDifference(exact, answerOf(stored, name));
    model::writeSafetensors(options.output, stored);
    std::printf("%s  %.2f MB\n%s  %.2f MB\n", options.input.c_str(), before, options.output.c_str(),
                megabytes(options.output));
    std::printf("network       %s\n",
                model::StmConfig::fromCheckpoint(checkpoint).summary().c_str());
    std::printf("probabilities of a test clip differ by at most %.2g\n",
                static_cast<double>(difference));
    if (!hadMetadata) {
        std::puts(
            "note          the input had no metadata: shape and input size were told by its "
            "tensors and the paper; correct them with --metadata");
    }
    return ExitStatus::Success;
}

}  // namespace

Command addConvertCommand(CLI::App& app) {
    static const std::map<std::string, model::Storage> kStorages{{"fp32", model::Storage::Float32},
                                                                 {"fp16", model::Storage::Float16},
                                                                 {"bf16", model::Storage::BFloat16},
                                                                 {"int8", model::Storage::Int8}};
    auto options = std::make_shared<ConvertOptions>();
    CLI::App* const command = app.add_subcommand(
        "convert", "Rewrites a checkpoint as safetensors, larger or smaller, with its metadata");
    command->add_option("input", options->input, "checkpoint (.safetensors or .pth)")->required();
    command->add_option("output", options->output, "the new file (.safetensors)")->required();
    command
        ->add_option("--storage", options->storage,
                     "fp32, fp16, bf16 or int8; otherwise as the input stores its weights")
        ->transform(CLI::CheckedTransformer(kStorages, CLI::ignore_case));
    command
        ->add_option("--metadata", options->metadata,
                     "KEY=VALUE, such as segments=8 or input_size=112; may be given again")
        ->take_all()
        ->allow_extra_args(false)  // the files may come behind it
        ->check(isNamedValue("KEY=VALUE, such as segments=8"));
    command->add_option("--labels", options->labels, "file with the classes' names, one a line");
    command->add_option("--provenance", options->provenance,
                        "where the weights come from and how they were trained");
    command->add_flag("--overwrite", options->overwrite, "replace the output, be it the input");
    return [options] { return convert(*options); };
}

}  // namespace handscope::cli
