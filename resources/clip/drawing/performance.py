# SPDX-License-Identifier: CC0-1.0
"""What the person does and when: gestures as key poses, with the arm at rest between them.

"Left" and "Right" are the person's own; the camera's picture is not mirrored, so Swiping Left moves
the hand towards the picture's right edge.
"""

import dataclasses

import numpy

from .arm import Pose

OPEN = (0.05, 0.03, 0.04, 0.06)
RELAXED = (0.22, 0.26, 0.30, 0.34)
FIST = (1.0, 1.0, 1.0, 1.0)
THUMB_OUT = ((0.78, 0.60, 0.22), (0.62, 0.78, 0.08), (0.50, 0.86, 0.05))
THUMB_IN = ((0.60, 0.75, 0.35), (0.25, 0.95, 0.20), (0.10, 0.98, 0.10))
THUMB_UP = ((0.75, 0.40, 0.30), (0.98, 0.10, 0.00), (1.00, -0.08, -0.12))
THUMB_PINCH = ((0.62, 0.55, 0.60), (0.25, 0.80, 0.55), (0.00, 0.92, 0.40))

REST = Pose((176, 610), 120, (0.1, -0.9, 0.5), (0.5, 0.1, 0.8), RELAXED, 0.5, THUMB_IN)
LEFT_SIDE = Pose((150, 318), 200, (-0.10, -1, 0.20), (0.75, 0, 0.66), OPEN, 0.35, THUMB_IN)
RIGHT_SIDE = Pose((450, 330), 200, (0.45, -0.88, 0.10), (0.80, 0.45, 0.35), OPEN, 0.35, THUMB_IN)
UP_HIGH = Pose((214, 235), 200, (0.02, -0.93, 0.40), (0.05, 0.40, 0.92), OPEN, 0.4, THUMB_IN)
DOWN_LOW = Pose((224, 450), 215, (0.10, -0.10, 0.99), (0.05, 0.99, 0.10), OPEN, 0.4, THUMB_IN)
THUMB = Pose((186, 300), 215, (0.80, -0.10, 0.58), (0.58, 0.02, -0.80), FIST, 0.4, THUMB_UP)
STOP = Pose((196, 318), 195, (0.02, -1, 0.06), (0.02, 0.06, 1), OPEN, 0.30, THUMB_OUT)
STOP_PUSHED = dataclasses.replace(STOP, wrist=(195, 314), depth=218)
SPREAD_HAND = Pose((210, 330), 205, (0.06, -1, 0.16), (0.20, 0.12, 0.97), OPEN, 1.0, THUMB_OUT)
PINCHED = Pose((212, 332), 205, (0.06, -0.98, 0.18), (0.75, 0.10, 0.65), (0.56, 0.56, 0.58, 0.62),
               0.25, THUMB_PINCH)


def waving(phase):
    """One hand of a wave: -1 leans to the picture's left, 1 to its right."""
    return Pose((212 + 22 * phase, 326), 205, (0.42 * phase, -0.95, 0.12), (0.0, 0.12, 1), OPEN, 0.8,
                THUMB_OUT)


@dataclasses.dataclass
class Gesture:
    label: str
    start: float  # seconds; the arm leaves its rest
    keys: tuple   # (seconds after start, pose), the last one at rest again

    @property
    def end(self):
        return self.start + self.keys[-1][0]


GESTURES = (
    Gesture("Swiping Left", 1.2, ((0.50, LEFT_SIDE), (0.62, LEFT_SIDE), (1.12, RIGHT_SIDE),
                                  (1.22, RIGHT_SIDE), (1.80, REST))),
    Gesture("Swiping Right", 4.0, ((0.55, RIGHT_SIDE), (0.67, RIGHT_SIDE), (1.17, LEFT_SIDE),
                                   (1.27, LEFT_SIDE), (1.80, REST))),
    Gesture("Swiping Down", 6.8, ((0.55, UP_HIGH), (0.72, UP_HIGH), (1.22, DOWN_LOW),
                                  (1.36, DOWN_LOW), (1.80, REST))),
    Gesture("Thumb Up", 9.5, ((0.50, THUMB), (1.70, THUMB), (2.20, REST))),
    Gesture("Stop Sign", 12.5, ((0.45, STOP), (0.70, STOP_PUSHED), (1.75, STOP_PUSHED),
                                (2.20, REST))),
    Gesture("Shaking Hand", 15.5, ((0.45, waving(0)), (0.62, waving(-1)), (0.86, waving(1)),
                                   (1.10, waving(-1)), (1.34, waving(1)), (1.58, waving(-1)),
                                   (1.76, waving(0)), (2.20, REST))),
    Gesture("Zooming Out With Full Hand", 18.5, ((0.50, SPREAD_HAND), (0.75, SPREAD_HAND),
                                                 (1.40, PINCHED), (1.75, PINCHED), (2.25, REST))),
)
DURATION = 21.6


def between(keys, time):
    """The pose at `time` of key poses, (seconds, pose), the last one later than that."""
    for (before, first), (after, second) in zip(keys, keys[1:]):
        if time < after:
            t = (time - before) / (after - before)
            eased = t * t * t * (10 - 15 * t + 6 * t * t)  # least jerk
            return Pose.of_vector(first.vector() * (1 - eased) + second.vector() * eased)
    raise ValueError("time is after the last key")


def pose_at(time, gestures, rest):
    """The arm's pose."""
    for gesture in gestures:
        if gesture.start <= time < gesture.end:
            return between(((0.0, rest), *gesture.keys), time - gesture.start)
    return rest


def head_at(time):
    """The head's shift in pixels, how open the eyes are, and the smile (0 … 1)."""
    sway = (2.2 * numpy.sin(0.9 * time) + 0.8 * numpy.sin(2.3 * time + 1),
            1.2 * numpy.sin(1.6 * time + 0.5))
    blinks = (0.6, 3.7, 6.3, 9.2, 12.0, 15.1, 18.2, 21.0)
    nearest = min(abs(time - blink) for blink in blinks)
    smile = 0.55 + 0.45 * numpy.sin(0.6 * time - 1)
    return sway, min(1.0, max(0.08, nearest / 0.09)), smile
