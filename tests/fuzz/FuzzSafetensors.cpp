// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <span>

#include "model/CheckpointFormats.h"
#include "model/ModelError.h"

/// Any bytes are read, expanded and stored anew, or refused with a ModelError.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace handscope::model;
    const MemorySource source("fuzzed", std::as_bytes(std::span(data, size)));
    try {
        const Checkpoint checkpoint = readSafetensors(source);
        storeAs(checkpoint, Storage::Int8);
        storeAs(checkpoint, Storage::Float16);
    } catch (const ModelError&) {
    }
    return 0;
}
