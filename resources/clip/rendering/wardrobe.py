# SPDX-License-Identifier: CC0-1.0
"""What people wear, and its colours."""

import dataclasses

import numpy

from .meshes import read_mesh

TOPS = {
    "male": ("male_casualsuit01", "male_casualsuit02", "male_casualsuit03", "male_casualsuit04",
             "male_casualsuit05", "male_casualsuit06", "male_elegantsuit01", "male_worksuit01",
             "Harvey_Sweater2", "short_tail_camo_tee", "Tank_Top_01"),
    "female": ("female_casualsuit01", "female_casualsuit02", "female_elegantsuit01",
               "female_sportsuit01", "VNeckTop", "Sleeveless", "Rolled_neck_blouse",
               "Asymmetric_Tunic_and_Sash", "F_Dress_01", "F_Dress_02", "F_Dress_04",
               "female_top_01", "Harvey_Sweater2", "Cocktaildress", "spaghetti-top", "Coat"),
}
HAIRS = {
    "male": ("short01", "short02", "short03", "short04", "afro01", "curly2", None, "Harvey_Hawk1",
             "long_alpha7"),
    "female": ("bob01", "bob02", "long01", "long2_alpha7", "ponytail01", "Braid01", "curly",
               "short04", "afro01", "Wig_bun_blonde", "minoan", "junglebookhair"),
}
BEARDS, HATS = ("Full_beard", "Moustache"), ("fedora", "Fishing_Hat_01")
EYEBROWS = tuple(f"eyebrow{number:03}" for number in range(1, 13))
PATTERNS = range(4)  # none, stripes across, stripes along, checks


@dataclasses.dataclass
class Dye:
    """What becomes of a texture's colours."""

    lift: float = 0.0     # how far colours go towards white …
    grey: float = 0.0     # … and then towards grey …
    tint: numpy.ndarray = dataclasses.field(default_factory=lambda: numpy.ones(3))  # … to be tinted
    gloss: float = 0.0
    cut: float = 0.02     # below this opacity there is nothing
    pattern: int = 0
    other: numpy.ndarray = dataclasses.field(default_factory=lambda: numpy.ones(3))  # the pattern's
    waves: float = 10.0   # of the pattern, radians a decimetre


def about_grey(generator, low, high):
    return numpy.clip(generator.uniform(low, high) * (1 + generator.normal(0, 0.06, 3)), 0.05, 1.6)


def any_colour(generator):
    return numpy.clip(generator.uniform(0.2, 1.5) + generator.uniform(0, 1.4)
                      * (generator.random(3) - 0.5), 0.05, 2.2)


def cloth(generator):
    """Most is dyed, the rest as MakeHuman has it."""
    if generator.random() < 0.25:
        return Dye()
    return Dye(tint=any_colour(generator), grey=0.9, pattern=generator.choice([0, 0, *PATTERNS]),
               other=any_colour(generator), waves=generator.uniform(8, 25))


def dressed(generator, data, gender):
    """Meshes and dyes of what one person wears. `data`: MakeHuman's folder of proxies."""
    def mesh(kind, name):
        return read_mesh(data / kind / name / f"{name}.json")

    chance = generator.random
    worn = [(mesh("clothes", generator.choice(TOPS[gender])), cloth(generator)),
            (mesh("eyes", "Low-Poly"), Dye()),
            (mesh("eyebrows", generator.choice(EYEBROWS)),
             Dye(tint=about_grey(generator, 0.3, 1.0), cut=0.3))]
    hair = generator.choice(numpy.array(HAIRS[gender], object))
    if hair:
        # Some of MakeHuman's hair is all but black.
        worn.append((mesh("hair", hair), Dye(lift=generator.choice([0, generator.uniform(0, 0.5)]),
                                             grey=generator.choice([0, 0.7, 1.0]),
                                             tint=about_grey(generator, 0.3, 1.6), cut=0.4)))
    if gender == "male" and chance() < 0.3:
        worn.append((mesh("hair", generator.choice(BEARDS)),
                     Dye(tint=about_grey(generator, 0.5, 1.6), cut=0.3)))
    if chance() < 0.25:
        worn.append((mesh("clothes", "glasses"), Dye(cut=0.3)))
    if chance() < 0.08:
        worn.append((mesh("clothes", generator.choice(HATS)),
                     Dye(tint=about_grey(generator, 0.4, 1.5))))
    return worn


def any_skin(generator, data, somebody):
    """A texture of the person's age and people, and its dye. `data`: MakeHuman's folder of skins."""
    folder = data / f"{somebody.age}_{somebody.people}_{somebody.gender}" / "textures"
    textures = sorted(folder.glob("*diffuse*"))
    return (textures[generator.integers(len(textures))],
            Dye(tint=about_grey(generator, 0.75, 1.25), gloss=generator.uniform(0, 0.12), cut=0.0))
