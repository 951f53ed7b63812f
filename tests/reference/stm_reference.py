#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""STM (Jiang et al., ICCV 2019) in plain PyTorch, written from the paper and the format's description.

The causal form (`--causal 1`) looks back only and takes clips of any length; a clip's scores are
those of its last `segments` frames.

The tests hold Handscope's own network against this one. It needs Debian's python3-torch and
python3-numpy; exit status 77 says that they are missing. It computes in double precision, so that
its own rounding hides nothing.

    stm_reference.py random       --out net.safetensors --seed 7 --modules cstm+cmm ...
    stm_reference.py random-input --out in.safetensors --segments 8 --height 64 --width 64
    stm_reference.py run          --checkpoint net.safetensors --input in.safetensors \\
                                  --output out.safetensors --taps layer1.0.cstm,layer4.0.output
    stm_reference.py compare      --checkpoint net.safetensors --expected out.safetensors
    stm_reference.py count        --checkpoint net.safetensors

Several commands run one after the other when the word `then` stands between them.
"""

import argparse
import dataclasses
import json
import sys

try:
    import numpy
    import torch
    from torch.nn import functional

    from safetensors_file import read_safetensors, write_safetensors
except ImportError as missing:
    print(f"{missing}; apt-get install python3-torch python3-numpy", file=sys.stderr)
    sys.exit(77)

TAPS = ("input", "cstm", "cmm", "output")
MUTE_POINTS = ("cstm", "cmm", "branch")


# ---- configuration -----------------------------------------------------------------------------

@dataclasses.dataclass
class Config:
    blocks: str = "3,4,6,3"
    width: float = 1.0
    segments: int = 8
    input_size: int = 224
    classes: int = 27
    modules: str = "cstm+cmm"
    fusion: str = "sum"
    temporal: str = "channelwise"
    stm_blocks: str = "all"
    causal: int = 0
    frame_rate: float = 8.0

    @staticmethod
    def from_metadata(metadata):
        known = {field.name: field.type for field in dataclasses.fields(Config)}
        return Config(**{key: known[key](text) for key, text in metadata.items() if key in known})

    def to_metadata(self):
        labels = "\n".join(f"class {index}" for index in range(self.classes))
        values = {key: str(value) for key, value in dataclasses.asdict(self).items()}
        if not self.causal:
            del values["frame_rate"]
        return {"format": "handscope-stm-1", "arch": "stm", "labels": labels,
                "mean": "0.485,0.456,0.406", "std": "0.229,0.224,0.225",
                "sampling": "rate" if self.causal else "segments",
                "tool": "stm_reference.py", "provenance": "random numbers", **values}

    def modules_of(self, block):
        listed = self.stm_blocks == "all" or block in self.stm_blocks.split(",")
        return set(self.modules.split("+")) if listed else set()

    def layout(self):
        """(name, input channels, channels, stride) of every block, in forward order."""
        stem = round(64 * self.width)
        entering = stem
        for stage, count in enumerate(map(int, self.blocks.split(","))):
            for index in range(count):
                channels = stem << stage
                yield (f"layer{stage + 1}.{index}", entering, channels,
                       2 if stage > 0 and index == 0 else 1)
                entering = 4 * channels

    def shapes(self):
        """Shape of every tensor that a checkpoint of this network holds, by name."""
        shapes = {}

        def norm(name, channels):
            for part in ("weight", "bias", "running_mean", "running_var"):
                shapes[f"{name}.{part}"] = [channels]

        shapes["conv1.weight"] = [round(64 * self.width), 3, 7, 7]
        norm("bn1", round(64 * self.width))
        leaving = 0
        for name, entering, channels, stride in self.layout():
            modules, leaving, reduced = self.modules_of(name), 4 * channels, max(1, channels // 16)
            shapes[f"{name}.conv1.weight"] = [channels, entering, 1, 1]
            norm(f"{name}.bn1", channels)
            if "cstm" in modules:
                neighbours = channels if self.temporal == "dense" else 1
                shapes[f"{name}.cstm.temporal.weight"] = [channels, neighbours, 3]
                shapes[f"{name}.cstm.spatial.weight"] = [channels, channels, 3, 3]
                norm(f"{name}.cstm.bn", channels)
            else:
                shapes[f"{name}.conv2.weight"] = [channels, channels, 3, 3]
                norm(f"{name}.bn2", channels)
            if "cmm" in modules:
                shapes[f"{name}.cmm.reduce.weight"] = [reduced, channels, 1, 1]
                norm(f"{name}.cmm.bn", reduced)
                shapes[f"{name}.cmm.motion.weight"] = [reduced, 1, 3, 3]
                shapes[f"{name}.cmm.restore.weight"] = [channels, reduced, 1, 1]
                if self.fusion == "concat":
                    shapes[f"{name}.fuse.weight"] = [channels, 2 * channels, 1, 1]
            shapes[f"{name}.conv3.weight"] = [leaving, channels, 1, 1]
            norm(f"{name}.bn3", leaving)
            if stride != 1 or entering != leaving:
                shapes[f"{name}.downsample.0.weight"] = [leaving, entering, 1, 1]
                norm(f"{name}.downsample.1", leaving)
        shapes["fc.weight"], shapes["fc.bias"] = [self.classes, leaving], [self.classes]
        return shapes


# ---- network -----------------------------------------------------------------------------------

class Stm:
    """Runs a checkpoint. `macs` and `norm_elements` count a forward pass as the paper's tool does."""

    def __init__(self, config, tensors):
        expected = config.shapes()
        found = {name: list(tensor.shape) for name, tensor in tensors.items()
                 if not name.endswith("num_batches_tracked")}
        if expected != found:
            wrong = sorted(name for name in expected.keys() | found.keys()
                           if expected.get(name) != found.get(name))
            sys.exit(f"tensors do not fit the metadata: {', '.join(wrong[:6])}")
        self.config, self.tensors = config, tensors
        self.macs = self.norm_elements = 0
        self.maps, self.wanted, self.mutes = {}, set(), {}
        self.evidence = None

    def conv(self, name, x, stride=1, groups=1):
        weight = self.tensors[f"{name}.weight"]
        y = functional.conv2d(x, weight, None, stride, weight.shape[-1] // 2, 1, groups)
        self.macs += weight.numel() * y.shape[0] * y.shape[2] * y.shape[3]
        return y

    def norm(self, name, x):
        self.norm_elements += x.numel()
        mean, variance, weight, bias = (self.tensors[f"{name}.{part}"] for part in (
            "running_mean", "running_var", "weight", "bias"))
        return functional.batch_norm(x, mean, variance, weight, bias, False, 0.0, 1e-5)

    def temporal(self, name, x, segments):
        """The paper's reshape to [N·H·W, C, T] and an ordinary Conv1d, word for word: taps on t−1, t
        and t+1, or on t−2, t−1 and t in the causal form."""
        weight = self.tensors[f"{name}.weight"]
        frames, channels, height, width = x.shape
        y = x.reshape(frames // segments, segments, channels, height, width)
        y = y.permute(0, 3, 4, 2, 1).reshape(-1, channels, segments)
        y = functional.pad(y, (2, 0) if self.config.causal else (1, 1))
        y = functional.conv1d(y, weight, groups=channels // weight.shape[1])
        self.macs += weight.numel() * frames * height * width
        y = y.reshape(frames // segments, height, width, channels, segments)
        return y.permute(0, 4, 3, 1, 2).reshape(x.shape)

    def cstm(self, name, x, segments, stride):
        x = self.conv(f"{name}.spatial", self.temporal(f"{name}.temporal", x, segments), stride)
        return functional.relu(self.norm(f"{name}.bn", x))

    def cmm(self, name, x, segments, stride):
        r = self.norm(f"{name}.bn", self.conv(f"{name}.reduce", x))
        k = self.conv(f"{name}.motion", r, groups=r.shape[1])
        difference = torch.zeros_like(r)
        for frame in range(r.shape[0]):
            if self.config.causal:
                if frame % segments != 0:
                    difference[frame] = k[frame] - r[frame - 1]
            elif frame % segments != segments - 1:
                difference[frame] = k[frame + 1] - r[frame]
        restored = self.conv(f"{name}.restore", difference)
        return functional.max_pool2d(restored, 2, ceil_mode=True) if stride == 2 else restored

    def tap(self, name, value):
        if name in self.wanted:
            self.maps[name] = value
        return value

    def mute(self, name, value):
        for channel in self.mutes.get(name, ()):
            value = value.clone()
            value[:, slice(None) if channel is None else channel] = 0
        return value

    def block(self, name, x, segments, stride):
        modules = self.config.modules_of(name)
        shortcut = self.tap(f"{name}.input", x)
        x = functional.relu(self.norm(f"{name}.bn1", self.conv(f"{name}.conv1", x)))
        if "cstm" in modules:
            features = self.cstm(f"{name}.cstm", x, segments, stride)
            features = self.tap(f"{name}.cstm", self.mute(f"{name}.cstm", features))
        else:
            features = self.conv(f"{name}.conv2", x, stride)
            features = functional.relu(self.norm(f"{name}.bn2", features))
        if "cmm" in modules:
            motion = self.cmm(f"{name}.cmm", x, segments, stride)
            motion = self.tap(f"{name}.cmm", self.mute(f"{name}.cmm", motion))
            if self.config.fusion == "concat":
                features = self.conv(f"{name}.fuse", torch.cat([features, motion], 1))
            else:
                features = features + motion
        branch = self.norm(f"{name}.bn3", self.conv(f"{name}.conv3", features))
        if f"{name}.downsample.0.weight" in self.tensors:
            shortcut = self.conv(f"{name}.downsample.0", shortcut, stride)
            shortcut = self.norm(f"{name}.downsample.1", shortcut)
        return self.tap(f"{name}.output",
                        functional.relu(self.mute(f"{name}.branch", branch) + shortcut))

    def __call__(self, clips, taps=(), mutes=None):
        """clips [N, T, 3, H, W] → logits [N, classes]; maps [N·T, C, H, W] are left in `maps`, and
        where each class finds its evidence in `evidence`."""
        self.macs = self.norm_elements = 0
        self.maps, self.wanted, self.mutes = {}, set(taps), mutes or {}
        clip_count, segments = clips.shape[:2]
        x = functional.relu(self.norm("bn1", self.conv("conv1", clips.flatten(0, 1), 2)))
        x = functional.max_pool2d(x, 3, 2, 1)
        for name, _, _, stride in self.config.layout():
            x = self.block(name, x, segments, stride)
        weight, bias = self.tensors["fc.weight"], self.tensors["fc.bias"]
        scores = functional.linear(x.mean([2, 3]), weight, bias)
        self.macs += weight.numel() * scores.shape[0]
        counted = self.config.segments if self.config.causal else segments
        features = x.reshape(clip_count, segments, *x.shape[1:])[:, -counted:]
        # Class activation mapping (Zhou et al., CVPR 2016): [N, T, classes, H, W].
        self.evidence = torch.einsum("kc,ntchw->ntkhw", weight, features)
        return scores.reshape(clip_count, segments, -1)[:, -counted:].mean(1)

    def tap_names(self):
        names = []
        for name, _, _, _ in self.config.layout():
            has = self.config.modules_of(name) | {"input", "output"}
            names += [f"{name}.{tap}" for tap in TAPS if tap in has]
        return names

    def mute_names(self):
        return [f"{name}.{point}" for name, _, _, _ in self.config.layout() for point in MUTE_POINTS
                if point in self.config.modules_of(name) | {"branch"}]


# ---- commands ----------------------------------------------------------------------------------

def load(path):
    metadata, tensors = read_safetensors(path)
    return Stm(Config.from_metadata(metadata), tensors)


def checked(name, names):
    if name not in names:
        sys.exit(f"{name} is not there. Expected one of: {', '.join(names)}.")
    return name


def single(tensor):
    return tensor.to(torch.float32).numpy()


def run(options):
    network = load(options.checkpoint)
    taps = network.tap_names() if options.taps == "all" else [
        checked(name, network.tap_names()) for name in options.taps.split(",") if name]
    mutes = {}
    for text in options.mute:
        name, _, channel = text.partition(":")
        mutes.setdefault(checked(name, network.mute_names()), []).append(
            int(channel) if channel else None)
    logits = network(read_safetensors(options.input)[1]["input"], taps, mutes)
    maps = {name: single(network.maps[name]) for name in taps}
    write_safetensors(options.output, {"logits": single(logits),
                                       "evidence": single(network.evidence), **maps})


def compare(options):
    """Prints the largest differences; exit status 1 where one is above 1e-3 (maps: of the largest)."""
    network = load(options.checkpoint)
    expected = read_safetensors(options.expected)[1]
    clips = read_safetensors(options.input)[1]["input"] if options.input else expected["input"]
    for other in ("input", "evidence"):
        expected.pop(other, None)
    logits = network(clips, [name for name in expected if name != "logits"])
    worst = 0.0
    for name, value in expected.items():
        found = logits if name == "logits" else network.maps[name]
        largest = 1.0 if name == "logits" else float(value.abs().max())
        difference = float((found - value).abs().max()) / largest
        worst = max(worst, difference)
        print(f"{name:24} {'×'.join(map(str, found.shape)):>16} {difference:.2e}")
    if worst > 1e-3:
        sys.exit(1)


def count(options):
    config = load(options.checkpoint).config if options.checkpoint else config_of(options)
    network = Stm(config, {name: torch.empty(shape, device="meta")  # shapes without numbers
                           for name, shape in config.shapes().items()})
    network(torch.empty(1, config.segments, 3, config.input_size, config.input_size, device="meta"))
    learnt = (tensor.numel() for name, tensor in network.tensors.items()
              if ".running_" not in name)
    print(json.dumps({"parameters": sum(learnt), "macs": network.macs,
                      "paper_count": network.macs + 2 * network.norm_elements}))


def random_tensor(name, shape, generator):
    """Numbers that keep activations moderate but leave no BN statistic or bias at its default."""
    if name.endswith("running_var"):
        return 1 + torch.rand(shape, generator=generator)
    if len(shape) == 1 and name.endswith(".weight"):
        return 0.5 + torch.rand(shape, generator=generator)
    noise = torch.randn(shape, generator=generator)
    if len(shape) == 1:
        return 0.2 * noise
    return noise * (noise.numel() / shape[0]) ** -0.5


def stored(tensors, storage):
    """Arrays of a checkpoint: `float32`, or as shipped (large weights int8, the rest float16)."""
    arrays = {}
    for name, tensor in tensors.items():
        array = single(tensor)
        depthwise = "temporal" in name or "motion" in name
        if storage == "float32":
            arrays[name] = array
        elif array.size < 4096 or array.ndim < 2 or depthwise:
            arrays[name] = array.astype(numpy.float16)
        else:
            rows = array.reshape(array.shape[0], -1)
            scale = (numpy.abs(rows).max(1) / 127).astype(numpy.float32)
            quantised = numpy.rint(rows / scale[:, None]).astype(numpy.int8)
            arrays[name], arrays[name + ".scale"] = quantised.reshape(array.shape), scale
    return arrays


def config_of(options):
    names = [field.name for field in dataclasses.fields(Config)]
    return Config(**{name: getattr(options, name) for name in names})


def random_checkpoint(options):
    config = config_of(options)
    generator = torch.Generator().manual_seed(options.seed)
    tensors = {name: random_tensor(name, shape, generator)
               for name, shape in config.shapes().items()}
    write_safetensors(options.out, stored(tensors, options.storage), config.to_metadata())


def random_input(options):
    generator = torch.Generator().manual_seed(options.seed)
    shape = (options.clips, options.segments, 3, options.height, options.width)
    write_safetensors(options.out, {"input": single(torch.randn(shape, generator=generator))})


def add_network_options(command):
    for field in dataclasses.fields(Config):
        choices = {"modules": ["cstm+cmm", "cstm", "cmm", "none"], "fusion": ["sum", "concat"],
                   "temporal": ["channelwise", "dense"], "causal": [0, 1]}.get(field.name)
        command.add_argument("--" + field.name.replace("_", "-"), type=field.type,
                             default=field.default, choices=choices)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    command = commands.add_parser("run", help="logits and feature maps of a checkpoint")
    command.add_argument("--checkpoint", required=True)
    command.add_argument("--input", required=True, help="holds `input` [N, T, 3, H, W], normalised")
    command.add_argument("--output", required=True)
    command.add_argument("--taps", default="", help="layer1.0.cstm,layer2.0.output or all")
    command.add_argument("--mute", nargs="*", default=[], metavar="BLOCK.POINT[:CHANNEL]",
                         help="point: cstm, cmm, or branch (only the shortcut passes)")
    command.set_defaults(function=run)

    command = commands.add_parser("compare", help="differences to what another program computed")
    command.add_argument("--checkpoint", required=True)
    command.add_argument("--expected", required=True, help="holds `logits` and maps")
    command.add_argument("--input", help="holds `input`, where --expected does not")
    command.set_defaults(function=compare)

    command = commands.add_parser("count", help="parameters and multiply-accumulates")
    command.add_argument("--checkpoint", help="else the network that the options describe")
    add_network_options(command)
    command.set_defaults(function=count)

    command = commands.add_parser("random", help="writes a random checkpoint")
    command.add_argument("--out", required=True)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--storage", choices=["float32", "shipped"], default="float32")
    add_network_options(command)
    command.set_defaults(function=random_checkpoint)

    command = commands.add_parser("random-input", help="writes random clips")
    command.add_argument("--out", required=True)
    for name, default in (("seed", 1), ("clips", 1), ("segments", 8), ("height", 64), ("width", 64)):
        command.add_argument("--" + name, type=int, default=default)
    command.set_defaults(function=random_input)

    arguments = [[]]
    for word in sys.argv[1:]:
        if word == "then":
            arguments.append([])
        else:
            arguments[-1].append(word)
    with torch.no_grad():
        for options in [parser.parse_args(words) for words in arguments]:
            options.function(options)


if __name__ == "__main__":
    main()
