# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads and writes safetensors files with numpy and PyTorch alone."""

import json
import struct

import numpy
import torch

NUMPY_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I8": "i1", "BF16": "<u2"}


def read_safetensors(path):
    """Metadata and float64 tensors; an I8 tensor with `name.scale` becomes int8 × scale."""
    with open(path, "rb") as file:
        content = file.read()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])
    metadata = header.pop("__metadata__", {})
    raw = {}
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(content[begin:end], NUMPY_TYPES[entry["dtype"]])
        if entry["dtype"] == "BF16":
            values = (values.astype(numpy.uint32) << 16).view(numpy.float32)
        raw[name] = torch.from_numpy(values.astype(numpy.float64)).reshape(entry["shape"])
    tensors = {}
    for name, values in raw.items():
        scale = raw.get(name + ".scale") if header[name]["dtype"] == "I8" else None
        if scale is not None:
            values = values * scale.reshape([-1] + [1] * (values.dim() - 1))
        if not (name.endswith(".scale") and header.get(name[:-6], {}).get("dtype") == "I8"):
            tensors[name] = values
    return metadata, tensors


def write_safetensors(path, arrays, metadata=None):
    """Writes numpy arrays of type float32, float16 or int8."""
    header = {"__metadata__": metadata} if metadata else {}
    offset = 0
    for name, array in arrays.items():
        kind = {"float32": "F32", "float16": "F16", "int8": "I8"}[array.dtype.name]
        header[name] = {"dtype": kind, "shape": list(array.shape),
                        "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in arrays.values():
            file.write(numpy.ascontiguousarray(array).tobytes())
