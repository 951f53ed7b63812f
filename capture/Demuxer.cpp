// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/Demuxer.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <iterator>
#include <stop_token>
#include <string_view>
#include <utility>

#include "capture/DeviceList.h"
#include "capture/InputDevices.h"

namespace handscope::capture {
namespace {

/// libavdevice does not hand out its descriptor to wait on, so a camera without a picture ready is
/// asked again after this long; interrupt() wakes the wait.
constexpr std::chrono::milliseconds kDeviceRetry{2};

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ",") + word;
    }
    return text;
}

/// NAME=VALUE NAME=VALUE …
std::string optionsText(const std::map<std::string, std::string>& options) {
    std::string text;
    for (const auto& [name, value] : options) {
        text += (text.empty() ? "" : " ") + name + "=" + value;
    }
    return text;
}

DictionaryHandle dictionary(const std::map<std::string, std::string>& entries) {
    AVDictionary* raw = nullptr;
    for (const auto& [key, value] : entries) {
        av_dict_set(&raw, key.c_str(), value.c_str(), 0);
    }
    return DictionaryHandle(raw);
}

bool isMovingPicture(const AVStream& stream) {
    constexpr int kStill = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS;
    return stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO && (stream.disposition & kStill) == 0;
}

/// Larger is better: a stream that we can decode, then one that its maker marked.
auto rank(const AVStream& stream) {
    return std::pair(avcodec_find_decoder(stream.codecpar->codec_id) != nullptr,
                     (stream.disposition & AV_DISPOSITION_DEFAULT) != 0);
}

}  // namespace

Demuxer::Demuxer(const std::string& name, const SourceAddress& address,
                 const SourceOptions& options, Interruption& interruption)
    : name_(withoutPassword(name)),
      interruption_(interruption),
      context_(avformat_alloc_context()) {
    if (!context_) {
        throw std::bad_alloc();
    }
    registerDevices();
    configure(address, options);
    {
        // A read of standard input does not ask the interruption: it is woken.
        const std::stop_callback wakes(options.stop, [this] { wake(); });
        open(address, options);
        if (const int code = avformat_find_stream_info(context_.get(), nullptr); code < 0) {
            refuse(code, address);
        }
    }
    if (interruption_.calledOff() || interruption_.expired()) {
        refuse(AVERROR_EXIT, address);
    }
    chooseStream();
    interruption_.markOpen();
}

void Demuxer::configure(const SourceAddress& address, const SourceOptions& options) {
    context_->interrupt_callback = {&Interruption::callback, &interruption_};
    av_opt_set(context_.get(), "protocol_whitelist", joined(address.protocols).c_str(), 0);
    if (!address.demuxers.empty()) {
        av_opt_set(context_.get(), "format_whitelist", joined(address.demuxers).c_str(), 0);
    }
    if (address.kind == SourceAddress::Kind::Device) {
        context_->flags |= AVFMT_FLAG_NONBLOCK;
    }
    if (address.kind == SourceAddress::Kind::StandardInput) {
        standardInput_ = std::make_unique<StandardInput>();
        context_->pb = standardInput_->context();
    }
    // Of a folder's pictures the pattern names each, and none of them names another.
    if (!options.allowNestedFiles && address.kind != SourceAddress::Kind::Frames) {
        openGuard_ = std::make_unique<OpenGuard>();
        openGuard_->open = context_->io_open;
        openGuard_->used = standardInput_ != nullptr;
        context_->opaque = openGuard_.get();
        context_->io_open = [](AVFormatContext* self, AVIOContext** opened, const char* url,
                               int flags, AVDictionary** settings) {
            auto& guard = *static_cast<OpenGuard*>(self->opaque);
            if (guard.used) {
                spdlog::warn("'{}' tried to open a further file and was refused.", self->url);
                return AVERROR(EACCES);
            }
            guard.used = true;
            return guard.open(self, opened, url, flags, settings);
        };
    }
}

