"""Server, worker and database killed while five people write in the workspace: what each was told was done is there, once, with its event.

The five write at the same time, each another kind of thing, so that every kill meets every kind. Commands that are killed stand
in test_killed_anywhere.py, each kind of background work in tests/web/jobs, an upload that is half sent in tests/web/sharing.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from journeys.cluster import crashed_and_started
from operations.promises import sound
from operations.standing_up import Standing, Writer
from web.asking import database_of, owners, rows
from web.copies import copied, copied_to, on_postgresql, on_sqlite, standing  # noqa: F401
from web.jobs.in_the_desk import WORK, python
from web.partnership.as_shown import as_shown
from web.served import serving

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals that can't be caught are POSIX's")
TERMS = "/new-agreement/terms/?contract=fire_deliberate&giver=E31009901&taker=E10009901&gateway=not_personal_data"
SIGNED = {"version": "1", "party": "E10009901", "name": "Somebody Madeup", "role": "Clerk", "sure": "yes", "on-day": "1", "on-month": "2", "on-year": "2026"}
CRIMES = "Crime Number,HO Code,Recorded Date,Committed From,LSOA21CD,District\n"
UPLOADS, BACKUPS = 2, 1
"""How many are sent and asked for between two kills: each costs a second of work."""
Kind = Callable[[Writer, str], None]


def keeps_a_row(writer: Writer, promise: str) -> None:
    writer.post(promise, "/plans/registers/risks/add/", {"strategy": "s2025", "says": promise})


def decides(writer: Writer, promise: str) -> None:
    writer.post(promise, "/data/decide/police_uk_street:norsea:2025-03/", {"answer": "annotate", "reason": promise})


def agrees_and_signs(writer: Writer, promise: str) -> None:
    """A new agreement, and one party's signature with its paper."""
    typed = {**TERMS_TYPED, "title": promise}
    made = writer.post(promise, TERMS, typed)
    if made:
        writer.post(f"signed {promise}", made.replace("/send/", "/sign/"), dict(SIGNED), {"paper": ("signed.pdf", f"%PDF-1.4\n% {promise}\n%%EOF\n".encode())})


def uploads(writer: Writer, promise: str) -> None:
    mark = promise.replace(" ", "/")
    text = CRIMES + "".join(f"{mark}/{n},8N,2026-01-{n % 28 + 1:02d}T10:05,2026-01-{n % 28 + 1:02d}T09:00,E01990160,E07009901\n" for n in range(1, 900))
    writer.post(promise, "/sharing/of/E23009901/send/", {"contract": "police_crime_extract"}, {"file": ("january.csv", text.encode())})


def asks_for_a_backup(writer: Writer, promise: str) -> None:
    writer.post(promise, "/operating/backups/", {})


TERMS_TYPED: dict[str, object] = {}
KINDS: dict[Kind, tuple[str, int]] = {keeps_a_row: ("Mina Fictional", 1_000), decides: ("Aled Made-Up", 1_000), agrees_and_signs: ("Mina Fictional", 1_000),
                                      uploads: ("Priya Pretend", UPLOADS), asks_for_a_backup: ("Ada Nobody", BACKUPS)}
"""Who writes it, and how many at most between two kills."""


def written_under_kills(folder: Path, kills: Sequence[str], seed: int) -> dict[Kind, Writer]:
    """All five write, one kill after another, each at some moment of their work; then what was asked for is done."""
    chance, there = random.Random(seed), Standing(folder)
    try:
        writers = {kind: Writer(there, name) for kind, (name, _) in KINDS.items()}
        mina = writers[agrees_and_signs].visit
        TERMS_TYPED.update({**as_shown(mina.get(TERMS).text), "dpia": "1", "party-1-assurance": "Own policy", "party-2-assurance": "Own policy"})
        for round_, what in enumerate(kills):
            stop = Event()
            with ThreadPoolExecutor(len(KINDS)) as crowd:
                going = [crowd.submit(on_and_on, kind, writers[kind], f"round {round_}", most, stop) for kind, (_, most) in KINDS.items()]
                sleep(chance.uniform(0.3, 2))
                there.kill(what)
                sleep(0.5)  # they write on where it is begun again
                stop.set()
                for each in going:
                    each.result()
    finally:
        there.end()
    sleep(1.2)
    python(WORK, folder, 0)
    return writers


def on_and_on(kind: Kind, writer: Writer, words: str, most: int, stop: Event) -> None:
    for number in range(most):
        if stop.is_set():
            return
        kind(writer, f"{kind.__name__} {words} number {number}".replace("_", " "))


