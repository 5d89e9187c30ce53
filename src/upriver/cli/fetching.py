"""`fetch`."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from upriver.cli.workspace import common, split_first
from upriver.store.folder import Folder
from upriver.words.period import read_period
from upriver.words.refusal import Refusal


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE] [SOURCE]...")
@click.option(
    "--months", default="", metavar="FROM..TO", help="Months, as 2025-01..2025-12, for sources that come by month."
)
@click.option(
    "--force", "forces", multiple=True, help="A force as data.police.uk writes it, as hampshire; may be repeated."
)
@click.option("--part", "parts", multiple=True, help="What to take of a month: street, outcomes or stop-and-search.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("downloads"),
    show_default=True,
    help="The folder for what is fetched.",
)
@click.option("--base", default=None, metavar="ADDRESS", help="Another address to ask instead of the publisher's.")
@click.option(
    "--ca-file", default=None, type=click.Path(path_type=Path), help="A private certificate authority's file."
)
@click.option("--whole", is_flag=True, help="Take the whole archive where the server can't give parts of it.")
@click.option("--dry-run", is_flag=True, help="Say what would be fetched and from where; contacts nobody.")
@common
def fetch(
    arguments: tuple[str, ...],
    months: str,
    forces: tuple[str, ...],
    parts: tuple[str, ...],
    into: Path,
    base: str | None,
    ca_file: Path | None,
    whole: bool,
    dry_run: bool,
    at_path: Path | None,
    by: str,
    as_json: bool,
) -> None:
    """Download SOURCE, official open data; without SOURCE, list what there is. The only command that uses the network."""
    from upriver.intake.online import fetching
    from upriver.intake.online.sources import source_named, sources

    path, rest = split_first(arguments, at_path)
    own = Folder(path).declarations if Folder(path).is_workspace else None
    if not rest:
        known = list(sources(own).values())
        body = [{"slug": each.slug, "title": each.title, "publisher": each.publisher} for each in known]
        _say(as_json, body, [f"{each.slug}: {each.title}. {each.publisher}." for each in known])
        return
    asked: dict[str, Any] = {"months": read_period(months).months if months else (), "forces": forces, "base": base}
    asked |= {"parts": parts} if parts else {}
    for source in [source_named(slug, own) for slug in rest]:
        if dry_run:
            planned = fetching.plan(source, into=into, **asked)
            _say(as_json, [asdict(each) for each in planned], [_planned(each) for each in planned])
            continue
        fetched = fetching.fetch(source, into=into, now=datetime.now(UTC), ca_file=ca_file, whole=whole, **asked)
        if not fetched:
            raise Refusal(f"{source.slug} gave nothing for what was asked", do="Check the months and the force.")
        _say(as_json, [asdict(each) for each in fetched], fetching.summary_lines(fetched))


def _planned(each: Any) -> str:
    size = f", {each.size:,} bytes" if each.size else ""
    return f"{each.name}: {each.state}, from {each.address}{size}"


def _say(as_json: bool, body: list[dict[str, Any]], lines: list[str]) -> None:
    click.echo(json.dumps(body, default=str, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))
