"""What is kept between visits is never another state's, and never shown to whom it doesn't reach."""

from __future__ import annotations

from web.served import Served


def test_a_decision_shows_at_the_next_visit_of_everybody(served: Served) -> None:
    manager, analyst = served.visit("Mina Fictional"), served.visit("Aled Made-Up")
    assert "Looked at with the force" not in manager.get("/data/").plain
    reply = analyst.post("/data/decide/police_uk_street:norsea:2025-03/", {"answer": "annotate", "reason": "Looked at with the force."})
    assert reply.status == 303, reply.plain
    assert "Looked at with the force" in manager.get("/data/").plain and "Looked at with the force" in analyst.get("/data/").plain


def test_words_are_kept_in_the_language_in_which_they_were_said(served: Served) -> None:
    visit = served.visit("Mina Fictional")
    english = visit.get("/data/?lang=en").text
    assert 'lang="cy"' in visit.get("/data/?lang=cy").text
    assert visit.get("/data/?lang=en").text.count("Missing is never zero") == english.count("Missing is never zero")
