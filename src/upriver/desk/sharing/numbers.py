"""Forms of a few numbers: which periods may be told of, what may not be typed, and the file that the numbers become."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from upriver.desk.sharing import uploads
from upriver.desk.sharing.asking import Ask, sends_as
from upriver.intake.contracts import layouts
from upriver.intake.derived import HIDDEN
from upriver.store.folder import Folder
from upriver.store.partners.arriving import Arriving, most_bytes
from upriver.words.access.rights import Actor
from upriver.words.declared import Contract, Number
from upriver.words.language.speaking import say
from upriver.words.period import financial_year, month_name, month_number, months_of_quarter
from upriver.words.refusal import Refusal

LATEST = 12
"""How many periods back may be told of."""
_PART = re.compile(r"(Of|By|For|From|In|On|With)\b")
_WHOLE = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,12}")


def layout_of(folder: Folder, contract: Contract) -> Contract:
    """The form that is derived from a contract.

    Raises:
        Refusal: it has none.
    """
    found = layouts(folder.declarations).get(f"{contract.slug}_form")
    if found is None:
        raise Refusal(say("this data set can't be sent as a few numbers"), do=say("See how it may be sent."))
    return found


def periods(layout: Contract, ask: Ask, *, on: date) -> tuple[str, ...]:
    """The periods that a form may be of, as it writes them, those that are late first, then the latest that have ended."""
    if layout.quarterly:
        ended = [quarter_of(month_name(month_number(f"{on:%Y-%m}") - 3 * back)) for back in range(1, LATEST + 1)]
        late = [quarter_of(each.months[0]) for each in ask.missing]
    else:
        ended = [month_name(month_number(f"{on:%Y-%m}") - back) for back in range(1, LATEST + 1)]
        late = [month for each in ask.missing for month in each.months]
    return tuple(dict.fromkeys((*late, *ended)))


def quarter_of(month: str) -> str:
    """The quarter of the financial year that a month lies in: 2026-01 in 2025-26 Q4."""
    year = financial_year(date(int(month[:4]), int(month[5:]), 1))
    return next(f"{year} Q{nth}" for nth in (1, 2, 3, 4) if month in months_of_quarter(f"{year} Q{nth}"))


def whole_of(form: tuple[Number, ...]) -> dict[str, str]:
    """Which number each part is a part of. A number whose sentence goes on from another's (Of these, ...; By firearm.) is part of the
    one before the run of such sentences; one that names its own people or events is no part."""
    found, whole = {}, ""
    for number in form:
        if whole and _PART.match(number.says):
            found[number.name] = whole
        else:
            whole = number.name
    return found


def wrong(layout: Contract, form: tuple[Number, ...], typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each number as it was typed, by its name: no number, too small to be sent, or a part larger than its whole."""
    found = {}
    low, high = layout.field("events").too_small or (1, 0)
    values = {name: int(text.replace(",", "")) for name, text in typed.items() if _WHOLE.fullmatch(text)}
    says = {number.name: number.says.rstrip(".") for number in form}
    for number in form:
        text = typed.get(number.name, "")
        if not text or text.lower() == HIDDEN:
            continue
        if number.name not in values:
            found[number.name] = say("Write a whole number, {mark} where it is too small to be sent, or leave it empty where it isn't known", mark=HIDDEN)
        elif low <= values[number.name] <= high:
            found[number.name] = say("A number from {low} to {high} is too small to be sent: write {mark} in its place", low=low, high=high, mark=HIDDEN)
    for part, whole in whole_of(form).items():
        if part not in found and whole not in found and values.get(part, 0) > values.get(whole, 10**13):
            found[part] = say("This is a part of another number and can't be larger: {whole}", whole=says[whole])
    return found


def sent(folder: Folder, ask: Ask, authority: str, *, period: str, typed: Mapping[str, str], actor: Actor, at: str) -> tuple[str, bool]:
    """Send the numbers of a period as the file that they are; gives its upload's id, and whether the same was there already.

    Raises:
        Refusal: nothing was typed at all.
    """
    form = ask.contract.form
    layout = layout_of(folder, ask.contract)
    if not any(typed.get(number.name) for number in form):
        raise Refusal(say("no number was typed"), do=say("Type at least one, 0 where there was none."))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.headers[0] for field in layout.fields])
    writer.writerows([period, number.name, typed.get(number.name, "").replace(",", "").lower()] for number in form)
    ident = uuid4().hex
    coming = Arriving(folder, most_bytes(folder))
    coming.add(text.getvalue().encode())
    name = f"{ask.contract.slug} {period}.csv"
    return uploads.arrived(folder, coming.whole(ident), ident=ident, authority=authority, provider=sends_as(authority), contract=ask.contract.slug,
                           name=name, actor=actor, at=at)
