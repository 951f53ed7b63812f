#!/usr/bin/python3
# SPDX-License-Identifier: CC0-1.0
"""Draws videos of people who make Jester's gestures: another body, room, light, camera and hand in
each. Writes people.csv, a list with labels, beside them: handscope-cli pack takes it.

For training: more people than are at hand, and labels that are known. Needs Debian's python3-numpy,
python3-cairo and ffmpeg.
"""

import argparse
import pathlib
import sys

import numpy

from drawing.filming import Film, read_picture
from drawing.gestures import GESTURES, MIRRORED, REST, Actor, performed
from drawing.look import random_look
from drawing.performance import head_at, pose_at
from drawing.person import shifted
from drawing.room import room
from drawing.scene import Scene
from drawing.shading import Canvas, blur

WIDTH, HEIGHT, RATE = 224, 168, 15
MARGIN = 8  # pixels of a room around the picture, for a camera in the hand


class Shot:
    """One person in one room before one camera."""

    def __init__(self, generator, rooms):
        uniform = generator.uniform
        self.generator = generator
        # Bodies are made for a picture 640 wide.
        canvas = Canvas(WIDTH, HEIGHT, centre=(320 + uniform(-50, 50), 270 + uniform(-55, 40)),
                        scale=WIDTH / 640 * uniform(0.8, 1.35), samples=1, spacing=0.6,
                        light=(uniform(-0.9, 0.9), uniform(-0.9, 0.1), 0.62))
        self.scene = Scene(canvas, random_look(generator), REST)
        self.room = self.any_room(rooms)
        self.tint = uniform(0.6, 1.15) * numpy.clip(1 + generator.normal(0, 0.1, 3), 0.7, 1.3)
        self.noise = uniform(0, 0.025)
        self.in_hand = generator.choice([0.0, 0.0, uniform(0.3, 3.0)])  # pixels of shake
        self.sway = uniform(0, 1.0)
        self.begin = uniform(0, 20)  # of the head's movement
        self.place = (205 + uniform(-35, 70), 320 + uniform(-60, 40))  # where gestures are made
        self.left_handed = generator.random() < 0.5

    def any_room(self, rooms):
        width, height = WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN
        if rooms and self.generator.random() < 0.75:
            picture = read_picture(self.generator.choice(rooms), width, height)
        else:
            picture = room(width, height, int(self.generator.integers(1 << 30)))
            picture = picture * numpy.clip(1 + self.generator.normal(0, 0.2, 3), 0.4, 1.5)
        if self.generator.random() < 0.5:
            picture = picture[:, ::-1]
        return blur(picture, self.generator.uniform(0.4, 2.5)) * self.generator.uniform(0.5, 1.2)

    def at(self, time, pose):
        """RGB of the picture."""
        shake = self.in_hand * numpy.sin([2.1 * time, 1.7 * time + 1])
        seen = shifted(self.room, *shake)[MARGIN:-MARGIN, MARGIN:-MARGIN]
        sway, openness, smile = head_at((self.begin + time) % 20)
        head = self.sway * numpy.array(sway), openness, smile
        picture = self.scene.draw(seen, pose, head) * self.tint
        picture = picture + self.noise * self.generator.standard_normal(picture.shape, numpy.float32)
        return picture[:, ::-1] if self.left_handed else picture


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


def draw_video(path, generator, labels, rooms):
    """Returns rows of the list."""
    shot = Shot(generator, rooms)
    gestures, seconds = perform(shot, labels)
    film = Film(path, WIDTH, HEIGHT, RATE, quality=20, preset="veryfast")
    for index in range(round(seconds * RATE)):
        time = index / RATE
        film.add(shot.at(time, pose_at(time, gestures, REST)))
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
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    rooms = sorted(options.rooms.rglob("*.jpg")) if options.rooms else []
    if options.rooms and not rooms:
        sys.exit(f"{options.rooms} holds no picture. Expected JPEG files (.jpg). Name another folder.")
    options.out.mkdir(parents=True, exist_ok=True)
    everything, rows = list(GESTURES), []
    for number in range(options.first, options.first + options.count):
        # Each person alone, so that several programs may share the work.
        generator = numpy.random.default_rng((options.seed, number))
        labels = [everything[(number * options.gestures + i) * 7 % len(everything)]
                  for i in range(options.gestures)]
        rows += draw_video(options.out / f"person-{number:05}.mp4", generator, labels, rooms)
        print(f"\r{number + 1 - options.first} of {options.count}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    (options.out / "people.csv").write_text(
        "\n".join(["clip;label;start_s;end_s", *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
