"""What a contract asks for, in words: one set of sentences for its specification, its template and the command line."""

from __future__ import annotations

from upriver.words.declared import PATTERNS, Contract, Field
from upriver.words.sharing.authority import KINDS
from upriver.words.sharing.feed import QUESTIONS
from upriver.words.text import listed, plural

FEW = 16
"""How many codes are written out; a longer list is named and stands in the template."""
_ENDS = {"month": "each month", "quarter": "each quarter of the financial year", "term": "each school term", "year": "each year"}
_TYPES = {
    "month": "A month, YYYY-MM.", "date": "A date, YYYY-MM-DD.", "datetime": "Date and time, YYYY-MM-DDTHH:MM:SS.",
    "integer": "A whole number.", "number": "A number.", "year": "A year, YYYY.",
    "quarter": "A quarter, as 2025-26 Q1.", "financial_year": "A financial year, as 2024/25.",
}


def senders(contract: Contract) -> str:
    """The kinds of body that can supply it."""
    return listed([KINDS[kind] for kind in contract.asked_of], most=len(KINDS))


def when(contract: Contract) -> str:
    """How often it is asked for and by when."""
    often = f"Once for {_ENDS.get(contract.cadence, 'each ' + contract.cadence)}"
    if contract.due_in_days is None:
        return f"{often}."
    return f"{often}, within {plural(contract.due_in_days, 'day')} of its end."


def questions(contract: Contract) -> str:
    """The questions of the assessment that rest on it."""
    return " ".join(QUESTIONS.get(slug, slug) for slug in contract.answers)


def heading(field: Field) -> str:
    """The spelling of a column that is asked for first."""
    return field.headers[0].replace("{yy}", "24") if field.headers else field.name


def holds(field: Field) -> str:
    """What goes into a column: its sentence, then its form and rules."""
    return " ".join([field.says, *_form(field)])


def must(field: Field) -> str:
    """Whether each cell must be filled, may be empty, or the whole column may be absent; a word or two."""
    if field.must_fill:
        return "In every row"
    if field.required_if:
        return "In some rows"
    return "May be empty" if field.required else "If you have it"


def _form(field: Field) -> list[str]:
    said = []
    if field.codes:
        said.append(codes(field))
    elif field.pattern and field.pattern != "person_key":
        said.append(f"Written as {PATTERNS[field.pattern][1]}.")
    elif field.type in _TYPES and not any(shape in field.says for shape in ("YYYY", "2025-26 Q1")):
        said.append(_TYPES[field.type])
    if field.required_if:
        other, *values = field.required_if
        said.append(f"Filled where {other} is {' or '.join(values)}.")
    if field.low is not None and field.high is not None and not field.codes:
        said.append(f"From {field.low:,.0f} to {field.high:,.0f}{' ' + field.unit if field.unit else ''}.")
    elif field.unit and not field.pattern:
        said.append(f"In {field.unit}.")
    if field.marks:
        said.append(f"Or a mark where there is no number: {', '.join(field.marks)}.")
    return said


def codes(field: Field) -> str:
    """The values that a column may hold: written out where they are few, else by the name of their list."""
    if len(field.codes) == 1:
        return f"Always: {field.codes[0]}."
    if len(field.codes) <= FEW:
        return f"One of: {'; '.join(field.codes)}."
    return f"One of the {len(field.codes)} in the list {(field.look_up or field.name).replace('_', ' ')}, which the XLSX template holds."


def ways(contract: Contract, table: Contract | None, form: Contract | None) -> tuple[tuple[str, str], ...]:
    """Each way to meet a contract: its name and what is done. `table` and `form` are the layouts derived from it."""
    found = []
    if "records" in contract.modes:
        found.append(("Rows", "A CSV, XLSX or ODS file with the columns below, in any order, one file for a period. Your own "
                              "headings and codes will do: they are mapped to these once."))
    if table is not None:
        where = "from your own rows" if "records" in contract.modes else "from your own rows, which stay with you"
        named = listed([heading(field) for field in table.fields], most=len(table.fields))
        found.append(("Table of counts", f"Made on your side {where}, small numbers hidden before it leaves. Its columns: {named}."))
    if form is not None:
        found.append(("Form", f"{plural(len(contract.form), 'number')} for the whole area, typed in; they are listed below."))
    if "elsewhere" in contract.modes:
        found.append(("Flows already", "If the partnership gets this by another road, say which: it counts as met, nothing is sent twice."))
    return tuple(found)
