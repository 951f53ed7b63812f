// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/VideoWriter.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

#include "capture/FfmpegHandles.h"
#include "capture/VideoEncoder.h"
#include "capture/VideoFile.h"

namespace handscope::capture {
namespace {

constexpr int kLargestSide = 16384;
constexpr double kLongest = 1e8;  // seconds

const AVOutputFormat& containerOf(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    const char* const name = ending == ".mp4" ? "mp4" : ending == ".mkv" ? "matroska" : nullptr;
    if (name == nullptr) {
        throw CaptureError(
            "The name of the video '" + file.string() + "' does not tell its format.",
            "Expected a name that ends in .mp4 or .mkv.", "Give the file such a name.");
    }
    const AVOutputFormat* const format = av_guess_format(name, nullptr, nullptr);
    if (format == nullptr) {
        throw CaptureError(std::string("FFmpeg cannot write ") + ending + " files.",
                           "Expected an FFmpeg with the muxer '" + std::string(name) + "'.",
                           "Install a full FFmpeg, or choose the other format.");
    }
    return *format;
}

void requireSize(int width, int height) {
    if (std::min(width, height) < 1 || std::max(width, height) > kLargestSide) {
        throw CaptureError("A picture of " + std::to_string(width) + "×" + std::to_string(height) +
                               " pixels cannot be written as video.",
                           "Expected sides of 1 to " + std::to_string(kLargestSide) + " pixels.",
                           "Choose another size at the source.");
    }
}

void requireOptions(const VideoWriterOptions& options) {
    constexpr int kWorst = 51;
    if (options.quality < 0 || options.quality > kWorst || options.threads < 0 ||
        !(options.fragmentSeconds > 0.0 && options.fragmentSeconds < kLongest)) {
        throw std::invalid_argument("options of a video out of range");
    }
}

DictionaryHandle muxerOptions(bool mp4, double fragmentSeconds) {
    AVDictionary* options = nullptr;
    if (mp4) {
        constexpr double kMicroseconds = 1e6;
        // No moov at the end that a killed program would leave out, and none to be moved.
        av_dict_set(&options, "movflags", "empty_moov+default_base_moof", 0);
        av_dict_set_int(&options, "frag_duration", std::llround(fragmentSeconds * kMicroseconds),
                        0);
    } else {
        constexpr double kMilliseconds = 1e3;
        av_dict_set_int(&options, "cluster_time_limit",
                        std::llround(fragmentSeconds * kMilliseconds), 0);
    }
    return DictionaryHandle(options);
}

}  // namespace

class VideoWriter::Implementation {
public:
    Implementation(std::filesystem::path path, int width, int height,
                   const VideoWriterOptions& options)
        : width_(width),
          height_(height),
          encoder_(width, height, options, containerOf(path)),
          file_(std::move(path), options.unfinished),
          packet_(av_packet_alloc()),
          held_(av_packet_alloc()) {
        AVFormatContext* muxer = nullptr;
        avformat_alloc_output_context2(&muxer, &containerOf(file_.path()), nullptr, nullptr);
        muxer_.reset(muxer);
        if (!muxer_ || !packet_ || !held_) {
            throw std::bad_alloc();
        }
        kept_ = options.unfinished == UnfinishedVideo::Kept;
        begin(options);
    }

    /// What a kept file lacks for its end is written as far as it goes.
    ~Implementation() {
        if (kept_ && state_ == State::Writing) {
            try {
                end();
            } catch (const std::exception&) {
                // The file is as whole as the disk allows.
            }
        }
    }

    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    bool write(const Frame& frame, double seconds) {
        if (!(seconds >= 0.0 && seconds < kLongest)) {
            throw std::invalid_argument("a time outside the video");
        }
        requireWriting();
        requireFrame(frame);
        const std::int64_t ticks = std::llround(seconds * VideoEncoder::kTicksASecond);
        const std::int64_t stored = av_rescale_q(ticks, ticksBase(), stream_->time_base);
        if (lastStored_ && stored <= *lastStored_) {
            ++counts_.skipped;
            return false;
        }
        guarded([&] {
            encoder_.send(frame, ticks);
            passOn();
        });
        lastStored_ = stored;
        ++counts_.written;
        return true;
    }

    void finish() {
        end();
        guarded([&] { file_.commit(); });
    }

