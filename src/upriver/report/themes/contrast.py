"""Contrast of colours as WCAG 2.2 computes it, and the nearest colour that has enough of it."""

from __future__ import annotations

import re

COLOUR = re.compile(r"#[0-9a-f]{6}")


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 for black to 1 for white (WCAG 2.2, "relative luminance", sRGB)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21: (lighter + 0.05) / (darker + 0.05)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def nearest(colour: str, against: tuple[str, ...], least: float) -> str:
    """The colour of the same hue nearest to this one that has `least` contrast against all of them; itself where it has.

    It is mixed with black or with white in steps of a 256th, and the smaller change wins. Black and white end the way, so that one is
    always found where one of them passes.
    """
    if all(ratio(colour, each) >= least for each in against):
        return colour
    found = []
    for to in ("#000000", "#ffffff"):
        for step in range(1, 257):
            mixed = mix(colour, to, step / 256)
            if all(ratio(mixed, each) >= least for each in against):
                found.append((step, mixed))
                break
    return min(found)[1] if found else "#000000"


def mix(one: str, other: str, share: float) -> str:
    """A colour between two: `share` of the way to the other, each channel rounded."""
    parts = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(start + (end - start) * share):02x}" for start, end in parts)
