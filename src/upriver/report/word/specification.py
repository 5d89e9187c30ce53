"""The specification of a feed as one short paper: what is asked, why, how it may be sent, and what must not be in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from upriver.report.word import asked
from upriver.words.cleared import Rule
from upriver.words.declared import Contract, Field
from upriver.words.document import Bullets, Callout, Code, Column, Heading, Paragraph, Table, TableCell
from upriver.words.sharing.paper import Block, Paper
from upriver.words.text import sentence

NEVER = ("Never in it: names, dates of birth, addresses, full postcodes, telephone numbers, e-mail addresses, NHS numbers or "
         "any other number of a person. A file that holds one is refused whole, and the value is not shown or kept.")


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example of a contract: its sentence, its text as CSV, and what a check says of it (nothing if good)."""

    says: str
    csv: str
    told: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        return not self.told


def specification(contract: Contract, *, layouts: Sequence[Contract] = (), rule: Rule,
                  examples: Sequence[Example] = ()) -> Paper:
    """The specification of a contract. `layouts` are the table and the form derived from it, `rule` its disclosure rule."""
    by_mode: Mapping[str, Contract] = {each.mode: each for each in layouts}
    blocks: list[Block] = [_glance(contract, rule), Heading("How to send it"),
                           _pairs("ways", "Choose one; each counts as met", ("Way", "What you do"),
                                  asked.ways(contract, by_mode.get("table"), by_mode.get("form")))]
    if contract.form:
        blocks += [Heading("The numbers of the form", 3), Bullets(tuple(f"{each.name}: {each.says}" for each in contract.form))]
    if contract.protection != "open":
        blocks.append(Callout(NEVER, "warning"))
    blocks += [Heading("The columns" if "records" in contract.modes else "The columns of your own rows"), *_columns(contract)]
    blocks += [Heading("What is known to go wrong"), Bullets(contract.caveats)]
    if examples:
        blocks.append(Heading("Examples (made up)"))
        blocks += [block for example in _one_of_each(examples) for block in _example(example)]
    summary = " ".join(part for part in (contract.says, contract.why) if part)
    return Paper(f"spec_{contract.slug}", f"Specification: {contract.title}", summary, tuple(blocks))


def _glance(contract: Contract, rule: Rule) -> Table:
    unsure = "" if rule.verified else " Not verified at source; to be confirmed by the partnership."
    rows = [("Contract", f"{contract.slug}, version {contract.version}"),
            ("Asked of", sentence(asked.senders(contract)) if contract.asked_of else contract.publisher),
            ("How often", asked.when(contract)),
            ("What it answers", asked.questions(contract) if contract.answers else "Base for other figures."),
            ("Small numbers", rule.says + unsure),
            ("How long it is kept", _kept(contract))]
    return _pairs("glance", "At a glance", ("What", "Answer"), rows)


def _kept(contract: Contract) -> str:
    if contract.protection == "open":
        return f"As published: {contract.licence}."
    words = " Words typed by hand are searched for names and numbers of people and never stored." if any(
        field.free_text for field in contract.fields) else ""
    return f"As long as your agreement with the partnership says, then deleted, with a certificate.{words}"


def _columns(contract: Contract) -> list[Block]:
    """The columns as a table, then what holds between them."""
    rows = tuple(_row(_name(field), asked.holds(field), field.why, asked.must(field)) for field in contract.fields
                 if field.constant is None)
    found: list[Block] = [Table("columns", "Each column, what it holds and why it is asked for",
                                _heads("Column", "What it holds", "Why", "Filled"), rows)]
    between = [f"Refused where {compare.left} {compare.says}." for compare in contract.compares]
    if contract.unique:
        between.append(f"Each {' with each '.join(contract.unique)} may stand once.")
    if between:
        found.append(Paragraph(" ".join(between)))
    if any(field.pattern == "person_key" for field in contract.fields):
        found.append(Paragraph("Keyed hashes are made by upriver aggregate or the checker page on your own machine, from a key "
                               "that you keep. Leave those columns out unless your agreement asks for them."))
    return found


def _name(field: Field) -> str:
    """The heading asked for, and one more that is known; the rest are in the contract."""
    return asked.heading(field) + (f", or {field.headers[1].replace('{yy}', '24')}" if len(field.headers) > 1 else "")


def _one_of_each(examples: Sequence[Example]) -> list[Example]:
    """The first good example and the first bad one."""
    found = []
    for good in (True, False):
        found += [example for example in examples if example.good == good][:1]
    return found


def _example(example: Example) -> list[Block]:
    kind = "Good" if example.good else "Refused"
    blocks: list[Block] = [Code(example.csv.strip(), f"{kind}: {example.says}")]
    return blocks + ([Bullets(example.told)] if example.told else [])


def _pairs(slug: str, caption: str, heads: tuple[str, str], rows: Sequence[tuple[str, str]]) -> Table:
    return Table(slug, caption, _heads(*heads), tuple(_row(*row) for row in rows))


def _heads(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _row(*words: str) -> tuple[TableCell, ...]:
    return tuple(TableCell(word) for word in words)
