"""Sending a file: what arrives, what is stopped at the door, and who may see it afterwards. The real server, without a worker."""

from __future__ import annotations

import http.client
import re
from time import sleep
from urllib.parse import urlsplit

import pytest
from web.asking import opened
from web.served import Reply, Served, Visit

SEND = "/sharing/of/E23009901/send/"
GOOD = b"Crime Number,HO Code,Recorded Date\nNP/1/26,8N,2026-01-01T10:05\n"


@pytest.fixture(scope="module")
def priya(served: Served) -> Visit:
    return served.visit("Priya Pretend")


@pytest.fixture(scope="module")
def hana(served: Served) -> Visit:
    return served.visit("Hana Imaginary")


def arrived(served: Served) -> list[str]:
    """What lies in the folder of arriving files. A part goes when its request ends, a moment after the answer: that is waited for."""
    place = served.folder / "held" / "arriving"
    names: list[str] = []
    for _ in range(100):
        names = sorted(path.name for path in place.iterdir()) if place.is_dir() else []
        if not any(name.endswith(".part") for name in names):
            break
        sleep(0.05)
    return names


def send(visit: Visit, data: bytes, *, name: str = "january.csv", to: str = SEND) -> Reply:
    return visit.upload(to, {"file": (name, data)}, {"contract": "police_crime_extract"})


@pytest.fixture(scope="module")
def upload(priya: Visit) -> str:
    reply = send(priya, GOOD)
    assert reply.status == 303, reply.plain
    return reply.location


def test_a_file_that_arrives_gets_a_page_that_says_so(priya: Visit, upload: str) -> None:
    page = priya.get(upload)
    assert page.heading.startswith("january.csv") and "being checked" in page.plain


def test_the_page_looks_again_by_itself_without_a_script(priya: Visit, upload: str) -> None:
    page = priya.get(upload)
    assert page.headers["refresh"] == ["3"] and "refresh" not in priya.get(f"{upload}?still=1").headers and f"{upload}?still=1" in page.links()


def test_the_same_file_sent_twice_leads_to_the_first(served: Served, priya: Visit, upload: str) -> None:
    before = arrived(served)
    assert send(priya, GOOD, name="another name.csv").location == upload
    assert "sent this very file before" in priya.get(upload).plain
    assert arrived(served) == before


def test_officers_of_another_body_find_no_such_page(hana: Visit, upload: str) -> None:
    tried = [upload, f"{upload}faults/", f"{upload}faults/?as=csv", f"{upload}columns/", f"{upload}codes/", f"{upload}true/", f"{upload}withdraw/"]
    assert [hana.get(each).status for each in tried] == [404] * len(tried)


def test_officers_of_another_body_can_change_nothing(hana: Visit, upload: str) -> None:
    assert [hana.post(f"{upload}{verb}/", {"which": "x", "reason": "x"}).status for verb in ("true", "withdraw", "columns", "codes")] == [404] * 4


def test_officers_of_another_body_see_neither_its_name_nor_that_it_came(hana: Visit, upload: str) -> None:
    pages = [hana.get(path, follow=True) for path in ("/", "/sharing/", "/sharing/of/hospital/", "/sharing/of/hospital/sent/")]
    assert all(page.status == 200 and "january.csv" not in page.text and "Norsea Police" not in page.text for page in pages)


def test_bodies_pages_of_another_are_not_there(hana: Visit) -> None:
    for page in ("", "sent/", "scorecard/", "unusual/", "send/", "asks/police_crime_extract/", "asks/police_crime_extract/numbers/"):
        assert hana.get(f"/sharing/of/E23009901/{page}").status == 404, page


def test_what_is_sent_for_another_body_is_never_written(served: Served, hana: Visit) -> None:
    before = arrived(served)
    assert send(hana, GOOD + b"\n").status == 404
    assert arrived(served) == before


def test_what_nobody_sends_is_never_written(served: Served) -> None:
    before = arrived(served)
    assert send(served.visit(), GOOD + b"\n\n").status == 303
    assert arrived(served) == before


def test_roles_that_send_nothing_can_send_nothing(served: Served) -> None:
    before = arrived(served)
    for name in ("Dee Supposed", "Cas Notional", "Ira Fictional", "Ada Nobody", "Lou Nonesuch"):
        assert send(served.visit(name), GOOD + name.encode()).status in (403, 404), name
    assert arrived(served) == before


def test_a_form_without_its_token_leaves_nothing(served: Served, priya: Visit) -> None:
    before = arrived(served)
    edge = "edge"
    body = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nx,y\r\n--{edge}--\r\n'.encode()
    reply = priya._ask("POST", SEND, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})
    assert reply.status == 403
    assert arrived(served) == before


def test_managers_and_analysts_see_what_every_body_sent(served: Served, upload: str) -> None:
    for name in ("Mina Fictional", "Aled Made-Up"):
        assert served.visit(name).get(upload).status == 200


def test_names_that_lead_elsewhere_or_turn_the_line_are_kept_harmless(served: Served, priya: Visit) -> None:
    for number, name in enumerate(("../../../etc/cron.d/x.csv", "..\\..\\x.csv", "safe\u202evsc.exe", "con", "<script>alert(1)</script>.csv", ".htaccess")):
        reply = send(priya, GOOD + f"NP/{number + 100}/26,8N,2026-01-02T10:05\n".encode(), name=name)
        page = priya.get(reply.location)
        assert page.status == 200 and "<script>alert" not in page.text and "\u202e" not in page.text
    assert all(re.fullmatch(r"[0-9a-f]{64}-[0-9a-f]{32}", each) for each in arrived(served))


