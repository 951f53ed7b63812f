// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/KernelDeviceQuery.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <string_view>
#include <system_error>

namespace handscope::capture {

std::vector<std::string> KernelDeviceQuery::nodes() {
    constexpr std::string_view kPrefix = "video";
    std::map<unsigned long, std::string> byNumber;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/dev", ignored)) {
        const std::string name = entry.path().filename().string();
        const std::string number =
            name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : std::string();
        constexpr std::size_t kMostDigits = 6;
        if (!number.empty() && number.size() <= kMostDigits &&
            number.find_first_not_of("0123456789") == std::string::npos) {
            byNumber.emplace(std::stoul(number), entry.path().string());
        }
    }
    std::vector<std::string> paths;
    for (const auto& [number, path] : byNumber) {
        paths.push_back(path);
    }
    return paths;
}

std::string KernelDeviceQuery::nameOf(const std::string& node) {
    std::ifstream file("/sys/class/video4linux/" + std::filesystem::path(node).filename().string() +
                       "/name");
    std::string name;
    std::getline(file, name);
    return name;
}

int KernelDeviceQuery::open(const std::string& node) {
    const int handle = ::open(node.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    return handle >= 0 ? handle : -errno;
}

void KernelDeviceQuery::close(int handle) {
    ::close(handle);
}

int KernelDeviceQuery::control(int handle, unsigned long request, void* argument) {
    int result = 0;
    do {
        result = ::ioctl(handle, request, argument);
    } while (result < 0 && errno == EINTR);
    return result >= 0 ? result : -errno;
}

}  // namespace handscope::capture
