"""From what analyses say they need to what is held of it: open tables read, feeds counted by their fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from upriver.assess.materials import Columns, Materials
from upriver.duty.agreements.apart import joined
from upriver.intake import vintages
from upriver.store import holding
from upriver.store.feeds import Given
from upriver.store.folder import Folder
from upriver.store.partners.people import Met, Peopled, Within, met, people
from upriver.store.reading.points import Pointed, points
from upriver.store.tallies import Tallied, tally
from upriver.words.declared import Contract
from upriver.words.figure import MetSpec, Need, PeopleSpec, PointSpec, RowsSpec, TallySpec
from upriver.words.part import Part, Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission


def gather(
    folder: Folder,
    needs: Sequence[Need],
    *,
    receipts: Sequence[Receipt],
    layouts: Mapping[str, Contract],
    given: Mapping[str, tuple[Given, ...]],
    permission: Permission,
    audience: str,
    within: Within,
) -> Materials:
    """All that is held of the needs, as far as the permission reaches; what it doesn't reach stands in `denied`."""
    rows: dict[RowsSpec, Columns] = {}
    tallies: dict[TallySpec, Tallied] = {}
    denied: dict[Need, str] = {}
    counted, both = dict[PeopleSpec, Peopled](), dict[MetSpec, Met]()
    for need in dict.fromkeys(needs):
        if isinstance(need, RowsSpec):
            if parts := _standing_parts(receipts, need.contract):
                if permission.covers(need.contract, audience):
                    rows[need] = _rows(folder, parts, need.fields)
                else:
                    denied[need] = f"no clause lets {need.contract} be used"
        elif isinstance(need, TallySpec) and (held := _given(receipts, layouts, given, need.contract)):
            may = tuple(each for each in held if permission.covers(each[1].slug, audience))
            reads = all(layout.mode != "records" or permission.reads(layout.slug, need.by, audience) for _, layout, _ in may)
            if may and reads:
                tallies[need] = tally(folder, need, may, permission=permission, audience=audience)
            else:
                denied[need] = f"no clause lets {need.contract} be counted by {', '.join(need.by)}"
        elif isinstance(need, PeopleSpec | MetSpec):
            sides = [_given(receipts, layouts, given, each.contract) for each in _sides(need)]
            try:
                if all(sides) and isinstance(need, MetSpec):
                    joined(layouts[need.first.contract], layouts[need.second.contract], permission.clauses, audience=audience)
                    both[need] = met(folder, need, (sides[0], sides[1]), within, permission=permission, audience=audience)
                elif all(sides) and isinstance(need, PeopleSpec):
                    counted[need] = people(folder, need, sides[0], within, permission=permission, audience=audience)
            except Refusal as refusal:
                denied[need] = refusal.what
    return Materials(rows, tallies, denied, counted, both, _points(folder, needs, receipts, permission, audience))


def _points(
    folder: Folder, needs: Sequence[Need], receipts: Sequence[Receipt], permission: Permission, audience: str
) -> dict[PointSpec, Pointed]:
    """Rows at named points, of the files that stand today."""
    asked = [need for need in dict.fromkeys(needs) if isinstance(need, PointSpec) and permission.covers(need.contract, audience)]
    standing = {need: vintages.current(receipts, need.contract) for need in asked}
    return {need: points(folder, need, parts) for need, parts in standing.items() if parts}


def _sides(need: PeopleSpec | MetSpec) -> tuple[PeopleSpec, ...]:
    return (need.first, need.second) if isinstance(need, MetSpec) else (need,)


def _rows(folder: Folder, parts: tuple[Part, ...], fields: tuple[str, ...]) -> Columns:
    """Columns of an open table; `file_name` is no column but the name of the file that each row came in."""
    if "file_name" not in fields:
        return holding.rows_of(folder, parts, fields)
    own = [name for name in fields if name != "file_name"]
    each = [(part, holding.rows_of(folder, (part,), own)) for part in parts]
    found = {name: np.concatenate([columns[name] for _, columns in each]) for name in own}
    names = [np.full(len(columns[own[0]]), part.label, dtype=object) for part, columns in each]
    return {**found, "file_name": np.concatenate(names)}


def _standing_parts(receipts: Sequence[Receipt], contract: str) -> tuple[Part, ...]:
    """The parts of an open table that stand today; those that cover no period stand by their order of arrival."""
    dated = {part.path: part for part, _ in vintages.current(receipts, contract)}
    undated = [each.part for each in receipts if each.part.contract == contract and not each.part.covers and each.signed]
    return tuple(dated.values()) or tuple({part.path: part for part in undated}.values())


def _given(
    receipts: Sequence[Receipt], layouts: Mapping[str, Contract], given: Mapping[str, tuple[Given, ...]], contract: str
) -> tuple[Given, ...]:
    """What stands of a contract: a partner's feed by its clauses, an open one by what is current."""
    if contract in given or layouts[contract].protection != "open":
        return given.get(contract, ())
    current = vintages.current(receipts, contract) or _by_file_name(receipts, contract)
    return tuple((part, layouts[contract], pairs) for part, pairs in current)


def _by_file_name(receipts: Sequence[Receipt], contract: str) -> tuple[tuple[Part, tuple[tuple[str, str], ...]], ...]:
    """Parts of an open table that names no provider: the file's name less its months is whose it is, the later file stands."""
    stands: dict[tuple[str, str], Part] = {}
    for part in (each.part for each in receipts if each.part.contract == contract and each.signed and each.part.period):
        whose = re.sub(r"[0-9]{4}-[0-9]{2}", "", part.label).strip("-_ ")
        stands |= {(whose, month): part for month in (part.period.months if part.period else ())}
    parts = {part.path: part for part in stands.values()}
    return tuple((parts[path], tuple(pair for pair, part in stands.items() if part.path == path)) for path in sorted(parts))
