// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/FileMark.h"

#include <fstream>
#include <vector>

#include "model/CheckpointRefusal.h"
#include "model/training/ContentMark.h"

namespace handscope::training {

std::string fileMark(const std::filesystem::path& file) {
    constexpr std::size_t kPiece = 1 << 20;  // bytes
    if (file.empty()) {
        return {};
    }
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> piece(kPiece);
    ContentMark mark;
    while (stream.good()) {
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        mark.add({piece.data(), static_cast<std::size_t>(stream.gcount())});
    }
    if (!stream.eof()) {
        throw model::ModelError("The file " + model::inQuotes(file.string()) + " cannot be read.",
                                "Expected the weights that the run begins with.",
                                "Correct --init.");
    }
    return file.filename().string() + " " + mark.text();
}

}  // namespace handscope::training
