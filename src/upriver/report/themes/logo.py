"""Logos that can do nothing but be seen: an SVG of plain shapes, or a PNG cut down to its picture."""

from __future__ import annotations

import re
import struct
import zlib
from xml.etree import ElementTree

from upriver.words.public.theme import Logo
from upriver.words.refusal import Refusal

LARGEST, WIDEST = 100_000, 2_000
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc", "defs", "linearGradient",
    "radialGradient", "stop", "clipPath",
})  # fmt: skip
SAID = frozenset({
    "id", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height", "points", "viewBox", "transform",
    "fill", "stroke", "fill-rule", "clip-rule", "clip-path", "opacity", "fill-opacity", "stroke-opacity", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "offset", "stop-color", "stop-opacity", "gradientUnits", "gradientTransform",
    "spreadMethod", "clipPathUnits", "preserveAspectRatio", "version", "role",
})  # fmt: skip
PLAIN = re.compile(r"[A-Za-z0-9 #.,%()+\-]*")
LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")
KEPT = (b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"IDAT", b"IEND")
WHAT = "Save the logo as a plain SVG of shapes without text, styles, scripts or pictures inside, or as a PNG."


def logo_of(name: str, data: bytes, says: str) -> Logo:
    """A logo that was looked through, by its bytes and not by its name.

    Raises:
        Refusal: it is neither, too large, broken, or an SVG that could load, run or hide something.
    """
    if len(data) > LARGEST:
        raise Refusal(f"the logo {name} is larger than {LARGEST // 1000} kB", do="Make it smaller: it is shown 48 pixels high.")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(name, data, says)
    return _svg(name, data, says)


def _svg(name: str, data: bytes, says: str) -> Logo:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(f"the logo {name} is neither a PNG nor an SVG in UTF-8", do=WHAT) from None
    if re.search(r"<!\s*(?:DOCTYPE|ENTITY|\[CDATA)", text, re.IGNORECASE) or re.search(r"<\?(?!xml\s)", text):
        raise Refusal(f"the logo {name} declares entities, a document type or a style sheet", do=WHAT)
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        raise Refusal(f"the logo {name} is no well-formed SVG", do=WHAT) from None
    if root.tag != f"{SVG}svg":
        raise Refusal(f"the logo {name} is neither a PNG nor an SVG", do=WHAT)
    for each in root.iter():
        _inert(name, each)
    box = _box(name, root)
    ElementTree.register_namespace("", SVG.strip("{}"))
    root.attrib.pop("role", None)
    return Logo("svg", ElementTree.tostring(root, encoding="utf-8"), box[0], box[1], says)


def _inert(name: str, each: ElementTree.Element) -> None:
    """Refuse an element that is no plain shape, or an attribute that could load, run or hide something."""
    tag = str(each.tag).removeprefix(SVG)
    if tag not in SHAPES:
        raise Refusal(f"the logo {name} holds an element that is no plain shape: {tag[:40]}", do=WHAT)
    for key, value in each.attrib.items():
        bare = value.replace("url(#", "(", 1)
        if key not in SAID or ("url" in bare.lower() and key != "id"):
            raise Refusal(f"the logo {name} holds an attribute that a plain shape doesn't need: {key.split('}')[-1][:40]}", do=WHAT)
        if key in ("fill", "stroke", "clip-path") and not PLAIN.fullmatch(value):
            raise Refusal(f"the logo {name} has a colour that can't be read", do=WHAT)
    if tag not in ("title", "desc") and (each.text or "").strip():
        raise Refusal(f"the logo {name} holds loose text", do=WHAT)


def _box(name: str, root: ElementTree.Element) -> tuple[float, float]:
    """Width and height: of the view box, else as they are given."""
    parts = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        sides = [float(part) for part in parts[2:4]] if len(parts) == 4 else [
            float(found[1]) for side in ("width", "height") if (found := LENGTH.fullmatch(root.get(side, "")))
        ]
    except ValueError:
        sides = []
    if len(sides) != 2 or not all(0 < side < 1e6 for side in sides):
        raise Refusal(f"the logo {name} doesn't say how wide and high it is", do="Give the SVG a viewBox.")
    root.set("viewBox", root.get("viewBox") or f"0 0 {sides[0]:g} {sides[1]:g}")
    return sides[0], sides[1]


def _png(name: str, data: bytes, says: str) -> Logo:
    """The PNG with every chunk checked and only those of its picture kept: no text, no place, no second file behind it."""
    broken = Refusal(f"the logo {name} is a broken PNG, or one with something behind its end", do="Save it again as a PNG.")
    kept, at, size = [data[:8]], 8, (0, 0)
    seen: list[bytes] = []
    while at < len(data):
        if at + 12 > len(data):
            raise broken
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        whole = data[at : at + 12 + length]
        if len(whole) < 12 + length or zlib.crc32(whole[4:-4]) != struct.unpack(">I", whole[-4:])[0]:
            raise broken
        if not seen and (kind != b"IHDR" or length != 13):
            raise broken
        if kind == b"IHDR":
            size = struct.unpack(">II", whole[8:16])
        if kind in KEPT:
            kept.append(whole)
        seen.append(kind)
        at += 12 + length
        if kind == b"IEND":
            break
    if at != len(data) or seen.count(b"IHDR") != 1 or b"IDAT" not in seen or seen[-1] != b"IEND":
        raise broken
    if not all(0 < side <= WIDEST for side in size):
        raise Refusal(f"the logo {name} is more than {WIDEST:,} pixels wide or high", do="Make it smaller: it is shown 48 pixels high.")
    return Logo("png", b"".join(kept), float(size[0]), float(size[1]), says)
