# SPDX-License-Identifier: CC0-1.0
"""MakeHuman's bones, and where they are in a body."""

import numpy

HEAD = "____head"  # a bone has a node where it begins, of which it is the only child


class Rig:
    """Names, numbers and parents of the bones of a mesh."""

    def __init__(self, mesh):
        names = mesh.bone_names
        self.joints = {name: numpy.array(vertices) for name, vertices in mesh.joints.items()}
        bones = [name for name in names if not name.endswith(HEAD)]
        self.numbers = {name: number for number, name in enumerate(bones)}
        self.of_node = numpy.array([self.numbers[name.removesuffix(HEAD)] for name in names])
        self.parents = {}
        for name, node in zip(names, mesh.bone_parents):
            if not name.endswith(HEAD):
                above = mesh.bone_parents[node] if node >= 0 else -1
                self.parents[name] = names[above] if above >= 0 else None
        self.order = sorted(bones, key=self.depth)

    def depth(self, bone):
        parent = self.parents[bone]
        return 0 if parent is None else 1 + self.depth(parent)


class Skeleton:
    """A rig in one body. Bones that nothing is said of follow their parents."""

    def __init__(self, rig, vertices):
        self.rig = rig
        self.begin = {bone: vertices[rig.joints[bone + HEAD]].mean(0).astype(float)
                      for bone in rig.order}
        self.end = {bone: vertices[rig.joints[bone + "____tail"]].mean(0).astype(float)
                    for bone in rig.order}
        self.turns, self.shifts = {}, {}

    def pose(self, turns):
        """`turns`: rotations from the resting body, by bone."""
        for bone in self.rig.order:
            parent = self.rig.parents[bone]
            inherited = self.turns[parent] if parent else numpy.eye(3)
            begin = inherited @ self.begin[bone] + (self.shifts[parent] if parent else 0)
            self.turns[bone] = turns.get(bone, inherited)
            self.shifts[bone] = begin - self.turns[bone] @ self.begin[bone]

    def place(self, bone):
        """Where a bone begins now."""
        return self.turns[bone] @ self.begin[bone] + self.shifts[bone]

    def direction(self, bone):
        """Of a bone in the resting body."""
        return self.end[bone] - self.begin[bone]

    def matrices(self):
        """[bones, 4, 4] from the resting body."""
        matrices = numpy.tile(numpy.eye(4), (len(self.rig.numbers), 1, 1))
        for bone, number in self.rig.numbers.items():
            matrices[number, :3, :3], matrices[number, :3, 3] = self.turns[bone], self.shifts[bone]
        return matrices
