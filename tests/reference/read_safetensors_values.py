#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a safetensors file with NumPy alone and prints what its tensors stand for, as JSON.

{"stored": number of entries, "metadata": {...}, "tensors": {name: {"shape": [...], "elements": n,
"values": [...]}}} where `values` are up to 16 elements, evenly spread, after int8 × scale.
Exit status 77: NumPy is not installed.
"""

import json
import struct
import sys

try:
    import numpy
except ImportError:
    sys.exit(77)

DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2",
          "I8": "<i1", "U8": "<u1", "BOOL": "<u1"}

with open(sys.argv[1], "rb") as file:
    content = file.read()
(length,) = struct.unpack_from("<Q", content)
header = json.loads(content[8:8 + length])
metadata = header.pop("__metadata__", {})
data = memoryview(content)[8 + length:]


def array(name):
    entry = header[name]
    begin, end = entry["data_offsets"]
    if entry["dtype"] == "BF16":
        high = numpy.frombuffer(data[begin:end], "<u2").astype("<u4")
        return (high << 16).view("<f4").reshape(entry["shape"])
    return numpy.frombuffer(data[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])


tensors = {}
for name, entry in header.items():
    owner = name.removesuffix(".scale")
    if owner != name and owner in header and header[owner]["dtype"] == "I8":
        continue
    values = array(name)
    if entry["dtype"] == "I8" and name + ".scale" in header:
        scale = array(name + ".scale").reshape([-1] + [1] * (values.ndim - 1))
        values = values.astype(numpy.float32) * scale
    flat = values.reshape(-1)
    picked = [flat[flat.size * i // 16] for i in range(16)] if flat.size >= 16 else list(flat)
    tensors[name] = {"shape": list(values.shape), "elements": int(flat.size),
                     "values": [float(value) for value in picked]}

json.dump({"stored": len(header), "metadata": metadata, "tensors": tensors}, sys.stdout)