def test_a_name_that_identifies_a_person_is_refused_and_nothing_kept(served: Served, priya: Visit) -> None:
    before = arrived(served)
    reply = send(priya, GOOD + b"NP/77/26,8N,2026-01-02T10:05\n", name="jo.bloggs@example.org.csv")
    assert reply.status == 422 and "Give the file another name" in reply.plain
    assert arrived(served) == before


def test_an_empty_file_and_none_at_all_are_said_at_the_field(priya: Visit) -> None:
    assert "Choose a file" in send(priya, b"").plain
    assert "Choose a file" in priya.upload(SEND, {}, {"contract": ""}).plain


def test_of_two_files_in_one_form_the_first_counts_and_the_other_is_never_written(served: Served, priya: Visit) -> None:
    before = len(arrived(served))
    one, other = GOOD + b"NP/8/26,8N,2026-01-02T10:05\n", GOOD + b"NP/9/26,8N,2026-01-02T10:05\n"
    reply = priya.upload(SEND, {"file": ("one.csv", one), "more": ("other.csv", other)}, {"contract": ""})
    assert reply.status == 303 and len(arrived(served)) == before + 1


def test_a_hundred_and_one_files_in_one_form_are_refused(served: Served, priya: Visit) -> None:
    before = arrived(served)
    reply = priya.upload(SEND, {f"file{number}": ("a.csv", b"x") for number in range(101)})
    assert reply.status == 400
    assert arrived(served) == before


def test_a_field_of_many_megabytes_is_refused_before_it_is_held(priya: Visit) -> None:
    assert priya.upload(SEND, {"file": ("a.csv", GOOD)}, {"contract": "x" * 3_000_000}).status == 400


def test_a_name_as_long_as_a_disk_allows_is_taken_and_a_longer_one_refused(priya: Visit) -> None:
    assert send(priya, GOOD + b"NP/10/26,8N,2026-01-02T10:05\n", name="é" * 120 + ".csv").status == 303
    assert send(priya, GOOD + b"NP/12/26,8N,2026-01-02T10:05\n", name="x" * 1_500 + ".csv").status == 400


def test_a_file_larger_than_the_operator_lets_through_stops_at_the_door(served: Served, priya: Visit) -> None:
    settings = served.folder / "workspace.toml"
    was = settings.read_text("utf-8")
    before = arrived(served)
    settings.write_text("largest_upload_mb = 1\n" + was, "utf-8")
    try:
        reply = send(priya, GOOD * 40_000)
    finally:
        settings.write_text(was, "utf-8")
    assert reply.status == 422 and "larger than 1 MB" in reply.plain
    assert arrived(served) == before


def test_what_was_chosen_is_kept_when_the_file_is_refused(priya: Visit) -> None:
    assert re.search(r'value="police_crime_extract"[^>]* selected', send(priya, b"").text)


def test_a_withdrawn_file_is_gone(served: Served, priya: Visit) -> None:
    where = send(priya, GOOD + b"NP/11/26,8N,2026-01-02T10:05\n").location
    number = where.rstrip("/").rsplit("/", 1)[-1]
    assert priya.post(f"{where}withdraw/").status == 303
    assert not [each for each in arrived(served) if each.endswith(number)]
    assert "Withdrawn" in priya.get(where).plain


def test_half_a_file_leaves_nothing(served: Served, priya: Visit) -> None:
    before = arrived(served)
    parts = urlsplit(served.address)
    link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    link.putrequest("POST", SEND)
    link.putheader("Content-Type", "multipart/form-data; boundary=edge")
    link.putheader("Content-Length", "1000000")
    link.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in priya.cookies.items()))
    link.endheaders()
    link.send(b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' + b"x,y\n" * 10_000)
    link.close()
    assert priya.get(SEND).status == 200
    assert [each for each in arrived(served) if each not in before] == []


def test_papers_to_keep_are_never_shown_in_place(priya: Visit) -> None:
    for name in ("checker.html", "specification.html", "specification.docx", "template.csv", "template.ods", "template.xlsx", "made-up.csv"):
        reply = priya.get(f"/sharing/data-sets/police_crime_extract/{name}")
        assert reply.status == 200 and reply.headers["content-disposition"][0].startswith("attachment"), name


def test_a_paper_that_there_is_not_is_no_page(priya: Visit) -> None:
    assert [priya.get(f"/sharing/data-sets/{each}").status for each in ("police_crime_extract/secret.txt", "nothing/checker.html", "..%2F..%2Fx/checker.html")] == [404] * 3


def test_the_log_says_who_uploaded_and_from_which_account(served: Served, upload: str) -> None:
    with opened(served.folder) as desk:
        (by, account), = desk.execute("SELECT by, account FROM audit_eventrecord WHERE verb = 'uploaded' AND subject = ?",
                                      [f"upload:{upload.rstrip('/').rsplit('/', 1)[-1]}"]).fetchall()
    assert by == "Priya Pretend" and account.startswith("account:")
