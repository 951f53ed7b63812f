# SPDX-License-Identifier: GPL-3.0-or-later
"""How `packaging/bench-peers` and `packaging/bench-gpu` speak."""

import sys


def fail(happened, expected, remedy, status=1):
    """Ends the program with an error of three parts."""
    print(f"error: {happened}\n       {expected}\n       {remedy}", file=sys.stderr)
    sys.exit(status)


def print_rows(header, rows):
    """A table in Markdown, its columns as wide as they must be."""
    widths = [max(map(len, column)) for column in zip(header, *rows)]
    for row in (header, ["-" * width for width in widths], *rows):
        print("| " + " | ".join(text.ljust(width) for text, width in zip(row, widths)) + " |")
