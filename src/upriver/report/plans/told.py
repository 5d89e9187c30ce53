"""What the documents of the response are told from: records, cleared figures, and how the Duty and the indicators stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from upriver.words.area import Area
from upriver.words.cleared import Cell, Clearance
from upriver.words.declared import Definition, Profile
from upriver.words.document import Page
from upriver.words.monitoring.effect import Effect
from upriver.words.monitoring.indicator import Standing
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import Plan
from upriver.words.sharing.authority import KINDS, Authority, Register
from upriver.words.standing.aligned import Alignment
from upriver.words.standing.asked import Consulting
from upriver.words.standing.clock import Due
from upriver.words.standing.delivered import Delivered
from upriver.words.standing.held import Held
from upriver.words.standing.inspection import Inspection
from upriver.words.standing.requirement import HowItStands
from upriver.words.standing.response import Response


@dataclass(frozen=True)
class Told:
    """All that a document of the response may draw from. Every number of people in it is cleared.

    `about` is what the document was asked for (the id of a strategy, a CSP or an authority), "" for the whole; `clearance` is None
    before the first assessment; `on` is the day it is told on. `approaches` is the evidence library by id. `names` are people's
    names by id, only for documents that stay inside.
    """

    slug: str
    partnership: Area
    audience: str
    on: date
    plan: Plan
    register: Register
    clearance: Clearance | None = None
    run: str = ""
    period: str = ""
    assessed_on: str = ""
    about: str = ""
    standings: tuple[Standing, ...] = ()
    effects: tuple[Effect, ...] = ()
    requirements: tuple[HowItStands, ...] = ()
    due: tuple[Due, ...] = ()
    approaches: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    attribution: tuple[str, ...] = ()
    in_force: str = ""
    """The id of the strategy that holds on the day; "" where there is none."""
    alignments: Mapping[str, Alignment] = field(default_factory=dict)
    responses: Mapping[str, Response] = field(default_factory=dict)
    """What the rules say of each strategy, by its id: what lacks ground, how it is spread, what stops, may it be final."""
    consultings: Mapping[str, Consulting] = field(default_factory=dict)
    """How CSPs' plans stand to each strategy, and who was consulted on it, by the strategy's id."""
    definition: Definition | None = None
    profiles: tuple[Profile, ...] = ()
    """What the run counted by, and the kinds of violence told in depth: what measures are called."""
    delivered: Delivered = field(default_factory=Delivered)
    """How every action stands on the day, the money, and what a board must be told of."""
    held: Held | None = None
    """What the workspace holds (data sets, agreements, releases); None where it wasn't gathered."""
    inspection: Inspection = field(default_factory=Inspection)
    """What inspectors look at, what isn't held here, and the working days that follow the day."""

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every cleared cell by the name of its figure."""
        tables = self.clearance.tables if self.clearance else ()
        return {str(cell.key): cell for table in tables for cell in table.cells}

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """The bodies of the register by id."""
        return {each.id: each for each in self.register.authorities}

    def name(self, ident: str) -> str:
        """What a body is called; its id where the register doesn't know it."""
        body = self.authorities.get(ident)
        return body.name if body else ident

    def kind(self, ident: str) -> str:
        """What kind of body it is, in words; "" where the register doesn't know it."""
        body = self.authorities.get(ident)
        return KINDS.get(body.kind, "") if body else ""


class Shelved(Protocol):
    """What a file on the shelf `documents` holds besides its sentence.

    `SLUG` is its file's name and the folder it is published in, with hyphens; `TITLE` its title; `AUDIENCES` those it may be made
    for; `ABOUT` what it must be asked for: "" nothing, `strategy`, `csp`, `authority` or `priority`; `FORMS` the files made of it
    besides its pages: pdf, docx, pptx. `pages(told)` are its pages; their slugs begin with the document's own. Where it has
    `LETTER` = True, or has a single page on paper, its PDF and Word file begin with their first line: no title page, no contents;
    `ONE_PAGE` = True sets its PDF a little smaller.
    """

    SLUG: str
    TITLE: str
    AUDIENCES: tuple[str, ...]
    ABOUT: str
    FORMS: tuple[str, ...]

    def pages(self, told: Told) -> tuple[Page, ...]:
        """The pages of the document, its first page first."""


def need_assessment(told: Told) -> Clearance:
    """The cleared figures.

    Raises:
        Refusal: no assessment has been made for this audience.
    """
    if told.clearance is None:
        raise Refusal("there is no assessment to draw figures from", do="Make one first: upriver assess --period 2025-01..2025-12.")
    return told.clearance
