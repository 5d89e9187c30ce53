"""The handover pack: for whoever takes over as analyst or manager: what is held, what is due, who is who, what is open, what isn't known."""

from __future__ import annotations

from datetime import timedelta

from upriver.report.plans.delivered import actions
from upriver.report.plans.delivered.words import day_cell, text
from upriver.report.plans.packs import asked, meetings
from upriver.report.plans.packs.stops import stops
from upriver.report.plans.told import Told
from upriver.report.plans.year.grounds import data, gaps
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.plan import REGISTERS
from upriver.words.standing.requirement import STANDINGS
from upriver.words.text import day, plural

SLUG = "handover_pack"
TITLE = "Handover pack"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx")
SOON = timedelta(days=183)
FOLDERS = (
    ("workspace.toml", "The partnership's name and who works in it."),
    ("db.sqlite3", "All decisions, registers, agreements and the log of events. Back it up."),
    ("held/open, held/restricted", "The data that were taken in; restricted ones never leave this machine."),
    ("declarations/", "What the partnership declared itself: definitions, contracts, rules, markings, theme."),
    ("prose/", "What analysts wrote beside the figures."),
    ("drafts/, runs/", "Assessments as they were made; each by the hash of what it rests on."),
    ("packs/", "Documents made with `upriver pack`. They can be made again."),
    ("published/", "The public site as it stands, and earlier editions."),
    ("ledger/", "What was ever released. It is never edited; another laptop may share it."),
)


def pages(told: Told) -> tuple[Page, ...]:
    """A week's reading: first what is due, then what is open, then where everything lies."""
    log = meetings.log(told, meetings.up_to(told), "handover-pack-log", "What meetings asked for and isn't done", open_only=True)
    late = [each for each in told.due if each.late(told.on)]
    return (
        Page("handover-pack", TITLE, "Handover", f"{told.partnership.name}, as it stands on {day(told.on.isoformat())}.", tuple(_front(told, len(late)))),
        Page("handover-pack/due", "What is due", "Handover", _late(len(late)), tuple(_due(told))),
        Page("handover-pack/open", "What is open", "Handover", "Decisions to take, what meetings asked for, what is out of order.",
             (Heading("Decisions to take"), *asked.decisions_to_take(asked.to_decide(told), "handover-pack-decide"), Heading("What meetings asked for"),
              log or Paragraph("Nothing is open."), Heading("What is out of order"), *actions.exceptions(told, "handover-pack-exceptions"))),
        Page("handover-pack/who", "Who is who", "Handover", "Bodies and the people who speak for them, by their work.", tuple(_who(told))),
        Page("handover-pack/data", "What is held", "Handover", "Data, agreements and when they end.", (*data(told, "handover-pack-data"),)),
        Page("handover-pack/gaps", "What isn't known", "Handover", "Gaps in data, in evidence and in records.", tuple(_gaps(told))),
        Page("handover-pack/stops", "What stops if money stops", "Handover", "By the day on which money ends.", tuple(stops(told, "handover-pack-stops"))),
        Page("handover-pack/where", "Where everything lies", "Handover", "Folders, registers, and the commands that keep them.", tuple(_where(told))),
    )


def _late(many: int) -> str:
    return f"{plural(many, 'thing is', 'things are')} past {'its' if many == 1 else 'their'} day." if many else "Nothing recorded is past its day."


def _front(told: Told, late: int) -> list[Block]:
    held = told.held
    ends = [each for each in (held.agreements if held else ()) if each.id in (held.live if held else ()) and 0 <= (each.ends - told.on).days <= 183]
    first = [
        _late(late),
        f"{plural(len(asked.to_decide(told)), 'decision')} to take.",
        f"{plural(len(told.delivered.exceptions), 'thing')} out of order among actions and money.",
        f"{plural(len(ends), 'agreement ends', 'agreements end')} within half a year.",
        f"The latest assessment is of {told.period}, as known on {day(told.assessed_on)}." if told.run else "No assessment has been made.",
    ]
    return [Heading("In the first week"), Bullets(tuple(first)),
            Callout("This pack names people to whoever may read it inside. It holds no data about anybody in the data sets, and no password: those are handed over by other ways.")]


