"""The Easy Read edition set into a document, with the pictures that its writers supplied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upriver.pipeline.prose.reading import section_of
from upriver.report.easy.edition import is_easy, pictures_in, with_easy
from upriver.report.exploring.rows import Row
from upriver.report.prose.checking import Written
from upriver.store.folder import Folder
from upriver.words.document import Document
from upriver.words.refusal import Refusal

PLACE = "pictures"
LARGEST = 2_000_000
KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How PNG and JPEG files begin. An SVG can hold a script, so none is taken."""


def in_easy_words(folder: Folder, document: Document, prose: Sequence[Written], figures: Mapping[str, Row]) -> Document:
    """The document with its Easy Read edition, where somebody wrote one.

    Raises:
        Refusal: a picture that it asks for isn't there, is no PNG or JPEG, or is far too large.
    """
    easy = [each for each in prose if is_easy(each)]
    wanted = dict.fromkeys(name for each in easy for name in pictures_in(each))
    pictures = {name: _picture(folder, document.slug, name) for name in wanted}
    return with_easy(document, easy, figures, pictures, section_of) if easy else document


def _picture(folder: Folder, document: str, name: str) -> bytes:
    path, where = folder.root / "prose" / document / PLACE / name, f"prose/{document}/{PLACE}/{name}"
    if path.is_symlink() or not path.is_file():
        raise Refusal(f"Easy Read asks for the picture {name}, and it isn't at {where}", do="Put the file there, or take the line out.")
    if path.stat().st_size > LARGEST:
        raise Refusal(f"{where} is too large for a page", do="Make it smaller than 2 MB; 400 pixels wide are enough.")
    data = path.read_bytes()
    if not data.startswith(KINDS):
        raise Refusal(f"{where} is no picture that can be used", do="Save it as PNG or JPEG.")
    return data
