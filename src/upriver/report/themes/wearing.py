"""The theme of a workspace (`declarations/theme.toml`): read, refused where its contrast is too low, and set as a style for pages."""

from __future__ import annotations

import base64
import tomllib
from pathlib import Path

from upriver import shelf
from upriver.report.themes.contrast import COLOUR, nearest, ratio
from upriver.report.themes.logo import logo_of
from upriver.words.public.theme import Logo, Theme
from upriver.words.refusal import Refusal

FILE = "declarations/theme.toml"
TEXT = 4.5
"""Least contrast of text with its ground: WCAG 2.2, success criterion 1.4.3, level AA."""
WHITE, SOFT, BLACK = "#ffffff", "#f3f5f7", "#0b0c0c"
LONGEST = 120
OPTIONAL: dict[str, type] = {"name": str, "brand": str, "on_brand": str, "link": str, "logo": str, "logo_says": str}


def theme_of(declarations: Path) -> Theme:
    """The workspace's own theme; the shipped one where it has none. `declarations` is the workspace's folder of that name.

    Raises:
        Refusal: the file can't be read, a key or a colour is none, a contrast is too low (with the ratio and the nearest colour that
            passes), or the logo isn't inert.
    """
    path = declarations / "theme.toml"
    if not path.is_file():
        return Theme()
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Refusal(f"{FILE} isn't TOML", do='Write lines such as brand = "#12436d".') from None
    shelf.shaped(FILE, table, {}, OPTIONAL)
    name = " ".join(table.get("name", "").split())
    if len(name) > LONGEST:
        raise Refusal(f"the name in {FILE} is longer than {LONGEST} letters", do="Shorten it: it stands at the head of every page.")
    brand = _colour(table, "brand", Theme().brand)
    on_brand = _colour(table, "on_brand", max((WHITE, BLACK), key=lambda each: ratio(each, brand)))
    link = _colour(table, "link", Theme().link)
    _held("on_brand", on_brand, (brand,), f"brand {brand}")
    _held("brand", brand, (WHITE, SOFT), "white and the light ground of boxes, on which it is written too")
    _held("link", link, (WHITE, SOFT), "white and the light ground of boxes")
    return Theme(name, brand, on_brand, link, _logo(declarations, table))


def _colour(table: dict[str, str], key: str, usual: str) -> str:
    given = table.get(key, usual).strip().lower()
    if not COLOUR.fullmatch(given):
        raise Refusal(f"{key} in {FILE} is no colour", do='Write it as # and six figures from 0 to 9 and a to f: "#12436d".')
    return given


def _held(key: str, colour: str, against: tuple[str, ...], words: str) -> None:
    """Refuse a colour whose contrast with any of those is too low, with the ratio and the nearest one that passes."""
    found = min(ratio(colour, each) for each in against)
    if found >= TEXT:
        return
    better = nearest(colour, against, TEXT)
    raise Refusal(f"{key} {colour} in {FILE} has a contrast of {found:.2f} to 1 with {words}; at least {TEXT} to 1 can be read by everyone",
                  do=f"The nearest colour that passes is {better} ({min(ratio(better, each) for each in against):.2f} to 1).")


def _logo(declarations: Path, table: dict[str, str]) -> Logo | None:
    name = table.get("logo", "")
    if not name:
        return None
    says = " ".join(table.get("logo_says", "").split())
    if not says:
        raise Refusal(f"{FILE} names a logo without logo_says", do="Say in logo_says what the logo shows, for who can't see it: mostly a name.")
    if Path(name).name != name or "\\" in name or name.startswith("."):
        raise Refusal(f"the logo in {FILE} must lie beside it", do="Give its file's name alone, as logo.svg.")
    path = declarations / name
    if path.is_symlink() or not path.is_file():
        raise Refusal(f"there is no file {name[:80]} beside {FILE}", do="Put the logo into the workspace's folder declarations.")
    return logo_of(name[:80], path.read_bytes(), says)


def style_of(theme: Theme) -> bytes:
    """The style sheet of a theme: four variables, which a reader's high contrast overrides."""
    lines = (f"--theme-brand: {theme.brand};", f"--theme-on-brand: {theme.on_brand};", f"--theme-link: {theme.link};",
             f"--theme-link-over: {nearest(theme.link, (WHITE, SOFT), 7.0)};")  # fmt: skip
    return f":root {{ {' '.join(lines)} }}\n".encode()


def assets_of(theme: Theme) -> dict[str, bytes]:
    """The files that the pages of a theme need besides; none for the shipped one."""
    if theme.plain:
        return {}
    files = {"assets/theme.css": style_of(theme)}
    return files if theme.logo is None else {**files, f"assets/logo.{theme.logo.kind}": theme.logo.data}


def logo_picture(theme: Theme) -> dict[str, str] | None:
    """The logo as one SVG text for paper, a PNG set inside it, with its alternative text; None where there is none."""
    logo = theme.logo
    if logo is None:
        return None
    if logo.kind == "svg":
        return {"svg": logo.data.decode(), "says": logo.says}
    inside = f"data:image/png;base64,{base64.b64encode(logo.data).decode()}"
    size = f'width="{logo.width:g}" height="{logo.height:g}"'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {logo.width:g} {logo.height:g}"><image {size} href="{inside}"/></svg>'
    return {"svg": drawn, "says": logo.says}
