// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/CheckpointOutput.h"

#include <cstdio>

namespace handscope::train {

CheckpointOutput::CheckpointOutput(CLI::App& command) {
    command.add_option("-o,--out", file_, "safetensors file to write")->required();
    command.add_option("--provenance", provenance_, "free text kept in the checkpoint");
}

cli::ExitStatus CheckpointOutput::write(model::Checkpoint checkpoint,
                                        const std::string& what) const {
    if (!provenance_.empty()) {
        checkpoint.metadata["provenance"] = provenance_;
    }
    model::writeSafetensors(file_, checkpoint);
    std::printf("%s is in %s\n", what.c_str(), file_.c_str());
    return cli::ExitStatus::Success;
}

}  // namespace handscope::train
