// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/FfmpegSource.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <string_view>
#include <utility>

#include "capture/StreamClock.h"

extern "C" {
#include <libavutil/display.h>
#include <libavutil/parseutils.h>
#include <libavutil/version.h>
}

namespace handscope::capture {
namespace {

using std::chrono::steady_clock;

/// A frame at this little after the asked-for time is still "at" it: PTS are rounded to a time
/// base.
constexpr double kSameMoment = 1e-6;

const std::int32_t* displayMatrixOf(const AVStream& stream) {
    constexpr std::size_t kMatrixBytes = 9 * sizeof(std::int32_t);
    const std::uint8_t* data = nullptr;
    std::size_t size = 0;
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 31, 102)
    const AVCodecParameters& parameters = *stream.codecpar;
    if (const AVPacketSideData* side = av_packet_side_data_get(
            parameters.coded_side_data, parameters.nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX)) {
        data = side->data;
        size = side->size;
    }
#else
    data = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
#endif
    return size >= kMatrixBytes ? reinterpret_cast<const std::int32_t*>(data) : nullptr;
}

/// Units of the stream's time base; 0 where the container says nothing.
std::int64_t durationIn(const AVFrame& picture) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(57, 30, 100)
    return picture.duration;
#else
    return picture.pkt_duration;
#endif
}

/// Frames a second where they come evenly; 0 where the container's two opinions differ.
double evenFrameRate(const AVStream& stream) {
    const double average = stream.avg_frame_rate.den != 0 ? av_q2d(stream.avg_frame_rate) : 0.0;
    const double base = stream.r_frame_rate.den != 0 ? av_q2d(stream.r_frame_rate) : 0.0;
    constexpr double kMilliseconds = 1000.0;  // of a container's clock, and no camera's rate
    if (average <= 0.0 || average >= kMilliseconds) {
        return base > 0.0 && base < kMilliseconds ? base : 0.0;
    }
    const auto near = [average](double rate) { return std::abs(rate - average) < 0.02 * average; };
    // Interlaced video has two fields a frame, and its base rate may count those.
    return base <= 0.0 || near(base) || near(base / 2.0) ? average : 0.0;
}

std::optional<double> durationOf(Demuxer& demuxer) {
    AVFormatContext& context = demuxer.context();
    const AVStream& stream = demuxer.stream();
    if (context.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE) {
        return std::nullopt;  // a guess, not what the container says
    }
    if (stream.duration > 0) {
        return secondsOf(stream.duration, stream.time_base);
    }
    return context.duration > 0 ? secondsOf(context.duration, {1, AV_TIME_BASE}) : std::nullopt;
}

/// What a Matroska file tells of one stream in a tag, "00:00:01.500000000".
std::optional<double> taggedDurationOf(Demuxer& demuxer) {
    const std::string_view format = demuxer.context().iformat->name;
    const AVDictionaryEntry* tag =
        av_dict_get(demuxer.stream().metadata, "DURATION", nullptr, AV_DICT_IGNORE_SUFFIX);
    std::int64_t microseconds = 0;
    constexpr int kDuration = 1;
    if (format.find("matroska") == std::string_view::npos || tag == nullptr ||
        av_parse_time(&microseconds, tag->value, kDuration) < 0 || microseconds <= 0) {
        return std::nullopt;
    }
    return secondsOf(microseconds, {1, AV_TIME_BASE});
}

/// Of the video alone. FFmpeg gives a stream of Matroska the length of the whole file, which the
/// sound may have; a tag that says more than that is of another file.
std::optional<double> streamDurationOf(Demuxer& demuxer, double whole) {
    const AVStream& stream = demuxer.stream();
    const auto told =
        stream.duration > 0 ? secondsOf(stream.duration, stream.time_base) : std::nullopt;
    const auto tagged = taggedDurationOf(demuxer);
    return tagged && *tagged < told.value_or(whole) ? tagged : told;
}

bool isLive(const SourceAddress& address, Demuxer& demuxer) {
    const bool goesOn =
        address.kind == SourceAddress::Kind::Url && !demuxer.seekable() && !durationOf(demuxer);
    return address.live || goesOn;
}

