"""What becomes of a file in the background: taken in, faulty with true rows, refused and gone; and what a second file of a month changes."""

from __future__ import annotations

import re
from pathlib import Path
from time import sleep

import pytest
from web.served import Reply, Served, Visit

from upriver.intake import packages
from upriver.words.sharing.submission import STATEMENTS, Submission

SEND = "/sharing/of/E23009901/send/"
HEADER = "Crime Number,HO Code,Recorded Date,Committed From,Committed To,LSOA21CD,District"


def crimes(numbers: range, *, month: str = "2026-01", **changed: str) -> bytes:
    """Made-up crimes with these numbers; `changed` gives some of them another offence code."""
    rows = [f"NP/{number}/26,{changed.get(f'n{number}', '8N')},{month}-05T10:05,{month}-05T09:00,,E01990160,E07009901" for number in numbers]
    return ("\n".join([HEADER, *rows]) + "\n").encode()


@pytest.fixture(scope="module")
def priya(worked: Served) -> Visit:
    return worked.visit("Priya Pretend")


def ended(visit: Visit, data: bytes, *, name: str = "crimes.csv") -> Reply:
    """Send a file and wait until it is checked; gives the page that it ends on."""
    reply = visit.upload(SEND, {"file": (name, data)}, {"contract": ""})
    assert reply.status == 303, reply.plain
    return settled(visit, reply.location)


def settled(visit: Visit, where: str) -> Reply:
    for _ in range(240):
        page = visit.get(where, follow=True)
        if "refresh" not in page.headers:
            return page
        sleep(0.25)
    raise AssertionError(page.plain)


def signed(visit: Visit, page: Reply) -> Reply:
    where = next(each for each in page.links() if each.endswith("/sign/"))
    return visit.post(where, {"role": "Head of analysis", "declares": "yes"}, follow=True)


def arriving(worked: Served) -> list[str]:
    return [path.name for path in (worked.folder / "held" / "arriving").iterdir()]


def test_a_second_file_of_a_month_shows_what_it_changes_before_it_is_signed(worked: Served, priya: Visit) -> None:
    first = ended(priya, crimes(range(1, 31)))
    assert "To be signed" in first.plain and "Signed off by Priya Pretend, Head of analysis" in signed(priya, first).plain
    second = ended(priya, crimes(range(3, 36), n5="8R"), name="crimes again.csv")
    assert re.search(r"Rows before 30 Rows now 33 Added 5 Changed 1 Removed 2", second.plain)
    assert "To be signed" in second.plain
    assert arriving(worked) == []


def test_a_signature_needs_its_role_and_its_declaration(priya: Visit) -> None:
    page = ended(priya, crimes(range(1, 12), month="2026-02"))
    where = next(each for each in page.links() if each.endswith("/sign/"))
    reply = priya.post(where, {"role": ""})
    assert reply.status == 422 and "Enter: Your role" in reply.plain and "Choose: Declaration" in reply.plain


def test_rows_that_break_a_rule_and_are_true_can_be_said_to_be(priya: Visit) -> None:
    page = ended(priya, crimes(range(1, 12), month="2026-03").replace(b"2026-03-05T09:00,,", b"2026-03-05T09:00,2026-03-04T09:00,", 2))
    assert "Faults to mend" in page.plain and "2 of 11 rows" in page.plain
    where = next(each for each in page.links() if each.endswith("/true/"))
    which = next(value for value in re.findall(r'value="([^"]+:compare)"', priya.get(where).text))
    assert priya.post(where, {"which": which, "reason": ""}).status == 422
    again = settled(priya, priya.post(where, {"which": which, "reason": "the clock of the system was set back that night"}).location)
    assert "To be signed" in again.plain and "the clock of the system was set back" in again.plain


def test_a_reason_that_numbers_a_person_is_refused_at_its_field(priya: Visit) -> None:
    page = ended(priya, crimes(range(1, 12), month="2026-04").replace(b"2026-04-05T09:00,,", b"2026-04-05T09:00,2026-04-04T09:00,", 1))
    where = next(each for each in page.links() if each.endswith("/true/"))
    which = next(value for value in re.findall(r'value="([^"]+:compare)"', priya.get(where).text))
    reply = priya.post(where, {"which": which, "reason": "ask jo@example.org"})
    assert reply.status == 422 and "ask jo@example.org" in reply.text


def test_a_file_that_identifies_somebody_is_refused_whole_and_gone(worked: Served, priya: Visit) -> None:
    before = arriving(worked)
    page = ended(priya, crimes(range(1, 12), month="2026-05").replace(b"NP/3/26", b"9434765919"))
    assert "Refused" in page.plain and "9434765919" not in page.text
    assert arriving(worked) == before


def test_every_fault_is_given_as_a_file_too(priya: Visit) -> None:
    page = ended(priya, crimes(range(1, 12), month="2026-06").replace(b"8N", b"not a code", 3))
    where = next(each for each in page.links() if each.endswith("/faults/"))
    told = {form: priya.get(f"{where}?as={form}") for form in ("csv", "ods", "xlsx")}
    assert [reply.status for reply in told.values()] == [200] * 3
    assert told["csv"].text.count("offence_code") == 3 and "not a code" not in told["csv"].text


def test_a_package_that_names_another_body_is_refused(priya: Visit, tmp_path: Path) -> None:
    data, package = tmp_path / "theirs.csv", tmp_path / "theirs.zip"
    data.write_bytes(crimes(range(1, 12), month="2026-07"))
    packages.write(Submission("police_crime_extract", 1, "records", "Norsea General Hospital", file=data.name, sha256=packages.hash_of(data),
                              statement=STATEMENTS["records"]), data, package)
    page = ended(priya, package.read_bytes(), name="theirs.zip")
    assert "Refused" in page.plain and "another body" in page.plain


def test_a_package_of_ones_own_is_taken_in(priya: Visit, tmp_path: Path) -> None:
    data, package = tmp_path / "ours.csv", tmp_path / "ours.zip"
    data.write_bytes(crimes(range(1, 12), month="2026-08"))
    packages.write(Submission("police_crime_extract", 1, "records", "Norsea Police", file=data.name, sha256=packages.hash_of(data),
                              statement=STATEMENTS["records"]), data, package)
    assert "To be signed" in ended(priya, package.read_bytes(), name="ours.zip").plain


def test_a_changed_package_goes_into_quarantine_which_officers_do_not_see(worked: Served, priya: Visit, tmp_path: Path) -> None:
    data, package = tmp_path / "bent.csv", tmp_path / "bent.zip"
    data.write_bytes(crimes(range(1, 12), month="2026-09"))
    packages.write(Submission("police_crime_extract", 1, "records", "Norsea Police", file=data.name, sha256="0" * 64, statement=STATEMENTS["records"]), data, package)
    assert "In quarantine" in ended(priya, package.read_bytes(), name="bent.zip").plain
    assert priya.get("/sharing/quarantine/").status == 403
    assert "Nothing lies in quarantine" not in worked.visit("Aled Made-Up").get("/sharing/quarantine/").plain


def test_another_body_sees_none_of_it(worked: Served, priya: Visit) -> None:
    hana = worked.visit("Hana Imaginary")
    theirs = [each for each in priya.get("/sharing/of/E23009901/sent/").links() if each.startswith("/sharing/sent/")]
    assert theirs
    assert {hana.get(f"{each}{more}").status for each in theirs[:4] for more in ("", "sign/", "receipt.html")} == {404}
