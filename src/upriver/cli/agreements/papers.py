"""The papers of `agree --paper`, in the form that the file's ending asks for."""

from __future__ import annotations

from datetime import date

import click

from upriver.cli.workspace import Session
from upriver.words.text import listed


def paper_bytes(session: Session, kind: str, slug: str, suffix: str, on: date) -> bytes:
    """One paper in the form that the file's ending asks for. `slug` is the agreement's, "" for a paper of all."""
    from upriver.desk.agreements.papers import OF_ALL, OF_ONE, paper_of_all, paper_of_one, written

    if kind not in (*OF_ONE, *OF_ALL):
        raise click.UsageError(f"--paper is {listed([*OF_ONE, *OF_ALL], last='or')}.")
    if bool(slug) != (kind in OF_ONE):
        raise click.UsageError(f"{kind} is a paper of {'one agreement: add its ID' if kind in OF_ONE else 'all agreements: leave the ID out'}.")
    if suffix not in (".docx", ".html"):
        raise click.UsageError("A paper is written to a file that ends in .docx or .html.")
    paper = paper_of_one(session.folder, kind, slug, on=on) if slug else paper_of_all(session.folder, kind, name=session.name, on=on)
    return written(paper, suffix)
