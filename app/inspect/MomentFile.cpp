// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/MomentFile.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <span>
#include <utility>

#include "app/JsonFields.h"
#include "app/labelling/SettingsJson.h"
#include "app/recording/PictureSize.h"
#include "model/Checkpoint.h"
#include "model/CheckpointRefusal.h"
#include "model/SafetensorsFile.h"

namespace handscope::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kMomentFormat = "handscope-moment-1";
constexpr const char* kFormatKey = "format";
constexpr const char* kMomentKey = "moment";
constexpr std::size_t kLongestJson = 8'000'000;    // bytes
constexpr std::int64_t kMostOfOne = 64'000'000;    // pixels of a frame, as pictureSize() reads them
constexpr std::uint64_t kPngHeader = 64;           // bytes that tell a PNG's size, and more
constexpr std::int64_t kPngBookkeeping = 1 << 20;  // bytes beside the pixels
constexpr int kPngCompression = 3;                 // of 9: a third of the time for 5 % more

std::string pictureName(std::size_t index) {
    return "picture." + std::to_string(index);
}

/// Adds up what the frames take, before they take it.
class PixelBudget {
public:
    void take(int width, int height) {
        if (width <= 0 || height <= 0 || width > Moment::kLongestSide ||
            height > Moment::kLongestSide || std::int64_t{width} * height > kMostOfOne) {
            throw JsonFault("a frame has " + std::to_string(width) + " × " +
                            std::to_string(height) + " pixels");
        }
        pixels_ += std::int64_t{width} * height;
        if (pixels_ > Moment::kMostPixels) {
            throw JsonFault("its frames have too many pixels together");
        }
    }

private:
    std::int64_t pixels_ = 0;
};

void require(bool holds, const char* fault) {
    if (!holds) {
        throw JsonFault(fault);
    }
}

bool isShort(const std::string& text) {
    return text.size() <= Moment::kLongestText;
}

bool areScores(const std::vector<float>& scores) {
    return std::ranges::all_of(scores, [](float score) { return score >= 0.0F && score <= 1.0F; });
}

/// What holds for every moment, in memory and in a file, beside the frames' pixels. Throws
/// JsonFault.
void requireSound(const Moment& moment) {
    require(std::isfinite(moment.start) && std::isfinite(moment.end) && moment.start <= moment.end,
            "the window ends before it begins");
    require(!moment.frames.empty(), "it has no frame");
    require(
        moment.frames.size() <= Moment::kMostFrames && moment.past.size() <= Moment::kMostFrames,
        "it has more than 256 frames");
    std::optional<double> last;
    for (const auto* part : {&moment.past, &moment.frames}) {
        for (const capture::FramePtr& frame : *part) {
            require(std::isfinite(frame->pts) && frame->pts >= last.value_or(frame->pts),
                    "its frames are not in the order of their times");
            last = frame->pts;
        }
    }
    require(!moment.labels.empty() && moment.labels.size() <= Moment::kMostClasses,
            "it has no class, or more than 10,000");
    require(moment.probabilities.size() == moment.labels.size() && areScores(moment.probabilities),
            "probabilities are not one a label, each within 0 to 1");
    require(moment.smoothed.empty() ||
                (moment.smoothed.size() == moment.labels.size() && areScores(moment.smoothed)),
            "smoothed is not one a label, each within 0 to 1");
    require(moment.view.size() <= Moment::kMostViewEntries, "view has more than 256 entries");
    const bool namesAreShort = isShort(moment.toolVersion) && isShort(moment.model.name) &&
                               isShort(moment.model.sha256) &&
                               std::ranges::all_of(moment.labels, isShort) &&
                               std::ranges::all_of(moment.view, [](const auto& entry) {
                                   return isShort(entry.first) && isShort(entry.second);
                               });
    require(namesAreShort, "a name or text is longer than 4,096 bytes");
}

// Writing.

/// Each frame once, in the order of times.
std::vector<capture::FramePtr> differentFrames(const Moment& moment) {
    std::vector<capture::FramePtr> frames = moment.past;
    frames.insert(frames.end(), moment.frames.begin(), moment.frames.end());
    std::vector<capture::FramePtr> different;
    for (const capture::FramePtr& frame : frames) {
        if (std::ranges::find(different, frame) == different.end()) {
            different.push_back(frame);
        }
    }
    return different;
}

Json indices(const std::vector<capture::FramePtr>& frames,
             const std::vector<capture::FramePtr>& pictures) {
    Json list = Json::array();
    for (const capture::FramePtr& frame : frames) {
        list.push_back(std::ranges::find(pictures, frame) - pictures.begin());
    }
    return list;
}

