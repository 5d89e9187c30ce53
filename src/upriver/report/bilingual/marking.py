"""What language a page's words are in, for whoever reads the page aloud: marked wherever it isn't the page's own."""

from __future__ import annotations

from markupsafe import Markup, escape

from upriver.words.language.speaking import language_of, say, spoken


def lang(words: object) -> Markup:
    """The attribute for the element that holds the words: none where they are in the page's language, or have no letter.

    Markup has marked its own passages.
    """
    code = language_of(words) if isinstance(words, str) and not isinstance(words, Markup) else ""
    if not code or code == spoken().code or not any(letter.isalpha() for letter in str(words)):
        return Markup("")
    return Markup(f' lang="{code}"')


def passage(words: str) -> str:
    """Words that stand among others on a page, in an element of their own where they are in another language."""
    code = lang(words)
    return Markup("<span{}>{}</span>").format(code, words) if code else words


def say_on_page(english: str, /, **fields: object) -> str:
    """Fixed words on a page; a field that is markup, such as a link, stays markup, and all else is escaped."""
    if not any(isinstance(held, Markup) for held in fields.values()):
        return say(english, **fields)
    return Markup(escape(say(english))).format(**fields)


def code_of(words: str) -> str | None:
    """The language that words must be marked with where they stand in a drawing; None where the page's own holds."""
    return language_of(words) if lang(words) else None