    Counts counts() const noexcept { return counts_; }
    const std::string& encoder() const noexcept { return encoderName_; }

private:
    enum class State { Writing, Ended, Failed };

    int width_;
    int height_;
    bool kept_ = false;
    VideoEncoder encoder_;
    std::string encoderName_{encoder_.name()};
    VideoFile file_;
    OutputContextHandle muxer_;  ///< goes before the file that it writes into
    AVStream* stream_ = nullptr;
    PacketHandle packet_;
    PacketHandle held_;  ///< the packet before, until it is known how long it lasts
    bool holds_ = false;
    std::int64_t lastLength_ = VideoEncoder::kTicksASecond / 30;  ///< of one frame
    std::optional<std::int64_t> lastStored_;
    Counts counts_;
    State state_ = State::Writing;

    static AVRational ticksBase() noexcept { return {1, VideoEncoder::kTicksASecond}; }

    /// After an error nothing more is written, so that a kept file is not made worse.
    template <typename Work>
    void guarded(const Work& work) {
        try {
            work();
        } catch (...) {
            state_ = State::Failed;
            file_.cutToMark();
            throw;
        }
    }

    void begin(const VideoWriterOptions& options) {
        stream_ = avformat_new_stream(muxer_.get(), nullptr);
        if (stream_ == nullptr ||
            avcodec_parameters_from_context(stream_->codecpar, &encoder_.context()) < 0) {
            throw std::bad_alloc();
        }
        stream_->time_base = ticksBase();
        muxer_->pb = file_.io();
        muxer_->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_FLUSH_PACKETS;
        const bool mp4 = std::string_view(muxer_->oformat->name) == "mp4";
        DictionaryHandle handle = muxerOptions(mp4, options.fragmentSeconds);
        AVDictionary* left = handle.release();
        const int result = avformat_write_header(muxer_.get(), &left);
        handle.reset(left);
        require(result);
        file_.markWhole();
    }

    void requireFrame(const Frame& frame) const {
        if (frame.width != width_ || frame.height != height_) {
            throw CaptureError("A picture of " + std::to_string(frame.width) + "×" +
                                   std::to_string(frame.height) + " pixels came to a video of " +
                                   std::to_string(width_) + "×" + std::to_string(height_) + ".",
                               "Expected pictures of one size in one video.",
                               "Begin another video for it.");
        }
        if (frame.pixels.size() < frame.stride() * static_cast<std::size_t>(frame.height)) {
            throw std::invalid_argument("a frame holds fewer pixels than its size says");
        }
    }

    void require(int result) const {
        file_.throwIfRefused();
        if (result < 0) {
            throw cannotWriteVideo(file_.path(), ffmpegErrorText(result));
        }
    }

    /// The encoder's packets to the file, but for the last one.
    void passOn() {
        while (encoder_.receive(*packet_)) {
            if (holds_) {
                lastLength_ = packet_->pts - held_->pts;
                writeHeld();
            }
            std::swap(packet_, held_);
            holds_ = true;
        }
    }

    void writeHeld() {
        held_->duration = lastLength_;
        held_->stream_index = stream_->index;
        av_packet_rescale_ts(held_.get(), ticksBase(), stream_->time_base);
        const int result = av_write_frame(muxer_.get(), held_.get());
        av_packet_unref(held_.get());
        holds_ = false;
        require(result);
        file_.markWhole();
    }

    void requireWriting() const {
        if (state_ != State::Writing) {
            throw std::logic_error("a video is written to after its end or an error");
        }
    }

    void end() {
        requireWriting();
        guarded([&] {
            encoder_.end();
            passOn();
            if (holds_) {
                writeHeld();
            }
            require(av_write_trailer(muxer_.get()));
        });
        state_ = State::Ended;
    }
};

VideoWriter::VideoWriter(std::filesystem::path file, int width, int height,
                         const VideoWriterOptions& options) {
    requireOptions(options);
    requireSize(width, height);
    implementation_ = std::make_unique<Implementation>(std::move(file), width, height, options);
}

VideoWriter::~VideoWriter() = default;

bool VideoWriter::write(const Frame& frame, double seconds) {
    return implementation_->write(frame, seconds);
}

void VideoWriter::finish() {
    implementation_->finish();
}

VideoWriter::Counts VideoWriter::counts() const noexcept {
    return implementation_->counts();
}

const std::string& VideoWriter::encoder() const noexcept {
    return implementation_->encoder();
}

}  // namespace handscope::capture
