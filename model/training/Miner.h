// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "model/training/Draw.h"
#include "model/training/RunControl.h"

namespace handscope::training {

/// Where draws come from and who names them: what mining and distilling share.
struct DrawSource {
    std::filesystem::path videoPack;
    std::filesystem::path picturePack;  ///< empty: none
    std::filesystem::path teacher;  ///< TorchScript; empty only where no fresh draw is asked about
    double teacherHigh = 255.0;     ///< what white is to the teacher
    std::vector<std::string> labels;  ///< as many as the teacher has classes
    DrawSettings draws;
    std::uint64_t cacheBytes = std::uint64_t{4} << 30U;  ///< of decoded frames
    bool onCuda = false;  ///< draws are rendered, and the teacher is asked, on the GPU
};

struct MineSettings {
    DrawSource source;
    std::filesystem::path output;
    std::int64_t draws = 100'000;    ///< to try at most
    std::int64_t perClass = 0;       ///< kept of each class at most; 0: no limit
    double minimumConfidence = 0.0;  ///< of the teacher in its top class
    double variedShare = 0.0;        ///< of the draws: kept ones of the rarest classes, varied
    bool keepFeatures = true;
    std::uint64_t seed = 1;
    int batch = 16;
    int loaderThreads = 1;
};

struct MineReport {
    std::int64_t tried = 0;
    std::vector<std::int64_t> kept;  ///< a class
    bool cancelled = false;
};

/// Draws windows at random, asks the teacher, and keeps what each class still lacks. Goes on where
/// an earlier run with the same settings stopped (the kept draws do not depend on interruptions;
/// up to 2,047 draws are tried anew); ends when all draws are tried or every class is full. What is
/// kept so far is there after a stop, too. Blocks. Throws ModelError.
MineReport mine(const MineSettings& settings, const RunControl& control);

}  // namespace handscope::training
