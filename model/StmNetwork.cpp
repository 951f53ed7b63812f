// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/StmNetwork.h"

namespace handscope::model {
namespace {

torch::nn::Conv2d convolution(std::int64_t in, std::int64_t out, std::int64_t kernel,
                              std::int64_t stride = 1, std::int64_t groups = 1) {
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, kernel)
                                 .stride(stride)
                                 .padding(kernel / 2)
                                 .groups(groups)
                                 .bias(false));
}

/// [N·T, …] seen as [N, T, …], in the memory format that it has.
torch::Tensor unfold(const torch::Tensor& x, std::int64_t segments) {
    auto shape = x.sizes().vec();
    shape[0] /= segments;
    shape.insert(shape.begin() + 1, segments);
    return x.view(shape);
}

/// One kernel of three taps a channel along T, zero beyond both ends: y_t = Σ_k taps_k · x at t +
/// first + k. x [N·T, C, H, W], taps [C, 1, 3]; `first` from −2 to 0. Multiply-adds in place over
/// the frames: nothing is reshaped or moved.
torch::Tensor channelWiseTemporal(const torch::Tensor& x, const torch::Tensor& taps,
                                  std::int64_t segments, std::int64_t first) {
    const auto frames = unfold(x, segments);
    const auto tap = [&taps](std::int64_t index) {
        return taps.select(2, index).reshape({1, 1, -1, 1, 1});
    };
    auto result = frames * tap(-first);
    for (std::int64_t k = 0; k < 3; ++k) {
        const std::int64_t offset = first + k;
        const std::int64_t length = segments - std::abs(offset);
        if (offset != 0 && length > 0) {
            result.narrow(1, std::max<std::int64_t>(0, -offset), length)
                .addcmul_(frames.narrow(1, std::max<std::int64_t>(0, offset), length), tap(k));
        }
    }
    return result.flatten(0, 1);
}

/// The same with a backward pass of its own: that of the in-place additions would copy the whole
/// gradient for each of them.
class ChannelWiseTemporal : public torch::autograd::Function<ChannelWiseTemporal> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                                 const torch::Tensor& taps, std::int64_t segments,
                                 std::int64_t first) {
        context->save_for_backward({x, taps});
        context->saved_data["segments"] = segments;
        context->saved_data["first"] = first;
        return channelWiseTemporal(x, taps.to(x.scalar_type()), segments, first);
    }

    static torch::autograd::variable_list backward(
        torch::autograd::AutogradContext* context,
        const torch::autograd::variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto& x = saved[0];
        const auto& taps = saved[1];
        const auto segments = context->saved_data["segments"].toInt();
        const auto first = context->saved_data["first"].toInt();
        // The adjoint reads the other way along T.
        const auto toX = channelWiseTemporal(gradients[0], taps.flip(2).to(x.scalar_type()),
                                             segments, -first - 2);
        const auto frames = unfold(x, segments);
        const auto gradient = unfold(gradients[0], segments);
        std::vector<torch::Tensor> toTaps;
        for (std::int64_t k = 0; k < 3; ++k) {
            const std::int64_t offset = first + k;
            const std::int64_t length = std::max<std::int64_t>(0, segments - std::abs(offset));
            const auto from = length > 0 ? std::max<std::int64_t>(0, offset) : 0;
            const auto to = length > 0 ? std::max<std::int64_t>(0, -offset) : 0;
            toTaps.push_back((frames.narrow(1, from, length) * gradient.narrow(1, to, length))
                                 .sum({0, 1, 3, 4}, /*keepdim=*/false,
                                      torch::promoteTypes(x.scalar_type(), torch::kFloat32)));
        }
        return {toX, torch::stack(toTaps, 1).unsqueeze(1).to(taps.scalar_type()), torch::Tensor(),
                torch::Tensor()};
    }
};

/// `frames` [N, T, …] with what was remembered before them; zeros where nothing was.
torch::Tensor continued(const torch::Tensor& history, const torch::Tensor& frames,
                        std::int64_t remembered) {
    if (history.defined()) {
        return torch::cat({history, frames}, 1);
    }
    auto shape = frames.sizes().vec();
    shape[1] = remembered;
    return torch::cat({torch::zeros(shape, frames.options()), frames}, 1);
}

