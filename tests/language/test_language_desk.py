"""The reason for a half-translated version is recorded; `upriver language` says how things stand."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from language.made import told_in_both
from report.sample import a_document

from upriver.cli.main import upriver
from upriver.desk.opening import open_desk
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal

HOW = {"run": "run1", "by": "A Manager", "at": "2026-02-01T10:00:00+00:00"}
REASON = "The translator starts in March."


@pytest.fixture
def folder(tmp_path) -> Folder:
    (tmp_path / "workspace.toml").write_text('slug = "here"\nname = "Here"\nlanguages = ["en", "cy"]\nname_cy = "Yma"\n', "utf-8")
    open_desk(tmp_path / "db.sqlite3")
    return Folder(tmp_path)


def reasons() -> list[tuple[str, str, str]]:
    from upriver.desk.audit.models import EventRecord

    return [(row.subject, row.by, row.why) for row in EventRecord.objects.filter(subject__startswith="languages:")]


def test_nothing_half_translated_goes_out_while_nobody_says_why(folder) -> None:
    from upriver.desk.releases.languages import in_every_language

    with pytest.raises(Refusal, match="half translated"):
        in_every_language(folder, told_in_both(), because="", **HOW)
    assert reasons() == []


def test_the_reason_is_recorded_with_its_author_and_printed(folder) -> None:
    from upriver.desk.releases.languages import in_every_language

    document = in_every_language(folder, told_in_both(), because=REASON, **HOW)
    assert document.versions[0].half == REASON
    assert reasons() == [("languages:run1", "A Manager", REASON)]


def test_a_reason_holds_for_the_same_run_and_is_recorded_once(folder) -> None:
    from upriver.desk.releases.languages import in_every_language

    in_every_language(folder, told_in_both(), because=REASON, **HOW)
    assert in_every_language(folder, told_in_both(), because="", **HOW).versions[0].half == REASON
    in_every_language(folder, told_in_both(), because=REASON, **HOW)
    assert len(reasons()) == 1


def test_another_run_needs_its_own_reason(folder) -> None:
    from upriver.desk.releases.languages import in_every_language

    in_every_language(folder, told_in_both(), because=REASON, **HOW)
    with pytest.raises(Refusal):
        in_every_language(folder, told_in_both(), because="", **{**HOW, "run": "run2"})


def test_a_reason_for_a_document_in_one_language_is_not_recorded(folder) -> None:
    from upriver.desk.releases.languages import in_every_language

    in_every_language(folder, a_document(), because=REASON, **HOW)
    assert reasons() == []


def test_the_command_says_how_the_languages_stand(folder) -> None:
    answer = CliRunner().invoke(upriver, ["language", str(folder.root), "--json"], catch_exceptions=False)
    body = json.loads(answer.output)
    assert (body["languages"], body["name_cy"], body["by_law"]) == (["en", "cy"], "Yma", [])
    fixed = body["versions"]["cy"]["fixed"]
    assert 0 < fixed["site_done"] <= fixed["site"]


def test_counting_the_sentences_of_no_assessment_is_refused(folder) -> None:
    with pytest.raises(Refusal, match="no assessment"):
        CliRunner().invoke(upriver, ["language", str(folder.root), "--measure"], catch_exceptions=False)


def test_a_new_name_leaves_the_languages_and_all_else_that_was_set_as_they_were(folder) -> None:
    answer = CliRunner().invoke(upriver, ["init", str(folder.root), "--name", "There"], catch_exceptions=False)
    assert answer.exit_code == 0
    text = folder.settings.read_text("utf-8")
    assert 'name = "There"' in text and 'languages = ["en", "cy"]' in text and 'name_cy = "Yma"' in text
