# SPDX-License-Identifier: CC0-1.0
"""A drawn person before a camera."""

import numpy

from .gestures import REST
from .look import random_look
from .performance import head_at
from .room import Background
from .scene import Scene
from .shading import Canvas


class DrawnShot:
    """One person, drawn in one room before one camera."""

    def __init__(self, generator, rooms, width, height):
        uniform = generator.uniform
        self.generator = generator
        # Bodies are made for a picture 640 wide.
        canvas = Canvas(width, height, centre=(320 + uniform(-50, 50), 270 + uniform(-55, 40)),
                        scale=width / 640 * uniform(0.8, 1.35), samples=1, spacing=0.6,
                        light=(uniform(-0.9, 0.9), uniform(-0.9, 0.1), 0.62))
        self.scene = Scene(canvas, random_look(generator), REST)
        self.room = Background(generator, rooms, width, height)
        self.tint = uniform(0.6, 1.15) * numpy.clip(1 + generator.normal(0, 0.1, 3), 0.7, 1.3)
        self.noise = uniform(0, 0.025)
        self.in_hand = generator.choice([0.0, 0.0, uniform(0.3, 3.0)])  # pixels of shake
        self.sway = uniform(0, 1.0)
        self.begin = uniform(0, 20)  # of the head's movement
        self.place = (205 + uniform(-35, 70), 320 + uniform(-60, 40))  # where gestures are made
        self.left_handed = generator.random() < 0.5

    def at(self, time, pose_of):
        """RGB of the picture. `pose_of`: the pose at a time."""
        shake = self.in_hand * numpy.sin([2.1 * time, 1.7 * time + 1])
        sway, openness, smile = head_at((self.begin + time) % 20)
        head = self.sway * numpy.array(sway), openness, smile
        picture = self.scene.draw(self.room.at(shake), pose_of(time), head) * self.tint
        picture = picture + self.noise * self.generator.standard_normal(picture.shape, numpy.float32)
        return picture[:, ::-1] if self.left_handed else picture
