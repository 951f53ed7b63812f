# SPDX-License-Identifier: CC0-1.0
"""OpenGL without a window (EGL): skinned meshes in the light of two lamps and the sky."""

import dataclasses

import moderngl
import numpy
from PIL import Image

from .meshes import normals_of

VERTEX_SHADER = """
#version 330
uniform mat4 view;
uniform sampler2D bones;  // a matrix a row, a column a texel
in vec3 place;
in vec3 normal;
in vec2 uv;
in vec4 bone;
in vec4 weight;
out vec3 surface;
out vec3 outwards;
out vec2 at;

mat4 turn(float number) {
    int row = int(number + 0.5);
    return mat4(texelFetch(bones, ivec2(0, row), 0), texelFetch(bones, ivec2(1, row), 0),
                texelFetch(bones, ivec2(2, row), 0), texelFetch(bones, ivec2(3, row), 0));
}

void main() {
    mat4 blended = turn(bone.x) * weight.x + turn(bone.y) * weight.y + turn(bone.z) * weight.z
                   + turn(bone.w) * weight.w;
    vec4 moved = blended * vec4(place, 1);
    surface = moved.xyz;
    outwards = mat3(blended) * normal;
    at = uv;
    gl_Position = view * moved;
}
"""

FRAGMENT_SHADER = """
#version 330
uniform sampler2D picture;
uniform vec3 eye;
uniform vec3 lamp;       // where they stand
uniform vec3 other_lamp;
uniform vec3 lamp_colour;
uniform float other_strength;
uniform float sky;
uniform float lift;
uniform vec3 tint;
uniform float grey;
uniform float gloss;
uniform float cut;
uniform int pattern;
uniform vec3 other;
uniform float waves;
in vec3 surface;
in vec3 outwards;
in vec2 at;
out vec4 colour;

float lit(vec3 normal, vec3 from) {  // a little beyond the edge, as skin and cloth are
    return max(0.0, (dot(normal, from) + 0.3) / 1.3);
}

void main() {
    vec4 texel = texture(picture, at);
    if (texel.a < cut) discard;
    vec3 viewer = normalize(eye - surface);
    vec3 normal = normalize(outwards);
    if (dot(normal, viewer) < 0) normal = -normal;
    vec3 plain = mix(texel.rgb, vec3(1), lift);
    float light = dot(plain, vec3(0.3, 0.59, 0.11));
    vec3 base = mix(plain, vec3(light), grey) * tint;
    if (pattern > 0) {
        float across = sin(surface.y * waves), along = sin(surface.x * waves);
        float wave = pattern == 1 ? across : pattern == 2 ? along : across * along;
        base = mix(base, light * other, smoothstep(-0.2, 0.2, wave));
    }
    float shine = gloss * pow(max(0.0, dot(normal, normalize(lamp + viewer))), 24.0);
    colour = vec4(base * (sky * (0.75 + 0.25 * normal.y) + lamp_colour * lit(normal, lamp)
                          + other_strength * lit(normal, other_lamp))
                  + shine * lamp_colour, 1);
}
"""


@dataclasses.dataclass
class Light:
    lamp: numpy.ndarray        # directions from where it comes
    other_lamp: numpy.ndarray
    lamp_colour: numpy.ndarray
    other_strength: float
    sky: float


class Renderer:
    def __init__(self, width, height):
        self.size = width, height
        self.gl = moderngl.create_context(standalone=True, backend="egl")
        self.gl.enable(moderngl.DEPTH_TEST)
        self.program = self.gl.program(vertex_shader=VERTEX_SHADER, fragment_shader=FRAGMENT_SHADER)
        self.program["picture"].value, self.program["bones"].value = 0, 1
        self.smooth = self.gl.framebuffer([self.gl.renderbuffer(self.size, 4, samples=4)],
                                          self.gl.depth_renderbuffer(self.size, samples=4))
        self.result = self.gl.framebuffer([self.gl.texture(self.size, 4)])
        self.textures, self.parts, self.bones = {}, [], None

    def texture(self, path):
        if path not in self.textures:
            picture = Image.open(path).convert("RGBA") if path else Image.new("RGBA", (2, 2), "white")
            picture = picture.transpose(Image.FLIP_TOP_BOTTOM)
            texture = self.gl.texture(picture.size, 4, picture.tobytes())
            texture.build_mipmaps()
            texture.filter = moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR
            self.textures[path] = texture
        return self.textures[path]

    def add(self, mesh, vertices, rig, shown, texture, dye):
        """Something to draw from now on. `shown`: which of the mesh's triangles."""
        corners = mesh.triangles[shown]
        places, uvs = corners[:, :3].reshape(-1), corners[:, 3:].reshape(-1)
        _, first, order = numpy.unique(places.astype(numpy.int64) * len(mesh.uvs) + uvs,
                                       return_index=True, return_inverse=True)
        places, uvs = places[first], uvs[first]
        normals = normals_of(vertices, mesh.triangles)
        data = numpy.concatenate([vertices[places], normals[places], mesh.uvs[uvs],
                                  rig.of_node[mesh.bones[places]], mesh.weights[places]], 1)
        buffers = (self.gl.buffer(data.astype(numpy.float32).tobytes()),
                   self.gl.buffer(order.astype(numpy.int32).tobytes()))
        array = self.gl.vertex_array(
            self.program, [(buffers[0], "3f 3f 2f 4f 4f", "place", "normal", "uv", "bone", "weight")],
            buffers[1])
        self.parts.append(Part(array, buffers, self.texture(texture), dye))

    def clear(self):
        """Nothing is drawn any more; textures stay for others."""
        for part in self.parts:
            part.array.release()
            for buffer in part.buffers:
                buffer.release()
        self.parts = []

    def draw(self, matrices, view, eye, light):
        """RGBA [height, width, 4], 0 … 1; where nobody is, all of it is 0."""
        self.smooth.use()
        self.gl.clear(0, 0, 0, 0)
        if self.bones is None:
            self.bones = self.gl.texture((4, len(matrices)), 4, dtype="f4")
        self.bones.write(columns(matrices))
        self.bones.use(1)
        self.program["view"].write(columns(view[None]))
        self.program["eye"].value = tuple(eye)
        self.set(dataclasses.asdict(light))
        for part in self.parts:
            self.set(dataclasses.asdict(part.dye))
            part.texture.use(0)
            part.array.render()
        self.gl.copy_framebuffer(self.result, self.smooth)
        pixels = numpy.frombuffer(self.result.read(components=4), numpy.uint8)
        return pixels.reshape(self.size[1], self.size[0], 4)[::-1].astype(numpy.float32) / 255

    def set(self, values):
        for name, value in values.items():
            self.program[name].value = tuple(value) if numpy.ndim(value) else value


@dataclasses.dataclass
class Part:
    """What is drawn of a mesh, on the graphics card."""

    array: moderngl.VertexArray
    buffers: tuple
    texture: moderngl.Texture
    dye: object


def columns(matrices):
    return numpy.ascontiguousarray(matrices.transpose(0, 2, 1), numpy.float32).tobytes()
