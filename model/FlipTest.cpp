// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/FlipTest.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "model/LabelSymmetry.h"
#include "model/ModelError.h"

namespace handscope::model {
namespace {

/// The class of each class's mirror image.
std::vector<int> mirroredClasses(const LabelSymmetry& symmetry, std::size_t count) {
    std::vector<int> classes;
    for (std::size_t i = 0; i < count; ++i) {
        classes.push_back(symmetry.mirrored(static_cast<int>(i)).value());
    }
    return classes;
}

void reverseRows(std::vector<float>& values, std::size_t width) {
    for (auto row = values.begin(); row != values.end();
         row += static_cast<std::ptrdiff_t>(width)) {
        std::reverse(row, row + static_cast<std::ptrdiff_t>(width));
    }
}

/// The mean of two answers, the second of which is read at `places`.
std::vector<float> meanOf(const std::vector<float>& one, const std::vector<float>& other,
                          const std::vector<int>& places) {
    std::vector<float> mean(one.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        mean[i] = (one[i] + other.at(static_cast<std::size_t>(places[i]))) / 2.0F;
    }
    return mean;
}

std::vector<float> softmax(const std::vector<float>& logits) {
    const float largest = *std::ranges::max_element(logits);
    double sum = 0.0;
    std::vector<double> powers;
    for (const float logit : logits) {
        powers.push_back(std::exp(static_cast<double>(logit) - static_cast<double>(largest)));
        sum += powers.back();
    }
    std::vector<float> probabilities;
    for (const double power : powers) {
        probabilities.push_back(static_cast<float>(power / sum));
    }
    return probabilities;
}

/// Mirror images of frames. Those of the last call are kept, since windows share frames, and an
/// engine that knows frames by their identity need not take them anew.
class MirrorImages {
public:
    /// `frames` are of the model's size.
    std::vector<Clip> of(std::span<const Clip> clips, std::size_t side) {
        std::unordered_map<PreparedFrame, PreparedFrame> seen;
        std::vector<Clip> mirrored;
        for (const Clip& clip : clips) {
            Clip& images = mirrored.emplace_back();
            for (const PreparedFrame& frame : clip) {
                PreparedFrame& image = seen[frame];
                if (!image) {
                    image = imageOf(frame, side);
                }
                images.push_back(image);
            }
        }
        kept_ = std::move(seen);
        return mirrored;
    }

private:
    std::unordered_map<PreparedFrame, PreparedFrame> kept_;

    PreparedFrame imageOf(const PreparedFrame& frame, std::size_t side) const {
        if (const auto found = kept_.find(frame); found != kept_.end()) {
            return found->second;
        }
        std::vector<float> values = *frame;
        reverseRows(values, side);
        return std::make_shared<const std::vector<float>>(std::move(values));
    }
};

/// How questions and answers about mirror images belong to those about the clips themselves.
class Mirror {
public:
    explicit Mirror(std::vector<int> classes) : classes_(std::move(classes)) {}

    /// The classes must be the model's. Maps are of the clip alone.
    ClassifyRequest questionOf(const ClassifyRequest& request) const {
        ClassifyRequest mirrored{.taps = {}, .mutes = request.mutes};
        for (const int classIndex : request.evidence) {
            mirrored.evidence.push_back(classes_.at(static_cast<std::size_t>(classIndex)));
        }
        return mirrored;
    }

    Prediction mean(Prediction clip, const Prediction& image) const {
        if (clip.logits.empty()) {
            clip.probabilities = meanOf(clip.probabilities, image.probabilities, classes_);
        } else {
            clip.logits = meanOf(clip.logits, image.logits, classes_);
            clip.probabilities = softmax(clip.logits);
        }
        for (std::size_t i = 0; i < clip.evidence.size(); ++i) {
            addEvidence(clip.evidence[i], image.evidence.at(i));
        }
        return clip;
    }

private:
    std::vector<int> classes_;

    static void addEvidence(ClassEvidence& clip, ClassEvidence image) {
        reverseRows(image.map.values, static_cast<std::size_t>(image.map.width));
        clip.bias = (clip.bias + image.bias) / 2.0F;
        for (std::size_t i = 0; i < clip.map.values.size(); ++i) {
            clip.map.values[i] = (clip.map.values[i] + image.map.values.at(i)) / 2.0F;
        }
    }
};

class FlipTestedStream : public ScoreStream {
public:
    FlipTestedStream(std::unique_ptr<ScoreStream> clip, std::unique_ptr<ScoreStream> image,
                     const Mirror& mirror, std::size_t side)
        : clip_(std::move(clip)), image_(std::move(image)), mirror_(mirror), side_(side) {}

