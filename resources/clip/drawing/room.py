# SPDX-License-Identifier: CC0-1.0
"""What is behind the person: a plain room (wall, window light, shelf, plant), or a picture of one; a
little out of focus."""

import cairo
import numpy

from .filming import read_picture
from .person import painted, shifted
from .shading import Canvas, blur


def paint_room(context, width, height, generator):
    wall = cairo.LinearGradient(0, 0, width, height)
    wall.add_color_stop_rgb(0, 0.83, 0.80, 0.74)
    wall.add_color_stop_rgb(1, 0.58, 0.56, 0.54)
    context.set_source(wall)
    context.paint()

    glow = cairo.RadialGradient(20, 90, 10, 20, 90, 330)  # a window beyond the left edge
    glow.add_color_stop_rgba(0, 1.0, 0.97, 0.88, 0.75)
    glow.add_color_stop_rgba(1, 1.0, 0.97, 0.88, 0.0)
    context.set_source(glow)
    context.paint()
    context.set_source_rgb(0.90, 0.92, 0.93)
    context.rectangle(-10, 10, 62, 250)
    context.fill()
    context.set_source_rgb(0.72, 0.66, 0.58)
    for left, top, right, bottom in ((52, 0, 62, 270), (0, 128, 56, 136), (0, 258, 70, 272)):
        context.rectangle(left, top, right - left, bottom - top)
        context.fill()

    for shelf in (118, 232):  # two boards with books
        x = 452.0
        while x < width:
            book, tall = generator.uniform(9, 22), generator.uniform(52, 84)
            hue = generator.uniform(0, 1)
            colour = 0.40 + 0.13 * numpy.cos(2 * numpy.pi * (hue + numpy.array([0, 0.33, 0.67])))
            context.set_source_rgb(*colour)
            context.rectangle(x, shelf - tall, book, tall)
            context.fill()
            context.set_source_rgba(1, 1, 1, 0.25)
            context.rectangle(x + 1, shelf - tall * 0.8, book - 2, 4)
            context.fill()
            x += book + generator.choice([0.5, 1, 1, 14])
        context.set_source_rgb(0.45, 0.33, 0.24)
        context.rectangle(440, shelf, width, 9)
        context.fill()
        context.set_source_rgba(0, 0, 0, 0.18)
        context.rectangle(440, shelf + 9, width, 14)
        context.fill()

    context.set_source_rgb(0.62, 0.36, 0.27)  # a plant on the floor
    context.move_to(86, 430)
    context.line_to(152, 430)
    context.line_to(144, 490)
    context.line_to(94, 490)
    context.fill()
    context.set_line_cap(cairo.LINE_CAP_ROUND)
    for _ in range(26):
        lean, tall = generator.uniform(-70, 70), generator.uniform(60, 150)
        context.set_source_rgb(*(numpy.array([0.20, 0.40, 0.22]) * generator.uniform(0.7, 1.3)))
        context.set_line_width(generator.uniform(3, 8))
        context.move_to(119 + lean * 0.2, 432)
        context.curve_to(119 + lean * 0.3, 432 - tall * 0.6, 119 + lean * 0.6, 432 - tall,
                         119 + lean, 432 - tall * 0.9)
        context.stroke()


def room(width, height, seed=11):
    """RGB picture [height, width, 3], 0 … 1."""
    generator = numpy.random.Generator(numpy.random.PCG64(seed))
    picture = painted(Canvas(width, height),
                      lambda context: paint_room(context, width, height, generator))[..., :3]
    plaster = blur(generator.normal(0, 1, (height, width, 1)).astype(numpy.float32), 5) * 0.22
    picture = blur(picture, 2.6) * (1 + plaster)
    return picture + generator.normal(0, 0.010, picture.shape).astype(numpy.float32)


class Background:
    """A room in the size of the picture, and a little more of it for a camera in the hand."""

    MARGIN = 8  # pixels

    def __init__(self, generator, rooms, width, height):
        """`rooms`: pictures to choose from; where there are none, and now and then, one is drawn."""
        width, height = width + 2 * self.MARGIN, height + 2 * self.MARGIN
        if rooms and generator.random() < 0.75:
            picture = read_picture(generator.choice(rooms), width, height)
        else:
            picture = room(width, height, int(generator.integers(1 << 30)))
            picture = picture * numpy.clip(1 + generator.normal(0, 0.2, 3), 0.4, 1.5)
        if generator.random() < 0.5:
            picture = picture[:, ::-1]
        self.picture = blur(picture, generator.uniform(0.4, 2.5)) * generator.uniform(0.5, 1.2)

    def at(self, shake):
        """RGB of the part that is seen; `shake`: pixels."""
        return shifted(self.picture, *shake)[self.MARGIN:-self.MARGIN, self.MARGIN:-self.MARGIN]
