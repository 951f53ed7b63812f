// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/SourceAddress.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>

#include "capture/DeviceList.h"
#include "capture/InputDevices.h"
#include "capture/LavfiGraph.h"

namespace handscope::capture {
namespace {

/// Demuxers of files that hold all that they need: none opens a second file.
const std::vector<std::string> kSelfContainedDemuxers{
    "mov",  "matroska", "webm",   "avi",          "mpegts", "mpeg", "mpegvideo", "m4v", "ogg",
    "flv",  "live_flv", "asf",    "h264",         "hevc",   "av1",  "obu",       "ivf", "gif",
    "apng", "mjpeg",    "mpjpeg", "yuv4mpegpipe", "nut",    "mxf",  "dv",        "rm",  "h261",
    "h263", "vc1",      "dirac",  "wtv",          "gxf",    "nsv"};

/// By a URL's scheme: the protocols that FFmpeg stacks to serve it.
const std::map<std::string, std::vector<std::string>> kUrlProtocols{
    {"rtsp", {"rtsp", "rtp", "udp", "tcp"}},
    {"rtmp", {"rtmp", "tcp"}},
    {"http", {"http", "httpproxy", "tcp"}},
    {"https", {"https", "tls", "httpproxy", "http", "tcp"}},
    {"udp", {"udp"}},
    {"tcp", {"tcp"}},
};

/// The scheme of "scheme://…", or nothing.
std::string schemeOf(const std::string& address) {
    const auto end = address.find("://");
    if (end == std::string::npos || end == 0) {
        return {};
    }
    const bool plausible = std::all_of(
        address.begin(), address.begin() + static_cast<long>(end),
        [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.'; });
    return plausible ? address.substr(0, end) : std::string();
}

std::string systemText(int error) {
    return std::generic_category().message(error);
}

[[noreturn]] void refuseFile(const std::string& path, const std::string& why,
                             const std::string& whatToDo) {
    throw CaptureError("'" + path + "' " + why + ".", "Expected a readable video file.", whatToDo);
}

class FileDescriptor {
public:
    explicit FileDescriptor(const std::string& path)
        : value_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {}
    ~FileDescriptor() {
        if (value_ >= 0) {
            ::close(value_);
        }
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int value() const noexcept { return value_; }

private:
    int value_;
};

void checkFile(const std::string& path) {
    if (path.empty()) {
        throw CaptureError("The source's address is empty.",
                           "Expected a file, a device, a URL or \"-\".", "Name a source.");
    }
    if (path.find('\0') != std::string::npos) {
        refuseFile(path.substr(0, path.find('\0')), "has a zero byte in its name",
                   "Rename the file.");
    }
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        refuseFile(path, "cannot be opened: " + systemText(errno),
                   "Check the spelling and that the folder is mounted.");
    }
    if (S_ISDIR(status.st_mode)) {
        refuseFile(path, "is a folder",
                   "Name a file in it; pictures of one clip are frames:" + path + ".");
    }
    if (S_ISFIFO(status.st_mode)) {
        refuseFile(path, "is a named pipe",
                   "Feed it to standard input and name the source \"-\" instead.");
    }
    if (S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode) || S_ISSOCK(status.st_mode)) {
        refuseFile(path, "is a device or a socket, not a file",
                   "Name a camera as \"v4l2:/dev/video0\".");
    }
    const FileDescriptor file(path);
    if (file.value() < 0) {
        refuseFile(path, "cannot be read: " + systemText(errno), "Check the file's permissions.");
    }
    if (status.st_size == 0 && S_ISREG(status.st_mode)) {
        refuseFile(path, "is empty (0 bytes)", "Copy or record it again.");
    }
}

SourceAddress device(std::string inputFormat, std::string url) {
    SourceAddress result;
    result.kind = SourceAddress::Kind::Device;
    result.url = std::move(url);
    result.demuxers = {inputFormat};
    result.inputFormat = std::move(inputFormat);
    result.live = true;
    return result;
}

SourceAddress graph(std::string description, bool mayOpenFiles) {
    if (!mayOpenFiles) {
        checkSelfContainedGraph(description);
    }
    SourceAddress result;
    result.kind = SourceAddress::Kind::Graph;
    result.url = std::move(description);
    result.inputFormat = "lavfi";
    result.demuxers = {"lavfi"};
    return result;
}

SourceAddress url(const std::string& address, const std::string& scheme,
                  const std::vector<std::string>& extraProtocols) {
    const auto known = kUrlProtocols.find(scheme);
    const bool extra =
        std::find(extraProtocols.begin(), extraProtocols.end(), scheme) != extraProtocols.end();
    if (known == kUrlProtocols.end() && !extra) {
        throw CaptureError(
            "The protocol '" + scheme + "' of '" + withoutPassword(address) + "' is not allowed.",
            "Expected a file's path, or a URL with rtsp, rtmp, http, https, udp or tcp.",
            "Give a file's path without \"file://\", or allow it: --allow-protocol " + scheme +
                ", or the box below the address in the window.");
    }
    SourceAddress result;
    result.kind = SourceAddress::Kind::Url;
    result.url = address;
    result.protocols = known != kUrlProtocols.end() ? known->second : std::vector{scheme};
    result.demuxers = kSelfContainedDemuxers;
    if (scheme == "rtsp") {
        result.demuxers.emplace_back("rtsp");
    }
    result.live = scheme != "http" && scheme != "https";
    return result;
}

SourceAddress standardInput(bool live) {
    SourceAddress result;
    result.kind = SourceAddress::Kind::StandardInput;
    result.demuxers = kSelfContainedDemuxers;
    result.demuxers.emplace_back("jpeg_pipe");  // what FFmpeg takes Motion JPEG for
    result.live = live;
    return result;
}

/// Pictures one after the other and nothing else, as many cameras write them. FFmpeg would take
/// them for a single one.
bool isMotionJpeg(const std::string& path, int descriptor) {
    constexpr std::string_view kEndings[] = {".mjpeg", ".mjpg"};
    unsigned char begin[2] = {};
    return std::ranges::any_of(kEndings, [&](auto ending) { return path.ends_with(ending); }) &&
           ::pread(descriptor, begin, sizeof begin, 0) == sizeof begin && begin[0] == 0xFF &&
           begin[1] == 0xD8;
}

SourceAddress file(const std::string& path) {
    checkFile(path);
    SourceAddress result;
    result.url = "file:" + path;
    result.protocols = {"file"};
    result.demuxers = kSelfContainedDemuxers;
    if (isMotionJpeg(path, FileDescriptor(path).value())) {
        result.inputFormat = "mjpeg";
    }
    return result;
}

bool isFolder(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// The ending that most pictures of a folder have; empty where there are none.
std::string pictureEnding(const std::string& folder) {
    std::map<std::string, std::int64_t> counts{{".jpg", 0}, {".jpeg", 0}, {".png", 0}};
    std::error_code error;
    for (std::filesystem::directory_iterator entries(folder, error);
         !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
        const auto count = counts.find(entries->path().extension().string());
        if (count != counts.end()) {
            ++count->second;
        }
    }
    const auto most =
        std::ranges::max_element(counts, {}, [](const auto& one) { return one.second; });
    return most->second > 0 ? most->first : std::string();
}

/// What a shell would take for a pattern stands for itself.
std::string literally(const std::string& path) {
    std::string escaped;
    for (const char character : path) {
        if (std::string_view("*?[]\\").find(character) != std::string_view::npos) {
            escaped += '\\';
        }
        escaped += character;
    }
    return escaped;
}

SourceAddress frames(const std::string& text) {
    constexpr const char* kJestersRate = "12";
    const auto at = text.rfind('@');
    const bool saysRate = at != std::string::npos && !isFolder(text);
    const std::string folder = text.substr(0, saysRate ? at : std::string::npos);
    const std::string rate = saysRate ? text.substr(at + 1) : kJestersRate;
    double perSecond = 0.0;
    const char* const end = rate.data() + rate.size();
    const auto read = std::from_chars(rate.data(), end, perSecond);
    constexpr double kMost = 1000.0;
    if (read.ec != std::errc() || read.ptr != end || !(perSecond > 0.0) || perSecond > kMost) {
        throw CaptureError("'" + rate + "' is no number of pictures a second.",
                           "Expected frames:FOLDER, or frames:FOLDER@12 with up to 1000.",
                           "Correct what follows the @.");
    }
    if (!isFolder(folder)) {
        throw CaptureError("There is no folder '" + folder + "'.",
                           "Expected one with the pictures of a clip.", "Check its path.");
    }
    const std::string ending = pictureEnding(folder);
    if (ending.empty()) {
        throw CaptureError("The folder '" + folder + "' holds no pictures.",
                           "Expected files that end in .jpg, .jpeg or .png.",
                           "Name a folder of pictures, or a video itself.");
    }
    SourceAddress result;
    result.kind = SourceAddress::Kind::Frames;
    result.url = literally(std::filesystem::absolute(folder).string()) + "/*" + ending;
    result.inputFormat = "image2";
    result.demuxers = {"image2"};
    result.protocols = {"file"};
    result.settings = {{"pattern_type", "glob"}, {"framerate", rate}};
    return result;
}

SourceAddress dispatch(const std::string& address, const SourceOptions& options) {
    const auto after = [&address](std::string_view prefix) -> std::optional<std::string> {
        if (!address.starts_with(prefix)) {
            return std::nullopt;
        }
        return address.substr(prefix.size());
    };
    if (address == "-") {
        return standardInput(options.live);
    }
    if (const auto node = cameraNode(address)) {
        return device("v4l2", *node);
    }
    if (const auto screen = after("x11grab:")) {
        return device("x11grab", *screen);
    }
    if (const auto folder = after("frames:")) {
        return frames(*folder);
    }
    if (const auto description = after("lavfi:")) {
        return graph(*description, options.allowNestedFiles);
    }
    if (const std::string scheme = schemeOf(address); !scheme.empty()) {
        return url(address, scheme, options.extraProtocols);
    }
    for (const std::string& name : videoInputDevices()) {
        if (const auto where = after(name + ":")) {
            return device(name, *where);
        }
    }
    return file(address);
}

}  // namespace

std::string withoutPassword(const std::string& address) {
    const auto scheme = address.find("://");
    if (scheme == std::string::npos) {
        return address;
    }
    const auto host = scheme + 3;
    const auto end = address.find_first_of("/?#", host);
    const auto at = address.substr(0, end).rfind('@');
    return at == std::string::npos || at < host ? address
                                                : address.substr(0, host) + address.substr(at + 1);
}

SourceAddress parseSourceAddress(const std::string& address, const SourceOptions& options) {
    SourceAddress result = dispatch(address, options);
    if (options.allowNestedFiles) {
        result.demuxers.clear();
    }
    result.protocols.insert(result.protocols.end(), options.extraProtocols.begin(),
                            options.extraProtocols.end());
    return result;
}

}  // namespace handscope::capture
