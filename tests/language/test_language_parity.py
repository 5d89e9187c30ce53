"""What is published in Wales is whole in Welsh, or says why it isn't."""

from __future__ import annotations

from dataclasses import replace

import pytest
from language.made import ground_of, told_in_both
from report.sample import a_document, a_page

from upriver.pipeline.languages import (
    fit_in_every_language,
    languages_by_law,
    languages_of,
    only_in_english,
    welsh_name,
)
from upriver.report.bilingual.parity import fixed_words, parity
from upriver.report.site import site_files
from upriver.store.folder import Folder
from upriver.words.document import Heading, Paragraph
from upriver.words.language.speaking import either
from upriver.words.refusal import Refusal

REASON = "The translator starts in March."


def whole() -> object:
    return told_in_both(a_document(replace(a_page(Heading("Contents"), Paragraph(either("What we found.", "Beth a ganfuwyd."))),
                                      title=either("Kinds", "Mathau"), lead="")))


@pytest.fixture
def folder(tmp_path) -> Folder:
    (tmp_path / "workspace.toml").write_text('slug = "here"\nname = "Here"\n', "utf-8")
    return Folder(tmp_path)


def write(folder: Folder, line: str) -> None:
    folder.settings.write_text(folder.settings.read_text("utf-8") + line + "\n", "utf-8")


def test_welsh_areas_are_published_told_in_both_languages_by_law() -> None:
    assert languages_by_law(["W06000015"]) == {"en", "cy"}
    assert languages_by_law(["E10000014"]) == {"en"}
    assert languages_by_law([]) == frozenset()


def test_a_partnership_in_wales_publishes_told_in_both_languages_without_asking(folder) -> None:
    assert languages_of(folder, ground_of("W06000015", "W06000014")) == ("en", "cy")


def test_a_partnership_across_the_border_publishes_told_in_both_languages(folder) -> None:
    assert languages_of(folder, ground_of("E06000019", "W06000023")) == ("en", "cy")


def test_an_english_partnership_publishes_in_english_unless_it_names_welsh(folder) -> None:
    assert languages_of(folder, ground_of("E10000014")) == ("en",)
    write(folder, 'languages = ["en", "cy"]')
    assert languages_of(folder, ground_of("E10000014")) == ("en", "cy")


def test_a_welsh_partnership_can_not_write_welsh_away(folder) -> None:
    write(folder, 'languages = ["en"]')
    assert languages_of(folder, ground_of("W06000015")) == ("en", "cy")


def test_what_is_for_the_partnerships_own_people_is_in_english(folder) -> None:
    assert languages_of(folder, ground_of("W06000015"), "restricted") == ("en",)


@pytest.mark.parametrize("line", ['languages = ["fr"]', "languages = 3", 'languages = "cy"'])
def test_a_language_that_pages_are_not_made_in_is_refused(folder, line) -> None:
    write(folder, line)
    with pytest.raises(Refusal, match="language that pages aren't made in"):
        languages_of(folder, ground_of("E10000014"))


def test_the_partnerships_welsh_name_is_the_one_it_gives(folder) -> None:
    assert welsh_name(folder) is None
    write(folder, 'name_cy = "Yma"')
    assert welsh_name(folder) == "Yma"


def test_a_half_translated_version_is_refused_and_what_is_lacking_is_counted() -> None:
    with pytest.raises(Refusal, match=r"Welsh version is only half translated: [\d,]+ sentences on \d+ pages?"):
        fit_in_every_language(told_in_both())


def test_a_half_translated_version_is_published_with_a_reason_that_its_pages_print() -> None:
    document = fit_in_every_language(told_in_both(), REASON)
    files = site_files(document)
    assert REASON in files["cy/index.html"].decode()
    assert REASON not in files["index.html"].decode()


def test_a_reason_of_spaces_is_none() -> None:
    with pytest.raises(Refusal):
        fit_in_every_language(told_in_both(), "  ")


def test_a_version_that_is_whole_needs_no_reason_and_prints_none() -> None:
    document = fit_in_every_language(whole(), REASON)
    assert parity(document.versions[0]).whole
    assert document.versions[0].half == ""


def test_a_document_in_english_alone_needs_no_reason() -> None:
    document = a_document()
    assert fit_in_every_language(document) == document


def test_prose_in_english_alone_keeps_a_version_from_being_whole() -> None:
    assert not parity(whole().versions[0], ("questions-kinds",)).whole


def test_prose_that_has_no_welsh_beside_it_is_named(folder) -> None:
    place = folder.root / "prose" / "assessment"
    place.mkdir(parents=True)
    for name in ("index.en.md", "index.cy.md", "questions-kinds.en.md"):
        (place / name).write_text("Words.", "utf-8")
    assert only_in_english(folder) == ("questions-kinds",)


def test_names_and_numbers_are_no_sentences_that_could_be_lacking() -> None:
    page = next(page for page in parity(whole().versions[0]).pages if page.slug == "questions/kinds")
    assert (page.done, page.of) == (3, 3)


def test_the_fixed_words_are_counted_site_and_others_apart() -> None:
    found = fixed_words("cy")
    assert 0 < found.site_done <= found.site and found.others_done < found.others
