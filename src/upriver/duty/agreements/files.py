"""An agreement's file: read with every fault at once, and written out again."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from upriver.duty.agreements.consistency import amiss, unknown
from upriver.duty.agreements.keys import CONFIRMATION, EVERY_FIELD, PARTY, SIGNATURE, TABLES, TERMS, Key
from upriver.words.declared import PATTERNS, Contract
from upriver.words.sharing.agreement import Agreement, Amiss, Confirmation, Party, Signature
from upriver.words.sharing.gateway import Gateway
from upriver.words.text import listed

ID = re.compile(r"[a-z][a-z0-9_]{0,79}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
GSS = re.compile(PATTERNS["gss"][0])
MOST_TEXT = 2_000
MOST_MONTHS = 1_200


@dataclass(slots=True)
class Read:
    """A file as it was read: the agreement where nothing is wrong, what is wrong, and the names found, by person's id."""

    agreement: Agreement | None = None
    faults: tuple[Amiss, ...] = ()
    names: dict[str, str] = field(default_factory=dict)


def read_agreement(text: str, gateways: Mapping[str, Gateway], contracts: Mapping[str, Contract]) -> Read:
    """An agreement from the text of its TOML file, with every fault of it at once."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return Read(faults=(Amiss("the file", f"isn't TOML that can be read: {fault}", "mend the line it names"),))
    read = from_table(table)
    if read.agreement is not None:
        read.faults = amiss(read.agreement, gateways, contracts)
    else:
        gateway, contract = (value if isinstance(value := table.get(key), str) else "" for key in ("gateway", "contract"))
        told = any(fault.key == "fields" for fault in read.faults) or table.get("fields") == [EVERY_FIELD]
        read.faults += tuple(unknown(gateway, contract, () if told else table.get("fields", ()), gateways, contracts))
    return read


def from_table(table: Mapping[str, Any]) -> Read:
    """An agreement from its keys and their values; days as dates or as YYYY-MM-DD."""
    faults: list[Amiss] = []
    plain = {key: value for key, value in table.items() if key not in TABLES}
    got = _keys(plain, TERMS, "", faults)
    parties = _tables(table, "parties", PARTY, faults)
    signatures = _tables(table, "signatures", SIGNATURE, faults)
    confirmation = None
    if "confirmation" in table:
        found = table["confirmation"]
        if isinstance(found, Mapping):
            confirmation = _keys(found, CONFIRMATION, "confirmation.", faults)
        else:
            faults.append(Amiss("confirmation", "isn't a table", "write it below a line [confirmation]"))
    if not parties:
        faults.append(Amiss("parties", "is missing", "name each party below a line [[parties]]"))
    if faults:
        return Read(faults=tuple(faults))
    signed = [*signatures, *([confirmation] if confirmation else [])]
    names = {row["person"]: row["name"] for row in signed if row.get("name")}
    for row in signed:
        row.pop("name", None)
    got["fields"] = () if got["fields"] == (EVERY_FIELD,) else got["fields"]
    agreement = Agreement(
        **got,
        parties=tuple(Party(**row) for row in parties),
        signatures=tuple(Signature(**row) for row in signatures),
        confirmation=Confirmation(**confirmation) if confirmation else None,
    )
    return Read(agreement, (), names)


def _tables(table: Mapping[str, Any], name: str, keys: Sequence[Key], faults: list[Amiss]) -> list[dict[str, Any]]:
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        faults.append(Amiss(name, "isn't a list of tables", f"write each below a line [[{name}]]"))
        return []
    return [_keys(row, keys, f"{name}[{number}].", faults) for number, row in enumerate(rows, 1)]


def _keys(table: Mapping[str, Any], keys: Sequence[Key], where: str, faults: list[Amiss]) -> dict[str, Any]:
    """The values of one table, each as its key wants it; what is wrong goes to `faults`."""
    known = {key.name: key for key in keys}
    for name in table:
        if name not in known:
            faults.append(Amiss(f"{where}{name}", "means nothing there", f"take it out; known are {', '.join(known)}"))
    got: dict[str, Any] = {}
    for key in keys:
        if key.name not in table:
            if key.required:
                faults.append(Amiss(f"{where}{key.name}", "is missing", f"write {key.says}{_choices(key)}"))
            continue
        value, wrong = _value(key, table[key.name])
        if wrong:
            faults.append(Amiss(f"{where}{key.name}", *wrong))
        else:
            got[key.name] = value
    return got


def _choices(key: Key) -> str:
    return f": one of {', '.join(key.words)}" if key.words else ""


def _value(key: Key, value: Any) -> tuple[Any, tuple[str, str] | None]:
    """A value as its key wants it, or what is wrong with it and what to do."""
    if key.kind in ("text", "id", "code", "word"):
        return _text(key, value)
    if key.kind in ("list", "wordlist", "areas"):
        return _list(key, value)
    if key.kind == "day":
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            try:
                return date.fromisoformat(value), None
            except ValueError:
                pass
        if isinstance(value, date) and not isinstance(value, datetime):
            return value, None
        return None, ("isn't a day", "write it as YYYY-MM-DD")
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_MONTHS:
        return value, None
    return None, ("isn't a whole number", f"write a number from 0 to {MOST_MONTHS:,}")


def _text(key: Key, value: Any) -> tuple[Any, tuple[str, str] | None]:
    if not isinstance(value, str) or not value.strip():
        return None, ("isn't text in quotes" if not isinstance(value, str) else "is empty", f"write {key.says}{_choices(key)}")
    text = value.strip()
    if len(text) > MOST_TEXT:
        return None, (f"is longer than {MOST_TEXT:,} letters", "say it shorter and keep the rest in the agreement itself")
    if key.words is not None and text not in key.words:
        return None, ("isn't a word of its closed list", f"write one of {', '.join(key.words)}")
    if key.kind == "id" and not ID.fullmatch(text):
        return None, ("isn't a short name", "use small letters, digits and underscores, a letter first")
    if key.kind == "code" and not CODE.fullmatch(text):
        return None, ("isn't an id", "use letters, digits, full stops, hyphens and underscores, without spaces")
    return text, None


def _list(key: Key, value: Any) -> tuple[Any, tuple[str, str] | None]:
    if not isinstance(value, list) or not value or not all(isinstance(each, str) and each.strip() for each in value):
        return None, ("isn't a list of texts, or is empty", f"write {key.says}, in [ ]{_choices(key)}")
    texts = tuple(each.strip() for each in value)
    if len(set(texts)) != len(texts):
        return None, ("names something twice", "name each once")
    if key.words is not None:
        strange = sorted(set(texts) - set(key.words))
        if strange:
            return None, (f"has {listed(strange)}, not on its closed list", f"choose from {', '.join(key.words)}")
    if key.kind == "areas":
        strange = sorted(code for code in texts if not GSS.fullmatch(code))
        if strange:
            return None, (f"has {listed(strange)}, which isn't a GSS code", "write a letter and eight digits, as E10000014")
    return texts, None


def table_of(agreement: Agreement) -> dict[str, Any]:
    """An agreement as plain keys and values, days as YYYY-MM-DD, without anybody's name; `from_table` reads it."""
    table: dict[str, Any] = {}
    for key in TERMS:
        value = getattr(agreement, key.name)
        if key.name == "fields" and not value:
            value = (EVERY_FIELD,)
        if value not in ("", None):
            table[key.name] = _plain(value)
    table["parties"] = [_row(party, PARTY) for party in agreement.parties]
    table["signatures"] = [_row(signature, SIGNATURE) for signature in agreement.signatures]
    if agreement.confirmation:
        table["confirmation"] = _row(agreement.confirmation, CONFIRMATION)
    return table


