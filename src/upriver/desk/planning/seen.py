"""Rows and lists as they stand, read once for each state of the database and kept until the next.

A page reads all rows several times; six hundred rows take longer to read than to show. What is kept is thrown away at the next
event that changes anything, and is never shared between two databases. It is read whole, also where the database itself would show
the visitor less: whoever shows it filters by the policy (`reached`, or the right of the page).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from django.db import connection
from django.db.models import Q

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.models import EventRecord
from upriver.desk.registers.convert import rows
from upriver.desk.registers.models import RowRecord
from upriver.desk.registers.taking import known
from upriver.duty.access.policy import Scope
from upriver.store.folder import Folder
from upriver.words.access.rights import Thing
from upriver.words.language.speaking import spoken
from upriver.words.registers.plan import REGISTERS, Row
from upriver.words.registers.slip import Known
from upriver.words.sharing.sheet import SheetColumn

T = TypeVar("T")
MOST = 64
"""So many answers are kept at a time; the one that was asked for longest ago goes first."""
LOOKED = ("opened ", "exported", "signed in", "signed out", "asked for work", "looked")
"""How verbs begin that change nothing that anybody reads here."""
_KEPT: OrderedDict[Hashable, object] = OrderedDict()
_ONE = Lock()
_MAKING: dict[Hashable, Lock] = {}
"""Held by whoever makes the answer of a key, so that fifty people who come at once make it once."""


def kept(key: Hashable, made: Callable[[], T]) -> T:
    """What was made for a key in the language spoken now, made where it isn't kept: dates and periods inside it are plain words by then."""
    key = (spoken().code, key)
    with _ONE:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return cast(T, _KEPT[key])
        making = _MAKING.setdefault(key, Lock())
    with making:
        with _ONE:
            if key in _KEPT:  # made by another while this one waited
                return cast(T, _KEPT[key])
        try:
            with as_desk():
                found = made()
            with _ONE:
                _KEPT[key] = found
                while len(_KEPT) > MOST:
                    _KEPT.popitem(last=False)
            return found
        finally:
            with _ONE:
                _MAKING.pop(key, None)


def forget() -> None:
    """Throw away all that is kept: for whoever changes records in place, as erasure does."""
    with _ONE:
        _KEPT.clear()


def rows_mark() -> tuple[Hashable, ...]:
    """What tells one state of the registers from another: its last row's number and its event's place in the chain."""
    with as_desk():
        last = RowRecord.objects.order_by("-number").values_list("number", "event").first()
    return (str(connection.settings_dict["NAME"]), *(last or ()))


def mark() -> tuple[Hashable, ...]:
    """What tells one state of everything from another: the last event that changed something."""
    looked = Q()
    for begins in LOOKED:
        looked |= Q(verb__startswith=begins)
    looked &= ~Q(verb__startswith="opened account")  # somebody new, whom lists name
    with as_desk():
        last = EventRecord.objects.exclude(looked).order_by("-number").values_list("number", "id_hash").first()
        return (*rows_mark(), *(last or ()))


def rows_seen() -> tuple[Row, ...]:
    """Every row as it stands, for pages that show; verbs that write read for themselves."""
    return kept(("rows", *rows_mark()), rows)


def by_key() -> dict[tuple[str, str], Row]:
    """The same by register and id."""
    return kept(("keyed", *rows_mark()), lambda: {(row.register, row.id): row for row in rows_seen()})


def reached(reach: Scope, slug: str) -> tuple[Row, ...]:
    """The rows of a register that a scope reaches, by the same rule as `desk.access.things.of_row`."""
    found = tuple(row for row in rows_seen() if row.register == slug)
    return found if reach.all else tuple(row for row in found if reach.reaches(whose_row(row)))


def whose_row(row: Row) -> Thing:
    """Whose a row is: the authorities and areas that its columns name."""
    named: dict[str, set[str]] = {"authorities": set(), "areas": set()}
    for column in _naming(row.register):
        named[column.known] |= {part.strip() for part in row.values.get(column.name, "").split(";") if part.strip()}
    return Thing(row.register, row.id, frozenset(named["authorities"]), frozenset(named["areas"] | named["authorities"]))


def _naming(slug: str) -> tuple[SheetColumn, ...]:
    return kept(("naming", slug), lambda: tuple(
        column for each in REGISTERS if each.slug == slug for column in each.sheet.columns if column.known in ("authorities", "areas")))


def lists(folder: Folder) -> Known:
    """The lists that values must stand in, with their words."""
    return kept(("lists", str(folder.root), *mark()), lambda: known(folder, rows_seen()))
