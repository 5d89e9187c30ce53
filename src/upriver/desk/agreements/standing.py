"""How agreements stand on a day, with the words of their gateways and data sets: for pages and commands alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from upriver.desk.access.rows import as_desk
from upriver.desk.agreements.convert import agreement, agreements
from upriver.desk.agreements.models import AgreementRecord
from upriver.desk.audit.models import EventRecord
from upriver.desk.partners.people import names
from upriver.desk.releases.actions import clauses_of_releases
from upriver.duty.agreements.feeds import Feed, feeds, narrower
from upriver.duty.agreements.standing import Standing, flows, open_questions, standing
from upriver.duty.gateways import gateways, questions
from upriver.intake.contracts import layouts
from upriver.pipeline.sharing.permission import clauses_on
from upriver.store.folder import Folder
from upriver.words.declared import Contract
from upriver.words.sharing.agreement import Agreement, Clause
from upriver.words.sharing.gateway import Gateway, Question


@dataclass(frozen=True, slots=True)
class Stands:
    """One agreement on a day: how it stands, its gateway and data set where they are declared, and what is still asked."""

    agreement: Agreement
    standing: Standing
    gateway: Gateway | None
    contract: Contract | None
    asked: tuple[Question, ...]
    """All that its gateway asks the partnership to confirm."""
    open: tuple[Question, ...]
    """Those of them that nobody has answered with yes."""
    narrow: str
    """What of the data set the agreement leaves out, in a sentence; "" where it takes in all."""
    sent: str
    """When it was last sent for signature, "" where it never was."""

    @property
    def unsigned(self) -> tuple[str, ...]:
        """Ids of the parties that nobody has signed for."""
        signed = {each.party for each in self.agreement.signatures}
        return tuple(each.id for each in self.agreement.parties if each.id not in signed)


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to an agreement, from the log: what, by whom, when, with what reason and in which body."""

    verb: str
    by: str
    at: str
    why: str
    body: Mapping[str, object]


def known(folder: Folder) -> tuple[dict[str, Gateway], dict[str, Contract]]:
    """The gateways and the data sets of a workspace."""
    return gateways(folder.declarations), dict(layouts(folder.declarations))


def stand(folder: Folder, slug: str, *, on: date) -> Stands:
    """How one agreement stands.

    Raises:
        Refusal: none is called that.
    """
    return _stands(agreement(slug), *known(folder), on, _sent())


def all_stand(folder: Folder, *, on: date) -> tuple[Stands, ...]:
    """How every agreement stands, by their ids."""
    laws, contracts = known(folder)
    sent = _sent()
    return tuple(_stands(each, laws, contracts, on, sent) for each in agreements())


def lacking(folder: Folder, *, on: date) -> tuple[Feed, ...]:
    """Partners' data sets that no agreement covers."""
    laws, contracts = known(folder)
    return tuple(each for each in feeds(agreements(), contracts.values(), laws, on=on) if each.state == "none")


@as_desk()
def history(slug: str) -> tuple[Happened, ...]:
    """All that happened to an agreement, the latest first; people's names stand where they are known. Asked for once it may be read: what
    others did to it is read too."""
    called = names()
    rows = EventRecord.objects.filter(subject=f"agreement:{slug}").order_by("-number")
    return tuple(Happened(row.verb, called.get(row.by.removeprefix("person:"), row.by.removeprefix("person:")), row.at, row.why,
                          json.loads(row.body)) for row in rows)


def versions(slug: str) -> tuple[tuple[int, int], ...]:
    """Every state that is kept of an agreement: (revision, version), the first first."""
    return tuple(AgreementRecord.objects.filter(slug=slug).order_by("number").values_list("revision", "version"))


@as_desk()
def rests_on(slug: str) -> tuple[str, ...]:
    """Releases that rest on an agreement: ids of those that would be for review without it."""
    return tuple(release for release, _, clauses in clauses_of_releases() if any(each.partition("@")[0] == slug for each in clauses))


def clauses(folder: Folder, contracts: Mapping[str, Contract], *, on: date) -> tuple[Clause, ...]:
    """Every clause that agreements and open licences give on a day."""
    return tuple(clauses_on(contracts, agreements(), own=folder.declarations, names=names(), on=on))


def _stands(found: Agreement, laws: Mapping[str, Gateway], contracts: Mapping[str, Contract], on: date, sent: Mapping[str, str]) -> Stands:
    gateway, contract = laws.get(found.gateway), contracts.get(found.contract)
    asked = questions(gateway, flows(found)) if gateway else ()
    left = open_questions(found, gateway) if gateway else ()
    return Stands(found, standing(found, laws, on=on), gateway, contract, asked, left, narrower(found, contract) if contract else "",
                  sent.get(found.id, ""))


@as_desk()
def _sent() -> dict[str, str]:
    rows = EventRecord.objects.filter(verb="sent for signature").order_by("number").values_list("subject", "at")
    return {subject.removeprefix("agreement:"): at for subject, at in rows}
