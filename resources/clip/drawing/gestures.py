# SPDX-License-Identifier: CC0-1.0
"""Jester's gestures by anybody's right hand, another way each time.

"Left" and "Right" are the person's own; the camera's picture is not mirrored, so Swiping Left moves
the hand towards the picture's right edge.
"""

import numpy

from .arm import Pose, unit
from .performance import FIST, Gesture, OPEN, RELAXED, THUMB_IN, THUMB_OUT, THUMB_PINCH, THUMB_UP

TWO_FINGERS = (0.05, 0.05, 1.0, 1.0)
ONE_FINGER = (0.03, 1.0, 1.0, 1.0)
ELBOW_OUT = (-0.9, 0.6, 0.0)
THUMB_LOOSE = ((0.55, 0.80, 0.35), (0.20, 0.95, 0.25), (0.05, 0.98, 0.15))
REST = Pose((190, 610), 120, (0.1, -0.9, 0.5), (0.5, 0.1, 0.8), RELAXED, 0.5, THUMB_IN)

MIRRORED = {"Swiping Left": "Swiping Right",
            "Sliding Two Fingers Left": "Sliding Two Fingers Right",
            "Turning Hand Clockwise": "Turning Hand Counterclockwise"}
MIRRORED |= {other: label for label, other in MIRRORED.items()}


class Actor:
    """One gesture's place, reach, pace and way of holding the hand."""

    def __init__(self, generator, place):
        self.generator = generator
        self.place = numpy.array(place) + generator.uniform(-15, 15, 2)
        self.depth = generator.uniform(170, 225)
        self.reach = generator.uniform(0.75, 1.3)
        self.pace = generator.uniform(0.75, 1.5)
        self.upwards = numpy.array([0, -1, 0.1]) + generator.normal(0, 0.14, 3)
        self.forwards = numpy.array([0, 0.1, 1]) + generator.normal(0, 0.14, 3)
        self.thumb = self.any_of(THUMB_IN, THUMB_OUT, THUMB_LOOSE)
        self.swing = generator.normal(0, 0.2, 3)  # of the elbow

    def any_of(self, *choices):
        return choices[self.generator.integers(len(choices))]

    def maybe(self, chance):
        return self.generator.random() < chance

    def two_fingers(self):
        """Some people take one."""
        return ONE_FINGER if self.maybe(0.2) else TWO_FINGERS

    def pose(self, shift, fingers, palm, curl=OPEN, spread=0.4, thumb=None, elbow=REST.elbow):
        """`shift` from the gesture's place: right, down, towards the camera; pixels."""
        bent = numpy.clip(numpy.array(curl) + self.generator.normal(0, 0.03, 4), 0, 1)
        x, y, z = numpy.array(shift) * self.reach
        return Pose((self.place[0] + x, self.place[1] + y), self.depth + z, tuple(fingers),
                    tuple(palm), tuple(bent), spread, thumb or self.thumb, tuple(elbow + self.swing))


# Each gives the poses of one gesture and the seconds that they take.

def swiping_left(actor):
    side = numpy.array([0.8, 0, 0.5]) + 0.5 * (actor.forwards - [0, 0.1, 1])
    if actor.maybe(0.5):
        return [actor.pose((-75, 0, 0), actor.upwards, side),
                actor.pose((85, 4, 0), actor.upwards + [0.35, 0, 0], side)], 0.5
    return [actor.pose((-75, 0, 0), (-0.4, -0.6, 0.5), (0.8, 0, 0.4)),
            actor.pose((85, 0, 0), (0.6, -0.6, 0.4), (0.7, 0.3, 0.3))], 0.5


def swiping_down(actor):
    if actor.maybe(0.5):
        return [actor.pose((0, -85, 0), (0.02, -0.9, 0.4), (0.05, 0.4, 0.9)),
                actor.pose((5, 110, 10), (0.1, -0.1, 1), (0.1, 1, 0.1))], 0.5
    across = (0.9, -0.1, 0.3)
    return [actor.pose((0, -80, 0), across, (0, 1, 0.1)),
            actor.pose((0, 80, 0), across, (0, 1, 0.1))], 0.5


def pushing_hand_away(actor, curl=OPEN, thumb=None):
    return [actor.pose((0, 25, -85), actor.upwards, actor.forwards, curl, 0.4, thumb),
            actor.pose((0, -10, 95), actor.upwards, actor.forwards, curl, 0.4, thumb)], 0.6


