"""What leaves a provider's building: a table or depersonalised rows as CSV, and the manifest that an officer signs.

The same bytes come from the command line and from the checker in a browser; tests hold the two to each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from upriver.words.cleared import Rule
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import FORMAT, STATEMENTS

LONGEST_TYPED = 200


@dataclass(frozen=True, slots=True)
class Signed:
    """Who sends it: the provider, and the officer who looked, with the role and the day (YYYY-MM-DD)."""

    provider: str
    name: str
    role: str
    on: str

    def __post_init__(self) -> None:
        for what, typed in (("provider", self.provider), ("name", self.name), ("role", self.role), ("day", self.on)):
            if len(typed) > LONGEST_TYPED or any(not letter.isprintable() for letter in typed):
                raise Refusal(f"the {what} has more than {LONGEST_TYPED} characters, or some that can't be printed", do="Write it in plain words.")


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV: a cell is in quotation marks only where it holds a comma, a quotation mark or a line end."""
    return ",".join('"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\r\n') else cell for cell in cells) + "\n"


def manifest(
    signed: Signed,
    *,
    contract: str,
    version: int,
    mode: str,
    sha256: str,
    period: tuple[str, str] | None,
    rule: Rule | None,
    person_key: str | None,
) -> bytes:
    """The manifest of a table or of records. It never holds a secret, a total or a number of rows."""
    name = f"{contract}_{mode}"
    body: Mapping[str, object] = {
        "upriver_manifest": FORMAT,
        "contract": contract,
        "version": version,
        "layout": contract if mode == "records" else name,
        "mode": mode,
        "file": f"{name}.csv",
        "sha256": sha256,
        "provider": signed.provider,
        "period": {"from": period[0], "to": period[1]} if period else None,
        "rule": {"slug": rule.slug, "says": rule.says, "low": rule.low, "high": rule.high, "zero": rule.zero,
                 "round_to": rule.round_to} if rule else None,
        "person_key": person_key,
        "known_and_true": [],
        "officer": {"name": signed.name, "role": signed.role, "date": signed.on},
        "statement": STATEMENTS[mode],
    }  # fmt: skip
    return (json.dumps(body, indent=2, ensure_ascii=False) + "\n").encode()
