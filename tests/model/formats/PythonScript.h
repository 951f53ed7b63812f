// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

namespace handscope::test {

/// Runs a script of tests/reference with Debian's Python, whose packages python3-torch and
/// python3-numpy the scripts use. Blocks until it ends.
class PythonScript {
public:
    /// Exit status with which a script says that a package it needs is not installed.
    static constexpr int kMissingPackage = 77;

    explicit PythonScript(const std::string& name)
        : script_(std::filesystem::path(HANDSCOPE_SOURCE_DIR) / "tests/reference" / name) {}

    /// False where CMake found no Python.
    static bool isAvailable() { return std::filesystem::exists(HANDSCOPE_PYTHON); }

    /// Returns the exit status, 127 if it could not be started; `output` receives stdout.
    int run(const std::filesystem::path& argument, std::string& output) const {
        const std::string command = std::string("'") + HANDSCOPE_PYTHON + "' '" + script_.string() +
                                    "' '" + argument.string() + "'";
        std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"),
                                                             &::pclose);
        if (!pipe) {
            return 127;
        }
        char buffer[4096];
        for (std::size_t count = 0;
             (count = std::fread(buffer, 1, sizeof(buffer), pipe.get())) > 0;) {
            output.append(buffer, count);
        }
        const int status = ::pclose(pipe.release());
        return status >= 0 && status % 256 == 0 ? status / 256 : 127;
    }

private:
    std::filesystem::path script_;
};

}  // namespace handscope::test
