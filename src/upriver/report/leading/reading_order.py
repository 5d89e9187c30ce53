"""The order in which a reader meets the pages: what happens, to whom, where, when and why, and what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from upriver.words.document import Page
from upriver.words.language.speaking import mark

QUESTIONS: dict[str, tuple[str, ...]] = {
    mark("What happens"): ("kinds", "scale", "change", "spikes", "harm", "weapons", "health", "triangulation", "partners", "recorded", "made_of"),
    mark("Kinds in depth"): (),
    mark("Who"): ("people", "victims", "affected", "people-who-harm", "voices"),
    mark("Where"): (
        "places", "places/ward", "places/msoa21", "places/lsoa21", "hot-spots", "lasting-places", "concentration", "kinds-of-place",
        "near-repeats", "sensitivity",
    ),
    mark("When"): ("times", "season", "outlook"),
    mark("Why"): ("risk_and_protective", "deprivation", "what-areas-share", "disproportionality"),
    mark("What is done"): ("provision", "what_works", "recommendations"),
}  # fmt: skip
"""Groups of the contents in order, each with the last part of its pages' addresses; addresses never change with it."""
PLACES = {f"questions/{name}": (group, at) for group, names in QUESTIONS.items() for at, name in enumerate(names)}
GROUPS = (mark("Summary"), *QUESTIONS, mark("For each partner"), mark("Areas"), mark("About"), mark("Data sources"), mark("Explore"))


def arranged(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages by group, those on questions in the order given here; pages it doesn't know keep their group and come last."""
    grouped = [replace(page, group=PLACES[page.slug][0]) if page.slug in PLACES else page for page in pages]
    order = {name: at for at, name in enumerate(dict.fromkeys((*GROUPS, *(page.group for page in grouped))))}
    return tuple(sorted(grouped, key=lambda page: (bool(page.slug), order[page.group], PLACES.get(page.slug, ("", 0))[1])))
