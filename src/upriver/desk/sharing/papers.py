"""What a partner is handed before it sends anything: the specification of a contract, templates, and the offline checker.

No desk is opened for these: the same bytes come from the commands and from the pages.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from upriver import shelf
from upriver.disclose.rules import rules
from upriver.intake.checker.bundle import checker
from upriver.intake.contracts import layouts
from upriver.intake.feeds.made_up import columns, made_up
from upriver.report.sheets.template import Asked, template
from upriver.report.word.asked import holds, must
from upriver.report.word.docx import docx
from upriver.report.word.page import page
from upriver.report.word.specification import Example, specification
from upriver.words.checks import checks_of
from upriver.words.declared import Contract
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import Profile

PAPERS = (".html", ".docx")
SHEETS = (".csv", ".xlsx", ".ods")
FORM_OF = {"table": ": the table of counts", "form": ": the form"}


def specification_of(contract: Contract, kind: str, own: Path | None) -> bytes:
    """The specification of a contract as .html or .docx.

    Raises:
        Refusal: papers have no such kind.
    """
    if kind not in PAPERS:
        raise Refusal("that is no kind of paper", do="Let its name end in .html or .docx.")
    derived = [each for each in layouts(own).values() if each.of == contract.slug]
    paper = specification(contract, layouts=derived, rule=rules(own)[contract.rule], examples=_examples(contract, own))
    return page(paper) if kind == ".html" else docx(paper)


def layout_of(contract: Contract, mode: str, own: Path | None) -> Contract:
    """The layout of a contract that is meant: its rows, its table or its form; "" for the first that may be sent.

    Raises:
        Refusal: it needs no template, or can't be sent so.
    """
    if contract.wide or contract.holds == "outlines":
        raise Refusal(f"{contract.slug} is taken as its publisher gives it", do="It needs no template.")
    mode = mode or next((each for each in contract.modes if each != "elsewhere"), "records")
    found = contract if mode == "records" else layouts(own).get(f"{contract.slug}_{mode}")
    if found is None:
        raise Refusal(f"{contract.slug} can't be sent as a {mode}", do=f"It can be sent as {', '.join(contract.modes)}.")
    return found


def template_of(contract: Contract, layout: Contract, kind: str, own: Path | None, *, rows: int = 0) -> tuple[bytes, int]:
    """A template as .csv, .xlsx or .ods, empty or with so many made-up rows; gives how many rows it has.

    Raises:
        Refusal: templates have no such kind.
    """
    if kind not in SHEETS:
        raise Refusal("that is no kind of template", do=f"Let its name end in {', '.join(SHEETS)}.")
    header, found = made_up(layout, rows=rows, own=own)
    if layout.mode == "form" and not found:
        found = tuple(("", measure, "") for measure in layout.field("measure").codes)
    return _filled(kind, contract, layout, header, found, made=rows > 0), len(found)


def checker_of(contract: Contract, own: Path | None, mapping: Profile | None = None) -> bytes:
    """The one file that checks rows for a contract in a browser without a network; a provider's mapping may be built in.

    Raises:
        Refusal: the contract's disclosure rule isn't there.
    """
    rule = rules(own).get(contract.rule)
    if rule is None:
        raise Refusal(f"the contract {contract.slug} names the rule {contract.rule}, which isn't there", do="Add it to declarations/rules.")
    return checker(contract, rule, mapping=mapping)


def _examples(contract: Contract, own: Path | None) -> list[Example]:
    """The worked examples of a contract, the bad ones with the sentences that a check says of them."""
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
    asked = []
    for heading, field in zip(header, columns(layout), strict=True):
        numbers = contract.form if layout.mode == "form" and field.name == "measure" else ()
        says = "Which number the row gives, in a fixed order:" if numbers else holds(field)
        told = tuple((number.name, number.says) for number in numbers)
        asked.append(Asked(heading, says, must(field), field.codes, told))
    return template(kind[1:], contract.title + FORM_OF.get(layout.mode, ""), asked, rows, made_up=made)
