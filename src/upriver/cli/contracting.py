"""`spec` and `template`: what each contract asks of a partner, to read, to send on and to fill in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from upriver.words.declared import Contract, Field
from upriver.words.refusal import Refusal
from upriver.words.text import plural

OWN = click.option("--workspace", "at_path", type=click.Path(path_type=Path), help="The workspace's folder, for contracts of its own.")


@click.command()
@click.argument("contract", required=False)
@click.option("--to", type=click.Path(path_type=Path), help="Write it for a partner: a file ending in .html or .docx.")
@OWN
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def spec(contract: str | None, to: Path | None, at_path: Path | None, as_json: bool) -> None:
    """What each contract asks of a file; with CONTRACT, field by field; with --to, as a paper for the partner."""
    own = _own(at_path)
    known = _known(contract, own)
    if to is not None:
        if contract is None:
            raise Refusal("a specification is of one contract", do=f"Name it: upriver spec SLUG --to {to.name}")
        _write_paper(known[contract], to, own)
        _say(f"Wrote the specification of {contract} to {to.name}.", {"contract": contract, "file": to.name}, as_json)
        return
    chosen = [known[contract]] if contract else list(known.values())
    if as_json:
        click.echo(json.dumps([_as_json(each) for each in chosen], ensure_ascii=False, indent=2))
        return
    for each in chosen:
        click.echo(f"{each.slug} (version {each.version}): {each.title}. {each.says}")
        if contract:
            _tell(each)


@click.command()
@click.argument("contract")
@click.option("--to", type=click.Path(path_type=Path), required=True, help="The file to write: .csv, .xlsx or .ods.")
@click.option("--rows", type=click.IntRange(0, 10_000), default=0, help="Fill it with so many made-up rows; none by default.")
@click.option("--as", "mode", type=click.Choice(["records", "table", "form"]), help="The rows, the table of counts or the form.")
@OWN
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def template(contract: str, to: Path, rows: int, mode: str | None, at_path: Path | None, as_json: bool) -> None:
    """An empty file for a partner to fill in, or one with made-up rows, for CONTRACT."""
    own = _own(at_path)
    known = _known(contract, own)
    from upriver.desk.sharing.papers import SHEETS, layout_of, template_of

    layout = layout_of(known[contract], mode or "", own)
    if to.suffix.casefold() not in SHEETS:
        raise Refusal(f"{to.name} is no kind of template", do=f"Let its name end in {', '.join(SHEETS)}.")
    if to.exists():
        raise Refusal(f"{to.name} is there already and may hold somebody's rows", do="Name another file, or remove it first.")
    written, count = template_of(known[contract], layout, to.suffix.casefold(), own, rows=rows)
    _write(to, written)
    held = f" with {plural(count, 'made-up row')}" if rows else ""
    _say(f"Wrote the template of {layout.slug} to {to.name}{held}.",
         {"contract": contract, "layout": layout.slug, "file": to.name, "rows": count if rows else 0}, as_json)


def _own(at_path: Path | None) -> Path | None:
    """The contracts of the workspace that is named, or of the current folder where that is one."""
    from upriver.store.folder import Folder

    folder = Folder((at_path or Path()).resolve())
    return folder.declarations if at_path is not None or folder.is_workspace else None


def _known(contract: str | None, own: Path | None) -> dict[str, Contract]:
    from upriver.intake.contracts import contracts

    known = contracts(own)
    if contract and contract not in known:
        raise Refusal(f"there is no contract {contract}", do=f"There are {', '.join(known)}.")
    return known


def _write_paper(contract: Contract, to: Path, own: Path | None) -> None:
    from upriver.desk.sharing.papers import PAPERS, specification_of

    if to.suffix.casefold() not in PAPERS:
        raise Refusal(f"{to.name} is no kind of paper", do="Let its name end in .html or .docx.")
    _write(to, specification_of(contract, to.suffix.casefold(), own))


def _write(to: Path, written: bytes) -> None:
    from upriver.store.folder import write_whole

    if not to.resolve().parent.is_dir():
        raise Refusal(f"there is no folder for {to.name}", do="Make it first, or name another.")
    write_whole(to, written)


def _say(words: str, body: Mapping[str, object], as_json: bool) -> None:
    click.echo(json.dumps(body, ensure_ascii=False) if as_json else words)


def _tell(contract: Contract) -> None:
    """A contract field by field, as lines."""
    from upriver.report.word import asked

    if not contract.layout_verified:
        click.echo("  The layout was not verified at source.")
    if contract.asked_of:
        click.echo(f"  Why: {contract.why}")
        click.echo(f"  Asked of {asked.senders(contract)}. {asked.when(contract)} It can be sent as {', '.join(contract.modes)}.")
    for field in contract.fields:
        spelled = " or ".join(field.headers) or field.name
        click.echo(f"  {spelled}{'' if field.required else ' (may be absent)'}: {asked.holds(field)}")
    for caveat in contract.caveats:
        click.echo(f"  Note: {caveat}")


def _as_json(contract: Contract) -> dict[str, Any]:
    return {
        "slug": contract.slug,
        "version": contract.version,
        "title": contract.title,
        "layout_verified": contract.layout_verified,
        "asked_of": list(contract.asked_of),
        "modes": list(contract.modes),
        "protection": contract.protection,
        "cadence": contract.cadence,
        "due_in_days": contract.due_in_days,
        "answers": list(contract.answers),
        "fields": [_field_as_json(field) for field in contract.fields],
    }


def _field_as_json(field: Field) -> dict[str, Any]:
    return {"name": field.name, "says": field.says, "why": field.why, "headers": list(field.headers), "type": field.type,
            "required": field.required, "must_fill": field.must_fill, "codes": list(field.codes)}
