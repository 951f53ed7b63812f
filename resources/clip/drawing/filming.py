# SPDX-License-Identifier: CC0-1.0
"""Pictures from files and videos to files, by ffmpeg."""

import subprocess

import numpy


class Film:
    """Encodes RGB bytes as H.264; one thread and no version strings, so that bytes repeat."""

    def __init__(self, path, width, height, rate, quality, preset="veryslow"):
        self.path = path
        self.encoder = subprocess.Popen(
            ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24",
             "-s", f"{width}x{height}", "-r", str(rate), "-i", "-", "-c:v", "libx264",
             "-preset", preset, "-crf", str(quality), "-pix_fmt", "yuv420p", "-g", "90",
             "-threads", "1", "-colorspace", "smpte170m", "-color_primaries", "smpte170m",
             "-color_trc", "smpte170m", "-color_range", "tv", "-fflags", "+bitexact",
             "-flags:v", "+bitexact", "-map_metadata", "-1", "-movflags", "+faststart", str(path)],
            stdin=subprocess.PIPE)

    def add(self, picture):
        """RGB [height, width, 3], 0 … 1."""
        rounded = (numpy.clip(picture, 0, 1) * 255 + 0.5).astype(numpy.uint8)
        self.encoder.stdin.write(rounded.tobytes())

    def end(self):
        self.encoder.stdin.close()
        if self.encoder.wait() != 0:
            raise SystemExit(f"ffmpeg failed to write {self.path}. Expected libx264 in it and room on "
                             "the disk. Install ffmpeg, or choose another folder.")


def read_picture(path, width, height):
    """RGB [height, width, 3], 0 … 1; the middle of the picture, filled."""
    fill = f"scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height}"
    result = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-frames:v", "1", "-vf", fill,
                             "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True)
    if len(result.stdout) != width * height * 3:
        raise SystemExit(f"ffmpeg could not read {path}. Expected a picture. Remove the file from the "
                         f"folder of rooms. {result.stderr.decode(errors='replace').strip()}")
    pixels = numpy.frombuffer(result.stdout, numpy.uint8).reshape(height, width, 3)
    return pixels.astype(numpy.float32) / 255
