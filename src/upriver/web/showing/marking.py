"""Which language each passage of a page is in, for whoever hears it read aloud: what comes out in English on a Welsh page says so.

Every template prints sentences in many places, and can't know in which language each comes out: that depends on what the
catalogue holds. So a sentence in another language than the page's is printed between signs that no text has, and the whole
page is gone through once at its end: there a sentence in running text gets an element of its own, one that is all that a list's
choice or a title holds marks that element, and inside a tag, where no element can stand, the signs are taken away.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Template

from upriver.words.language.speaking import Said, spoken

BEGINS, THEN, ENDS = "\ue0f0", "\ue0f2", "\ue0f1"
"""Before the language, before the words and after them: signs of the private area of Unicode: no font has them, and none is ever left on a page."""
_PASSAGE = re.compile(f"{BEGINS}([^{BEGINS}{ENDS}]*){ENDS}")
_PARTS = re.compile(r"<!--.*?-->|<(script|style|textarea)\b.*?</\1\s*>|<(option|title)\b[^>]*>.*?</\2\s*>|<[^>]*>", re.S | re.I)
_WHOLE = re.compile(rf"(<(?:option|title)\b[^>]*?)(>\s*){BEGINS}([^{BEGINS}{ENDS}]*){ENDS}(.*)", re.S | re.I)


def marked_out(value: Any) -> Any:
    """What a template prints: a sentence in another language than the page's between the two signs, all else as it is."""
    if isinstance(value, Said) and value.language != spoken().code and any(letter.isalpha() for letter in value):
        return f"{BEGINS}{value.language}{THEN}{value}{ENDS}"
    return value


def told(html: str) -> str:
    """A page with the languages of its passages said, and no sign left."""
    if BEGINS not in html:
        return html
    made, at = [], 0
    for part in _PARTS.finditer(html):
        made += [_text(html[at:part.start()]), _bare(_choice(part[0]) if part[2] else part[0])]
        at = part.end()
    return "".join([*made, _text(html[at:])])


def _text(words: str) -> str:
    """Running text: each passage in an element of its own."""
    return _bare(_PASSAGE.sub(lambda found: _element(found[1]), words)) if BEGINS in words else words


def _element(held: str) -> str:
    code, _, words = held.partition(THEN)
    return f'<span lang="{code}">{words}</span>' if re.fullmatch(r"[A-Za-z-]{2,8}", code) else words


def _choice(element: str) -> str:
    """A list's choice or a page's title, which hold no elements: marked themselves where they begin with the passage."""
    found = _WHOLE.match(element)
    if found is None:
        return element
    code, _, words = found[3].partition(THEN)
    return f'{found[1]} lang="{code}"{found[2]}{words}{found[4]}'


def _bare(words: str) -> str:
    return re.sub(f"{BEGINS}(?:[A-Za-z-]{{2,8}}{THEN})?|[{ENDS}{THEN}]", "", words) if BEGINS in words else words


class Page(Template):
    """A template whose pages say which language each passage is in."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        return told(super().render(*args, **kwargs))
