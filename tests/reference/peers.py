#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""STM as a PyTorch user would run it for speed: what `packaging/bench-peers` sets our engine beside.

Each peer is one process: it loads a checkpoint and a clip, warms up, measures single windows, and
prints a JSON object with the median milliseconds and the probabilities. Needs Debian's python3-torch
and python3-numpy; exit status 77 says that what a peer needs is missing.

    peers.py list
    peers.py time  --peer eager-bf16 --checkpoint net.safetensors --clips in.safetensors --threads 2
    peers.py check --checkpoint net.safetensors --clips in.safetensors

The temporal convolution is written in two forms, of which each peer takes the one that is faster on
the machine: three shifted multiply-adds (mostly fp32), or a depthwise Conv2d of kernel 3×1 over
[N, C, T, H·W], which is free of copies in channels-last (mostly bf16). The usual reshape to [N·H·W, C, T]
with a Conv1d was slower than the better of the two everywhere, on the largest maps many times.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time

try:
    import torch
    from torch import nn

    from safetensors_file import read_safetensors
    from stm_reference import Config, Stm
except ImportError as missing:
    print(f"{missing}; apt-get install python3-torch python3-numpy", file=sys.stderr)
    sys.exit(77)


# ---- network -----------------------------------------------------------------------------------

def unfold(x, segments):
    """[N·T, …] → [N, T, …] without a copy; unlike unflatten(), it can be exported to ONNX."""
    return x.view(-1, segments, *x.shape[1:])


class Temporal(nn.Module):
    """One kernel of three taps a channel along T, zero beyond both ends: [N·T, C, H, W] → the same."""

    def __init__(self, channels, segments, shifted):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(channels, 1, 3))
        self.segments, self.shifted = segments, shifted

    def forward(self, x):
        if self.shifted:
            frames = unfold(x, self.segments)
            before, same, after = (self.weight[:, 0, tap].reshape(1, 1, -1, 1, 1)
                                   for tap in range(3))
            y = frames * same
            y[:, 1:].addcmul_(frames[:, :-1], before)
            y[:, :-1].addcmul_(frames[:, 1:], after)
            return y.flatten(0, 1)
        _, channels, height, width = x.shape
        y = x.view(-1, self.segments, channels, height * width).transpose(1, 2)
        y = nn.functional.conv2d(y, self.weight.unsqueeze(-1), padding=(1, 0), groups=channels)
        return y.transpose(1, 2).reshape(-1, channels, height, width)