void Demuxer::open(const SourceAddress& address, const SourceOptions& options) {
    const AVInputFormat* format = nullptr;
    if (!address.inputFormat.empty()) {
        format = av_find_input_format(address.inputFormat.c_str());
        if (format == nullptr) {
            throw CaptureError("'" + name_ + "' cannot be opened: this FFmpeg has no '" +
                                   address.inputFormat + "' input.",
                               "Expected an FFmpeg that was built with it.",
                               "Install the full libavdevice package.");
        }
    }
    auto all = options.formatOptions;
    all.insert(address.settings.begin(), address.settings.end());
    AVDictionary* settings = dictionary(all).release();
    AVFormatContext* raw = context_.release();  // FFmpeg frees it when it cannot open
    const int code = avformat_open_input(&raw, address.url.c_str(),
                                         const_cast<AVInputFormat*>(format), &settings);
    context_.reset(raw);
    const DictionaryHandle unused(settings);
    const bool badValue = code == AVERROR(EINVAL) || code == AVERROR(ERANGE);
    const bool gaveUp = interruption_.calledOff() || interruption_.expired();
    if (badValue && !options.formatOptions.empty() && !gaveUp) {
        throw SourceOptionError("'" + name_ + "' cannot be opened with these options: " +
                                    optionsText(options.formatOptions) + ".",
                                "Expected values that this input takes.",
                                "Correct them, or leave them out to see whether it opens so.");
    }
    if (code < 0) {
        refuse(code, address);
    }
    if (!timesFrames() &&
        (address.live || (address.kind == SourceAddress::Kind::Url && !seekable()))) {
        timeByArrival();
    }
    if (const AVDictionaryEntry* entry =
            av_dict_get(unused.get(), "", nullptr, AV_DICT_IGNORE_SUFFIX)) {
        const std::string names = context_->iformat->name;  // "mov,mp4,…": one of them will do
        throw SourceOptionError(
            "The option '" + std::string(entry->key) + "' is unknown to '" + names + "'.",
            "Expected an option of that FFmpeg input.",
            "Check its name with 'ffmpeg -h demuxer=" + names.substr(0, names.find(',')) + "'.");
    }
}

bool Demuxer::timesFrames() const {
    // Of JPEG after JPEG: FFmpeg counts 25 of them a second, whatever comes.
    constexpr std::string_view kUntimed[] = {"mpjpeg", "mjpeg", "jpeg_pipe", "image2pipe"};
    return std::ranges::find(kUntimed, context_->iformat->name) == std::end(kUntimed);
}

void Demuxer::timeByArrival() {
    context_->use_wallclock_as_timestamps = 1;
    for (unsigned i = 0; i < context_->nb_streams; ++i) {
        context_->streams[i]->time_base = {1, AV_TIME_BASE};  // a 25th of a second is too coarse
    }
}

void Demuxer::chooseStream() {
    AVStream* best = nullptr;
    for (unsigned i = 0; i < context_->nb_streams; ++i) {
        AVStream* stream = context_->streams[i];
        if (isMovingPicture(*stream) && (best == nullptr || rank(*stream) > rank(*best))) {
            best = stream;
        }
    }
    if (best == nullptr) {
        throw CaptureError("'" + name_ + "' has no video stream.",
                           "Expected a file or device with moving pictures.",
                           "Choose another source.");
    }
    for (unsigned i = 0; i < context_->nb_streams; ++i) {
        if (context_->streams[i] != best) {
            context_->streams[i]->discard = AVDISCARD_ALL;
        }
    }
    stream_ = best;
}

