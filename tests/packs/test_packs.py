"""Each pack is made from the records of the fiction, and says what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import fiction
import pytest
from forms.readers import words_in

from upriver.pipeline.plans.forms import as_draft, made_of
from upriver.pipeline.plans.making import document_of, documents
from upriver.report.plans.delivered.typed import without_numbers
from upriver.report.plans.told import Told
from upriver.respond.delivery.standing import delivered
from upriver.store.folder import Folder
from upriver.words.document import Bullets, Callout, Document, KeyFigures, Paragraph, Table
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import Plan
from upriver.words.standing.clock import Due
from upriver.words.standing.response import Ending, Exposure, Response

MINE = ("annual_report", "board_pack", "policing_pack", "funder_return", "scrutiny_pack", "handover_pack", "delivery", "meeting_minutes")
ABOUT = {"meeting_minutes": "mt1"}


def a_document(slug: str, tmp_path: Path, **how: object) -> Document:
    told = how.pop("told", None) or fiction.told(slug, about=ABOUT.get(slug, ""), **how)  # type: ignore[arg-type]
    assert isinstance(told, Told)
    return document_of(Folder(tmp_path), told)


def tables(document: Document) -> dict[str, Table]:
    return {block.slug: block for page in document.pages for block in page.blocks if isinstance(block, Table)}


def words(document: Document) -> str:
    found = []
    for page in document.pages:
        found += [page.title, page.lead]
        for block in page.blocks:
            if isinstance(block, (Paragraph, Callout)):
                found.append(block.text)
            elif isinstance(block, Bullets):
                found += block.items
            elif isinstance(block, KeyFigures):
                found += [f"{each.label} {each.shown} {each.unit} {each.note}" for each in block.items]
            elif isinstance(block, Table):
                found += [block.caption, *block.notes, *(str(cell.value) for row in block.rows for cell in row)]
    return "\n".join(found)


def column(table: Table, name: str) -> list[object]:
    at = [each.name for each in table.columns].index(name)
    return [row[at].value for row in table.rows]


@pytest.mark.parametrize("slug", MINE)
def test_each_is_on_the_shelf_with_a_sentence_that_says_what_it_is(slug: str) -> None:
    shelved = documents()[slug]
    assert slug == shelved.SLUG and (shelved.__doc__ or "").split("\n", 1)[0].endswith(".")


@pytest.mark.parametrize("slug", MINE)
def test_each_is_made_in_all_its_forms(slug: str, tmp_path: Path) -> None:
    files = made_of(a_document(slug, tmp_path))
    endings = {Path(path).suffix.lstrip(".") for path in files if "/" not in path}
    assert {"html", *documents()[slug].FORMS} <= endings


@pytest.mark.parametrize("slug", MINE)
def test_each_is_the_same_bytes_every_time(slug: str, tmp_path: Path) -> None:
    document = a_document(slug, tmp_path)
    assert made_of(document) == made_of(document)


@pytest.mark.parametrize("slug", [slug for slug in MINE if slug not in ABOUT])
def test_each_is_made_of_a_workspace_without_any_record(slug: str, tmp_path: Path) -> None:
    empty = fiction.told(slug, in_force="")
    assert a_document(slug, tmp_path, told=replace(empty, plan=Plan(), delivered=delivered(Plan(), on=fiction.ON))).pages


@pytest.mark.parametrize("slug", MINE)
def test_no_page_leads_to_a_page_that_is_not_there(slug: str, tmp_path: Path) -> None:
    files = made_of(a_document(slug, tmp_path))
    for path, data in files.items():
        if path.endswith(".html"):
            for href in re.findall(r'href="([^"#]+)', data.decode()):
                assert ":" in href or _there(path, href, files), f"{path} -> {href}"


def _there(path: str, href: str, files: Mapping[str, bytes]) -> bool:
    parts: list[str] = list(Path(path).parent.parts)
    for part in href.split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) in files


@pytest.mark.parametrize("slug", [slug for slug in MINE if "public" not in documents()[slug].AUDIENCES])
def test_a_pack_for_inside_is_not_made_for_the_public(slug: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        a_document(slug, tmp_path, audience="public")


@pytest.mark.parametrize("slug", MINE)
def test_a_restricted_pack_carries_its_marking_and_a_public_one_that_it_is_a_draft(slug: str, tmp_path: Path) -> None:
    assert as_draft(a_document(slug, tmp_path)).marking == "OFFICIAL-SENSITIVE"
    if "public" in documents()[slug].AUDIENCES:
        assert as_draft(a_document(slug, tmp_path, audience="public")).marking == "DRAFT"


def test_the_annual_report_has_all_thirteen_parts_and_the_line_between_them(tmp_path: Path) -> None:
    assert len(a_document("annual_report", tmp_path).pages) == 14


def test_actions_by_priority_in_the_annual_report_are_all_actions_once(tmp_path: Path) -> None:
    found = tables(a_document("annual_report", tmp_path))
    titles = [title for slug, table in found.items() if slug.startswith("annual-report-actions") for title in column(table, "Action")]
    assert sorted(map(str, titles)) == sorted(each.action.title for each in fiction.told("x").delivered.actions)


@pytest.mark.parametrize("slug", ["policing_pack", "scrutiny_pack", "annual_report"])
def test_no_two_tables_of_a_page_have_the_same_caption(slug: str, tmp_path: Path) -> None:
    for page in a_document(slug, tmp_path).pages:
        captions = [block.caption for block in page.blocks if isinstance(block, Table)]
        assert len(captions) == len(set(captions)), page.slug


def test_what_has_no_known_day_gets_none_in_the_handover_pack(tmp_path: Path) -> None:
    row = Due("x", "Norsea CSP: strategic assessment", fiction.ON, "A rule", False, "Norsea CSP", kind="csp", known=False)
    made = a_document("handover_pack", tmp_path, told=fiction.told("handover_pack", due=(row,)))
    assert "handover-pack-due" not in tables(made) and "Norsea CSP: strategic assessment" in words(made)


def test_a_return_of_a_year_without_money_has_no_empty_table_and_says_that_none_is_recorded(tmp_path: Path) -> None:
    made = a_document("funder_return", tmp_path, told=fiction.told("funder_return", about="2031-32"))
    assert "No money of 2031-32 is recorded yet" in words(made) and "funder-return-sources" not in tables(made)


def test_money_of_the_annual_report_adds_up(tmp_path: Path) -> None:
    planned = column(tables(a_document("annual_report", tmp_path))["annual-report-money"], "Planned, \u00a3")
    *parts, whole = (float(str(each)) for each in planned)
    assert sum(parts) == whole == 30_000 + 30_000 + 12_000 + 40_000 + 60_000 + 8_000


def test_the_public_reads_no_amount_of_a_single_action_or_payer(tmp_path: Path) -> None:
    public = a_document("annual_report", tmp_path, audience="public")
    said = words(public)
    assert {"annual-report-sources", "annual-report-money-actions"} & set(tables(public)) == set()
    assert "Duty grant" not in said and "28,000" not in said


def test_the_public_reads_no_number_that_somebody_typed_into_a_record(tmp_path: Path) -> None:
    plan = fiction.a_plan({"actions": {"a1": {"progress": "We met 4713 children. Teams are out.", "next_step": "Reach 4719 more."}},
                           "milestones": {"m1": {"evidence": "Return of 4721 people"}}, "said_did": {"y1": {"said": "4723 of us said so."}}})
    said = words(a_document("annual_report", tmp_path, told=fiction.told("annual_report", plan=plan, audience="public")))
    assert re.findall(r"47[12]\d", said) == [] and "Teams are out." in said


@pytest.mark.parametrize(("typed", "kept"), [
    ("Four bins stand. 312 blades.", "Four bins stand."), ("Three of the children left. It goes on.", "It goes on."), ("Two hubs are open.", "Two hubs are open."),
])
def test_a_sentence_with_a_number_of_people_is_left_out_whole(typed: str, kept: str) -> None:
    assert without_numbers(typed) == kept


def test_a_year_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no financial year"):
        a_document("annual_report", tmp_path, told=fiction.told("annual_report", about="2025"))


def test_what_was_stopped_stands_under_what_did_not_work(tmp_path: Path) -> None:
    found = tables(a_document("annual_report", tmp_path))
    assert column(found["annual-report-lessons-stopped"], "Action") == ["Night-time marshals"]


def test_the_funders_return_tells_labour_quarter_by_quarter(tmp_path: Path) -> None:
    table = tables(a_document("funder_return", tmp_path))["funder-return-quarters-1-labour"]
    assert column(table, "Spent, \u00a3") == [28_000.0, 31_000.0, None, None, 41_000.5, 100_000.5]


def test_the_funders_workbook_holds_each_table_as_numbers(tmp_path: Path) -> None:
    found = words_in("funder-return.xlsx", made_of(a_document("funder_return", tmp_path))["funder-return.xlsx"])
    assert "Duty grant" in found and "OFFICIAL-SENSITIVE" in found


def test_minutes_say_who_had_to_attend_and_did_not(tmp_path: Path) -> None:
    assert "2 of 3 that had to attend were there. Not there, or not recorded: Norsea Fire and Rescue." in words(a_document("meeting_minutes", tmp_path))


def test_required_attendance_that_was_met_is_said(tmp_path: Path) -> None:
    plan = fiction.a_plan({"attendances": {"at3": {"attended": "deputy"}}})
    assert "Everybody who had to attend did" in words(a_document("meeting_minutes", tmp_path, told=fiction.told("meeting_minutes", plan=plan, about="mt1")))


def test_a_decision_that_was_ended_says_by_which(tmp_path: Path) -> None:
    assert column(tables(a_document("meeting_minutes", tmp_path))["meeting-minutes-decisions"], "Now") == ["Put right or ended by d2", "Stands"]


def test_a_meeting_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        a_document("meeting_minutes", tmp_path, told=fiction.told("meeting_minutes", about="mt9"))
    assert "mt1 and mt2" in str(refused.value) + str(getattr(refused.value, "do", ""))


def test_the_board_sees_late_milestones_and_open_requests_of_meetings_alone(tmp_path: Path) -> None:
    found = tables(a_document("board_pack", tmp_path))
    assert column(found["board-pack-late-steps"], "Milestone") == ["Third hub open", "Course begun"]
    assert column(found["board-pack-log"], "What is to be done") == ["Find a place for the third hub."]


def test_the_boards_agenda_is_the_coming_meetings_own(tmp_path: Path) -> None:
    assert column(tables(a_document("board_pack", tmp_path))["board-pack-agenda"], "What") == ["Night-time marshals", "Hubs"]


def test_what_is_late_is_put_before_the_board_to_decide(tmp_path: Path) -> None:
    decided = column(tables(a_document("board_pack", tmp_path))["board-pack-decide"], "To decide")
    assert "Whether Youth hubs gets more time, changes or stops" in decided


def test_a_day_before_it_happened_leaves_it_out(tmp_path: Path) -> None:
    told = fiction.told("board_pack", on=date(2025, 10, 1))
    assert "End the night-time marshals." not in words(a_document("board_pack", tmp_path, told=told))


@pytest.mark.parametrize("slug", [slug for slug in MINE if "public" in documents()[slug].AUDIENCES])
def test_nobody_is_named_in_what_the_public_reads(slug: str, tmp_path: Path) -> None:
    for path, data in made_of(a_document(slug, tmp_path, audience="public")).items():
        assert b"Robin Unlisted" not in data and b"person-7" not in data, path


def test_the_board_is_asked_about_a_grant_that_carries_most_of_an_action(tmp_path: Path) -> None:
    ending = Ending(date(2026, 3, 31), "a1", ("Duty grant",), Decimal(195_000), 300, True, Decimal(325_000))
    told = fiction.told("board_pack", responses={"s2025": Response("s2025", exposure=Exposure(partly=(ending,)))})
    found = tables(a_document("board_pack", tmp_path, told=told))
    assert "How Street teams after school goes on with less, or who pays the rest" in column(found["board-pack-decide"], "To decide")
    assert column(found["board-pack-stops-part"], "Action") == ["Street teams after school"]
