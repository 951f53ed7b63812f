// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/Program.h"
#include "tests/support/ForkOnRequest.h"

int main() {
    return handscope::test::forkOnRequest(handscope::train::runProgram);
}
