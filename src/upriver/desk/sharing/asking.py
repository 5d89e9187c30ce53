"""What a body is asked for by the agreements that it gives under, and how each stands: due, come, signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upriver.desk.access.things import GIVES, names_of
from upriver.desk.agreements.convert import agreements
from upriver.desk.partners.named import bodies_named
from upriver.desk.submissions.convert import submissions
from upriver.desk.submissions.due import dues
from upriver.duty.agreements.standing import Standing, standing
from upriver.duty.gateways import gateways
from upriver.intake.contracts import layouts
from upriver.intake.receiving.due import Due
from upriver.store.folder import Folder
from upriver.words.declared import Contract, Field
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Agreement
from upriver.words.sharing.submission import Kept


@dataclass(frozen=True, slots=True)
class Ask:
    """One contract that an agreement of a body covers: under which agreement, how that stands, and what is due of it."""

    contract: Contract
    agreement: Agreement
    standing: Standing
    dues: tuple[Due, ...]
    came: tuple[Kept, ...]

    @property
    def live(self) -> bool:
        return self.standing.live

    @property
    def missing(self) -> tuple[Due, ...]:
        return tuple(each for each in self.dues if each.state == "missing")

    @property
    def next(self) -> Due | None:
        """The period that is due next."""
        return next((each for each in self.dues if each.state == "due"), None)

    @property
    def unsigned(self) -> tuple[Kept, ...]:
        return tuple(each for each in self.came if each.state == "held" and not each.sent.signed)

    @property
    def elsewhere(self) -> Kept | None:
        """The latest declaration that it flows elsewhere already."""
        return next((each for each in reversed(self.came) if each.state == "elsewhere"), None)

    @property
    def asked_fields(self) -> tuple[Field, ...]:
        """The fields that the agreement allows, all where it names none."""
        allowed = set(self.agreement.fields)
        return tuple(each for each in self.contract.fields if not allowed or each.name in allowed)


@dataclass(frozen=True, slots=True)
class Sent:
    """One period of one feed: when it was due, what came, and how far that has got. Complete isn't approved: `signed_on` says that.

    state: due, missing, late, met; "" for something that no calendar asked for. `kept` is what stands for the period.
    """

    contract: Contract
    period: str
    state: str
    due_on: date | None
    kept: Kept | None
    came_on: date | None = None
    """The day that counts for being in time: signed for, where that was before it was taken in."""
    days_late: int = 0


def provider_of(authority: str) -> str:
    """The name under which a body sends.

    Raises:
        Refusal: the register has no such body.
    """
    names = names_of([authority])
    if not names:
        raise Refusal("the register has no such body", do="Add it to the register first.")
    return names[0]


def sends_as(authority: str) -> str:
    """The name under which a body sends, where it is nobody else's.

    Raises:
        Refusal: another body of the register has that name too, so what stands under it is shown to neither.
    """
    name = provider_of(authority)
    if authority not in bodies_named(name):
        raise Refusal("another body of the register has the same name", do="Have one of the two called something else in the register.")
    return name


def givers(folder: Folder) -> tuple[str, ...]:
    """The ids of every body that gives something under an agreement, live or not, in the order of their names."""
    found = {party.id: party.name for each in agreements() for party in each.parties if party.part in GIVES}
    return tuple(sorted(found, key=lambda ident: found[ident].casefold()))


def asked_of(folder: Folder, authority: str, *, on: date) -> tuple[Ask, ...]:
    """What a body is asked for, in the order of the contracts' titles; of several agreements on one the live one counts."""
    known, declared = layouts(folder.declarations), gateways(folder.declarations)
    mine, due = _under_its_name(folder, authority, on=on)
    found: dict[str, Ask] = {}
    for each in agreements():
        if each.contract not in known or not any(party.id == authority and party.part in GIVES for party in each.parties):
            continue
        stands, before = standing(each, declared, on=on), found.get(each.contract)
        if before is None or (stands.live and not before.live):
            found[each.contract] = Ask(known[each.contract], each, stands, tuple(one for one in due if one.feed == each.contract),
                                       tuple(one for one in mine if one.sent.contract == each.contract))
    return tuple(sorted(found.values(), key=lambda one: (not one.live, one.contract.title)))


def one_ask(folder: Folder, authority: str, contract: str, *, on: date) -> Ask:
    """One of them.

    Raises:
        Refusal: no agreement of that body covers the contract.
    """
    found = next((each for each in asked_of(folder, authority, on=on) if each.contract.slug == contract), None)
    if found is None:
        raise Refusal("no agreement of this body covers that data set", do="Open the list of what is asked for, and choose there.")
    return found


def sent_by(folder: Folder, authority: str, *, on: date) -> tuple[Sent, ...]:
    """Every period that was to come from a body, with what came; then what came unasked. The latest first."""
    known = layouts(folder.declarations)
    mine, due = _under_its_name(folder, authority, on=on)
    mine = [each for each in mine if each.sent.contract in known]
    covered = periods_of_submissions(mine)
    rows, told = [], set[str]()
    for one in due:
        here = [each for each in mine if each.sent.contract == one.feed and set(covered.get(each.sent.id, ())) & set(one.months)]
        stands = next((each for each in reversed(here) if each.state in ("held", "elsewhere")), here[-1] if here else None)
        told |= {each.sent.id for each in here if each is stands or each.state != "held"}
        rows.append(Sent(known[one.feed], one.period, one.state, one.due_on, stands, one.came_on or (_came(stands) if stands else None), one.days_late or 0))
    for each in mine:
        if each.sent.id not in told:
            months = covered.get(each.sent.id, ())
            period = "" if not months else months[0] if len(months) == 1 else f"{months[0]}..{months[-1]}"
            rows.append(Sent(known[each.sent.contract], period, "", None, each, _came(each)))
    return tuple(sorted(rows, key=lambda one: (one.period, one.contract.title, one.kept.received_on if one.kept else ""), reverse=True))


def _under_its_name(folder: Folder, authority: str, *, on: date) -> tuple[list[Kept], list[Due]]:
    """What came and what is due under the name of a body; nothing where another body has that name too."""
    name = provider_of(authority).casefold()
    if authority not in bodies_named(name):
        return [], []
    due = dues(layouts(folder.declarations), own=folder.declarations, on=on)
    return [each for each in submissions() if each.sent.provider.casefold() == name], [each for each in due if each.provider.casefold() == name]


def _came(kept: Kept) -> date:
    return date.fromisoformat(kept.received_on)


def periods_of_submissions(mine: list[Kept]) -> dict[str, tuple[str, ...]]:
    """The months that each submission covers, by its id: from its held rows, else as it was declared."""
    from upriver.desk.submissions.convert import receipts
    from upriver.desk.submissions.due import months_of

    found = {each.sent.id: each.sent.months for each in mine}
    for receipt in receipts():
        if receipt.sent is not None and receipt.sent.id in found:
            months = set(found[receipt.sent.id])
            for _, period in receipt.part.covers:
                months.update(months_of(period, None) or (period,))
            found[receipt.sent.id] = tuple(sorted(months))
    return found