def pulling_hand_in(actor):
    """Some people turn the palm to themselves."""
    if actor.maybe(0.5):
        actor.forwards = actor.forwards * [1, 1, -1]
    return backwards(pushing_hand_away)(actor)


def sliding_two_fingers_left(actor):
    curl = actor.two_fingers()
    return [actor.pose((-65, 0, 0), actor.upwards, actor.forwards, curl, 0.35, THUMB_IN),
            actor.pose((70, 4, 0), actor.upwards + [0.35, 0, 0], actor.forwards, curl, 0.35,
                       THUMB_IN)], 0.6


def sliding_two_fingers_down(actor):
    curl = actor.two_fingers()
    return [actor.pose((0, -40, 0), actor.upwards + [0, 0, 0.2], actor.forwards, curl, 0.3,
                       THUMB_IN),
            actor.pose((0, 40, 0), actor.upwards + [0, 0.3, 0.6], actor.forwards, curl, 0.3,
                       THUMB_IN)], 0.5


def pushing_two_fingers_away(actor):
    return pushing_hand_away(actor, actor.two_fingers(), THUMB_IN)


def rolling_hand_forward(actor):
    turns = actor.generator.uniform(1.2, 2.2)

    def at(angle):
        sine, cosine = numpy.sin(angle), numpy.cos(angle)
        return actor.pose((0, 45 * sine, 45 * cosine), (0.9, 0.3 * sine, 0.3 * cosine + 0.1),
                          (0, 0.3 * cosine + 0.4, 0.3 * sine - 0.7), RELAXED, 0.2, THUMB_LOOSE,
                          ELBOW_OUT)

    return [at(angle) for angle in numpy.linspace(0, 2 * numpy.pi * turns, 13)], 0.7 * turns


def turning_hand_clockwise(actor):
    span = actor.generator.uniform(1.6, 2.8)
    curl = actor.generator.uniform(0.03, 0.4)
    if actor.maybe(0.6):  # a dial before the camera
        axis, fingers, palm = (0, -0.2, 1), actor.upwards + [0, 0.1, 0.15], actor.forwards
    else:                 # a knob: the forearm points to the camera
        axis, fingers, palm = (0.1, -0.3, 1), actor.forwards - [0, 0.5, 0], (0.6, 0.6, 0)

    def at(angle):
        turn = turned_about(axis, angle)
        return actor.pose((-25 * numpy.sin(angle), 0, 0), turn @ fingers, turn @ palm, 4 * (curl,),
                          0.9, THUMB_OUT)

    return [at(angle) for angle in numpy.linspace(span / 2, -span / 2, 5)], 1.0


def zooming_in_with_full_hand(actor):
    palm = actor.forwards + [0.2, 0, 0]
    if actor.maybe(0.4):
        closed = actor.pose((0, 0, 0), actor.upwards, palm, FIST, 0.3, THUMB_IN)
    else:
        closed = actor.pose((0, 0, 0), actor.upwards, palm, (0.58, 0.58, 0.60, 0.62), 0.2,
                            THUMB_PINCH)
    return [closed, actor.pose((0, 0, 0), actor.upwards, palm, OPEN, 1.2, THUMB_OUT)], 0.7


def zooming_in_with_two_fingers(actor):
    return [actor.pose((0, 0, 0), actor.upwards, (0.6, 0.1, 0.7), (0.5, 0.6, 1, 1), 0.2,
                       THUMB_PINCH),
            actor.pose((0, 0, 0), actor.upwards, (0.5, 0.1, 0.8), (0.1, 1, 1, 1), 0.4,
                       THUMB_OUT)], 0.7


def thumb(actor, upwards, elbow):
    """The fist points across the body or towards the camera, the thumb to `upwards`."""
    across = actor.generator.uniform(0.2, 1.2)
    fingers = unit(numpy.array([numpy.sin(across), -0.1, numpy.cos(across)])
                   + 0.7 * (actor.upwards - [0, -1, 0.1]))
    palm = numpy.cross(fingers, upwards)
    return [actor.pose((0, -40 * upwards[1], 0), fingers, palm, FIST, 0.4, THUMB_UP, elbow),
            actor.pose((0, -6, 4), fingers, palm, FIST, 0.4, THUMB_UP, elbow),
            actor.pose((0, -6, 4), fingers, palm, FIST, 0.4, THUMB_UP, elbow)], 1.1


def thumb_up(actor):
    return thumb(actor, (0, -1, 0), REST.elbow)


def thumb_down(actor):
    return thumb(actor, (0, 1, 0), ELBOW_OUT)


