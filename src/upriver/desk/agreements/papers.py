"""The papers of agreements: filled from the workspace, as a Word file or a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from upriver.desk.agreements.convert import agreement, agreements
from upriver.desk.partners.people import names
from upriver.desk.submissions.convert import receipts
from upriver.duty.agreements.standing import flows, standing
from upriver.duty.gateways import gateways, questions
from upriver.intake.contracts import layouts
from upriver.pipeline.counting.survey import gazette
from upriver.report.agreements.dpia import dpia
from upriver.report.agreements.ropa import ropa
from upriver.report.agreements.sharing_agreement import sharing_agreement
from upriver.report.agreements.transparency import transparency
from upriver.report.word.docx import docx
from upriver.report.word.page import page
from upriver.store.folder import Folder
from upriver.words.sharing.agreement import STATES, Agreement
from upriver.words.sharing.gateway import Gateway
from upriver.words.sharing.paper import Paper

OF_ONE = ("sharing_agreement", "dpia")
OF_ALL = ("ropa", "transparency")
FORMS = {".docx": docx, ".html": page}
"""The forms in which a paper is written."""


def paper_of_one(folder: Folder, kind: str, slug: str, *, on: date) -> Paper:
    """The sharing agreement or impact assessment of one agreement.

    Raises:
        Refusal: no agreement is called that.
    """
    found = agreement(slug)
    known = gateways(folder.declarations)
    gateway, contract = known.get(found.gateway), layouts(folder.declarations).get(found.contract)
    if kind == "dpia":
        return dpia(found, contract, gateway, as_of=on.isoformat(), places=_places(folder))
    stand = standing(found, known, on=on)
    said = "; ".join([STATES[stand.state], *(f"{lack.section}: {lack.why}" if lack.section else lack.why for lack in stand.lacks)])
    return sharing_agreement(found, contract, gateway, asked=questions(gateway, flows(found)) if gateway else (),
                             names=names(), state=said.rstrip("."), as_of=on.isoformat(), places=_places(folder))


def paper_of_all(folder: Folder, kind: str, *, name: str, on: date) -> Paper:
    """The record of processing or the transparency notice, of all agreements that are live."""
    known, contracts = gateways(folder.declarations), layouts(folder.declarations)
    live = _live(agreements(), known, on)
    if kind == "ropa":
        return ropa(live, contracts, partnership=name, as_of=on.isoformat())
    held = {receipt.part.contract for receipt in receipts()}
    published = sorted({f"{contracts[slug].title} ({contracts[slug].publisher})" for slug in held
                        if slug in contracts and contracts[slug].protection == "open"})
    return transparency(live, contracts, known, partnership=name, open_sources=published, as_of=on.isoformat())


def written(paper: Paper, suffix: str) -> bytes:
    """A paper as the bytes of a file that ends so."""
    return FORMS[suffix](paper)


def _places(folder: Folder) -> dict[str, str]:
    """Names of areas by code, as the look-ups held have them."""
    return {code: name for (_, code), name in gazette(folder, receipts()).names.items()}


def _live(found: tuple[Agreement, ...], known: Mapping[str, Gateway], on: date) -> tuple[Agreement, ...]:
    return tuple(each for each in found if standing(each, known, on=on).live)