def agreement_toml(agreement: Agreement, names: Mapping[str, str]) -> str:
    """The agreement's file, with the names of those who signed where they are still known."""
    table = table_of(agreement)
    for row in (*table["signatures"], *([table["confirmation"]] if "confirmation" in table else [])):
        if names.get(row["person"]):
            row["name"] = names[row["person"]]
    lines = [_line(key.name, table[key.name], key) for key in TERMS if key.name in table]
    for name in ("parties", "signatures"):
        for row in table[name]:
            lines += ["", f"[[{name}]]", *(_line(key.name, row[key.name], key) for key in TABLES[name] if key.name in row)]
    if "confirmation" in table:
        row = table["confirmation"]
        lines += ["", "[confirmation]", *(_line(key.name, row[key.name], key) for key in CONFIRMATION if key.name in row)]
    return "\n".join(lines) + "\n"


def _row(thing: Any, keys: Sequence[Key]) -> dict[str, Any]:
    return {key.name: _plain(value) for key in keys if (value := getattr(thing, key.name, "")) not in ("", None)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _line(name: str, value: Any, key: Key) -> str:
    if key.kind == "day" or isinstance(value, int):
        return f"{name} = {value}"
    # JSON's quotes and escapes are TOML's too, all but DEL, which JSON leaves as it is and TOML forbids.
    return f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")
