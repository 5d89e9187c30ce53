"""Whether what the database holds is what the log says was written: a row that somebody changed by hand bears no event out.

Looked at are the rows that rights and decisions rest on and whose events say enough: records of the registers, agreements,
decisions about the data, roles. Votes on releases are held against the log whenever a release is made. What can't be found: a
change to other rows, such as a contact or a comment, and one to rows that an Upriver before this check wrote without a seal.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.models import EventRecord

ROLE = ("granted role", "ended role")


def seal(rows: Iterable[tuple[str, str, Mapping[str, str] | None]]) -> str:
    """A hash over states of rows (register, id, values), whatever their order: an event says with it what was written."""
    told = sorted([register, ident, None if values is None else dict(values)] for register, ident, values in rows)
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def amiss() -> tuple[str, ...]:
    """What the log doesn't bear out, as short sentences that name the record and no value. The log itself must be whole."""
    with as_desk():  # whoever may check the log needn't see every row, and a row that isn't shown isn't gone
        return (*_registers(), *_agreements(), *_decisions(), *_roles())


def _rows(app: str, model: str) -> Any:
    return apps.get_model(app, model).objects.order_by("pk")  # named here: their verbs import the log


def _told(*verbs: str, subject: str = "") -> dict[str, tuple[str, dict[str, Any], str]]:
    """Events by id: what each was about, its body, and its reason."""
    found = EventRecord.objects.filter(verb__in=verbs) if verbs else EventRecord.objects.filter(subject__startswith=subject)
    return {row.id_hash: (row.subject, json.loads(row.body), row.why) for row in found.order_by("number").iterator()}


def _registers() -> Iterator[str]:
    told, held = _told("kept"), defaultdict(list)
    for row in _rows("registers", "RowRecord").iterator():
        held[row.event].append((row.register, row.ident, row.values))
    yield from (f"{register} {ident}: no event wrote it" for event, rows in held.items() if event not in told for register, ident, _ in rows)
    for event, (_, body, _) in told.items():
        rows = held.get(event, [])
        named = sorted((*((name, True) for name in body["changed"]), *((name, False) for name in body["taken_out"])))
        if sorted((f"{register}:{ident}", values is not None) for register, ident, values in rows) != named:
            yield f"records of the registers, event {event[:12]}: not the rows that it wrote"
        elif body.get("seal", seal(rows)) != seal(rows):
            yield f"records of the registers, event {event[:12]}: changed since ({', '.join(name for name, _ in named[:5])})"


def _agreements() -> Iterator[str]:
    told = {event: each for event, each in _told(subject="agreement:").items() if {"version", "changed"} <= set(each[1])}
    before: dict[str, dict[str, Any]] = {}
    seen = set()
    for row in _rows("agreements", "AgreementRecord").iterator():
        subject, body, _ = told.get(row.event, ("", {}, ""))
        expected = {**before.get(row.slug, {}), **body.get("changed", {})}
        if subject != f"agreement:{row.slug}" or {key: value for key, value in expected.items() if value is not None} != row.body or body["version"] != row.version:
            yield f"agreement {row.slug}, revision {row.revision}: not as its event says"
        before[row.slug] = row.body
        seen.add(row.event)
    yield from (f"{told[event][0]}, event {event[:12]}: its row is gone" for event in told if event not in seen)


def _decisions() -> Iterator[str]:
    told = _told("decided")
    rows = list(_rows("submissions", "DecisionRecord").iterator())
    for row in rows:
        subject, body, why = told.get(row.event, ("", {}, ""))
        if (subject, body.get("answer"), why) != (row.subject, row.answer, row.reason):
            yield f"decision {row.number} about {row.subject}: not as its event says"
    gone = set(told) - {row.event for row in rows}
    yield from (f"decision about {told[event][0]}, event {event[:12]}: its row is gone" for event in sorted(gone))


def _roles() -> Iterator[str]:
    told, ended = _told(*ROLE), Counter[tuple[object, ...]]()
    granted = {event: each for event, each in told.items() if "purposes" in each[1]}
    given = Counter((subject, body["role"], body["authority"]) for subject, body, _ in granted.values())
    ended.update((subject, body["role"], body["authority"]) for event, (subject, body, _) in told.items() if event not in granted)
    held = Counter[tuple[object, ...]]()
    for row in _rows("accounts", "GrantRecord").iterator():
        subject, body, _ = granted.get(row.event, ("", {}, ""))
        said = (body.get("role"), body.get("authority"), body.get("areas"), body.get("purposes"))
        if subject != f"account:{row.account_id}" or said != (row.role, row.authority, row.areas, row.purposes or body.get("purposes")):
            yield f"role {row.pk} of account {row.account_id}: nobody granted it as it stands"
        elif not row.ended_on:
            held[(subject, row.role, row.authority)] += 1
    yield from (f"a role of {key[0]} that was ended counts again" for key, count in held.items() if count > given[key] - ended[key])
