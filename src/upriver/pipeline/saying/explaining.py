"""Explaining figures: for each table what it is, its steps, inputs, clauses and the lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from upriver.pipeline.assess import Run
from upriver.pipeline.counting.street import STREET, shown
from upriver.report.titles import how_made, titles
from upriver.words.cleared import Explanation, Rule
from upriver.words.declared import Contract, Definition
from upriver.words.part import Part, Receipt
from upriver.words.sharing.agreement import Permission
from upriver.words.text import day, listed

ALWAYS = {"area_lookup", "lsoa_2011_to_2021"}
"""What every figure of an area rests on besides its own source."""


def explanations(
    run: Run,
    *,
    definition: Definition,
    contracts: Mapping[str, Contract],
    permission: Permission,
    rules: Mapping[str, Rule],
    receipts: Iterable[Receipt] = (),
) -> dict[str, Explanation]:
    """An explanation for every table of a run, by its id."""
    methods: dict[str, list[str]] = {}
    sources: dict[str, set[str]] = {}
    for finding in run.findings:
        seen = methods.setdefault(finding.key.table, [])
        if finding.estimate.method and finding.estimate.method not in seen:
            seen.append(finding.estimate.method)
        sources.setdefault(finding.key.table, set()).update(finding.sources)
    given = _inputs(run, contracts, receipts)
    made = {}
    for table in sorted(methods):
        used = sources[table] | ALWAYS
        clauses = tuple(clause.says for clause in permission.clauses if clause.allows.contract in used)
        lock = tuple(dict.fromkeys(rules[contracts[slug].rule].says for slug in sorted(used) if slug in contracts))
        steps = (*_steps(run, definition, sources[table]), *(f"-- method\n{method}" for method in methods[table]))
        made[table.replace("/", "-")] = Explanation(
            table.replace("/", "-"),
            titles().get(table, table),
            how_made().get(table.split("/")[1], ""),
            steps,
            tuple(line for slug in sorted(used) for line in given.get(slug, ())),
            f"{definition.title} ({definition.name}). {definition.says}",
            clauses,
            " ".join(lock),
            run.id,
        )
    return made


def _steps(run: Run, definition: Definition, used: set[str]) -> tuple[str, ...]:
    """The steps of the sources that a table rests on, and how the definition adds up what they count."""
    coded = [contract for contract in run.coded if contract in used]
    if shared := [feed for feed in run.shared if feed in used]:
        return tuple(dict.fromkeys(step for feed in shared for step in run.shared[feed]))
    steps = [step for contract in coded for step in run.coded[contract]]
    if coded:
        return (*steps, _adding(definition, coded[0], "offence codes"))
    return (*run.steps, _adding(shown(definition), STREET, "published categories"))


def _adding(definition: Definition, contract: str, what: str) -> str:
    limbs = [limb for limb in definition.limbs if limb.takes.get(contract)]
    lines = [f"{limb.slug} = {' + '.join(limb.takes[contract])}" for limb in limbs]
    if limbs:
        lines.append(f"{definition.slug} = {' + '.join(limb.slug for limb in limbs)}")
    return f"-- the definition as sums of {what}\n" + "\n".join(lines or [f"{definition.slug} takes none of them"])


def _inputs(run: Run, contracts: Mapping[str, Contract], receipts: Iterable[Receipt]) -> dict[str, tuple[str, ...]]:
    """What a run rests on, by contract: each open file by its hash, with its period and provider.

    Of what partners sent only provider and periods are named: from the hash of a small file what stands in it could be
    guessed and tried.
    """
    wanted = {each["sha256"] for each in run.manifest["inputs"]}
    parts = [receipt.part for receipt in receipts if receipt.part.source_hash in wanted and receipt.part.contract in contracts]
    held: dict[str, set[str]] = {}
    closed: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        contract = contracts[part.contract]
        if contract.protection == "open":
            held.setdefault(contract.slug, set()).add(f"{part.contract}@{part.version} {part.source_hash} {_when(part)}, {_whose(part, contract)}")
        else:
            closed.setdefault((contract.slug, _whose(part, contract)), []).append(part)
    for (slug, whose), group in closed.items():
        dated = sorted((part for part in group if part.period), key=lambda part: part.period or "")
        spans = f"{_when(dated[0])} to {_when(dated[-1])}" if len(dated) > 1 else _when(group[0])
        held.setdefault(slug, set()).add(
            f"{group[0].contract}@{group[0].version} files of {whose}, {spans}; their hashes are kept with the run"
        )
        if contracts[slug].feed != slug:
            held.setdefault(contracts[slug].feed, set()).update(held[slug])
    return {slug: tuple(sorted(lines)) for slug, lines in held.items()}


def _when(part: Part) -> str:
    if part.period is not None:
        return part.period.words
    return f"as of {day(part.vintage)}" if part.vintage else "no period of its own"


def _whose(part: Part, contract: Contract) -> str:
    """Who a file speaks for: the providers that its rows name, else the publisher."""
    named = sorted({provider for provider, _ in part.covers if provider}) or [part.provider]
    return listed([name for name in named if name] or [contract.publisher], most=4)