    Prediction push(std::span<const PreparedFrame> frames,
                    const ClassifyRequest& request) override {
        return together([&] {
            Prediction prediction = clip_->push(frames, request);
            const Clip asClip(frames.begin(), frames.end());
            const auto images = images_.of({&asClip, 1}, side_);
            return mirror_.mean(std::move(prediction),
                                image_->push(images.front(), mirror_.questionOf(request)));
        });
    }

    Prediction again(const ClassifyRequest& request) override {
        return together([&] {
            Prediction prediction = clip_->again(request);
            return mirror_.mean(std::move(prediction), image_->again(mirror_.questionOf(request)));
        });
    }

    void reset() override {
        clip_->reset();
        image_->reset();
    }

private:
    std::unique_ptr<ScoreStream> clip_;
    std::unique_ptr<ScoreStream> image_;
    const Mirror& mirror_;
    std::size_t side_;
    MirrorImages images_;

    /// Where one of the two fails it has forgotten its frames, and so must the other.
    template <typename Ask>
    Prediction together(const Ask& ask) {
        try {
            return ask();
        } catch (const ModelError&) {
            reset();
            throw;
        }
    }
};

class FlipTestedClassifier : public Classifier {
public:
    FlipTestedClassifier(std::unique_ptr<Classifier> classifier, std::vector<int> classes)
        : classifier_(std::move(classifier)),
          description_(classifier_->description()),
          mirror_(std::move(classes)),
          side_(static_cast<std::size_t>(description_.input.inputSize)) {
        description_.flipTest = true;
        description_.engine += description_.engine.empty() ? "flip test" : ", flip test";
    }

    const ModelDescription& description() const noexcept override { return description_; }

    std::vector<Prediction> classify(std::span<const Clip> clips,
                                     const ClassifyRequest& request) override {
        if (!canBeMirrored(clips, request)) {
            return classifier_->classify(clips, request);  // which says what is wrong
        }
        const std::vector<Clip> images = images_.of(clips, side_);
        const ClassifyRequest aboutImages = mirror_.questionOf(request);
        if (aboutImages == request) {
            return asOneBatch(clips, images, request);
        }
        std::vector<Prediction> predictions = classifier_->classify(clips, request);
        takeMean(predictions, classifier_->classify(images, aboutImages));
        return predictions;
    }

    std::vector<float> classWeights(int classIndex) const override {
        return classifier_->classWeights(classIndex);
    }

    std::unique_ptr<ScoreStream> openStream() override {
        auto clip = classifier_->openStream();
        return clip ? std::make_unique<FlipTestedStream>(std::move(clip), classifier_->openStream(),
                                                         mirror_, side_)
                    : nullptr;
    }

private:
    std::unique_ptr<Classifier> classifier_;
    ModelDescription description_;
    Mirror mirror_;
    std::size_t side_;
    MirrorImages images_;

    bool canBeMirrored(std::span<const Clip> clips, const ClassifyRequest& request) const {
        const auto hasRows = [this](const PreparedFrame& frame) {
            return frame && frame->size() % side_ == 0;
        };
        return std::ranges::all_of(
                   clips, [&](const Clip& clip) { return std::ranges::all_of(clip, hasRows); }) &&
               std::ranges::all_of(request.evidence, [this](int index) {
                   return index >= 0 && index < static_cast<int>(description_.labels.size());
               });
    }

    void takeMean(std::vector<Prediction>& predictions, std::span<const Prediction> images) const {
        for (std::size_t i = 0; i < predictions.size(); ++i) {
            predictions[i] = mirror_.mean(std::move(predictions[i]), images[i]);
        }
    }

    /// Larger batches are faster; where other programs keep the processors busy, much faster.
    std::vector<Prediction> asOneBatch(std::span<const Clip> clips, std::span<const Clip> images,
                                       const ClassifyRequest& request) {
        std::vector<Clip> all(clips.begin(), clips.end());
        all.insert(all.end(), images.begin(), images.end());
        std::vector<Prediction> predictions = classifier_->classify(all, request);
        const std::vector<Prediction> ofImages(
            std::make_move_iterator(predictions.begin() +
                                    static_cast<std::ptrdiff_t>(clips.size())),
            std::make_move_iterator(predictions.end()));
        predictions.resize(clips.size());
        takeMean(predictions, ofImages);
        return predictions;
    }
};

}  // namespace

std::unique_ptr<Classifier> flipTested(std::unique_ptr<Classifier> classifier) {
    const ModelDescription& description = classifier->description();
    const LabelSymmetry symmetry(description.labels);
    if (!symmetry.mirrorsAll()) {
        throw ModelError("The model " + description.name +
                             " cannot be asked about mirror images: what its labels become in a "
                             "mirror is not known.",
                         "Expected labels of the Jester data set, with left and right of each.",
                         "Leave the flip test out.");
    }
    std::vector<int> classes = mirroredClasses(symmetry, description.labels.size());
    return std::make_unique<FlipTestedClassifier>(std::move(classifier), std::move(classes));
}

}  // namespace handscope::model
