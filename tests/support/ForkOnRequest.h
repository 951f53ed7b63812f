// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

namespace handscope::test {

/// A request's most bytes.
constexpr std::size_t kLongestRequest = 1 << 17;

/// Becomes the program that `words` ask for: the files for its output and its errors, then its
/// arguments from the nought-th on, each ended by a NUL.
[[noreturn]] inline void becomeProgram(int (*program)(int, char**), std::string& words) {
    std::vector<char*> arguments;
    for (std::size_t at = 0; at < words.size(); at += std::strlen(&words[at]) + 1) {
        arguments.push_back(&words[at]);
    }
    const auto open = [](const char* file, int flags, int as) {
        const int opened = ::open(file, flags, 0666);
        if (opened < 0 || ::dup2(opened, as) != as) {
            std::abort();
        }
        ::close(opened);
    };
    open("/dev/null", O_RDONLY, STDIN_FILENO);
    open(arguments.at(0), O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    open(arguments.at(1), O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    arguments.erase(arguments.begin(), arguments.begin() + 2);
    const int count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    const int status = program(count, arguments.data());
    std::fflush(nullptr);
    // Not exit(): LibTorch's destructors write to most of its memory, and to copy that for the fork
    // takes as long as a start. They are seen in the runs that are started.
    ::_exit(status);
}

/// The main function of a program that LoadedProgram starts. Forks for each request that comes over
/// the socket at standard input, runs `program` in what it forked and answers with its wait status:
/// what all libraries do before main() is done once for all runs. Ends with the other end of the
/// socket, and ends a run then.
inline int forkOnRequest(int (*program)(int, char**)) {
    // A fork takes over no thread but the one that calls it.
    const std::filesystem::directory_iterator threads("/proc/self/task");
    if (std::distance(begin(threads), end(threads)) != 1) {
        return EXIT_FAILURE;
    }
    const char ready = 1;
    ::send(STDIN_FILENO, &ready, sizeof(ready), MSG_NOSIGNAL);
    std::string words(kLongestRequest, '\0');
    for (ssize_t size = 0;
         (size = ::recv(STDIN_FILENO, words.data(), words.size(), MSG_TRUNC)) > 0;) {
        if (static_cast<std::size_t>(size) > words.size()) {
            return EXIT_FAILURE;
        }
        const pid_t process = ::fork();
        if (process == 0) {
            words.resize(static_cast<std::size_t>(size));
            becomeProgram(program, words);
        }
        const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
        if (process < 0 || descriptor < 0) {
            return EXIT_FAILURE;
        }
        // Nothing comes while a run is waited for, but the end.
        pollfd watched[] = {{STDIN_FILENO, POLLIN, 0}, {descriptor, POLLIN, 0}};
        ::poll(watched, std::size(watched), -1);
        if (watched[0].revents != 0) {
            ::kill(process, SIGKILL);
        }
        ::close(descriptor);
        int status = 0;
        ::waitpid(process, &status, 0);
        ::send(STDIN_FILENO, &status, sizeof(status), MSG_NOSIGNAL);
    }
    return EXIT_SUCCESS;
}

}  // namespace handscope::test
