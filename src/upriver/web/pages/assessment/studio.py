"""The studio: sections with what is written for each, live figures in the sentences, what is stale, and comments."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from django.http import Http404, HttpResponse

from upriver.desk.assessments import writing
from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.prose import ReadsOtherwise, Standing, accept_prose, as_read, standing
from upriver.pipeline.prose.reading import FRONT, figures_drafted
from upriver.report.exploring.rows import Row
from upriver.report.prose.checking import ACCEPTED, BROKEN, NEW, STALE, Written
from upriver.store.folder import Folder
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.remembering import remembered
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.web.showing.listing import Cell, Column, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal

LANGUAGES = {"en": mark("English"), "cy": mark("Welsh")}
STATES = {
    ACCEPTED: (mark("As it was accepted"), "green"), STALE: (mark("Its figures moved"), "orange"), NEW: (mark("Not accepted yet"), "blue"),
    BROKEN: (mark("Can't be said"), "red"),
}
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
MOST = 12
EASY = ".easy"


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the assessment that may have prose: its name among files of prose, its title, and what is written."""

    slug: str
    title: str
    written: Written | None
    open_comments: int


@page("assessment/studio/", right=Right.COMMENT, name="studio", whole=True)
def studio(asked: Asked) -> HttpResponse:
    """Every section, with what is written for it and what waits."""
    columns = (
        Column("title", say("Section"), lambda each: each.title, href=lambda each: asked.url("section", section=each.slug, language="en")),
        Column("state", say("Written"), _state, tag=_colour),
        Column("comments", say("Open comments"), lambda each: str(each.open_comments), sort=lambda each: each.open_comments, numeric=True),
    )
    return listing(asked, title=say("Write and comment"), rows=_sections(asked), columns=columns,
                   intro=say("What analysts write stands beside the figures on its page. A number in a sentence is named, never typed, so that it stays true."))


@page("assessment/studio/<str:section>/<slug:language>/", right=Right.COMMENT, name="section", whole=True)
def section(asked: Asked, section: str, language: str) -> HttpResponse:
    """One section: its sentences as they read today, and what people said about it."""
    _there(asked, section, language)
    text = writing.text_of(asked.folder, section, language)
    file = _written(asked, section, language)
    return asked.render(
        "assessment/section.html", title=_title(asked.folder, section), over=say(LANGUAGES.get(language, "")), back=asked.url("studio"), section=section,
        language=language, written=bool(text.text.strip()), sentences=_sentences(file), broken=bool(file and file.of(BROKEN)),
        unaccepted=len(file.unaccepted) if file else 0, read=as_read(file) if file else "", comments=writing.comments(section),
        field=Field("says", say("Your comment"), "textarea", max=writing.LONGEST_COMMENT), name=f"assessment/{section}.{language}",
    )


@page("assessment/studio/<str:section>/<slug:language>/write/", right=Right.WRITE_ASSESSMENT, name="write_section", posts=True)
def write(asked: Asked, section: str, language: str) -> HttpResponse:
    """Write the prose of a section; figures are searched for and named."""
    _there(asked, section, language, written=False)
    now = writing.text_of(asked.folder, section, language)
    fields = (Field("text", say("What this section says"), "textarea", rows=18, max=writing.LONGEST, hint=say("Markdown. Leave it empty to say nothing.")),
              Field("state", "", "hidden"))
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {"text": now.text, "state": now.state})
    status, theirs = 200, ""
    if asked.posted and form.sound:
        try:
            writing.write(asked.folder, section, language, form.values["text"], state=form.values["state"], by=asked.by, at=asked.at)
            return asked.go("section", section=section, language=language, flash=say("Saved. Read it below with today's figures."))
        except Refusal as refusal:
            form, status, theirs = Filled((*form.fields[:1], Field("state", "", "hidden", value=now.state))).wrong("text", str(refusal)), 409, now.text
    wanted = asked.query.get("find", "") or (asked.typed.get("find") or [""])[-1]
    return asked.render("assessment/write.html", status=422 if form.errors and status == 200 else status, title=_title(asked.folder, section),
                        over=say(LANGUAGES.get(language, "")), back=asked.url("section", section=section, language=language), fields=form.fields,
                        theirs=theirs, find=wanted, figures=_figures(asked, wanted))


