// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::cli {

/// What handscope-cli returns to its caller; part of its help.
enum class ExitStatus : int {
    Success = 0,
    Failure = 1,           ///< nothing, or not what was asked for, could be done
    SomeInputsFailed = 2,  ///< the rest was done; the failures are named on standard error
    Usage = 64,            ///< the command line itself makes no sense
};

}  // namespace handscope::cli
