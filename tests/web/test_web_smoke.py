"""The workspace answers: who may enter, and who is told to sign in."""

from __future__ import annotations

from web.served import Served


def test_whoever_has_not_signed_in_is_sent_to_sign_in_and_back_again(served: Served) -> None:
    reply = served.visit().get("/")
    assert (reply.status, reply.location) == (303, "/sign-in/?next=%2F")


def test_a_made_up_person_signs_in_with_one_press(served: Served) -> None:
    assert served.visit("Mina Fictional").get("/").status == 200


def test_an_address_that_is_not_there_says_what_to_do(served: Served) -> None:
    reply = served.visit("Mina Fictional").get("/no/such/page/")
    assert reply.status == 404 and "Check the address" in reply.plain


def test_the_public_site_stands_on_an_origin_of_its_own(served: Served) -> None:
    assert served.public.split("/")[2].split(":")[0] != served.address.split("/")[2].split(":")[0]
