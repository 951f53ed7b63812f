// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <vector>

namespace handscope::training {

/// Means over the steps since the last line of the curve. A module, so that they are saved with the
/// run and a resumed one writes the same line.
class RunTallyImpl : public torch::nn::Module {
public:
    explicit RunTallyImpl(std::int64_t values)
        : sums_(register_buffer("sums", torch::zeros({values}, torch::kFloat64))),
          steps_(register_buffer("steps", torch::zeros({1}, torch::kFloat64))) {}

    void add(const std::vector<double>& values) {
        sums_ += torch::tensor(values, torch::kFloat64);
        steps_ += 1;
    }
    void clear() {
        sums_.zero_();
        steps_.zero_();
    }

    bool empty() const { return steps_.item<double>() == 0.0; }
    /// 0 where nothing was added.
    double mean(std::int64_t which) const {
        return sums_[which].item<double>() / std::max(steps_.item<double>(), 1.0);
    }

private:
    torch::Tensor sums_;
    torch::Tensor steps_;
};
TORCH_MODULE(RunTally);

}  // namespace handscope::training
