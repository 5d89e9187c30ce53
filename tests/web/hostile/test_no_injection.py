"""Words that would change a query or a template are looked for, kept and shown as words: in filters, sort keys, ids and free text (S9)."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from web.asking import database_of, rows
from web.hostile.injections import MARK, SUM, injections
from web.served import Reply, Served, Visit

pytestmark = pytest.mark.big
MANAGER, ANALYST, ADMINISTRATOR = "Mina Fictional", "Aled Made-Up", "Ada Nobody"
STRINGS = injections()
LIST = "/plans/registers/actions/"
EXPLORE = ("table", "what", "where", "unit", "who", "area", "when", "with", "for", "of")
ELSEWHERE = (
    (MANAGER, "/plans/registers/meetings/?sort={0}&by-state={0}&page={0}&as={0}"), (ADMINISTRATOR, "/operating/audit/?subject={0}&author={0}&verb={0}&account={0}&first={0}&last={0}"),
    (MANAGER, "/plans/row/actions:{0}/"), (MANAGER, "/agreements/{0}/"), (MANAGER, "/people/?q={0}&sort={0}"), (MANAGER, "/plans/row/actions:a01/cite/?q={0}"),
    (MANAGER, "/agreements/may-we/?words={0}"), (ANALYST, "/assessment/may-i-say/?says={0}"), (ANALYST, "/data/figure/?name={0}"),
)


@pytest.fixture(scope="module")
def visits(served: Served) -> dict[str, Visit]:
    return {name: served.visit(name) for name in (MANAGER, ANALYST, ADMINISTRATOR)}


def stored(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that nothing here asks to be written to."""
    names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'" if database_of(folder) else "SELECT name FROM sqlite_master WHERE type = 'table'"
    return {name: sorted(rows(folder, f'SELECT * FROM "{name}"'), key=str) for (name,) in rows(folder, names)
            if name not in ("audit_eventrecord", "sqlite_sequence", "accounts_visitrecord") and "session" not in name}


def rows_in(reply: Reply) -> int:
    return len(re.findall(r'<th scope="row"', reply.text))


def wrong(served: Served, reply: Reply) -> str:
    """What a reply shows that it shouldn't: a fault, a sum that was worked out, what the server alone knows."""
    secret = (served.folder / "web.secret").read_text("utf-8").strip() if (served.folder / "web.secret").is_file() else "\0"
    told = [words for words in (SUM, secret, "sqlite_autoindex", "root:x:0", "CREATE TABLE", "OperationalError", "ProgrammingError", "Traceback") if words in reply.text]
    return f"{reply.path[:90]}: {reply.status} {told}" if told or reply.status >= 500 else ""


def test_there_are_two_hundred_and_none_tells_the_sum() -> None:
    assert len(set(STRINGS)) == len(STRINGS) >= 200 and not [each for each in STRINGS if SUM in each]
    assert eval(MARK) == int(SUM)


def test_no_string_in_a_filter_a_key_or_an_id_is_anything_but_words(served: Served, visits: dict[str, Visit]) -> None:
    before = stored(served.folder)
    whole, found, count, names, others = visits[MANAGER].get(LIST), list[str](), 0, cycle(EXPLORE), cycle(ELSEWHERE)
    assert rows_in(whole) > 20
    for string in STRINGS:
        typed = quote(string, safe="")
        looked = visits[MANAGER].get(f"{LIST}?q={typed}")
        who, where = next(others)
        replies = [looked, visits[ANALYST].get(f"/data/explore/?{next(names)}={typed}"), visits[who].get(where.format(typed))]
        count += len(replies)
        found += [each for each in (wrong(served, reply) for reply in replies) if each]
        if looked.status == 200 and rows_in(looked) and string.strip().casefold() not in whole.plain.casefold():
            found.append(f"{string!r} finds {rows_in(looked)} rows")
    assert found == []
    assert stored(served.folder) == before, "something was written"
    print(f"S9: {len(STRINGS)} strings, {count} addresses: 0 faults, 0 injections")


def test_what_is_kept_as_free_text_is_shown_as_it_was_typed(served: Served, visits: dict[str, Visit]) -> None:
    strings = [each for each in STRINGS if each.isprintable() and len(each) < 200]
    for first in range(0, len(strings), 40):
        assert visits[ANALYST].post("/assessment/studio/questions-kinds/en/comment/", {"says": "\n".join(strings[first:first + 40])}).status == 303
    page = visits[ANALYST].get("/assessment/studio/questions-kinds/en/")
    assert page.status == 200 and wrong(served, page) == ""
    lost = [each for each in strings if " ".join(each.split()) not in page.plain]
    assert lost == []
    print(f"S9: {len(strings)} strings kept as a comment: all shown as typed, none worked out")


def test_a_string_that_was_worked_out_would_be_found(served: Served) -> None:
    assert wrong(served, Reply(200, {}, f"<p>{eval(MARK)}</p>".encode(), "/")) and wrong(served, Reply(500, {}, b"", "/"))
