"""Rows of the register to words, and words to rows: the verbs call the second inside their transaction."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.desk.partners.models import AuthorityRecord, CoverRecord, Partnership, PersonRecord
from upriver.words.sharing.authority import Authority, Cover, Person, Register

PLAIN = (
    "kind", "name", "code", "tier", "rights", "valid_from", "valid_to", "continues_as", "source", "verified", "note",
    "status", "confirmed_by", "confirmed_on", "contact", "deputy",
)  # fmt: skip
"""Columns that a body's row and its word have under the same name."""


def register() -> Register:
    """The whole register, in the order in which its rows were written."""
    bodies = tuple(_authority(row) for row in AuthorityRecord.objects.prefetch_related("covers").order_by("number"))
    found = Partnership.objects.first()
    return Register(bodies, people(), found.pooled if found else "")


def people() -> tuple[Person, ...]:
    """Everybody that the register knows, erased ones with their id alone."""
    rows = PersonRecord.objects.order_by("number")
    return tuple(Person(row.ident, row.name, row.job, row.email, row.phone, row.erased_on) for row in rows)


def rests_on_bodies() -> tuple[tuple[str, str, str, str], ...]:
    """Agreements as (kind, id, title, id of a party), one a party."""
    from upriver.desk.agreements.convert import agreements  # imported here: that app may ask this one who is who

    return tuple(("agreement", each.id, each.title, party.id) for each in agreements() for party in each.parties)


def _authority(row: AuthorityRecord) -> Authority:
    covers = tuple(
        Cover(each.district, each.district_name, each.share, each.small_areas, each.valid_from, each.valid_to, each.verified)
        for each in row.covers.all()
    )
    lists = {"successors": tuple(row.successors), "unsourced": tuple(row.unsourced)}
    return Authority(id=row.ident, areas=covers, **lists, **{name: getattr(row, name) for name in PLAIN})


def written(bodies: Sequence[Authority]) -> None:
    """Write bodies with their districts as new rows; the verb that calls it records why."""
    covers = []
    for body in bodies:
        lists = {"successors": list(body.successors), "unsourced": list(body.unsourced)}
        row = AuthorityRecord.objects.create(ident=body.id, **lists, **{name: getattr(body, name) for name in PLAIN})
        covers += [
            CoverRecord(
                authority=row, district=each.district, district_name=each.name, share=each.share,
                small_areas=each.small_areas, valid_from=each.valid_from, valid_to=each.valid_to, verified=each.verified,
            )
            for each in body.areas
        ]  # fmt: skip
    CoverRecord.objects.bulk_create(covers)
