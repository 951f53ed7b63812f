// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::app {

/// Puts /dev/null where standard input, output or error is closed, so that no other file takes its
/// number and is read or written in its place. To be called before anything opens a file.
void fillStandardDescriptors() noexcept;

}  // namespace handscope::app
