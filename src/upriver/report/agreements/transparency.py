"""The public page that says which agencies share which data for what, and who sees what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from upriver.report.agreements import parts
from upriver.words.declared import Contract
from upriver.words.document import Bullets, Heading, Paragraph
from upriver.words.sharing import terms
from upriver.words.sharing.agreement import PURPOSES, Agreement
from upriver.words.sharing.gateway import Gateway
from upriver.words.sharing.paper import Block, Paper
from upriver.words.text import sentence


def transparency(agreements: Sequence[Agreement], contracts: Mapping[str, Contract], gateways: Mapping[str, Gateway], *,
                 partnership: str, open_sources: Sequence[str], as_of: str) -> Paper:
    """The page for everyone, from the agreements that are live: names of agencies, never of people.

    `open_sources` are the published data sets that are used besides, as they are printed.
    """
    return Paper(
        slug="how-we-use-data",
        title=f"How {partnership} uses data",
        summary="The agencies named here work together to prevent serious violence. This page says which of them share which data, "
                "for what, and who sees what is made of it.",
        blocks=(
            *_for_what(agreements),
            *_whose(agreements, contracts, gateways),
            *_seen(agreements, contracts),
            *_open(open_sources),
            *_rights(),
        ),
        as_of=as_of,
        draft=parts.DRAFT,
    )


def _for_what(agreements: Sequence[Agreement]) -> Iterator[Block]:
    yield Heading("What the data are used for")
    used = [purpose for purpose in PURPOSES if any(purpose in agreement.purposes for agreement in agreements)]
    if used:
        yield Bullets(tuple(sentence(PURPOSES[purpose]) for purpose in used))
    yield Paragraph("They are not used to decide about, score or watch any one person.")


def _whose(agreements: Sequence[Agreement], contracts: Mapping[str, Contract], gateways: Mapping[str, Gateway]) -> Iterator[Block]:
    yield Heading("Which agencies share which data")
    if not agreements:
        yield Paragraph("No agency shares data with the partnership at present. Everything rests on published data.")
        return
    yield parts.words_table("shared", "Agencies and data", ("Data", "Shared by", "Received by", "What it is", "How often", "Under which law"), (
        (parts.data_name(agreement, contracts), parts.parties_in(agreement, "gives"), parts.parties_in(agreement, "receives"),
         sentence(terms.INFORMATION[agreement.information]), sentence(terms.FREQUENCIES[agreement.frequency]),
         _law(agreement, gateways.get(agreement.gateway)))
        for agreement in agreements
    ), f"* {terms.UNVERIFIED}")


def _law(agreement: Agreement, gateway: Gateway | None) -> str:
    law = agreement.gateway_words or (gateway.law if gateway else agreement.gateway)
    return law if gateway and parts.was_read(agreement, gateway) else f"{law} *"


def _seen(agreements: Sequence[Agreement], contracts: Mapping[str, Contract]) -> Iterator[Block]:
    if not agreements:
        return
    yield Heading("Who sees what")
    yield parts.words_table("seen", "What the partnership and everyone else see", ("Data", "The partnership's own people", "Everyone", "Kept for"), (
        (parts.data_name(agreement, contracts), _inside(agreement), parts.onward_of(agreement), parts.kept_for(agreement))
        for agreement in agreements
    ))
    yield Paragraph("Before a figure is published, small counts are hidden to protect people.")


def _inside(agreement: Agreement) -> str:
    words = {
        "record": "A few named analysts see the rows; others see counts",
        "small_area": "Counts by small area of about 1,500 people, and above",
        "district": "Counts by district and above",
        "partnership": "Counts for the whole area",
    }
    return words[agreement.detail]


def _open(open_sources: Sequence[str]) -> Iterator[Block]:
    if open_sources:
        yield Heading("Published data that are used besides")
        yield Bullets(tuple(open_sources))


def _rights() -> Iterator[Block]:
    yield Heading("Your rights")
    yield Bullets((
        "You can ask each agency what it holds about you, and to correct it. Contact: to be filled in.",
        "You can object to the use of your data, or ask for it to be erased; the agency says what applies.",
        "If you use the NHS in England, you can opt out of uses beyond your own care (the national data opt-out).",
        "If you are not content with an agency's answer, you can complain to the Information Commissioner's Office.",
    ))
