"""Who takes somebody else's place: by a name that was given up, by one that looks the same, or by saying more than one is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web.asking import opened
from web.served import Served

MANAGER, HANA, POLICE, ANALYST = "Mina Fictional", "Hana Imaginary", "Priya Pretend", "Aled Made-Up"


@pytest.fixture(scope="module")
def job(served: Served) -> Iterator[str]:
    """Work that the manager asked for, before the manager took another name and the data officer the one that was given up."""
    manager, officer = served.visit(MANAGER), served.visit(HANA)
    asked = manager.post("/packs/make/board_pack/", {"audience": "restricted"})
    assert manager.post("/account/name/", {"name": "Mina Renamed", "language": "en"}).status == 303
    assert officer.post("/account/name/", {"name": MANAGER, "language": "en"}).status == 303
    yield asked.location
    officer.post("/account/name/", {"name": HANA, "language": "en"})
    manager.post("/account/name/", {"name": MANAGER, "language": "en"})


def test_whoever_takes_a_name_that_was_given_up_does_not_take_its_work(served: Served, job: str) -> None:
    assert served.visit(MANAGER).get(job).status == 404


def test_whoever_takes_a_name_that_was_given_up_cancels_nothing(served: Served, job: str) -> None:
    assert served.visit(MANAGER).post(f"{job}cancel/").status == 404


def test_whoever_takes_another_name_keeps_their_work(served: Served, job: str) -> None:
    assert served.visit("Mina Renamed").get(job).status == 200


@pytest.mark.parametrize("name", ["Aled\u200b Made-Up", "Aled Made\u00adUp", "\u202eAled Made-Up", "ALED MADE UP", "A\u0301led Made-Up", "\u0410led Made-Up", "\u200b\u200b", "..."])
def test_no_name_looks_like_somebody_elses(served: Served, name: str) -> None:
    assert served.visit(POLICE).post("/account/name/", {"name": name, "language": "en"}).status == 422


def test_nobody_is_invited_under_a_name_that_looks_like_somebody_elses(served: Served) -> None:
    reply = served.visit("Ada Nobody").post("/people/invite/", {"name": "Aled  Made\u200b-Up", "email": "twin@norsea.invalid", "role": "analyst", "authority": "", "method": "password"})
    assert reply.status == 422


def test_a_provider_puts_nothing_back_that_the_analysts_left_out(served: Served) -> None:
    subject = "police_uk_street:norsea:2025-05"
    assert served.visit(ANALYST).post(f"/data/decide/{subject}/", {"answer": "exclude", "reason": "The categories look miscoded."}).status == 303
    served.visit(POLICE).post(f"/sharing/of/E23009901/unusual/{subject}/", {"reason": "All is well with it."})
    with opened(served.folder) as held:
        answers = held.execute("SELECT answer FROM submissions_decisionrecord WHERE subject = ? ORDER BY number", [subject]).fetchall()
    assert answers[-1] == ("exclude",)
