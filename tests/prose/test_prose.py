"""Analysts' prose: live figures from cleared cells alone, stale sentences found, nothing accepted by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from explore.published_rows import a_row, hidden
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.pipeline.prose.moving import Moved, moved
from upriver.pipeline.prose.reading import fit_to_publish, with_prose, written
from upriver.report.exploring.rows import Row
from upriver.report.html import page_html
from upriver.report.links import links_of
from upriver.report.prose.checking import Written, checked
from upriver.report.prose.figures import resolved
from upriver.report.prose.writing import parts_of, sentences_of, typed_digits
from upriver.store.folder import Folder
from upriver.words.document import Document, Page, Paragraph
from upriver.words.refusal import Refusal

NORSEA = a_row()
BEFORE = a_row(start="2024-01-01", end="2024-12-31", value=1.5, lower=1.2, upper=1.8)
FIGURES = {row.figure: row for row in (NORSEA, BEFORE, hidden("Wexholme", "E22009902"))}
LIVE = f'Robbery stood at {{{{ figure "{NORSEA.figure}" }}}}.'


def now(text: str, figures: dict[str, Row] = FIGURES) -> str:
    return resolved(text, figures)[0]


def prose(text: str, *, accepted: dict[str, str] | None = None, figures: dict[str, Row] = FIGURES, section: str = "index") -> Written:
    return checked("assessment", section, "en", "0" * 64, text, figures=figures, accepted=accepted or {})


def a_document() -> Document:
    pages = (Page("", "Front", "Summary", "", ()), Page("questions/kinds", "Kinds", "Questions", "", (Paragraph("Generated."),)))
    return Document("assessment", "Needs assessment", "public", "Norsea", "2026-02-01", "2025", pages, (), ())


def page_with(text: str, **more: dict[str, str]) -> str:
    document = with_prose(a_document(), [prose(text, section="questions-kinds", **more)], FIGURES)
    return page_html(document, document.pages[1], links_of(document))


def workspace(folder: Path, files: dict[str, bytes]) -> Folder:
    place = folder / "prose" / "assessment"
    place.mkdir(parents=True)
    for name, data in files.items():
        (place / name).write_bytes(data)
    return Folder(folder)


def test_a_figure_is_the_number_as_it_is_printed() -> None:
    assert now(LIVE) == "Robbery stood at 2.50."


def test_a_figure_may_bring_its_interval() -> None:
    assert now(f'{{{{ figure "{NORSEA.figure}", with="interval" }}}}') == "2.50 (95% interval 2.20 to 2.80)"


def test_a_change_gives_both_numbers_and_the_way() -> None:
    says = now(f'It {{{{ change "{NORSEA.figure}", from=2024-01-01..2024-12-31, to=2025-01-01..2025-12-31 }}}}.')
    assert says == "It rose from 1.50 to 2.50."


def test_a_change_says_where_intervals_overlap() -> None:
    near = a_row(start="2024-01-01", end="2024-12-31", value=2.4, lower=2.1, upper=2.7)
    says = now(f'{{{{ change "{NORSEA.figure}", from=2024-01-01..2024-12-31, to=2025-01-01..2025-12-31 }}}}',
               {row.figure: row for row in (near, NORSEA)})
    assert says == "rose from 2.40 to 2.50 (their 95% intervals overlap)"


def test_a_hidden_figure_leaves_its_mark_and_a_refusal_to_say_it() -> None:
    says, faults = resolved(f'There were {{{{ figure "{hidden("Wexholme", "E22009902").figure}" }}}}.', FIGURES)
    assert says == "There were [c]." and faults[0].kind == "hidden" and "hidden to protect people" in faults[0].says


def test_a_figure_that_is_gone_is_listed_with_the_nearest_names() -> None:
    typed = f'{{{{ figure "{NORSEA.figure.replace("robbery", "robery")}" }}}}'
    (fault,) = prose(typed).sentences[0].faults
    assert now(typed) == "[x]" and fault.kind == "gone" and fault.near[0] == NORSEA.figure


@pytest.mark.parametrize("typed", ["{{ figure }}", '{{ figure "a", from=1 }}', "{{ 1+1 }}", '{{ change "x" }}', "{{ figure '' }}", "{{}}"])
def test_a_figure_that_can_not_be_read_is_said_to_be_so(typed: str) -> None:
    says, faults = resolved(typed, FIGURES)
    assert says == "[x]" and faults[0].kind in ("unreadable", "gone")


def test_prose_nobody_accepted_is_new() -> None:
    assert [each.state for each in prose(LIVE).sentences] == ["new"]


def test_accepted_prose_stays_accepted_while_its_numbers_stand() -> None:
    assert prose(LIVE, accepted={LIVE: "Robbery stood at 2.50."}).unaccepted == ()


def test_a_sentence_whose_number_has_moved_is_stale_with_its_old_and_new_text() -> None:
    (stale,) = prose(LIVE, accepted={LIVE: "Robbery stood at 2.40."}).of("stale")
    assert (stale.was, stale.now) == ("Robbery stood at 2.40.", "Robbery stood at 2.50.")


def test_an_accepted_sentence_whose_figure_became_hidden_can_not_be_said() -> None:
    gone = {NORSEA.figure: hidden("Norsea", "E22009901")}
    assert [each.state for each in prose(LIVE, accepted={LIVE: "Robbery stood at 2.50."}, figures=gone).sentences] == ["broken"]


def test_only_the_sentence_that_moved_is_stale() -> None:
    file = prose(f"We met in May. {LIVE}", accepted={"We met in May.": "We met in May.", LIVE: "Robbery stood at 2.40."})
    assert [each.state for each in file.sentences] == ["accepted", "stale"]


def test_digits_typed_by_hand_are_listed_and_live_ones_are_not() -> None:
    assert typed_digits(f"{LIVE} It was 1,204 in [the paper](https://example.org/2024).") == ("1,204",)


def test_a_sentence_does_not_end_inside_a_live_figure() -> None:
    assert sentences_of(f"First one. {LIVE} Last one!") == ("First one.", LIVE, "Last one!")


def test_paragraphs_bullets_and_headings_are_told_apart() -> None:
    assert [part.kind for part in parts_of("# Why\n\nA line\ngoes on.\n\n- one\n- two\n  more\n")] == ["heading", "paragraph", "bullet", "bullet"]


def test_prose_stands_at_the_end_of_its_page_in_a_block_marked_as_the_analysts() -> None:
    page = page_with("We think so.")
    assert page.index("Generated.") < page.index('<section class="analysts"') < page.index("From the partnership&#39;s analysts") < page.index("We think so.")


@pytest.mark.parametrize("text", ["- one\n- two", "Before.\n\n- one\n- two\n\nAfter.", "- one\n\n# Why\n\n- two"])
def test_bullets_stand_in_lists_that_are_closed(text: str) -> None:
    block = page_with(text).partition('class="analysts"')[2].partition("</section>")[0]
    assert block.count("<li>") == 2 and block.count("<ul") == block.count("</ul>") > 0


def test_html_in_prose_is_shown_as_words() -> None:
    page = page_with("<script>alert(1)</script> & <b>bold</b>")
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_strong_and_emphasis_are_set() -> None:
    page = page_with("This is **strong** and *so* and `is`.")
    assert "<strong>strong</strong>" in page and "<em>so</em>" in page and "<code>is</code>" in page


@pytest.mark.parametrize("address", ["javascript:alert", "JaVaScRiPt:alert", "data:text/html,x", "vbscript:x", "//evil.example", "nowhere/at/all", "file:///etc"])
def test_a_link_that_may_not_stand_keeps_its_words_and_loses_its_address(address: str) -> None:
    page = page_with(f"See [this]({address}).")
    assert "See this." in page and address not in page


def test_links_to_the_web_and_to_pages_stand() -> None:
    page = page_with("See [that](https://example.org/a) and [front](#top).")
    assert '<a href="https://example.org/a">that</a>' in page and '<a href="#top">front</a>' in page


def test_a_stale_sentence_says_so_on_its_page_with_both_texts() -> None:
    page = page_with(LIVE, accepted={LIVE: "Robbery stood at 2.40."})
    assert "Stale" in page and "Robbery stood at 2.40." in page and "Robbery stood at 2.50." in page


def test_accepted_prose_has_no_note() -> None:
    assert 'class="inset"' not in page_with(LIVE, accepted={LIVE: "Robbery stood at 2.50."})


@pytest.mark.parametrize("accepted", [{}, {LIVE: "Robbery stood at 2.40."}])
def test_what_is_not_accepted_as_it_reads_today_is_not_published(accepted: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="prose accept"):
        fit_to_publish(a_document(), [prose(LIVE, accepted=accepted)])


def test_what_is_accepted_may_be_published() -> None:
    fit_to_publish(a_document(), [prose(LIVE, accepted={LIVE: "Robbery stood at 2.50."})])


def test_prose_for_a_page_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="no such page"):
        fit_to_publish(a_document(), [prose("Words.", section="questions-dragons")])


def test_files_are_read_in_both_languages_and_only_the_documents_own_is_shown(tmp_path: Path) -> None:
    found = written(workspace(tmp_path, {"index.en.md": b"Words.", "index.cy.md": b"Geiriau."}), "assessment", figures={}, accepted={})
    page = page_html(with_prose(a_document(), found, {}), with_prose(a_document(), found, {}).pages[0], links_of(a_document()))
    assert [each.name for each in found] == ["assessment/index.cy", "assessment/index.en"] and "Words." in page and "Geiriau" not in page


@pytest.mark.parametrize(("name", "data"), [("kinds.md", b"x"), ("kinds.fr.md", b"x"), ("a b.en.md", b"x"), ("index.en.md", b"\xff\xfe"), ("index.en.md", b"x" * 200_001)])
def test_a_file_that_is_no_prose_is_refused_by_its_name(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(Refusal, match="prose/assessment"):
        written(workspace(tmp_path, {name: data}), "assessment", figures={}, accepted={})


def test_generated_sentences_that_moved_are_found_by_their_slugs() -> None:
    assert moved({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "5", "d": "4"}) == (Moved("b", "2", "5"), Moved("d", "", "4"), Moved("c", "3", ""))


@given(st.text(max_size=120))
@example('{{ figure "')
@example("**")
@example("[a](b")
@example("- ")
@example("- 0")
@example("#")
@example("{{ figure \"x\" }}{{")
@example("\x00\u202e")
def test_whatever_is_written_becomes_words_on_the_page(text: str) -> None:
    assert "<script" not in page_with(text).partition("<main")[2].partition("</main>")[0]


def test_an_address_of_another_scheme_is_never_a_link() -> None:
    assert 'href="javascript' not in page_with("See [this](javascript:alert(1)).").lower()


@pytest.mark.parametrize("typed", ['{{ figure "x"', 'figure "x" }}', "{{ {{ }}"])
def test_braces_that_open_or_close_nothing_are_no_words_to_accept(typed: str) -> None:
    assert [fault.kind for fault in resolved(f"It is {typed} here.", FIGURES)[1]][-1:] == ["unreadable"]


def test_an_interval_may_be_asked_for_without_a_comma() -> None:
    name = next(iter(FIGURES))
    assert resolved(f'{{{{ figure "{name}" with="interval" }}}}', FIGURES) == resolved(f'{{{{ figure "{name}", with="interval" }}}}', FIGURES)


@pytest.mark.parametrize("name", ["index.en.md.txt", "index.en.txt", "Index page.docx"])
def test_a_file_that_was_meant_for_prose_is_not_passed_over(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="isn't called as prose is"):
        written(workspace(tmp_path, {name: b"Words."}), "assessment", figures={}, accepted={})


def test_files_that_a_system_leaves_by_itself_are_let_be(tmp_path: Path) -> None:
    assert written(workspace(tmp_path, {"Thumbs.db": b"\0", ".index.en.md.swp": b"\0", "~$ndex.docx": b"\0"}), "assessment", figures={}, accepted={}) == ()


@pytest.mark.parametrize("character", ["\x00", "\x1b[31m", "\x7f", "\x9b", "\u202e", "\u2066"])
def test_a_character_that_steers_a_screen_or_turns_digits_round_is_refused_by_its_line(tmp_path: Path, character: str) -> None:
    with pytest.raises(Refusal, match="line 2"):
        written(workspace(tmp_path, {"index.en.md": f"One.\nTwo {character}63.\n".encode()}), "assessment", figures={}, accepted={})


def test_prose_is_no_way_to_another_file(tmp_path: Path) -> None:
    folder = workspace(tmp_path, {"index.en.md": b"Words."})
    try:
        (tmp_path / "prose" / "assessment" / "areas.en.md").symlink_to(__file__)
    except OSError:
        pytest.skip("this system lets nobody make links")
    with pytest.raises(Refusal, match="is a link"):
        written(folder, "assessment", figures={}, accepted={})
