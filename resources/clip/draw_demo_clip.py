#!/usr/bin/python3
# SPDX-License-Identifier: CC0-1.0
"""Draws Handscope's demonstration clip: handscope-demo.mp4 and handscope-demo.csv beside this file.

The clip and this drawing are dedicated to the public domain (CC0 1.0, see LICENSE-CC0.md). Needs
Debian's python3-numpy, python3-cairo and ffmpeg. The same versions of these draw the same bytes.
"""

import argparse
import pathlib

from drawing.filming import Film
from drawing.look import Look
from drawing.performance import DURATION, GESTURES, REST, head_at, pose_at
from drawing.room import room
from drawing.scene import Scene
from drawing.shading import Canvas

WIDTH, HEIGHT, RATE = 640, 480, 30
HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=HERE, help="folder for the two files")
    parser.add_argument("--quality", type=int, default=26, help="x264's constant rate factor")
    options = parser.parse_args()

    background, scene = room(WIDTH, HEIGHT), Scene(Canvas(WIDTH, HEIGHT), Look(), REST)
    film = Film(options.out / "handscope-demo.mp4", WIDTH, HEIGHT, RATE, options.quality)
    for index in range(round(DURATION * RATE)):
        time = index / RATE
        film.add(scene.draw(background, pose_at(time, GESTURES, REST), head_at(time)))
    film.end()
    lines = [f"{gesture.label};{gesture.start:.2f};{gesture.end:.2f}" for gesture in GESTURES]
    (options.out / "handscope-demo.csv").write_text(
        "\n".join(["label;start_seconds;end_seconds", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
