"""Clearing a whole document: findings in, cleared tables and the record of what was done out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace

from upriver.disclose.derived import leaking, standing
from upriver.disclose.hiding import Hidden, Sums, hidden_counts, quantity, tells
from upriver.disclose.rules import rounded, strictest
from upriver.disclose.ways import audit, together
from upriver.disclose.withholding import loss, notes, spread, withheld
from upriver.stats.intervals import rate
from upriver.words.cleared import Audit, Cell, Clearance, ClearedSignal, ClearedTable, Explanation, Rule
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.releasing.released import Fact, Quantity

MARKS = {"missing_period": "x", "withheld": "x", "no_denominator": "x", "provisional": "p", "revised": "r", "hidden_at_source": "c"}
AUTHOR_ATTESTS = "public data only: the machine's audit and the author's attestation"
NOBODY_ASKED = "this version asks nobody else, though not all data are public: the machine's audit and the author's attestation"


def clear(
    findings: Sequence[Finding],
    signals: Sequence[Signal],
    *,
    document: str,
    audience: str,
    rules: Mapping[str, Rule],
    sums: Sums,
    titles: Mapping[str, str],
    explanations: Mapping[str, Explanation],
    earlier: Sequence[Fact] = (),
    head: str = "",
    kept: MutableMapping[str, str] | None = None,
) -> Clearance:
    """Clear all findings of a document together.

    Args:
        rules: contract -> the rule of its publisher; the strictest of a finding's sources holds for it.
        sums: what adds up to what, so that nothing hidden can be subtracted.
        titles: table -> its title.
        earlier: what the readers of this one know from earlier releases. head: the ledger's line up to which that is so.
        kept: groups of counts that were cleared before, by their hash; added to.

    A number that rests on a hidden one is hidden too, as are its signals. Printed rates are made from printed counts.
    """
    rule_of = {
        sources: strictest(rules[source] for source in sources) for sources in {each.sources for each in findings}
    }
    told = hidden_counts(findings, rule_of, sums, readers=readers(earlier, audience), kept=kept)
    why = withheld(findings, rule_of, told)
    leaks = leaking(findings, signals, rule_of, told.counts, why)
    dropped = leaks.signals | standing(findings, signals, told.counts, why)
    spread(findings, why)
    cleared = _tables(findings, [each for each in signals if id(each) not in dropped], rule_of, why, titles)
    used = {rules[source] for sources in rule_of for source in sources}
    record: dict[str, str | int] = {
        "findings": len(findings), "hidden": len(why), "audience": audience, "reviewers": 0,
        "signals": sum(len(table.signals) for table in cleared),
    }
    in_order = tuple(sorted(used, key=lambda rule: rule.slug))
    reason = NOBODY_ASKED if any(rule.high >= rule.low for rule in used) else AUTHOR_ATTESTS
    return Clearance(document, audience, cleared, explanations, in_order, len(why), 0, reason, record,
                     replace(audited(told, findings), mended=leaks.ways), loss(findings, why.__contains__), head,
                     _facts(findings, rule_of, told.counts, readers(earlier, audience)[0]), why)


def readers(earlier: Sequence[Fact], audience: str) -> tuple[tuple[Fact, ...], ...]:
    """What each kind of reader knows: of a public document those of public releases alone, and those who read restricted ones too."""
    public = tuple(fact for fact in earlier if fact.audience == "public")
    return (tuple(earlier),) if audience != "public" or len(public) == len(earlier) else (public, tuple(earlier))


def audited(told: Hidden, findings: Sequence[Finding]) -> Audit:
    """The audit of every kind of reader, as one."""
    tables: dict[Quantity, set[str]] = defaultdict(set)
    for each in findings:
        tables[quantity(each)].add(each.key.table)
    found = [audit(system, settled.hidden, settled, tables) for system, settled in told.readers]
    return together(found) if found else Audit()


def _facts(findings: Sequence[Finding], rule_of: Mapping[tuple[str, ...], Rule], hidden: frozenset[Quantity], earlier: Sequence[Fact]
           ) -> tuple[Fact, ...]:
    """What readers of the document know of each count under a rule that hides something, in order.

    One that is hidden now, though they know the same number from before, isn't told of: they go on knowing it.
    """
    known: dict[Quantity, Fact] = {}
    before = {fact.quantity: fact.shown for fact in earlier}
    for each in sorted(findings, key=lambda one: one.estimate.made == "count"):
        rule, events = rule_of[each.sources], each.estimate.events
        if each.estimate.made in ("count", "recompute") and events is not None and tells(rule):
            term = quantity(each)
            selects = None if each.selects is None else ";".join(f"{field}={value}" for field, value in each.selects)
            said = rounded(events, rule.round_to)
            shown = None if term in hidden else said
            if shown is None and before.get(term) == said:
                continue
            known[term] = Fact(term, each.definition, selects, shown, rule.round_to, rule.slug)
    return tuple(known[term] for term in sorted(known))


def _tables(findings: Sequence[Finding], signals: Sequence[Signal], rule_of: Mapping[tuple[str, ...], Rule],
            why: Mapping[Key, str], titles: Mapping[str, str]) -> tuple[ClearedTable, ...]:
    """Cells and signals by table, with what was hidden of it and why; a signal of a hidden cell is dropped."""
    said_of = notes(findings, dict(why))
    cells: dict[str, list[Cell]] = defaultdict(list)
    for each in findings:
        cells[each.key.table].append(_cell(each, rule_of[each.sources], each.key in why))
    said: dict[str, list[ClearedSignal]] = defaultdict(list)
    for signal in signals:
        if signal.key not in why:
            said[signal.key.table].append(ClearedSignal(signal.key, signal.kind, signal.says))
    return tuple(
        ClearedTable(slug, titles.get(slug, slug), tuple(sorted(cells[slug], key=lambda cell: cell.key.order)),
                     said_of.get(slug, ()), tuple(said[slug]))
        for slug in sorted(cells)
    )


def _cell(finding: Finding, rule: Rule, hidden: bool) -> Cell:
    estimate, key = finding.estimate, finding.key
    explain = key.table.replace("/", "-")
    if hidden:
        return Cell(key, None, None, None, None, None, "c", explain, estimate.decimals)
    marks = sorted({MARKS[flag] for flag in estimate.flags if flag in MARKS})
    if estimate.value is None or {"c", "x"} & set(marks):
        gone = "c" if "c" in marks else "x"
        return Cell(key, None, None, None, None, None, gone, explain, estimate.decimals, estimate.flags)
    count = None if estimate.events is None else rounded(estimate.events, rule.round_to)
    denominator = estimate.denominator
    value: float | None = estimate.value
    lower, upper = estimate.lower, estimate.upper
    if estimate.made == "count":
        value = float(count) if count is not None else value
    elif estimate.made == "recompute":
        denominator, value, lower, upper = _remade(estimate, count)
    if estimate.made == "model":
        count, denominator = None, None
    value, lower, upper = (
        None if each is None else round(each, estimate.decimals) + 0.0 for each in (value, lower, upper)
    )
    if value == 0 and estimate.value != 0:
        marks = sorted([*marks, "low"])
    return Cell(
        key, count, denominator, value, lower, upper, ";".join(marks), explain, estimate.decimals, estimate.flags
    )


def _remade(estimate: Estimate, count: int | None) -> tuple[float | None, float | None, float | None, float | None]:
    """The rate and its interval made again from the printed count and denominator."""
    if count is None or not estimate.denominator:
        return None, None, None, None
    denominator = round(estimate.denominator, 4)
    if count == estimate.events:
        return denominator, estimate.per * count / denominator, estimate.lower, estimate.upper
    made = rate(count, denominator, per=estimate.per)
    return denominator, float(made.value), float(made.lower), float(made.upper)