std::string momentText(const Moment& moment, const std::vector<capture::FramePtr>& pictures) {
    Json times = Json::array();
    for (const capture::FramePtr& picture : pictures) {
        times.push_back({{"pts_seconds", picture->pts}});
    }
    const Json json{{"tool", {{"name", "handscope"}, {"version", moment.toolVersion}}},
                    {"window", {{"start_seconds", moment.start}, {"end_seconds", moment.end}}},
                    {"pictures", std::move(times)},
                    {"frames", indices(moment.frames, pictures)},
                    {"past", indices(moment.past, pictures)},
                    {"labels", moment.labels},
                    {"probabilities", moment.probabilities},
                    {"smoothed", moment.smoothed},
                    {"settings", settingsJson(moment.settings)},
                    {"model", modelJson(moment.model)},
                    {"view", moment.view}};
    std::string text;
    try {
        text = json.dump();
    } catch (const Json::exception&) {
        throw JsonFault("a name or text is not UTF-8");
    }
    require(text.size() <= kLongestJson, "its names and texts are too long together");
    return text;
}

model::StoredTensor pngOf(const capture::Frame& frame) {
    const cv::Mat rgb(frame.height, frame.width, CV_8UC3,
                      const_cast<std::uint8_t*>(frame.pixels.data()));
    cv::Mat bgr;
    std::vector<std::uint8_t> png;
    try {
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        require(cv::imencode(".png", bgr, png, {cv::IMWRITE_PNG_COMPRESSION, kPngCompression}),
                "a frame cannot be compressed");
    } catch (const cv::Exception&) {
        throw JsonFault("a frame cannot be compressed");
    }
    const auto bytes = std::as_bytes(std::span(png));
    return {.type = model::ElementType::U8,
            .shape = {static_cast<std::int64_t>(png.size())},
            .bytes = {bytes.begin(), bytes.end()}};
}

model::Checkpoint checkpointOf(const Moment& moment) {
    requireSound(moment);
    const auto pictures = differentFrames(moment);
    PixelBudget budget;
    for (const capture::FramePtr& picture : pictures) {
        budget.take(picture->width, picture->height);
        require(
            picture->pixels.size() == static_cast<std::size_t>(picture->height) * picture->stride(),
            "a frame does not hold the pixels that its size says");
    }
    model::Checkpoint checkpoint;
    checkpoint.metadata = {{kFormatKey, kMomentFormat}, {kMomentKey, momentText(moment, pictures)}};
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        checkpoint.tensors.emplace(pictureName(i), pngOf(*pictures[i]));
    }
    return checkpoint;
}

// Reading. What does not fit is a JsonFault.

std::vector<std::string> textsFrom(const JsonFields& fields, const char* name) {
    std::vector<std::string> texts;
    for (const auto& text : fields.array(name)) {
        if (!text.is_string()) {
            fields.refuse(name, "holds what is not a text");
        }
        texts.push_back(text.get<std::string>());
    }
    return texts;
}

std::vector<float> scoresFrom(const JsonFields& fields, const char* name) {
    std::vector<float> scores;
    for (const auto& score : fields.array(name)) {
        if (!score.is_number()) {
            fields.refuse(name, "holds what is not a number");
        }
        scores.push_back(static_cast<float>(score.get<double>()));
    }
    return scores;
}

std::map<std::string, std::string> viewFrom(const nlohmann::json& json) {
    require(json.is_object() && json.size() <= Moment::kMostViewEntries,
            "view is not an object of at most 256 entries");
    std::map<std::string, std::string> view;
    for (const auto& [key, value] : json.items()) {
        require(value.is_string(), "view holds what is not a text");
        view.emplace(key, value.get<std::string>());
    }
    return view;
}

std::vector<double> timesFrom(const JsonFields& fields) {
    const auto& list = fields.array("pictures");
    require(list.size() <= 2 * Moment::kMostFrames, "pictures has more than 512 entries");
    std::vector<double> times;
    for (const auto& picture : list) {
        times.push_back(JsonFields(picture, "pictures[" + std::to_string(times.size()) + "]")
                            .number("pts_seconds"));
    }
    return times;
}

std::vector<capture::FramePtr> framesFrom(const JsonFields& fields, const char* name,
                                          const std::vector<capture::FramePtr>& pictures) {
    const auto& list = fields.array(name);
    if (list.size() > Moment::kMostFrames) {
        fields.refuse(name, "has more than 256 entries");
    }
    std::vector<capture::FramePtr> frames;
    for (const auto& index : list) {
        if (!index.is_number_unsigned() || index.get<std::uint64_t>() >= pictures.size()) {
            fields.refuse(name, "names a picture that is not there");
        }
        frames.push_back(pictures[index.get<std::size_t>()]);
    }
    return frames;
}

