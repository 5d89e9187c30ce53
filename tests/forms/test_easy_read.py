"""Easy Read: what a person wrote in easy words becomes an edition of its own; where nobody wrote, there is none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as read_docx
from forms import planted
from report.page_reader import all_of, read
from report.pdf_reader import words_of

from upriver.demo.writing.easy_read import write_easy_read
from upriver.pipeline.prose.easy import in_easy_words
from upriver.pipeline.prose.reading import fit_to_publish, with_prose, written
from upriver.report.easy.edition import long_lines
from upriver.report.exploring.rows import rows_of_cells
from upriver.report.packing import files_of
from upriver.report.site import site_files
from upriver.store.folder import Folder
from upriver.words.document import Document
from upriver.words.refusal import Refusal

CLEARANCE = planted.cleared()
FIGURES = {row.figure: row for table in CLEARANCE.tables for row in rows_of_cells(table.cells)}
SHOWN = next(name for name in FIGURES if "E07000003" in name and name.endswith("robbery,count"))
HIDDEN = next(name for name in FIGURES if "E07000001" in name and name.endswith("robbery,count"))
WORDS = f"""# Which kinds there are

![A tree.](tree.png)
There were {{{{ figure "{SHOWN}" }}}} robberies in Cedar. We do not know more.

## Get help

Call **999**.
"""


def a_workspace(tmp_path: Path, words: str = WORDS, *, name: str = "questions-kinds.easy.en.md", picture: bytes | None = None) -> Folder:
    place = tmp_path / "prose" / "assessment"
    write_easy_read(tmp_path / "made", place="p")
    (place / "pictures").mkdir(parents=True)
    (place / name).write_text(words, "utf-8")
    (place / "pictures" / "tree.png").write_bytes(picture or (tmp_path / "made" / "assessment" / "pictures" / "map.png").read_bytes())
    return Folder(tmp_path)


def edition(folder: Folder, **more: object) -> Document:
    prose = written(folder, "assessment", figures=FIGURES, accepted={})
    document = with_prose(planted.document(CLEARANCE, **more), prose, FIGURES)
    return in_easy_words(folder, document, prose, FIGURES)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of a document of which one page has an Easy Read version."""
    document = edition(a_workspace(tmp_path_factory.mktemp("easy")))
    return site_files(planted.document(CLEARANCE, pages=document.pages, files=files_of(document, CLEARANCE.tables)))


def test_an_easy_page_says_one_idea_a_line_with_its_live_figure(made: dict[str, bytes]) -> None:
    lines = [each.text for each in all_of(read(made["easy/questions-kinds/index.html"].decode()), "p")]
    assert {"There were 54,323 robberies in Cedar.", "We do not know more.", "Call 999."} <= {line.strip() for line in lines}


def test_a_picture_stands_beside_its_line_with_its_words(made: dict[str, bytes]) -> None:
    page = made["easy/questions-kinds/index.html"].decode()
    assert 'src="../../easy/pictures/tree.png" alt="A tree."' in page and "easy/pictures/tree.png" in made


def test_the_edition_says_how_much_of_the_document_it_covers(made: dict[str, bytes]) -> None:
    assert "1 part of 2 has been written in Easy Read so far." in made["easy/index.html"].decode()


def test_the_page_itself_leads_to_its_easy_version(made: dict[str, bytes]) -> None:
    assert "easy/questions-kinds/index.html" in made["questions/kinds/index.html"].decode()


def test_the_easy_edition_is_printed_in_large_letters_and_holds_nothing_else(made: dict[str, bytes]) -> None:
    assert "We do not know more." in words_of(made["assessment-easy.pdf"]) and "Robbery by area" not in words_of(made["assessment-easy.pdf"])
    sizes = {style.name: style.font.size for style in read_docx(io.BytesIO(made["assessment-easy.docx"])).styles if hasattr(style, "font")}
    assert sizes["Easy line"].pt >= 16


def test_the_picture_of_the_easy_word_file_has_its_words(made: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made["assessment-easy.docx"])) as packed:
        assert b'descr="A tree."' in packed.read("word/document.xml")


def test_where_nobody_wrote_there_is_no_easy_edition(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path, "A plain sentence.", name="questions-kinds.en.md")
    document = edition(folder)
    assert not any("easy" in page.slug for page in document.pages) and not any("easy" in path for path in files_of(document, CLEARANCE.tables))


def test_easy_words_in_another_language_are_not_shown_on_english_pages(tmp_path: Path) -> None:
    assert not any("easy" in page.slug for page in edition(a_workspace(tmp_path, name="questions-kinds.easy.cy.md")).pages)


def test_a_hidden_figure_leaves_its_mark_in_easy_words_and_no_number(tmp_path: Path) -> None:
    document = edition(a_workspace(tmp_path, f'In Alder {{{{ figure "{HIDDEN}" }}}}.'))
    page = next(page for page in document.pages if page.slug == "easy/questions-kinds")
    assert "In Alder [c]." in str(page.blocks) and "7,919" not in str(page.blocks)


def test_easy_words_that_nobody_accepted_are_not_published(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path)
    with pytest.raises(Refusal, match="never accepted"):
        fit_to_publish(edition(folder), written(folder, "assessment", figures=FIGURES, accepted={}))


def test_easy_words_for_a_page_that_is_not_there_are_refused(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path, name="questions-dragons.easy.en.md")
    with pytest.raises(Refusal, match="no such page"):
        fit_to_publish(edition(folder), written(folder, "assessment", figures=FIGURES, accepted={}))


def test_a_picture_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no picture that can be used"):
        edition(a_workspace(tmp_path, picture=b"<svg onload='x'/>"))


def test_a_picture_that_is_not_there_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"oak\.png"):
        edition(a_workspace(tmp_path, "![An oak.](oak.png)\nAn oak."))


def test_long_lines_are_named_to_their_writer(tmp_path: Path) -> None:
    long = "This line goes on and on with many words that nobody needs and still it has not come to its end."
    (file,) = written(a_workspace(tmp_path, f"Short. {long}"), "assessment", figures=FIGURES, accepted={})
    assert long_lines(file) == (long,)
