// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Runtime.h"

#include <dlfcn.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <sched.h>
#include <torch/torch.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <thread>

namespace handscope::model {
namespace {

/// The shared library that gives `sgemm_`, with links resolved; empty when there is none.
std::string blasLibrary() {
    void* const symbol = dlsym(RTLD_DEFAULT, "sgemm_");
    Dl_info info{};
    if (symbol == nullptr || dladdr(symbol, &info) == 0 || info.dli_fname == nullptr) {
        return {};
    }
    std::error_code error;
    const auto resolved = std::filesystem::canonical(info.dli_fname, error);
    return error ? std::string(info.dli_fname) : resolved.string();
}

#if defined(__GLIBC__)
void neverTrimHeaps() {
    // More than a heap of a thread other than the first can hold: none of them is ever unmapped.
    constexpr int kHeapSize = 64 << 20;
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_TOP_PAD, kHeapSize);
}
#endif

/// An empty variable says nothing.
bool isSet(const char* variable) {
    const char* const value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

}  // namespace

int usableProcessors() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof(set), &set) == 0) {
        return std::max(1, CPU_COUNT(&set));
    }
    return std::max(1U, std::thread::hardware_concurrency());
}

void setComputeThreads(int threads) {
    if (threads > 0) {
        at::set_num_threads(threads);
    } else if (!isSet("OMP_NUM_THREADS")) {
        at::set_num_threads(usableProcessors());
    }
}

int computeThreads() {
    return at::get_num_threads();
}

void keepFreedMemory() {
#if defined(__GLIBC__)
    // Blocks up to this size, the largest that glibc takes here, come from its heaps and not from a
    // mapping each.
    constexpr int kMapFrom = 32 << 20;
    mallopt(M_MMAP_THRESHOLD, kMapFrom);
    neverTrimHeaps();
#endif
}

void keepFreedMemoryOfAnySize() {
#if defined(__GLIBC__)
    mallopt(M_MMAP_MAX, 0);
    // Heaps of threads other than the first hold no large block: it would be mapped after all.
    mallopt(M_ARENA_MAX, 1);
    neverTrimHeaps();
#endif
}

void returnFreedMemory() {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

bool cudaAvailable() {
    return torch::cuda::is_available();
}

std::string runtimeSummary() {
    const std::string library = blasLibrary();
    const std::string blas = slowBlasWarning()                               ? "reference BLAS"
                             : library.find("openblas") != std::string::npos ? "OpenBLAS"
                             : library.empty()                               ? "BLAS unknown"
                                               : std::filesystem::path(library).filename().string();
    return "LibTorch " + std::string(TORCH_VERSION) + ", " + blas + ", " +
           std::to_string(computeThreads()) + (computeThreads() == 1 ? " thread, " : " threads, ") +
           (cudaAvailable() ? "CUDA" : "CPU");
}

std::optional<ModelError> slowBlasWarning() {
    // Debian puts the reference implementation into …/blas/libblas.so.3 and every fast one into a
    // folder of its own name.
    const std::filesystem::path library = blasLibrary();
    const bool reference = library.filename().string().starts_with("libblas.so") &&
                           library.parent_path().filename() == "blas";
    if (!reference) {
        return std::nullopt;
    }
    return ModelError("Linear algebra runs on the reference BLAS (" + library.string() +
                          "), some 20 times slower than it could.",
                      "Expected OpenBLAS or another optimised library.",
                      "Install the package libopenblas0-pthread.");
}

}  // namespace handscope::model