def shaking_hand(actor):
    waves = actor.generator.integers(4, 8)
    return [actor.pose((22 * side, 0, 0), (0.42 * side, -0.95, 0.12), actor.forwards, OPEN, 0.8,
                       THUMB_OUT) for side in (-1.0) ** numpy.arange(waves)], 0.24 * waves


def stop_sign(actor):
    return [actor.pose((0, 0, 0), actor.upwards, actor.forwards, OPEN, 0.3, THUMB_OUT),
            actor.pose((0, -4, 25), actor.upwards, actor.forwards, OPEN, 0.3, THUMB_OUT),
            actor.pose((0, -4, 25), actor.upwards, actor.forwards, OPEN, 0.3, THUMB_OUT)], 1.0


def drumming_fingers(actor):
    beats = actor.generator.integers(8, 14)
    turn = numpy.array([0, 1.1, 2.2, 3.3])
    return [actor.pose((0, 0, 0), (0, -0.55, 0.8), (0, 0.8, 0.5),
                       0.22 + 0.22 * numpy.sin(1.6 * beat + turn), 0.7, THUMB_LOOSE)
            for beat in range(beats)], 0.13 * beats


def doing_other_things(actor):
    uniform = actor.generator.uniform

    def anywhere():
        actor.place = (uniform(150, 420), uniform(140, 430))
        return actor.pose((0, 0, 0), (uniform(-1, 1), uniform(-1.2, 0.6), uniform(-0.3, 1)),
                          actor.generator.normal(0, 1, 3), actor.generator.choice([0.05, 0.3, 1], 4),
                          uniform(0.1, 1), actor.any_of(THUMB_IN, THUMB_OUT, THUMB_PINCH))

    poses = [anywhere() for _ in range(actor.generator.integers(2, 5))]
    return poses, 0.45 * len(poses)


def backwards(gesture):
    def reversed_in_time(actor):
        poses, seconds = gesture(actor)
        return poses[::-1], seconds
    return reversed_in_time


GESTURES = {
    "Swiping Left": swiping_left,
    "Swiping Right": backwards(swiping_left),
    "Swiping Down": swiping_down,
    "Swiping Up": backwards(swiping_down),
    "Pushing Hand Away": pushing_hand_away,
    "Pulling Hand In": pulling_hand_in,
    "Sliding Two Fingers Left": sliding_two_fingers_left,
    "Sliding Two Fingers Right": backwards(sliding_two_fingers_left),
    "Sliding Two Fingers Down": sliding_two_fingers_down,
    "Sliding Two Fingers Up": backwards(sliding_two_fingers_down),
    "Pushing Two Fingers Away": pushing_two_fingers_away,
    "Pulling Two Fingers In": backwards(pushing_two_fingers_away),
    "Rolling Hand Forward": rolling_hand_forward,
    "Rolling Hand Backward": backwards(rolling_hand_forward),
    "Turning Hand Clockwise": turning_hand_clockwise,
    "Turning Hand Counterclockwise": backwards(turning_hand_clockwise),
    "Zooming In With Full Hand": zooming_in_with_full_hand,
    "Zooming Out With Full Hand": backwards(zooming_in_with_full_hand),
    "Zooming In With Two Fingers": zooming_in_with_two_fingers,
    "Zooming Out With Two Fingers": backwards(zooming_in_with_two_fingers),
    "Thumb Up": thumb_up,
    "Thumb Down": thumb_down,
    "Shaking Hand": shaking_hand,
    "Stop Sign": stop_sign,
    "Drumming Fingers": drumming_fingers,
    "Doing other things": doing_other_things,
}


def turned_about(axis, angle):
    """Rotation matrix (Rodrigues)."""
    x, y, z = numpy.array(axis) / numpy.linalg.norm(axis)
    cross = numpy.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return numpy.eye(3) + numpy.sin(angle) * cross + (1 - numpy.cos(angle)) * cross @ cross


def performed(label, start, actor):
    """The gesture named `label` from `start` seconds on."""
    poses, seconds = GESTURES[label](actor)
    raised = actor.generator.uniform(0.35, 0.6)
    begin = raised + max(0, actor.generator.uniform(-0.1, 0.25))
    end = begin + seconds / actor.pace
    held = end + actor.generator.uniform(0.1, 0.4)
    return Gesture(label, start, ((raised, poses[0]), *zip(numpy.linspace(begin, end, len(poses)), poses),
                                  (held, poses[-1]),
                                  (held + actor.generator.uniform(0.35, 0.6), REST)))
