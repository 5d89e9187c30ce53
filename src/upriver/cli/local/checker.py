"""`checker`: the file with which a partner checks, counts and makes keys in a browser, without a network."""

from __future__ import annotations

import hashlib
import json
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from upriver.words.refusal import Refusal
from upriver.words.text import listed

if TYPE_CHECKING:
    from upriver.words.declared import Contract
    from upriver.words.sharing.profile import Profile


@click.command()
@click.argument("slug")
@click.option("--to", type=click.Path(path_type=Path), metavar="FILE.html", help="Where to write it; else SLUG_checker.html here.")
@click.option("--mapping", type=click.Path(path_type=Path), metavar="FILE.toml", help="A provider's mapping to build in.")
@click.option("--workspace", "at_path", type=click.Path(path_type=Path), help="A workspace whose own contracts and rules count too; none is needed.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def checker(slug: str, to: Path | None, mapping: Path | None, at_path: Path | None, as_json: bool) -> None:
    """Make one HTML file that checks rows for contract SLUG in a browser, offline, and counts them for sending."""
    from upriver.desk.sharing.papers import checker_of

    own = at_path / "declarations" if at_path else None
    contract, profile = _declared(slug, mapping, own)
    page = checker_of(contract, own, profile)
    path = _written(to or Path(f"{slug}_checker.html"), page)
    digest = hashlib.sha256(page).hexdigest()
    if as_json:
        click.echo(json.dumps({"file": path.name, "sha256": digest, "bytes": len(page), "contract": contract.name}, indent=2))
        return
    click.echo(f"Wrote {path} ({len(page) // 1024:,} KB), for {contract.name}.")
    click.echo(f"SHA-256 {digest}")
    click.echo("Send it to the provider, or put it on the partnership's site beside this SHA-256: it opens in a browser and sends nothing.")


def _declared(slug: str, mapping: Path | None, own: Path | None) -> tuple[Contract, Profile | None]:
    from upriver.intake.contracts import contracts, layouts

    known = contracts(own)
    if slug not in known:
        near = get_close_matches(slug, known, 3, 0.5)
        meant = f"Did you mean {listed(near, last='or')}? " if near else ""
        raise Refusal("there is no contract of that name", do=f"{meant}`upriver spec` lists them.")
    if mapping is None:
        return known[slug], None
    from upriver.intake.mapping import read_profile

    profile = read_profile(mapping, layouts(own))
    if profile.contract != slug:
        raise Refusal(f"{mapping.name} is a mapping for {profile.contract}", do=f"Name one for {slug}, or leave --mapping out.")
    return known[slug], profile


def _written(path: Path, page: bytes) -> Path:
    from upriver.store.folder import write_whole

    if path.is_dir():
        raise Refusal(f"{path.name} is a folder", do="Name a file that ends in .html.")
    try:
        write_whole(path.resolve(), page)
    except OSError:
        raise Refusal(f"{path.name} can't be written", do="Close it elsewhere, or name another file.") from None
    return path
