// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::train {

/// All that handscope-train does, from its command line to its exit status. Once a process: it sets
/// up the log.
int runProgram(int argc, char** argv);

}  // namespace handscope::train
