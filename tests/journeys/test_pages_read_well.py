"""What a tired reader meets: every published page, from the first to the last, said in plain words and in one voice."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from journeys.made import Journey

METHODS = ("about/", "explain/", "sources/", "data/", "editions/")
"""Pages that may speak of methods and name tables."""
JARGON = (
    "Gi*", "q-value", "Laney", "negative binomial", "Moran", "Benjamini", "Farrington", "EARS", "deviance", "overdispers", "aoristic", "residual",
    "quasi-Poisson", "Dobson", "Byar", "Knox",
)
SLUG = re.compile(r"\b[a-z0-9]+_[a-z0-9_]+\b(?!\.csv)")
MOST_WORDS = 90
GROUPS = [
    "What happens", "Kinds in depth", "Who", "Where", "When", "Why", "What is done", "For each partner", "Areas", "About", "Data sources", "Explore",
    "Response strategy", "Equality impact assessment", "You said, we did", "Annual report", "Did it work?", "Easy Read",
]
NAMING = ("assessment", "strategy/figures")
"""The first page names the run and the definition with its version, and one annex lists figures by name, so that they can be found again."""


def main_of(path: Path) -> str:
    found = re.search(r"<main.*?</main>", path.read_text("utf-8"), re.DOTALL)
    assert found, path
    return re.sub(r"<svg.*?</svg>|<nav.*?</nav>", " ", found.group(0), flags=re.DOTALL)


def words_of(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


def pages_of(folder: Path) -> dict[str, str]:
    """Address -> main part, of every page that a reader is led to."""
    site = folder / "published"
    found = {path.parent.relative_to(site).as_posix().removeprefix("."): main_of(path) for path in sorted(site.rglob("index.html"))}
    return {address: markup for address, markup in found.items() if not address.startswith("editions")}


@pytest.fixture(scope="session", params=["fiction", "hampshire"])
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    journey: Journey = request.getfixturevalue(request.param)
    return pages_of(journey.folder)


def told(pages: dict[str, str]) -> dict[str, str]:
    return {address: markup for address, markup in pages.items() if not address.startswith((*METHODS, "explore"))}


def lead_of(markup: str) -> str:
    found = re.search(r'<p class="lead">(.*?)</p>', markup, re.DOTALL)
    return words_of(found.group(1)) if found else ""


def test_every_page_begins_with_a_sentence_that_ends(pages: dict[str, str]) -> None:
    # A page in Easy Read is lines from its first word on, each a sentence of its own.
    assert [address for address, markup in told(pages).items() if not address.startswith("easy/") and not lead_of(markup).endswith(".")] == []


def test_no_first_sentence_is_longer_than_a_breath(pages: dict[str, str]) -> None:
    long = {address: count for address, markup in told(pages).items() if (count := len(lead_of(markup).split())) > MOST_WORDS}
    assert long == {}, long


def test_no_name_made_for_machines_is_read_by_people(pages: dict[str, str]) -> None:
    found = {address: names for address, markup in told(pages).items() if address not in NAMING and (names := set(SLUG.findall(words_of(markup))))}
    assert found == {}, found


def test_words_of_method_are_kept_for_the_pages_on_method(pages: dict[str, str]) -> None:
    found = {address: said for address, markup in told(pages).items() if (said := [word for word in JARGON if word in words_of(markup)])}
    assert found == {}, found


def test_the_contents_ask_what_who_where_when_why_and_what_is_done(pages: dict[str, str]) -> None:
    groups = [words_of(each) for each in re.findall(r"<h3[^>]*id=.group\.[^>]*>(.*?)</h3>", pages["assessment"], re.DOTALL)]
    assert groups == [name for name in GROUPS if name in groups]
    assert {"What happens", "Who", "Where", "Why", "What is done"} <= set(groups)


def test_no_table_has_a_column_of_nothing_but_marks(pages: dict[str, str]) -> None:
    empty = []
    for address, markup in told(pages).items():
        for table in re.findall(r"<table.*?</table>", markup, re.DOTALL):
            rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]
            names, body = rows[0], rows[1:]
            for at, name in enumerate(names[1:], 1):
                cells = [words_of(row[at]) for row in body if len(row) == len(names)]
                a_month = re.fullmatch(r"[A-Z][a-z]{2} [0-9]{4}", words_of(name))  # a month that isn't held must be seen
                if len(cells) > 2 and not a_month and all(re.fullmatch(r"(\[[zx]\] ?(not applicable|not available)? ?)?", cell) for cell in cells):
                    empty.append((address, words_of(name)))
    assert empty == [], empty


def test_no_sentence_counts_nought_of_something(pages: dict[str, str]) -> None:
    found = {address: said for address, markup in told(pages).items() if (said := re.findall(r"(?:^|[.,;] )0 (?:rows|are|have|findings|areas|months|of)\b", words_of(markup)))}
    assert found == {}, found


def test_no_block_of_text_stands_twice_on_a_page(pages: dict[str, str]) -> None:
    twice = {}
    for address, markup in told(pages).items():
        said = Counter(text for each in re.findall(r"<p(?: class=.lead.)?>(.*?)</p>", markup, re.DOTALL) if len((text := words_of(each)).split()) > 25)
        if again := [text[:60] for text, times in said.items() if times > 1]:
            twice[address] = again
    assert twice == {}, twice


def sentences_of(markup: str) -> list[str]:
    return [words_of(each) for each in re.findall(r"<(?:p|li|h[1-4])[ >].*?</(?:p|li|h[1-4])>", markup, re.DOTALL)]


def test_no_sentence_names_a_file_or_calls_an_area_by_its_code(pages: dict[str, str]) -> None:
    found = {address: said for address, markup in told(pages).items()
             if (said := [each[:90] for each in sentences_of(markup) if re.search(r"\.csv\b|\.gz\b|\b[EWK][0-9]{8}\b", each)])}
    assert found == {}, found


def test_one_month_was_and_several_were(pages: dict[str, str]) -> None:
    found = {address: said for address, markup in told(pages).items()
             if (said := [each[:90] for each in sentences_of(markup) if re.match(r"[A-Z][a-z]+ [0-9]{4} were |.*[0-9]{4} and [A-Z][a-z]+ [0-9]{4} was ", each)])}
    assert found == {}, found


def test_the_press_page_can_be_read_in_one_sitting_and_says_nothing_of_bicycles(pages: dict[str, str]) -> None:
    page = pages["press"]
    assert len(words_of(page).split()) < 3_500 and "bicycle" not in page and "<table" not in page


def test_police_uk_totals_are_never_called_serious_violence(pages: dict[str, str]) -> None:
    for address, markup in told(pages).items():
        for sentence in re.split(r"(?<=[.;:]) ", words_of(markup)):
            if "police.uk" in sentence and "serious violence" in sentence:
                assert re.search(r"\b(never|none|not|no)\b", sentence) or "What police.uk can show of serious violence" in sentence, (address, sentence)


def test_a_partner_is_told_what_concerns_it_and_no_agreement_s_clause(pages: dict[str, str]) -> None:
    for address, markup in pages.items():
        if address.startswith("partners/"):
            assert "clause " not in words_of(markup), address
            assert len(re.findall(r"\.\s", lead_of(markup) + " ")) >= 2, address


def test_the_first_page_says_what_it_is_made_from(fiction: Journey, hampshire: Journey) -> None:
    assert re.search(r"open data and [0-9]+ data sets that partners share", lead_of(pages_of(fiction.folder)["assessment"]))
    assert "from open data alone" in lead_of(pages_of(hampshire.folder)["assessment"])


def test_the_first_page_says_how_its_findings_were_put_in_order_and_comes_to_them_before_any_rate(fiction: Journey) -> None:
    page = words_of(pages_of(fiction.folder)["assessment"])
    assert page.index("What matters most") < page.index("First the kinds of violence that rank highest") < page.index("What police.uk shows")
    assert "Police had not been told" in page[page.index("What matters most") : page.index("How the kinds rank")]


def test_custody_is_told_by_what_establishments_count_and_not_by_a_flag_that_nobody_uses(fiction: Journey) -> None:
    page = pages_of(fiction.folder)["kinds/custody"]
    assert "reported by prisons and youth custody themselves" in lead_of(page)
    assert not re.search(r"\b0\.00\b", words_of(page))


def test_no_area_is_said_to_have_none_of_a_kind_that_the_extract_never_tells(fiction: Journey) -> None:
    pages = {address: words_of(markup) for address, markup in pages_of(fiction.folder).items() if address.startswith("areas/")}
    assert [address for address, words in pages.items() if re.search(r"(Violence in custody|Hate crime with violence) 0 0\.00", words)] == []
