// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/Machine.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <opencv2/core/version.hpp>
#include <set>
#include <sstream>

extern "C" {
#include <libavutil/avutil.h>
}

#include "app/CsvTable.h"
#include "app/Version.h"
#include "app/bench/SystemFile.h"
#include "model/Runtime.h"

namespace handscope::bench {
namespace {

/// What stands behind `separator` on the first line whose name is one of `names`.
std::string valueOf(std::string_view text, const std::set<std::string>& names, char separator) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        const auto place = line.find(separator);
        if (place != std::string::npos && names.contains(app::trimmed(line.substr(0, place)))) {
            return app::trimmed(line.substr(place + 1));
        }
    }
    return {};
}

double memoryGiB() {
    return static_cast<double>(sysconf(_SC_PHYS_PAGES)) *
           static_cast<double>(sysconf(_SC_PAGE_SIZE)) / (1 << 30);
}

std::string systemName() {
    std::string name = valueOf(contentOf("/etc/os-release"), {"PRETTY_NAME"}, '=');
    std::erase(name, '"');
    utsname kernel{};
    if (uname(&kernel) == 0) {
        name += (name.empty() ? "" : ", ") + std::string(kernel.sysname) + " " + kernel.release;
    }
    return name;
}

std::string compilerName() {
#if defined(__clang__)
    return "Clang " __clang_version__;
#else
    return "GCC " __VERSION__;
#endif
}

}  // namespace

std::string processorName(std::string_view cpuinfo) {
    const std::string name = valueOf(cpuinfo, {"model name", "Model", "Processor", "cpu"}, ':');
    return name.empty() ? "unknown" : name;
}

std::vector<std::string> networkInstructions(std::string_view cpuinfo) {
    static constexpr std::array kNames{
        "avx2",     "fma",      "avx512f",  "avx512_vnni", "avx512_bf16", "avx512_fp16",
        "avx_vnni", "amx_tile", "amx_int8", "amx_bf16",    "asimd",       "asimdhp",
        "asimddp",  "bf16",     "i8mm",     "sve",         "sve2"};
    std::istringstream flags(valueOf(cpuinfo, {"flags", "Features"}, ':'));
    const std::set<std::string> found{std::istream_iterator<std::string>(flags), {}};
    std::vector<std::string> names;
    std::ranges::copy_if(kNames, std::back_inserter(names),
                         [&](const char* name) { return found.contains(name); });
    return names;
}

Machine describeMachine() {
    const std::string cpuinfo = contentOf("/proc/cpuinfo");
    return {.processor = processorName(cpuinfo),
            .processors = model::usableProcessors(),
            .instructions = networkInstructions(cpuinfo),
            .memoryGiB = memoryGiB(),
            .governor =
                app::trimmed(contentOf("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")),
            .system = systemName(),
            .threads = model::computeThreads(),
            .libraries = {{"Handscope", app::kVersion},
                          {"network", model::runtimeSummary()},
                          {"FFmpeg", av_version_info()},
                          {"OpenCV", CV_VERSION},
                          {"Google Benchmark", HANDSCOPE_BENCHMARK_VERSION},
                          {"compiler", compilerName()}}};
}

}  // namespace handscope::bench
