// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BenchNetworkOptions.h"

#include <algorithm>

namespace handscope::cli {

void BenchNetworkOptions::addTo(CLI::App& command, bool takesFile) {
    if (takesFile) {
        model_.addTo(command, /*positional=*/true);
        command.get_option("model")->description(
            "checkpoint (.safetensors, .pth) or TorchScript description (.json); otherwise the "
            "shape below, with random weights");
    } else {
        model_.addComputeTo(command);
    }
    shape_ = {
        command.add_option("--variant", variant_, "stm, cstm, cmm, or tsn (a plain ResNet)")
            ->check(CLI::IsMember({"stm", "cstm", "cmm", "tsn"})),
        command.add_option("--t", segments_, "T: frames of a clip")->check(CLI::Range(1, 256)),
        command.add_option("--size", inputSize_, "side of the picture, pixels")
            ->check(CLI::Range(32, 1024)),
        command.add_option("--classes", classes_, "classes")->check(CLI::Range(1, 100000)),
        command.add_option("--blocks", blocks_, "residual blocks in each of the four stages")
            ->delimiter(',')
            ->expected(4),
        command.add_option("--width", width_, "factor on every channel count")};
    for (CLI::Option* const option : shape_) {
        option->capture_default_str()->group("Network");
    }
}

std::optional<std::string> BenchNetworkOptions::contradiction() const {
    if (!model_.given() && model_.givenForFile()) {
        return "--lenient and --trust-script are for a model's file, and none is named.";
    }
    const auto given = std::ranges::find_if(shape_, [](const auto* option) { return !!*option; });
    if (!model_.given() || given == shape_.end()) {
        return std::nullopt;
    }
    return (*given)->get_name() + " cannot be chosen for a model's file, which fixes it.";
}

bench::NetworkChoice BenchNetworkOptions::choice(bool causal) const {
    model_.startRuntime();
    bench::NetworkChoice choice{.file = {}, .config = {}, .load = model_.loadOptions()};
    if (choice.load.flipTest == model::FlipTest::Auto) {
        choice.load.flipTest = model::FlipTest::Off;  // one pass is what is measured
    }
    if (model_.given()) {
        choice.file = model_.file();
        return choice;
    }
    choice.config = bench::resNet50(variant_, segments_, inputSize_);
    choice.config.causal = causal;
    choice.config.classes = classes_;
    choice.config.width = width_;
    std::ranges::copy(blocks_, choice.config.blocks.begin());
    bench::nameClasses(choice.config);
    choice.config.validate("The command line says",
                           "Correct --width, --blocks, --t, --size or --classes.");
    return choice;
}

}  // namespace handscope::cli
