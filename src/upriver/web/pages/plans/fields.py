"""A register's columns as the fields of a form: grouped by meaning, each with its own sentence beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from upriver.desk.planning.seen import lists, rows_seen
from upriver.intake.records.asking import choices
from upriver.web.framework.asked import Asked
from upriver.web.pages.plans.words import known_words
from upriver.web.showing.forms import Field, Filled
from upriver.words.language.speaking import mark, say
from upriver.words.registers.register import RegisterOf
from upriver.words.sharing.sheet import SheetColumn, SheetFault

FEW = 6
"""So many choices or fewer are buttons, more are a list to choose from."""
GROUPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "actions": (
        (mark("What it is"), "title what priority status"),
        (mark("Who does it"), "lead supporting provider function boards"),
        (mark("When"), "starts due status_on progress next_step"),
        (mark("For whom and where"), "level stage horizon cause places planned_reach referral"),
        (mark("Why it should work, and how we will know"), "approach approach_reason evaluation evaluation_plan"),
    ),
    "priorities": (
        (mark("What it is"), "strategy title lead"),
        (mark("Why, and what will be different"), "why outcome young_people_said"),
        (mark("Whom it serves"), "for_victims for_people_who_harm for_bystanders shared_health_risk"),
    ),
    "strategies": (
        (mark("What it is"), "title starts ends state"),
        (mark("What it says"), "vision foreword wider_area"),
        (mark("Publishing and review"), "published_on review_due"),
    ),
    "studies": (
        (mark("What is asked"), "action question design outcome declared_on"),
        (mark("Where"), "treated compared around around_compared"),
        (mark("When"), "before_from starts phased_in_by after_to"),
        (mark("What it cost"), "cost benefit note"),
    ),
    "money": (
        (mark("What it is for"), "action source year quarter cost in_kind"),
        (mark("How much"), "planned spent spent_to ends note"),
    ),
    "measures": (
        (mark("What is measured"), "objective indicator area"),
        (mark("Baseline"), "baseline_from baseline_to"),
        (mark("Target"), "target target_by target_why"),
    ),
    "requests": (
        (mark("What was asked"), "authority strategy action asked asked_on reply_by"),
        (mark("The answer"), "answer ground answered_on note"),
    ),
    "consultations": (
        (mark("What was asked"), "strategy held_on how asked_by says reply_by"),
        (mark("What came of it"), "others changed"),
    ),
    "returns": (
        (mark("What it is about"), "action period_from period_to split group"),
        (mark("How many"), "referred started completed within_28_days days_to_start"),
    ),
}
"""The questions of long registers by what they are about; what isn't named stands at the end."""
FIGURES = ("because", "run", "release")


@dataclass(frozen=True, slots=True)
class Question(Field):
    """A field with what the pieces of a page read besides: small boxes where there are many."""

    small: bool = False


def fields_of(asked: Asked, register: RegisterOf[Any], *, leave: Collection[str] = (), now: Mapping[str, str] | None = None,
              headings: bool = True) -> tuple[Field, ...]:
    """The fields of a register's form, without its id and without those to leave out.

    `now` are the values that stand, which may always be chosen again, also where they are no longer on a list.
    """
    columns = {each.name: each for each in register.sheet.columns if each.name != "id" and each.name not in leave}
    held, known = rows_seen(), lists(asked.folder)
    made: list[Field] = []
    for title, names in grouped(register.slug, list(columns)):
        if title and headings:
            made.append(Field(f"part-{names[0]}", say(title), "heading"))
        made += [field_of(columns[name], choices(columns[name], held, known), asked, (now or {}).get(name, "")) for name in names]
    return tuple(made)


def grouped(slug: str, names: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Columns by what they are about; one group without a title where a register is short."""
    groups = [(title, [name for name in words.split() if name in names]) for title, words in GROUPS.get(slug, ())]
    told = {name for _, group in groups for name in group}
    rest = [name for name in names if name not in told]
    if rest:
        groups.append((mark("Besides") if groups else "", rest))
    return [(title, group) for title, group in groups if group]


def field_of(column: SheetColumn, offered: Mapping[str, str], asked: Asked, now: str = "") -> Field:
    """One column as a field."""
    label, hint = say(column.heading), say(column.says)
    if column.known == "people":
        offered = {ident: known_words("people", ident, asked) for ident in offered}
    listed = [(value, words or value) for value, words in offered.items()]
    listed += [(part, part) for part in now.split(";") if part and part not in offered] if offered else []
    if offered and column.several:
        return Question(column.name, label, "checkboxes", hint, column.required, listed, small=len(listed) > FEW)
    if column.codes and len(listed) <= FEW:
        nothing = [] if column.required else [("", say("Not said"))]
        return Question(column.name, label, "radios", hint, column.required, [*listed, *nothing])
    if offered:
        first = say("Choose from the list") if column.required else say("Not said, or not known")
        return Question(column.name, label, "select", hint, column.required, [("", first), *listed])
    if column.several:
        return Question(column.name, label, "text", f"{hint} {say('Put a semicolon between several.')}", column.required)
    if column.kind == "date":
        return Question(column.name, label, "date", hint, column.required)
    if column.kind in ("number", "money"):
        money = column.kind == "money" and column.name not in ("target", "days_to_start")
        return Question(column.name, label, "text", hint, column.required, width="10", prefix="£" if money else "",
                        inputmode="numeric" if column.kind == "number" else "decimal")
    if column.most > 200:
        return Question(column.name, label, "textarea", hint, column.required, max=column.most, rows=3 if column.most <= 1_000 else 6)
    return Question(column.name, label, "text", hint, column.required, max=column.most)


def faulted(form: Filled, faults: Sequence[SheetFault], register: RegisterOf[Any]) -> Filled:
    """A form with what is wrong said at each field."""
    by_heading = {column.heading: column for column in register.sheet.columns}
    for fault in faults:
        column = by_heading.get(fault.column)
        words = f"{say(fault.column)}: {fault.says}" if fault.column else fault.says
        form = wrong(form, column.name if column else "", f"{words}.")
    return form


def wrong(form: Filled, name: str, says: str) -> Filled:
    """A form with something more wrong; what belongs to no field of it stands at the first that can be filled in."""
    if any(field.name == name for field in form.fields):
        return form.wrong(name, says)
    first = next(field.name for field in form.fields if field.kind != "heading")
    return form.wrong(first, says)


def values_in(form: Filled) -> dict[str, str]:
    """What was typed, by column."""
    return {field.name: field.value for field in form.fields if field.kind != "heading"}
