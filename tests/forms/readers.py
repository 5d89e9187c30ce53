"""Reads back every form of a document: all the words that it holds, wherever they lie in it."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from report.pdf_reader import tags_of, words_of

BREAKS = {"p", "tr", "table-cell", "table-row", "si", "c", "t", "title", "desc", "text", "li", "td", "th", "sp"}


def words_in(path: str, data: bytes) -> str:
    """All words of a file by its kind: text, attributes (alternative text among them), text layers, what is told about it."""
    kind = path.rpartition(".")[2]
    if kind in ("docx", "pptx", "xlsx", "ods"):
        return "\n".join(_packed(data))
    if kind == "pdf":
        return words_of(data) + "\n" + "\n".join(f"{tag.alt} {tag.title}" for tag in tags_of(data))
    if kind == "png":
        return "\n".join(_told(data))
    if kind in ("html", "svg"):
        return _marked(data.decode())
    return data.decode("utf-8", "replace")


def _packed(data: bytes) -> Iterator[str]:
    """The words of every part of a packed file; a picture in it is read as one."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                yield "\n".join(_xml(packed.read(name)))
            elif name.endswith(".png"):
                yield "\n".join(_told(packed.read(name)))


def _xml(data: bytes) -> Iterator[str]:
    """Text paragraph by paragraph, as it reads when its pieces are joined, and every attribute that holds words."""
    run: list[str] = []
    for event, node in ElementTree.iterparse(io.BytesIO(data), ("start", "end")):
        name = node.tag.rpartition("}")[2]
        if event == "start":
            yield from (value for key, value in node.attrib.items()
                        if key.rpartition("}")[2] in ("descr", "title", "name", "val", "value", "alt", "t") and value)
        else:
            run.append(node.text or "")
            if name in BREAKS:
                yield "".join(run)
                run = []
            if node.tail and node.tail.strip():
                run.append(node.tail)
    yield "".join(run)


def _told(png: bytes) -> Iterator[str]:
    at = 8
    while at + 12 <= len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] in (b"iTXt", b"tEXt"):
            yield png[at + 8 : at + 8 + length].decode("utf-8", "replace")
        elif png[at + 4 : at + 8] == b"zTXt":
            yield zlib.decompress(png[at + 8 : at + 8 + length].partition(b"\0")[2][1:]).decode()
        at += 12 + length


def _marked(page: str) -> str:
    """Text and attributes; what only draws (paths, places, sizes) says nothing that a reader could read."""
    page = re.sub(r'\s(?:d|points|x|y|x1|x2|y1|y2|cx|cy|r|width|height|viewBox|transform|id|href|src|stroke-width|style)="[^"]*"', " ", page)
    return html.unescape(re.sub(r"<(?!/?(?:span|b|strong|a|tspan)\b)[^>]*?>", lambda tag: "\n" + " ".join(re.findall(r'"([^"]*)"', tag[0])) + "\n",
                                re.sub(r"</?(?:span|b|strong|a|tspan)\b[^>]*>", "", page)))


def numbers_in(words: str) -> set[str]:
    """Every number of a text as its plain digits, so that 7,919 is 7919; hashes and addresses hold none."""
    found = re.findall(r"(?<![\w.#/-])[-\u2212]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.#/-])\d+(?:\.\d+)?(?![\w/-])", words)
    return {each.replace(",", "").replace("\u2212", "").lstrip("-") for each in found}


def kinds_of(files: Mapping[str, bytes]) -> set[str]:
    """The endings of all files."""
    return {path.rpartition(".")[2] for path in files}
