# SPDX-License-Identifier: CC0-1.0
"""A right arm whose hand has five jointed fingers.

The hand's own frame: x towards the thumb, y from the wrist to the fingertips, z out of the palm; its
unit is the length from wrist to middle fingertip. The picture's frame: x right, y down, z towards the
camera, in pixels of a body at z = 0.
"""

import dataclasses

import numpy

CAMERA = 640.0  # the camera's distance from the body
CENTRE = numpy.array([320.0, 240.0])

# Where each finger starts on the palm, its bones' lengths, and its radii at base and tip.
FINGERS = (
    ((0.175, 0.505, 0.00), (0.235, 0.145, 0.105), 0.063, 0.049),
    ((0.055, 0.525, -0.01), (0.265, 0.165, 0.110), 0.065, 0.050),
    ((-0.065, 0.500, -0.01), (0.245, 0.155, 0.110), 0.062, 0.048),
    ((-0.175, 0.445, 0.01), (0.185, 0.115, 0.095), 0.053, 0.042),
)
SPREAD = (0.16, 0.02, -0.12, -0.27)


@dataclasses.dataclass
class Pose:
    """One moment of the arm. Poses mix number by number."""

    wrist: tuple          # place in the picture, pixels
    depth: float          # how far the wrist is before the body, pixels
    fingers: tuple        # direction from wrist to fingertips
    palm: tuple           # direction that the palm faces
    curl: tuple           # bend of each finger, index to little: 0 straight, 1 fist
    spread: float = 1.0
    thumb: tuple = ((0.78, 0.60, 0.22), (0.62, 0.78, 0.08), (0.50, 0.86, 0.05))
    elbow: tuple = (-0.45, 1.0, 0.1)  # where it hangs, from the line between shoulder and wrist

    def vector(self):
        return numpy.concatenate([numpy.ravel(getattr(self, field.name))
                                  for field in dataclasses.fields(self)]).astype(float)

    @staticmethod
    def of_vector(v):
        return Pose(v[0:2], v[2], v[3:6], v[6:9], v[9:13], v[13], v[14:23].reshape(3, 3), v[23:26])


def unit(vector):
    return vector / (numpy.linalg.norm(vector) + 1e-9)


def project(point):
    """Body space to picture; returns place, depth and magnification."""
    magnification = CAMERA / (CAMERA - point[2])
    place = CENTRE + (point[:2] - CENTRE) * magnification
    return numpy.array([*place, point[2] * magnification]), magnification


def elbow_between(wrist, hanging, look):
    """Two bones of fixed length."""
    reach = wrist - look.shoulder
    distance = min(numpy.linalg.norm(reach), look.upper_arm + look.forearm - 4)
    along = (look.upper_arm ** 2 - look.forearm ** 2 + distance ** 2) / (2 * distance)
    aside = max(0.0, look.upper_arm ** 2 - along ** 2) ** 0.5
    axis = unit(reach)
    hanging = numpy.asarray(hanging)
    return look.shoulder + axis * along + unit(hanging - axis * (hanging @ axis)) * aside


def finger_joints(base, lengths, spread, curl):
    joints, angle = [numpy.array(base)], 0.0
    aside = numpy.array([numpy.sin(spread), numpy.cos(spread), 0.0])
    for length, most in zip(lengths, (1.45, 1.75, 1.05)):
        angle += most * curl
        direction = numpy.cos(angle) * aside + numpy.sin(angle) * numpy.array([0, 0, 1.0])
        joints.append(joints[-1] + length * direction)
    return joints


def limbs(wrist, hanging, look):
    """From shoulder to wrist, sleeve and skin: start, end, radius at each, colour."""
    shoulder, elbow = look.shoulder, elbow_between(wrist, hanging, look)
    if look.sleeve < 1:
        cuff = shoulder + look.sleeve * (elbow - shoulder)
        parts = ((shoulder, cuff, (44, 40), look.shirt), (cuff, elbow, (33, 29), look.skin),
                 (elbow, wrist, (29, 18), look.skin))
    else:
        cuff = elbow + (look.sleeve - 1) * (wrist - elbow)
        parts = ((shoulder, elbow, (44, 35), look.shirt), (elbow, cuff, (35, 35), look.shirt),
                 (cuff, wrist, (27, 18), look.skin))
    return [(start, end, numpy.array(radii) * look.girth, colour)
            for start, end, radii, colour in parts]


