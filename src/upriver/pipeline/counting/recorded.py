"""From held open tables of recorded crime to counts by offence."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.intake import vintages
from upriver.store.folder import Folder
from upriver.store.recorded import Recorded, recorded
from upriver.words.part import Receipt
from upriver.words.sharing.agreement import Permission

CONTRACTS = ("recorded_crime_csp", "recorded_crime_force")


def tables(
    folder: Folder, receipts: Sequence[Receipt], *, permission: Permission, audience: str
) -> tuple[Recorded, ...]:
    """Every open table of recorded crime that is held, counted; none where none is."""
    found = (
        recorded(folder, contract, vintages.current(receipts, contract), permission=permission, audience=audience)
        for contract in CONTRACTS
    )
    return tuple(each for each in found if each is not None)
