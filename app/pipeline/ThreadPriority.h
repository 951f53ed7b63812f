// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::pipeline {

/// Work that steps back, in the order in which it gets a processor.
enum class Background {
    Helper,   ///< takes milliseconds and is looked at soon: painting maps, compressing pictures
    Network,  ///< would keep all processors busy
};

/// Lets the calling thread, and threads that it starts from now on, step back behind the other
/// threads of the process wherever they want the same processor: a network that keeps all
/// processors busy must not hold up a window or a camera. Alone it is as fast as before. There is
/// no way back. Does nothing where the system has no priorities of threads.
void stepBehind(Background work) noexcept;

}  // namespace handscope::pipeline
