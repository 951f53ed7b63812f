# SPDX-License-Identifier: CC0-1.0
"""The bones' turns for a pose of the drawn right arm (drawing/arm.py), and small movements."""

import numpy

from drawing.arm import CAMERA, CENTRE, SPREAD
from drawing.look import Look

from .geometry import FLIPPED, shortest_turn, turn_about, twist_about, unit

DRAWN = Look()  # the body that poses are made for
BENDS = (1.45, 1.75, 1.05)  # of a finger's joints in a fist


class Posture:
    """How one person holds the body: `skeleton` moves as poses say, in a way of its own."""

    def __init__(self, generator, skeleton):
        uniform = generator.uniform
        self.skeleton = skeleton
        begin = skeleton.begin
        self.shoulder, self.wrist = begin["upperarm01.R"], begin["wrist.R"]
        self.upper_arm = begin["lowerarm01.R"] - self.shoulder
        self.forearm = self.wrist - begin["lowerarm01.R"]
        self.lengths = numpy.linalg.norm(self.upper_arm), numpy.linalg.norm(self.forearm)
        # The drawn hand's frame in the resting body: to the thumb, to the fingertips, out of the palm.
        fingers = unit(begin["finger3-1.R"] - self.wrist)
        across = begin["finger2-1.R"] - begin["finger5-1.R"]
        across = unit(across - fingers * (across @ fingers))
        self.hand = numpy.stack([across, fingers, numpy.cross(across, fingers)], 1)
        self.rates, self.phases = uniform(0.2, 1.3, 6), uniform(0, 10, 6)
        self.sway = uniform(0.2, 1.3)
        self.hanging = unit([uniform(0.05, 0.35), -1, uniform(-0.1, 0.35)])
        self.resting = unit([uniform(-0.5, 0.2), uniform(-1, 0.1), uniform(0.1, 1)])

    @property
    def scale(self):
        """Decimetres of this body for a pixel of the drawn one."""
        return sum(self.lengths) / (DRAWN.upper_arm + DRAWN.forearm)

    def take(self, pose, time):
        turns = self.trunk(time)
        self.skeleton.pose(turns)
        turns |= self.left_arm(turns["spine02"])
        turns |= self.right_arm(pose)
        self.skeleton.pose(turns)

    def trunk(self, time):
        wave = self.sway * numpy.sin(self.rates * time + self.phases)
        trunk = (turn_about([1, 0, 0], 0.03 * wave[0]) @ turn_about([0, 0, 1], 0.03 * wave[1])
                 @ turn_about([0, 1, 0], 0.04 * wave[2]))
        head = (turn_about([0, 1, 0], 0.15 * wave[3]) @ turn_about([1, 0, 0], 0.08 * wave[4])
                @ turn_about([0, 0, 1], 0.06 * wave[5]) @ trunk)
        return {"spine02": trunk, "neck01": turn_about([0, 1, 0], 0.07 * wave[3]) @ trunk, "head": head}

    def left_arm(self, trunk):
        """It hangs, or its hand lies on something."""
        begin, above = self.skeleton.begin, self.skeleton.turns["clavicle.L"]
        upper_arm = begin["lowerarm01.L"] - begin["upperarm01.L"]
        upper = shortest_turn(above @ upper_arm, trunk @ self.hanging) @ above
        forearm = begin["wrist.L"] - begin["lowerarm01.L"]
        lower = shortest_turn(upper @ forearm, trunk @ self.resting) @ upper
        return {"upperarm01.L": upper, "lowerarm01.L": lower}

    def right_arm(self, pose):
        above = self.skeleton.turns["clavicle.R"]
        to_elbow, to_wrist = self.elbow_and_wrist(pose)
        upper = shortest_turn(above @ self.upper_arm, to_elbow) @ above
        lower = shortest_turn(upper @ self.forearm, to_wrist) @ upper
        fingers = unit(pose.fingers * FLIPPED)
        palm = numpy.asarray(pose.palm) * FLIPPED
        palm = unit(palm - fingers * (palm @ fingers))
        hand = numpy.stack([numpy.cross(fingers, palm), fingers, palm], 1)
        wrist = hand @ self.hand.T
        # The forearm turns with the hand, the more the nearer.
        twist = twist_about(unit(to_wrist), wrist @ lower.T)
        turns = {"upperarm01.R": upper,
                 "upperarm02.R": turn_about(to_elbow, 0.15 * twist) @ upper,
                 "lowerarm01.R": turn_about(to_wrist, 0.35 * twist) @ lower,
                 "lowerarm02.R": turn_about(to_wrist, 0.7 * twist) @ lower,
                 "wrist.R": wrist}
        for finger, (curl, spread) in enumerate(zip(pose.curl, SPREAD), start=2):
            turns |= self.finger(finger, curl, spread * pose.spread, hand)
        return turns | self.thumb(pose.thumb, hand)

    def elbow_and_wrist(self, pose):
        """The upper arm and the forearm as vectors: two bones of fixed length."""
        drawn = CENTRE + (numpy.asarray(pose.wrist) - CENTRE) * (CAMERA - pose.depth) / CAMERA
        reach = (numpy.array([*drawn, pose.depth]) - DRAWN.shoulder) * FLIPPED * self.scale
        upper, lower = self.lengths
        distance = numpy.clip(numpy.linalg.norm(reach), 0.3 * (upper + lower), 0.985 * (upper + lower))
        axis = unit(reach)
        along = (upper ** 2 - lower ** 2 + distance ** 2) / (2 * distance)
        aside = max(0.0, upper ** 2 - along ** 2) ** 0.5
        hanging = pose.elbow * FLIPPED
        elbow = axis * along + unit(hanging - axis * (hanging @ axis)) * aside
        return elbow, axis * distance - elbow

    def finger(self, number, curl, spread, hand):
        bones = [f"finger{number}-{joint}.R" for joint in (1, 2, 3)]
        resting = self.hand.T @ unit(self.skeleton.direction(bones[0]))
        turn = turn_about([0, 0, 1], numpy.arctan2(resting[0], resting[1]) - spread)
        aside, angle, turns = numpy.array([numpy.sin(spread), numpy.cos(spread), 0]), 0.0, {}
        for bone, bend in zip(bones, BENDS):
            angle += bend * curl
            wanted = numpy.cos(angle) * aside + numpy.sin(angle) * numpy.array([0, 0, 1])
            turn = shortest_turn(turn @ self.hand.T @ self.skeleton.direction(bone), wanted) @ turn
            turns[bone] = hand @ turn @ self.hand.T
        return turns

    def thumb(self, directions, hand):
        turn, turns = numpy.eye(3), {}
        for joint, direction in enumerate(directions, start=1):
            bone = f"finger1-{joint}.R"
            turn = shortest_turn(turn @ self.hand.T @ self.skeleton.direction(bone), direction) @ turn
            turns[bone] = hand @ turn @ self.hand.T
        return turns
