"""The protected table and the form that stand in for a contract's records, derived from it: one file says all three."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from upriver.words.declared import Contract, Field, Grouping

PLACES = ("gss", "lsoa21", "lsoa", "outward_postcode")
"""Patterns of fields that say where."""
HIDDEN = "c"
"""The mark of a number that is too small to leave the building."""
GRAIN_FIELDS = {
    "month": Field("month", "month", "The month, as YYYY-MM.", ("month",), required=True, must_fill=True),
    "quarter": Field(
        "quarter",
        "quarter",
        "The quarter of the financial year, as 2025-26 Q1 (April to June).",
        ("quarter",),
        required=True,
        must_fill=True,
    ),
    "hour": Field(
        "hour", "integer", "The hour of the day, from 0 to 23, by London's clock.", ("hour",), required=True, must_fill=True, low=0, high=23
    ),
    "weekday": Field(
        "weekday",
        "integer",
        "The day of the week, from 1 (Monday) to 7 (Sunday).",
        ("weekday",),
        required=True,
        must_fill=True,
        low=1,
        high=7,
    ),
}


def derived(contract: Contract, too_small: tuple[int, int] | None = None) -> Iterator[Contract]:
    """The layouts derived from a contract: `SLUG_table` where it has a table, `SLUG_form` where it has a form.

    `too_small` are the counts, both included, that the contract's disclosure rule hides: each is a fault in both layouts,
    since it has to be hidden before it is sent.
    """
    if contract.table:
        yield _layout(contract, "table", tuple(_column(contract, each) for each in contract.table), f"{contract.slug} events",
                      "How many there were; c where the number is too small to be sent.", too_small)
    if contract.form:
        measure = Field("measure", "code", "Which number of the form this row gives.", (f"{contract.slug} measure",),
                        required=True, must_fill=True, codes=tuple(number.name for number in contract.form))
        grain = GRAIN_FIELDS["quarter" if contract.cadence == "quarter" else "month"]
        yield _layout(
            contract,
            "form",
            (grain, measure),
            "number",
            "The number itself; c where it is too small to be sent, empty where it isn't known.",
            too_small,
        )


def _layout(contract: Contract, mode: str, columns: tuple[Field, ...], header: str, says: str,
            too_small: tuple[int, int] | None) -> Contract:
    # A number of a form that isn't known is left empty: whoever fills it in has no other way to say so.
    events = Field("events", "integer", says, (header,), required=True, must_fill=mode != "form", low=0, marks=(HIDDEN,), too_small=too_small)
    names = tuple(field.name for field in columns)
    when = next((name for name in ("month", "quarter") if name in names), None)
    there = contract.period_from if contract.period_from in names else None
    return replace(
        contract, slug=f"{contract.slug}_{mode}", holds="counts", fields=(*columns, events), protection="aggregate", mode=mode,
        of=contract.slug, period_from=when or there, provider_from=None, unique=names, series=names[:1], compares=(), table=(),
        form=(), wide=None, place_from=next((field.name for field in columns if field.pattern in PLACES), None),
        says={"table": "One row is a count of one group, made and protected before it left the provider.",
              "form": "One row is one number of the form."}[mode],
    )


def _column(contract: Contract, grouping: Grouping) -> Field:
    if grouping.grain:
        return GRAIN_FIELDS[grouping.grain]
    field = contract.field(grouping.field)
    return replace(field, headers=(field.name,), required=True, must_fill=False, required_if=(), free_text=False)
