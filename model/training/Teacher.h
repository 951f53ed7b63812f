// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/script.h>

#include <filesystem>
#include <string>
#include <vector>

#include "model/training/CallThread.h"

namespace handscope::training {

/// How a teacher takes its clips.
struct TeacherInput {
    int frames = 16;
    int size = 112;     ///< side of the square, pixels
    double high = 255;  ///< what white is; black is 0
};

/// What a teacher says of N clips.
struct TeacherAnswer {
    torch::Tensor probabilities;          ///< [N, classes]
    std::vector<torch::Tensor> features;  ///< each [N, …]; empty for a teacher that gives none
};

/// In the memory of the host.
TeacherAnswer onHost(const TeacherAnswer& answer);

/// Any TorchScript module from clips [N, frames, 3, size, size] to probabilities [N, classes], or
/// to a tuple of them and further tensors: [N, C] of the clip, [N, t, C] of its frames, [N, t, C,
/// h, w] maps of its frames. A TorchScript file is a program and runs with the rights of this
/// process.
///
/// Owns the module and the thread that runs it. Any thread may ask; they take turns.
class Teacher {
public:
    /// Loads and asks about one grey clip, so that a teacher of another shape is found before the
    /// work begins. Throws ModelError.
    Teacher(const std::filesystem::path& file, const TeacherInput& input, std::int64_t classes,
            torch::Device device);

    /// `clips` as 0 … 255. The answer is on the teacher's device. Blocks for a forward pass. Throws
    /// ModelError.
    TeacherAnswer ask(const torch::Tensor& clips);

    const TeacherInput& input() const noexcept { return input_; }
    /// Shapes of the features of one clip, in the order of TeacherAnswer::features.
    const std::vector<std::vector<std::int64_t>>& featureShapes() const noexcept { return shapes_; }

private:
    std::string name_;
    TeacherInput input_;
    std::int64_t classes_;
    torch::Device device_;
    torch::jit::Module module_;
    std::vector<std::vector<std::int64_t>> shapes_;
    CallThread inTurn_;  ///< last: ended before the rest goes

    TeacherAnswer forward(const torch::Tensor& clips);
};

}  // namespace handscope::training
