// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/ResourceLocation.h"

#include <array>
#include <cstdlib>

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

constexpr int kLevelsAboveBuild = 5;
/// In order of preference: the first that is there is used.
constexpr std::array<const char*, 2> kModels{"handscope-stm-small.safetensors",
                                              "handscope-bootstrap-stm.safetensors"};

bool holdsModels(const fs::path& folder) {
    std::error_code error;
    return fs::is_directory(folder / "models", error);
}

fs::path programFolder() {
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error).parent_path();
}

std::optional<fs::path> existing(const fs::path& file) {
    std::error_code error;
    return fs::is_regular_file(file, error) ? std::optional(file) : std::nullopt;
}

}  // namespace

std::optional<fs::path> resourceFolder() {
    if (const char* const chosen = std::getenv("HANDSCOPE_RESOURCES")) {
        return holdsModels(chosen) ? std::optional<fs::path>(chosen) : std::nullopt;
    }
    fs::path folder = programFolder();
    const fs::path installed = folder.parent_path() / "share" / "handscope";
    if (holdsModels(installed)) {
        return installed;
    }
    for (int level = 0; level < kLevelsAboveBuild && folder.has_relative_path(); ++level) {
        folder = folder.parent_path();
        if (holdsModels(folder / "resources")) {
            return folder / "resources";
        }
    }
    return std::nullopt;
}

std::optional<fs::path> defaultModel() {
    if (const auto folder = resourceFolder()) {
        for (const char* const name : kModels) {
            if (auto file = existing(*folder / "models" / name)) {
                return file;
            }
        }
    }
    return std::nullopt;
}

std::optional<fs::path> bundledClip() {
    const auto folder = resourceFolder();
    return folder ? existing(*folder / "clip" / "handscope-demo.mp4") : std::nullopt;
}

fs::path stateFolder() {
    if (const char* const state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state != 0) {
        return fs::path(state) / "handscope";
    }
    const char* const home = std::getenv("HOME");
    return fs::path(home == nullptr ? "/tmp" : home) / ".local" / "state" / "handscope";
}

}  // namespace handscope::app
