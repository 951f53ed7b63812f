# SPDX-License-Identifier: CC0-1.0
"""Directions, turns and a camera. x is to the right, y up, z towards the camera."""

import numpy

# Of a point between the coordinates of drawn bodies, whose y points down, and these.
FLIPPED = numpy.array([1.0, -1.0, 1.0])


def unit(vector):
    vector = numpy.asarray(vector, float)
    return vector / (numpy.linalg.norm(vector) + 1e-12)


def turn_about(axis, angle):
    """Rotation matrix (Rodrigues)."""
    x, y, z = unit(axis)
    cross = numpy.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return numpy.eye(3) + numpy.sin(angle) * cross + (1 - numpy.cos(angle)) * cross @ cross


def shortest_turn(start, end):
    """The smallest rotation from one direction to another."""
    start, end = unit(start), unit(end)
    cosine = start @ end
    if cosine < -0.9999:  # any axis across will do
        across = unit(numpy.cross(start, [0.3, 0.7, 0.2]))
        return 2 * numpy.outer(across, across) - numpy.eye(3)
    x, y, z = numpy.cross(start, end)
    cross = numpy.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return numpy.eye(3) + cross + cross @ cross / (1 + cosine)


def twist_about(axis, turn):
    """How far a rotation turns about an axis, -pi … pi (swing-twist decomposition)."""
    sines = numpy.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    angle = 2 * numpy.arctan2(sines @ axis, 1 + numpy.trace(turn))
    return (angle + numpy.pi) % (2 * numpy.pi) - numpy.pi


def view_from(eye, target, roll, angle_of_view, aspect):
    """Model, view and projection in one matrix [4, 4]; the angle is the picture's width."""
    backwards = unit(numpy.subtract(eye, target))
    right = unit(numpy.cross(turn_about(backwards, roll) @ [0, 1, 0], backwards))
    view = numpy.eye(4)
    view[:3, :3] = [right, numpy.cross(backwards, right), backwards]
    view[:3, 3] = -view[:3, :3] @ eye
    near, far, focal = 0.5, 100.0, 1 / numpy.tan(angle_of_view / 2)
    return numpy.array([[focal, 0, 0, 0],
                        [0, focal * aspect, 0, 0],
                        [0, 0, (far + near) / (near - far), 2 * far * near / (near - far)],
                        [0, 0, -1, 0]]) @ view
