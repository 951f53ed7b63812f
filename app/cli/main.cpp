// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"
#include "app/platform/StandardDescriptors.h"

int main(int argc, char** argv) {
    handscope::app::fillStandardDescriptors();
    return handscope::cli::runProgram(argc, argv);
}
