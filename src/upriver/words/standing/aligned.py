"""How the plans of community safety partnerships stand to the priorities of a strategy."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.words.registers.asking import ALIGNED, Clause

ANSWERS = {**ALIGNED, "not_judged": "Not yet judged"}
"""The answers of a clause, and the one that nobody gave: a plan that wasn't read is no gap."""
STRANDS = {"yes": "Yes", "no": "No", "not_known": "Not yet known"}


@dataclass(frozen=True, slots=True)
class Aligned:
    """One CSP's plan against one priority, by their ids. `clauses` are those of the plan in force, the best answer first."""

    csp: str
    priority: str
    answer: str
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Strand:
    """Whether a CSP's plan has a strand on serious violence at all, as section 6(1)(d) of the Crime and Disorder Act 1998 asks.

    `plan` is the title and years of the plan that was read last, "" where none was; `earlier` are plans read before it.
    """

    csp: str
    has: str
    says: str
    plan: str = ""
    earlier: tuple[str, ...] = ()
    judged_on: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every CSP of the register against every priority of one strategy, CSPs by name and priorities in their own order."""

    strategy: str
    csps: tuple[str, ...]
    priorities: tuple[str, ...]
    cells: tuple[Aligned, ...]
    strands: tuple[Strand, ...]

    def cell(self, csp: str, priority: str) -> Aligned:
        """How one CSP's plan stands to one priority."""
        found = (each for each in self.cells if (each.csp, each.priority) == (csp, priority))
        return next(found, Aligned(csp, priority, "not_judged"))

    def strand(self, csp: str) -> Strand:
        """Whether the CSP's plan has a strand on serious violence."""
        found = (each for each in self.strands if each.csp == csp)
        return next(found, Strand(csp, "not_known", "No clause of its plan has been recorded yet."))

    def of(self, csp: str, *answers: str) -> tuple[Aligned, ...]:
        """How the CSP's plan stands to each priority; only those with one of the answers, where any are named."""
        return tuple(each for each in self.cells if each.csp == csp and (not answers or each.answer in answers))

    def counted(self, answer: str, csp: str = "") -> int:
        """How many pairs of plan and priority have that answer, of all CSPs or of one."""
        return sum(1 for each in self.cells if each.answer == answer and csp in ("", each.csp))