void Demuxer::refuse(int code, const SourceAddress& address) const {
    if (interruption_.calledOff()) {
        throw CaptureError("'" + name_ + "' was not opened: that was called off.",
                           "Expected to be let wait for it.", "Open it again to wait for it.");
    }
    const std::string why = interruption_.expired() ? "it does not answer" : ffmpegErrorText(code);
    const std::string what = "'" + name_ + "' cannot be opened: " + why + ".";
    switch (address.kind) {
        case SourceAddress::Kind::Device:
            if (address.inputFormat == "v4l2" && code == AVERROR(EACCES)) {
                throw CaptureError(what, "Expected a camera that you may open.",
                                   adviceOn(DeviceRefusal::Forbidden));
            }
            throw CaptureError(
                what, "Expected a device that is connected and not in use.",
                "Connect it, close other programs that use it, and check its address.");
        case SourceAddress::Kind::Graph:
            throw CaptureError(what, "Expected a filter graph such as testsrc=size=64x48:rate=15.",
                               "Correct the graph.");
        case SourceAddress::Kind::Url:
            if (code != AVERROR(EINVAL)) {
                throw CaptureError(what, "Expected a reachable stream of video.",
                                   "Check the address and the network.");
            }
            break;
        case SourceAddress::Kind::Frames:
            throw CaptureError(what, "Expected a folder of pictures that FFmpeg can read.",
                               "Check that they are whole.");
        case SourceAddress::Kind::File:
        case SourceAddress::Kind::StandardInput:
            break;
    }
    if (code == AVERROR(EINVAL)) {
        throw CaptureError(
            "'" + name_ + "' is not in a format that may be opened.",
            "Expected one self-contained video, not a playlist, a list of files or a picture.",
            "Choose another, or allow further files: --allow-nested-files, or the box below the "
            "address in the window.");
    }
    throw CaptureError(what, "Expected a video file that FFmpeg can read, such as MP4 or Matroska.",
                       "Check that the file is complete and is a video.");
}

CaptureError Demuxer::broken(int code) const {
    return {"'" + name_ + "' broke off: " + ffmpegErrorText(code) + ".",
            "Expected more pictures from it.",
            "Check the connection or the disk and open it again."};
}

Demuxer::Outcome Demuxer::read(AVPacket& packet) {
    for (;;) {
        av_packet_unref(&packet);
        const int code = av_read_frame(context_.get(), &packet);
        if (interruption_.requested()) {
            return Outcome::Interrupted;
        }
        if (code == AVERROR(EAGAIN)) {
            if (interruption_.wait(kDeviceRetry)) {
                return Outcome::Interrupted;
            }
        } else if (code < 0) {
            const int ioError = context_->pb != nullptr ? context_->pb->error : 0;
            if (ioError < 0 && ioError != AVERROR_EOF) {
                failure_ = broken(ioError);
            } else if (code == AVERROR_INVALIDDATA) {
                // A damaged file: what came so far stands, as with a file that was cut short.
                spdlog::warn("'{}' is damaged; nothing can be read after this point.", name_);
            } else if (code != AVERROR_EOF) {
                failure_ = broken(code);
            }
            return Outcome::End;
        } else if (packet.stream_index == stream_->index) {
            return Outcome::Packet;
        }
    }
}

bool Demuxer::seekable() const noexcept {
    const bool hasFiles = std::string_view(context_->iformat->name) == "image2";  // and no stream
    return hasFiles ||
           (context_->pb != nullptr && (context_->pb->seekable & AVIO_SEEKABLE_NORMAL) != 0 &&
            (context_->ctx_flags & AVFMTCTX_UNSEEKABLE) == 0);
}

bool Demuxer::hasTimestamps() const noexcept {
    return (context_->iformat->flags & AVFMT_NOTIMESTAMPS) == 0;
}

bool Demuxer::seek(double seconds) {
    constexpr double kLimit = 9e18;
    const double ticks = std::floor(seconds / av_q2d(stream_->time_base) + 0.001);
    failure_.reset();
    return av_seek_frame(context_.get(), stream_->index,
                         static_cast<std::int64_t>(std::clamp(ticks, -kLimit, kLimit)),
                         AVSEEK_FLAG_BACKWARD) >= 0;
}

bool Demuxer::rewind() {
    failure_.reset();
    const auto byBytes = [this] {
        return av_seek_frame(context_.get(), -1, 0, AVSEEK_FLAG_BYTE) >= 0;
    };
    const auto byTime = [this] {
        const std::int64_t start = stream_->start_time != AV_NOPTS_VALUE ? stream_->start_time : 0;
        return av_seek_frame(context_.get(), stream_->index, start, AVSEEK_FLAG_BACKWARD) >= 0;
    };
    // Formats without an index search for a time and may land behind the first key frame.
    constexpr int kSearched = AVFMT_NOTIMESTAMPS | AVFMT_TS_DISCONT;
    const bool searched = (context_->iformat->flags & kSearched) != 0;
    return searched ? byBytes() || byTime() : byTime() || byBytes();
}

void Demuxer::wake() noexcept {
    if (standardInput_) {
        standardInput_->wake();
    }
}

}  // namespace handscope::capture
