// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handscope::model {

/// Where in a residual block a feature map is read (paper, section 3 and figure 5).
enum class Tap {
    Input,   ///< what enters the block
    Cstm,    ///< CSTM's output, after its ReLU
    Cmm,     ///< CMM's output, before the sum; its last time step is zero in the windowed form
    Output,  ///< what leaves the block, after the shortcut and the ReLU
};

/// "input", "cstm", "cmm" or "output".
std::string_view tapName(Tap tap) noexcept;
std::optional<Tap> tapFromName(std::string_view name) noexcept;

/// One map to read: a block by its checkpoint name ("layer3.5") and a tap in it.
struct TapPoint {
    std::string block;
    Tap tap = Tap::Output;
    bool operator==(const TapPoint&) const = default;
};

/// What a tap gave for one clip.
struct FeatureMap {
    TapPoint point;
    int frames = 0;
    int channels = 0;
    int height = 0;
    int width = 0;
    std::vector<float> values;  ///< [frames, channels, height, width]

    std::span<const float> channel(int frame, int channelIndex) const {
        const std::size_t area = static_cast<std::size_t>(height) * width;
        return {values.data() + (static_cast<std::size_t>(frame) * channels + channelIndex) * area,
                area};
    }
};

/// What surgery silences in a block.
enum class MutePoint {
    Cstm,    ///< CSTM's output becomes zero before the sum
    Cmm,     ///< CMM's output becomes zero before the sum
    Branch,  ///< the residual branch (bn3's output) becomes zero: only the shortcut passes
};

/// "cstm", "cmm" or "branch".
std::string_view mutePointName(MutePoint point) noexcept;
std::optional<MutePoint> mutePointFromName(std::string_view name) noexcept;

/// One cut: a whole module or branch, or a single channel of it.
struct Mute {
    static constexpr int kAllChannels = -1;
    std::string block;
    MutePoint point = MutePoint::Cstm;
    int channel = kAllChannels;
    bool operator==(const Mute&) const = default;
};

/// One frame as the network takes it: normalised RGB, [3, inputSize, inputSize].
using PreparedFrame = std::shared_ptr<const std::vector<float>>;

/// The frames of one clip in time order; as many as InputSpec::segments, or, for a causal model,
/// any number from one up.
using Clip = std::vector<PreparedFrame>;

/// How a picture becomes a PreparedFrame: x = (low + pixel / 255 * (high - low) - mean) / std.
struct InputSpec {
    /// In the frames of one clip together: 256 frames of 224² fit.
    static constexpr std::int64_t kMostPixels = 13'000'000;

    int segments = 8;     ///< frames in a clip (the paper's T)
    int inputSize = 224;  ///< side of the square picture, pixels
    float low = 0.0F;
    float high = 1.0F;
    std::array<float, 3> mean{0.485F, 0.456F, 0.406F};
    std::array<float, 3> std{0.229F, 0.224F, 0.225F};

    bool fitsMemory() const noexcept {
        return std::int64_t{segments} * inputSize * inputSize <= kMostPixels;
    }
};

/// One residual block of the network, in forward order.
struct BlockDescription {
    std::string name;       ///< "layer1.0" … "layer4.2"
    std::vector<Tap> taps;  ///< what can be read there

    bool has(Tap tap) const noexcept;
    /// Whether there is such a part to silence; every block has its branch.
    bool has(MutePoint point) const noexcept;
};

/// What a model says of itself.
struct ModelDescription {
    std::string name;          ///< the file's name without folder and extension
    std::string kind;          ///< "stm" or "torchscript"
    std::string architecture;  ///< for people, such as "STM 3-4-6-3, width 1.0"
    std::string provenance;    ///< free text of the file, may be empty
    std::string device;        ///< "cpu" or "cuda:0"
    std::string engine{};      ///< how it is computed, such as "folded, bf16"; empty: as written
    bool flipTest = false;     ///< answers are the mean with those about the mirror image
    /// The model takes frames one by one at `frameRate` a second and remembers (openStream()); a
    /// clip's scores are the mean over its last InputSpec::segments frames.
    bool causal = false;
    double frameRate = 0.0;  ///< of a causal model, frames a second
    std::vector<std::string> labels;
    InputSpec input;
    std::vector<BlockDescription> blocks;  ///< empty: this kind of model cannot be looked into
    std::int64_t parameters = 0;
    std::int64_t macs = 0;  ///< for one clip, counted as the paper's tool does; 0 when unknown
    /// What a lenient load passed over, a line each: tensors that were missing, surplus or of
    /// another shape. Empty for a strict load, and where everything fitted.
    std::vector<std::string> notes{};

