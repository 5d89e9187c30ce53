"""What a provider sends: one file under one contract, who it is from, what was declared, and who signed for it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from upriver.words.period import months_between, months_of_quarter, read_period
from upriver.words.refusal import Refusal

if TYPE_CHECKING:  # a receipt holds a submission, and a submission speaks of faults
    from upriver.words.part import Fault

FORMAT = 1
_QUARTER = re.compile(r"20[0-9]{2}-[0-9]{2} Q[1-4]")
LONGEST = 500
LONGEST_NAME = 200
STATEMENTS = {
    "records": "I have looked at this file and its check. It is what our agreement allows us to send. I am allowed to send it.",
    "table": "I have looked at this table. It is what leaves our building: the rows it was made from stay here. I am allowed to send it.",
    "form": "I have looked at these numbers. They are what our agreement allows us to send. I am allowed to send them.",
    "elsewhere": "These data flow already, as it is said here. Nothing is sent with this.",
}
"""What an officer signs, by mode, as it stands in every manifest."""

KNOWABLE = ("required", "required_if", "range", "compare", "unique")
"""The rules that a row may break and be true all the same. How a value is written, and what identifies a person, is not
among them. Closed."""


@dataclass(frozen=True, slots=True)
class Known:
    """Rows that break a rule and are known to be true, with the reason. `row` 0 stands for every row that breaks it;
    `field` "" for every field that has the rule."""

    rule: str
    row: int
    reason: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One thing that was sent.

    `contract` is the feed, `mode` how it is met: records, table, form, or elsewhere (nothing is sent: it flows already,
    to whom and since when stands in `elsewhere`). `period` is its first and last month (YYYY-MM), ("", "") where the rows
    alone say it. `sha256` is of the file's own bytes, `mapping` that of the mapping that travels with it, if one does. `signed_on` is the day (YYYY-MM-DD) that the officer gave.
    """

    contract: str
    version: int
    mode: str
    provider: str
    period: tuple[str, str] = ("", "")
    file: str = ""
    sha256: str = ""
    statement: str = ""
    officer: str = ""
    role: str = ""
    signed_on: str = ""
    elsewhere: str = ""
    known: tuple[Known, ...] = ()
    mapping: str = ""

    @property
    def layout(self) -> str:
        """The slug of the layout that its file comes in."""
        return self.contract if self.mode in ("records", "elsewhere") else f"{self.contract}_{self.mode}"

    @property
    def signed(self) -> bool:
        """Whether a named officer signed."""
        return bool(self.officer and self.role and self.signed_on)

    @property
    def months(self) -> tuple[str, ...]:
        """The months that it is declared to cover; empty where it isn't said."""
        return months_between(*self.period) if all(self.period) else ()

    @property
    def id(self) -> str:
        """The name by which it is signed, asked about and found: the same file from the same provider has the same."""
        rests_on = (self.layout, self.provider.casefold(), self.sha256 or f"{self.elsewhere} {self.period}")
        return hashlib.sha256("\n".join(rests_on).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a submission. state: held, refused, quarantined, elsewhere or deleted.

    `rows` were read, `broken` of them break a rule, by `faults`; `why` is the reason where it isn't held. `received_on` is
    a day.
    """

    sent: Submission
    state: str
    received_on: str
    rows: int = 0
    broken: int = 0
    faults: tuple[Fault, ...] = ()
    why: str = ""


def manifest(sent: Submission) -> bytes:
    """The manifest of a package, sealed: the body of every manifest, and `seal`."""
    body = body_of_manifest(sent)
    if sent.mode == "elsewhere":
        body["elsewhere"] = sent.elsewhere
    if sent.mapping:
        body["mapping"] = sent.mapping
    body["seal"] = seal_of(body)
    return as_json(body)


def body_of_manifest(sent: Submission, *, rule: Mapping[str, Any] | None = None, person_key: str | None = None) -> dict[str, Any]:
    """The keys of every manifest in their order, as the checker in a browser writes them too.

    `rule` is the disclosure rule that a table was protected by, `person_key` the field that holds keyed hashes.
    """
    return {
        "upriver_manifest": FORMAT,
        "contract": sent.contract,
        "version": sent.version,
        "layout": sent.layout,
        "mode": sent.mode,
        "file": sent.file,
        "sha256": sent.sha256,
        "provider": sent.provider,
        "period": {"from": sent.period[0], "to": sent.period[1]} if all(sent.period) else None,
        "rule": rule,
        "person_key": person_key,
        "known_and_true": [asdict(each) for each in sent.known],
        "officer": {"name": sent.officer, "role": sent.role, "date": sent.signed_on},
        "statement": sent.statement or STATEMENTS[sent.mode],
    }


def as_json(body: Mapping[str, Any]) -> bytes:
    """A manifest as the bytes of its file."""
    return (json.dumps(body, indent=2, ensure_ascii=False) + "\n").encode()


def seal_of(body: Mapping[str, Any]) -> str:
    """SHA-256 over the manifest without its seal, as JSON with sorted keys and no spaces, in UTF-8.

    It shows a change by accident or by hand. It is no signature: whoever rewrites the manifest can seal it again, so the
    road that a package comes by must be one that the partnership trusts.
    """
    rest = {key: value for key, value in body.items() if key != "seal"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(text: bytes, label: str, *, sealed: bool = True, trusted: bool = False) -> Submission:
    """A manifest as it was written. One that the checker in a browser wrote beside a file has no seal.

    `trusted` lets a seal that doesn't fit pass: a person has looked and answers for it.

    Raises:
        Refusal: it is no manifest, its seal doesn't fit, or a key is missing or of another kind.
    """
    try:
        body = json.loads(text.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _unread(label, "its manifest can't be read") from None
    if not isinstance(body, dict) or body.get("upriver_manifest") != FORMAT:
        raise _unread(label, "its manifest isn't one of Upriver's, or is of another format")
    if (sealed or "seal" in body) and not trusted and body.get("seal") != seal_of(body):
        raise _unread(label, "its manifest was changed after it was sealed")
    try:
        sent = _submission(body)
    except (KeyError, TypeError, ValueError, AttributeError, Refusal):
        raise _unread(label, "its manifest lacks a key, or has one of another kind") from None
    if max(len(sent.provider), len(sent.file)) > LONGEST_NAME or {"/", "\\"} & set(sent.file):
        raise _unread(label, "its manifest gives a name that is too long or leads elsewhere")
    if sent.mode not in STATEMENTS or sent.layout != body["layout"] or not sent.provider.strip():
        raise _unread(label, "its manifest doesn't say how the contract is met and by whom")
    return sent


def _submission(body: Mapping[str, Any]) -> Submission:
    period, officer = body["period"], body["officer"]
    texts = [*(body[key] for key in ("contract", "layout", "mode", "file", "sha256", "provider", "statement")),
             *(officer[key] for key in ("name", "role", "date")), body.get("elsewhere", ""), body.get("mapping", "")]
    if any(not isinstance(text, str) or len(text) > LONGEST for text in texts) or type(body["version"]) is not int:
        raise ValueError
    if not isinstance(body["known_and_true"], list):
        raise ValueError
    if officer["date"] and date.fromisoformat(officer["date"]).isoformat() != officer["date"]:
        raise ValueError
    months = ("", "") if period is None else (_months(period["from"])[0], _months(period["to"])[-1])
    if months[0] > months[1]:
        raise ValueError
    known = tuple(Known(str(one["rule"]), int(one["row"]), str(one["reason"]), str(one["field"]))
                  for one in body["known_and_true"])
    return Submission(
        body["contract"], body["version"], body["mode"], body["provider"].strip(),
        months, body["file"], body["sha256"], body["statement"],
        officer["name"].strip(), officer["role"].strip(), officer["date"], body.get("elsewhere", ""), known, body.get("mapping", ""),
    )


def _months(written: str) -> tuple[str, ...]:
    """The months of one end of a period: a month, a year, a financial year or one of its quarters (2025-26 Q1)."""
    if _QUARTER.fullmatch(written):
        return months_of_quarter(written)
    return read_period(written).months


def read_known(written: str) -> Known:
    """A row that is known to be true, as it is typed: `RULE:ROW=reason`, `FIELD:RULE:ROW=reason`; ROW may be `all`.

    Raises:
        Refusal: it isn't written so, or no row may break that rule and be true.
    """
    left, _, reason = written.partition("=")
    parts = left.strip().split(":")
    row = parts[-1]
    if len(parts) not in (2, 3) or not (row == "all" or (row.isdecimal() and int(row) > 0)) or not reason.strip():
        raise Refusal("that isn't how a known row is written",
                      do='Write RULE:ROW="reason", as in range:17="the clock was set back that night", or RULE:all="reason".')
    if parts[-2] not in KNOWABLE:
        raise Refusal(f"a row can't break the rule {parts[-2]} and be known to be true",
                      do=f"That can be said of {', '.join(KNOWABLE)}; anything else has to be put right in the file.")
    return Known(parts[-2], 0 if row == "all" else int(row), reason.strip(), parts[0] if len(parts) == 3 else "")


def _unread(label: str, why: str) -> Refusal:
    return Refusal(f"the package {label} was not opened: {why}", do="Ask its sender to make it again and send it by a safe road.")
