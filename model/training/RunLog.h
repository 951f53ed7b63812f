// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace handscope::training {

/// One line of a training run's curve.
struct RunRecord {
    std::int64_t step = 0;
    std::int64_t clips = 0;                              ///< seen since the start
    double seconds = 0.0;                                ///< of training, over all its resumptions
    std::vector<std::pair<std::string, double>> values;  ///< "loss", "accuracy", "learning_rate", …
};

/// The CSV curve of a run: a header of step, clips, seconds and the values' names, then a line a
/// record. A resumed run goes on with the same file: lines of steps after the checkpoint, which a
/// kill left behind, and half a line at the end are cut off first (the file is replaced whole), so
/// that it equals that of a run without a kill but for the seconds.
/// Values are written with the fewest digits that give them back, so equal values give equal text.
/// Owns no open file. One thread.
class RunLog {
public:
    /// `resumedStep`: the step of the checkpoint that the run goes on from; 0: it begins anew, and
    /// no line stays. Throws ModelError when the file cannot be written, or belongs to a run with
    /// other names.
    RunLog(std::filesystem::path file, std::vector<std::string> names, std::int64_t resumedStep);

    /// Appends one line and flushes it. Values that the record lacks stay empty; a name that the
    /// header does not have is std::invalid_argument. Throws ModelError when the disk is full.
    void add(const RunRecord& record);

private:
    std::filesystem::path file_;
    std::vector<std::string> names_;
};

/// "12.3 %" for 0.123.
std::string percentText(double share);

/// "1 h 02 min", "3 min 20 s", "12 s"; "unknown" for what is no finite number.
std::string durationText(double seconds);

}  // namespace handscope::training
