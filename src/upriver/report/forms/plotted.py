"""Where the plot lies within a picture's file, whose own title and source are drawn above and below it.

A page of paper and a slide say title and source in their own text, so they show the plot alone, from the same file.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

HEAD = re.compile(r'viewBox="0 0 [\d.]+ ([\d.]+)"')
PLOT = re.compile(r'<g transform="translate\([\d.]+ ([\d.]+)\)"')
UNDER = re.compile(r'<text[^>]* y="([\d.]+)"[^>]*>(?:<tspan[^>]*>)?Source: ')
ROOM = 8.0
"""Units of the drawing left above the plot, and taken off the height of the source's first line."""


@dataclass(frozen=True, slots=True)
class Plotted:
    """How much of a picture's height to leave out at its top and bottom, as shares; its shape that is left, high by wide."""

    top: float
    bottom: float
    high_by_wide: float


def plotted(svg: str, png: bytes) -> Plotted:
    """The plot within a picture; the whole picture where its title and source aren't found."""
    wide, high = struct.unpack(">II", png[16:24])
    whole, plot, under = HEAD.search(svg), PLOT.search(svg), UNDER.search(svg)
    if whole is None or plot is None:
        return Plotted(0.0, 0.0, high / wide)
    height = float(whole[1])
    top = max(float(plot[1]) - ROOM, 0.0) / height
    bottom = max(height - float(under[1]) + 2 * ROOM, 0.0) / height if under else 0.0
    if top + bottom > 0.7:
        return Plotted(0.0, 0.0, high / wide)
    return Plotted(top, bottom, high / wide * (1 - top - bottom))