/// A 3×3 convolution of each channel by itself. On a GPU as a dense one whose other weights are
/// zero: of CMM's few channels that is little work for its matrix units.
torch::Tensor channelByChannel(torch::nn::Conv2dImpl& convolution, const torch::Tensor& x) {
    if (!x.is_cuda()) {
        return convolution.forward(x);
    }
    const auto& weight = convolution.weight;  // [C, 1, 3, 3]
    const auto own = torch::eye(weight.size(0), weight.options()).unsqueeze(2).unsqueeze(3);
    return torch::conv2d(x, weight * own, convolution.bias, /*stride=*/1, /*padding=*/1);
}

/// The first tap's offset from t.
std::int64_t firstOffset(bool causal) {
    return causal ? -2 : -1;
}

/// Half of the channels pass t, a quarter t − 1, and a quarter t + 1, or t − 2 in the causal form.
torch::Tensor initialTemporalKernel(std::int64_t channels, TemporalKernel kernel, bool causal) {
    auto taps = torch::zeros({channels, 3});
    const std::int64_t quarter = channels / 4;
    const auto tapAt = [&](std::int64_t offset) { return offset - firstOffset(causal); };
    taps.slice(0, 0, quarter).select(1, tapAt(-1)).fill_(1);
    taps.slice(0, quarter, channels - quarter).select(1, tapAt(0)).fill_(1);
    taps.slice(0, channels - quarter).select(1, tapAt(causal ? -2 : 1)).fill_(1);
    if (kernel == TemporalKernel::ChannelWise) {
        return taps.unsqueeze(1);
    }
    return torch::eye(channels).unsqueeze(2) * taps.unsqueeze(1);
}

}  // namespace

torch::Tensor meanScores(const StmConfig& config, const torch::Tensor& frameScores) {
    const auto frames = frameScores.size(1);
    const auto counted =
        config.causal ? std::min<std::int64_t>(frames, config.input.segments) : frames;
    return frameScores.narrow(1, frames - counted, counted).mean(1);
}

torch::Tensor meanOverChannels(const torch::Tensor& map) {
    return map.mean(1, /*keepdim=*/true, torch::kFloat32);
}

BlockProbe* probeOf(Probes* probes, const std::string& block) {
    if (probes == nullptr) {
        return nullptr;
    }
    const auto found = probes->find(block);
    return found == probes->end() ? nullptr : &found->second;
}

BlockHistory* historyOf(StreamHistory* history, const std::string& block) {
    return history == nullptr ? nullptr : &(*history)[block];
}

torch::Tensor BlockProbe::cut(MutePoint point, const torch::Tensor& value) const {
    const auto found = mutes.find(point);
    if (found == mutes.end()) {
        return value;
    }
    if (found->second.empty()) {
        return torch::zeros_like(value);
    }
    const auto channels =
        torch::tensor(found->second, torch::dtype(torch::kLong).device(value.device()));
    return value.index_fill(1, channels, 0);
}

TemporalConvolutionImpl::TemporalConvolutionImpl(int channels, TemporalKernel kernel, bool causal)
    : weight(register_parameter("weight", initialTemporalKernel(channels, kernel, causal))),
      kernel_(kernel),
      causal_(causal) {}

// The reshape to (NHW, C, T) of the paper shares one kernel a channel over all positions; shifted
// multiply-adds over T compute the same without moving memory.
torch::Tensor TemporalConvolutionImpl::convolve(const torch::Tensor& x, std::int64_t segments) {
    const std::int64_t first = firstOffset(causal_);
    if (kernel_ == TemporalKernel::ChannelWise) {
        return torch::GradMode::is_enabled()
                   ? ChannelWiseTemporal::apply(x, weight, segments, first)
                   : channelWiseTemporal(x, weight.to(x.scalar_type()), segments, first);
    }
    const auto tap = [&](std::int64_t index) {
        return unfold(torch::conv2d(x, weight.select(2, index).unsqueeze(2).unsqueeze(3)),
                      segments);
    };
    auto result = tap(-first).clone();
    for (std::int64_t k = 0; k < 3; ++k) {
        const std::int64_t offset = first + k;
        const std::int64_t length = segments - std::abs(offset);
        if (offset != 0 && length > 0) {
            result.narrow(1, std::max<std::int64_t>(0, -offset), length)
                .add_(tap(k).narrow(1, std::max<std::int64_t>(0, offset), length));
        }
    }
    return result.flatten(0, 1);
}

