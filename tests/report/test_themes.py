"""A partnership's own look: contrast computed and refused, logos that can do nothing, every form wearing it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from report.pdf_reader import tags_of
from report.sample import a_document, a_page, a_sample

from upriver.report.paper.pdf import pdf
from upriver.report.site import site_files
from upriver.report.themes.contrast import nearest, ratio
from upriver.report.themes.logo import LARGEST, logo_of
from upriver.report.themes.wearing import theme_of
from upriver.shelf import Unreadable
from upriver.words.public.theme import Theme
from upriver.words.refusal import Refusal

PLAIN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z" fill="#801650"/></svg>'
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def a_png(*more: bytes, wide: int = 2, high: int = 1, behind: bytes = b"") -> bytes:
    """A PNG of grey pixels, with further chunks before its end and bytes behind it."""
    rows = b"".join(b"\0" + b"\x80" * wide for _ in range(high))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    return b"".join((b"\x89PNG\r\n\x1a\n", head, *more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""), behind))


def written(folder: Path, text: str, **files: bytes) -> Path:
    (folder / "theme.toml").write_text(text, "utf-8")
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


@pytest.mark.parametrize(("one", "other", "wanted"), [
    ("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4.0),
])  # fmt: skip
def test_contrast_is_that_of_wcag(one, other, wanted):
    assert round(ratio(one, other), 2) == wanted and ratio(one, other) == ratio(other, one)


@settings(deadline=None)
@given(COLOURS, COLOURS)
@example("#ffff00", "#ffffff")
@example("#777777", "#ffffff")
@example("#808080", "#808080")
@example("#000000", "#000000")
def test_the_nearest_colour_passes_whatever_the_two(colour, ground):
    assert ratio(nearest(colour, (ground,), 4.5), ground) >= 4.5


@settings(deadline=None)
@given(COLOURS)
@example("#12436d")
def test_a_colour_that_passes_is_its_own_nearest(colour):
    assert (nearest(colour, ("#ffffff",), 4.5) == colour) == (ratio(colour, "#ffffff") >= 4.5)


def test_a_workspace_without_a_theme_wears_the_shipped_one(tmp_path):
    assert theme_of(tmp_path) == Theme() and "assets/theme.css" not in site_files(a_sample())


def test_the_shipped_theme_passes_its_own_rules(tmp_path):
    shipped = Theme()
    text = f'brand = "{shipped.brand}"\non_brand = "{shipped.on_brand}"\nlink = "{shipped.link}"\n'
    assert theme_of(written(tmp_path, text)) == shipped


def test_a_colour_that_is_too_light_is_refused_with_its_ratio_and_the_nearest_that_passes(tmp_path):
    with pytest.raises(Refusal) as refused:
        theme_of(written(tmp_path, 'brand = "#ffd700"\n'))
    better = nearest("#ffd700", ("#ffffff", "#f3f5f7"), 4.5)
    assert f"{ratio('#ffd700', '#f3f5f7'):.2f} to 1" in str(refused.value) and better in str(refused.value)
    assert theme_of(written(tmp_path, f'brand = "{better}"\n')).brand == better


def test_words_on_the_brand_are_held_to_it(tmp_path):
    with pytest.raises(Refusal, match="on_brand"):
        theme_of(written(tmp_path, 'brand = "#801650"\non_brand = "#f46a25"\n'))


@pytest.mark.parametrize("text", ['brand = "navy"', 'brand = "#12436"', "brand = 5", "colour = '#12436d'", "brand = #12436d"])
def test_what_is_no_colour_and_no_key_is_refused_by_name(tmp_path, text):
    with pytest.raises((Refusal, Unreadable), match=r"theme\.toml"):
        theme_of(written(tmp_path, text))


def test_a_logo_needs_words_for_who_can_not_see_it(tmp_path):
    with pytest.raises(Refusal, match="logo_says"):
        theme_of(written(tmp_path, 'logo = "logo.svg"\n', logo_svg=PLAIN))


@pytest.mark.parametrize("name", ["../logo.svg", "/etc/passwd", "sub/logo.svg", "sub\\\\logo.svg", ".hidden.svg", "none.svg"])
def test_a_logo_lies_beside_the_theme(tmp_path, name):
    with pytest.raises(Refusal):
        theme_of(written(tmp_path, f'logo = "{name}"\nlogo_says = "Us"\n'))


def test_an_svg_of_plain_shapes_is_taken():
    logo = logo_of("logo.svg", PLAIN, "Us")
    assert (logo.kind, logo.width, logo.height) == ("svg", 40.0, 20.0) and b"<path" in logo.data


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "event": '<path d="M0 0" onload="alert(1)"/>',
    "foreign": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    "image": '<image href="https://example.org/x.png"/>',
    "use": '<use href="https://example.org/x.svg#a"/>',
    "style": '<style>@import "https://example.org/x.css";</style>',
    "style attribute": '<path d="M0 0" style="fill:url(https://example.org)"/>',
    "fill": '<path d="M0 0" fill="url(https://example.org/#a)"/>',
    "animate": '<path d="M0 0"><animate attributeName="d" to="M1 1"/></path>',
    "link": '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    "text": "<g>loose words</g>",
    "other name space": '<x:path xmlns:x="urn:x" d="M0 0"/>',
}


@pytest.mark.parametrize("inside", HOSTILE.values(), ids=HOSTILE)
def test_an_svg_that_could_do_something_is_refused(inside):
    with pytest.raises(Refusal):
        logo_of("logo.svg", f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>'.encode(), "Us")


@pytest.mark.parametrize("before", ['<!DOCTYPE svg [<!ENTITY a "b">]>', '<?xml-stylesheet href="x.css"?>', "<!doctype svg>"])
def test_an_svg_with_a_document_type_or_a_style_sheet_is_refused(before):
    with pytest.raises(Refusal):
        logo_of("logo.svg", before.encode() + PLAIN, "Us")


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"%PDF-1.7", b"<html></html>", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", PLAIN[:40], b"x" * (LARGEST + 1)])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(Refusal):
        logo_of("logo.png", data, "Us")


def test_a_svg_that_is_called_png_is_known_by_its_bytes():
    assert logo_of("logo.png", PLAIN, "Us").kind == "svg" and logo_of("logo.svg", a_png(), "Us").kind == "png"


def test_a_png_is_cut_down_to_its_picture():
    made = logo_of("logo.png", a_png(chunk(b"tEXt", b"Author\0A name"), chunk(b"eXIf", b"II*\0 a place")), "Us")
    assert b"A name" not in made.data and b"a place" not in made.data and made.data == a_png()


@pytest.mark.parametrize("data", [
    a_png(behind=b"PK\x03\x04 a second file"), a_png()[:-6], a_png().replace(b"IDAT", b"IDAX"), a_png(wide=4_000), a_png(chunk(b"IHDR", b"\0" * 13)),
])  # fmt: skip
def test_a_png_that_is_broken_too_wide_or_followed_by_something_is_refused(data):
    with pytest.raises(Refusal):
        logo_of("logo.png", data, "Us")


@pytest.fixture(params=[PLAIN, a_png()], ids=["svg", "png"])
def themed(request, tmp_path):
    """A document that wears a theme with a logo of each kind."""
    text = 'name = "Our partnership"\nbrand = "#801650"\nlogo = "logo.svg"\nlogo_says = "Our partnership\'s mark"\n'
    return replace(a_sample(), theme=theme_of(written(tmp_path, text, logo_svg=request.param)))


def test_every_page_wears_the_theme(themed):
    files, kind = site_files(themed), themed.theme.logo.kind
    pages = [data for path, data in files.items() if path.endswith(".html")]
    assert b"#801650" in files["assets/theme.css"] and files[f"assets/logo.{kind}"]
    assert pages and all(b"theme.css" in page and f'logo.{kind}" alt="Our partnership'.encode() in page for page in pages)


def test_the_pdf_wears_the_theme_and_says_what_the_logo_is(themed):
    tags = tags_of(pdf(replace(a_document(a_page()), theme=themed.theme)))
    assert [tag.alt for tag in tags if tag.kind == "Figure"] == ["Our partnership's mark"]


def test_a_theme_without_a_logo_has_no_picture(tmp_path):
    theme = theme_of(written(tmp_path, 'brand = "#801650"\n'))
    assert not [tag for tag in tags_of(pdf(replace(a_document(a_page()), theme=theme))) if tag.kind == "Figure"]
