"""What agreements mean for each data set: whether one lives, ends soon, has ended or allows less than is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upriver.duty.agreements.standing import Standing, standing
from upriver.words.declared import Contract
from upriver.words.sharing.agreement import DETAILS, NEVER, STATES, Agreement, as_coarse
from upriver.words.sharing.gateway import Gateway
from upriver.words.text import listed, plural

NONE = "none"
"""What stands for the state of a data set for which no agreement was ever recorded."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A data set that isn't open, as its agreements stand: the state of the best of them, or `none`.

    `soon` says what ends or falls due within 90 days. `narrower` says what the data set asks for and the agreement
    doesn't give; `do` what to do next.
    """

    contract: str
    state: str
    agreement: str = ""
    soon: str = ""
    narrower: str = ""
    do: str = ""

    @property
    def says(self) -> str:
        """The same in a sentence for a list."""
        if self.state == NONE:
            return "no agreement"
        parts = [f"agreement {self.agreement} is {STATES[self.state]}", self.soon, self.narrower]
        return "; ".join(part for part in parts if part)


def feeds(agreements: Iterable[Agreement], contracts: Iterable[Contract], gateways: Mapping[str, Gateway], *,
          on: date) -> tuple[Feed, ...]:
    """Each data set that isn't open, in the order of the contracts, as its agreements stand on a day."""
    found: dict[str, list[tuple[Agreement, Standing]]] = {}
    for agreement in agreements:
        found.setdefault(agreement.contract, []).append((agreement, standing(agreement, gateways, on=on)))
    return tuple(
        _feed(contract, found.get(contract.slug, ()))
        for contract in contracts
        if contract.protection != "open" and not contract.of
    )


def _feed(contract: Contract, stands: Sequence[tuple[Agreement, Standing]]) -> Feed:
    if not stands:
        kinds = f" ({listed([kind.replace('_', ' ') for kind in contract.asked_of])})" if contract.asked_of else ""
        return Feed(contract.slug, NONE, do=f"Make one with those who hold it{kinds}: upriver agree FILE.toml.")
    order = tuple(STATES)
    agreement, stand = max(stands, key=lambda pair: (order.index(pair[1].state), not narrower(pair[0], contract), pair[0].ends))
    do = stand.lacks[0].do if stand.lacks else ""
    return Feed(contract.slug, stand.state, agreement.id, stand.soon, narrower(agreement, contract), do)


def narrower(agreement: Agreement, contract: Contract) -> str:
    """What of a data set an agreement leaves out, in words; "" where it leaves out nothing."""
    left = [field.name for field in contract.fields if agreement.fields and field.name not in agreement.fields]
    needed = [field.name for field in contract.fields if field.name in left and field.required]
    parts = []
    if left:
        parts.append(f"leaves out {plural(len(left), 'field')} ({listed(left)})")
    if needed:
        parts.append(f"{listed(needed)} must be there, so that a file without would be refused")
    finest = "small_area" if contract.protection == "depersonalised" else "district"
    if contract.place_from and not as_coarse(finest, agreement.detail):
        parts.append(f"allows {DETAILS[agreement.detail]} and nothing finer")
    if contract.answers and "strategic_needs_assessment" not in agreement.purposes:
        parts.append("doesn't allow the strategic needs assessment")
    if agreement.onward == NEVER:
        parts.append("lets nothing that is made of it be published")
    return f"narrower than asked: {'; '.join(parts)}" if parts else ""
