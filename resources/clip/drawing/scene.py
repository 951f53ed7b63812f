# SPDX-License-Identifier: CC0-1.0
"""A person whose right arm moves, with its shadow on the body."""

import numpy

from .arm import add_arm
from .person import Person, shifted
from .shading import SphereHeap, blur, over


class Scene:
    """Draws the person in any pose; keeps the pictures of the body and of the arm at rest."""

    def __init__(self, canvas, look, rest):
        self.canvas, self.look, self.rest = canvas, look, rest
        self.person = Person(canvas, look)
        self.resting = self.arm(rest)

    def arm(self, pose):
        """The arm's picture, and its shadow on the body."""
        heap = SphereHeap(self.canvas)
        add_arm(heap, pose, self.look)
        picture, scale = heap.render(), self.canvas.scale
        behind = numpy.maximum(self.person.body[..., 3:4], self.person.head[..., 3:4])
        shadow = blur(shifted(picture[..., 3:4], 14 * scale, 16 * scale), 8 * scale)
        return picture, 0.28 * shadow * behind

    def draw(self, room, pose, head):
        """RGB, before a room. `head`: what head_at() gives."""
        arm, shadow = self.resting if pose is self.rest else self.arm(pose)
        return over(arm, self.person.draw(room, *head) * (1 - shadow))
