// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/RunOptions.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <thread>

#include "app/EngineNames.h"
#include "model/ModelError.h"
#include "model/Runtime.h"

namespace handscope::train {

RunOptions::RunOptions(CLI::App& command) {
    command.add_option("--device", device_, app::kDeviceHelp)
        ->transform(CLI::CheckedTransformer(app::deviceNames(), CLI::ignore_case));
    command
        .add_option("--threads", threads_,
                    "threads of the network; 0: OMP_NUM_THREADS, or all processors")
        ->check(CLI::Range(0, 1024));
}

void RunOptions::addLoader(CLI::App& command) {
    command
        .add_option("--loader-threads", loaderThreads_,
                    "threads that make clips ahead; 0: one, and with CUDA all processors but one")
        ->check(CLI::Range(0, 1024));
}

bool RunOptions::start() const {
    model::keepFreedMemoryOfAnySize();
    model::setComputeThreads(threads_);
    spdlog::info("{}", model::runtimeSummary());
    if (device_ == model::Device::Cuda && !model::cudaAvailable()) {
        throw model::ModelError("CUDA was asked for, but there is no device that can be used.",
                                "Expected an NVIDIA GPU, its driver and a LibTorch with CUDA.",
                                "Leave --device out to run on the CPU.");
    }
    return device_ != model::Device::Cpu && model::cudaAvailable();
}

int RunOptions::loaderThreads(bool onCuda) const {
    if (loaderThreads_ > 0) {
        return loaderThreads_;
    }
    const int processors = static_cast<int>(std::thread::hardware_concurrency());
    constexpr int kMostOnGpu = 8;  // each keeps batches in the GPU's memory
    return onCuda ? std::clamp(processors - 1, 1, kMostOnGpu) : 1;
}

RunOptions::Control::Control() {
    control_.progress = [](const std::string& line) { spdlog::info("{}", line); };
    control_.cancelled = [this] { return interrupt_.requested(); };
}

}  // namespace handscope::train
