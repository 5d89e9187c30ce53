"""What a new part stands in for, and what it yields to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from upriver.intake import vintages
from upriver.store import comparing
from upriver.store.folder import Folder
from upriver.store.partners import replacing
from upriver.words.declared import Contract
from upriver.words.part import Part, Receipt


def placed(folder: Folder, receipt: Receipt, stands: vintages.Standing, contract: Contract) -> Receipt:
    """Find what the new part replaces, or yields to, for each provider and month it covers."""
    part: Part = receipt.part
    replaced, yields, reasons, diff = [], [], [], dict[str, int]()
    met: dict[str, tuple[Part, list[str]]] = {}
    for provider, month in part.covers:
        old = stands.get((part.contract, provider, month))
        if old is None or old.path == part.path:
            continue
        met.setdefault(old.path, (old, []))[1].append(month)
        compared = {}
        if part.contract == "police_uk_street":
            compared = comparing.compare(folder.held / old.path, folder.held / part.path, provider, month)
        wins, reason = vintages.newer(old, part, compared)
        reasons.append(f"{month}: {reason}")
        (replaced.append(old.id) if wins else yields.append((provider, month)))
        diff = {name: diff.get(name, 0) + number for name, number in compared.items()}
    if receipt.sent is not None:
        diff = _rows_compared(folder, part, met, contract)
    return replace(
        receipt,
        replaced=tuple(dict.fromkeys(replaced)),
        yields=tuple(yields),
        reason="; ".join(dict.fromkeys(reasons)),
        diff=diff,
    )


def _rows_compared(
    folder: Folder, part: Part, met: Mapping[str, tuple[Part, list[str]]], contract: Contract
) -> dict[str, int]:
    """Rows added, changed and removed against all that stood for the same periods of the same provider."""
    diff: dict[str, int] = {}
    for old, periods in met.values():
        if not (folder.held / old.path).is_file():
            continue
        compared = replacing.compare_rows(
            folder.held / old.path, folder.held / part.path, contract, periods, spill=folder.incoming
        )
        diff = {name: diff.get(name, 0) + number for name, number in compared.items()}
    return diff
