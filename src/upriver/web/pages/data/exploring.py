"""Exploring the cleared figures by question, every state of the page in its address."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.http import HttpResponse
from markupsafe import Markup

from upriver.desk.assessments.saying import latest
from upriver.report.exploring.page import explore_csv, explore_page
from upriver.report.exploring.rows import rows_of_csv
from upriver.report.exploring.state import WORDS, Arranged, arranged, find, read_state
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.showing.forms import Field
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.text import day

MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_ONE = Lock()
"""While one reads the cells of a release the others wait for that: each reading them would take them all many times as long."""
AROUND = re.compile(r'<p class="over">.*?</p>|<h1[^>]*>.*?</h1>', re.DOTALL)


@page("data/explore/", right=Right.READ_DATA, name="explore")
def explore(asked: Asked) -> HttpResponse:
    """One state of the exploration: what, where, who, when, compared with whom."""
    figures, over = _figures(asked)
    query = asked.request.META.get("QUERY_STRING", "")
    answer = explore_page(figures, query, partnership=asked.office.name, form=False)
    fields = []
    if answer.status == 200:
        choices = find(figures, read_state(query)).choices
        fields = [Field(name, words, "select", choices=[(one.value, one.says) for one in choices[name]], required=True,
                        value=next((one.value for one in choices[name] if one.chosen), "")) for name, words in WORDS.items()]
    csv = [(f"{asked.url('explore_csv')}?{query}", say("CSV"))] if answer.status == 200 else []
    return asked.render("data/explore.html", status=answer.status, title=say("Explore"), over=over, back=asked.url("data"), exports=csv, choices=fields,
                        document=Markup(_main(answer.body.decode()).replace('href="cells.csv?', f'href="{asked.url("explore_csv")}?')))


@page("data/explore.csv", right=Right.READ_DATA, name="explore_csv", logged="exported figures")
def explore_rows(asked: Asked) -> HttpResponse:
    """The rows of a state."""
    figures, _ = _figures(asked)
    answer = explore_csv(figures, asked.request.META.get("QUERY_STRING", ""))
    made = HttpResponse(answer.body, status=answer.status, content_type="text/csv; charset=utf-8")
    made["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return made


def _figures(asked: Asked) -> tuple[Arranged, str]:
    found = latest(asked.folder, audience="restricted" if asked.query.get("for") == "restricted" else "public", draft=asked.query.get("of") == "draft")
    dated = day(found.as_of.isoformat())
    says = say("The release of {day}", day=dated) if found.release else say("A draft of {day}, which isn't released", day=dated)
    with _ONE:
        return _read(found.cells, found.cells.stat().st_mtime_ns), says


def _main(text: str) -> str:
    """What the report room's page says, without its own heading."""
    main = MAIN.search(text)
    return AROUND.sub("", main[1] if main else "")


@lru_cache(maxsize=4)
def _read(place: Path, at: int) -> Arranged:
    return arranged(rows_of_csv(place.read_text("utf-8")))
