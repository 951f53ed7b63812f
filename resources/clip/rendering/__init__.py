# SPDX-License-Identifier: CC0-1.0
"""People of MakeHuman's, posed like the drawn ones and rendered by OpenGL."""
