"""A mapping: one TOML file that says which column and word of a plan is which of a register's; read, checked and written."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from upriver.intake.mapping import quoted
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS
from upriver.words.registers.register import RegisterOf
from upriver.words.sharing.profile import DATE_FORMATS
from upriver.words.text import listed

LARGEST, LONGEST, MOST_WORDS = 2**20, 400, 5_000
DAYS = tuple(name for name in DATE_FORMATS if "DD" in name and "HH" not in name)
"""Ways of writing days; one without a day can't be read, since nobody but the partnership knows which day is meant."""


@dataclass(frozen=True, slots=True)
class PlanMapping:
    """How one sheet of a plan is read as one register.

    `columns` is the register's column -> their heading, `codes` column -> their word -> ours, `dates` column -> how they write
    days, `constants` column -> the value of every row, `section` the column that headings between the rows stand for ("" for none).
    """

    register: str
    sheet: str
    header_row: int
    columns: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    section: str = ""


def read_mapping(path: Path) -> PlanMapping:
    """A mapping from its TOML file.

    Raises:
        Refusal: it can't be read, or names what isn't there; says which key, and no more of the file.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b"\xff"
        table = tomllib.loads(data.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as fault:
        words = str(fault)
        where = words[words.rfind("at "):].rstrip(")") if "at " in words else "at an unknown line"
        raise Refusal(f"{path.name} isn't TOML that can be read ({where})", do="Mend it; a word of yours may stand there only once.") from None
    except (RecursionError, ValueError, OSError):  # no UTF-8, brackets in brackets by the thousand, numbers without end
        raise Refusal(f"{path.name} can't be read as a mapping", do="Name the TOML file that `upriver import FILE --suggest` wrote.") from None
    known = {"register", "sheet", "header_row", "columns", "codes", "dates", "constants", "section"}
    if unknown := sorted(set(table) - known):
        raise Refusal(f"{path.name} has a key that means nothing there", do=f"It is key {len(unknown)} of none of {', '.join(sorted(known))}.")
    register = next((each for each in REGISTERS if each.slug == table.get("register")), None)
    if register is None:
        raise Refusal(f"{path.name} names no register", do=f"Write register = \"actions\", or one of {listed([each.slug for each in REGISTERS], most=40)}.")
    header = table.get("header_row", 0)
    if type(header) is not int or not 0 < header <= 1_000 or not isinstance(table.get("sheet"), str):
        raise Refusal(f"{path.name} doesn't say where the plan stands", do='It needs sheet = "NAME" and header_row = NUMBER.')
    texts = {part: _texts(path.name, part, table.get(part, {})) for part in ("columns", "dates", "constants")}
    codes = table.get("codes", {})
    if not isinstance(codes, dict):
        raise _shape(path.name, "codes")
    made = PlanMapping(register.slug, table["sheet"], header, texts["columns"],
                       {name: _texts(path.name, f"codes.{name}", each) for name, each in codes.items()}, texts["dates"], texts["constants"],
                       str(table.get("section", "")))
    _checked(path.name, made, register)
    return made


def _checked(label: str, made: PlanMapping, register: RegisterOf[object]) -> None:
    columns = {column.name: column for column in register.sheet.columns}
    for part in ("columns", "codes", "dates", "constants"):
        for name in getattr(made, part):
            if name not in columns:
                raise Refusal(f"{label} has a column in [{part}] that {register.slug} hasn't", do=f"Its columns are {listed(list(columns), most=40)}.")
    if made.section and made.section not in columns:
        raise Refusal(f"{label} says in `section` a column that {register.slug} hasn't", do=f"Its columns are {listed(list(columns), most=40)}.")
    if both := sorted(set(made.columns) & set(made.constants)):
        raise Refusal(f"{label} gives {both[0]} a column and a constant", do="Keep one of them.")
    for name, form in made.dates.items():
        if columns[name].kind != "date" or form not in DAYS:
            raise Refusal(f"{label} gives {name} a way of writing days that isn't one", do=f"For a column of days it is one of {', '.join(DAYS)}.")


def _texts(label: str, part: str, table: Any) -> dict[str, str]:
    if not isinstance(table, dict) or len(table) > MOST_WORDS:
        raise _shape(label, part)
    if any(not isinstance(value, str) or max(len(key), len(value)) > LONGEST for key, value in table.items()):
        raise _shape(label, part)
    return {key: value for key, value in table.items() if value or part.startswith("codes")}


def _shape(label: str, part: str) -> Refusal:
    return Refusal(f'{label} has a part [{part}] that can\'t be read as lines of name = "value"', do="Mend it, or make it again with --suggest.")


SAYS = {
    "columns": 'the register\'s column = the heading in our plan; take a line out, or write "", where we don\'t have it',
    "dates": "how we write days where they aren't real dates: " + ", ".join(DAYS[:4]) + " ...",
    "constants": "what is the same in every row",
}


def written(made: PlanMapping, open_words: Mapping[str, tuple[str, ...]], unsure: Collection[tuple[str, str]] = ()) -> str:
    """A mapping as TOML that people can read and change; `open_words` are those of theirs that are still to be said, by column.

    Words of a column that names a body or a person are counted and not written: they may be people's names.
    """
    lines = [
        "# How our plan is read: the register's column = ours, our word = the register's. Read it, mend it, then:",
        "# upriver import PLAN --map THIS-FILE --dry-run",
        f"register = {quoted(made.register)}",
        f"sheet = {quoted(made.sheet)}",
        f"header_row = {made.header_row}",
        "# The column that headings between the rows stand for, as \"priority\"; \"\" passes them over.",
        f"section = {quoted(made.section)}",
    ]
    for part, says in SAYS.items():
        lines += ["", f"# {says}", f"[{part}]", *(f"{name} = {quoted(value)}" for name, value in getattr(made, part).items())]
    for name, codes in made.codes.items():
        column = next(column for each in REGISTERS if each.slug == made.register for column in each.sheet.columns if column.name == name)
        lines += ["", f"# our word = the register's{': ' + ', '.join(column.codes) if column.codes else ' id'}"]
        if more := open_words.get(name):
            lines.append(f"# Nothing here is like {len(more)} more of ours: add a line for each. \"\" leaves the cell empty.")
        lines += [f"[codes.{name}]", *(f"{quoted(theirs)} = {quoted(ours)}{'  # is it?' if (name, theirs) in unsure else ''}"
                                       for theirs, ours in codes.items())]
        lines += [f"# {quoted(theirs)} = \"\"" for theirs in open_words.get(name, ()) if not column.known]
    return "\n".join(lines) + "\n"
