"""A partnership's own look: its name, its two colours and its logo. Every form of a document wears it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was checked: an inert SVG or a PNG without anything but its picture.

    `kind` is `svg` or `png`; `width` and `height` are its own, in its own units; `says` its alternative text.
    """

    kind: str
    data: bytes
    width: float
    height: float
    says: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What a document wears. Colours are `#rrggbb` in small letters, and their contrast was checked when they were read.

    `brand` is the ground of the head of a page and the colour of headings on paper, `on_brand` what is written on it, `link`
    the colour of links on white. `name` is the partnership as it calls itself, "" for the name it was given by `init`.
    """

    name: str = ""
    brand: str = "#12436d"
    on_brand: str = "#ffffff"
    link: str = "#1a5599"
    logo: Logo | None = None

    @property
    def plain(self) -> bool:
        """Whether nothing was chosen, so that pages need no style of their own."""
        return self == Theme()
