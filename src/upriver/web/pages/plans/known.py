"""What the form of a new row holds already: nobody types what the workspace knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from upriver.desk.assessments.actions import latest_run
from upriver.desk.planning.seen import rows_seen
from upriver.web.framework.asked import Asked
from upriver.web.pages.plans.words import BY_SHEET, row_of, rows_by_key, told_for
from upriver.words.period import financial_year
from upriver.words.registers.register import RegisterOf

TODAY = ("status_on", "judged_on", "attested_on")
"""Days of saying something, which is done now. Days on which something happened are never guessed."""
FROM_PARENT: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("studies", "actions"): {"starts": "starts", "treated": "places"},
}
"""For a register and the one that its rows belong to: which column is begun with which of the other's."""
LONGEST = 200


def known_of(asked: Asked, register: RegisterOf[Any]) -> dict[str, str]:
    """Values of a new row, by column.

    `?of=register:id` in the address is a row that it belongs to, or one of the same register that it stands beside; columns may also be
    given by name. What is given goes before what follows from it, and that before what holds in general.
    """
    columns = {each.name: each for each in register.sheet.columns if each.name != "id"}
    given = {name: value[:LONGEST] for name, value in asked.query.items() if name in columns and not (name == "of" and ":" in value)}
    given = _beside(asked, register, asked.query.get("of", "")) | given
    return {name: value for name, value in (_general(asked, register, given) | _from_parents(asked, register, given) | given).items() if name in columns and value}


def _beside(asked: Asked, register: RegisterOf[Any], ident: str) -> dict[str, str]:
    """What a row named by `of` says: which column refers to it; or, of the same register, to what it itself refers."""
    found = row_of(asked, ident) if ":" in ident else None
    if found is None:
        return {}
    other, row = found
    if other.slug == register.slug:
        return {each.name: row.values.get(each.name, "") for each in register.sheet.columns if each.refers}
    return next(({each.name: row.id} for each in register.sheet.columns if each.refers and BY_SHEET[each.refers[0]].slug == other.slug), {})


def _from_parents(asked: Asked, register: RegisterOf[Any], given: Mapping[str, str]) -> dict[str, str]:
    made: dict[str, str] = {}
    for column in register.sheet.columns:
        if column.refers and given.get(column.name):
            slug = BY_SHEET[column.refers[0]].slug
            parent = rows_by_key(asked).get((slug, given[column.name]))
            if parent is not None:
                made |= {name: parent.values.get(theirs, "") for name, theirs in FROM_PARENT.get((register.slug, slug), {}).items()}
    return made


def _general(asked: Asked, register: RegisterOf[Any], given: Mapping[str, str]) -> dict[str, str]:
    """Today, this financial year, the strategy that holds, and the first day that no return covers yet."""
    made = dict.fromkeys(TODAY, asked.today.isoformat())
    names = {each.name for each in register.sheet.columns}
    if register.slug == "money":
        made["year"] = financial_year(asked.today)
    if "strategy" in names or (register.slug, given.get("of")) == ("reviews", "strategy"):
        made["strategy"] = made["which"] = told_for(asked).in_force
    elif (register.slug, given.get("of")) == ("reviews", "assessment"):
        made["which"] = latest_run() or ""
    if register.slug == "returns" and given.get("action"):
        last = max((row.values.get("period_to", "") for row in rows_seen() if row.register == "returns" and row.values.get("action") == given["action"]), default="")
        made["period_from"] = (date.fromisoformat(last) + timedelta(days=1)).isoformat() if last else ""
    return made