/// What a picture's header says, before the picture is read.
PictureSize sizeOf(const model::SafetensorsFile& file, const std::string& name) {
    const auto& shape = file.shape(name);
    require(file.type(name) == model::ElementType::U8 && shape.size() == 1,
            "a picture is not a row of bytes");
    const auto length = static_cast<std::uint64_t>(shape.front());
    const auto header = file.readBytes(name, 0, std::min(length, kPngHeader));
    const auto size = pictureSize(header);
    require(size && !isJpeg(header), "a picture is no PNG");
    const std::int64_t most = std::int64_t{4} * size->width * size->height + kPngBookkeeping;
    require(shape.front() <= most, "a picture takes more bytes than its pixels can");
    return *size;
}

capture::FramePtr decoded(const model::StoredTensor& png, const PictureSize& size, double pts) {
    cv::Mat bgr;
    const cv::Mat bytes(1, static_cast<int>(png.bytes.size()), CV_8UC1,
                        const_cast<std::byte*>(png.bytes.data()));
    try {
        bgr = cv::imdecode(bytes, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
    } catch (const cv::Exception&) {
        bgr.release();
    }
    require(bgr.cols == size.width && bgr.rows == size.height && bgr.type() == CV_8UC3,
            "a picture cannot be decoded");
    auto frame = std::make_shared<capture::Frame>();
    frame->width = size.width;
    frame->height = size.height;
    frame->pts = pts;
    frame->pixels.resize(static_cast<std::size_t>(frame->height) * frame->stride());
    cv::Mat rgb(bgr.rows, bgr.cols, CV_8UC3, frame->pixels.data());
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    return frame;
}

std::vector<capture::FramePtr> picturesFrom(const model::SafetensorsFile& file,
                                            const std::vector<double>& times) {
    PixelBudget budget;
    std::vector<PictureSize> sizes;
    for (std::size_t i = 0; i < times.size(); ++i) {
        require(file.contains(pictureName(i)), "a picture is missing");
        sizes.push_back(sizeOf(file, pictureName(i)));
        budget.take(sizes.back().width, sizes.back().height);
    }
    std::vector<capture::FramePtr> pictures;
    for (std::size_t i = 0; i < times.size(); ++i) {
        pictures.push_back(decoded(file.read(pictureName(i)), sizes[i], times[i]));
    }
    return pictures;
}

const std::string& metadataOf(const model::SafetensorsFile& file, const char* name) {
    const auto found = file.metadata().find(name);
    require(found != file.metadata().end(), "its metadata is not a moment's");
    return found->second;
}

Moment momentFrom(const model::SafetensorsFile& file) {
    if (metadataOf(file, kFormatKey) != kMomentFormat) {
        throw JsonFault("its format is " + model::inQuotes(metadataOf(file, kFormatKey)));
    }
    const std::string& text = metadataOf(file, kMomentKey);
    require(text.size() <= kLongestJson, "its names and texts are too long together");
    const auto json = nlohmann::json::parse(text);
    const JsonFields fields(json);
    Moment moment;
    moment.toolVersion = fields.object("tool").text("version");
    moment.start = fields.object("window").number("start_seconds");
    moment.end = fields.object("window").number("end_seconds");
    moment.labels = textsFrom(fields, "labels");
    moment.probabilities = scoresFrom(fields, "probabilities");
    moment.smoothed = scoresFrom(fields, "smoothed");
    moment.settings = settingsFrom(fields.object("settings"));
    moment.model = modelFrom(fields.object("model"));
    moment.view = viewFrom(fields.value("view"));
    const auto pictures = picturesFrom(file, timesFrom(fields));
    moment.frames = framesFrom(fields, "frames", pictures);
    moment.past = framesFrom(fields, "past", pictures);
    requireSound(moment);
    return moment;
}

}  // namespace

void writeMoment(const std::filesystem::path& file, const Moment& moment) {
    model::Checkpoint checkpoint;
    try {
        checkpoint = checkpointOf(moment);
    } catch (const JsonFault& fault) {
        throw model::ModelError(
            "The moment cannot be written to " + model::inQuotes(file.string()) + ": " +
                fault.what() + ".",
            "Expected at most 256 frames of at most 8192 pixels a side, and their scores.",
            "Save a smaller window, or export pictures instead.");
    }
    model::writeSafetensors(file, checkpoint);
}

Moment readMoment(const std::filesystem::path& file) {
    const auto refuse = [&file](const std::string& why) {
        return model::ModelError(
            model::inQuotes(file.string()) + " is not a moment of Handscope: " + why + ".",
            std::string("Expected the format ") + kMomentFormat + ".",
            "Save the moment again, or name another file.");
    };
    try {
        return momentFrom(model::SafetensorsFile(file));
    } catch (const nlohmann::json::exception&) {
        throw refuse("its text is no JSON");
    } catch (const JsonFault& fault) {
        throw refuse(fault.what());
    } catch (const model::ModelError& error) {
        throw model::ModelError(error.whatHappened(),
                                std::string("Expected the format ") + kMomentFormat + ".",
                                "Save the moment again, or name another file.");
    }
}

}  // namespace handscope::app
