"""Mapping profiles: one TOML file that says "our column, our code -> yours", read, checked and written."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from upriver.words.declared import Contract, Field
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import DATE_FORMATS, Profile
from upriver.words.text import listed

LARGEST = 2**20
LONGEST = 200
MOST_CODES = 5_000
_TYPES = {"date": ("DD",), "datetime": ("DD",), "month": ("M",)}
"""What a format must tell for a field of each type: a day, a day with or without a time, at least a month."""


def read_profile(path: Path, contracts: Mapping[str, Contract]) -> Profile:
    """A profile from its TOML file, held to its contract.

    Raises:
        Refusal: it can't be read, was made for another version of its contract, or maps what isn't there. Names the
            key, never more of the file than that.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(f"{path.name} is too large for a mapping", do="Name the TOML file that `upriver map` wrote.")
        data = path.read_bytes()
        table = tomllib.loads(data.decode("utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise Refusal(f"{path.name} isn't TOML that can be read ({_where(fault)})", do="Mend it, or make it again with `upriver map`.") from None
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"{path.name} can't be read as a mapping", do="Name a TOML file; `upriver map` writes one.") from None
    profile = _profile(path.name, table, hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest())
    check_profile(path.name, profile, contracts)
    return profile


def profiles(own: Path, contracts: Mapping[str, Contract]) -> tuple[Profile, ...]:
    """Every profile of a workspace, from its `declarations/mappings`, in the order of their names."""
    return tuple(read_profile(path, contracts) for path in sorted((own / "mappings").glob("*.toml")))


def check_profile(label: str, profile: Profile, contracts: Mapping[str, Contract]) -> None:
    """Refuse a profile that doesn't fit its contract.

    Raises:
        Refusal: names the first key that doesn't fit.
    """
    contract = contracts.get(profile.contract)
    if contract is None:
        raise Refusal(f"{label} maps to a contract that isn't known here", do="`upriver spec` lists them; mend its line `contract`.")
    if contract.version != profile.contract_version:
        raise Refusal(f"{label} was made for version {profile.contract_version} of {contract.slug}, which is at version {contract.version}",
                      do="See what changed with `upriver spec`, mend the mapping and its line `contract_version`.")
    fields = {field.name: field for field in contract.fields}
    for part in ("columns", "codes", "dates", "constants"):
        for name in getattr(profile, part):
            if name not in fields:
                raise Refusal(f"{label} has a field in [{part}] that {contract.slug} hasn't",
                              do=f"Its fields are {listed(list(fields), most=40)}.")
    both = sorted(set(profile.columns) & set(profile.constants))
    if both:
        raise Refusal(f"{label} gives {both[0]} a column and a constant", do="Keep one of them.")
    for name, form in profile.dates.items():
        _check_format(label, fields[name], form)
    for name, codes in profile.codes.items():
        _check_values(label, fields[name], tuple(codes.values()))
    for name, value in profile.constants.items():
        _check_values(label, fields[name], (value,))


def _check_format(label: str, field: Field, form: str) -> None:
    if form not in DATE_FORMATS:
        raise Refusal(f"{label} gives {field.name} an unknown way of writing dates", do=f"It is one of {', '.join(DATE_FORMATS)}.")
    if field.type not in _TYPES:
        raise Refusal(f"{label} gives {field.name} a way of writing dates, and it is no date", do="Take the line out.")
    if any(part not in form for part in _TYPES[field.type]):
        raise Refusal(f"{label} gives {field.name} a way of writing dates without a day", do="Choose one that has it.")


def _check_values(label: str, field: Field, values: tuple[str, ...]) -> None:
    if field.free_text:
        raise Refusal(f"{label} maps words of {field.name}, which is free text", do="Take the lines out; free text is never kept.")
    folded = {code.casefold() for code in field.codes} if field.fold_case else set()
    for value in values:
        if field.codes and value and value not in field.codes and value.casefold() not in folded:
            raise Refusal(f"{label} maps {field.name} to something that is no code of it",
                          do=f"Its codes are {listed(field.codes, most=20)}.")


def _profile(label: str, table: Mapping[str, Any], sha256: str) -> Profile:
    """The profile that a table holds; everything in it is text of a bounded length, or a number."""
    known = {"contract", "contract_version", "version", "title", "columns", "codes", "dates", "constants"}
    unknown = sorted(set(table) - known)
    if unknown or not isinstance(table.get("contract"), str):
        raise Refusal(f"{label} is no mapping: it lacks `contract`, or has a key that means nothing", do=f"It knows {', '.join(sorted(known))}.")
    if any(type(table.get(key, 1)) is not int or not 0 < table.get(key, 1) < 10**6 for key in ("contract_version", "version")):
        raise Refusal(f"{label} has a version that isn't a whole number", do="Write version = 1 and contract_version = 1.")
    parts = {part: _texts(label, part, table.get(part, {})) for part in ("columns", "dates", "constants")}
    codes = table.get("codes", {})
    if not isinstance(codes, dict):
        raise _shape(label, "codes")
    spelled = {str(name): _texts(label, f"codes.{name}", each) for name, each in codes.items()}
    return Profile(table["contract"], table.get("contract_version", 1), table.get("version", 1), parts["columns"], spelled,
                   parts["dates"], parts["constants"], str(table.get("title", ""))[:LONGEST], sha256)


def _texts(label: str, part: str, table: object) -> dict[str, str]:
    if not isinstance(table, dict) or len(table) > MOST_CODES:
        raise _shape(label, part)
    if any(not isinstance(value, str) or max(len(key), len(value)) > LONGEST for key, value in table.items()):
        raise _shape(label, part)
    return dict(table)


def _shape(label: str, part: str) -> Refusal:
    return Refusal(f"{label} has a part [{part}] that can't be read as lines of name = \"value\"", do="Mend it, or make it again with `upriver map`.")


def _where(fault: tomllib.TOMLDecodeError) -> str:
    """The line and column of a fault; its words may quote the file, so they aren't passed on."""
    words = str(fault)
    return words[words.rfind("at "):].rstrip(")") if "at " in words else "at an unknown line"


def written(profile: Profile) -> str:
    """A profile as TOML that people can read and change, the same text each time."""
    lines = [
        "# How our file is read: our column, our code = yours. Made with `upriver map`; change it by hand as you like.",
        "# When you change it, raise `version`. Check it: upriver check FILE --mapping THIS-FILE",
        f"contract = {quoted(profile.contract)}",
        f"contract_version = {profile.contract_version}",
        f"version = {profile.version}",
        *([f"title = {quoted(profile.title)}"] if profile.title else []),
    ]
    says = {"columns": 'the contract\'s field = the heading of our column; "" where we don\'t give it', "dates": "how we write dates and times",
            "constants": "what is the same in every row"}
    for part, words in says.items():
        table = getattr(profile, part)
        if table:
            lines += ["", f"# {words}", f"[{part}]", *(f"{name} = {quoted(value)}" for name, value in table.items())]
    for name, codes in profile.codes.items():
        if codes:
            lines += [
                "",
                "# our code = the contract's",
                f"[codes.{name}]",
                *(f"{quoted(theirs)} = {quoted(ours)}" for theirs, ours in codes.items()),
            ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A TOML string: the escapes of JSON are all TOML's too, but for the sign of deletion, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
