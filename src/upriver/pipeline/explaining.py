"""Explaining figures: for each table what it is, its steps, inputs, clauses and the lock."""

from __future__ import annotations

from collections.abc import Mapping

from upriver.pipeline.assess import Run
from upriver.pipeline.counting.street import STREET, shown
from upriver.report.titles import how_made, titles
from upriver.words.cleared import Explanation, Rule
from upriver.words.declared import Contract, Definition
from upriver.words.sharing.agreement import Permission


def explanations(
    run: Run,
    *,
    definition: Definition,
    contracts: Mapping[str, Contract],
    permission: Permission,
    rules: Mapping[str, Rule],
) -> dict[str, Explanation]:
    """An explanation for every table of a run, by its id."""
    methods: dict[str, list[str]] = {}
    sources: dict[str, set[str]] = {}
    for finding in run.findings:
        seen = methods.setdefault(finding.key.table, [])
        if finding.estimate.method and finding.estimate.method not in seen:
            seen.append(finding.estimate.method)
        sources.setdefault(finding.key.table, set()).update(finding.sources)
    inputs = {(each["contract"], each["version"], each["sha256"]) for each in run.manifest["inputs"]}
    made = {}
    for table in sorted(methods):
        used = sources[table] | {"area_lookup", "lsoa_2011_to_2021"}
        clauses = tuple(clause.says for clause in permission.clauses if clause.allows.contract in used)
        lock = tuple(dict.fromkeys(rules[contracts[slug].rule].says for slug in sorted(used) if slug in contracts))
        steps = (*_steps(run, definition, sources[table]), *(f"-- method\n{method}" for method in methods[table]))
        made[table.replace("/", "-")] = Explanation(
            table.replace("/", "-"),
            titles().get(table, table),
            how_made().get(table.split("/")[1], ""),
            steps,
            _inputs(inputs, {slug for slug in used if slug in contracts and contracts[slug].protection == "open"}),
            f"{definition.name}: {definition.title}. {definition.says}",
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


def _inputs(inputs: set[tuple[str, int, str]], used: set[str]) -> tuple[str, ...]:
    return tuple(f"{contract}@{version} {source}" for contract, version, source in sorted(inputs) if contract in used)
