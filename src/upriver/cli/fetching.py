"""`fetch`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from upriver.cli.workspace import common, split_first
from upriver.store.folder import Folder
from upriver.words.period import read_period
from upriver.words.refusal import Refusal


@click.command()
@click.argument("arguments", nargs=-1)
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
    from upriver.intake import fetching
    from upriver.intake.online.sources import source_named, sources

    path, rest = split_first(arguments, at_path)
    own = Folder(path).declarations if Folder(path).is_workspace else None
    if not rest:
        for source in sources(own).values():
            click.echo(f"{source.slug}: {source.title}. {source.publisher}.")
        return
    chosen = [source_named(slug, own) for slug in rest]
    asked: dict[str, Any] = {"months": read_period(months).months if months else (), "forces": forces}
    if parts:
        asked["parts"] = parts
    for source in chosen:
        if dry_run:
            for each in fetching.plan(source, into=into, base=base, **asked):
                size = f", {each.size:,} bytes" if each.size else ""
                click.echo(f"{each.name}: {each.state}, from {each.address}{size}")
            continue
        fetched = fetching.fetch(
            source, into=into, now=datetime.now(UTC), ca_file=ca_file, base=base, whole=whole, **asked
        )
        if not fetched:
            raise Refusal(f"{source.slug} gave nothing for what was asked", do="Check the months and the force.")
        for line in fetching.summary_lines(fetched):
            click.echo(line)
