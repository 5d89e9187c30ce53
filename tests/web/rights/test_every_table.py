"""Each table of the desk has the database's own wall before its rows, or stands here with the reason why the pages' rights are enough."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.documented import DOCS

from upriver.desk.opening import APPS, open_desk

DESK = DOCS.parent / "src" / "upriver" / "desk"
BEHIND_THE_PAGES_ALONE = {
    "partners_partnership": "which areas it is of: the same for everybody",
    "partners_personrecord": "names of people are shown beside what they signed, to all who may open that",
    "partners_authorityrecord": "the register of bodies is the same for everybody",
    "partners_coverrecord": "which body covers which area: the same for everybody",
    "submissions_decisionrecord": "verbs of every role count by them; pages that show them need the right to read data",
    "assessments_runrecord": "what a run rests on, by hash; its figures are files that the lock let through",
    "assessments_proserecord": "which sentences were accepted; the sentences are files",
    "assessments_commentrecord": "written for all who may open the studio",
    "accounts_account": "whoever signs in is looked up before anybody knows who asks",
    "accounts_grantrecord": "read for every visit, to know who asks",
    "accounts_invitationrecord": "looked up by its secret, by somebody who has no account yet",
    "accounts_typedrecord": "looked up by a key in the browser, and by account",
    "accounts_linkrecord": "looked up by its secret, by somebody who isn't signed in",
    "accounts_visitrecord": "read for every visit, to know whether it still lasts",
    "accounts_triesrecord": "counted before anybody is signed in; addresses as hashes",
    "accounts_brief": "the framework's cache, asked before anybody is signed in",
    "voices_listeningrecord": "whether have your say is open, which every page of it asks",
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    open_desk(tmp_path_factory.mktemp("desk") / "db.sqlite3")
    from django.apps import apps

    return {model._meta.db_table for app in APPS for model in apps.get_app_config(app).get_models()}


def walled() -> set[str]:
    """The tables that a migration with a row-level policy names."""
    steps = [path.read_text("utf-8") for path in DESK.glob("*/migrations/*.py")]
    return {name for step in steps if "ENABLE ROW LEVEL SECURITY" in step for name in re.findall(r'"([a-z]+_[a-z]+record)"', step)}


def test_every_table_has_its_wall_or_its_reason(tables: set[str]) -> None:
    assert tables - walled() == set(BEHIND_THE_PAGES_ALONE)


def test_no_wall_stands_before_a_table_that_is_gone(tables: set[str]) -> None:
    assert walled() and walled() <= tables


def test_the_guide_promises_no_wall_before_the_others() -> None:
    said = (Path(DOCS) / "how-to" / "open-the-workspace.md").read_text("utf-8")
    assert "whatever a page asks for" not in said and f"{len(walled())} of its {len(walled()) + len(BEHIND_THE_PAGES_ALONE)} tables" in said