def nothing_is_lost(folder: Path, writers: dict[Kind, Writer]) -> None:
    sound(folder)
    assert [odd for writer in writers.values() for odd in writer.odd] == []
    assert all(writer.done for writer in writers.values())
    there = {keeps_a_row: texts(folder, 'SELECT "values" FROM registers_rowrecord WHERE register = \'risks\''),
             decides: texts(folder, "SELECT reason FROM submissions_decisionrecord"), agrees_and_signs: texts(folder, "SELECT body FROM agreements_agreementrecord")}
    for kind, held in there.items():
        lost = [promise for promise, _ in writers[kind].done if f"{promise.removeprefix('signed ')}\n" not in held]
        assert lost == [], f"{len(lost)} of {len(writers[kind].done)} promises of {kind.__name__} were broken"
    signatures_stand(folder, writers[agrees_and_signs])
    uploads_were_taken_in_once(folder, writers[uploads])
    backups_were_made_once(folder, writers[asks_for_a_backup])


def texts(folder: Path, words: str) -> str:
    return "".join(f"{each}\n" for each, in rows(folder, words)).replace('"', "\n")


def signatures_stand(folder: Path, writer: Writer) -> None:
    papers = {path.read_bytes() for path in (folder / "signed").iterdir()}
    for promise, to in writer.done:
        if promise.startswith("signed "):
            assert f"%PDF-1.4\n% {promise.removeprefix('signed ')}\n%%EOF\n".encode() in papers
            verbs = [verb for verb, in rows(folder, "SELECT verb FROM audit_eventrecord WHERE subject = ?", f"agreement:{to.strip('/').split('/')[1]}")]
            assert verbs.count("signed agreement") == 1 and verbs.count("kept signed paper") == 1, verbs


def uploads_were_taken_in_once(folder: Path, writer: Writer) -> None:
    for _, to in writer.done:
        (state, submission), = rows(folder, "SELECT state, submission FROM submissions_uploadrecord WHERE ident = ?", to.rstrip("/").rsplit("/", 1)[-1])
        assert state == "held"
        assert rows(folder, "SELECT count(*) FROM submissions_receiptrecord WHERE submission = ?", submission) == [(1,)]
        assert rows(folder, "SELECT count(*) FROM submissions_submissionrecord WHERE sid = ? AND state = 'held'", submission) == [(1,)]


def backups_were_made_once(folder: Path, writer: Writer) -> None:
    asked = {to.rstrip("/").rsplit("/", 1)[-1] for _, to in writer.done}
    done = {str(number): said for number, state, said in rows(folder, "SELECT number, state, said FROM jobs_jobrecord WHERE kind = 'backup'") if state == "done"}
    assert asked <= set(done), rows(folder, "SELECT number, state, said FROM jobs_jobrecord WHERE kind = 'backup'")
    named = Counter(name for said in done.values() for name in said.split() if ".zip" in name)
    made = rows(folder, "SELECT body FROM audit_eventrecord WHERE verb = 'backed up'")
    assert len(made) == len(named) and all((folder / "backups" / name.rstrip(".:,")).is_file() for name in named)
    assert rows(folder, "SELECT count(*) FROM jobs_jobrecord WHERE state NOT IN ('done', 'cancelled')") == [(0,)]


def killed(folder: Path, kills: Sequence[str], seed: int) -> None:
    writers = written_under_kills(folder, kills, seed)
    nothing_is_lost(folder, writers)
    print(f"{len(kills)} kills, {sum(len(writer.done) for writer in writers.values())} writes that five people were told of, all kept")


def test_a_server_and_a_worker_killed_while_five_people_write_lose_nothing(copied_to: Callable[[Path, str], Path], tmp_path: Path) -> None:  # noqa: F811
    killed(copied_to(tmp_path, "sqlite"), ("worker", "server"), 1)


@pytest.mark.big
def test_killed_again_and_again_on_sqlite_they_lose_nothing(copied_to: Callable[[Path, str], Path], tmp_path: Path) -> None:  # noqa: F811
    killed(copied_to(tmp_path, "sqlite"), ("server", "worker") * 2, 2)


@pytest.mark.postgres
def test_a_server_that_was_idle_while_its_database_was_away_answers_its_first_visitors(on_postgresql: Callable[[Path], Path], tmp_path: Path) -> None:  # noqa: F811
    with serving(on_postgresql(tmp_path)) as served:
        visits = [served.visit("Mina Fictional") for _ in range(8)]

        def all_at_once() -> list[int]:
            with ThreadPoolExecutor(8) as crowd:
                return list(crowd.map(lambda visit: visit.get("/duty/").status, visits))

        assert all_at_once() == [200] * 8  # so that each of the server's threads holds a connection
        crashed_and_started(owners(database_of(served.folder)))
        assert all_at_once() == [200] * 8


@pytest.mark.postgres
def test_killed_again_and_again_on_postgresql_with_their_database_they_lose_nothing(copied_to: Callable[[Path, str], Path], tmp_path: Path) -> None:  # noqa: F811
    killed(copied_to(tmp_path, "postgresql"), ("database", "server", "worker") * 2, 3)
