// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "model/ModelError.h"
#include "model/training/ClipPack.h"
#include "model/training/JpegFrame.h"

namespace {

/// A folder of this process for the one part that is read.
const std::filesystem::path& folder() {
    static const std::filesystem::path made = [] {
        auto path = std::filesystem::temp_directory_path() /
                    ("handscope-fuzz-pack-" + std::to_string(::getpid()));
        std::filesystem::create_directories(path);
        return path;
    }();
    return made;
}

}  // namespace

/// Any bytes are a part of a pack whose frames are read and decoded, or are refused with a ModelError;
/// as a JPEG alone likewise.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace handscope;
    const auto bytes = std::as_bytes(std::span(data, size));
    try {
        training::decodeJpeg(bytes, "fuzzed");
    } catch (const model::ModelError&) {
    }
    std::ofstream(folder() / "part-00000.safetensors", std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    try {
        const training::ClipPack pack(folder());
        for (std::size_t item = 0; item < pack.items().size(); ++item) {
            for (const auto& jpeg : pack.jpegFrames(item, 0, pack.items()[item].frames)) {
                training::decodeJpeg(jpeg, "fuzzed");
            }
        }
    } catch (const model::ModelError&) {
    }
    return 0;
}
