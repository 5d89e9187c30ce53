"""One HTML file that checks a partner's rows in a browser, by the same declarations as the command line."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html import escape
from importlib import resources
from typing import Any

from upriver.intake.contracts import WIDE_NAMES
from upriver.intake.derived import GRAIN_FIELDS, derived
from upriver.words.checks import (
    COARSE_WORDS,
    IDENTIFIER_PATTERNS,
    IDENTIFIERS,
    IDENTIFYING_HEADERS,
    IDENTIFYING_WORDS,
    TEN_DIGITS,
    checks_of,
)
from upriver.words.cleared import Rule
from upriver.words.declared import PATTERNS, Contract, Field, Grouping
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import DATE_FORMATS, Profile
from upriver.words.sharing.submission import STATEMENTS

SCRIPTS = ("text", "csv", "header", "values", "rules", "repeats", "zip", "xlsx", "table", "keys", "checking", "page", "panels")
"""The scripts in the order in which they stand in the file."""

_CLOSED_GRAINS = {"hour": [str(hour) for hour in range(24)], "weekday": [str(day) for day in range(1, 8)]}
_NUMERIC = ("integer", "number", "year")
_RE2_SPACE = r"\t\n\f\r "
_POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src 'none'; connect-src 'none'; "
    "form-action 'none'; base-uri 'none'; object-src 'none'; frame-src 'none'; worker-src 'none'"
)


def checker(contract: Contract, rule: Rule, *, mapping: Profile | None = None) -> bytes:
    """The whole file, UTF-8. The same contract, rule and mapping give the same bytes.

    Raises:
        Refusal: the contract is for outlines or look-ups, which aren't rows that a partner checks.
    """
    if contract.holds in ("outlines", "look_up"):
        raise Refusal(f"{contract.slug} holds {contract.holds.replace('_', ' ')}, which the checker can't read",
                      do="It reads contracts of rows: events, counts, residents and ranks.")
    given = json.dumps(declared(contract, rule, mapping), ensure_ascii=False, sort_keys=False, separators=(",", ":"))
    # A script ends at the first `</script`, even inside a text of its own.
    plain = given.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    parts = [f"const GIVEN = {plain};\n", *(_asset(f"{name}.js") for name in SCRIPTS)]
    script = '\n"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"
    style = _asset("style.css")
    filled = {
        "policy": _POLICY.format(script=_hash(script), style=_hash(style)),
        "title": escape(contract.title), "says": escape(contract.says), "slug": escape(contract.slug),
        "version": str(contract.version), "style": style, "script": script,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda hit: filled[hit[1]], _asset("page.html")).encode()


def declared(contract: Contract, rule: Rule, mapping: Profile | None = None) -> dict[str, Any]:
    """All that the scripts are told: layouts with their checks, the table, the rule, patterns and identifiers."""
    layouts = [contract, *derived(contract, (max(rule.low, 1), rule.high) if rule.high >= max(rule.low, 1) else None)]
    counted = contract.table and contract.holds == "events" and not _wordy(contract)
    keys = [field.name for field in contract.fields if field.pattern == "person_key"]
    return {
        "slug": contract.slug,
        "version": contract.version,
        "layouts": [_layout(layout) for layout in layouts],
        "table": _table(contract, layouts[1], rule, mapping) if counted else None,
        "rule": _rule(rule),
        "rule_verified": rule.verified,
        "person_key": keys[0] if keys and contract.protection == "depersonalised" else None,
        "patterns": {name: pattern for name, (pattern, _) in PATTERNS.items()},
        "identifiers": {kind: {"says": says, "pattern": _for_browser(IDENTIFIER_PATTERNS[kind])}
                        for kind, says in IDENTIFIERS.items()},
        "ten_digits": TEN_DIGITS,
        "identifying": {"headers": sorted(IDENTIFYING_HEADERS), "words": sorted(IDENTIFYING_WORDS, key=lambda words: (-len(words), words)),
                        "coarse": sorted(COARSE_WORDS)},
        "statements": dict(STATEMENTS),
        "mapping": _mapping(mapping),
    }


def _for_browser(pattern: str) -> str:
    r"""A pattern whose `\s` is the engine's: a browser's takes in spaces that the engine's doesn't."""
    inside = re.sub(r"\[([^]]*)\]", lambda hit: f"[{hit[1]}]".replace(r"\s", _RE2_SPACE), pattern)
    return inside.replace(r"\s", f"[{_RE2_SPACE}]")


def _layout(layout: Contract) -> dict[str, Any]:
    checks = checks_of(layout, [field.name for field in layout.fields])
    return {
        "slug": layout.slug,
        "mode": layout.mode,
        "sent": layout.mode in layout.modes,
        "protection": layout.protection,
        "fields": [_field(field) for field in layout.fields],
        "checks": [{"field": check.field, "rule": check.rule, "says": check.says, "test": _test(check.test)} for check in checks],
        "unique": list(layout.unique),
        # As recognising has it: a table of residents or ranks is known by a code of an area, whichever it is.
        "codes_needed": 1 if layout.holds in ("residents", "ranks") else 0,
        "period_from": layout.period_from,
        "wide": {"value": layout.wide[1], "pattern": WIDE_NAMES[layout.wide[2]]} if layout.wide else None,
    }


def _test(test: Sequence[Any]) -> list[Any]:
    """A rule's test without its list of codes, which stands with the field once."""
    return ["codes"] if test[0] == "codes" else list(test)


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name, "type": field.type, "says": field.says, "headers": list(field.headers),
        "required": field.required, "codes": list(field.codes), "fold_case": field.fold_case, "marks": list(field.marks),
        "constant": field.constant, "free_text": field.free_text,
    }


