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

/// sum over taps of pieces[tap] moved by tap − 1 frames, zero beyond both ends: y_t = a_{t−1} + b_t
/// + c_{t+1}, with all tensors [N·T, C, H, W].
torch::Tensor shiftedSum(const torch::Tensor& previous, const torch::Tensor& same,
                         const torch::Tensor& next, std::int64_t segments) {
    auto result = unfold(same, segments).clone();
    if (segments > 1) {
        result.slice(1, 1).add_(unfold(previous, segments).slice(1, 0, segments - 1));
        result.slice(1, 0, segments - 1).add_(unfold(next, segments).slice(1, 1));
    }
    return result.flatten(0, 1);
}

/// One kernel of three taps a channel along T, zero beyond both ends: x [N·T, C, H, W], taps [C, 1,
/// 3]. Multiply-adds in place over the frames: nothing is reshaped or moved.
torch::Tensor channelWiseTemporal(const torch::Tensor& x, const torch::Tensor& taps,
                                  std::int64_t segments) {
    const auto frames = unfold(x, segments);
    const auto tap = [&taps](int index) { return taps.select(2, index).reshape({1, 1, -1, 1, 1}); };
    auto result = frames * tap(1);
    if (segments > 1) {
        result.slice(1, 1).addcmul_(frames.slice(1, 0, segments - 1), tap(0));
        result.slice(1, 0, segments - 1).addcmul_(frames.slice(1, 1), tap(2));
    }
    return result.flatten(0, 1);
}

/// The same with a backward pass of its own: that of the in-place additions would copy the whole
/// gradient for each of them.
class ChannelWiseTemporal : public torch::autograd::Function<ChannelWiseTemporal> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                                 const torch::Tensor& taps, std::int64_t segments) {
        context->save_for_backward({x, taps});
        context->saved_data["segments"] = segments;
        return channelWiseTemporal(x, taps.to(x.scalar_type()), segments);
    }

    static torch::autograd::variable_list backward(
        torch::autograd::AutogradContext* context,
        const torch::autograd::variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto& x = saved[0];
        const auto& taps = saved[1];
        const auto segments = context->saved_data["segments"].toInt();
        // The adjoint reads the other way along T.
        const auto toX =
            channelWiseTemporal(gradients[0], taps.flip(2).to(x.scalar_type()), segments);
        const auto frames = unfold(x, segments);
        const auto gradient = unfold(gradients[0], segments);
        const auto product = [](const torch::Tensor& a, const torch::Tensor& b) {
            return (a * b).sum({0, 1, 3, 4}, /*keepdim=*/false, torch::kFloat32);
        };
        const auto last = segments - 1;
        const auto toTaps = torch::stack(
            {product(frames.slice(1, 0, last), gradient.slice(1, 1)), product(frames, gradient),
             product(frames.slice(1, 1), gradient.slice(1, 0, last))},
            1);
        return {toX, toTaps.unsqueeze(1).to(taps.scalar_type()), torch::Tensor()};
    }
};

torch::Tensor initialTemporalKernel(std::int64_t channels, TemporalKernel kernel) {
    auto taps = torch::zeros({channels, 3});
    const std::int64_t quarter = channels / 4;
    taps.slice(0, 0, quarter).select(1, 0).fill_(1);
    taps.slice(0, quarter, channels - quarter).select(1, 1).fill_(1);
    taps.slice(0, channels - quarter).select(1, 2).fill_(1);
    if (kernel == TemporalKernel::ChannelWise) {
        return taps.unsqueeze(1);
    }
    return torch::eye(channels).unsqueeze(2) * taps.unsqueeze(1);
}

}  // namespace

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

TemporalConvolutionImpl::TemporalConvolutionImpl(int channels, TemporalKernel kernel)
    : weight(register_parameter("weight", initialTemporalKernel(channels, kernel))),
      kernel_(kernel) {}

// The reshape to (NHW, C, T) of the paper shares one kernel a channel over all positions; shifted
// multiply-adds over T compute the same without moving memory.
torch::Tensor TemporalConvolutionImpl::forward(const torch::Tensor& x, std::int64_t segments) {
    if (kernel_ == TemporalKernel::ChannelWise) {
        return torch::GradMode::is_enabled()
                   ? ChannelWiseTemporal::apply(x, weight, segments)
                   : channelWiseTemporal(x, weight.to(x.scalar_type()), segments);
    }
    const auto tap = [&](int index) {
        return torch::conv2d(x, weight.select(2, index).unsqueeze(2).unsqueeze(3));
    };
    return shiftedSum(tap(0), tap(1), tap(2), segments);
}

