// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/Logging.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/platform/ResourceLocation.h"
#include "capture/FfmpegLog.h"
#include "model/Runtime.h"

namespace handscope::app {
namespace {

constexpr std::size_t kLogBytes = 2 << 20;
constexpr std::size_t kLogFiles = 3;

}  // namespace

void startLogging(const std::string& level, bool alsoToFile) {
    const auto asked = spdlog::level::from_str(level);
    auto logger = std::make_shared<spdlog::logger>(
        "handscope", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    logger->set_pattern("%H:%M:%S.%e %^%l%$ %v");
    logger->sinks().front()->set_level(asked);
    spdlog::set_default_logger(logger);
    spdlog::set_level(asked);
    if (alsoToFile) {
        const std::filesystem::path file = stateFolder() / "handscope.log";
        try {
            std::filesystem::create_directories(file.parent_path());
            const auto kept = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                file.string(), kLogBytes, kLogFiles);
            kept->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
            logger->sinks().push_back(kept);
            // Events are of this level, and are to be found in the file whatever is shown.
            spdlog::set_level(std::min(asked, spdlog::level::info));
        } catch (const std::exception& error) {
            spdlog::warn("No log file: {}", error.what());
        }
    }
    logger->flush_on(spdlog::level::info);  // events must be in the file when the power goes
    capture::routeFfmpegLog();
}

void warnAboutRuntime() {
    if (const auto warning = model::slowBlasWarning()) {
        spdlog::warn("{}", warning->what());
    }
}

}  // namespace handscope::app
