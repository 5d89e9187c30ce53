"""The list of all community safety partnerships by whether they have data, and the plain page of one without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upriver.report.drawn import LIMITS
from upriver.words.document import Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import listed, plural

CODE_SLUG = "csp"


@dataclass(frozen=True, slots=True)
class Entry:
    """One partnership in the list. `numbers` are events, rate, lower and upper as cleared, None where there is none;
    `why` says why it has no page of figures ("" where it has one)."""

    code: str
    name: str
    forces: tuple[str, ...]
    numbers: tuple[float | None, float | None, float | None, float | None] = (None, None, None, None)
    marker: str = ""
    over: str = ""
    beside: str = ""
    why: str = ""


def listing(entries: Sequence[Entry], *, definition: str, period: str) -> Page:
    """The first page: partnerships with figures, then those without and which force is missing."""
    given = sorted((each for each in entries if not each.why), key=lambda each: each.name)
    rest = sorted((each for each in entries if each.why), key=lambda each: (each.forces, each.name))
    lead = (f"{plural(len(given), 'community safety partnership')} of {len(entries):,} {'has' if len(given) == 1 else 'have'} data for "
            f"{period}; for {len(rest):,} no usable file of their police force is held, or no look-up says where they lie.")
    columns = (Column("Partnership"), Column("Police force area"), Column("Events", 0), Column("Rate", 2), *LIMITS,
               Column("Rate over"), Column("Beside all with data"))
    body = tuple(
        (TableCell(each.name, href=f"{CODE_SLUG}/{each.code}"), TableCell(listed(each.forces)),
         *(TableCell(value, each.marker if value is None or place == 1 else "") for place, value in enumerate(each.numbers)),
         TableCell(each.over), TableCell(each.beside))
        for each in given
    )
    about = (f"{definition}. In the order of the alphabet, since rates whose intervals overlap have no order.",
             "Rates are per 1,000 residents a year. A month without a usable file is missing, not zero: the rate is then of the months observed.")
    table = Table("partnerships", f"Community safety partnerships with data, {period}", columns, body, about,
                  "data.police.uk, ONS Census 2021; Open Government Licence v3.0")
    blocks = (Callout("Recorded crime as data.police.uk publishes it. Its kinds are wide, and none of them is a count of serious violence."),
              table, *_rest(rest))
    return Page("", "Every community safety partnership", "Profiles", lead, blocks)


def _rest(rest: Sequence[Entry]) -> tuple[Heading | Table, ...]:
    if not rest:
        return ()
    body = tuple((TableCell(each.name, href=f"{CODE_SLUG}/{each.code}"), TableCell(listed(each.forces)), TableCell(each.why)) for each in rest)
    columns = (Column("Partnership"), Column("Police force area"), Column("Why there are no figures"))
    return (Heading("Without figures"), Table("without", "Community safety partnerships without figures", columns, body))


def plain_page(entry: Entry) -> Page:
    """The page of a partnership that no figure can be given for: which force is missing, and what would mend it."""
    whose = listed(entry.forces)
    lead = f"There are no figures for {entry.name}. {entry.why}"
    todo = [f"Take in the monthly files of {whose} from data.police.uk, and make the profiles again." if whose
            else "Take in a look-up that places its small areas and its police force, and make the profiles again."]
    blocks = (Paragraph("That there are no figures does not mean that nothing happened: missing is never zero."), Heading("What would mend it"),
              Bullets(tuple(todo)))
    return Page(f"{CODE_SLUG}/{entry.code}", f"{entry.name}: community safety partnership", "Profiles", lead, blocks)
