#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes .pth files with torch.save, as people's training scripts do, into the folder given.

`manifest.json` beside them says what a reader must find: for every readable file the dtype, the shape
and the row-major bytes (hex) of each tensor, and for every file that must be refused a piece of the
message. Loading one of the hostile files as a full pickle would create `marker` in the folder.
Exit status 77: PyTorch is not installed.
"""

import collections
import json
import pathlib
import sys
import zipfile

try:
    import torch
except ImportError:
    sys.exit(77)

FOLDER = pathlib.Path(sys.argv[1])
NAMES = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16",
    torch.int64: "I64", torch.int32: "I32", torch.int16: "I16", torch.int8: "I8",
    torch.uint8: "U8", torch.bool: "BOOL",
}
readable = {}
refused = {}


def described(tensor):
    rows = tensor.detach().clone(memory_format=torch.contiguous_format)
    flat = rows.reshape(-1)
    if flat.dtype == torch.bfloat16:
        flat = flat.view(torch.int16)
    return {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape),
            "bytes": flat.numpy().tobytes().hex()}


def write(name, content, tensors, **options):
    torch.save(content, FOLDER / name, **options)
    readable[name] = {key: described(tensor) for key, tensor in tensors.items()}


def write_refused(name, content, message, **options):
    torch.save(content, FOLDER / name, **options)
    refused[name] = message


class Call:
    """An object whose pickle asks the reader to call a function."""

    def __init__(self, function, *arguments):
        self.reduced = function, arguments

    def __reduce__(self):
        return self.reduced


def write_readable():
    network = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4))
    state = network.state_dict()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)
    network(torch.randn(2, 3, 5, 5)).sum().backward()
    optimizer.step()
    state = collections.OrderedDict(network.state_dict())
    state._metadata = network.state_dict()._metadata

    write("ordered.pth", state, state)
    write("plain.pth", dict(state), state)
    for protocol in (2, 3, 4, 5):
        write(f"protocol{protocol}.pth", state, state, pickle_protocol=protocol)
    write("training.pth", {
        "epoch": 3, "best": 95.5, "arch": "stm", "large": 2 ** 70, "negative": -(2 ** 40),
        "flags": [True, False, None], "size": torch.Size([2, 3]), "state_dict": state,
        "optimizer": optimizer.state_dict()}, state)
    write("model.pth", {"model": dict(state), "epoch": 1}, state)
    write("parallel.pth", torch.nn.DataParallel(network).state_dict(), state)
    write("parameters.pth", dict(network.named_parameters()), dict(network.named_parameters()))

    types = {name: torch.arange(-3, 5).to(dtype) for dtype, name in NAMES.items()}
    types["halves"] = torch.randn(3, 5).half()
    types["brain"] = torch.randn(3, 5).bfloat16()
    types["scalar"] = torch.tensor(2.5)
    types["empty"] = torch.zeros(0, 4)
    write("types.pth", types, types)

    base = torch.arange(60, dtype=torch.float32).reshape(3, 4, 5)
    views = {
        "base": base, "transposed": base.transpose(0, 2), "permuted": base.permute(1, 2, 0),
        "sliced": base[1:, ::2, 1::3], "expanded": base[:, :1, :1].expand(3, 4, 2),
        "windows": base.reshape(-1).as_strided((5, 4), (3, 1), 2),
        "tail": base.reshape(-1)[57:], "number": base[2, 3, 4],
        "channels_last": torch.randn(2, 3, 4, 5).contiguous(memory_format=torch.channels_last),
        "tied": base,
    }
    write("views.pth", views, views)


def write_hostile():
    import os
    touch = f"touch '{FOLDER / 'marker'}'"
    weights = {"weight": torch.ones(2)}
    write_refused("system.pth", {**weights, "bias": Call(os.system, touch)}, "system")
    write_refused("evaluated.pth", {**weights, "bias": Call(eval, f"__import__('os').system({touch!r})")},
                  "eval", pickle_protocol=4)
    write_refused("beside.pth", {"state_dict": weights, "args": Call(os.system, touch)}, "system")
    write_refused("getattr.pth", {"weight": Call(getattr, 1.5, "hex")}, "getattr")
    write_refused("module.pth", torch.nn.Linear(2, 2), "torch.nn.modules.linear.Linear")
    write_refused("complex.pth", {"weight": torch.ones(2, dtype=torch.complex64)},
                  "torch.ComplexFloatStorage")
    write_refused("list.pth", [torch.ones(2)], "does not hold a dictionary")
    write_refused("number.pth", {**weights, "epoch": 3}, "entry 'epoch' of its dictionary is no tensor")
    write_refused("keys.pth", {1: torch.ones(2)}, "a key of its dictionary is no text")
    write_refused("legacy.pth", weights, "from before version 1.6",
                  _use_new_zipfile_serialization=False)

    torch.jit.script(torch.nn.Linear(2, 2)).save(str(FOLDER / "program.pth"))
    refused["program.pth"] = "it is a TorchScript program"

    with zipfile.ZipFile(FOLDER / "ordered.pth") as stored:
        with zipfile.ZipFile(FOLDER / "deflated.pth", "w", zipfile.ZIP_DEFLATED) as deflated:
            for entry in stored.namelist():
                deflated.writestr(entry, stored.read(entry))
    refused["deflated.pth"] = "is compressed"

    with zipfile.ZipFile(FOLDER / "archive.pth", "w") as archive:
        archive.writestr("readme.txt", "not a checkpoint")
    refused["archive.pth"] = "without a data.pkl"


torch.manual_seed(1)
write_readable()
write_hostile()
(FOLDER / "manifest.json").write_text(json.dumps({"readable": readable, "refused": refused}))
