// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Teacher.h"

#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/torch.h>

#include "model/CheckpointRefusal.h"
#include "model/TorchErrors.h"

namespace handscope::training {
namespace {

constexpr double kSumTolerance = 0.02;

std::string shapeText(const torch::Tensor& tensor) {
    std::string text = "[";
    for (std::int64_t i = 0; i < tensor.dim(); ++i) {
        text += (i == 0 ? "" : ", ") + std::to_string(tensor.size(i));
    }
    return text + "]";
}

}  // namespace

TeacherAnswer onHost(const TeacherAnswer& answer) {
    TeacherAnswer copy{.probabilities = answer.probabilities.to(torch::kCPU), .features = {}};
    for (const torch::Tensor& feature : answer.features) {
        copy.features.push_back(feature.to(torch::kCPU));
    }
    return copy;
}

Teacher::Teacher(const std::filesystem::path& file, const TeacherInput& input, std::int64_t classes,
                 torch::Device device)
    : name_(file.string()), input_(input), classes_(classes), device_(device) {
    try {
        module_ = torch::jit::load(file.string(), device);
        module_.eval();
    } catch (const std::exception& error) {  // TorchScript raises more types than c10::Error
        throw model::ModelError("The teacher " + model::inQuotes(name_) + " cannot be loaded (" +
                                    model::reasonOf(error) + ").",
                                "Expected a file that torch.jit.save wrote.",
                                "Check the path, or export the teacher again.");
    }
    const auto grey = torch::full({1, input.frames, 3, input.size, input.size}, 128.0);
    for (const torch::Tensor& feature : ask(grey).features) {
        shapes_.push_back(feature.sizes().slice(1).vec());
    }
}

TeacherAnswer Teacher::ask(const torch::Tensor& clips) {
    const torch::NoGradGuard noGradients;
    TeacherAnswer answer;
    const std::string expected = "Expected probabilities [clips, " + std::to_string(classes_) +
                                 "], alone or first in a tuple with features [clips, …].";
    const std::string remedy = "Use a teacher for these labels, or the labels of this teacher.";
    try {
        answer = forward(clips);
    } catch (const std::exception& error) {
        throw model::ModelError("The teacher " + model::inQuotes(name_) + " failed on a clip (" +
                                    model::reasonOf(error) + ").",
                                expected, remedy);
    }
    const auto& probabilities = answer.probabilities;
    if (!probabilities.defined() || probabilities.dim() != 2 ||
        probabilities.size(0) != clips.size(0) || probabilities.size(1) != classes_) {
        throw model::ModelError(
            "The teacher " + model::inQuotes(name_) + " answers " +
                (probabilities.defined() ? shapeText(probabilities) : "with no tensor") + ".",
            expected, remedy);
    }
    const auto sums = probabilities.sum(1);
    // The other way round a sum that is no number would pass.
    if (!((sums - 1).abs().max().item<double>() <= kSumTolerance)) {
        throw model::ModelError(
            "The teacher " + model::inQuotes(name_) + " gives scores that do not sum to one.",
            expected, "Put a softmax at its end and export it again.");
    }
    for (const torch::Tensor& feature : answer.features) {
        const bool shaped = (feature.dim() == 2 || feature.dim() == 3 || feature.dim() == 5) &&
                            feature.size(0) == clips.size(0);
        if (!shaped) {
            throw model::ModelError(
                "The teacher " + model::inQuotes(name_) + " gives a feature " + shapeText(feature) +
                    ".",
                "Expected [clips, C], [clips, t, C] or [clips, t, C, h, w].",
                "Leave it out of the tuple, or bring it into one of these shapes.");
        }
    }
    return answer;
}

TeacherAnswer Teacher::forward(const torch::Tensor& clips) {
    const auto asked = (clips * (input_.high / 255.0)).to(device_, torch::kFloat32);
    // PyTorch keeps cuDNN's plans of convolutions by thread: one thread makes them once.
    const c10::IValue output = inTurn_([&, threads = at::get_num_threads()] {
        if (at::get_num_threads() != threads) {
            at::set_num_threads(threads);
        }
        const torch::NoGradGuard noGradients;
        // On a GPU the script's optimiser would fuse for longer than most runs ask.
        const torch::jit::GraphOptimizerEnabledGuard optimised(!device_.is_cuda());
        return module_.forward({asked});
    });
    const auto asFloat = [](const c10::IValue& value) {
        return value.toTensor().to(torch::kFloat32);
    };
    TeacherAnswer answer;
    if (output.isTensor()) {
        answer.probabilities = asFloat(output);
    } else if (output.isTuple()) {
        const auto& elements = output.toTupleRef().elements();
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (i == 0) {
                answer.probabilities = asFloat(elements[i]);
            } else {
                answer.features.push_back(asFloat(elements[i]));
            }
        }
    }
    return answer;
}

}  // namespace handscope::training
