"""The documents on CSPs, requests, consultation, equality and voices, told from small records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from csp.told_csp import NORTH, ON, WHOLE, a_cell, a_clause, a_clearance, a_plan, a_register, body, robbery, row, told

from upriver.report.documents import (
    alignment,
    consultation,
    consultation_letter,
    county_agreement,
    csp_assessment,
    csp_paragraphs,
    csp_plan,
    equality_impact,
    gap_letter,
    request_letter,
    requests,
    said_and_did,
)
from upriver.words.document import Bullets, Callout, Heading, KeyFigures, Paragraph, Table
from upriver.words.refusal import Refusal
from upriver.words.standing.question import Question
from upriver.words.standing.response import Answered, Response

CSP = "E22000001"
FIGURES = a_clearance(*robbery(NORTH, 500, 5.0, 4.5, 5.5), *robbery(WHOLE, 800, 4.0, 3.7, 4.3))
ACTION = row("actions", "a1", title="Street teams", priority="knives", status="under_way", places="E07000001", lead="police")
POLICE = body("police", "police", "The police")


def tables(pages):
    return {block.slug: block for page in pages for block in page.blocks if isinstance(block, Table)}


def words(pages):
    """All that a reader reads, tables included."""
    found = []
    for page in pages:
        found += [page.title, page.lead]
        for block in page.blocks:
            if isinstance(block, Paragraph | Heading | Callout):
                found.append(block.text)
            elif isinstance(block, Bullets):
                found += block.items
            elif isinstance(block, KeyFigures):
                found += [f"{each.label}: {each.shown}" for each in block.items]
            elif isinstance(block, Table):
                found += [str(cell.value) for line in block.rows for cell in line]
    return "\n".join(found)


def test_the_matrix_has_a_row_for_each_csp_and_a_column_for_each_priority():
    made = tables(alignment.pages(told(a_plan(a_clause(CSP, "knives", "met", clause="4.2")), about="s1")))["alignment-matrix"]
    assert [[cell.value for cell in line] for line in made.rows] == [["Northwold", "Met (4.2)", "Not yet judged"], ["Southby", "Not yet judged", "Not yet judged"]]


def test_plans_that_nobody_read_are_named_in_one_line():
    assert "Northwold and Southby: read their plans and record their clauses" in words(alignment.pages(told(a_plan(), about="s1")))


def test_an_equality_paper_without_figures_points_at_none():
    said = words(equality_impact.pages(told(a_plan(), about="s1")))
    assert "figures on this page" not in said and "figures above" not in said and "A ratio is no proof" not in said


def test_what_nobody_read_is_asked_to_be_read_and_gets_no_letter():
    assert "Southby: read its plan and record its clauses" in words(alignment.pages(told(a_plan(a_clause(CSP, "knives", "met")), about="s1")))


def test_a_plan_with_a_gap_gets_the_letter():
    assert "Northwold: send the gap letter, on 1 gap." in words(alignment.pages(told(a_plan(a_clause(CSP, "knives", "gap")), about="s1")))


def test_a_letter_on_what_is_partly_met_alone_names_no_gaps():
    assert "send the gap letter, on 1 priority partly met." in words(alignment.pages(told(a_plan(a_clause(CSP, "knives", "partly")), about="s1")))


def test_a_letter_has_no_heading_for_figures_that_are_not_there():
    pages = gap_letter.pages(told(a_plan(a_clause(CSP, "knives", "gap")), about=CSP, clearance=FIGURES))
    assert "Your own figures" not in words(pages)


def test_priorities_that_cite_nothing_are_listed_once_and_not_said_to_lack_a_figure():
    said = words(csp_paragraphs.pages(told(a_plan(), about=CSP, clearance=FIGURES)))
    assert said.count("It cites no finding of the assessment yet") == 2 and "has no figure of this area alone" not in said


@pytest.mark.parametrize("over", [{"status": "done"}, {"due": "2026-03-31"}])
def test_a_plan_for_coming_years_promises_nothing_that_is_over(over):
    action = row("actions", "a1", **{"title": "Street teams", "priority": "knives", "status": "under_way", "places": "E07000001", **over})
    assert "Street teams" not in words(csp_plan.pages(told(a_plan(action), about=CSP)))


def test_a_question_of_the_equality_check_is_printed_and_not_its_short_name():
    asked = Question("equality_known", "equality", "Is it known who is harmed?", "", "", False)
    check = row("checked", "c1", strategy="s1", check="equality", question="equality_known", answer="partly", shows="Age and sex.")
    given = replace(told(a_plan(check), about="s1"), responses={"s1": Response("s1", checks=(Answered(asked),))})
    assert [line[0].value for line in tables(equality_impact.pages(given))["equality-checks"].rows] == ["Is it known who is harmed?"]


def test_an_unknown_strategy_has_no_alignment():
    with pytest.raises(Refusal, match="no strategy nothing"):
        alignment.pages(told(a_plan(), about="nothing"))


def test_the_letter_suggests_wording_for_what_is_not_met_and_not_for_what_is():
    plan = a_plan(a_clause(CSP, "knives", "gap"), a_clause(CSP, "home", "met"), ACTION)
    headings = [block.text for block in gap_letter.pages(told(plan, about=CSP, clearance=FIGURES))[0].blocks if isinstance(block, Heading)]
    assert "Knives" in headings and "Home" not in headings


def test_the_letter_names_the_action_that_happens_there_and_who_leads_it():
    pages = gap_letter.pages(told(a_plan(a_clause(CSP, "knives", "gap"), ACTION), about=CSP, register=a_register(POLICE)))
    assert "We will do our part in: Street teams, led by The police." in words(pages)


def test_an_action_in_another_district_is_not_in_the_letter():
    elsewhere = row("actions", "a1", title="Street teams", priority="knives", status="under_way", places="E07000002")
    assert "Street teams" not in words(gap_letter.pages(told(a_plan(a_clause(CSP, "knives", "gap"), elsewhere), about=CSP)))


def test_a_plan_that_meets_everything_is_thanked_and_asked_for_nothing():
    plan = a_plan(a_clause(CSP, "knives", "met"), a_clause(CSP, "home", "met"))
    assert gap_letter.pages(told(plan, about=CSP))[0].lead == "Your plan meets every priority. We ask for nothing."


def test_a_plan_without_a_strand_is_told_what_the_act_asks():
    plan = a_plan(a_clause(CSP, "knives", "gap"), a_clause(CSP, "home", "gap"))
    assert "Section 6(1)(d) of the Crime and Disorder Act 1998 asks for one" in words(gap_letter.pages(told(plan, about=CSP)))


def test_a_letter_to_an_unknown_csp_names_those_there_are():
    with pytest.raises(Refusal, match=r"Northwold \[E22000001\]"):
        gap_letter.pages(told(a_plan(), about="E99"))


def test_restricted_paragraphs_warn_before_they_are_published():
    blocks = csp_paragraphs.pages(told(a_plan(), about=CSP, clearance=FIGURES))[0].blocks
    assert isinstance(blocks[0], Callout) and "--for public" in blocks[0].text


def test_paragraphs_of_public_figures_do_not_warn():
    public = a_clearance(*robbery(NORTH, 500, 5.0, 4.5, 5.5), audience="public")
    blocks = csp_paragraphs.pages(told(a_plan(), about=CSP, clearance=public))[0].blocks
    assert not any(isinstance(block, Callout) for block in blocks)


def test_paragraphs_need_an_assessment():
    with pytest.raises(Refusal, match="no assessment"):
        csp_paragraphs.pages(told(a_plan(), about=CSP))


def test_the_assessment_says_that_the_regulations_were_not_read_at_their_source():
    assert "We haven't read their text" in words(csp_assessment.pages(told(a_plan(), about=CSP, clearance=FIGURES)))


def test_the_plan_can_be_begun_before_any_assessment():
    assert "Partnership plan: Northwold" in words(csp_plan.pages(told(a_plan(ACTION), about=CSP)))


def test_the_plan_leaves_in_brackets_what_only_the_csp_can_say():
    assert "[Your own actions: what, who leads, by when, with what.]" in words(csp_plan.pages(told(a_plan(), about=CSP)))


def test_a_plan_made_in_february_begins_in_april():
    assert "April 2026 to March 2029" in csp_plan.pages(told(a_plan(), about=CSP))[0].lead


def a_county():
    return a_register(body("E10", "local_authority", "Testshire County Council", "E07000001", "E07000002", tier="county"))


def test_a_priority_in_two_plans_is_shared_by_two():
    plan = a_plan(a_clause(CSP, "knives", "met"), a_clause("E22000002", "knives", "partly"), a_clause(CSP, "home", "gap"))
    made = tables(county_agreement.pages(told(plan, about="E10", register=a_county())))["county-agreement-shared"]
    assert [(line[0].value, line[1].value) for line in made.rows] == [("Knives", "2 of 2"), ("Home", "0 of 2")]


def test_where_plans_differ_is_said_by_name():
    plan = a_plan(a_clause(CSP, "knives", "met"), a_clause("E22000002", "knives", "gap"))
    assert "Knives: in the plan of Northwold; a gap in Southby." in words(county_agreement.pages(told(plan, about="E10", register=a_county())))


def test_a_csp_that_reaches_beyond_the_county_is_left_out_and_named():
    partly = body("E10", "local_authority", "Testshire County Council", "E07000001", tier="county")
    across = body("E22000003", "community_safety_partnership", "Across", "E07000001", "E07000005")
    said = words(county_agreement.pages(told(a_plan(), about="E10", register=a_register(partly, across))))
    assert "Not wholly in the county, and left out: Across." in said


def test_one_priority_is_counted_as_one():
    plan = a_plan(a_clause(CSP, "knives", "met"), a_clause("E22000002", "knives", "gap"))
    figures = next(block for block in county_agreement.pages(told(plan, about="E10", register=a_county()))[0].blocks if isinstance(block, KeyFigures))
    assert [(each.shown, each.unit) for each in figures.items] == [("0", "priorities"), ("1", "priority"), ("1", "priority")]


def test_the_figures_that_were_pasted_are_called_as_people_call_them():
    plan = a_plan(row("becauses", "b1", priority="knives", figure=str(FIGURES.tables[0].cells[0].key)))
    rows = tables(csp_paragraphs.pages(told(plan, about=CSP, clearance=FIGURES)))["csp-paragraphs-figures"].rows
    assert [line[3].value for line in rows if "number" in str(line[3].value)] == [] and rows


def test_only_a_county_has_a_county_agreement():
    with pytest.raises(Refusal, match="no county council"):
        county_agreement.pages(told(a_plan(), about=CSP, register=a_county()))


def a_request(ident: str, **more: str):
    return row("requests", ident, **{"authority": "school", "strategy": "s1", "asked": "A room.", "asked_on": "2025-10-01",
                                     "reply_by": "2025-11-01", "answer": "waiting", **more})


SCHOOL = a_register(body("school", "education", "The school"))


def test_a_request_past_its_date_is_overdue():
    assert "Overdue: 1" in words(requests.pages(told(a_plan(a_request("q1")), register=SCHOOL)))


def test_a_request_whose_date_is_today_is_not_overdue():
    assert "Overdue: 0" in words(requests.pages(told(a_plan(a_request("q1")), register=SCHOOL, on=date(2025, 11, 1))))


def test_one_declined_without_a_ground_is_asked_for_it():
    pages = requests.pages(told(a_plan(a_request("q1", answer="declined")), register=SCHOOL))
    assert "Declined without a ground: ask for it" in words(pages)


def test_the_grounds_are_marked_as_not_read_at_their_source():
    assert "section 15, whose text we haven't read" in words(requests.pages(told(a_plan(a_request("q1")), register=SCHOOL)))


def test_an_action_that_names_a_school_nobody_asked_is_listed():
    plan = a_plan(row("actions", "a1", title="Mentors", priority="knives", status="planned", supporting="school"), a_request("q1"))
    assert "The school: Mentors." in words(requests.pages(told(plan, register=SCHOOL)))


def test_a_letter_asks_only_for_what_waits():
    plan = a_plan(a_request("q1", asked="A room."), a_request("q2", asked="A list.", answer="accepted"))
    said = words(request_letter.pages(told(plan, about="school", register=SCHOOL)))
    assert "A room." in said and "A list." not in said


def test_a_letter_is_refused_where_nothing_waits():
    with pytest.raises(Refusal, match="no request to school waits"):
        request_letter.pages(told(a_plan(), about="school", register=SCHOOL))


MANY = a_register(*(body(f"school-{nth}", "education", f"School number {nth}") for nth in range(400)), body("hmp", "prison", "The prison"))
LETTER = row("consultations", "l1", strategy="s1", held_on="2025-12-01", how="letter", says="What do you think?", reply_by="2026-01-15")


def test_a_strategy_with_somebody_never_asked_cannot_be_made_final():
    pages = consultation.pages(told(a_plan(LETTER, row("consulted", "r1", consultation="l1", authority="hmp", reply="replied")), about="s1", register=MANY))
    assert "The strategy can't be made final yet: 400 authorities never asked." in words(pages)


def test_four_hundred_schools_are_counted_on_the_page_and_folded_in_a_list_that_holds_all():
    pages = consultation.pages(told(a_plan(LETTER), about="s1", register=MANY))
    never, bullets = tables(pages)["consultation-never"], [block for page in pages for block in page.blocks if isinstance(block, Bullets)]
    assert len(never.rows) == 400 and never.shown_rows is not None and never.shown_rows < 20 and "Education: 400 of 400" in bullets[0].items[1]


def test_a_few_who_were_never_asked_are_named():
    assert "Prison: The prison." in words(consultation.pages(told(a_plan(LETTER), about="s1", register=MANY)))


def test_one_letter_to_many_is_one_entry():
    rows = [row("consulted", f"r{nth}", consultation="l1", authority=f"school-{nth}", reply="waiting") for nth in range(400)]
    made = tables(consultation.pages(told(a_plan(LETTER, *rows), about="s1", register=MANY)))["consultation-entries"]
    assert [line[3].value for line in made.rows] == ["400 authorities: 400 waiting; reply asked for by 15 January 2026."]


def test_what_an_authority_said_is_not_in_the_public_log():
    reply = row("consulted", "r1", consultation="l1", authority="hmp", reply="replied", said="We have no staff.")
    assert "We have no staff." not in words(consultation.pages(told(a_plan(LETTER, reply), about="s1", register=MANY, audience="public")))


def test_the_letter_of_a_consultation_keeps_its_list_to_a_page_of_its_own():
    plan = a_plan(LETTER, row("consulted", "r1", consultation="l1", authority="hmp", reply="waiting"))
    letter, to = consultation_letter.pages(told(plan, about="l1", register=MANY))
    assert "The prison" not in words([letter]) and "The prison" in words([to])


RATIO = a_cell("disproportionality/stages", WHOLE, "searched", "rate_ratio", 4.2, 3.2, 5.5, decimals=2, ethnicity="Black")
EFFECT = {"strategy": "s1", "characteristic": "race", "effect": "not_known", "says": "Searched more often."}


def test_a_cited_ratio_stands_with_its_interval():
    plan = a_plan(row("equality", "e1", **EFFECT, figures=str(RATIO.key)))
    assert "4.20 times the rate (3.20 to 5.50)" in words(equality_impact.pages(told(plan, about="s1", clearance=a_clearance(RATIO))))


def test_figures_of_two_characteristics_are_tables_with_names_of_their_own():
    two = {**EFFECT, "characteristic": "sex"}
    plan = a_plan(row("equality", "e1", **EFFECT, figures=str(RATIO.key)), row("equality", "e2", **two, figures=str(RATIO.key)))
    captions = [each.caption for each in tables(equality_impact.pages(told(plan, about="s1", clearance=a_clearance(RATIO)))).values()]
    assert len(captions) == len(set(captions)) and "Figures that bear on sex" in captions


def test_a_cited_figure_that_is_gone_is_said_to_be_gone():
    plan = a_plan(row("equality", "e1", **EFFECT, figures=str(RATIO.key)))
    assert "not in the latest assessment" in words(equality_impact.pages(told(plan, about="s1", clearance=FIGURES)))


def test_a_hidden_ratio_is_said_to_be_hidden():
    hidden = a_cell("disproportionality/stages", WHOLE, "searched", "rate_ratio", None, marker="c", ethnicity="Black")
    other = a_cell("disproportionality/stages", WHOLE, "searched", "rate_ratio", 2.0, 1.4, 2.9, decimals=2, ethnicity="Mixed")
    made = tables(equality_impact.pages(told(a_plan(), about="s1", clearance=a_clearance(hidden, other))))["equality-ethnicity"]
    assert [cell.value for cell in made.rows[0][2:4]] == ["hidden", "2.00 (1.40 to 2.90)"]


def test_characteristics_nobody_wrote_about_are_shown_as_not_looked_at():
    made = tables(equality_impact.pages(told(a_plan(row("equality", "e1", **EFFECT)), about="s1")))["equality-overview"]
    assert sum(1 for line in made.rows if line[1].value == "Not looked at yet") == len(made.rows) - 1


def test_the_equality_duty_is_marked_as_not_read_at_its_source():
    assert "We haven't read its text at the source" in words(equality_impact.pages(told(a_plan(), about="s1")))


def a_voice(ident: str, **more: str):
    return row("said_did", ident, **{"said_on": "2025-05-01", "who": "Parents", "said": "Light the path.", "answer": "done", "did": "Six lamps.", **more})


def test_each_year_has_a_table_of_its_own_the_latest_first():
    pages = said_and_did.pages(told(a_plan(a_voice("v1"), a_voice("v2", said_on="2024-05-01"))))
    assert [block.text for block in pages[0].blocks if isinstance(block, Heading)] == ["2025", "2024"]


def test_a_no_without_a_reason_is_called_out():
    assert "One is owed" in words(said_and_did.pages(told(a_plan(a_voice("v1", answer="cannot", did="")))))


def test_who_has_not_been_told_back_is_counted():
    assert "In 1 case those who spoke haven't been told yet" in said_and_did.pages(told(a_plan(a_voice("v1"))))[0].lead


DOCUMENTS = (alignment, gap_letter, csp_paragraphs, csp_assessment, csp_plan, county_agreement, requests, request_letter, consultation,
             consultation_letter, equality_impact, said_and_did)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.SLUG)
def test_every_page_lies_below_its_document(document):
    about = {"strategy": "s1", "csp": CSP, "consultation": "l1"}.get(document.ABOUT, "E10" if document is county_agreement else "school")
    everything = a_register(*a_county().authorities[2:], *SCHOOL.authorities[2:])
    given = told(a_plan(LETTER, ACTION, a_request("q1"), a_voice("v1")), about=about, register=everything, clearance=FIGURES, on=ON)
    home = document.SLUG.replace("_", "-")
    assert all(page.slug == home or page.slug.startswith(f"{home}/") for page in document.pages(given))
