"""`spec` and `template`: what each contract asks of a partner, to read, to send on and to fill in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from upriver.words.declared import Contract, Field
from upriver.words.refusal import Refusal
from upriver.words.text import plural

PAPERS = (".html", ".docx")
SHEETS = (".csv", ".xlsx", ".ods")
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
    layout = _layout(known[contract], mode, own)
    if to.suffix.casefold() not in SHEETS:
        raise Refusal(f"{to.name} is no kind of template", do=f"Let its name end in {', '.join(SHEETS)}.")
    if to.exists():
        raise Refusal(f"{to.name} is there already and may hold somebody's rows", do="Name another file, or remove it first.")
    from upriver.intake.feeds.made_up import made_up

    header, found = made_up(layout, rows=rows, own=own)
    if layout.mode == "form" and not found:
        found = tuple(("", measure, "") for measure in layout.field("measure").codes)
    _write(to, _filled(to.suffix.casefold(), known[contract], layout, header, found, made=rows > 0))
    held = f" with {plural(len(found), 'made-up row')}" if rows else ""
    _say(f"Wrote the template of {layout.slug} to {to.name}{held}.",
         {"contract": contract, "layout": layout.slug, "file": to.name, "rows": len(found) if rows else 0}, as_json)


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


def _layout(contract: Contract, mode: str | None, own: Path | None) -> Contract:
    """The layout of a contract that is meant: its rows, its table or its form; the first that may be sent where none is named."""
    from upriver.intake.contracts import layouts

    if contract.wide or contract.holds == "outlines":
        raise Refusal(f"{contract.slug} is taken as its publisher gives it", do="It needs no template.")
    mode = mode or next((each for each in contract.modes if each != "elsewhere"), "records")
    found = contract if mode == "records" else layouts(own).get(f"{contract.slug}_{mode}")
    if found is None:
        raise Refusal(f"{contract.slug} can't be sent as a {mode}", do=f"It can be sent as {', '.join(contract.modes)}.")
    return found


def _write_paper(contract: Contract, to: Path, own: Path | None) -> None:
    if to.suffix.casefold() not in PAPERS:
        raise Refusal(f"{to.name} is no kind of paper", do="Let its name end in .html or .docx.")
    from upriver.disclose.rules import rules
    from upriver.intake.contracts import layouts
    from upriver.report.word.docx import docx
    from upriver.report.word.page import page
    from upriver.report.word.specification import specification

    derived = [each for each in layouts(own).values() if each.of == contract.slug]
    paper = specification(contract, layouts=derived, rule=rules(own)[contract.rule], examples=_examples(contract, own))
    _write(to, page(paper) if to.suffix.casefold() == ".html" else docx(paper))


def _examples(contract: Contract, own: Path | None) -> list[Any]:
    """The worked examples of a contract, the bad ones with the sentences that a check says of them."""
    from upriver import shelf
    from upriver.report.word.specification import Example
    from upriver.words.checks import checks_of

    checks = checks_of(contract, [field.name for field in contract.fields])
    says = {f"{check.field}: {check.rule}": check.says for check in checks if check.rule != "identifier"}
    found = []
    for example in shelf.declared("contracts", own)[contract.slug].get("examples", ()):
        if "csv" in example and "the file: contract" not in example.get("faults", ()):
            told = dict.fromkeys(_told(fault, says) for fault in example.get("faults", ()))
            found.append(Example(example["says"], example["csv"], tuple(told)))
    return found


def _told(fault: str, says: Mapping[str, str]) -> str:
    """A fault of an example, written `field: rule` there, in the words of the check."""
    where, _, rule = fault.partition(": ")
    whole = {"unique": "stands more than once; each may stand once", "identifier": "holds what names or numbers a person; take it out"}
    return f"{where} {whole.get(rule) or says.get(fault, rule)}."


def _filled(kind: str, contract: Contract, layout: Contract, header: Sequence[str], rows: Sequence[tuple[str, ...]], *,
            made: bool) -> bytes:
    """The template's bytes; a form's own sentences stand on the sheet of columns."""
    if kind == ".csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        return text.getvalue().encode()
    from upriver.intake.feeds.made_up import columns
    from upriver.report.sheets.template import Asked, template
    from upriver.report.word.asked import holds, must

    asked = []
    for heading, field in zip(header, columns(layout), strict=True):
        numbers = contract.form if layout.mode == "form" and field.name == "measure" else ()
        says = "Which number the row gives, in a fixed order:" if numbers else holds(field)
        told = tuple((number.name, number.says) for number in numbers)
        asked.append(Asked(heading, says, must(field), field.codes, told))
    title = contract.title + {"table": ": the table of counts", "form": ": the form"}.get(layout.mode, "")
    return template(kind[1:], title, asked, rows, made_up=made)


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
