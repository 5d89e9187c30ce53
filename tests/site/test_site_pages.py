"""The pages of the public site: what each must say, and what it says where something isn't known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from site_made import AS_OF, REGISTER, a_case_with_answers, a_site, declare, pages_of

from upriver.report.public.reading_age import reading_of
from upriver.shelf import Unreadable
from upriver.words.document import Document
from upriver.words.sharing.authority import Register

CHECK = """checked_on = "{on}"
tool = "axe-core 4"
pages = 40
kinds = 19
ways = 3
failures = {failures}
sideways = 0
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return a_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def pages(made: Document) -> dict[str, str]:
    return pages_of(made)


def text(page: str) -> str:
    """The words of a page's middle."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_the_first_page_says_three_findings_with_their_numbers(pages) -> None:
    said = text(pages[""])
    assert [number for number in (11, 22, 33, 44) if f"there are {number} per" in said] == [11, 22, 33]


def test_the_first_page_says_plainly_which_documents_are_not_published_here(pages) -> None:
    assert text(pages[""]).count("It is not published here yet.") == 2


def test_the_assessment_keeps_its_first_page_at_an_address_of_its_own(pages) -> None:
    assert "There are 7 findings." in text(pages["assessment"]) and 'href="assessment/index.html"' in pages[""]


def test_a_link_of_the_assessment_to_its_first_page_leads_to_it_and_not_to_the_sites(pages) -> None:
    assert 'href="../../assessment/index.html">Assessment: Norsea' in pages["questions/kinds"]


def test_bodies_are_named_with_whether_a_person_confirmed_them_and_ended_ones_are_not(pages) -> None:
    said = text(pages["duty"])
    assert "Norsea Police" in said and "by a person" in said
    assert "Harbour Academy" in said and "filled in from public lists" in said
    assert "Old Council" not in said


def test_what_was_not_read_in_the_law_is_marked_and_what_was_is_not(pages) -> None:
    said = text(pages["duty"])
    assert re.search(r"Schedule 1 of the Act.{0,120}must be confirmed", said)
    assert not re.search(r"in force since 31 January 2023\. This was not read", said)


def test_governance_that_is_not_recorded_is_said_to_be_so(pages) -> None:
    assert "is not recorded here yet" in text(pages["duty"])


def test_governance_that_is_recorded_is_told(tmp_path: Path) -> None:
    declare(tmp_path, "contact", '[[board]]\nname = "Violence board"\nsays = { en = "Meets each quarter." }\n')
    said = text(pages_of(a_site(tmp_path))["duty"])
    assert "Violence board. Meets each quarter." in said and "is not recorded here yet: which board" not in said


def test_a_partnership_without_a_register_says_so_and_names_nobody(tmp_path: Path) -> None:
    said = text(pages_of(a_site(tmp_path, register=Register()))["duty"])
    assert said.count("holds none yet") == 3


def test_help_stands_before_any_number_of_every_page_about_harm(made, pages) -> None:
    assert made.site is not None
    harm = made.site.harm
    assert {"", "found", "working", "young-people", "questions/kinds", "kinds/sexual-violence", "assessment"} <= harm
    for slug in harm:
        page = pages[slug]
        before = page[page.index("</h1>") : page.index('<section class="care"')]
        assert not re.search(r">[^<]*[0-9]", before), slug
        if slug:  # the site's first page says in a sentence what it is, and no number in it, before where to get help
            assert page.index('<section class="care"') < page.index('class="lead"'), slug


def test_pages_about_how_figures_are_made_carry_no_box_of_help(made, pages) -> None:
    assert made.site is not None
    assert not {"about/missing", "data", "duty"} & made.site.harm
    assert 'class="care"' not in pages["about/missing"]


def test_a_page_about_abuse_says_before_its_first_number_what_it_is_about(pages) -> None:
    page = pages["kinds/sexual-violence"]
    assert page.index("rape and other sexual violence") < page.index("99 recorded")


def test_leaving_a_page_is_a_plain_link_to_a_neutral_page_elsewhere(pages) -> None:
    assert re.search(r'<a id="leave" href="https://[^"]+" rel="noreferrer nofollow"', pages["questions/kinds"])


def test_the_young_peoples_page_states_the_age_that_is_measured(pages) -> None:
    stated = int(re.search(r"easy to read from age (\d+)", text(pages["young-people"])).group(1))  # type: ignore[union-attr]
    main = pages["young-people"]
    main = main[main.index('<p class="lead"') : main.index("We tested this page")]
    main = re.sub(r'<nav class="places".*?</nav>', "", main, flags=re.DOTALL)
    lines = re.sub(r"<a [^>]*>.*?</a>|<[^>]+>", "", re.sub(r"</(?:p|li|h2|h3|div)>", "\n", main))
    assert stated == reading_of(lines.replace("\n\n", "\n")).age <= 13


def test_a_figure_that_is_not_held_leaves_the_young_peoples_page_without_it(pages) -> None:
    assert not re.search(r"about\s+violent|about in every|\bNone\b|\[c\]", text(pages["young-people"]))


def test_a_statement_without_a_recorded_check_claims_nothing(pages) -> None:
    said = text(pages["about/accessibility"])
    if "The last check" not in said:
        assert "No check is recorded" in said and "compliance" not in said


def test_a_statement_is_made_from_the_recorded_check(tmp_path: Path) -> None:
    declare(tmp_path, "accessibility_check", CHECK.format(on="2026-01-15", failures=0))
    said = text(pages_of(a_site(tmp_path))["about/accessibility"])
    assert "On 15 January 2026, axe-core 4 looked at 40 pages" in said and "partial compliance" in said and "more than a year" not in said


def test_failures_of_the_recorded_check_are_told_and_an_old_check_is_called_old(tmp_path: Path) -> None:
    declare(tmp_path, "accessibility_check", CHECK.format(on="2024-01-15", failures=3))
    said = text(pages_of(a_site(tmp_path))["about/accessibility"])
    assert "found 3 failures" in said and "more than a year ago" in said


def test_a_record_of_a_check_that_can_not_be_read_is_refused(tmp_path: Path) -> None:
    declare(tmp_path, "accessibility_check", CHECK.format(on="January", failures=0))
    with pytest.raises(Unreadable, match="checked_on"):
        a_site(tmp_path)


def test_words_that_hold_a_name_which_nothing_fills_are_refused_and_never_printed(tmp_path: Path) -> None:
    declare(tmp_path, "corrections", 'title = { en = "Corrections of {nobody}" }\n')
    with pytest.raises(Unreadable, match=r"\{nobody\}"):
        a_site(tmp_path)


def test_what_lacks_stands_among_what_we_cannot_tell(pages) -> None:
    assert "What nobody holds." in text(pages["cannot-tell"]) and "for want of data: 1." in text(pages["cannot-tell"])


def test_every_ward_leads_to_an_area_that_has_a_page(made) -> None:
    case, _ = a_case_with_answers()
    assert "ward" in case.ground.levels
    assert made.site is not None
    listed = re.findall(r'\["areas/([^"]+)/"', made.site.files["search/pages.js"].decode())
    assert all(any(page.slug == f"areas/{code}" for page in made.pages) for code in listed)


def test_the_search_page_lists_every_page_without_a_script(made, pages) -> None:
    listed = set(re.findall(r'href="\.\./([^"#]*)index\.html"', pages["search"]))
    wanted = {f"{page.slug}/" for page in made.pages if page.slug and page.in_contents} | {"assessment/", "help/", "duty/"}
    assert wanted <= listed


def test_the_index_of_the_search_holds_no_number(made) -> None:
    assert made.site is not None
    words = re.findall(r'"([^"]*)"\]', made.site.files["search/pages.js"].decode())
    assert words and not any(re.search("[0-9]", each) for each in words)


def test_a_long_table_has_a_page_of_its_own_and_its_first_rows_where_it_was(pages) -> None:
    assert pages["questions/places"].count("<tr") < 60 and "All 500 rows" in pages["questions/places"]
    assert pages["questions/places/rows-long"].count("<tr") > 500
    assert '<section class="care"' in pages["questions/places/rows-long"]


def test_a_document_for_the_partnership_alone_has_no_public_site(tmp_path: Path) -> None:
    from dataclasses import replace

    from site_made import a_document

    from upriver.pipeline.public.laying import site_of
    from upriver.store.folder import Folder

    case, story = a_case_with_answers()
    assert site_of(Folder(tmp_path), replace(a_document(story), audience="restricted"), story, case.ground, register=REGISTER, run="r") == (None, ())


def test_the_same_story_gives_the_same_site(tmp_path: Path, made: Document) -> None:
    assert pages_of(a_site(tmp_path)) == pages_of(made)


def test_every_page_names_the_edition_day_and_no_other_day_as_its_own(made) -> None:
    assert made.as_of == AS_OF
