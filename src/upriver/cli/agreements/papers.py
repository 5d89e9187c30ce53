"""The papers of `agree --paper`: filled from the workspace, as a Word file or a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from upriver.cli.workspace import Session
from upriver.words.text import listed

if TYPE_CHECKING:
    from upriver.words.sharing.agreement import Agreement
    from upriver.words.sharing.gateway import Gateway
    from upriver.words.sharing.paper import Paper

OF_ONE = ("sharing_agreement", "dpia")
OF_ALL = ("ropa", "transparency")


def paper_bytes(session: Session, kind: str, slug: str, suffix: str, on: date) -> bytes:
    """One paper in the form that the file's ending asks for. `slug` is the agreement's, "" for a paper of all."""
    if kind not in (*OF_ONE, *OF_ALL):
        raise click.UsageError(f"--paper is {listed([*OF_ONE, *OF_ALL], last='or')}.")
    if bool(slug) != (kind in OF_ONE):
        raise click.UsageError(f"{kind} is a paper of {'one agreement: add its ID' if kind in OF_ONE else 'all agreements: leave the ID out'}.")
    if suffix not in (".docx", ".html"):
        raise click.UsageError("A paper is written to a file that ends in .docx or .html.")
    paper = _of_one(session, kind, slug, on) if slug else _of_all(session, kind, on)
    if suffix == ".docx":
        from upriver.report.word.docx import docx

        return docx(paper)
    from upriver.report.word.page import page

    return page(paper)


def _of_one(session: Session, kind: str, slug: str, on: date) -> Paper:
    from upriver.desk.agreements.convert import agreement
    from upriver.desk.partners.people import names
    from upriver.duty.agreements.standing import flows, standing
    from upriver.duty.gateways import gateways, questions
    from upriver.intake.contracts import layouts
    from upriver.report.agreements.dpia import dpia
    from upriver.report.agreements.sharing_agreement import sharing_agreement
    from upriver.words.sharing.agreement import STATES

    found = agreement(slug)
    known = gateways(session.folder.declarations)
    gateway, contract = known.get(found.gateway), layouts(session.folder.declarations).get(found.contract)
    if kind == "dpia":
        return dpia(found, contract, gateway, as_of=on.isoformat(), places=_places(session))
    stand = standing(found, known, on=on)
    said = "; ".join([STATES[stand.state], *(f"{lack.section}: {lack.why}" if lack.section else lack.why for lack in stand.lacks)])
    return sharing_agreement(found, contract, gateway, asked=questions(gateway, flows(found)) if gateway else (),
                             names=names(), state=said.rstrip("."), as_of=on.isoformat(), places=_places(session))


def _places(session: Session) -> dict[str, str]:
    """Names of areas by code, as the look-ups held have them."""
    from upriver.desk.submissions.convert import receipts
    from upriver.pipeline.counting.survey import gazette

    return {code: name for (_, code), name in gazette(session.folder, receipts()).names.items()}


def _of_all(session: Session, kind: str, on: date) -> Paper:
    from upriver.desk.agreements.convert import agreements
    from upriver.desk.submissions.convert import receipts
    from upriver.duty.gateways import gateways
    from upriver.intake.contracts import layouts
    from upriver.report.agreements.ropa import ropa
    from upriver.report.agreements.transparency import transparency

    known, contracts = gateways(session.folder.declarations), layouts(session.folder.declarations)
    live = _live(agreements(), known, on)
    if kind == "ropa":
        return ropa(live, contracts, partnership=session.name, as_of=on.isoformat())
    held = {receipt.part.contract for receipt in receipts()}
    published = sorted({f"{contracts[slug].title} ({contracts[slug].publisher})" for slug in held
                        if slug in contracts and contracts[slug].protection == "open"})
    return transparency(live, contracts, known, partnership=session.name, open_sources=published, as_of=on.isoformat())


def _live(agreements: tuple[Agreement, ...], known: Mapping[str, Gateway], on: date) -> tuple[Agreement, ...]:
    from upriver.duty.agreements.standing import standing

    return tuple(each for each in agreements if standing(each, known, on=on).live)
