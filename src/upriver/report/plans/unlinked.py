"""Blocks of an assessment as they stand in another document, where the pages that they lead to aren't."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from upriver.words.document import Block, KeyFigure, KeyFigures, Paragraph, Table, TableCell


def unlinked(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks without links: the numbers keep their names, by which each is found in the assessment."""
    return tuple(_plain(block) for block in blocks)


def _plain(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, links=())
    if isinstance(block, KeyFigures):
        return KeyFigures(tuple(_figure(each) for each in block.items))
    if isinstance(block, Table):
        return replace(block, explain="", rows=tuple(tuple(_cell(each) for each in row) for row in block.rows))
    return block


def _figure(figure: KeyFigure) -> KeyFigure:
    return replace(figure, explain="")


def _cell(cell: TableCell) -> TableCell:
    return replace(cell, href="", figure="")
