"""The words and the look of Have your say: the answers of a form, and the page that they stand in."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from upriver import shelf
from upriver.web.showing.marking import Page, marked_out
from upriver.words.language.speaking import fixed, mark, say, several
from upriver.words.text import listed
from upriver.words.voices.clock import OFTEN
from upriver.words.voices.entry import AGES, LONGEST, WHEN

TITLE = mark("Have your say")
TOGGLE, LEAVE = 'class="tongue"', "leave.js"
"""What a published page has where it leads to its other language, and where it can be left in a hurry."""
SCRIPT = '<script src="/assets/leave.js" defer></script>\n'


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody typed and chose, with what is wrong with it; `slip` names this copy of the form, `anyway` sends it with contact details."""

    slip: str
    words: str = ""
    area: str = ""
    when: str = ""
    age: str = ""
    anyway: bool = False
    errors: tuple[str, ...] = ()


def answers_of(typed: Mapping[str, Sequence[str]], places: Sequence[tuple[str, str]]) -> Answers:
    """The answers of a form. What no list offers is left empty: nothing but a choice can be stored there."""
    def one(name: str, among: Sequence[str] = ()) -> str:
        value = typed.get(name, [""])[-1]
        return value if not among or value in among else ""

    slip = one("slip")
    words = one("words").replace("\r\n", "\n").replace("\x00", "").strip()
    given = Answers(slip if re.fullmatch(r"[0-9a-f]{24}", slip) else secrets.token_hex(12), words, one("area", [code for code, _ in places]),
                    one("when", list(WHEN)), one("age", list(AGES)), one("anyway") == "yes")
    if not words:
        return replace(given, errors=(say("Write what you want to say"),))
    if len(words) > LONGEST:
        return replace(given, errors=(say("Write {most} characters or fewer. You wrote {n}", most=LONGEST, n=len(words)),))
    return given


def drawn(part: str, frame: Path | None, code: str, **told: Any) -> bytes:
    """A page: the main part in the frame that the published page gives, in the language of the reader."""
    page = _held(frame) if frame else _ALONE
    main = _environment().get_template("have_your_say.html").render(
        part=part, code=code, ages=AGES, whens=WHEN, areas=told["told"].places, often=OFTEN.get(told["told"].often, OFTEN["day"]), most=LONGEST, fixed=fixed,
        found_said=listed([say(each) for each in told.get("found", ())]), toggle=TOGGLE not in page,
        leave_to=str(shelf.declared("site").get("around", {}).get("leave_to", "")), **told)
    return _framed(page, main, code, faulty=bool(part == "form" and told["given"].errors)).encode()


def _framed(page: str, main: str, code: str, *, faulty: bool) -> str:
    """The published page with another main part; what it says of what was heard stays below the form."""
    found = re.search(r"(<main\b[^>]*?)(>)(.*?)(</main>)", page, re.S)
    if found is None:
        return _framed(_ALONE, main, code, faulty=faulty)
    there = re.search(r'<html[^>]*\blang="([A-Za-z-]+)"', page)
    other = there[1] if there and there[1] != code else ""
    parts = re.split(r"(?=<h2 )", found[3])
    heard = "".join(parts[3:])
    main = main.replace("<!--HEARD-->", f'<div lang="{other}">{heard}</div>' if other and heard else heard)
    spoken = f' lang="{code}"' if other else ""
    made = f"{page[:found.start()]}{found[1]}{spoken}{found[2]}{main}{found[4]}{page[found.end():]}"
    made = made.replace("</head>", f'<link rel="stylesheet" href="/have-your-say/form.css">\n{"" if LEAVE in made else SCRIPT}</head>', 1)
    made = made.replace('name="referrer" content="no-referrer"', 'name="referrer" content="same-origin"', 1)
    if spoken:
        made = re.sub(r"<title>.*?</title>", lambda each: f"<title lang=\"{code}\">{say(TITLE)}</title>", made, count=1, flags=re.S)
    return made if not faulty else re.sub(r"(<title[^>]*>)", lambda each: f"{each[1]}{say('Error:')} ", made, count=1)


def style() -> bytes:
    """What the form needs of style beside the site's own."""
    return (Path(__file__).parent / "templates" / "form.css").read_bytes()


def _held(frame: Path) -> str:
    try:
        return frame.read_text("utf-8")
    except OSError:
        return _ALONE


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), undefined=StrictUndefined, autoescape=True, trim_blocks=True,
                       lstrip_blocks=True, finalize=marked_out)
    made.template_class = Page
    made.globals.update(say=say, several=several)
    return made


_ALONE = (
    '<!DOCTYPE html>\n<html lang="en" class="upriver"><head><meta charset="utf-8"><title>Have your say</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/assets/upriver.css">'
    '<link rel="stylesheet" href="/assets/public.css"></head><body><div class="middle"><main id="main" class="alone"></main></div></body></html>'
)
"""The frame where nothing is published yet."""