def _due(told: Told) -> list[Block]:
    known = [each for each in told.due if each.known]
    found = sorted((each for each in known if each.due <= told.on + SOON), key=lambda each: (each.due, each.what))
    later = len(known) - len(found)
    dayless = [each.what for each in told.due if not each.known]
    nobody: list[Block] = [Paragraph("No day is known, since nothing is recorded from which it could be told:"), Bullets(tuple(dayless))] if dayless else []
    if not found:
        return [Paragraph(f"Nothing is past its day or due within half a year; {plural(later, 'thing')} later on."), *nobody]
    rows = tuple((day_cell(each.due), TableCell(each.what), text(f"\u25b2 {plural((told.on - each.due).days, 'day')} late" if each.late(told.on) else "\u25cb Not yet", "worse" if each.late(told.on) else ""),
                  text(told.name(each.whose) if each.whose else ""), text(each.rests_on), text("Yes" if each.verified else "No: to be confirmed")) for each in found)
    columns = tuple(Column(name) for name in ("Day", "What", "How it stands", "Whose", "Rests on", "Read at its source"))
    notes = (f"{plural(later, 'thing is', 'things are')} due later: upriver clock shows all.",) if later else ()
    return [Table("handover-pack-due", "Past its day, or due within half a year", columns, rows, notes, "", "", 40), *nobody]


def _who(told: Told) -> list[Block]:
    people = {each.id: each for each in told.register.people}

    def person(ident: str) -> str:
        found = people.get(ident)
        return ", ".join(filter(None, (told.names.get(ident, ""), found.job if found else ""))) or ident

    bodies = [each for each in told.register.authorities if each.holds_on(told.on)]
    rows = tuple((TableCell(each.name), text(told.kind(each.id)), text(person(each.contact) if each.contact else "nobody named"), text(person(each.deputy) if each.deputy else ""),
                  day_cell(each.valid_to)) for each in bodies)
    columns = tuple(Column(name) for name in ("Body", "Kind", "Speaks for it", "Deputy", "Ends on"))
    return [Table("handover-pack-who", plural(len(bodies), "body", "bodies"), columns, rows, (), "The partnership's register", "", 40)]


def _gaps(told: Told) -> list[Block]:
    blocks: list[Block] = [Heading("Data that were expected and haven't come"), *gaps(told)]
    silent = list(dict.fromkeys(each.indicator.title for each in told.standings if not each.series))
    blocks += [Heading("Indicators without readings"), Bullets(tuple(silent)) if silent else Paragraph("Every indicator has readings.")]
    response = told.responses.get(told.in_force)
    lacking = response.lacking if response else ()
    items = tuple(f"{each.title}: {'; '.join(each.says)}" for each in lacking)
    blocks += [Heading("Actions and priorities that lack something"), Bullets(items) if items else Paragraph("None is known to lack anything.")]
    bare = [each for each in told.requirements if each.standing in ("partly", "not_met") and each.requirement.level == "must"]
    shown = tuple(f"{each.requirement.id} {each.requirement.says} ({STANDINGS[each.standing].lower()}). {each.next_step}" for each in bare)
    return [*blocks, Heading("What the law requires and isn't met"), Bullets(shown) if shown else Paragraph("None, or nothing has been judged.")]


def _where(told: Told) -> list[Block]:
    folders = tuple((TableCell(path), TableCell(says)) for path, says in FOLDERS)
    kept = tuple((TableCell(each.sheet.title), TableCell(float(len(told.plan.of(each.word)))), TableCell(f"upriver {each.command}")) for each in REGISTERS)
    return [
        Table("handover-pack-folders", "The workspace", (Column("Where"), Column("What lies there")), folders),
        Table("handover-pack-registers", "The registers", (Column("Register"), Column("Rows", 0), Column("Kept with")), kept),
        Paragraph("All registers go out to one workbook with `upriver export` and come back with `upriver import`. `upriver status` says what is held and missing, "
                  "`upriver duty` how the Duty is met, `upriver clock` what is due, `upriver audit` whether the log is whole."),
    ]
