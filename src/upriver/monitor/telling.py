"""What a study found in words, from cleared numbers alone: the least effect first, then the rung of the ladder and the sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from upriver.monitor.designs.climbing import exploratory, timing
from upriver.monitor.designs.rungs import Carries, Rung, ladder
from upriver.words.cleared import Cell, ClearedTable
from upriver.words.monitoring.effect import COUNTS, MONTHS, RESULTS, Effect
from upriver.words.registers.learning import Study
from upriver.words.text import number

NOT_LOOKED = "No assessment has looked at it yet."
PLAIN = ("fewer", "more")


def effects(studies: Sequence[Study], tables: Mapping[str, ClearedTable]) -> tuple[Effect, ...]:
    """How every study stands, in the order in which they were declared. `tables` are the cleared ones of the latest run, by slug."""
    cells: dict[str, list[Cell]] = {}
    for slug in (COUNTS, MONTHS, RESULTS):
        for cell in tables[slug].cells if slug in tables else ():
            cells.setdefault(cell.key.names["study"], []).append(cell)
    said: dict[tuple[str, str], list[str]] = {}
    for signal in tables[RESULTS].signals if RESULTS in tables else ():
        said.setdefault((signal.key.names["study"], signal.kind), []).append(signal.says)
    areas: dict[str, dict[str, str]] = {}
    for signal in tables[COUNTS].signals if COUNTS in tables else ():
        areas.setdefault(signal.key.names["study"], {})[signal.key.names["group"]] = signal.says
    made = (effect(each, cells.get(each.id, []), {kind: told for (ident, kind), told in said.items() if ident == each.id}) for each in studies)
    return tuple(replace(each, areas=areas.get(each.study.id, {})) for each in made)


def effect(study: Study, cells: Sequence[Cell], said: Mapping[str, Sequence[str]]) -> Effect:
    """One study: not looked at yet, hidden, refused, or what it found.

    A study whose design, areas or dates were changed since the run is one that nothing has looked at: its cells are of another.
    """
    rungs, designs = ladder()
    carries, warnings = designs[study.design], tuple(said.get("warning", ()))
    shown = {cell.key.names["shows"]: cell for cell in cells if cell.key.table == RESULTS}
    result = shown.get("result")
    if result is None or result.key.names["design"] != study.design or result.key.measure != study.outcome:
        return _plain(study, carries, (), Rung("", 0, NOT_LOOKED, "The next assessment will: upriver assess."), warnings=timing(study), looked=False)
    if "c" in result.marker.split(";"):
        return _plain(study, carries, cells, rungs["hidden"], warnings=warnings)
    rung = rungs[(said.get("rung") or ["refused"])[0]]
    told = Effect(
        study, least_seen(study, shown), rung.says, sentence_of(study, rung, cells, shown), " ".join(said.get("refused", ())), tuple(cells), warnings,
        worth_of(study, rung, shown, " ".join(said.get("price", ()))), rung.slug, rung.means, carries.says, carries.cannot, carries.found_by_chance, exploratory(study), True,
        beside_of(study, shown),
    )
    return told


def _plain(study: Study, carries: Carries, cells: Sequence[Cell], rung: Rung, *, warnings: tuple[str, ...], looked: bool = True) -> Effect:
    return Effect(study, "", rung.says, rung.means, "", tuple(cells), warnings, "", rung.slug, rung.means, carries.says, carries.cannot,
                  carries.found_by_chance, exploratory(study), looked)


def least_seen(study: Study, shown: Mapping[str, Cell]) -> str:
    """The least effect that could have been seen, in a sentence; "" where the design has none."""
    least, share = shown.get("least"), shown.get("least_share")
    if least is None or least.value is None or share is None or share.value is None:
        return ""
    fall = round(100 * (1 - share.value))
    if fall >= 100:
        return "No fall could have been seen for sure, not even one to nothing: there are too few events."
    if least.key.unit == "rate_ratio":
        return f"A fall of {fall}% or more would have been seen four times in five. A smaller one could well have gone unseen."
    what = "a harm score of " if least.key.unit == "harm" else ""
    return (f"A fall of {what}{number(abs(least.value))} or more ({fall}% of what was expected) would have been seen four times in five. A smaller one "
            "could well have gone unseen.")


def sentence_of(study: Study, rung: Rung, cells: Sequence[Cell], shown: Mapping[str, Cell]) -> str:
    """What was found, without a claim beyond its rung."""
    result = shown["result"]
    if rung.slug == "refused":
        return rung.means
    if rung.slug == "not_claimed":
        return f"{_counted(study, cells)} Nothing is said about whether the action had any part in them.".strip()
    if result.value is None or result.lower is None or result.upper is None:
        return rung.means
    if rung.slug == "cannot_tell":
        return f"{_counted(study, cells)} That is {_ratio(result.value)} a month (95% interval {_span(result)}). {rung.means}".strip()
    against = "the months before led to expect" if study.design == "its" else "the change in the compared areas led to expect"
    if result.key.unit == "rate_ratio":
        return f"There was {_ratio(result.value)} {study.counted} than {against} (95% interval {_span(result)})."
    low, high = sorted((result.lower, result.upper))
    span = f"(95% interval from {_signed(low)} to {_signed(high)})"
    if result.key.unit == "harm":
        return f"Over the time after, the weighed harm of {study.counted} came to {_signed(result.value)} than {against} {span}."
    return f"Over the time after there were {_signed(result.value)} {study.counted} events than {against} {span}."


def _signed(value: float) -> str:
    return f"{number(abs(value))} {'fewer' if value < 0 else 'more'}" if round(value) else "no difference"


def _ratio(value: float) -> str:
    change = round(100 * (value - 1))
    return "as much" if not change else f"{abs(change)}% {'less' if change < 0 else 'more'}"


def _span(cell: Cell) -> str:
    return f"from {_ratio(cell.lower or 0.0)} to {_ratio(cell.upper or 0.0)}"


def _counted(study: Study, cells: Sequence[Cell]) -> str:
    found = {cell.key.names["when"]: cell for cell in cells if cell.key.table == COUNTS and cell.key.names.get("group") == "treated" and "months" in cell.key.names}
    before, after = found.get("before"), found.get("after")
    if before is None or after is None or before.value is None or after.value is None:
        return ""
    return (f"There were {number(after.value)} in {after.key.names['months']} months after, and {number(before.value)} in "
            f"{before.key.names['months']} months before ({study.counted}).")


def beside_of(study: Study, shown: Mapping[str, Cell]) -> tuple[str, ...]:
    """What stands beside a result: around it, whether both moved alike before, what shuffling says."""
    found = []
    if (cell := shown.get("around")) and cell.value is not None and cell.lower is not None and cell.upper is not None:
        low, high = sorted((cell.lower, cell.upper))
        moved = "Around it there were" if high < 0 else "It may have moved next door: around it there were" if low > 0 else \
            "Nothing shows that it moved next door: around it there were"
        found.append(f"{moved} {_signed(cell.value)} than expected (95% interval from {_signed(low)} to {_signed(high)}).")
    if (cell := shown.get("before")) and cell.value is not None:
        found.append(f"Both moved alike before, as far as the months can show (p = {number(cell.value, 2)} for a different slope).")
    if (cell := shown.get("shuffled")) and cell.value is not None:
        found.append(f"Had other areas been the treated ones, {_share(cell.value)} of draws would have shown as large a difference.")
    if (cell := shown.get("spread")) and cell.value is not None and cell.value > 1.2:
        found.append("The months vary by more than chance alone, and the interval is widened for it.")
    return tuple(found)


def _share(p: float) -> str:
    return f"{number(100 * p, 1 if p < 0.1 else 0)}%"


def worth_of(study: Study, rung: Rung, shown: Mapping[str, Cell], price: str = "") -> str:
    """Costs and benefits where they were asked for; why not, where no effect can be told."""
    if study.benefit != "yes":
        return ""
    if rung.slug not in PLAIN:
        return "Costs and benefits aren't shown where no effect can be told."
    if exploratory(study):
        return "Costs and benefits aren't shown for a study that was written down after its result could be seen."
    cell = shown.get("worth")
    if cell is None or cell.value is None or cell.lower is None or cell.upper is None:
        return f"No unit cost is held for {study.counted}, so nothing is put in pounds."
    low, high = sorted((cell.lower, cell.upper))
    gain = f"The events avoided would have cost society {_pounds(cell.value)} (from {_pounds(low)} to {_pounds(high)}, for chance in the effect alone"
    gain += f"; {price})" if price else ")"
    if not study.cost:
        return f"{gain}. What the action cost isn't recorded."
    return (f"{gain}, against {_pounds(study.cost)} that the action cost: {_each(cell.value, study.cost)} for each pound (from {_each(low, study.cost)} to "
            f"{_each(high, study.cost)}). Most of it is harm to people, which no budget gets back. It holds only so far as the action was the cause.")


def _pounds(value: float | Decimal) -> str:
    """Two or three figures: an estimate of money isn't known to the pound."""
    whole = float(value)
    size = 10 ** max(len(str(int(abs(whole)))) - 3, 0)
    return f"{'−' if whole < 0 else ''}£{number(abs(round(whole / size) * size))}"


def _each(value: float, cost: Decimal) -> str:
    ratio = value / float(cost)
    return f"{'−' if ratio < 0 else ''}£{number(abs(ratio), 2)}"