CstmImpl::CstmImpl(int channels, int stride, TemporalKernel kernel) {
    temporal = register_module("temporal", TemporalConvolution(channels, kernel));
    spatial = register_module("spatial", convolution(channels, channels, 3, stride));
    bn = register_module("bn", torch::nn::BatchNorm2d(channels));
}

torch::Tensor CstmImpl::forward(const torch::Tensor& x, std::int64_t segments) {
    return torch::relu(bn(spatial(temporal(x, segments))));
}

CmmImpl::CmmImpl(int channels, int stride) : stride(stride) {
    const int reduced = std::max(1, channels / 16);
    reduce = register_module("reduce", convolution(channels, reduced, 1));
    bn = register_module("bn", torch::nn::BatchNorm2d(reduced));
    motion = register_module("motion", convolution(reduced, reduced, 3, 1, reduced));
    restore = register_module("restore", convolution(reduced, channels, 1));
}

torch::Tensor CmmImpl::forward(const torch::Tensor& x, std::int64_t segments) {
    const auto reduced = unfold(bn(reduce(x)), segments);
    const auto moved = unfold(motion(reduced.flatten(0, 1)), segments);
    auto difference = torch::zeros_like(reduced);  // d_T stays 0
    if (segments > 1) {
        difference.slice(1, 0, segments - 1)
            .copy_(moved.slice(1, 1) - reduced.slice(1, 0, segments - 1));
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
                           Fusion fusion, TemporalKernel kernel)
    : stride(stride) {
    conv1 = register_module("conv1", convolution(inputChannels, channels, 1));
    bn1 = register_module("bn1", torch::nn::BatchNorm2d(channels));
    if (modules.cstm) {
        cstm = register_module("cstm", Cstm(channels, stride, kernel));
    } else {
        conv2 = register_module("conv2", convolution(channels, channels, 3, stride));
        bn2 = register_module("bn2", torch::nn::BatchNorm2d(channels));
    }
    if (modules.cmm) {
        cmm = register_module("cmm", Cmm(channels, stride));
        if (fusion == Fusion::Concat) {
            fuse = register_module("fuse", convolution(2 * channels, channels, 1));
        }
    }
    conv3 = register_module("conv3", convolution(channels, 4 * channels, 1));
    bn3 = register_module("bn3", torch::nn::BatchNorm2d(4 * channels));
    if (stride != 1 || inputChannels != 4 * channels) {
        downsample = register_module("downsample", Projection(inputChannels, 4 * channels, stride));
    }
}

torch::Tensor StmBlockImpl::fused(const torch::Tensor& x, std::int64_t segments,
                                  BlockProbe* probe) {
    auto spatioTemporal = cstm ? cstm->forward(x, segments) : torch::relu(bn2(conv2(x)));
    if (probe != nullptr) {
        spatioTemporal = probe->cut(MutePoint::Cstm, spatioTemporal);
        probe->read(Tap::Cstm, spatioTemporal);
    }
    if (!cmm) {
        return spatioTemporal;
    }
    auto motion = cmm->forward(x, segments);
    if (probe != nullptr) {
        motion = probe->cut(MutePoint::Cmm, motion);
        probe->read(Tap::Cmm, motion);
    }
    return fuse ? fuse(torch::cat({spatioTemporal, motion}, 1)) : spatioTemporal + motion;
}

torch::Tensor StmBlockImpl::forward(const torch::Tensor& x, std::int64_t segments,
                                    BlockProbe* probe) {
    if (probe != nullptr) {
        probe->read(Tap::Input, x);
    }
    auto branch = bn3(conv3(fused(torch::relu(bn1(conv1(x))), segments, probe)));
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
                                 stage > 0 && index == 0 ? 2 : 1, config.modulesOf(name),
                                 config.fusion, config.temporal);
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
    const auto segments = clips.size(1);
    auto x = torch::relu(bn1(conv1(clips.flatten(0, 1))));
    x = torch::max_pool2d(x, 3, 2, 1);
    for (auto& [name, block] : blocks) {
        BlockProbe* probe = nullptr;
        if (probes != nullptr) {
            const auto found = probes->find(name);
            probe = found == probes->end() ? nullptr : &found->second;
        }
        x = block->forward(x, segments, probe);
    }
    const auto features = torch::adaptive_avg_pool2d(x, {1, 1}).flatten(1);
    return unfold(fc(dropout(features)), segments).mean(1);
}

}  // namespace handscope::model
