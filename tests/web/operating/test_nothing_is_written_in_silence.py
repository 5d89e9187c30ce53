"""S13, at run time: every form of the workspace is sent, and whatever is written leaves an event in the same transaction.

`test_audit_completeness.py` says the same of the code as it is read, for every function; here is watched what really reaches the database.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.hostile.payloads import filled_in
from web.operating.test_audit_completeness import PAGES, SILENT, functions
from web.operating.watching import Judge, Kept
from web.rights.addresses import PLACES, Place, address
from web.rights.probing import told
from web.served import ROOT, Served, Visit

pytestmark = pytest.mark.big
LAST = ("close_account", "reset_sign_in", "sign_out_person", "erase_person", "release_withdraw", "agreement_withdraw", "plan_take_out", "voice_erase", "factor_app", "factor_key",
        "account_password", "sessions", "sign_in", "sign_in_again")
"""Forms that take away what others need, in this order after the rest."""
OF_SIGNING_IN = {"web/signing/entering.py:begin": "the framework notes when somebody last signed in; that they did is an event, one statement later"}
LEFT = ("sign_in", "sign_in_again", "sessions", "account_password")
"""Forms that let nobody do anything but sign in; signing in has tests of its own."""
WORDS = "Plain words of nobody in particular"
MORE = {"why": "It is right so.", "reason": "It is right so.", "email": "new.person@norsea.invalid", "id": "", "sure": "yes", "role": "analyst", "authority": "", "area": "", "areas": "",
        "phone": "", "website": "", "code": "", "official": "", "period": "2026-01"}

ALSO = (
    ("Aled Made-Up", "/assessment/studio/questions-kinds/en/comment/", {"says": WORDS}), ("Mina Fictional", "/partnership/authorities/body/E23009901/confirm/", {}),
    ("Mina Fictional", "/partnership/confirm/", {"ids": ["hospital", "ambulance"]}), ("Ada Nobody", "/people/2/reopen/", {"why": "They are back."}),
    ("Ada Nobody", "/people/8/end/8/", {"why": "They have left."}), ("Ada Nobody", "/people/8/give/", {"role": "analyst", "authority": "", "why": "It is right so."}),
    ("Ada Nobody", "/people/invite/", {"name": "New Person", "email": "new@norsea.invalid", "role": "analyst", "authority": "", "method": "password", "language": "en"}),
    ("Ada Nobody", "/people/", {"invitation": "1"}), ("Ira Fictional", "/personal-data/retention/", {}),
    ("Mina Fictional", "/plans/registers/risks/add/", {"title": WORDS, "says": WORDS, "strategy": "s2025", "kind": "risk", "state": "open", "likelihood": "low", "impact": "low"}),
    ("Aled Made-Up", "/assessment/make/", {"period": "2025-01..2025-12"}),
)
"""Forms that want more than plain words, and those that have a button alone."""


@pytest.fixture(scope="module")
def watched(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """The workspace served by a process that notes what it writes."""
    folder, notes = copied(tmp_path_factory.mktemp("watched")), tmp_path_factory.mktemp("notes") / "notes"
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    running = subprocess.Popen([sys.executable, "-m", "web.operating.watching", str(folder), str(random.randrange(20_000, 50_000)), str(notes)], stdout=subprocess.PIPE,
                               stdin=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONPATH": path})
    try:
        line = running.stdout.readline() if running.stdout else ""
        assert line, "the server did not start"
        workspace, public = line.split()
        yield Served(folder, workspace, public, running), notes
    finally:
        running.terminate()
        running.wait(timeout=30)


def sent(visit: Visit, path: str) -> int:
    """A page's form sent with plain words; its buttons that have a name are pressed as well."""
    page = visit.get(path)
    if page.status != 200:
        return page.status
    values = {name: [WORDS] if value == [WORDS] else value for name, value in filled_in(page, WORDS).items()}
    values |= {name: [value] for name, value in MORE.items() if values.get(name) == [WORDS]}
    for name, value in re.findall(r'<button[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"', page.text)[:1]:
        values[name] = [value]
    return visit.post(path, values).status


def test_every_form_that_writes_leaves_an_event(watched: tuple[Served, Path]) -> None:
    served, notes = watched
    posts = {page.name for page in told(served.folder) if "POST" in page.methods}
    places = sorted((place for name, place in PLACES.items() if name in posts and name not in LEFT), key=lambda place: LAST.index(place.name) if place.name in LAST else -1)
    visits = {who: served.visit(who) for who in {place.who for place in places}}
    answered = {place.name: _each(served, place, visits[place.who]) for place in places}
    for who, path, values in ALSO:
        answered[f"{path} again"] = (visits.get(who) or served.visit(who)).post(path, values).status
    file = ("january.csv", b"Crime Number,HO Code,Recorded Date\nNP/1/26,8N,2026-01-01T10:05\n")
    answered["a file"] = served.visit("Priya Pretend").upload("/sharing/of/E23009901/send/", {"file": file}, {"contract": "police_crime_extract"}).status
    assert not [name for name, status in answered.items() if status >= 500]
    wrote = [json.loads(line) for line in notes.read_text("utf-8").splitlines()]
    silent = {(table, who) for table, who, quiet in wrote if quiet and who not in {*SILENT, *PAGES, *OF_SIGNING_IN}}
    by = {who for _, who, _ in wrote}
    known = {where for where, each in functions("desk").items() if each.writes}
    print(f"S13: {len(answered)} forms sent, {sum(status == 303 for status in answered.values())} taken; {len(wrote)} writes by {len(by)} functions "
          f"({len(by & known)} of the {len(known)} of the desk that write), {len(silent)} of them silent")
    assert silent == set() and len(by & known) >= 20


def _each(served: Served, place: Place, visit: Visit) -> int:
    path = address(served, place, visit)
    return sent(visit, path) if path else 0


def test_a_write_without_an_event_would_be_noted() -> None:
    noted: list[tuple[str, str, bool]] = []
    Judge(Kept([("registers_rowrecord", "here")]), lambda *each: noted.append(each))()
    Judge(Kept([("registers_rowrecord", "there"), ("audit_eventrecord", "there")]), lambda *each: noted.append(each))()
    assert [each for each in noted if each[2]] == [("registers_rowrecord", "here", True)]
