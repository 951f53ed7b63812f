// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/LavfiGraph.h"

#include <cctype>
#include <set>
#include <string_view>

extern "C" {
#include <libavutil/avstring.h>
}

#include "capture/CaptureError.h"
#include "capture/FfmpegHandles.h"

namespace handscope::capture {
namespace {

/// Filters that compute their pictures from their options and inputs alone. A list of what may run
/// rather than of what may not: FFmpeg gains filters that open files with every release.
const std::set<std::string, std::less<>> kSelfContainedFilters{
    // sources
    "allrgb", "allyuv", "color", "colorchart", "colorspectrum", "gradients", "haldclutsrc",
    "mandelbrot", "mptestsrc", "nullsrc", "pal100bars", "pal75bars", "rgbtestsrc", "sierpinski",
    "smptebars", "smptehdbars", "testsrc", "testsrc2", "yuvtestsrc", "zoneplate",
    // filters
    "avgblur", "blend", "boxblur", "chromashift", "colorbalance", "colorchannelmixer", "colorspace",
    "concat", "copy", "crop", "drawbox", "drawgrid", "eq", "fade", "fifo", "format", "fps",
    "framerate", "framestep", "gblur", "geq", "hflip", "hstack", "hue", "interlace", "interleave",
    "loop", "lut", "lutrgb", "lutyuv", "negate", "noise", "null", "overlay", "pad", "random",
    "realtime", "reverse", "rgbashift", "rotate", "scale", "scroll", "select", "setdar",
    "setparams", "setpts", "setrange", "setsar", "settb", "shuffleframes", "split", "swapuv",
    "telecine", "tile", "tinterlace", "tpad", "transpose", "trim", "vflip", "vignette", "vstack",
    "xstack", "zoompan"};

[[noreturn]] void refuseGraph(const std::string& whatHappened) {
    throw CaptureError(
        whatHappened,
        "Expected filters that compute their own pictures, such as testsrc2 or color.",
        "Remove it, or allow further files: --allow-nested-files, or the box below the address in "
        "the window.");
}

/// Walks the graph with FFmpeg's own tokeniser, so that quotes and escapes are read as it reads
/// them.
class GraphWalk {
public:
    explicit GraphWalk(const std::string& graph) : rest_(graph.c_str()) {}

    void check() {
        skipScalerFlags();
        do {
            skipLabels();
            checkFilter();
            skipLabels();
            skipSpaces();
        } while (*rest_ == ',' || *rest_ == ';' ? *rest_++ != '\0' : false);
        if (*rest_ != '\0') {
            refuseGraph("The filter graph cannot be read from '" + std::string(rest_) + "' on.");
        }
    }

private:
    const char* rest_;

    void skipSpaces() {
        while (std::isspace(static_cast<unsigned char>(*rest_)) != 0) {
            ++rest_;
        }
    }

    std::string token(const char* terminators) {
        const AvText text(av_get_token(&rest_, terminators));
        return text ? text.get() : std::string();
    }

    void skipScalerFlags() {
        skipSpaces();
        constexpr std::string_view kPrefix = "sws_flags=";
        if (std::string_view(rest_).starts_with(kPrefix)) {
            const auto end = std::string_view(rest_).find(';');
            rest_ += end == std::string_view::npos ? std::string_view(rest_).size() : end + 1;
        }
    }

    void skipLabels() {
        for (skipSpaces(); *rest_ == '['; skipSpaces()) {
            ++rest_;
            token("]");
            if (*rest_ != ']') {
                refuseGraph("The filter graph has a '[' without its ']'.");
            }
            ++rest_;
        }
    }

    void checkFilter() {
        const std::string name = token("=,;[");
        const std::string type = name.substr(0, name.find('@'));
        if (!kSelfContainedFilters.contains(type)) {
            refuseGraph("The filter '" + type + "' is not one of those that open no file.");
        }
        if (*rest_ == '=') {
            ++rest_;
            checkOptions(token("[],;"));
        }
    }

    /// A newer FFmpeg reads "/option=path" as "take the value from that file".
    static void checkOptions(const std::string& options) {
        bool atStart = true;
        for (const char c : options) {
            if (atStart && c == '/') {
                refuseGraph("The filter option in '" + options + "' takes its value from a file.");
            }
            const bool skipped =
                std::isspace(static_cast<unsigned char>(c)) != 0 || c == '\'' || c == '\\';
            atStart = c == ':' || (atStart && skipped);
        }
    }
};

}  // namespace

void checkSelfContainedGraph(const std::string& graph) {
    GraphWalk(graph).check();
}

}  // namespace handscope::capture
