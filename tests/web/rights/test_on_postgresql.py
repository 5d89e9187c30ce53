"""The second wall: on PostgreSQL the database itself shows no row that a visitor's grants don't reach, and pages say the same as on SQLite."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from journeys.cluster import server  # noqa: F401
from web.asking import APP
from web.partnership.as_shown import as_shown
from web.rights.moving import moved, rows_shown
from web.rights.same_rows import of_csv, pairs
from web.served import Served, serving

pytestmark = pytest.mark.postgres
WALLED = ("submissions_submissionrecord", "submissions_receiptrecord", "agreements_agreementrecord", "registers_rowrecord", "jobs_jobrecord", "submissions_uploadrecord",
          "audit_eventrecord", "releases_releaserecord")
NAMES = ("Mina Fictional", "Aled Made-Up", "Priya Pretend", "Hana Imaginary", "Ira Fictional", "Dee Supposed", "Cas Notional", "Lou Nonesuch")
LISTS = ("/", "/sharing/", "/sharing/of/E23009901/sent/", "/sharing/of/hospital/sent/", "/agreements/", "/plans/", "/plans/registers/actions/",
         "/releases/", "/duty/", "/duty/requirements/", "/partnership/", "/monitoring/", "/area/", "/area/E22009902/", "/board/", "/board/actions/", "/data/")


@pytest.fixture(scope="module")
def both(on_sqlite: Callable[[Path], Path], server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Served]]:  # noqa: F811
    """The same workspace served from SQLite and from PostgreSQL."""
    here = on_sqlite(tmp_path_factory.mktemp("here"))
    there = tmp_path_factory.mktemp("there") / here.name
    shutil.copytree(here, there)
    moved(there, server)
    with serving(here) as one, serving(there) as other:
        yield one, other


@pytest.fixture(scope="module")
def address(both: tuple[Served, Served], server: str) -> str:  # noqa: F811
    return server.replace("//upriver@", f"//{APP}@")


@pytest.mark.parametrize("table", WALLED)
def test_who_says_nothing_sees_nothing(table: str, address: str, server: str) -> None:  # noqa: F811
    assert rows_shown(address, {}, f"SELECT 1 FROM {table}") == []
    assert rows_shown(address, {"upriver.roles": "data_officer", "upriver.names": "Nobody's", "upriver.authorities": "none"},
                      f"SELECT 1 FROM {table}") == []


@pytest.mark.parametrize("table", WALLED[:4])
def test_the_owner_of_the_tables_is_held_to_it_too(table: str, both: tuple[Served, Served], server: str) -> None:  # noqa: F811
    import psycopg

    with psycopg.connect(server) as opened:
        opened.execute("CREATE ROLE an_owner LOGIN NOSUPERUSER NOBYPASSRLS")
        opened.execute(f"ALTER TABLE {table} OWNER TO an_owner")
        opened.execute("SET ROLE an_owner")
        assert opened.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        opened.rollback()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", LISTS)
def test_a_page_says_the_same_on_both_databases(name: str, path: str, both: tuple[Served, Served]) -> None:
    one, other = (served.visit(name).get(path) for served in both)
    assert (one.status, one.plain) == (other.status, other.plain)


def test_two_hundred_random_lists_are_the_same_files_on_both_databases(both: tuple[Served, Served]) -> None:
    drawn = pairs(200, 11)
    visits = [{name: served.visit(name) for name in {pair.name for pair in drawn}} for served in both]
    assert [pair for pair in drawn if of_csv(visits[0][pair.name], pair) != of_csv(visits[1][pair.name], pair)] == []


def test_two_hundred_visits_at_once_over_few_connections_never_mix(both: tuple[Served, Served]) -> None:
    """Priya of the police and Hana of the hospital ask at the same time; neither ever reads the other's."""
    _, served = both
    visits = [served.visit(name) for name in ("Priya Pretend", "Hana Imaginary") for _ in range(5)]
    alone = {name: served.visit(name).get("/agreements/").plain for name in ("Priya Pretend", "Hana Imaginary")}
    assert alone["Priya Pretend"] != alone["Hana Imaginary"]

    def many(number: int) -> list[str]:
        return [visits[number].get("/agreements/").plain for _ in range(20)]

    with ThreadPoolExecutor(10) as crowd:
        for number, pages in enumerate(crowd.map(many, range(10))):
            assert set(pages) == {alone["Priya Pretend" if number < 5 else "Hana Imaginary"]}


def test_a_file_that_is_sent_with_a_form_about_ones_own_thing_arrives_on_both_databases(both: tuple[Served, Served]) -> None:
    """What isn't a PDF is refused, which shows that it came: on PostgreSQL whose thing it is was once asked before anybody had said who asks."""
    terms = "/new-agreement/terms/?contract=fire_deliberate&giver=E31009901&taker=E10009901&gateway=not_personal_data"
    known = {"dpia": "1", "title": "Fires", "party-1-assurance": "Own policy", "party-2-assurance": "Own policy"}
    given = {"party": "E10009901", "name": "Somebody Madeup", "role": "Clerk", "sure": "yes", "on-day": "1", "on-month": "2", "on-year": "2026"}
    for served in both:
        mina = served.visit("Mina Fictional")
        made = mina.post(terms, {**as_shown(mina.get(terms).text), **known})
        reply = mina.upload(made.location.replace("/send/", "/sign/"), {"paper": ("signed.pdf", b"MZ not a paper")}, given)
        assert reply.status == 422 and "isn't a PDF" in reply.plain
