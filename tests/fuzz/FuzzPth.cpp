// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "model/CheckpointFormats.h"
#include "model/ModelError.h"
#include "tests/model/formats/ZipBytes.h"

namespace {

void readOrRefuse(std::span<const std::byte> bytes) {
    try {
        handscope::model::readCheckpoint(handscope::model::MemorySource("fuzzed", bytes));
    } catch (const handscope::model::ModelError&) {
    }
}

}  // namespace

/// Any bytes as an archive, and as the pickle of an intact one, whose checksums a fuzzer would
/// hardly ever hit.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    readOrRefuse(std::as_bytes(std::span(data, size)));
    const std::string pickle(reinterpret_cast<const char*>(data), size);
    const std::string archive = handscope::test::pthBytes(pickle, std::string(64, '\x01'));
    readOrRefuse(handscope::test::asBytes(archive));
    return 0;
}