torch::Tensor TemporalConvolutionImpl::forward(const torch::Tensor& x, std::int64_t segments,
                                               torch::Tensor* history) {
    if (history == nullptr) {
        return convolve(x, segments);
    }
    constexpr std::int64_t kRemembered = 2;
    const auto frames = continued(*history, unfold(x, segments), kRemembered);
    *history = frames.narrow(1, segments, kRemembered).clone();
    const auto all = convolve(frames.flatten(0, 1), segments + kRemembered);
    return unfold(all, segments + kRemembered).narrow(1, kRemembered, segments).flatten(0, 1);
}

CstmImpl::CstmImpl(int channels, int stride, TemporalKernel kernel, bool causal) {
    temporal = register_module("temporal", TemporalConvolution(channels, kernel, causal));
    spatial = register_module("spatial", convolution(channels, channels, 3, stride));
    bn = register_module("bn", torch::nn::BatchNorm2d(channels));
}

torch::Tensor CstmImpl::forward(const torch::Tensor& x, std::int64_t segments,
                                BlockHistory* history) {
    const auto mixed =
        temporal->forward(x, segments, history == nullptr ? nullptr : &history->temporal);
    return torch::relu(bn(spatial(mixed)));
}

CmmImpl::CmmImpl(int channels, int stride, bool causal) : stride(stride), causal_(causal) {
    const int reduced = std::max(1, channels / 16);
    reduce = register_module("reduce", convolution(channels, reduced, 1));
    bn = register_module("bn", torch::nn::BatchNorm2d(reduced));
    motion = register_module("motion", convolution(reduced, reduced, 3, 1, reduced));
    restore = register_module("restore", convolution(reduced, channels, 1));
}

torch::Tensor CmmImpl::forward(const torch::Tensor& x, std::int64_t segments,
                               BlockHistory* history) {
    const auto reduced = unfold(bn(reduce(x)), segments);
    const auto moved = unfold(channelByChannel(*motion, reduced.flatten(0, 1)), segments);
    // Each k less the r of the frame before it, at the earlier frame of the two or at the later.
    auto difference = torch::zeros_like(reduced);
    if (segments > 1) {
        difference.narrow(1, causal_ ? 1 : 0, segments - 1)
            .copy_(moved.slice(1, 1) - reduced.slice(1, 0, segments - 1));
    }
    if (history != nullptr) {
        if (history->reduced.defined()) {
            difference.narrow(1, 0, 1).copy_(moved.narrow(1, 0, 1) - history->reduced);
        }
        history->reduced = reduced.narrow(1, segments - 1, 1).clone();
    }
    const auto restored = restore(difference.flatten(0, 1));
    if (stride == 1) {
        return restored;
    }
    return torch::max_pool2d(restored, stride, stride, 0, 1, /*ceil_mode=*/true);
}

ProjectionImpl::ProjectionImpl(int inputChannels, int outputChannels, int stride)
    : convolution(
          register_module("0", model::convolution(inputChannels, outputChannels, 1, stride))),
      bn(register_module("1", torch::nn::BatchNorm2d(outputChannels))) {}

StmBlockImpl::StmBlockImpl(int inputChannels, int channels, int stride, BlockModules modules,
                           const StmConfig& config)
    : stride(stride) {
    conv1 = register_module("conv1", convolution(inputChannels, channels, 1));
    bn1 = register_module("bn1", torch::nn::BatchNorm2d(channels));
    if (modules.cstm) {
        cstm = register_module("cstm", Cstm(channels, stride, config.temporal, config.causal));
    } else {
        conv2 = register_module("conv2", convolution(channels, channels, 3, stride));
        bn2 = register_module("bn2", torch::nn::BatchNorm2d(channels));
    }
    if (modules.cmm) {
        cmm = register_module("cmm", Cmm(channels, stride, config.causal));
        if (config.fusion == Fusion::Concat) {
            fuse = register_module("fuse", convolution(2 * channels, channels, 1));
        }
    }
    conv3 = register_module("conv3", convolution(channels, 4 * channels, 1));
    bn3 = register_module("bn3", torch::nn::BatchNorm2d(4 * channels));
    if (stride != 1 || inputChannels != 4 * channels) {
        downsample = register_module("downsample", Projection(inputChannels, 4 * channels, stride));
    }
}

