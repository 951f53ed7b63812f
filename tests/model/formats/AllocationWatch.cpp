// SPDX-License-Identifier: GPL-3.0-or-later
#include "AllocationWatch.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> held = 0;
std::atomic<std::size_t> highest = 0;

void* take(std::size_t size) noexcept {
    void* memory = std::malloc(size == 0 ? 1 : size);
    const std::size_t now = held += ::malloc_usable_size(memory);
    for (std::size_t seen = highest; seen < now && !highest.compare_exchange_weak(seen, now);) {
    }
    return memory;
}

void* takeOrThrow(std::size_t size) {
    void* memory = take(size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

void give(void* memory) noexcept {
    held -= ::malloc_usable_size(memory);
    std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
    return takeOrThrow(size);
}
void* operator new[](std::size_t size) {
    return takeOrThrow(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return take(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return take(size);
}
void operator delete(void* memory) noexcept {
    give(memory);
}
void operator delete[](void* memory) noexcept {
    give(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    give(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    give(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    give(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
    give(memory);
}

namespace handscope::test {

AllocationWatch::AllocationWatch() : before_(held) {
    highest = before_;
}

std::size_t AllocationWatch::peak() const {
    return highest - before_;
}

}  // namespace handscope::test