    /// The block of that name; null where there is none.
    const BlockDescription* block(std::string_view blockName) const noexcept;
};

/// What one call should give beside the scores.
struct ClassifyRequest {
    std::vector<TapPoint>
        taps;                 ///< maps to return; nothing is computed or copied for an empty list
    std::vector<Mute> mutes;  ///< surgery, applied to every clip of the call
    /// Maps to return as their mean over channels [T, 1, H, W]: enough for a picture of the whole
    /// network at work, at a fraction of what all channels cost to copy.
    std::vector<TapPoint> means{};
    std::vector<int> evidence{};  ///< classes whose evidence maps to return
    bool operator==(const ClassifyRequest&) const = default;
};

/// Where in the last block's output a class finds its evidence (class activation mapping, Zhou et
/// al., CVPR 2016): at each place the class's row of `fc` times the channels there. The mean over
/// frames, rows and columns plus the bias is the class's logit. Of a causal model's clip it is the
/// last InputSpec::segments frames, whose scores make the logit.
struct ClassEvidence {
    int classIndex = 0;
    float bias = 0.0F;
    FeatureMap map;  ///< [T, 1, H, W], of the last block's output
};

/// The answer for one clip.
struct Prediction {
    std::vector<float> probabilities;       ///< one a class, sum 1
    std::vector<float> logits;              ///< empty where the model gives probabilities only
    std::vector<FeatureMap> maps;           ///< in the order of ClassifyRequest::taps
    std::vector<FeatureMap> means{};        ///< in the order of ClassifyRequest::means
    std::vector<ClassEvidence> evidence{};  ///< in the order of ClassifyRequest::evidence
};

/// One video's way through a causal model, frame by frame: what has been computed is remembered, so
/// that one new frame costs one frame.
///
/// Owns what it remembers and shares the model, whose one thread at a time it counts to. The model
/// must outlive it.
class ScoreStream {
public:
    virtual ~ScoreStream() = default;

    /// Blocks for a forward pass over the new frames alone (one or more, oldest first, at the
    /// model's frame rate), and answers for the last InputSpec::segments frames, or as many as
    /// there were: the mean of their scores, and maps of them. The same, to rounding, as classify()
    /// of all frames since the last reset as one clip, but that maps are of the last frames alone.
    ///
    /// Maps or cuts that the call before did not ask for are computed for the past as well, which
    /// costs several frames once; fewer maps, and evidence of other classes, do not. Throws as
    /// Classifier::classify(); the stream then is as after reset().
    virtual Prediction push(std::span<const PreparedFrame> frames,
                            const ClassifyRequest& request) = 0;

    /// The answer for the frames pushed last, with other maps or cuts. Nothing is fed. Throws as
    /// push(), and std::logic_error when there was no frame since the last reset.
    virtual Prediction again(const ClassifyRequest& request) = 0;

    /// Forgets all frames: after a seek, a break or a gap longer than a window.
    virtual void reset() = 0;
};

/// One answer for a whole clip [classes]: the mean of the probabilities that the stream gives with
/// each frame, from the one on that fills `segments`. Resets the stream before. Throws as push(),
/// and std::logic_error for a clip without frames.
std::vector<float> meanOverClip(ScoreStream& stream, std::span<const PreparedFrame> clip,
                                std::size_t segments);

/// Turns clips into scores and maps.
///
/// Owns the network and its place on a device. Does not prepare pictures, choose frames or decide
/// on gestures. One thread at a time may call classify(); description() may be called from any
/// thread.
class Classifier {
public:
    virtual ~Classifier() = default;

    virtual const ModelDescription& description() const noexcept = 0;

    /// Blocks for one forward pass over all clips as one batch and returns one answer a clip.
    /// Throws ModelError, and nothing else, for a clip of the wrong shape, an unknown block or
    /// class, a tap or cut that the block or the model does not have, scores that are not finite,
    /// and a failed forward pass.
    virtual std::vector<Prediction> classify(std::span<const Clip> clips,
                                             const ClassifyRequest& request) = 0;

    /// What the last block's channels, averaged over a clip, are multiplied by for a class's logit:
    /// a row of `fc` [channels]. Empty for a model that cannot be looked into. Any thread. Throws
    /// ModelError for an unknown class.
    virtual std::vector<float> classWeights(int classIndex) const {
        static_cast<void>(classIndex);
        return {};
    }

    /// A stream of its own through a causal model; null for any other model.
    virtual std::unique_ptr<ScoreStream> openStream() { return nullptr; }

    /// The same as classify() for a single clip.
    Prediction classifyOne(const Clip& clip, const ClassifyRequest& request = {}) {
        return classify({&clip, 1}, request).front();
    }
};

}  // namespace handscope::model
