// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/MediaTool.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>

extern char** environ;

namespace handscope::capture {
namespace {

struct Finished {
    int status = -1;
    std::vector<std::uint8_t> output;
};

Finished outputOf(const std::vector<std::string>& command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    std::vector<char*> arguments;
    for (const std::string& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    pid_t child = -1;
    const int error =
        ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    Finished finished;
    if (error == 0) {
        std::array<std::uint8_t, 65536> buffer{};
        for (ssize_t count = 0; (count = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
            finished.output.insert(finished.output.end(), buffer.begin(), buffer.begin() + count);
        }
        ::waitpid(child, &finished.status, 0);
    }
    ::close(ends[0]);
    return finished;
}

std::optional<double> number(const std::string& text) {
    if (text.empty() || text == "N/A") {
        return std::nullopt;
    }
    return std::stod(text);
}

}  // namespace

bool haveMediaTools() {
    static const bool have = outputOf({"ffmpeg", "-version"}).status == 0 &&
                             outputOf({"ffprobe", "-version"}).status == 0;
    return have;
}

bool runFfmpeg(const std::vector<std::string>& arguments) {
    std::vector<std::string> command{"ffmpeg", "-v", "error", "-nostdin", "-y"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const bool good = outputOf(command).status == 0;
    if (!good) {
        std::cerr << "failed:";
        for (const std::string& word : command) {
            std::cerr << ' ' << word;
        }
        std::cerr << '\n';
    }
    return good;
}

std::vector<ProbedFrame> probeFrames(const std::string& file) {
    const Finished finished =
        outputOf({"ffprobe", "-v", "quiet", "-select_streams", "v:0", "-show_entries",
                  "frame=pts_time,best_effort_timestamp_time", "-of", "flat=s=_", file});
    std::vector<ProbedFrame> frames;
    std::istringstream lines(std::string(finished.output.begin(), finished.output.end()));
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find("=\"");
        if (equals == std::string::npos || !line.starts_with("frames_frame_")) {
            continue;
        }
        const auto index =
            static_cast<std::size_t>(std::stoul(line.substr(std::string("frames_frame_").size())));
        frames.resize(std::max(frames.size(), index + 1));
        const std::string value = line.substr(equals + 2, line.size() - equals - 3);
        const std::string key = line.substr(0, equals);
        if (key.ends_with("_best_effort_timestamp_time")) {
            frames[index].bestEffort = number(value);
        } else if (key.ends_with("_pts_time")) {
            frames[index].pts = number(value);
        }
    }
    return frames;
}

std::vector<std::uint8_t> decodeWithFfmpeg(const std::string& file,
                                           const std::vector<std::string>& outputArguments) {
    std::vector<std::string> command{"ffmpeg", "-v", "quiet", "-nostdin", "-i", file};
    command.insert(command.end(), outputArguments.begin(), outputArguments.end());
    for (const char* word : {"-sws_flags", "bilinear+accurate_rnd+full_chroma_int", "-vsync", "0",
                             "-pix_fmt", "rgb24", "-f", "rawvideo", "-"}) {
        command.emplace_back(word);
    }
    return outputOf(command).output;
}

std::vector<std::uint8_t> readBytes(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeBytes(const std::string& file, const std::vector<std::uint8_t>& bytes) {
    std::ofstream stream(file, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
}

void writeText(const std::string& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace handscope::capture
