"""Resting a priority on a finding: cleared figures found by words, and cited with what they say today."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.http import Http404, HttpResponse

from upriver.desk.planning.telling import audience_now, figures_now
from upriver.desk.registers.responding import cite
from upriver.report.exploring.rows import Row as Figure
from upriver.report.exploring.rows import measure_said
from upriver.report.plans.citing import printed
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.plans.fields import Question
from upriver.web.pages.plans.gone import gone
from upriver.web.pages.plans.words import called, row_of
from upriver.web.showing.forms import filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal

MOST = 20
"""So many figures are offered at a time; more words find fewer."""


@page("plans/row/<str:ident>/cite/", right=Right.EDIT_PLANS, name="plan_cite", of="row", posts=True)
def plan_cite(asked: Asked, ident: str) -> HttpResponse:
    """Search the cleared figures by words, choose one, and say why it matters here."""
    found = row_of(asked, ident)
    if found is None:
        return gone(asked, ident, (_note(),))
    if found[0].slug != "priorities":
        raise Http404
    row = found[1]
    titles, figures = figures_now(asked.folder)
    search = asked.query.get("q", "")[:200]
    matches = matching(figures, search, titles) if search else []
    fields = (Question("figure", say("Which figure?"), "radios", "", True, [(each.figure, said(each, titles)) for each in matches[:MOST]]),
              _note())
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.sound:
        try:
            kept = cite(asked.folder, priority=row.id, figure=form.values["figure"], note=form.values["note"], audience=audience_now(), by=asked.by, at=asked.at)
            return asked.go("plan_row", ident=ident, flash=say("It rests on: {figure}", figure=kept.values["said"]))
        except Refusal as refusal:
            form = form.wrong("figure", f"{refusal.what}. {refusal.do}")
    return asked.render("plans/cite.html", status=422 if asked.posted else 200, title=say("Rest it on a finding"), over=called(row, asked), search=search,
                        fields=form.fields if matches else [], total=len(matches), most=MOST, cancel=asked.url("plan_row", ident=ident),
                        found=_sentence(len(matches), search, bool(figures)))


def _note() -> Question:
    return Question("note", say("Why does it matter here?"), "textarea", say("In a sentence, for somebody who reads the strategy."), False, max=1_000, rows=3)


def _sentence(total: int, search: str, any_at_all: bool) -> str:
    if not any_at_all:
        return say("There is no assessment to cite from yet.")
    if not search:
        return ""
    if not total:
        return say("No figure has all of these words. Try fewer, or other words: the kind of violence, a place, a year.")
    return several("{n} figure has all of these words.", "{n} figures have all of these words.", total) + (f" {say('The first {most} are shown; add a word to find fewer.', most=MOST)}" if total > MOST else "")


def matching(figures: Sequence[Figure], search: str, titles: Mapping[str, str]) -> list[Figure]:
    """The figures that hold every word, those of the whole partnership and of the latest time first; hidden ones can't be cited."""
    words = [word for word in re.findall(r"[\w'-]+", search.casefold()) if word]
    found = [each for each in figures if each.value is not None and all(word in _haystack(each, titles.get(each.table, "")) for word in words)]
    return sorted(found, key=lambda each: (each.level != "partnership", bool(each.breakdown), _reversed(each.end), each.name, each.figure))


def _reversed(day: str) -> tuple[int, ...]:
    return tuple(-ord(sign) for sign in day)


@lru_cache(maxsize=60_000)
def _haystack(each: Figure, title: str) -> str:
    return f"{_said(each, title)} {each.measure.replace('_', ' ')} {each.level.replace('_', ' ')} {each.table.replace('/', ' ')} {each.code} {each.start[:4]} {each.end[:4]}".casefold()


def said(each: Figure, titles: Mapping[str, str]) -> str:
    """A figure in one line: its table, what it counts, of which group, where, when and how much."""
    return _said(each, titles.get(each.table, ""))


def _said(each: Figure, title: str) -> str:
    split = each.breakdown.replace("_", " ").replace("=", " ").replace(";", ", ")
    measure = measure_said(each.measure)
    what = f"{title}: {measure}" if title and measure.casefold() not in title.casefold() else title or measure
    return ", ".join(part for part in (f"{what} ({split})" if split else what, each.name, each.when, printed(each)) if part)
