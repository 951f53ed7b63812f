# SPDX-License-Identifier: CC0-1.0
"""The person in front of the camera, without the right arm."""

import cairo
import numpy

from .shading import SphereHeap, blur, over


def painted(canvas, paint):
    """Premultiplied float RGBA of what `paint` draws with cairo."""
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, canvas.width, canvas.height)
    context = cairo.Context(surface)
    if canvas.centre is not None:
        context.translate(canvas.width / 2, canvas.height / 2)
        context.scale(canvas.scale, canvas.scale)
        context.translate(-canvas.centre[0], -canvas.centre[1])
    paint(context)
    surface.flush()
    pixels = numpy.ndarray((canvas.height, canvas.width, 4), numpy.uint8, surface.get_data())
    return pixels.astype(numpy.float32)[..., [2, 1, 0, 3]] / 255


def body(canvas, look):
    """Torso, left arm and neck."""
    heap = SphereHeap(canvas)
    right, skin = look.shoulder, look.skin
    left = numpy.array([2 * 320 - right[0], right[1], right[2]])
    for t in numpy.linspace(0, 1, 30):  # the chest, from collar to waist
        drop, shrink, radius = 215 * t, 26 * min(1, 2.2 * t), 42 + 30 * min(1, 2.5 * t)
        heap.add_bone(right + [shrink, drop, -20], left + [-shrink, drop, -20], radius, radius,
                      look.shirt_at(t), 0.01)
    for side, end in ((1, right), (-1, left)):  # the slopes from neck to shoulders
        heap.add_bone((320 - side * 42, 272, -16), end + [side * 8, -6, -8], 26, 38, look.shirt, 0.01)
    heap.add_bone(left, left + [34, 180, -6], 44, 36, look.shirt, 0.01)
    heap.add_bone((320, 190, -14), (320, 252, 4), 41, 45, skin * 0.93, 0.03)
    heap.add_bone((320, 252, 4), (320, 262, 24), 38, 30, skin * 0.96, 0.03)
    return heap.render(melt=6, shade_spread=12)


def head(canvas, look):
    """Skull, hair, ears, nose; the features are painted by paint_face()."""
    heap = SphereHeap(canvas)
    skin, width = look.skin, look.head_width

    def place(x, y, z):
        return x + (x - 320) * (width - 1), y + (y - 170) * (look.head_height - 1), z

    for t in numpy.linspace(0, 1, 24):  # from the crown to the chin
        y, radius = 112 + 94 * t, 66 - 29 * t ** 2
        heap.add(place(320, y, 2 + 22 * t), radius * width, skin, 0.07)
    for side in (-1, 1):
        heap.add_bone(place(320 + side * 30, 150, 32), place(320 + side * 14, 190, 34),
                      31 * width, 25 * width, skin, 0.06)
        heap.add_bone(place(320 + side * 65, 140, -8), place(320 + side * 62, 162, -8), 12, 9,
                      skin * 0.95, 0.05)
    heap.add_bone(place(320, 134, 58), place(320, 160, 68), 7, 10, skin, 0.10)
    for side in (-1, 1):
        heap.add(place(320 + side * 9, 163, 62), 8, skin * 0.98, 0.06)
    if look.hair_length > 0:
        add_hair(heap, place, look)
    return heap.render(melt=4, shade_spread=10)


def add_hair(heap, place, look):
    for angle in numpy.linspace(-1.0, 1.0, 41):  # a fringe and the sides
        swing = numpy.sin(angle * 1.55)
        for t in numpy.linspace(0, 1, 9):
            x = 320 + 68 * swing * (0.55 + 0.45 * t)
            y = 58 + 36 * t * (0.75 + 0.9 * abs(swing) ** 3) + 16 * swing ** 2
            heap.add(place(x, y, 26 + 26 * t * (1 - swing ** 2) - 36 * abs(swing) ** 3), 20 - 4 * t,
                     look.hair * (1 + 0.14 * numpy.sin(19 * angle)), 0.10)
    heap.add(place(320, 96, -14), 72 * look.head_width, look.hair, 0.08)
    if look.hair_length > 1:
        for side in (-1, 1):
            heap.add_bone(place(320 + side * 66, 110, -20),
                          place(320 + side * 80, 110 + 90 * (look.hair_length - 1), -10), 26, 30,
                          look.hair, 0.10)


def paint_face(context, look, openness, smile):
    context.translate(320, 170)
    context.scale(look.head_width, look.head_height)
    context.translate(-320, -170)

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
        ellipse(x, y, 13, 8.5, look.skin * 0.80, 0.35)
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
        context.set_source_rgba(*look.hair, 0.9)
        context.set_line_width(4.2)
        context.move_to(x - side * 12, y - 14)
        context.curve_to(x - side * 4, y - 19, x + side * 6, y - 19, x + side * 14, y - 13)
        context.stroke()
        if look.glasses:
            context.set_source_rgba(0.1, 0.1, 0.1, 0.95)
            context.set_line_width(3)
            context.rectangle(x - 19, y - 11, 38, 25)
            context.stroke()
        ellipse(320 + side * 5, 168.5, 2.6, 1.5, look.skin * 0.55, 0.7)
    ellipse(320, 188, 17, 5.2, look.lips, 0.85)
    context.set_source_rgba(0.50, 0.22, 0.22, 0.9)
    context.set_line_width(2)
    context.move_to(301, 187 - 3 * smile)
    context.curve_to(311, 190 + 2 * smile, 329, 190 + 2 * smile, 339, 187 - 3 * smile)
    context.stroke()


class Person:
    """Draws the person onto a room; keeps the parts that do not change."""

    def __init__(self, canvas, look):
        self.canvas, self.look = canvas, look
        self.body, self.head = body(canvas, look), head(canvas, look)
        shadow = blur(shifted(self.head[..., 3:4], 8 * canvas.scale, 26 * canvas.scale),
                      12 * canvas.scale)
        self.lit = 1 - 0.30 * shadow * self.body[..., 3:4]  # what the head's shadow leaves

    def draw(self, room, sway, openness, smile):
        """`sway`: the head's shift in pixels (x, y)."""
        face = painted(self.canvas,
                       lambda context: paint_face(context, self.look, openness, smile))
        face = blur(face, 0.7 * self.canvas.scale)
        whole = numpy.empty_like(self.head)
        whole[..., :3] = over(face, self.head[..., :3])
        whole[..., 3] = numpy.maximum(self.head[..., 3], face[..., 3])
        picture = over(shifted(self.body, 0, 0.4 * sway[1]), room) * self.lit
        return over(shifted(whole, *sway), picture)


def shifted(image, dx, dy):
    """Moves a picture by parts of a pixel, edges repeated."""
    for axis, amount in ((1, dx), (0, dy)):
        if amount == 0:
            continue
        base = int(numpy.floor(amount))
        part = amount - base
        index = numpy.arange(image.shape[axis])
        first = image.take(numpy.clip(index - base, 0, len(index) - 1), axis)
        second = image.take(numpy.clip(index - base - 1, 0, len(index) - 1), axis)
        image = first * (1 - part) + second * part
    return image
