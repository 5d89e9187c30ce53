"""Indicators: how each stands in a sentence, its control chart, its target; never a number that hasn't passed the lock."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse

from upriver.desk.planning.papers import pages_now
from upriver.desk.planning.seen import kept, mark
from upriver.report.documents.indicators import address_of
from upriver.report.plans.told import Told
from upriver.report.plans.watched.charting import HIDDEN, reading_words, said_when, signal_name, value_words
from upriver.web.documents.blocks import laid
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.plans.words import inside, told_for
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark as marked
from upriver.words.language.speaking import say, spoken
from upriver.words.monitoring.indicator import FAMILIES, SIGNALS, Standing
from upriver.words.text import day

VIEWS = (("monitoring", marked("Indicators")), ("monitoring_targets", marked("Our own targets")), ("monitoring_studies", marked("Studies")))
COLOURS = {"better": "green", "worse": "red", "unusual": "orange", "none": "grey", "too_few": "grey", "no_data": "grey"}


def views(asked: Asked, here: str) -> list[tuple[str, str, bool]]:
    """The ways between the pages of this part."""
    return [(asked.url(name), say(words), name == here) for name, words in VIEWS]


def told_here(asked: Asked) -> Told:
    """What the pages of this part are told from."""
    return told_for(asked)


@page("monitoring/", right=Right.READ_PLANS, name="monitoring", whole=True)
def monitoring(asked: Asked) -> HttpResponse:
    """Every indicator with its latest reading and whether it moves."""
    told = told_here(asked)
    whole = [each for each in told.standings if each.measure is None]
    columns: list[Column[Standing]] = [
        Column("indicator", say("Indicator"), lambda each: titled(each), lambda each: _href(asked, each)),
        Column("signal", say("Does it move?"), lambda each: say(signal_name(each)), tag=lambda each: COLOURS[each.signal]),
        Column("latest", say("Latest reading"), reading_words),
        Column("when", say("When"), lambda each: said_when(each.latest.key.period) if each.latest else "", sort=lambda each: str(each.latest.key.period.end) if each.latest else ""),
        Column("change", say("Against the year before"), lambda each: each.change.says if each.change else ""),
    ]
    filters: list[Filter[Standing]] = [
        Filter("signal", say("Does it move?"), [(words, say(words)) for words in (*SIGNALS.values(), HIDDEN)], lambda each, wanted: signal_name(each) == wanted),
        Filter("family", say("What about"), [(slug, say(words)) for slug, words in FAMILIES.items()], lambda each, wanted: each.indicator.family == wanted),
        Filter("national", say("Which"), [("yes", say("National outcome measures alone"))], lambda each, wanted: each.indicator.national),
    ]
    figures = say("Figures of {period}. A level counts as moved only where it has by more than chance; nothing here says why.", period=told.period) if told.run else say("No assessment has been made yet, so nothing can be read.")
    return listing(asked, title=say("Is it working?"), rows=_ordered(whole), columns=columns, filters=filters, intro=figures, views=views(asked, "monitoring"), empty=say("No indicator is on the shelf."))


def _ordered(held: list[Standing]) -> list[Standing]:
    """What moved first, then what has readings."""
    order = {"worse": 0, "unusual": 1, "better": 2, "none": 3, "too_few": 4, "no_data": 5}
    return sorted(held, key=lambda each: (order[each.signal], not each.indicator.national, titled(each)))


def titled(each: Standing) -> str:
    """An indicator's title, with its area where it is read by area."""
    return each.indicator.title if each.area_level in ("", "partnership", "force") else f"{each.indicator.title} ({each.area_name})"


def _href(asked: Asked, each: Standing) -> str:
    return asked.url("monitoring_indicator", which=address_of(each).removeprefix("indicators/") if each.series else "not-held")


@page("monitoring/indicators/<slug:which>/", right=Right.READ_PLANS, name="monitoring_indicator", whole=True)
def monitoring_indicator(asked: Asked, which: str) -> HttpResponse:
    """One indicator: what is said of it, its chart with the limits of chance, every reading, its exact definition."""
    return paper_page(asked, "indicators", which, "monitoring", lambda target: way(asked, target))


def paper_page(asked: Asked, document: str, which: str, here: str, to: Callable[[str], str]) -> HttpResponse:
    """A page of a document as a page of the workspace."""
    found = next((each for each in pages_now(asked.folder, document=document, about="", name=asked.office.name, on=asked.today, inside=inside(asked)) if each.slug == f"{document}/{which}".rstrip("/")), None)
    if found is None:
        raise Http404
    blocks = kept(("paper page", document, which, inside(asked), spoken().code, asked.today, *mark()), lambda: laid(found.blocks, prefix=document, to=to))
    return asked.render("documents/page.html", title=found.title, over=say("Is it working?"), intro=found.lead, views=views(asked, here), laid=blocks, actions=[])


def way(asked: Asked, target: str) -> str:
    """Where a link of these documents leads here; nowhere for what has no page here."""
    document, _, which = target.partition("/")
    names = {"indicators": "monitoring_indicator", "evaluation": "monitoring_study"}
    return asked.url(names[document], which=which) if document in names and which else ""


@page("monitoring/targets/", right=Right.READ_PLANS, name="monitoring_targets", whole=True)
def monitoring_targets(asked: Asked) -> HttpResponse:
    """The strategy's own measures: baseline, where it stands, target, and the chance of meeting it if things go on as they are."""
    told = told_here(asked)
    columns: list[Column[Standing]] = [
        Column("indicator", say("Indicator"), titled, lambda each: asked.url("plan_row", ident=f"measures:{each.measure.id}") if each.measure else ""),
        Column("latest", say("Latest reading"), reading_words),
        Column("baseline", say("Baseline"), lambda each: value_words(each.baseline, each.baseline.decimals) if each.baseline else say("none yet")),
        Column("target", say("Target"), lambda each: _target(each)),
        Column("says", say("How likely"), lambda each: each.chance_says),
    ]
    return listing(asked, title=say("Our own targets"), rows=[each for each in told.standings if each.measure is not None], columns=columns, over=say("Is it working?"),
                   intro=say("What the strategy set out to reach. A chance is said only where past readings can carry it."), views=views(asked, "monitoring_targets"),
                   empty=say("The strategy measures nothing yet."))


def _target(each: Standing) -> str:
    if each.measure is None or each.measure.target is None:
        return say("none set")
    by = each.measure.target_by
    return say("{value} by {day}", value=each.measure.target, day=day(by.isoformat())) if by else str(each.measure.target)
