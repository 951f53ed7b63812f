// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

namespace handscope::training {

/// Where operations that gain from it run in bfloat16 while the weights stay fp32.
enum class Autocast { Off, Cpu, Cuda };

inline Autocast autocastFor(bool wanted, bool onCuda) noexcept {
    return !wanted ? Autocast::Off : onCuda ? Autocast::Cuda : Autocast::Cpu;
}

/// Turns autocasting on while it lives. bfloat16 has float's range, so that the loss needs no
/// scaling. One thread.
class MixedPrecision {
public:
    explicit MixedPrecision(Autocast where);
    ~MixedPrecision();
    MixedPrecision(const MixedPrecision&) = delete;
    MixedPrecision& operator=(const MixedPrecision&) = delete;

private:
    Autocast where_;
};

}  // namespace handscope::training