torch::Tensor StmBlockImpl::fused(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                                  BlockHistory* history) {
    auto spatioTemporal = cstm ? cstm->forward(x, segments, history) : torch::relu(bn2(conv2(x)));
    if (probe != nullptr) {
        spatioTemporal = probe->cut(MutePoint::Cstm, spatioTemporal);
        probe->read(Tap::Cstm, spatioTemporal);
    }
    if (!cmm) {
        return spatioTemporal;
    }
    auto motion = cmm->forward(x, segments, history);
    if (probe != nullptr) {
        motion = probe->cut(MutePoint::Cmm, motion);
        probe->read(Tap::Cmm, motion);
    }
    return fuse ? fuse(torch::cat({spatioTemporal, motion}, 1)) : spatioTemporal + motion;
}

torch::Tensor StmBlockImpl::forward(const torch::Tensor& x, std::int64_t segments,
                                    BlockProbe* probe, BlockHistory* history) {
    if (probe != nullptr) {
        probe->read(Tap::Input, x);
    }
    auto branch = bn3(conv3(fused(torch::relu(bn1(conv1(x))), segments, probe, history)));
    if (probe != nullptr) {
        branch = probe->cut(MutePoint::Branch, branch);
    }
    auto output = torch::relu(branch + (downsample ? downsample->forward(x) : x));
    if (probe != nullptr) {
        probe->read(Tap::Output, output);
    }
    return output;
}

StmNetworkImpl::StmNetworkImpl(const StmConfig& config) : config_(config) {
    config_.validate();
    conv1 = register_module("conv1",
                            torch::nn::Conv2d(torch::nn::Conv2dOptions(3, config.stemChannels(), 7)
                                                  .stride(2)
                                                  .padding(3)
                                                  .bias(false)));
    bn1 = register_module("bn1", torch::nn::BatchNorm2d(config.stemChannels()));
    int channelsIn = config.stemChannels();
    for (int stage = 0; stage < 4; ++stage) {
        torch::nn::ModuleList layer;
        for (int index = 0; index < config.blocks[static_cast<std::size_t>(stage)]; ++index) {
            const std::string name =
                "layer" + std::to_string(stage + 1) + "." + std::to_string(index);
            const StmBlock block(channelsIn, config.stageChannels(stage),
                                 stage > 0 && index == 0 ? 2 : 1, config.modulesOf(name), config);
            channelsIn = 4 * config.stageChannels(stage);
            layer->push_back(block);
            blocks.emplace_back(name, block);
        }
        register_module("layer" + std::to_string(stage + 1), layer);
    }
    dropout = register_module("dropout", torch::nn::Dropout(0.5));
    fc = register_module("fc", torch::nn::Linear(channelsIn, config.classes));
    torch::nn::init::normal_(fc->weight, 0, 0.001);
    torch::nn::init::zeros_(fc->bias);
}

void StmNetworkImpl::useChannelsLast() {
    const torch::NoGradGuard noGradients;
    for (auto& parameter : parameters()) {
        if (parameter.dim() == 4) {
            parameter.set_data(parameter.detach().contiguous(torch::MemoryFormat::ChannelsLast));
        }
    }
}

torch::Tensor StmNetworkImpl::forward(const torch::Tensor& clips, Probes* probes) {
    return meanScores(config_, frameScores(clips, probes));
}

torch::Tensor StmNetworkImpl::frameScores(const torch::Tensor& clips, Probes* probes,
                                          StreamHistory* history) {
    const auto segments = clips.size(1);
    auto x = torch::relu(bn1(conv1(clips.flatten(0, 1))));
    x = torch::max_pool2d(x, 3, 2, 1);
    for (auto& [name, block] : blocks) {
        x = block->forward(x, segments, probeOf(probes, name), historyOf(history, name));
    }
    const auto features = torch::adaptive_avg_pool2d(x, {1, 1}).flatten(1);
    return is_training() ? unfold(fc(dropout(features)), segments)
                         : scoresOfEachClip(unfold(features, segments), fc->weight, fc->bias);
}

torch::Tensor scoresOfEachClip(const torch::Tensor& features, const torch::Tensor& weight,
                               const torch::Tensor& bias) {
    std::vector<torch::Tensor> scores;
    for (const torch::Tensor& clip : features.unbind(0)) {
        scores.push_back(torch::addmm(bias, clip, weight.t()));
    }
    return torch::stack(scores);
}

}  // namespace handscope::model
