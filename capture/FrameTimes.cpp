// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/FrameTimes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <utility>

#include "capture/Demuxer.h"
#include "capture/Interruption.h"
#include "capture/PtsRepair.h"
#include "capture/SourceAddress.h"
#include "capture/StreamClock.h"

namespace handscope::capture {
namespace {

/// Decoding times that fall by more than this start anew even without a key frame.
constexpr double kDecodingBreakSeconds = 1.0;

struct ParserDeleter {
    void operator()(AVCodecParserContext* parser) const noexcept { av_parser_close(parser); }
};

/// Tells the second field of an H.264 picture, whose two fields may come as packets of their own.
class FieldPairs {
public:
    explicit FieldPairs(const AVCodecParameters& parameters) {
        if (parameters.codec_id != AV_CODEC_ID_H264 ||
            parameters.field_order == AV_FIELD_PROGRESSIVE) {
            return;
        }
        parser_.reset(av_parser_init(parameters.codec_id));
        context_.reset(avcodec_alloc_context3(nullptr));
        if (!parser_ || !context_ ||
            avcodec_parameters_to_context(context_.get(), &parameters) < 0) {
            throw std::bad_alloc();
        }
        parser_->flags |= PARSER_FLAG_COMPLETE_FRAMES;
    }

    bool isSecondField(const AVPacket& packet) {
        if (!parser_) {
            return false;
        }
        std::uint8_t* data = nullptr;
        int size = 0;
        av_parser_parse2(parser_.get(), context_.get(), &data, &size, packet.data, packet.size,
                         packet.pts, packet.dts, packet.pos);
        const AVPictureStructure structure = parser_->picture_structure;
        const bool isField = structure == AV_PICTURE_STRUCTURE_TOP_FIELD ||
                             structure == AV_PICTURE_STRUCTURE_BOTTOM_FIELD;
        const bool completes = isField && first_ && *first_ != structure;
        first_ = isField && !completes ? std::optional(structure) : std::nullopt;
        return completes;
    }

private:
    std::unique_ptr<AVCodecParserContext, ParserDeleter> parser_;
    CodecContextHandle context_;
    std::optional<AVPictureStructure> first_;  ///< a field whose other half has not come yet
};

/// VP8's frames that only later ones refer to have packets of their own (RFC 6386, 9.1).
bool isHidden(const AVPacket& packet, AVCodecID codec) {
    constexpr std::uint8_t kShowFrame = 0x10;
    return codec == AV_CODEC_ID_VP8 && (packet.data[0] & kShowFrame) == 0;
}

/// Whether MPEG-1 or -2 says that frames shown before this key frame need none from before it
/// (ISO/IEC 13818-2, 6.2.2.6: closed_gop).
bool beginsClosedGroup(const AVPacket& packet, AVCodecID codec) {
    if (codec != AV_CODEC_ID_MPEG1VIDEO && codec != AV_CODEC_ID_MPEG2VIDEO) {
        return false;
    }
    constexpr std::array<std::uint8_t, 4> kGroupStart{0x00, 0x00, 0x01, 0xB8};
    constexpr std::ptrdiff_t kFlags = 7;  // bytes from there
    constexpr std::uint8_t kClosed = 0x40;
    const std::span bytes(packet.data, static_cast<std::size_t>(packet.size));
    const auto group =
        std::search(bytes.begin(), bytes.end(), kGroupStart.begin(), kGroupStart.end());
    return bytes.end() - group > kFlags && (group[kFlags] & kClosed) != 0;
}

/// Decoders of these give nothing that is shown before the first key frame.
bool needsKeyFrame(AVCodecID codec) {
    static constexpr std::array kCodecs{
        AV_CODEC_ID_H264,  AV_CODEC_ID_HEVC, AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO,
        AV_CODEC_ID_MPEG4, AV_CODEC_ID_VP8,  AV_CODEC_ID_VP9,        AV_CODEC_ID_AV1};
    return std::find(kCodecs.begin(), kCodecs.end(), codec) != kCodecs.end();
}

/// What is known of one frame before it is decoded.
struct CodedFrame {
    std::int64_t number = 0;    ///< in decoding order
    std::optional<double> pts;  ///< seconds
    std::optional<double> dts;
};

/// Takes the packets of one stream and puts their frames into the order in which they are shown.
class PresentationOrder {
public:
    explicit PresentationOrder(const AVStream& stream)
        : timeBase_(stream.time_base),
          codec_(stream.codecpar->codec_id),
          delay_(static_cast<std::size_t>(std::max(stream.codecpar->video_delay, 0))),
          fields_(*stream.codecpar) {}

    void add(const AVPacket& packet) {
        if (packet.size == 0 || isHidden(packet, codec_) || fields_.isSecondField(packet)) {
            return;
        }
        const CodedFrame frame{.number = frames_++,
                               .pts = secondsOf(packet.pts, timeBase_),
                               .dts = secondsOf(packet.dts, timeBase_)};
        const bool isKey = (packet.flags & AV_PKT_FLAG_KEY) != 0;
        if (startsAnew(frame, isKey)) {
            finishRun();
        }
        previousDts_ = frame.dts ? frame.dts : previousDts_;
        if (isKey && !firstKey_) {
            firstKey_ = frame.number;
            beginsClosed_ = beginsClosedGroup(packet, codec_);
        }
        if ((packet.flags & AV_PKT_FLAG_DISCARD) == 0) {  // else decoded, but cut by an edit list
            run_.push_back(frame);
        }
    }

