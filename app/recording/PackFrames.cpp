// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/PackFrames.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <system_error>
#include <utility>

#include "app/pipeline/SameInstant.h"
#include "app/recording/ClipReader.h"
#include "app/recording/PictureSize.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;
using pipeline::kSameInstant;

constexpr int kUsualShortSide = 144;                            // pixels
constexpr double kJesterRate = 12.0;                            // frames a second
constexpr double kUnknownRate = 30.0;                           // where no timestamp tells
constexpr std::uintmax_t kLargestPicture = 64U * 1024U * 1024;  // bytes

cv::Size targetSize(cv::Size size, int shortSide) {
    const int side = std::min(size.width, size.height);
    if (shortSide == 0 || side <= shortSide) {
        return size;
    }
    const double factor = static_cast<double>(shortSide) / side;
    return {static_cast<int>(std::lround(size.width * factor)),
            static_cast<int>(std::lround(size.height * factor))};
}

cv::Mat resized(const cv::Mat& picture, cv::Size size) {
    if (picture.size() == size) {
        return picture;
    }
    cv::Mat result;
    cv::resize(picture, result, size, 0.0, 0.0, cv::INTER_AREA);
    return result;
}

training::JpegBytes encoded(const cv::Mat& bgr, int quality) {
    std::vector<std::uint8_t> bytes;
    if (!cv::imencode(".jpg", bgr, bytes, {cv::IMWRITE_JPEG_QUALITY, quality})) {
        throw PackRefusal("a frame cannot be encoded as JPEG");
    }
    const auto* const begin = reinterpret_cast<const std::byte*>(bytes.data());
    return {begin, begin + bytes.size()};
}

cv::Mat decoded(const training::JpegBytes& bytes, const fs::path& file,
                int how = cv::IMREAD_COLOR) {
    const cv::Mat view(1, static_cast<int>(bytes.size()), CV_8UC1,
                       const_cast<std::byte*>(bytes.data()));
    cv::Mat picture = cv::imdecode(view, how);
    if (picture.empty()) {
        throw PackRefusal(file.filename().string() + " cannot be decoded");
    }
    return picture;
}

training::JpegBytes readBytes(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error || size > kLargestPicture) {
        throw PackRefusal(file.filename().string() +
                          (error ? " cannot be read" : " is larger than 64 MiB"));
    }
    training::JpegBytes bytes(static_cast<std::size_t>(size));
    std::ifstream stream(file, std::ios::binary);
    if (!stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))) {
        throw PackRefusal(file.filename().string() + " cannot be read");
    }
    return bytes;
}

cv::Size sizeOf(const training::JpegBytes& bytes, const fs::path& file) {
    const auto size = pictureSize(bytes);
    if (!size) {
        throw PackRefusal(file.filename().string() +
                          " is no JPEG or PNG picture of at most 64 megapixels");
    }
    return {size->width, size->height};
}

/// Leaves out frames above a rate, by their timestamps.
class RateLimit {
public:
    explicit RateLimit(double framesPerSecond) : interval_(1.0 / framesPerSecond) {}

    bool takes(double seconds) {
        // Timestamps of exactly this rate are rounded to the container's clock.
        if (started_ && seconds < next_ - interval_ / 10) {
            return false;
        }
        // After a pause the beat begins anew: what comes then must not catch up.
        const bool late = !started_ || seconds > next_ + interval_;
        next_ = (late ? seconds : next_) + interval_;
        started_ = true;
        return true;
    }

private:
    double interval_;
    double next_ = 0.0;
    bool started_ = false;
};

/// Gathers the frames of one video and gives them on in lengths that an item may have.
class VideoGatherer {
public:
    VideoGatherer(const FrameSettings& settings, double nominalRate,
                  const PackFrameReader::Take& take)
        : settings_(settings), nominalRate_(nominalRate), take_(take), limit_(settings.maxRate) {}

    void add(const capture::Frame& frame) {
        if (frame.discontinuity) {  // time begins anew, and so does an item
            limit_ = RateLimit(settings_.maxRate);
            if (!part_.frames.empty()) {
                give(/*more=*/true);
            }
        }
        if (!limit_.takes(frame.pts)) {
            return;
        }
        if (!part_.frames.empty() && frame.pts - firstPts_ >= settings_.maxSeconds - kSameInstant) {
            give(/*more=*/true);
        }
        firstPts_ = part_.frames.empty() ? frame.pts : firstPts_;
        lastPts_ = frame.pts;
        part_.frames.push_back(encode(frame));
    }

    void finish() {
        if (!part_.frames.empty()) {
            give(/*more=*/false);
        }
    }

    bool tookAny() const noexcept { return size_.area() > 0; }

private:
    const FrameSettings& settings_;
    double nominalRate_;
    const PackFrameReader::Take& take_;
    RateLimit limit_;
    cv::Size size_;  ///< of every frame: that of the first, made smaller
    PackedFrames part_;
    double firstPts_ = 0.0;
    double lastPts_ = 0.0;

