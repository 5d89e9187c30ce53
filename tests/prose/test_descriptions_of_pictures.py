"""A person's own description of a picture: live figures like prose, no number typed past the lock, stale when its number moves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from journeys.workspaces import Ran, upriver
from prose.test_prose_in_a_workspace import a_figure
from report.sample import a_chart, a_document, a_page

from upriver.pipeline.prose.alternatives import alternatives, described_by, fit_pictures
from upriver.store.folder import Folder
from upriver.words.document import Callout
from upriver.words.refusal import Refusal

PLAIN = "Bars of the rate in each district: the one in the west stands well above all the others."


def held(tmp_path: Path, words: str, name: str = "mine.en.md", accepted: bool = True):
    """The description as it is read from a workspace."""
    place = tmp_path / "prose" / "assessment" / "alt"
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(words, "utf-8")
    known = {f"assessment/alt/{name.removesuffix('.md')}": {words: words}} if accepted else {}
    return alternatives(Folder(tmp_path), "assessment", figures={}, accepted=known, read=lambda path, document: path.read_bytes())


def a_page_with_a_picture():
    return a_document(a_page(a_chart("bars", slug="mine", alt="")))


def test_own_words_take_the_place_of_those_made_from_the_data(tmp_path):
    document = described_by(a_page_with_a_picture(), held(tmp_path, PLAIN), {})
    assert [block.alt for block in document.pages[0].blocks] == [PLAIN]


@pytest.mark.parametrize("digits", ["3", "1,204", "45.1", "100", "7"])
def test_a_number_typed_by_hand_is_not_said(tmp_path, digits):
    made = held(tmp_path, f"{PLAIN} It had {digits} of them.")
    assert made[0].of("broken") and all(each.state == "broken" for each in made[0].sentences if each.typed)
    picture, note = described_by(a_page_with_a_picture(), made, {}).pages[0].blocks
    assert picture.alt.startswith("Bar chart") and digits not in note.text


@pytest.mark.parametrize("year", ["1999", "2025"])
def test_a_year_may_be_typed(tmp_path, year):
    assert not held(tmp_path, f"Bars of the rate in each district over the whole of {year}, the west far above the others.")[0].unaccepted


def test_a_description_too_short_to_describe_is_not_said(tmp_path):
    assert held(tmp_path, "A chart of rates.")[0].of("broken")


def test_a_figure_that_is_not_there_is_not_said(tmp_path):
    made = held(tmp_path, PLAIN + ' The west has {{ figure "assessment/none/none#x:y,z,w,v," }} of them.')
    assert made[0].of("broken")
    assert described_by(a_page_with_a_picture(), made, {}).pages[0].blocks[0].alt.startswith("Bar chart")


def test_words_that_nobody_accepted_say_so_on_the_page_of_a_draft(tmp_path):
    _, note = described_by(a_page_with_a_picture(), held(tmp_path, PLAIN, accepted=False), {}).pages[0].blocks
    assert isinstance(note, Callout) and "never accepted" in note.text


def test_a_welsh_description_is_for_the_welsh_version_alone(tmp_path):
    assert described_by(a_page_with_a_picture(), held(tmp_path, PLAIN, "mine.cy.md"), {}).pages[0].blocks[0].alt.startswith("Bar chart")


def test_a_description_of_no_picture_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no such picture"):
        fit_pictures(a_page_with_a_picture(), held(tmp_path, PLAIN, "other.en.md"))


@pytest.mark.parametrize("name", ["mine.md", "mine.fr.md", "mine.en.md.md"])
def test_a_file_that_is_called_otherwise_is_refused(tmp_path, name):
    with pytest.raises(Refusal, match="isn't called as a description is"):
        held(tmp_path, PLAIN, name)


def test_markdown_leaves_no_trace(tmp_path):
    words = "Bars of the rate in **each** district: the one in the *west* stands well above all the others."
    alt = described_by(a_page_with_a_picture(), held(tmp_path, words), {}).pages[0].blocks[0].alt
    assert alt == PLAIN


@dataclass(frozen=True)
class Told:
    """What each command said, in the order in which they were run."""

    folder: Path
    said: dict[str, Ran]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, fictional_files: Path) -> Told:
    """A small workspace whose picture is described, refused, accepted, published, and made stale by a decision."""
    folder, said = tmp_path_factory.mktemp("alt") / "w", dict[str, Ran]()
    months = [path for path in sorted((fictional_files / "police").iterdir()) if path.name.startswith("2025")]
    upriver("init", folder, "--areas", "E23009901", "--by", "first author")
    upriver("take-in", folder, fictional_files / "lookups", fictional_files / "population", *months)
    asked = ("assess", folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01", "--json")
    figure = a_figure(folder / "drafts" / upriver(*asked).json["run"] / "cells.csv")
    place = folder / "prose" / "assessment" / "alt"
    place.mkdir(parents=True)
    (place / "kinds-rates.en.md").write_text("Bars of recorded crime by type. It had 3 of them.\n", "utf-8")
    said["typed"] = upriver("prose", folder, "accept")
    (place / "kinds-rates.en.md").write_text(f'Bars of recorded crime by type, beside an index of {{{{ figure "{figure}" }}}}.\n', "utf-8")
    said["too early"] = upriver("publish", folder)
    said["accepted"] = upriver("prose", folder, "accept", "--by", "A. Analyst")
    said["published"] = upriver("publish", folder)
    upriver("decide", folder, "police_uk_street:norsea:2025-03", "exclude", "--reason", "asked the force")
    upriver(*asked)
    said["stale"] = upriver("prose", folder, "--json")
    said["too late"] = upriver("publish", folder)
    return Told(folder, said)


def test_a_typed_number_can_not_be_accepted(told: Told) -> None:
    assert told.said["typed"].code == 1 and "can't be accepted" in told.said["typed"].err


def test_a_description_that_nobody_accepted_is_not_published(told: Told) -> None:
    assert told.said["too early"].code == 1 and "alt/kinds-rates.en" in told.said["too early"].err


def test_an_accepted_description_stands_in_every_form(told: Told) -> None:
    assert told.said["published"].code == 0, told.said["published"].err
    published = told.folder / "published"
    words = "Bars of recorded crime by type, beside an index of"
    assert words in (published / "charts" / "kinds-rates.svg").read_text("utf-8")
    assert words.encode() in (published / "charts" / "kinds-rates.png").read_bytes()
    assert words in (published / "questions" / "kinds" / "index.html").read_text("utf-8")


def test_a_description_is_stale_when_its_number_moves(told: Told) -> None:
    file = next(each for each in told.said["stale"].json["files"] if each["name"] == "assessment/alt/kinds-rates.en")
    assert [each["state"] for each in file["sentences"]] == ["stale"] and told.said["too late"].code == 1