def _table(contract: Contract, layout: Contract, rule: Rule, mapping: Profile | None) -> dict[str, Any]:
    names = [field.name for field in layout.fields]
    return {
        "columns": [_column(contract, grouping, mapping) for grouping in contract.table],
        "headers": [field.headers[0] for field in layout.fields],
        "period": names.index(layout.period_from) if layout.period_from else None,
        "rule": _rule(rule),
    }


def _wordy(contract: Contract) -> bool:
    """Whether the table groups by a field that may hold any words: then none is made, since they would leave."""
    fields = [contract.field(each.field) for each in contract.table if not each.grain]
    return any(field.type in ("text", "code") and not (field.codes or field.pattern) for field in fields)


def _column(contract: Contract, grouping: Grouping, mapping: Profile | None) -> dict[str, Any]:
    field = contract.field(grouping.field)
    closed = _CLOSED_GRAINS.get(grouping.grain) if grouping.grain else list(field.codes) if field.codes and not field.look_up else None
    kind = GRAIN_FIELDS[grouping.grain].type if grouping.grain else field.type
    constant = (mapping.constants if mapping else {}).get(field.name, field.constant)
    return {"name": grouping.name, "field": grouping.field, "grain": grouping.grain, "constant": constant or "",
            "closed": closed, "numeric": kind in _NUMERIC}


def _rule(rule: Rule) -> dict[str, Any]:
    return {"slug": rule.slug, "says": rule.says, "low": rule.low, "high": rule.high, "zero": rule.zero,
            "round_to": rule.round_to}


def _mapping(mapping: Profile | None) -> dict[str, Any] | None:
    if mapping is None:
        return None
    return {"contract": mapping.contract, "columns": dict(mapping.columns), "constants": dict(mapping.constants),
            "codes": {name: dict(codes) for name, codes in mapping.codes.items()},
            "dates": {name: DATE_FORMATS[form] for name, form in mapping.dates.items()}}


def _asset(name: str) -> str:
    return resources.files(__package__).joinpath("assets", name).read_text("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