    /// The frames as they are shown, each with the DTS that the decoder has reached by then: the
    /// best guess where the PTS is missing or does not grow.
    std::vector<CodedFrame> finish() {
        finishRun();
        if (needsKeyFrame(codec_) && firstKey_) {
            leaveOutUndecodable();
        }
        return std::move(shown_);
    }

private:
    AVRational timeBase_;
    AVCodecID codec_;
    std::size_t delay_;  ///< frames that the decoder holds back to put them in order
    FieldPairs fields_;
    std::int64_t frames_ = 0;
    std::optional<std::int64_t> firstKey_;  ///< its number
    bool beginsClosed_ = false;
    std::optional<double> previousDts_;
    std::vector<CodedFrame> run_;  ///< since time began anew, in decoding order
    std::vector<CodedFrame> shown_;

    bool startsAnew(const CodedFrame& frame, bool isKey) const {
        return frame.dts && previousDts_ &&
               *frame.dts < *previousDts_ - (isKey ? 0.0 : kDecodingBreakSeconds);
    }

    void finishRun() {
        const std::vector<CodedFrame> run = std::exchange(run_, {});
        const std::size_t first = shown_.size();
        if (std::any_of(run.begin(), run.end(), [](const auto& frame) { return !frame.pts; })) {
            reorder(run);
            return;
        }
        shown_.insert(shown_.end(), run.begin(), run.end());
        std::stable_sort(shown_.begin() + static_cast<std::ptrdiff_t>(first), shown_.end(),
                         [](const auto& a, const auto& b) { return *a.pts < *b.pts; });
        for (std::size_t i = 0; i < run.size(); ++i) {
            const std::size_t reached = i + delay_;
            shown_[first + i].dts = reached < run.size() ? run[reached].dts : std::nullopt;
        }
    }

    /// Does as a decoder does: it gives a frame when it holds more than it may hold back. One that
    /// has no PTS is due at the DTS reached.
    void reorder(const std::vector<CodedFrame>& run) {
        std::vector<CodedFrame> held;
        for (const CodedFrame& frame : run) {
            held.push_back(frame);
            if (held.size() > delay_) {
                const auto due = nextShown(held, frame.dts);
                due->dts = frame.dts;
                shown_.push_back(*due);
                held.erase(due);
            }
        }
        while (!held.empty()) {
            const auto due = nextShown(held, std::nullopt);
            due->dts.reset();
            shown_.push_back(*due);
            held.erase(due);
        }
    }

    /// The frame whose PTS is due; otherwise the one held longest of those without; otherwise the
    /// one with the earliest PTS.
    static std::vector<CodedFrame>::iterator nextShown(std::vector<CodedFrame>& held,
                                                       std::optional<double> reached) {
        const auto earliest = std::min_element(
            held.begin(), held.end(),
            [](const auto& a, const auto& b) { return a.pts && (!b.pts || *a.pts < *b.pts); });
        const auto untold =
            std::find_if(held.begin(), held.end(), [](const auto& frame) { return !frame.pts; });
        const bool isDue = earliest->pts && reached && *earliest->pts <= *reached;
        return isDue || untold == held.end() ? earliest : untold;
    }

    void leaveOutUndecodable() {
        const auto key = std::find_if(shown_.begin(), shown_.end(), [&](const auto& frame) {
            return frame.number == *firstKey_;
        });
        if (codec_ == AV_CODEC_ID_HEVC) {
            // FFmpeg's decoder shows what comes before the first key frame, as well as it can, but
            // not the pictures that lean on it from both sides: coded after it, due before it.
            shown_.erase(
                std::remove_if(shown_.begin(), key,
                               [&](const auto& frame) { return frame.number > *firstKey_; }),
                key);
            return;
        }
        if (key != shown_.end() && !beginsClosed_) {
            shown_.erase(shown_.begin(), key);
        }
        std::erase_if(shown_, [&](const auto& frame) { return frame.number < *firstKey_; });
    }
};

void refuseUnending(const std::string& address, const SourceAddress& parsed) {
    if (parsed.live || parsed.kind == SourceAddress::Kind::StandardInput) {
        throw CaptureError("'" + address + "' is no recording.",
                           "Expected a file, which ends and can be read again.", "Name a file.");
    }
}

}  // namespace

std::optional<std::vector<double>> readFrameTimes(const std::string& address,
                                                  const std::function<bool()>& cancelled,
                                                  const SourceOptions& options) {
    const SourceAddress parsed = parseSourceAddress(address, options);
    refuseUnending(address, parsed);
    Interruption interruption(openBy(parsed.kind), options.stop);
    Demuxer demuxer(address, parsed, options, interruption);
    const PacketHandle packet(av_packet_alloc());
    if (!packet) {
        throw std::bad_alloc();
    }
    PresentationOrder order(demuxer.stream());
    while (demuxer.read(*packet) == Demuxer::Outcome::Packet) {
        if (cancelled && cancelled()) {
            return std::nullopt;
        }
        order.add(*packet);
    }
    if (demuxer.failure()) {
        throw CaptureError(*demuxer.failure());
    }
    const AVStream& stream = demuxer.stream();
    PtsRepair repair(framePeriodOf(demuxer),
                     secondsOf(stream.start_time, stream.time_base).value_or(0.0));
    std::vector<double> times;
    for (const CodedFrame& frame : order.finish()) {
        times.push_back(repair.next(frame.pts, frame.dts).pts);
    }
    if (times.empty()) {
        throw CaptureError("'" + address + "' holds no frame.",
                           "Expected a video with at least one.",
                           "Check the file with another player.");
    }
    return times;
}

}  // namespace handscope::capture