    training::JpegBytes encode(const capture::Frame& frame) {
        const cv::Mat rgb(frame.height, frame.width, CV_8UC3,
                          const_cast<std::uint8_t*>(frame.pixels.data()));
        if (!tookAny()) {
            size_ = targetSize(rgb.size(), settings_.shortSide.value_or(kUsualShortSide));
        }
        cv::Mat bgr;
        cv::cvtColor(resized(rgb, size_), bgr, cv::COLOR_RGB2BGR);
        return encoded(bgr, settings_.quality);
    }

    double rate() const {
        const auto intervals = static_cast<double>(part_.frames.size()) - 1.0;
        if (intervals > 0.0 && lastPts_ - firstPts_ > kSameInstant) {
            return intervals / (lastPts_ - firstPts_);
        }
        return std::min(nominalRate_ > 0.0 ? nominalRate_ : kUnknownRate, settings_.maxRate);
    }

    void give(bool more) {
        part_.width = size_.width;
        part_.height = size_.height;
        part_.frameRate = rate();
        take_(std::exchange(part_, {}), more);
    }
};

/// OpenCV's errors end here: the entry is refused, the rest is packed.
template <typename Work>
void guarded(const Work& work) {
    try {
        work();
    } catch (const cv::Exception& error) {
        throw PackRefusal("OpenCV says: " + error.err);
    } catch (const capture::CaptureError& error) {
        throw PackRefusal(error.whatHappened());
    } catch (const fs::filesystem_error& error) {
        throw PackRefusal(error.code().message());
    }
}

}  // namespace

std::vector<fs::path> framesOfFolder(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto extension = entry.path().extension();
        if (extension == ".jpg" || extension == ".jpeg" || extension == ".JPG") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

PackFrameReader::PackFrameReader(const FrameSettings& settings, std::function<bool()> cancelled)
    : settings_(settings), cancelled_(std::move(cancelled)) {}

void PackFrameReader::read(const PackEntry& entry, const Take& take) const {
    guarded([&] {
        if (entry.isFrameFolder) {
            readFolder(entry, take);
        } else if (entry.kind == training::ItemKind::Picture) {
            readPicture(entry, take);
        } else {
            readVideo(entry, take);
        }
    });
}

void PackFrameReader::readVideo(const PackEntry& entry, const Take& take) const {
    const auto source = openRecording(entry.file.string());
    const capture::SourceDescription& about = source->description();
    const double start = entry.startSeconds.value_or(0.0);
    std::optional<double> origin = about.startSeconds;
    if (start > 0.0 && about.seekable && origin) {
        source->seek(*origin + start);
    }
    VideoGatherer gatherer(settings_, about.frameRate, take);
    while (const capture::FramePtr frame = source->read()) {
        if (cancelled_()) {
            return;
        }
        origin = origin.value_or(frame->pts);
        const double seconds = frame->pts - *origin;
        if (entry.endSeconds && seconds >= *entry.endSeconds - kSameInstant) {
            break;
        }
        if (seconds >= start - kSameInstant) {
            gatherer.add(*frame);
        }
    }
    if (!gatherer.tookAny()) {
        throw PackRefusal(start > 0.0 || entry.endSeconds
                              ? "no frame lies in the part that is named (seconds count from the "
                                "file's beginning)"
                              : "no frame could be decoded");
    }
    gatherer.finish();
}

void PackFrameReader::readPicture(const PackEntry& entry, const Take& take) const {
    const training::JpegBytes bytes = readBytes(entry.file);
    sizeOf(bytes, entry.file);  // refuses what is too large before it is decoded
    const cv::Mat whole = decoded(bytes, entry.file);
    const cv::Mat picture =
        resized(whole, targetSize(whole.size(), settings_.shortSide.value_or(kUsualShortSide)));
    take({.frames = {encoded(picture, settings_.quality)},
          .width = picture.cols,
          .height = picture.rows,
          .frameRate = 0.0},
         /*more=*/false);
}

void PackFrameReader::readFolder(const PackEntry& entry, const Take& take) const {
    PackedFrames packed{.frames = {}, .frameRate = kJesterRate};
    cv::Size original;
    for (const fs::path& file : framesOfFolder(entry.file)) {
        if (cancelled_()) {
            return;
        }
        training::JpegBytes bytes = readBytes(file);
        const cv::Size size = sizeOf(bytes, file);
        if (!isJpeg(bytes) || (!packed.frames.empty() && size != original)) {
            throw PackRefusal(file.filename().string() +
                              " is not of the kind and size of the first");
        }
        original = size;
        const cv::Size target = targetSize(size, settings_.shortSide.value_or(0));
        packed.width = target.width;
        packed.height = target.height;
        constexpr int kAsStored = cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION;
        packed.frames.push_back(
            target == size
                ? std::move(bytes)
                : encoded(resized(decoded(bytes, file, kAsStored), target), settings_.quality));
    }
    if (packed.frames.empty()) {
        throw PackRefusal("the folder holds no .jpg file");
    }
    take(std::move(packed), /*more=*/false);
}

}  // namespace handscope::app
