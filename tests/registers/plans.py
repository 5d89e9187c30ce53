"""Builders for registers: a small plan in a workspace of its own, and a workbook as lists that a test can edit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from upriver.desk.opening import open_desk
from upriver.intake.records.toml import read_toml
from upriver.pipeline.registers.reading import read_file
from upriver.store.folder import Folder
from upriver.words.registers.plan import REGISTERS
from upriver.words.sharing.authority import Authority, Cover, Person, Register

AT, LATER = "2026-02-01T10:00:00Z", "2026-02-02T11:30:00Z"
PLAN = '''
[[strategies]]
id = "s1"
title = "Together"
starts = "2025-04-01"
ends = "2028-03-31"
state = "draft"
foreword = "A first line.\\nA second line, with = and \\"quotes\\"."
[[priorities]]
id = "knives"
strategy = "s1"
title = "Fewer knives"
lead = "police-1"
[[priorities]]
id = "nights"
strategy = "s1"
title = "Safer nights"
[[actions]]
id = "a1"
priority = "knives"
title = "Surrender bins in four towns"
lead = "police-1"
supporting = ["council-1", "fire-1"]
level = "primary"
starts = "2025-04-01"
due = "2026-03-31"
status = "under_way"
planned_reach = 120
[[actions]]
id = "a2"
priority = "nights"
title = "Marshals on Friday nights"
lead = "council-1"
level = "secondary"
starts = "2025-06-01"
due = "2026-06-30"
status = "planned"
[[milestones]]
id = "m1"
action = "a1"
title = "Bins are in place"
due = "2025-09-30"
[[milestones]]
id = "m2"
action = "a2"
title = "Marshals are trained"
due = "2025-10-31"
[[money]]
id = "f1"
action = "a1"
source = "Grant"
year = "2025-26"
cost = "labour"
planned = "12000.50"
spent = "3000"
spent_to = "2025-12-31"
[[returns]]
id = "r1"
action = "a1"
period_from = "2025-04-01"
period_to = "2025-06-30"
split = "all"
referred = 40
started = 30
within_28_days = 20
days_to_start = "12.5"
[[requests]]
id = "q1"
authority = "school-1"
strategy = "s1"
asked = "A place on the panel"
asked_on = "2025-05-01"
reply_by = "2025-06-01"
answer = "waiting"
[[meetings]]
id = "b1"
body = "board"
held_on = "2025-07-01"
required = ["police-1"]
[[attendances]]
id = "b1-1"
meeting = "b1"
authority = "police-1"
attended = "attended"
person = "p1"
[[decisions]]
id = "d1"
meeting = "b1"
decision = "The marshals start in June"
reason = "The findings on Friday nights"
action = "a2"
'''


def workspace(root: Path, plan: str = PLAN) -> Folder:
    """A workspace with four bodies, two people and a plan, its desk open."""
    root.mkdir(parents=True)
    (root / "workspace.toml").write_text('slug = "norsea"\nname = "Norsea"\nauthor = "A. Tester"\n', "utf-8")
    folder = Folder(root)
    open_desk(folder.database)
    from upriver.desk.partners.actions import replace_register, set_up

    set_up(slug="norsea", name="Norsea", areas=(), by="A. Tester", at=AT)
    bodies = (("police-1", "police"), ("council-1", "local_authority"), ("fire-1", "fire_and_rescue"), ("school-1", "education"))
    register = Register(tuple(Authority(ident, kind, f"The {kind} body", areas=(Cover("E06009901", "Norsea", 1.0),)) for ident, kind in bodies),
                        (Person("p1", "Oriel Tansley"), Person("p2", "Wren Halloway")))
    replace_register(new=register, by="A. Tester", at=AT)
    keep(plan, root, at=AT)
    return folder


def keep(toml: str, root: Path, *, by: str = "A. Tester", at: str = LATER) -> None:
    """Keep rows as they shall stand; what a row doesn't say of one that is there stays."""
    from upriver.desk.registers import actions
    from upriver.desk.registers.convert import rows

    path = root / "given.toml"
    path.write_text(toml, "utf-8")
    now = {(row.register, row.id): row.values for row in rows()}
    taken = read_toml(path, REGISTERS)
    changes = []
    for slug, held in taken.rows.items():
        for row in held:
            before = now.get((slug, row.values["id"]), {})
            changes.append((slug, row.values["id"], {name: value or before.get(name, "") for name, value in row.values.items()}))
    actions.keep(changes=changes, by=by, at=at)


