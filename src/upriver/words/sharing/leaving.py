"""What leaves a provider's building: a table or depersonalised rows as CSV, and the manifest that an officer signs.

The same bytes come from the command line and from the checker in a browser; tests hold the two to each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from upriver.words.cleared import Rule
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import Submission, as_json, body_of_manifest

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
    sent = Submission(contract, version, mode, signed.provider, period or ("", ""), f"{contract}_{mode}.csv", sha256,
                      officer=signed.name, role=signed.role, signed_on=signed.on)
    told = {"slug": rule.slug, "says": rule.says, "low": rule.low, "high": rule.high, "zero": rule.zero,
            "round_to": rule.round_to} if rule else None
    return as_json(body_of_manifest(sent, rule=told, person_key=person_key))
