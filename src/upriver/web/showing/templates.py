"""The environment of the templates: nothing undefined is ever shown, every sentence is marked for translation."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from upriver.web.showing.marking import Page, marked_out
from upriver.words.language.speaking import say, several

ASSETS = Path(__file__).parents[1] / "assets"
VENDOR = Path(__file__).parents[2] / "vendor" / "govuk"


def environment(**options: Any) -> Environment:
    """The environment that Django's back end asks for."""
    made = Environment(**{**options, "undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "finalize": marked_out})
    made.template_class = Page
    made.globals.update(say=say, several=several, asset=asset)
    return made


@cache
def asset(name: str) -> str:
    """The address of a style sheet, script or picture, with a mark of its content, so that a browser never shows an old one."""
    if name == "theme.css":
        return "/theme.css"
    place = next((folder / name for folder in (ASSETS, VENDOR) if (folder / name).is_file()), None)
    if place is None:
        raise FileNotFoundError(f"there is no asset {name}")
    return f"/assets/{name}?v={hashlib.sha256(place.read_bytes()).hexdigest()[:10]}"
