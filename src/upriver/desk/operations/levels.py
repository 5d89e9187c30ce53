"""At which level a database is: made by this Upriver, by an earlier one, or by a newer one, whose rows we would misread."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from upriver.desk.access.adding import let_go
from upriver.store.locking import Alone
from upriver.words.refusal import Refusal
from upriver.words.text import plural

BEING_MADE = ".lock.tables"
"""The file that stands for the right to make tables. It stays: those who wait would miss it."""
PATIENCE = 120
"""For how many seconds a process that begins waits for the one that makes them."""


@dataclass(frozen=True, slots=True)
class Level:
    """How a database stands to this Upriver, in steps written `room.step`.

    `waiting` are steps of ours that it lacks, `others` those of the framework's own tables, `unknown` steps of ours that it has
    and we don't know: a newer Upriver took them. `fresh` is a database in which nothing was ever made.
    """

    waiting: tuple[str, ...]
    others: tuple[str, ...]
    unknown: tuple[str, ...]
    fresh: bool


def level() -> Level:
    """How the database that is open stands. Nothing is changed, and where nothing was ever made, nothing is made."""
    # An executor asked for its plan makes no table; the first step that is taken does.
    executor = MigrationExecutor(connection)
    ours = {each.label for each in apps.get_app_configs() if each.name.startswith("upriver.")}
    applied = set(executor.loader.applied_migrations)
    known = set(executor.loader.disk_migrations) | set(executor.loader.replacements)
    plan = [(step.app_label, step.name) for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    return Level(
        tuple(_named(step) for step in plan if step[0] in ours),
        tuple(_named(step) for step in plan if step[0] not in ours),
        tuple(_named(step) for step in sorted(applied - known) if step[0] in ours),
        not any(step[0] in ours for step in applied),
    )


def _named(step: tuple[str, str]) -> str:
    return ".".join(step)


def must_not_be_newer(found: Level) -> None:
    """Refuse a database that a newer Upriver has worked in.

    Raises:
        Refusal: it has steps that we don't know.
    """
    if found.unknown:
        raise Refusal(f"this workspace was upgraded by a newer Upriver ({plural(len(found.unknown), 'step')} that this one doesn't know), "
                      "and this one would misread it", do="Install the newer version here too. Nothing was changed.")


def made_ready(place: Path) -> None:
    """Make the tables of a new database, and leave an earlier Upriver's until somebody runs `upgrade`. `place` is the workspace.

    Processes that begin at once do it one after the other, and the later ones find it done. Two people with two versions of Upriver on one share must not upgrade it under each other by just looking at it.

    Raises:
        Refusal: a newer Upriver worked in it, or an earlier one did and nobody has upgraded it yet.
    """
    found = level()
    must_not_be_newer(found)
    if found.waiting or found.others:
        with _in_turn(place):
            _made_ready(level())


def _made_ready(found: Level) -> None:
    must_not_be_newer(found)
    if found.waiting and not found.fresh:
        raise Refusal(f"this workspace was made by an earlier Upriver: {plural(len(found.waiting), 'step')} to this version "
                      f"{'waits' if len(found.waiting) == 1 else 'wait'}", do="Run `upriver upgrade WORKSPACE`. It makes a backup first.")
    if found.waiting or found.others:
        stepped()


@contextmanager
def _in_turn(place: Path) -> Iterator[None]:
    """While one makes tables the others wait. Where no file can be written nobody can be told."""
    if not place.is_dir() or not os.access(place, os.W_OK):
        yield
        return
    held = Alone(place, name=BEING_MADE, patience=PATIENCE)
    try:
        yield
    finally:
        held.release()


def stepped() -> None:
    """Take every step that waits."""
    with let_go():
        call_command("migrate", verbosity=0, interactive=False)
