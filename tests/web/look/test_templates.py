"""The templates themselves: strict, marked for translation, without a style or a handler; the assets as they are stated."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from web.look import specimen

from upriver.report.bilingual.held import language
from upriver.words.language.speaking import PSEUDO, speaking

TEMPLATES = specimen.WEB / "templates"
EVERY = sorted(TEMPLATES.rglob("*.html"))
every_template = pytest.mark.parametrize("place", EVERY, ids=lambda place: place.relative_to(TEMPLATES).as_posix())
SPOKEN = ("aria-label", "title", "alt", "placeholder", "content")
OWN_NAMES = {"English", "Cymraeg"}
"""What a language calls itself is said in no other."""
LEAST = {
    "list.html": {"title": "A", "columns": ["A"], "rows": [["a"]]},
    "form.html": {"title": "A", "fields": [specimen.Question("a", "A")], "button": "Save"},
    "show.html": {"title": "A", "lists": []},
    "check.html": {"title": "A", "lists": [], "button": "Send"},
    "done.html": {"title": "A"},
    "confirm.html": {"title": "A", "button": "Yes", "cancel": "/"},
    "error.html": {"code": 404},
    "tasks.html": {"title": "A", "groups": []},
    "dashboard.html": {"title": "A", "cards": []},
    "document.html": {"title": "A", "document": ""},
}


def plain(text: str) -> str:
    """A template's own HTML: what Jinja fills in is a mark, what it says to writers is gone."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "\0", re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL), flags=re.DOTALL)


@every_template
def test_a_template_can_be_read(place: Path):
    specimen.environment().get_template(place.relative_to(TEMPLATES).as_posix())


@pytest.mark.parametrize("name", sorted(LEAST))
def test_a_generic_page_needs_no_more_than_it_says(name: str):
    usual = {"back": "", "crumbs": [], "title": "", "errors": [], "asked": specimen.Visit()}
    made = specimen.environment().get_template(name).render({**usual, **LEAST[name]})
    assert "<h1" in made


@every_template
def test_no_words_stand_unmarked(place: Path):
    own = re.sub(r"<script.*?</script>|<!DOCTYPE[^>]*>", "", plain(place.read_text("utf-8")), flags=re.DOTALL)
    told = [words for words in re.sub(r"<[^>]*>", "\0", re.sub(r'\s[\w.-]+="[^"]*"', "", own)).split("\0") if re.search(r"[A-Za-z]{2}", words)]
    told += [found[2] for found in re.finditer(rf'({"|".join(SPOKEN)})="([^"]*[A-Za-z][^"]*)"', own) if "\0" not in found[2] and found[1] != "content"]
    assert told == []


@every_template
def test_no_expression_holds_words_of_its_own(place: Path):
    found = Environment().parse(place.read_text("utf-8"))
    marked = {id(word) for call in found.find_all(nodes.Call) for word in call.find_all(nodes.Const)}
    shown = [word.value for out in found.find_all(nodes.Output) for word in out.find_all(nodes.Const) if id(word) not in marked]
    assert [word for word in shown if isinstance(word, str) and re.search(r"[A-Za-z]{2,} [A-Za-z]", word)] == []


@every_template
def test_no_template_styles_or_runs_anything_inline(place: Path):
    own = plain(place.read_text("utf-8"))
    assert not re.search(r"\sstyle=|<style|\son(?!e=)[a-z]+=|javascript:|\|safe", own + place.read_text("utf-8"))
    assert all("nonce=" in tag or "src=" in tag for tag in re.findall(r"<script[^>]*>", own))


@every_template
def test_no_template_asks_another_machine(place: Path):
    assert not re.search(r'(?:href|src|action)="(?:https?:)?//', place.read_text("utf-8"))


@every_template
def test_every_form_that_changes_something_carries_its_token(place: Path):
    text = place.read_text("utf-8")
    for form in re.findall(r'<form[^>]*method="post".*?</form>', text, flags=re.DOTALL):
        assert "token(" in form or "csrfmiddlewaretoken" in form


def test_every_page_can_be_made_with_nothing_undefined(tmp_path: Path):
    for made in specimen.write(tmp_path):
        assert not re.search(r"\{\{|\{%|>None<|\bUndefined\b", made.read_text("utf-8")), made.name


def test_ids_stand_once_on_a_page(tmp_path: Path):
    for made in specimen.write(tmp_path):
        ids = re.findall(r'\sid="([^"]*)"', made.read_text("utf-8"))
        assert [one for one in sorted(set(ids)) if ids.count(one) > 1] == [], made.name


def test_what_describes_a_field_is_on_its_page(tmp_path: Path):
    for made in specimen.write(tmp_path):
        text = made.read_text("utf-8")
        ids = set(re.findall(r'\sid="([^"]*)"', text))
        for pointed in re.findall(r'(?:aria-describedby|aria-labelledby|for)="([^"]*)"', text):
            assert set(pointed.split()) <= ids, (made.name, pointed)


def test_every_sentence_of_the_frame_is_said_in_the_language_spoken(tmp_path: Path):
    with speaking(language(PSEUDO)):
        made = specimen.write(tmp_path, specimen.Visit(lang="cy", signed_in=False))
    page = next(one for one in made if one.name == "error-404.html").read_text("utf-8")
    assert "Skip to main content" not in page and "What you can do" not in page


def test_words_that_come_in_are_escaped():
    made = specimen.environment().get_template("done.html").render(
        {"back": "", "crumbs": [], "errors": [], "asked": specimen.Visit(), "title": "<b>bold</b>", "next": ["<script>x</script>"]})
    assert "<b>bold" not in made and "<script>x" not in made


def test_the_vendored_files_have_the_sums_that_the_readme_states():
    rows = re.findall(r"^\| `([^`]+)` .*?\| `([0-9a-f]{64})` \|", (specimen.GOVUK.parent / "README.md").read_text("utf-8"), re.MULTILINE)
    assert {name for name, _ in rows} >= {"govuk/govuk.css", "govuk/govuk.js", "govuk/LICENCE.txt"}
    for name, stated in rows:
        assert hashlib.sha256((specimen.GOVUK.parent / name).read_bytes()).hexdigest() == stated, name


def test_no_style_sheet_asks_for_a_typeface_or_an_address():
    for place in (specimen.GOVUK / "govuk.css", *specimen.WEB.glob("assets/*.css")):
        assert not re.search(r"@font-face|url\(|@import|GDS|crown|crest", place.read_text("utf-8").replace("typeface, crest or crown", "")), place.name


def test_our_own_assets_stay_small():
    assert (specimen.WEB / "assets" / "workspace.css").stat().st_size <= 12 * 1024
    assert (specimen.WEB / "assets" / "workspace.js").stat().st_size <= 10 * 1024