def add_arm(heap, pose, look):
    """Adds the arm from shoulder to fingertips to a SphereHeap."""
    wrist = numpy.array([*(CENTRE + (numpy.asarray(pose.wrist) - CENTRE)
                           * (CAMERA - pose.depth) / CAMERA), pose.depth])
    y = unit(numpy.asarray(pose.fingers, float))
    z = numpy.asarray(pose.palm, float)
    z = unit(z - y * (z @ y))
    # The picture's y points down, which turns the hand of the cross product.
    x = -numpy.cross(y, z)
    turn = numpy.stack([x, y, z], 1)

    def place(point):
        return project(wrist + look.hand * (turn @ numpy.asarray(point, float)))

    def bone(start, end, start_radius, end_radius, colour, gloss=0.10):
        (a, scale_a), (b, scale_b) = place(start), place(end)
        thickness = look.hand * look.girth
        heap.add_bone(a, b, start_radius * thickness * scale_a, end_radius * thickness * scale_b,
                      colour, gloss)

    for start, end, radii, colour in limbs(wrist, pose.elbow, look):
        (a, scale_a), (b, scale_b) = project(start), project(end)
        heap.add_bone(a, b, radii[0] * scale_a, radii[1] * scale_b, colour,
                      0.02 if colour is look.shirt else 0.10)

    bone((0, -0.03, 0), (0, 0.08, 0), 0.118, 0.125, look.skin)
    add_palm(bone, look)
    for finger, curl, spread in zip(FINGERS, pose.curl, SPREAD):
        add_finger(bone, finger, curl, spread * pose.spread, look)
    add_thumb(bone, pose.thumb, look)


def add_palm(bone, look):
    """A fan from the wrist to the knuckles, fuller on the little finger's side and below the thumb."""
    knuckles = numpy.array([finger[0] for finger in FINGERS])
    for t in numpy.linspace(0, 3, 13):
        index = min(int(t), 2)
        knuckle = knuckles[index] + (t - index) * (knuckles[index + 1] - knuckles[index])
        root = numpy.array([knuckle[0] * 0.55, 0.04, 0.0])
        bone(root, knuckle, 0.088, 0.068, look.skin)
        bone(root + [0, 0.03, 0.028], knuckle + [0, -0.03, 0.014], 0.078, 0.058, look.palm, 0.06)
    bone((-0.10, 0.12, 0.025), (-0.14, 0.34, 0.012), 0.085, 0.070, look.palm, 0.06)


def add_finger(bone, finger, curl, spread, look):
    base, lengths, base_radius, tip_radius = finger
    joints = finger_joints(base, lengths, spread, curl)
    radii = numpy.linspace(base_radius, tip_radius, 4)
    # The soft inside in the palm's colour is a second, thinner finger a little off the first.
    inwards = [inside_of(end - start, spread) for start, end in zip(joints, joints[1:])]
    inwards.append(inwards[-1])
    soft = [joint + 0.24 * radius * side for joint, radius, side in zip(joints, radii, inwards)]
    for index in range(3):
        bone(joints[index], joints[index + 1], radii[index], radii[index + 1], look.skin)
        bone(soft[index], soft[index + 1], 0.87 * radii[index], 0.87 * radii[index + 1], look.palm, 0.06)
    nail = joints[3] - inwards[3] * tip_radius * 0.45
    bone(nail - 0.4 * (joints[3] - joints[2]), nail, tip_radius * 0.66, tip_radius * 0.60, look.nail, 0.25)


def add_thumb(bone, directions, look):
    joints = [numpy.array([0.10, 0.10, 0.03])]
    for length, direction in zip((0.245, 0.165, 0.125), directions):
        joints.append(joints[-1] + length * unit(numpy.asarray(direction, float)))
    for start, end, radii in zip(joints, joints[1:], ((0.112, 0.074), (0.072, 0.067), (0.066, 0.050))):
        bone(start, end, *radii, look.skin)
    # Skin between thumb and index finger.
    for t in (0.25, 0.5, 0.75):
        bone(joints[0] + t * (joints[1] - joints[0]), (0.14, 0.20 + 0.2 * t, 0.0), 0.06, 0.06, look.skin)
    bone((0.07, 0.12, 0.055), joints[0] + 0.75 * (joints[1] - joints[0]) + [0, 0, 0.02], 0.098, 0.075,
         look.palm, 0.06)


def inside_of(direction, spread):
    """The side of a finger's bone that turns to the palm."""
    sideways = numpy.array([numpy.cos(spread), -numpy.sin(spread), 0.0])
    return unit(numpy.cross(sideways, direction))
