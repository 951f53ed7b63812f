// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/support/Patience.h"

namespace handscope::test {

/// A port of this machine that lets callers in and never says a word.
class SilentPort {
public:
    SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        constexpr int kWaiting = 8;
        sockaddr_in local{};
        local.sin_family = AF_INET;
        local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof local;
        auto* const address = reinterpret_cast<sockaddr*>(&local);
        if (::bind(socket_, address, size) == 0 && ::listen(socket_, kWaiting) == 0 &&
            ::getsockname(socket_, address, &size) == 0) {
            number_ = ntohs(local.sin_port);
        }
    }
    ~SilentPort() {
        for (const int caller : callers_) {
            ::close(caller);
        }
        ::close(socket_);
    }
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;

    /// 0 where there is none.
    int number() const noexcept { return number_; }

    /// "tcp://…", or with another scheme.
    std::string address(const std::string& scheme = "tcp") const {
        return scheme + "://127.0.0.1:" + std::to_string(number_);
    }

    /// Blocks until the next one calls; false when nobody does.
    bool awaitCaller() {
        pollfd wait{socket_, POLLIN, 0};
        if (::poll(&wait, 1, kPatience) != 1) {
            return false;
        }
        const int caller = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
        if (caller >= 0) {
            callers_.push_back(caller);
        }
        return caller >= 0;
    }

private:
    int socket_;
    int number_ = 0;
    std::vector<int> callers_;
};

}  // namespace handscope::test
