// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::pipeline {

/// Lets the calling thread, and threads that it starts from now on, run as soon as they wake up,
/// for what takes little and is waited for, such as a window. Its share of the processors stays as
/// it is. Does nothing where the system has no such choice (Linux has it from 6.12).
void answerQuickly() noexcept;

/// Lets the calling thread, and threads that it starts from now on, step back behind the other
/// threads of the process wherever they want the same processor: a network that keeps all
/// processors busy must not hold up a window or a camera. Alone it is as fast as before. There is
/// no way back. Does nothing where the system has no priorities of threads.
void stepBehind() noexcept;

}  // namespace handscope::pipeline
