"""300 overlapping questions of one analyst tell no hidden count (D7).

A question of the figures only chooses among the cleared cells of one release: nothing is counted or added up for it. So what is shown
here is that every row of every answer stands in that release as it was printed; that the page says no number of its own but how many
rows there are; and that an attacker who keeps all the answers, tries every sum that could hold and asks linear programming about what
is hidden, is left with a range at least as wide as the rule's own.
"""

from __future__ import annotations

import csv
import html
import io
import random
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from web.reading.overlapping import Answer, answer_of, narrowed
from web.served import Served, Visit

ASKED, SMALL = 300, 10
"""Questions, and the least count that the strictest rule here shows: of a hidden one anybody may know that it is 1 to 9."""
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
COUNTED = re.compile(
    r"release of \d+ \w+ \d{4}|95% (?:limit|interval)|[\d,]+ of (?:the )?[\d,]+ can't be shown|[\d,]+ hidden to protect people|[\d,]+ not available"
    r"|None of the [\d,]+ figures?|\d+ highest of [\d,]+|[\d,]+ further rows?|above [\d,]+ others?|other [\d,]+ rows?|rows [\d,]+ to [\d,]+"
)
"""What the page says of its rows without a number of theirs: the day of the release, and how many rows there are."""
ANALYST = "Aled Made-Up"
Row = dict[str, str]


@pytest.fixture(scope="module")
def released(served: Served) -> list[Row]:
    """The rows of the release that the questions choose among."""
    return list(csv.DictReader((served.folder / "published" / "data" / "cells.csv").open(encoding="utf-8", newline="")))


def questions(released: list[Row], seed: int) -> Iterator[str]:
    """Ever more that overlap around what is hidden: its row, its area in all periods, all areas, its parts and its wholes, two areas."""
    drawn = random.Random(seed)
    hidden = [row for row in released if "c" in row["marker"].split(";")]
    around: dict[str, list[Row]] = {}
    for row in released:
        around.setdefault(row["measure"], []).append(row)
    while True:
        row = drawn.choice(hidden)
        if drawn.random() < 0.5:  # another table, split, period or area of the same measure, which may hold a part or a whole of it
            row = drawn.choice(around[row["measure"]])
        wanted = {"table": row["table"], "what": row["measure"], "where": row["area_level"], "unit": row["unit"],
                  "who": ";".join(part.partition("=")[0] for part in row["breakdown"].split(";") if part)}
        wanted |= drawn.choice([{}, {"area": row["area_code"]}, {"with": drawn.choice(around[row["measure"]])["area_code"]}])
        wanted |= drawn.choice([{"when": "all"}, {"when": f"{row['period_start']}..{row['period_end']}"}, {}])
        yield urlencode({name: value for name, value in wanted.items() if value})


def of_file(visit: Visit, query: str) -> list[Row] | None:
    """The rows of a question; None where it is answered with nothing, as one for all periods of what has but one."""
    reply = visit.get(f"/data/explore.csv?{query}")
    assert reply.status in (200, 404), query
    return list(csv.DictReader(io.StringIO(reply.body.decode()))) if reply.status == 200 else None


def strange(visit: Visit, query: str, rows: list[Row]) -> set[str]:
    """The numbers in what the page says of a question, without its choices, its picture's axes and how it was made, that no row of the answer prints."""
    text = visit.get(f"/data/explore/?{query}").text
    main = re.search(r"<main.*?</main>", text, re.S)
    told = re.sub(r'<form.*?</form>|<svg.*?</svg>|<span class="caveat".*?</span>', " ", main[0] if main else "", flags=re.S)
    words = COUNTED.sub(" ", html.unescape(re.sub(r"<[^>]+>", " ", told)))
    said = {float(each.replace(",", "")) for each in NUMBER.findall(words)}
    printed = {float(each.replace(",", "")) for row in rows for value in row.values() for each in NUMBER.findall(value)}
    days = {float(part) for row in rows for name in ("period_start", "period_end") for part in row[name].split("-")}
    return {f"{each:g}" for each in said - printed - days}


@pytest.fixture(scope="module")
def asked(served: Served, released: list[Row]) -> dict[str, list[Row]]:
    """Every question with the rows that the analyst was answered."""
    visit = served.visit(ANALYST)
    found: dict[str, list[Row]] = {}
    for query in questions(released, 7):
        if query not in found and (rows := of_file(visit, query)):
            found[query] = rows
        if len(found) == ASKED:
            break
    return found


@pytest.mark.big
def test_every_row_that_was_answered_stands_in_the_release_as_printed(asked: dict[str, list[Row]], released: list[Row]) -> None:
    printed = {tuple(row.values()) for row in released}
    answers = [tuple(row.values()) for rows in asked.values() for row in rows]
    times = Counter(answers)
    print(f"D7: {len(asked)} questions, {len(answers)} rows, {len(times)} different, {sum(many > 1 for many in times.values())} answered more than once")
    assert len(times) > 1000 and sum(many > 1 for many in times.values()) > 300, "questions that don't overlap show nothing"
    assert set(times) <= printed


@pytest.mark.big
def test_the_page_says_no_number_that_its_rows_do_not_print(served: Served, asked: dict[str, list[Row]]) -> None:
    visit = served.visit(ANALYST)
    found = {query: more for query, rows in asked.items() if (more := strange(visit, query, rows))}
    assert not found, (len(found), list(found.items())[:5])


@pytest.mark.big
def test_all_answers_together_leave_every_hidden_count_as_wide_as_its_rule(asked: dict[str, list[Row]]) -> None:
    ranges, believed = narrowed(answer_of(row) for rows in asked.values() for row in rows)
    widths = sorted(most - least for least, most in ranges.values())
    print(f"D7: {len(ranges)} hidden counts met, {believed} sums about them believed, the narrowest range {widths[0]:g} wide")
    assert len(widths) > 100 and believed > 10, "an attack on nothing shows nothing"
    assert widths[0] >= SMALL - 2, [cell for cell, (least, most) in ranges.items() if most - least < SMALL - 2][:3]


def a_table(*counts: tuple[str, float | None]) -> list[Answer]:
    """Splits of one table in three areas, the last of which hides what has no number."""
    shown = [("young", 12.0), ("old", 20.0), ("", 32.0)]
    return [Answer(("t", "harm", "ltla", area, "2025-01-01", "2025-12-31", frozenset({f"age={name}"} if name else ()), "count"), None, None, count, 0, count is None)
            for area, given in (("A", shown), ("B", shown), ("C", counts)) for name, count in given]


def test_the_attacker_finds_a_hidden_count_that_was_left_alone() -> None:
    assert list(narrowed(a_table(("young", None), ("old", 20.0), ("", 25.0)))[0].values()) == [(5.0, 5.0)]


def test_the_attacker_can_not_tell_two_hidden_counts_apart() -> None:
    assert list(narrowed(a_table(("young", None), ("old", None), ("", 25.0)))[0].values()) == [(0.0, 25.0)] * 2
