// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"
#include "tests/support/ForkOnRequest.h"

int main() {
    return handscope::test::forkOnRequest(handscope::cli::runProgram);
}
