// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace handscope::test {

/// A description of a TorchScript module that is a pipe: whoever loads it waits in the middle,
/// until release() or the destructor, and then finds no module.
class HeldUpModel {
public:
    explicit HeldUpModel(const std::filesystem::path& folder)
        : description_(folder / "held-up.json"), pipe_(folder / "held-up.pt") {
        std::ofstream(description_)
            << R"({"format": "handscope-torchscript-1", "module": "held-up.pt", "segments": 4,
                   "input_size": 16, "layout": "NCTHW", "range": [0, 255], "mean": [0, 0, 0],
                   "std": [1, 1, 1], "output": "logits", "labels": ["dark", "bright"]})";
        EXPECT_EQ(::mkfifo(pipe_.c_str(), 0600), 0);
    }
    ~HeldUpModel() { release(); }
    HeldUpModel(const HeldUpModel&) = delete;
    HeldUpModel& operator=(const HeldUpModel&) = delete;

    std::string file() const { return description_.string(); }

    void release() const {
        // Both ends, so that this open() waits for nobody; who comes later finds nothing to open.
        const int both = ::open(pipe_.c_str(), O_RDWR | O_CLOEXEC);
        if (both >= 0) {
            ::unlink(pipe_.c_str());
            ::close(both);
        }
    }

private:
    std::filesystem::path description_;
    std::filesystem::path pipe_;
};

}  // namespace handscope::test
