// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wordexp.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace handscope::test {

/// A program whose libraries are loaded already and which is forked for each run, as LibTorch takes
/// a second of a processor until main() begins. It is the same code, in a program of its own beside
/// the real one: `<program>-loaded`, of forkOnRequest(). Its runs see what they would see of a
/// shell's: no standard input, the same folder, environment and /proc/self/exe's folder.
/// One run at a time; others wait.
class LoadedProgram {
public:
    /// Starts `program`-loaded, if there is one.
    explicit LoadedProgram(const std::string& program) {
        std::string file = program + "-loaded";
        int ends[2];
        if (::access(file.c_str(), X_OK) != 0 ||
            ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
            return;
        }
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
        char* const arguments[] = {file.data(), nullptr};
        const bool started =
            ::posix_spawn(&process_, file.c_str(), &actions, nullptr, arguments, environ) == 0;
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        socket_ = ends[0];
        char ready = 0;
        ready_ = started && ::recv(socket_, &ready, sizeof(ready), 0) == sizeof(ready);
    }

    ~LoadedProgram() {
        if (socket_ >= 0) {
            ::close(socket_);
        }
        if (process_ > 0) {
            ::waitpid(process_, nullptr, 0);
        }
    }

    LoadedProgram(const LoadedProgram&) = delete;
    LoadedProgram& operator=(const LoadedProgram&) = delete;

    /// The wait status of a run of `words`, whose first is the program. None where there is no such
    /// loaded program. Blocks until the run has ended.
    std::optional<int> run(const std::vector<std::string>& words, const std::string& output,
                           const std::string& errors) {
        const std::lock_guard lock(mutex_);
        if (!ready_) {
            return std::nullopt;
        }
        std::string request = output + '\0' + errors + '\0';
        for (const std::string& word : words) {
            request += word + '\0';
        }
        int status = 0;
        if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) < 0 ||
            ::recv(socket_, &status, sizeof(status), 0) != sizeof(status)) {
            throw std::runtime_error(words.front() + "-loaded is gone.");
        }
        return status;
    }

private:
    std::mutex mutex_;
    int socket_ = -1;
    pid_t process_ = -1;
    bool ready_ = false;
};

/// The folder and the environment that a program started now would have.
inline std::vector<std::string> surroundings() {
    std::vector<std::string> result{std::filesystem::current_path().string()};
    for (char** variable = environ; *variable != nullptr; ++variable) {
        result.emplace_back(*variable);
    }
    return result;
}

/// As they were before any test changed them.
inline const std::vector<std::string> kSurroundingsAtStart = surroundings();

/// The words of `command` where it is nothing but a program and its arguments; none where it has
/// anything that needs a shell, such as a redirection, a variable set for it alone or a second
/// command.
inline std::vector<std::string> plainWords(const std::string& command) {
    wordexp_t expanded{};
    std::vector<std::string> words;
    if (::wordexp(command.c_str(), &expanded, WRDE_NOCMD) == 0) {
        words.assign(expanded.we_wordv, expanded.we_wordv + expanded.we_wordc);
        ::wordfree(&expanded);
    }
    // What wordexp() takes for a word is a variable that a shell would set.
    if (!words.empty() && words.front().find('=') != std::string::npos) {
        words.clear();
    }
    return words;
}

/// The wait status of `command`, if it is a plain one of a program that is loaded. None where a
/// test has changed folder or environment: libraries read the environment when they are loaded.
inline std::optional<int> runLoaded(const std::string& command, const std::string& output,
                                    const std::string& errors) {
    static std::mutex mutex;
    static std::map<std::string, LoadedProgram> programs;
    const std::vector<std::string> words = plainWords(command);
    if (words.empty() || !words.front().starts_with('/') ||
        surroundings() != kSurroundingsAtStart) {
        return std::nullopt;
    }
    std::unique_lock lock(mutex);
    LoadedProgram& program = programs.try_emplace(words.front(), words.front()).first->second;
    lock.unlock();
    return program.run(words, output, errors);
}

}  // namespace handscope::test
