# SPDX-License-Identifier: CC0-1.0
"""Turns a heap of spheres into a softly lit picture of one smooth body.

Each sphere writes its depth, normal and colour into a z-buffer; blurring the normals melts the spheres
together, and depth against its blurred self gives the dark between fingers.
"""

import dataclasses

import numpy


@dataclasses.dataclass(frozen=True)
class Canvas:
    """The picture that is drawn, and which part of the body's plane it shows."""

    width: int
    height: int
    centre: tuple = None    # the point that is in its middle; None: points are pixels as they are
    scale: float = 1.0      # pixels for each of the body's
    samples: int = 2        # per pixel and axis
    spacing: float = 0.16   # between the spheres of a bone, in radii
    light: tuple = (-0.55, -0.6, 0.62)  # where the strongest light comes from

    def shown(self, x, y):
        if self.centre is None:
            return x, y
        return ((x - self.centre[0]) * self.scale + self.width / 2,
                (y - self.centre[1]) * self.scale + self.height / 2)


def blur(image, sigma):
    """Gaussian blur along the first two axes, edges repeated."""
    radius = max(1, int(3 * sigma))
    kernel = numpy.exp(-0.5 * (numpy.arange(-radius, radius + 1) / sigma) ** 2)
    kernel = (kernel / kernel.sum()).astype(numpy.float32)
    for axis in (0, 1):
        padding = [(radius, radius) if index == axis else (0, 0) for index in range(image.ndim)]
        padded = numpy.moveaxis(numpy.pad(image, padding, mode="edge"), axis, 0)
        length = image.shape[axis]
        image = numpy.moveaxis(sum(weight * padded[start:start + length]
                                   for start, weight in enumerate(kernel)), 0, axis)
    return image


class SphereHeap:
    """Spheres in the body's coordinates: x right, y down, z towards the viewer."""

    def __init__(self, canvas):
        self.canvas = canvas
        self.spheres = []  # in the picture: x, y, z, radius, (red, green, blue), glossiness

    def add(self, centre, radius, colour, gloss=0.12):
        x, y, z = centre
        scale = self.canvas.scale
        self.spheres.append((*self.canvas.shown(x, y), z * scale, radius * scale, colour, gloss))

    def add_bone(self, start, end, start_radius, end_radius, colour, gloss=0.12):
        """A tapered limb between two points."""
        start, end = numpy.asarray(start, float), numpy.asarray(end, float)
        thinnest = max(2.0, min(start_radius, end_radius))
        steps = max(2, int(numpy.linalg.norm(end - start) / (self.canvas.spacing * thinnest)) + 1)
        for t in numpy.linspace(0, 1, steps):
            self.add(start + t * (end - start), start_radius + t * (end_radius - start_radius),
                     colour, gloss)

    def render(self, melt=3.0, shade_spread=7.0):
        """Premultiplied float RGBA picture [height, width, 4]."""
        canvas, samples = self.canvas, self.canvas.samples
        shape = canvas.height * samples, canvas.width * samples
        places = numpy.array([sphere[:4] for sphere in self.spheres]) * samples
        depth, nearest = nearest_spheres(shape, places)
        covered = depth > -1e4
        picture = numpy.zeros((*shape, 4), numpy.float32)
        rows, columns = numpy.flatnonzero(covered.any(1)), numpy.flatnonzero(covered.any(0))
        if len(rows):
            box = numpy.s_[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
            surface = self.surface(nearest[box], places, (columns[0], rows[0]))
            fineness = canvas.scale * samples / 2
            picture[box] = shade(depth[box], surface, covered[box], melt * fineness,
                                 shade_spread * fineness, canvas.light)
        return picture.reshape(canvas.height, samples, canvas.width, samples, 4).mean((1, 3))

    def surface(self, nearest, places, corner):
        """Normal, colour and gloss of the sphere seen in each pixel of a box, none where -1."""
        seen = nearest >= 0
        index = nearest[seen]
        rows, columns = (line.astype(numpy.float32) for line in numpy.nonzero(seen))
        x, y, _, radius = places[index].T.astype(numpy.float32)
        square = (places[index, 3] ** 2).astype(numpy.float32)
        dx, dy = columns + corner[0] - x, rows + corner[1] - y
        rise = numpy.sqrt(numpy.maximum(square - dx * dx - dy * dy, 0))
        colours = numpy.array([(*colour, gloss) for *_, colour, gloss in self.spheres], numpy.float32)
        surface = numpy.zeros((*nearest.shape, 7), numpy.float32)
        surface[seen, :3] = numpy.stack([dx, dy, rise], 1) / radius[:, None]
        surface[seen, 3:] = colours[index]
        return surface


def nearest_spheres(shape, places):
    """Depth of what is seen in each pixel and the index of its sphere, -1 where there is none."""
    depth, nearest = numpy.full(shape, -1e4, numpy.float32), numpy.full(shape, -1, numpy.int32)
    height, width = shape
    for index, (x, y, z, radius) in enumerate(places.tolist()):
        left, right = max(0, int(x - radius)), min(width, int(x + radius) + 2)
        top, bottom = max(0, int(y - radius)), min(height, int(y + radius) + 2)
        if left >= right or top >= bottom:
            continue
        dx = (numpy.arange(left, right, dtype=numpy.float32) - x)[None, :]
        dy = (numpy.arange(top, bottom, dtype=numpy.float32) - y)[:, None]
        rest = radius * radius - dx * dx - dy * dy
        front = z + numpy.sqrt(numpy.maximum(rest, 0))
        window = depth[top:bottom, left:right]
        nearer = (rest > 0) & (front > window)
        numpy.copyto(window, front, where=nearer)
        nearest[top:bottom, left:right][nearer] = index
    return depth, nearest


def shade(depth, surface, covered, melt, shade_spread, strongest):
    weight = blur(covered.astype(numpy.float32), melt)[..., None] + 1e-6
    surface = blur(surface * covered[..., None], melt) / weight
    normal = surface[..., :3]
    normal = normal / (numpy.linalg.norm(normal, axis=2, keepdims=True) + 1e-6)

    floor = depth[covered].min() - 20
    solid = numpy.where(covered, depth, floor)
    around = blur(solid * covered, shade_spread) / (blur(covered.astype(numpy.float32),
                                                         shade_spread) + 1e-6)
    hollow = numpy.clip((around - solid) / (7 * shade_spread), 0, 0.5)

    def light(direction, wrap):
        direction = numpy.asarray(direction, float)
        direction = direction / numpy.linalg.norm(direction)
        facing = normal @ direction.astype(numpy.float32)
        return numpy.clip((facing + wrap) / (1 + wrap), 0, 1)[..., None]

    key, fill = light(strongest, 0.35), light((0.8, -0.1, 0.45), 0.2)
    lit = (numpy.array([0.40, 0.40, 0.43]) + key * numpy.array([0.66, 0.63, 0.58])
           + fill * numpy.array([0.14, 0.15, 0.19]))
    rim = 1 - 0.38 * (1 - numpy.clip(normal[..., 2:3], 0, 1)) ** 2
    colour = surface[..., 3:6] * lit * rim * (1 - 1.1 * hollow[..., None])
    colour = colour + surface[..., 6:7] * light((-0.4, -0.45, 0.9), 0) ** 24
    return numpy.concatenate([numpy.clip(colour, 0, 1), numpy.ones_like(key)], 2) * covered[..., None]


def over(front, back):
    """Premultiplied RGBA over RGB."""
    return front[..., :3] + (1 - front[..., 3:4]) * back
