"""Tiny open tables of recorded crime and a tiny ground, everything defaulted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from upriver.assess.asking import Ask, Counts
from upriver.places.ground import Ground, Level
from upriver.store.recorded import Recorded
from upriver.words.area import Area
from upriver.words.declared import Definition, Limb
from upriver.words.part import Coverage
from upriver.words.period import read_period

CSP, FORCE = "recorded_crime_csp", "recorded_crime_force"
QUARTERS = ("2024-04", "2024-07", "2024-10", "2025-01")
NORSEA = ("Norsea Police", "", "Norsea Police")
OFFENCES = (
    ("8N", "Violence against the person", "Violence with injury"),
    ("105A", "Violence against the person", "Violence without injury"),
    ("34B", "Robbery", "Robbery of personal property"),
)


def a_table(
    contract: str = FORCE,
    *,
    places: Sequence[tuple[str, str, str]] = (NORSEA,),
    quarters: Sequence[str] = QUARTERS,
    offences: Sequence[tuple[str, str, str]] = OFFENCES,
    events: int = 10,
    without: Sequence[tuple[int, int]] = (),
    unlisted: Sequence[tuple[int, int]] = (),
) -> Recorded:
    """`events` of every offence everywhere; `without` are (place, quarter) not held, `unlisted` (quarter, offence)."""
    forces = tuple(sorted({force for force, _, _ in places}))
    counts = np.full((len(places), len(quarters), len(offences)), events, dtype=np.int64)
    held = np.ones(counts.shape[:2], dtype=bool)
    listed = np.ones((len(forces), len(quarters), len(offences)), dtype=bool)
    for place, quarter in without:
        held[place, quarter], counts[place, quarter] = False, 0
    for quarter, offence in unlisted:
        listed[:, quarter, offence], counts[:, quarter, offence] = False, 0
    return Recorded(contract, tuple(places), tuple(quarters), tuple(offences), counts, held, forces, listed, ("SELECT 1",))


def a_ground(*, csps: Sequence[str] = ("Norsea", "Eastmarch"), force: str = "Norsea") -> Ground:
    """One small area of 1,000 residents for each partnership, all in one force."""
    small = tuple(f"E0199000{number}" for number, _ in enumerate(csps, 1))
    areas = tuple(Area("csp", f"E2200990{number}", name) for number, name in enumerate(csps, 1))
    whole = sparse.csr_matrix(np.ones((1, len(small))))
    partnership = Area("partnership", "norsea", "Norsea")
    levels = {
        "csp": Level("csp", areas, sparse.csr_matrix(np.eye(len(small)))),
        "force": Level("force", (Area("force", "E23009901", force),), whole),
        "partnership": Level("partnership", (partnership,), whole),
    }
    residents = np.full(len(small), 1_000.0)
    return Ground(partnership, small, small, small, residents, "residents", ("norsea",) * len(small), levels, ())


def a_definition(*codes: str, street: Sequence[str] = ()) -> Definition:
    """A definition of one limb a code, and one for each police.uk type."""
    takes = [(code.lower(), {CSP: (code,), FORCE: (code,)}) for code in codes]
    takes += [("street_" + kind.lower().replace(" ", "_"), {"police_uk_street": (kind,)}) for kind in street]
    limbs = tuple(Limb(slug, slug.title(), "A part.", given, {}, {}) for slug, given in takes)
    return Definition("ours", 1, "Ours", "What we mean.", limbs, False, "us")


def an_ask(*tables: Recorded, definition: Definition | None = None, period: str = "2024-04..2025-03") -> Ask:
    """What is asked, with those tables held."""
    coverage = Coverage("police_uk_street", (), (), ())
    return Ask(read_period(period), definition or a_definition("8N", "34B"), coverage, (), 1, recorded=tables)


NO_STREET = Counts((), (), np.zeros((2, 0, 0)), np.zeros((2, 0, 0)), np.zeros((2, 0)), np.zeros((2, 0)), {})