def export(folder: Folder, form: str = ".xlsx", *, only: tuple[str, ...] = (), on: str = "", to: str = "out") -> Path:
    """The registers written beside the database."""
    from upriver.desk.registers import exporting

    data, _ = exporting.export(folder, form=form, only=only, name="Norsea", on=date.fromisoformat(on or "2026-02-03"), as_it_stood=bool(on))
    path = folder.root / f"{to}{form}"
    path.write_bytes(data)
    return path


def take_in(folder: Folder, path: Path, *, mapping: Path | None = None, by: str = "B. Second", at: str = "2026-02-04T09:00:00Z", **how: Any) -> Any:
    """A file taken in as the command does."""
    from upriver.desk.registers import taking

    return taking.take_in(folder, read_file(path, mapping), name=path.name, by=by, at=at, **how)


def state(folder: Folder) -> tuple[str, ...]:
    """Everything that the database holds, table by table, row by row."""
    with sqlite3.connect(folder.database) as held:
        return tuple(held.iterdump())


def row(slug: str, ident: str) -> Mapping[str, str]:
    """A row as it stands."""
    from upriver.desk.registers.convert import rows

    return next(each.values for each in rows() if (each.register, each.id) == (slug, ident))


@dataclass
class Book:
    """A workbook as lists of cells, from 0; formulas and merged blocks beside them."""

    sheets: dict[str, list[list[Any]]]
    formulas: dict[tuple[str, int, int], str] = field(default_factory=dict)
    merged: list[tuple[str, int, int, int, int]] = field(default_factory=list)

    def header(self, sheet: str) -> int:
        return next(at for at, cells in enumerate(self.sheets[sheet]) if cells and cells[0] in ("Id", "Sheet"))

    def column(self, sheet: str, heading: str) -> int:
        return self.sheets[sheet][self.header(sheet)].index(heading)

    def row(self, sheet: str, ident: str) -> int:
        return next(at for at, cells in enumerate(self.sheets[sheet]) if at > self.header(sheet) and cells and cells[0] == ident)

    def set(self, sheet: str, ident: str, heading: str, value: Any) -> tuple[str, int, str]:
        """Write a value; gives the place as a fault tells it."""
        at = self.row(sheet, ident)
        self.sheets[sheet][at][self.column(sheet, heading)] = value
        return sheet, at + 1, heading

    def add(self, sheet: str, **values: Any) -> int:
        """A row more under the last one; gives its number."""
        header = self.sheets[sheet][self.header(sheet)]
        self.sheets[sheet].append([values.get(heading.replace(" ", "_").lower(), "") for heading in header])
        return len(self.sheets[sheet])

    def save(self, path: Path) -> Path:
        book = xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"})
        for name, rows in self.sheets.items():
            page = book.add_worksheet(name)
            for at, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if (name, at, column) in self.formulas:
                        page.write_formula(at, column, self.formulas[name, at, column], None, value)
                    elif isinstance(value, date):
                        page.write_datetime(at, column, datetime(value.year, value.month, value.day))
                    elif isinstance(value, int | float):
                        page.write_number(at, column, value)
                    elif value:
                        page.write_string(at, column, value)
        for name, top, left, bottom, right in self.merged:
            value = self.sheets[name][top][left]
            book.get_worksheet_by_name(name).merge_range(top, left, bottom, right, value)
        book.close()
        return path


def book_of(path: Path) -> Book:
    """A workbook to be edited."""
    read = CalamineWorkbook.from_path(str(path))
    sheets = {}
    for name in read.sheet_names:
        rows = [list(cells) for cells in read.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        wide = max(map(len, rows), default=0)
        sheets[name] = [cells + [""] * (wide - len(cells)) for cells in rows]
    return Book(sheets)


Edit = Callable[[Book], tuple[str, int, str]]
"""A broken edit: gives the place at which it must be refused."""
