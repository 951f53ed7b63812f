# SPDX-License-Identifier: CC0-1.0
"""How a person looks. Lengths are in pixels of a body at z = 0 in a picture 640 wide."""

import dataclasses

import numpy

SKINS = numpy.array([(0.96, 0.80, 0.70), (0.93, 0.70, 0.57), (0.85, 0.62, 0.47), (0.72, 0.50, 0.36),
                     (0.55, 0.36, 0.25), (0.38, 0.25, 0.18), (0.28, 0.18, 0.14)])
HAIRS = numpy.array([(0.23, 0.16, 0.12), (0.08, 0.07, 0.07), (0.55, 0.42, 0.25), (0.60, 0.60, 0.60),
                     (0.35, 0.18, 0.10)])


def colour(red, green, blue):
    return dataclasses.field(default_factory=lambda: numpy.array([red, green, blue]))


@dataclasses.dataclass
class Look:
    """The defaults are the demonstration clip's person."""

    skin: numpy.ndarray = colour(0.93, 0.70, 0.57)
    palm: numpy.ndarray = colour(0.98, 0.73, 0.63)
    nail: numpy.ndarray = colour(1.0, 0.80, 0.75)
    shirt: numpy.ndarray = colour(0.24, 0.42, 0.52)
    hair: numpy.ndarray = colour(0.23, 0.16, 0.12)
    lips: numpy.ndarray = colour(0.76, 0.42, 0.40)
    shoulder: numpy.ndarray = colour(214.0, 304.0, -6.0)  # the right one's place
    upper_arm: float = 182.0
    forearm: float = 172.0
    hand: float = 138.0         # wrist to middle fingertip
    girth: float = 1.0          # of arm and hand
    sleeve: float = 1.22        # 0 at the shoulder, 1 at the elbow, 2 at the wrist
    stripes: float = 0.0        # how strongly the shirt is striped
    head_width: float = 1.0
    head_height: float = 1.0
    hair_length: float = 1.0    # 0 bald, 1 short, above: hanging down
    glasses: bool = False

    def shirt_at(self, t):
        """The chest's colour, t from collar to waist."""
        return self.shirt * (1 + self.stripes * numpy.sin(60 * t))


def random_look(generator):
    """Anybody."""
    uniform = generator.uniform
    tone = uniform(0, len(SKINS) - 1.01)
    lighter, part = int(tone), tone % 1
    skin = SKINS[lighter] * (1 - part) + SKINS[lighter + 1] * part + generator.normal(0, 0.02, 3)
    skin = numpy.clip(skin, 0.1, 1)
    # Palms differ less than backs of hands.
    palm = numpy.clip(skin * (1.02 + 0.6 * max(0, 0.7 - skin.mean())) + [0.03, 0.0, 0.02], 0, 1)
    shirt = uniform(0.1, 0.9) + uniform(0, 0.7) * (generator.random(3) - 0.5)
    return Look(
        skin=skin, palm=palm, nail=numpy.clip(palm * 1.05, 0, 1),
        shirt=numpy.clip(shirt, 0.03, 0.97),
        hair=HAIRS[generator.integers(len(HAIRS))] * uniform(0.8, 1.2),
        lips=numpy.clip(skin * [0.85, 0.6, 0.65], 0, 1),
        shoulder=numpy.array([214 + uniform(-14, 14), 304 + uniform(-6, 6), -6.0]),
        upper_arm=182 * uniform(0.9, 1.1), forearm=172 * uniform(0.9, 1.1),
        hand=138 * uniform(0.85, 1.2), girth=uniform(0.85, 1.25),
        sleeve=generator.choice([uniform(0.1, 0.6), uniform(1.2, 1.95)]),
        stripes=generator.choice([0.0, uniform(0.1, 0.5)]),
        head_width=uniform(0.88, 1.12), head_height=uniform(0.9, 1.1),
        hair_length=generator.choice([0.0, 1.0, 1.0, uniform(1.8, 2.8)]),
        glasses=generator.random() < 0.25)