@page("assessment/studio/<str:section>/<slug:language>/accept/", right=Right.WRITE_ASSESSMENT, name="accept_section", posts=True)
def accept(asked: Asked, section: str, language: str) -> HttpResponse:
    """Stand by what a section says with today's figures."""
    _there(asked, section, language)
    if asked.posted:
        read = (asked.typed.get("read") or [""])[-1]
        try:
            accept_prose(asked.folder, names=[f"assessment/{section}.{language}"], by=asked.by, at=asked.at, read=read)
            asked.flash(say("Accepted as it reads today."))
        except ReadsOtherwise:
            asked.flash(say("Nothing was accepted: what this section says, or one of its figures, changed after you opened it. Read it as it stands now."), "notice")
    return asked.go("section", section=section, language=language)


@page("assessment/studio/<str:section>/<slug:language>/comment/", right=Right.COMMENT, name="comment_section", whole=True, posts=True)
def comment(asked: Asked, section: str, language: str) -> HttpResponse:
    """Say something about a section, or settle what somebody said."""
    _there(asked, section, language)
    if asked.posted:
        typed = {name: values[-1] for name, values in asked.typed.items()}
        if typed.get("settle", "").isdecimal() and len(typed["settle"]) < 18:
            writing.settle(section, int(typed["settle"]), typed.get("how", ""), by=asked.by, at=asked.at)
        else:
            writing.comment(asked.folder, section, typed.get("says", ""), by=asked.by, at=asked.at)
    return asked.go("section", section=section, language=language, flash=say("Saved.") if asked.posted else "")


def _there(asked: Asked, section: str, language: str, *, written: bool = True) -> None:
    """No such page where no section could be called so or, unless it is to be written, where there is none."""
    if not writing.can_be(section, language) or (written and section not in writing.sections(asked.folder)):
        raise Http404


def prose_now(asked: Asked) -> Standing:
    """How the prose stands beside today's figures; its files may be changed by hand too."""
    place = asked.folder.root / "prose"
    written = tuple(sorted((path.as_posix(), path.stat().st_mtime_ns) for path in place.rglob("*.md"))) if place.is_dir() else ()
    return remembered(asked, "prose", lambda: standing(asked.folder), written)


def _sections(asked: Asked) -> list[Section]:
    """The pages of the assessment as it was published or written for, by title."""
    folder = asked.folder
    files = {file.section: file for file in prose_now(asked).files if file.language == "en"}
    open_ones: dict[str, int] = {}
    there = writing.sections(folder)
    for each in writing.comments():
        if not each.settled_at and each.section in there:
            open_ones[each.section] = open_ones.get(each.section, 0) + 1
    return sorted((Section(name, _title(folder, name), files.get(name), open_ones.get(name, 0)) for name in there), key=lambda each: each.title)


def _title(folder: Folder, section: str) -> str:
    if section.endswith(EASY):
        return say("{title}, in Easy Read", title=_title(folder, section.removesuffix(EASY)))
    root = folder.published
    places = (root / "index.html",) if section == FRONT else (root / section / "index.html", root / section.replace("-", "/", 1) / "index.html")
    for place in places:
        if place.is_file():
            found = HEADING.search(place.read_text("utf-8"))
            if found:
                return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip()
    return section.replace("-", " ").capitalize()


def _written(asked: Asked, section: str, language: str) -> Written | None:
    return next((file for file in prose_now(asked).files if (file.section, file.language) == (section, language)), None)


def _sentences(file: Written | None) -> list[list[object]]:
    rows: list[list[object]] = []
    for each in file.sentences if file else ():
        words, colour = STATES[each.state]
        faults = " ".join(fault.says for fault in each.faults)
        rows.append([Cell(each.now or each.source, hint=faults), Cell(say(words), tag=colour), each.was if each.state == STALE else ""])
    return rows


def _state(each: Section) -> str:
    if each.written is None:
        return say("Nothing yet")
    waiting = len(each.written.unaccepted)
    return several("{n} sentence to read", "{n} sentences to read", waiting) if waiting else say("As accepted")


def _colour(each: Section) -> str:
    return "grey" if each.written is None else "orange" if each.written.unaccepted else "green"


def _figures(asked: Asked, wanted: str) -> list[list[object]]:
    """Cleared figures that fit the words looked for: how each is named in a sentence, and what it says today."""
    words = wanted.casefold().split()
    if not words:
        return []
    held = figures_drafted(asked.folder, latest_run())
    found = [row for row in held.values() if all(word in _text(row) for word in words)]
    return [[Cell('{{ figure "' + row.figure + '" }}'), row.between, f"{row.name}, {row.when}"] for row in found[:MOST]]


def _text(row: Row) -> str:
    return f"{row.figure} {row.name} {row.when} {row.between}".casefold().replace("_", " ")
