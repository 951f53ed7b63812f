#!/usr/bin/python3
# SPDX-License-Identifier: CC0-1.0
"""Draws Handscope's demonstration clip: handscope-demo.mp4 and handscope-demo.csv beside this file.

The clip and this drawing are dedicated to the public domain (CC0 1.0, see LICENSE-CC0.md). Needs
Debian's python3-numpy, python3-cairo and ffmpeg. The same versions of these draw the same bytes.
"""

import argparse
import pathlib

import numpy

from drawing.arm import add_arm
from drawing.filming import Film
from drawing.look import Look
from drawing.performance import DURATION, GESTURES, REST, head_at, pose_at
from drawing.person import Person, shifted
from drawing.room import room
from drawing.shading import Canvas, SphereHeap, blur, over

WIDTH, HEIGHT, RATE = 640, 480, 30
CANVAS, LOOK = Canvas(WIDTH, HEIGHT), Look()
HERE = pathlib.Path(__file__).resolve().parent


class Scene:
    """Draws the picture of any moment."""

    def __init__(self):
        self.background, self.person = room(WIDTH, HEIGHT), Person(CANVAS, LOOK)
        self.resting = self.arm(REST)

    def arm(self, pose):
        """The arm's picture, and its shadow on the body."""
        heap = SphereHeap(CANVAS)
        add_arm(heap, pose, LOOK)
        picture = heap.render()
        behind = numpy.maximum(self.person.body[..., 3:4], self.person.head[..., 3:4])
        return picture, 0.28 * blur(shifted(picture[..., 3:4], 14, 16), 8) * behind

    def at(self, time):
        """RGB of the picture at `time` seconds."""
        pose = pose_at(time)
        arm, shadow = self.resting if pose is REST else self.arm(pose)
        return over(arm, self.person.draw(self.background, *head_at(time)) * (1 - shadow))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=HERE, help="folder for the two files")
    parser.add_argument("--quality", type=int, default=26, help="x264's constant rate factor")
    options = parser.parse_args()

    scene = Scene()
    film = Film(options.out / "handscope-demo.mp4", WIDTH, HEIGHT, RATE, options.quality)
    for index in range(round(DURATION * RATE)):
        film.add(scene.at(index / RATE))
    film.end()
    lines = [f"{gesture.label};{gesture.start:.2f};{gesture.end:.2f}" for gesture in GESTURES]
    (options.out / "handscope-demo.csv").write_text(
        "\n".join(["label;start_seconds;end_seconds", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