class Cstm(nn.Module):
    def __init__(self, channels, stride, segments, shifted):
        super().__init__()
        self.temporal = Temporal(channels, segments, shifted)
        self.spatial = nn.Conv2d(channels, channels, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.relu(self.bn(self.spatial(self.temporal(x))))


class Cmm(nn.Module):
    def __init__(self, channels, stride, segments):
        super().__init__()
        reduced = max(1, channels // 16)
        self.reduce = nn.Conv2d(channels, reduced, 1, bias=False)
        self.bn = nn.BatchNorm2d(reduced)
        self.motion = nn.Conv2d(reduced, reduced, 3, 1, 1, groups=reduced, bias=False)
        self.restore = nn.Conv2d(reduced, channels, 1, bias=False)
        self.pool = nn.MaxPool2d(2, ceil_mode=True) if stride == 2 else nn.Identity()
        self.segments = segments

    def forward(self, x):
        r = self.bn(self.reduce(x))
        k = self.motion(r)
        r, k = unfold(r, self.segments), unfold(k, self.segments)
        difference = torch.cat([k[:, 1:] - r[:, :-1], torch.zeros_like(r[:, :1])], 1)
        return self.pool(self.restore(difference.flatten(0, 1)))


class Block(nn.Module):
    def __init__(self, entering, channels, stride, segments, modules, shifted):
        super().__init__()
        self.conv1 = nn.Conv2d(entering, channels, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        if "cstm" in modules:
            self.cstm = Cstm(channels, stride, segments, shifted)
        else:
            self.conv2 = nn.Conv2d(channels, channels, 3, stride, 1, bias=False)
            self.bn2 = nn.BatchNorm2d(channels)
        self.cmm = Cmm(channels, stride, segments) if "cmm" in modules else None
        self.conv3 = nn.Conv2d(channels, 4 * channels, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * channels)
        self.downsample = nn.Sequential(
            nn.Conv2d(entering, 4 * channels, 1, stride, bias=False),
            nn.BatchNorm2d(4 * channels)) if stride != 1 or entering != 4 * channels else None
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        features = self.cstm(y) if hasattr(self, "cstm") else self.relu(self.bn2(self.conv2(y)))
        if self.cmm is not None:
            features = features + self.cmm(y)
        y = self.bn3(self.conv3(features))
        y += x if self.downsample is None else self.downsample(x)
        return self.relu(y)


class Network(nn.Module):
    """The checkpoint's names are the modules' names."""

    def __init__(self, config, shifted):
        super().__init__()
        stem = round(64 * config.width)
        self.conv1 = nn.Conv2d(3, stem, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(stem)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        stages, leaving = {}, stem
        for name, entering, channels, stride in config.layout():
            stages.setdefault(name.partition(".")[0], []).append(
                Block(entering, channels, stride, config.segments, config.modules_of(name), shifted))
            leaving = 4 * channels
        for name, blocks in stages.items():
            setattr(self, name, nn.Sequential(*blocks))
        self.stages = list(stages)
        self.fc = nn.Linear(leaving, config.classes)
        self.segments = config.segments

    def forward(self, clips):
        """[N, T, 3, H, W] → logits [N, classes]."""
        x = self.maxpool(self.relu(self.bn1(self.conv1(clips.flatten(0, 1)))))
        for stage in self.stages:
            x = getattr(self, stage)(x)
        return unfold(self.fc(x.mean([2, 3])), self.segments).mean(1)


def load(path, shifted):
    metadata, tensors = read_safetensors(path)
    config = Config.from_metadata(metadata)
    if config.fusion != "sum" or config.temporal != "channelwise" or metadata.get("causal") == "1":
        sys.exit("The peers run the paper's STM and its plain parts alone.")
    network = Network(config, shifted)
    network.load_state_dict({name: tensor.float() for name, tensor in tensors.items()},
                            strict=False)
    missing = {name for name in network.state_dict() if "num_batches" not in name} - set(tensors)
    if missing:
        sys.exit(f"The checkpoint lacks {', '.join(sorted(missing)[:6])}.")
    return network.eval()


# ---- peers: from checkpoint, clips and temporal form to a function that gives logits --------------

def eager_fp32(path, clips, shifted):
    network = load(path, shifted)
    return lambda: network(clips)


def eager_bf16(path, clips, shifted):
    network, clips = load(path, shifted).bfloat16(), clips.bfloat16()
    return lambda: network(clips)


def eager_bf16_channels_last(path, clips, shifted):
    network = load(path, shifted).bfloat16().to(memory_format=torch.channels_last)
    frames = clips.bfloat16().flatten(0, 1).contiguous(memory_format=torch.channels_last)
    clips = unfold(frames, clips.shape[1])
    return lambda: network(clips)


def torchscript_fp32(path, clips, shifted):
    traced = torch.jit.freeze(torch.jit.trace(load(path, shifted), clips))
    optimised = torch.jit.optimize_for_inference(traced)
    return lambda: optimised(clips)


def onnxruntime_fp32(path, clips, shifted):
    try:
        import onnxruntime
    except ImportError as missing_runtime:
        print(f"{missing_runtime}; pip install onnxruntime", file=sys.stderr)
        sys.exit(77)
    if shifted:
        return None  # writes in place cannot be exported well
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = torch.get_num_threads()
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file, torch.inference_mode(False), \
            torch.no_grad():
        torch.onnx.export(load(path, shifted), clips.clone(), file.name, opset_version=13,
                          input_names=["clips"])
        session = onnxruntime.InferenceSession(file.name, settings,
                                               providers=["CPUExecutionProvider"])
    values = clips.numpy()
    return lambda: torch.from_numpy(session.run(None, {"clips": values})[0])


PEERS = {"eager-fp32": ("PyTorch eager fp32", eager_fp32),
         "eager-bf16": ("PyTorch eager bf16", eager_bf16),
         "eager-bf16-channels-last": ("PyTorch eager bf16, channels-last", eager_bf16_channels_last),
         "torchscript-fp32": ("TorchScript optimised fp32", torchscript_fp32),
         "onnxruntime-fp32": ("ONNX Runtime fp32", onnxruntime_fp32)}
FORMS = {True: "shifted multiply-adds", False: "depthwise Conv2d"}


def seconds_of(forward):
    before = time.perf_counter()
    forward()
    return time.perf_counter() - before


def faster_form(make, path, clips, warm_up):
    """The peer in whichever form of the temporal convolution is faster here, and that form."""
    found = []
    for shifted in FORMS:
        forward = make(path, clips, shifted)
        if forward is not None:
            for _ in range(warm_up):  # TorchScript plans at its second pass
                forward()
            found.append((min(seconds_of(forward) for _ in range(2)), shifted, forward))
    _, shifted, forward = min(found, key=lambda item: item[0])
    return forward, FORMS[shifted]


# ---- commands ----------------------------------------------------------------------------------

def probabilities(logits):
    return torch.softmax(logits.float(), 1)[0].tolist()


def read_clips(path):
    return read_safetensors(path)[1]["input"].float()


def list_peers(_):
    for name, (title, _) in PEERS.items():
        print(f"{name}\t{title}")


def time_peer(options):
    torch.set_num_threads(options.threads or torch.get_num_threads())
    forward, form = faster_form(PEERS[options.peer][1], options.checkpoint,
                                read_clips(options.clips), options.warm_up)
    answer = forward()
    milliseconds = []
    begin = time.perf_counter()
    while len(milliseconds) < options.fewest or time.perf_counter() - begin < options.seconds:
        milliseconds.append(1e3 * seconds_of(forward))
    print(json.dumps({"peer": options.peer, "milliseconds": statistics.median(milliseconds),
                      "windows": len(milliseconds), "threads": torch.get_num_threads(),
                      "temporal": form, "pytorch": torch.__version__,
                      "probabilities": probabilities(answer)}))


def check(options):
    """All peers that can run, in both forms, against the reference in double precision."""
    metadata, tensors = read_safetensors(options.checkpoint)
    clips = read_clips(options.clips)
    expected = torch.tensor(probabilities(
        Stm(Config.from_metadata(metadata), tensors)(clips.double())))
    agree = True
    for name, (title, make) in PEERS.items():
        for shifted, form in FORMS.items():
            try:
                forward = make(options.checkpoint, clips, shifted)
            except SystemExit as ended:
                if ended.code == 77:
                    break
                raise
            if forward is None:
                continue
            difference = float((torch.tensor(probabilities(forward())) - expected).abs().max())
            good = difference <= (2e-2 if "bf16" in name else 1e-4)
            agree = agree and good
            print(f"{'ok  ' if good else 'FAIL'} {title}, {form}: probabilities differ by "
                  f"{difference:.1e}")
    sys.exit(0 if agree else 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    commands.add_parser("list", help="names and titles").set_defaults(function=list_peers)
    for name, function in (("time", time_peer), ("check", check)):
        command = commands.add_parser(name, help=(function.__doc__ or "one peer").partition("\n")[0])
        command.add_argument("--checkpoint", required=True)
        command.add_argument("--clips", required=True, help="holds `input` [N, T, 3, S, S]")
        command.set_defaults(function=function)
        if name == "time":
            command.add_argument("--peer", required=True, choices=PEERS)
            command.add_argument("--threads", type=int, default=0)
            command.add_argument("--seconds", type=float, default=5.0)
            command.add_argument("--fewest", type=int, default=5, help="windows at least")
            command.add_argument("--warm-up", type=int, default=3, help="windows before")
    options = parser.parse_args()
    with torch.inference_mode():
        options.function(options)


if __name__ == "__main__":
    main()
