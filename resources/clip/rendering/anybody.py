# SPDX-License-Identifier: CC0-1.0
"""Bodies of all kinds, mixed from MakeHuman's targets."""

import dataclasses
import json

import numpy

GENDERS = ("male", "female")
PEOPLES = ("caucasian", "asian", "african")
FEATURES = ("head", "nose", "mouth", "chin", "cheek", "eyes", "forehead", "neck", "torso", "ears")
LIMBS = ("hand-scale", "hand-fingers-length", "hand-fingers-diameter", "lowerarm-scale-vert",
         "upperarm-scale-vert")


class Targets:
    """How far each target moves each of the base mesh's vertices."""

    def __init__(self, data):
        names = json.loads((data / "src/json/targets/target-list.json").read_text("utf-8"))["targets"]
        names = sorted(names)
        rows = numpy.memmap(data / "public/data/targets/targets.bin", numpy.int16, "r")
        self.rows = rows.reshape(len(names), -1, 3)
        beginning, end = len("data/targets/"), -len(".target")
        self.places = {name[beginning:end]: row for row, name in enumerate(names)}

    def add(self, vertices, name, weight):
        if weight and name in self.places:
            vertices += self.rows[self.places[name]].astype(numpy.float32) * (weight * 1e-3)

    def of(self, folder):
        """Names below a folder, but for those that move a feature as a whole."""
        return [name for name in self.places
                if name.startswith(folder + "/") and "trans" not in name]


@dataclasses.dataclass
class Anybody:
    vertices: numpy.ndarray  # [n, 3] of the base mesh
    gender: str
    people: str              # whose skin it has
    age: str                 # young, middleage or old


def around(value, low, middle, high):
    """Shares of three targets for 0 … 1."""
    return {low: max(0, 1 - 2 * value), middle: 1 - abs(2 * value - 1), high: max(0, 2 * value - 1)}


def any_body(generator, base, targets):
    """`base`: the vertices of MakeHuman's base mesh."""
    uniform = generator.uniform
    vertices = base.copy()
    gender, people = generator.choice(GENDERS), generator.choice(PEOPLES)
    of_gender = uniform(0.85, 1)
    genders = {name: of_gender if name == gender else 1 - of_gender for name in GENDERS}
    shares = generator.dirichlet([0.4] * 3) + 1.5 * (numpy.array(PEOPLES) == people)
    peoples = dict(zip(PEOPLES, shares / shares.sum()))
    old = generator.choice([0.0, uniform(0, 1)])
    child = generator.choice([0, 0, 0, uniform(0, 0.7)]) if old == 0 else 0
    ages = {"young": 1 - old - child, "old": old, "child": child}
    muscles = around(uniform(0.2, 0.9), "minmuscle", "averagemuscle", "maxmuscle")
    weights = around(uniform(0.15, 0.9), "minweight", "averageweight", "maxweight")
    for kind, of_kind in genders.items():
        for age, of_age in ages.items():
            for name, share in peoples.items():
                targets.add(vertices, f"macrodetails/{name}-{kind}-{age}", of_kind * of_age * share)
            for muscle, of_muscle in muscles.items():
                for weight, of_weight in weights.items():
                    targets.add(vertices, f"macrodetails/universal-{kind}-{age}-{muscle}-{weight}",
                                of_kind * of_age * of_muscle * of_weight)
    vary(generator, vertices, targets)
    return Anybody(vertices, gender, people,
                   "old" if old > 0.66 else "middleage" if old > 0.3 else "young")


def vary(generator, vertices, targets):
    """A face and arms of one's own, the same on both sides."""
    for folder in FEATURES:
        for name in generator.choice(targets.of(folder), 4, replace=False):
            weight = abs(generator.normal(0, 0.35))
            for side in {name.replace("/r-", "/l-"), name.replace("/l-", "/r-")}:
                targets.add(vertices, side, weight)
    for limb in LIMBS:
        way, weight = generator.choice(["incr", "decr"]), abs(generator.normal(0, 0.5))
        for side in "lr":
            targets.add(vertices, f"armslegs/{side}-{limb}-{way}", weight)