/// A pipe may well come from a camera.
bool needsLowDelay(const SourceAddress& address, Demuxer& demuxer) {
    const bool piped = address.kind == SourceAddress::Kind::StandardInput && !demuxer.seekable();
    return piped || isLive(address, demuxer);
}

}  // namespace

FfmpegSource::FfmpegSource(const std::string& address, const SourceOptions& options)
    : parsed_(parseSourceAddress(address, options)),
      interruption_(openBy(parsed_.kind), options.stop),
      demuxer_(address, parsed_, options, interruption_),
      decoder_(demuxer_.stream(), options.decoderThreads, needsLowDelay(parsed_, demuxer_)),
      framePeriod_(framePeriodOf(demuxer_)),
      ptsRepair_(
          framePeriod_,
          secondsOf(demuxer_.stream().start_time, demuxer_.stream().time_base).value_or(0.0)),
      streamOrientation_(orientationOf(displayMatrixOf(demuxer_.stream()))),
      packet_(av_packet_alloc()) {
    if (!packet_) {
        throw std::bad_alloc();
    }
    describe(address);
}

void FfmpegSource::describe(const std::string& address) {
    AVFormatContext& context = demuxer_.context();
    AVStream& stream = demuxer_.stream();
    const AVCodecParameters& parameters = *stream.codecpar;
    if (parameters.width <= 0 || parameters.height <= 0) {
        throw CaptureError(
            "'" + withoutPassword(address) + "' holds no picture that can be decoded.",
            "Expected a video stream with at least one whole picture.",
            "Check that the file is complete.");
    }
    PictureSize size = squarePixelSize({parameters.width, parameters.height},
                                       av_guess_sample_aspect_ratio(&context, &stream, nullptr));
    if (streamOrientation_.swapsSides()) {
        std::swap(size.width, size.height);
    }
    description_.address = address;
    description_.format = context.iformat->name;
    description_.codec = decoder_.codecName();
    description_.width = size.width;
    description_.height = size.height;
    description_.frameRate = evenFrameRate(stream);
    description_.startSeconds = secondsOf(stream.start_time, stream.time_base);
    description_.live = isLive(parsed_, demuxer_);
    if (!description_.live) {
        description_.durationSeconds = durationOf(demuxer_);
        if (description_.durationSeconds) {
            description_.streamSeconds = streamDurationOf(demuxer_, *description_.durationSeconds);
        }
        description_.seekable = demuxer_.seekable();
    }
}

FramePtr FfmpegSource::read() {
    if (interruption_.requested()) {
        return nullptr;
    }
    if (!ready_.empty()) {
        const Decoded decoded = std::move(ready_.front());
        ready_.pop_front();
        return publish(decoded);
    }
    const std::optional<Decoded> decoded = decodeNext();
    return decoded ? publish(*decoded) : nullptr;
}

std::optional<FfmpegSource::Decoded> FfmpegSource::decodeNext() {
    PictureHandle picture(av_frame_alloc());
    if (!picture) {
        throw std::bad_alloc();
    }
    while (!interruption_.requested()) {
        switch (decoder_.receive(*picture)) {
            case Decoder::Outcome::Picture: {
                const FrameTime time = timeOf(*picture);
                return Decoded{std::move(picture), time};
            }
            case Decoder::Outcome::NeedsPacket:
                feedDecoder();
                break;
            case Decoder::Outcome::End:
                if (demuxer_.failure()) {
                    throw CaptureError(*demuxer_.failure());
                }
                return std::nullopt;
        }
    }
    return std::nullopt;
}

void FfmpegSource::feedDecoder() {
    switch (demuxer_.read(*packet_)) {
        case Demuxer::Outcome::Packet:
            if (keyFrameWanted_ && (packet_->flags & AV_PKT_FLAG_KEY) == 0) {
                break;  // nothing before a key frame decodes to what was filmed
            }
            keyFrameWanted_ = false;
            decoder_.send(packet_.get());
            break;
        case Demuxer::Outcome::End:
            decoder_.send(nullptr);
            break;
        case Demuxer::Outcome::Interrupted:
            break;
    }
}

FrameTime FfmpegSource::timeOf(const AVFrame& picture) {
    const AVRational timeBase = demuxer_.stream().time_base;
    return ptsRepair_.next(secondsOf(picture.pts, timeBase),
                           secondsOf(picture.best_effort_timestamp, timeBase));
}

