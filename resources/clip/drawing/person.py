# SPDX-License-Identifier: CC0-1.0
"""The person in front of the camera, without the right arm."""

import cairo
import numpy

from .arm import SHIRT, SHOULDER, SKIN
from .shading import SphereHeap, blur, over

HAIR = numpy.array([0.23, 0.16, 0.12])
LIPS = numpy.array([0.76, 0.42, 0.40])


def painted(width, height, paint):
    """Premultiplied float RGBA of what `paint` draws with cairo."""
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
    paint(cairo.Context(surface))
    surface.flush()
    pixels = numpy.ndarray((height, width, 4), numpy.uint8, surface.get_data()).astype(numpy.float32)
    return pixels[..., [2, 1, 0, 3]] / 255


def body(width, height):
    """Torso, left arm and neck."""
    heap = SphereHeap(width, height)
    left = numpy.array([2 * 320 - SHOULDER[0], SHOULDER[1], SHOULDER[2]])
    for t in numpy.linspace(0, 1, 30):  # the chest, from collar to waist
        drop, shrink, radius = 215 * t, 26 * min(1, 2.2 * t), 42 + 30 * min(1, 2.5 * t)
        heap.add_bone(SHOULDER + [shrink, drop, -20], left + [-shrink, drop, -20], radius, radius,
                      SHIRT, 0.01)
    for side, end in ((1, SHOULDER), (-1, left)):  # the slopes from neck to shoulders
        heap.add_bone((320 - side * 42, 272, -16), end + [side * 8, -6, -8], 26, 38, SHIRT, 0.01)
    heap.add_bone(left, left + [34, 180, -6], 44, 36, SHIRT, 0.01)
    heap.add_bone((320, 190, -14), (320, 252, 4), 41, 45, SKIN * 0.93, 0.03)
    heap.add_bone((320, 252, 4), (320, 262, 24), 38, 30, SKIN * 0.96, 0.03)
    return heap.render(melt=6, shade_spread=12)


def head(width, height):
    """Skull, hair, ears, nose; the features are painted by face()."""
    heap = SphereHeap(width, height)
    for t in numpy.linspace(0, 1, 24):  # from the crown to the chin
        y, radius = 112 + 94 * t, 66 - 29 * t ** 2
        heap.add((320, y, 2 + 22 * t), radius, SKIN, 0.07)
    for side in (-1, 1):
        heap.add_bone((320 + side * 30, 150, 32), (320 + side * 14, 190, 34), 31, 25, SKIN, 0.06)
        heap.add_bone((320 + side * 65, 140, -8), (320 + side * 62, 162, -8), 12, 9, SKIN * 0.95, 0.05)
    heap.add_bone((320, 134, 58), (320, 160, 68), 7, 10, SKIN, 0.10)
    for side in (-1, 1):
        heap.add((320 + side * 9, 163, 62), 8, SKIN * 0.98, 0.06)
    for angle in numpy.linspace(-1.0, 1.0, 41):  # a fringe and the sides
        swing = numpy.sin(angle * 1.55)
        for t in numpy.linspace(0, 1, 9):
            x = 320 + 68 * swing * (0.55 + 0.45 * t)
            y = 58 + 36 * t * (0.75 + 0.9 * abs(swing) ** 3) + 16 * swing ** 2
            heap.add((x, y, 26 + 26 * t * (1 - swing ** 2) - 36 * abs(swing) ** 3), 20 - 4 * t,
                     HAIR * (1 + 0.14 * numpy.sin(19 * angle)), 0.10)
    heap.add((320, 96, -14), 72, HAIR, 0.08)
    return heap.render(melt=4, shade_spread=10)


def paint_face(context, openness, smile):
    def ellipse(x, y, rx, ry, colour, alpha=1.0):
        context.save()
        context.translate(x, y)
        context.scale(rx, max(ry, 0.1))
        context.arc(0, 0, 1, 0, 2 * numpy.pi)
        context.restore()
        context.set_source_rgba(*colour, alpha)
        context.fill()

    for side in (-1, 1):
        x, y = 320 + side * 25, 139
        ellipse(x, y, 13, 8.5, SKIN * 0.80, 0.35)
        ellipse(x, y, 10.5, 5.6 * openness, (0.97, 0.96, 0.94))
        if openness > 0.4:
            ellipse(x, y, 4.9, min(4.9, 5.6 * openness), (0.33, 0.22, 0.14))
            ellipse(x, y, 2.3, 2.3, (0.05, 0.04, 0.04))
            ellipse(x - 1.6, y - 1.7, 1.2, 1.2, (1, 1, 1), 0.9)
        context.set_line_cap(cairo.LINE_CAP_ROUND)
        context.set_source_rgba(0.22, 0.14, 0.11, 0.9)
        context.set_line_width(2.2)
        context.move_to(x - 11, y + 0.5)
        context.curve_to(x - 6, y - 7.5 * openness, x + 6, y - 7.5 * openness, x + 11, y + 0.5)
        context.stroke()
        context.set_source_rgba(*HAIR, 0.9)
        context.set_line_width(4.2)
        context.move_to(x - side * 12, y - 14)
        context.curve_to(x - side * 4, y - 19, x + side * 6, y - 19, x + side * 14, y - 13)
        context.stroke()
        ellipse(320 + side * 5, 168.5, 2.6, 1.5, SKIN * 0.55, 0.7)
    ellipse(320, 188, 17, 5.2, LIPS, 0.85)
    context.set_source_rgba(0.50, 0.22, 0.22, 0.9)
    context.set_line_width(2)
    context.move_to(301, 187 - 3 * smile)
    context.curve_to(311, 190 + 2 * smile, 329, 190 + 2 * smile, 339, 187 - 3 * smile)
    context.stroke()


class Person:
    """Draws the person onto a room; keeps the parts that do not change."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.body, self.head = body(width, height), head(width, height)

    def draw(self, room, sway, openness, smile):
        """`sway`: the head's shift in pixels (x, y)."""
        face = painted(self.width, self.height,
                       lambda context: paint_face(context, openness, smile))
        face = blur(face, 0.7)
        whole = numpy.empty_like(self.head)
        whole[..., :3] = over(face, self.head[..., :3])
        whole[..., 3] = numpy.maximum(self.head[..., 3], face[..., 3])
        picture = over(shifted(self.body, 0, 0.4 * sway[1]), room)
        shadow = blur(shifted(self.head[..., 3:4], 8, 26), 12) * self.body[..., 3:4]
        picture = picture * (1 - 0.30 * shadow)
        return over(shifted(whole, *sway), picture)


def shifted(image, dx, dy):
    """Moves a picture by parts of a pixel, edges repeated."""
    for axis, amount in ((1, dx), (0, dy)):
        base = int(numpy.floor(amount))
        part = amount - base
        index = numpy.arange(image.shape[axis])
        first = image.take(numpy.clip(index - base, 0, len(index) - 1), axis)
        second = image.take(numpy.clip(index - base - 1, 0, len(index) - 1), axis)
        image = first * (1 - part) + second * part
    return image
