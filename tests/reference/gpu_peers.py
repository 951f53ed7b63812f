#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""STM as a PyTorch user would run it on a GPU: what `packaging/bench-gpu` sets our engine beside.

The clips of a call come from memory and the probabilities go back there. These clips lie in pinned
memory already and are the same in each call; our engine takes other, pageable ones each time, and its
copying is timed. `resident` is the network alone, without either way. Prints a JSON object a batch.
Exit status 77 says that PyTorch, or what a peer needs of it, is missing.

    gpu_peers.py list
    gpu_peers.py time --peer compile-fp16 --checkpoint net.safetensors --clips in.safetensors --batch 1 16
    gpu_peers.py rate
"""

import argparse
import json
import statistics
import sys
import time

try:
    import torch

    from peers import FORMS, load, probabilities, read_clips
except ImportError as missing:
    print(f"{missing}; PyTorch and NumPy for Python are needed", file=sys.stderr)
    sys.exit(77)

HALVES = {"fp16": torch.float16, "bf16": torch.bfloat16}
WARM_UPS = 4  # a compiled network is captured within the first few calls


def eager(network):
    return network


def compiled(network):
    if not hasattr(torch, "compile"):
        print("torch.compile came with PyTorch 2.0", file=sys.stderr)
        sys.exit(77)
    return torch.compile(network, mode="reduce-overhead", dynamic=False)


# Title, precision, how the network is run, and the forms of its temporal convolution that are tried:
# shifted multiply-adds write in place through views, which a compiler would copy around.
PEERS = {"eager-fp16": ("PyTorch eager fp16, channels-last", "fp16", eager, FORMS),
         "eager-bf16": ("PyTorch eager bf16, channels-last", "bf16", eager, FORMS),
         "compile-fp16": ("torch.compile fp16, channels-last", "fp16", compiled, [False])}


def halves_on(device):
    """On a CPU, which this is only tried out on, PyTorch may have no products in fp16."""
    return [name for name in HALVES if device.type == "cuda" or name == "bf16"]


def wait(device):
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def milliseconds_of(call, device, seconds):
    """The median of single calls, which end when their answer is there."""
    for _ in range(WARM_UPS):
        call()
    wait(device)
    found, begin = [], time.perf_counter()
    while len(found) < 5 or time.perf_counter() - begin < seconds:
        before = time.perf_counter()
        call()
        wait(device)
        found.append(1e3 * (time.perf_counter() - before))
    return statistics.median(found)


def channels_last(clips):
    frames = clips.flatten(0, 1).contiguous(memory_format=torch.channels_last)
    return frames.unflatten(0, (clips.shape[0], clips.shape[1]))


def measure(network, one, batch, device, kind, seconds):
    clips = one.repeat(batch, 1, 1, 1, 1)
    if device.type == "cuda":
        clips = clips.pin_memory()
    resident = channels_last(clips.to(device).to(kind))

    def whole():
        on_device = channels_last(clips.to(device, non_blocking=True).to(kind))
        return torch.softmax(network(on_device).float(), 1).cpu()

    return {"batch": batch, "milliseconds": milliseconds_of(whole, device, seconds),
            "resident": milliseconds_of(lambda: network(resident), device, seconds),
            "probabilities": probabilities(network(resident))}


def time_peer(options):
    """Of each batch the form of the temporal convolution that is faster here."""
    _, precision, make, forms = PEERS[options.peer]
    device, kind = torch.device(options.device), HALVES[precision]
    if precision not in halves_on(device):
        print(f"{options.peer} is for GPUs", file=sys.stderr)
        sys.exit(77)
    networks = [make(load(options.checkpoint, shifted).to(device, kind).to(
        memory_format=torch.channels_last)) for shifted in forms]
    one = read_clips(options.clips)[:1]
    for batch in options.batch:
        found = [measure(network, one, batch, device, kind, options.seconds) for network in networks]
        print(json.dumps(min(found, key=lambda entry: entry["milliseconds"])), flush=True)


def rate(options):
    """Matrix products of 8192², the device's own measure: operations a second."""
    device, side = torch.device(options.device), options.side
    found = {}
    for name in halves_on(device):
        a, b = (torch.randn(side, side, device=device).to(HALVES[name]) for _ in range(2))
        found[name] = 2 * side ** 3 / milliseconds_of(lambda: a @ b, device, options.seconds) * 1e3
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"
    print(json.dumps({"device": name, "pytorch": torch.__version__, "operations": found}))


def list_peers(_):
    for name, (title, *_) in PEERS.items():
        print(f"{name}\t{title}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    commands.add_parser("list", help="names and titles").set_defaults(function=list_peers)
    command = commands.add_parser("time", help="one peer")
    command.add_argument("--peer", required=True, choices=PEERS)
    command.add_argument("--checkpoint", required=True)
    command.add_argument("--clips", required=True, help="holds `input` [N, T, 3, S, S]")
    command.add_argument("--batch", type=int, nargs="+", default=[1])
    command.set_defaults(function=time_peer)
    other = commands.add_parser("rate", help="what the device multiplies in a second")
    other.add_argument("--side", type=int, default=8192)
    other.set_defaults(function=rate)
    for one in (command, other):
        one.add_argument("--device", default="cuda")
        one.add_argument("--seconds", type=float, default=2.0)
    options = parser.parse_args()
    torch.backends.cudnn.benchmark = True  # every shape stays
    with torch.no_grad():  # compilers know it better than inference_mode()
        options.function(options)


if __name__ == "__main__":
    main()
