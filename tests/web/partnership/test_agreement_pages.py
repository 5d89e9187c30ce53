"""Agreements on the web: whose are shown, what is refused at which field, and what changing one leaves behind."""

from __future__ import annotations

import pytest
from web.asking import opened
from web.partnership.as_shown import as_shown
from web.served import Served, Visit

DAY = {"on-day": "1", "on-month": "2", "on-year": "2026"}


@pytest.fixture(scope="module")
def mina(served: Served) -> Visit:
    return served.visit("Mina Fictional")


def events(served: Served, slug: str) -> list[str]:
    with opened(served.folder) as held:
        return [row[0] for row in held.execute("SELECT verb FROM audit_eventrecord WHERE subject = ? ORDER BY number", (f"agreement:{slug}",))]


def test_an_officer_sees_the_agreements_of_their_own_authority_alone(served: Served) -> None:
    csv = served.visit("Priya Pretend").get("/agreements/?as=csv").text
    assert "Police crime extract from Norsea Police" in csv and "Deliberate fires" not in csv


def test_a_state_chosen_in_the_address_is_all_that_is_listed(mina: Visit) -> None:
    assert "1 result" in mina.get("/agreements/?state=expired").plain


def test_one_that_ends_soon_is_found_as_such(mina: Visit) -> None:
    assert "Ambulance calls to assaults" in mina.get("/agreements/?state=soon").plain


def test_faults_stand_at_their_questions_and_nothing_typed_is_lost(mina: Visit) -> None:
    path = "/agreements/police_crime/terms/"
    typed = {**as_shown(mina.get(path).text), "title": "A title that I typed", "ends-day": "1", "ends-month": "1", "ends-year": "2020"}
    reply = mina.post(path, typed)
    assert reply.status == 422 and 'href="#ends"' in reply.text and "A title that I typed" in reply.text


def test_what_isnt_a_pdf_is_refused_and_not_kept(mina: Visit, served: Served) -> None:
    terms = "/new-agreement/terms/?contract=fire_deliberate&giver=E31009901&taker=E10009901&gateway=not_personal_data"
    known = {"dpia": "1", "title": "Fires", "party-1-assurance": "Own policy", "party-2-assurance": "Own policy"}
    made = mina.post(terms, {**as_shown(mina.get(terms).text), **known}, follow=True)
    assert "Check your answers" in made.heading, made.plain[:400]
    path = "/agreements/fire_deliberate_e31009901/sign/"
    given = {"party": "E10009901", "name": "Somebody Madeup", "role": "Clerk", "sure": "yes", **DAY}
    reply = mina.upload(path, {"paper": ("signed.pdf", b"MZ not a paper")}, given)
    assert reply.status == 422 and "isn't a PDF" in reply.text.replace("&#39;", "'") and "Somebody Madeup" in reply.text
    assert not (served.folder / "signed").exists() and events(served, "fire_deliberate_e31009901") == ["agreed"]


def test_a_day_of_signing_that_lies_ahead_is_refused_at_its_field(mina: Visit) -> None:
    given = {"party": "E10009901", "name": "Somebody Madeup", "role": "Clerk", "sure": "yes", "on-day": "1", "on-month": "1", "on-year": "2090"}
    reply = mina.post("/agreements/fire_deliberate_e31009901/sign/", given)
    assert reply.status == 422 and "The day of signing lies ahead" in reply.plain and 'href="#on"' in reply.text


def test_a_signed_paper_is_given_back_as_it_came_and_each_opening_is_written_down(mina: Visit, served: Served) -> None:
    paper = b"%PDF-1.4\n% signed\n%%EOF\n"
    reply = mina.upload("/agreements/fire_deliberate_e31009901/sign/", {"paper": ("signed.pdf", paper)}, {"version": "1", "party": "E10009901", "name": "Somebody Madeup", "role": "Clerk", "sure": "yes", **DAY})
    assert reply.status == 303
    link = next(each for each in mina.get("/agreements/fire_deliberate_e31009901/").links() if "/signed/" in each)
    assert mina.get(link).body == paper and events(served, "fire_deliberate_e31009901")[-2:] == ["kept signed paper", "opened signed paper"]


def test_a_paper_that_was_changed_on_the_disk_is_refused(mina: Visit, served: Served) -> None:
    kept = next((served.folder / "signed").iterdir())
    kept.write_bytes(b"%PDF-1.4 another")
    assert "was changed since it was kept" in mina.get(next(each for each in mina.get("/agreements/fire_deliberate_e31009901/").links() if "/signed/" in each)).plain


def test_narrowing_keeps_the_signatures_and_says_so(mina: Visit) -> None:
    path = "/agreements/council_disorder/narrow/"
    typed = {**as_shown(mina.get(path).text), "purposes": ["monitoring"], "why": "Only the annual report uses it."}
    reply = mina.post(path, typed, follow=True)
    assert "Narrowed" in reply.plain and "Live" in reply.heading, reply.plain[:500]


def test_withdrawing_tells_what_rests_on_it_before_it_is_done(mina: Visit, served: Served) -> None:
    path = "/agreements/hospital_assaults/withdraw/"
    assert "1 release rests on it" in mina.get(path).plain
    reply = mina.post(path, {"why": "The trust asked for it.", **DAY}, follow=True)
    assert "Withdrawn" in reply.heading and "The trust asked for it." in reply.plain
    assert "withdrew agreement" in events(served, "hospital_assaults")


def test_can_i_answers_no_with_what_would_make_it_a_yes(mina: Visit) -> None:
    reply = mina.get("/can-i/?contract=probation_caseload&detail=record&purpose=evaluation&audience=public")
    assert " No " in reply.plain and "What would make it a yes" in reply.plain


def test_can_i_guesses_nothing(mina: Visit) -> None:
    assert "nothing is guessed" in mina.get("/can-i/?words=use+something").plain
