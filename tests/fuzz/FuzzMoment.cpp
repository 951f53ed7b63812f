// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/inspect/MomentFile.h"
#include "model/ModelError.h"

namespace {

using namespace handscope;

/// A file of this process alone.
std::filesystem::path fileNamed(const char* name) {
    return std::filesystem::temp_directory_path() /
           ("handscope-fuzz-" + std::to_string(::getpid()) + name + app::kMomentExtension);
}

bool areEqual(const app::Moment& a, const app::Moment& b) {
    const bool sameText = a.start == b.start && a.end == b.end && a.labels == b.labels &&
                          a.probabilities == b.probabilities && a.smoothed == b.smoothed &&
                          a.settings == b.settings && a.model == b.model && a.view == b.view;
    if (!sameText || a.frames.size() != b.frames.size() || a.past.size() != b.past.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.frames.size(); ++i) {
        if (a.frames[i]->pts != b.frames[i]->pts || a.frames[i]->pixels != b.frames[i]->pixels) {
            return false;
        }
    }
    return true;
}

}  // namespace

/// Any bytes are a moment, which comes back when it is written and read again, or are refused with
/// a ModelError.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::filesystem::path given = fileNamed("-given");
    static const std::filesystem::path again = fileNamed("-again");
    std::ofstream(given, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    app::Moment moment;
    try {
        moment = app::readMoment(given);
    } catch (const model::ModelError&) {
        return 0;
    }
    app::writeMoment(again, moment);  // what can be read can be written
    if (!areEqual(moment, app::readMoment(again))) {
        std::abort();
    }
    return 0;
}