FramePtr FfmpegSource::publish(const Decoded& decoded) {
    const auto leftDecoder = steady_clock::now();
    AVFrame& picture = *decoded.picture;
    const AVFrameSideData* side = av_frame_get_side_data(&picture, AV_FRAME_DATA_DISPLAYMATRIX);
    const Orientation orientation =
        side != nullptr ? orientationOf(reinterpret_cast<const std::int32_t*>(side->data))
                        : streamOrientation_;
    const AVRational aspect =
        av_guess_sample_aspect_ratio(&demuxer_.context(), &demuxer_.stream(), &picture);
    RgbPicture rgb = converter_.convert(picture, aspect, orientation);

    const auto frame = std::make_shared<Frame>();
    frame->width = rgb.size.width;
    frame->height = rgb.size.height;
    frame->pixels = std::move(rgb.pixels);
    frame->pts = decoded.time.pts;
    frame->discontinuity = std::exchange(breakPending_, false) || decoded.time.discontinuity;
    epoch_ += frame->discontinuity ? 1 : 0;
    frame->epoch = epoch_;
    frame->duration = std::max(
        0.0, av_q2d(demuxer_.stream().time_base) * static_cast<double>(durationIn(picture)));
    frame->captured = leftDecoder;
    frame->sequence = frames_++;
    frame->conversion = steady_clock::now() - leftDecoder;
    return frame;
}

void FfmpegSource::restartDecoding(double expectedStart, bool keyFrameWanted) {
    decoder_.flush();
    ready_.clear();
    ptsRepair_.restart(expectedStart);
    keyFrameWanted_ = keyFrameWanted;
}

/// Decodes until the last frame at or before `seconds` stands first in ready_, or, where all are
/// later, the first one. True in the former case; false also where the first picture does not tell
/// its time, unless `startIsKnown`.
bool FfmpegSource::decodeUpTo(double seconds, bool startIsKnown) {
    while (std::optional<Decoded> decoded = decodeNext()) {
        const AVFrame& picture = *decoded->picture;
        const bool tellsTime =
            picture.pts != AV_NOPTS_VALUE || picture.best_effort_timestamp != AV_NOPTS_VALUE;
        if (!tellsTime && !startIsKnown && ready_.empty()) {
            return false;
        }
        const bool past = decoded->time.pts > seconds + kSameMoment;
        const bool found = !ready_.empty();
        if (!past) {
            ready_.clear();
        }
        ready_.push_back(std::move(*decoded));
        if (past) {
            return found;
        }
    }
    return !ready_.empty();
}

void FfmpegSource::seek(double seconds) {
    if (!description_.seekable || !std::isfinite(seconds)) {
        throw CaptureError(
            "'" + withoutPassword(description_.address) + "' cannot be moved to another time.",
            "Expected a seekable file and a finite time.", "Play it from its start instead.");
    }
    breakPending_ = true;
    const double start = description_.startSeconds.value_or(0.0);
    if (demuxer_.hasTimestamps()) {
        // An index may be sorted by decoding time, or name a key frame shown later than asked for:
        // then from further back.
        for (const double margin : {0.0, 2.0, 10.0, 60.0}) {
            if (seconds - margin <= start || !demuxer_.seek(seconds - margin)) {
                break;
            }
            restartDecoding(seconds - margin, true);
            if (decodeUpTo(seconds, /*startIsKnown=*/false) || interruption_.requested()) {
                return;
            }
        }
    }
    if (!demuxer_.rewind()) {
        throw CaptureError(
            "'" + withoutPassword(description_.address) + "' cannot be moved to another time.",
            "Expected a file that can be read from its start again.", "Open it anew.");
    }
    restartDecoding(start, false);
    decodeUpTo(seconds, /*startIsKnown=*/true);
}

std::unique_ptr<FrameSource> openSource(const std::string& address, const SourceOptions& options) {
    return std::make_unique<FfmpegSource>(address, options);
}

void FfmpegSource::interrupt() noexcept {
    interruption_.request();
    demuxer_.wake();
}

DecodeCounts FfmpegSource::counts() const noexcept {
    return {decoder_.packets(), decoder_.corruptPackets(), frames_};
}

}  // namespace handscope::capture
