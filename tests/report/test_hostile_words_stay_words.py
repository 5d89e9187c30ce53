"""Twenty strings that try to be something else, through every text field there is."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET

import pytest
from report.page_reader import all_of, read
from report.sample import a_sample

from upriver.report.links import name_for
from upriver.report.site import site_files
from upriver.words.document import Column, TableCell

HOSTILE = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</svg><img src=x onerror=alert(1)>",
    '"><b onmouseover="alert(1)">',
    "' onfocus='alert(1)' autofocus='",
    "<!-- not a comment",
    "]]><![CDATA[ x ]]>",
    "&lt;already&amp;escaped&gt;",
    "{{ 7 * 7 }}{% raw %}",
    "{# gone #}${7*7}",
    "</desc></g></svg>",
    "javascript:alert(1)",
    "\u202egnisrever\u202c",
    "\u2066isolated\u2069",
    "عنوان من اليمين",
    "a\x01b\x08c\x1bd\x7fe",
    "line\nbreak\r\nand\ttab",
    "\ufffe\uffffnoncharacters",
    "<style>*{display:none}</style>",
    "x" * 300,
)
KEPT = {"slug", "kind", "marker", "href", "explain", "path", "language", "files", "code", "table", "tone", "theme"}
KINDS = ("th", "td", "h1", "h2", "figure", "b", "details", "desc", "main", "dl", "pre")
MONTH = re.compile(r"\d{4}-\d{2}")


def poisoned(value: object, words: str, name: str = "") -> object:
    """The same document with every text that a person reads replaced; addresses, kinds and markers kept."""
    if name in KEPT or (name == "flag" and not value):  # a flag is the name that a point is marked with, or nothing
        return value
    if name == "links":
        return tuple((words, href) for _, href in value)
    if isinstance(value, str):
        return value if name in {"x", "from_x", "to_x"} and MONTH.fullmatch(value) else words
    if isinstance(value, tuple):
        return tuple(poisoned(one, words, name) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        made = {one.name: poisoned(getattr(value, one.name), words, one.name) for one in dataclasses.fields(value)}
        return type(value)(**made)
    return value


CLEAN = {path: read(data.decode()) for path, data in site_files(a_sample()).items() if path.endswith(".html")}


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_hostile_string_makes_or_breaks_an_element(words, monkeypatch):
    monkeypatch.setattr("upriver.report.site.chart_png", lambda drawn: b"")
    files = site_files(poisoned(a_sample(), words))
    for path, data in files.items():
        if path.endswith(".svg"):
            ET.fromstring(data)
            assert b"<script" not in data
        if path.endswith(".html"):
            page = read(data.decode())
            assert page.faults == [] and page.open == []
            assert len(all_of(page, "script")) == 1 and not all_of(page, "img", "style")
            assert not any(
                key.startswith("on") or key == "autofocus" for one in page.elements for key in one.attributes
            )
            tables = [(one.tag, one.inside) for one in all_of(page, *KINDS)]
            assert tables == [(one.tag, one.inside) for one in all_of(CLEAN[path], *KINDS)]


@pytest.mark.parametrize("words", [one for one in HOSTILE if "\x01" in one or "\u202e" in one or "\u2066" in one])
def test_marks_that_turn_or_break_other_text_are_taken_out(words, monkeypatch):
    monkeypatch.setattr("upriver.report.site.chart_png", lambda drawn: b"")
    for path, data in site_files(poisoned(a_sample(), words)).items():
        if path.endswith((".html", ".svg")):
            assert not set("\x01\x08\x1b\x7f\u202e\u202c\u2066\u2069") & set(data.decode()), path


def test_what_is_escaped_already_is_printed_as_it_was_given(monkeypatch):
    monkeypatch.setattr("upriver.report.site.chart_png", lambda drawn: b"")
    files = site_files(poisoned(a_sample(), "&lt;a&amp;b&gt;"))
    assert all_of(read(files["index.html"].decode()), "h1")[0].text == "&lt;a&amp;b&gt;"


def test_a_right_to_left_name_is_kept():
    assert "عنوان" in "".join(one.text for one in all_of(read(site_of_words("عنوان من اليمين")), "h1"))


def site_of_words(words: str) -> str:
    """The front page with the words in every text."""
    document = dataclasses.replace(a_sample(), pages=tuple(p for p in a_sample().pages if not p.slug))
    front = dataclasses.replace(document.pages[0], blocks=())
    return site_files(poisoned(dataclasses.replace(document, pages=(front,)), words))["index.html"].decode()


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_hostile_string_reaches_a_file_name(words):
    assert set(name_for(words)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")


def test_the_poison_reaches_every_kind_of_text():
    text = str(poisoned(a_sample(), "POISON"))
    assert text.count("POISON") > 200 and "Harbour" not in text
    assert Column("a").name and TableCell("a").value
