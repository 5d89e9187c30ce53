"""What is asked of the engine for one file: its rows with their texts and typed values, and the rules over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from upriver.store.engine import literal, named
from upriver.store.rules import Condition, conditions_of, layers, outputs, text_outputs
from upriver.words.checks import names_person
from upriver.words.declared import Contract
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import Profile

LONGEST_ROW = 1_000_000
MOST_BESIDE = 100
"""The most columns beside those asked for that a partner's file may have: each is searched cell by cell."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read one file: its form, all its columns in order, and the fields' columns among them.

    `profile` is the partner's mapping of codes, dates and constants; its columns are in `columns` already. Where the
    file is read in its own building, what won't leave is `staying`: other columns are neither refused nor searched, nor
    is free text, and a row with an identifier elsewhere is a row with a fault. `as_text` writes the fields as they were given, free text left
    empty, in place of typed values.
    """

    form: str
    header: tuple[str, ...]
    columns: Mapping[str, str]
    delimiter: str = ","
    skip_lines: int = 0
    wide: tuple[str, ...] = ()
    profile: Profile | None = None
    staying: bool = False
    as_text: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of the engine for one file. `valued` stands for its rows with their texts and typed values,
    `kept` are the columns to be written, `keys` the fields whose values may stand together only once."""

    contract: Contract
    layout: Layout
    valued: str
    kept: str
    checks: tuple[Condition, ...]
    keys: tuple[str, ...]

    @property
    def broken(self) -> str:
        return " OR ".join(check.broken for check in self.checks) or "FALSE"

    @property
    def key(self) -> str:
        """The fields that may stand together only once, as SQL; empty where there are none."""
        return ", ".join(named(name) for name in self.keys)


def plan_of(path: Path, contract: Contract, layout: Layout) -> Plan:
    """The plan for a file. No text of the file's own header gets into its SQL, but for Parquet."""
    places = {name: f"c{layout.header.index(name)}" for name in (*layout.columns.values(), *layout.wide)}
    columns = {field: places[name] for field, name in layout.columns.items()}
    wide = [places[name] for name in layout.wide] if contract.wide else []
    beside = beside_columns(contract, layout)
    texts, numbers, values = layers(contract, columns, layout.profile)
    kept = (text_outputs if layout.as_text else outputs)(contract, columns, layout.profile)
    for name, place in zip(layout.wide, wide, strict=False):
        texts += f", {place}"
        kept += f", TRY_CAST(replace({place}, ',', '') AS DOUBLE) AS {named('wide ' + name.strip())}"
    texts += "".join(f", {column}" for column in beside.values())
    valued = f"(SELECT {texts} FROM {_reading(path, layout)})"
    valued = f"(SELECT *, {numbers} FROM {valued})" if numbers else valued
    given = {*columns, *(layout.profile.constants if layout.profile else ())}
    keys = tuple(name for name in contract.unique if name in given)
    return Plan(contract, layout, f"(SELECT *, {values} FROM {valued})", kept,
                conditions_of(contract, given, wide, beside, staying=layout.staying), keys)


def beside_columns(contract: Contract, layout: Layout) -> Mapping[int, str]:
    """The columns of a protected file that its contract doesn't ask for, by their place from 1."""
    if contract.protection == "open" or layout.staying:
        return {}
    asked = {layout.header.index(name) for name in (*layout.columns.values(), *layout.wide)}
    return {place + 1: f"c{place}" for place in range(len(layout.header)) if place not in asked}


def check_headers(contract: Contract, layout: Layout) -> None:
    """Refuse a partner's file for what its header alone says.

    Raises:
        Refusal: it has a column that names a person and that the contract doesn't ask for, a column that is asked
            for twice, or far more columns than are asked for. Columns are told by their place, never as written.
    """
    if contract.protection == "open":
        return
    plain = [_plain(name) for name in layout.header]
    beside = beside_columns(contract, layout)
    naming = [f"column {place} ({found})" for place in beside if (found := names_person(layout.header[place - 1]))]
    if naming:
        many = len(naming) > 1
        raise Refusal(f"the file has {'columns that name' if many else 'a column that names'} a person: {', '.join(naming)}",
                      do=f"Take {'them' if many else 'it'} out and check the file again; nothing was kept.")
    twice = [field for field, name in layout.columns.items() if plain.count(_plain(name)) > 1]
    if twice:
        raise Refusal(f"the file has more than one column for: {', '.join(twice)}", do="Keep the right one and take the others out.")
    if len(beside) > MOST_BESIDE:
        raise Refusal(f"the file has {len(beside):,} columns that aren't asked for", do="Send only the columns of the specification.")


def _plain(header: str) -> str:
    """A header in small letters, underscores and runs of spaces as one space."""
    return " ".join(header.replace("_", " ").split()).lower()


def _reading(path: Path, layout: Layout) -> str:
    """SQL that stands for the rows of a file."""
    if layout.form == "parquet":
        texts = ", ".join(f"CAST({named(name)} AS VARCHAR) AS c{place}" for place, name in enumerate(layout.header))
        return f"(SELECT {texts} FROM read_parquet({literal(str(path))}))"
    skipped = 0 if layout.form == "sheet" else layout.skip_lines
    columns = "{" + ", ".join(f"c{number}: 'VARCHAR'" for number in range(len(layout.header))) + "}"
    return (
        f"read_csv({literal(str(path))}, header = true, auto_detect = false, columns = {columns}, "
        f"delim = {literal(layout.delimiter)}, quote = '\"', escape = '\"', skip = {skipped}, "
        f"max_line_size = {LONGEST_ROW}, null_padding = false)"
    )
