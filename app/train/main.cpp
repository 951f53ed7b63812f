// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/Program.h"

int main(int argc, char** argv) {
    return handscope::train::runProgram(argc, argv);
}
