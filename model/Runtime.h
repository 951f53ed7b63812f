// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "model/ModelError.h"

namespace handscope::model {

/// Threads that one forward pass may use, for the whole process; 0 leaves them as OMP_NUM_THREADS
/// says, and takes one for each processor that this process may run on where it says nothing, as
/// LibTorch starts with one then.
/// Call once at start, before the first network runs.
void setComputeThreads(int threads);
int computeThreads();

/// Keeps the memory of freed tensors in the process instead of giving it back to the system, which
/// would clear every page of it anew for the next forward pass: a twelfth of one. The process then
/// holds what it once needed at most. Of the C library's settings, for the whole process; call once
/// at start. Does nothing where the C library has no such settings.
void keepFreedMemory();

/// The same for blocks of any size, from one heap for all threads: for a program whose steps use
/// the same hundreds of megabytes again and again, such as training. What is freed between blocks
/// in use never goes back to the system.
void keepFreedMemoryOfAnySize();

/// Gives back to the system once what `keepFreedMemory` keeps and nobody uses: for when something
/// large has ended, such as a source with all its frames. Takes milliseconds.
void returnFreedMemory();

/// Processors that this process may run on.
int usableProcessors();

/// Whether a CUDA device can be used now.
bool cudaAvailable();

/// "LibTorch 1.13.1, OpenBLAS, 2 threads, CPU": for logs and the about text.
std::string runtimeSummary();

/// A warning when linear algebra would run on the reference BLAS, some twenty times slower than
/// OpenBLAS; nullopt when it would not, or when that cannot be told.
std::optional<ModelError> slowBlasWarning();

}  // namespace handscope::model
