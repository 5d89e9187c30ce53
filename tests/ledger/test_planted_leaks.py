"""Leaks between releases, planted one by one: each is named by the audit before the release, and closed by the lock."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from ledger.fiction import AFTER, BEFORE, HOSPITAL, NHS, POLICE, TEN, Ground, Told, _finding, cleared, limbs_of, release

from upriver.disclose.earlier import related
from upriver.disclose.hiding import Sums, of_counts, quantity, system_of
from upriver.disclose.ways import audit
from upriver.store.ledger import readers
from upriver.words.area import Area
from upriver.words.cleared import Audit, Clearance
from upriver.words.finding import Finding, selection
from upriver.words.period import months_period
from upriver.words.releasing.released import Frame

YEAR = ("2024-01", "2024-12")
CODES = {"knife": "8N", "robbery": "34A|34B", "weapons": "10D"}


def a_count(events: int, code: str = "E07000001", measure: str = "robbery", period: tuple[str, str] = YEAR, level: str = "ltla",
            limbs: tuple[str, ...] = ()) -> Finding:
    """One count of the police."""
    codes = "|".join(CODES[limb] for limb in limbs or (measure,))
    return _finding("t/violence/year", Area(level, code, code), months_period(*period), measure, events, "local@1", selection(("offence_code", codes)))


def told(name: str, ground: Ground = BEFORE, *, limbs: tuple[str, ...] = ("knife", "robbery"), audience: str = "public") -> Told:
    return Told(name, "2025-03", ground, limbs, audience=audience)


def released(root: Path, asked: Told, *findings: Finding) -> Clearance:
    """Cleared against all that was released before, and released."""
    made = cleared(root, list(findings), asked)
    release(root, made, asked)
    return made


def audited(root: Path, asked: Told, *findings: Finding) -> Audit:
    """What the audit says of a document that was cleared as if nothing had ever been released."""
    blind = cleared(root, list(findings), asked, blind=True)
    frame = Frame(asked.ground.frame, limbs_of(asked))
    before = related([each for ledger in readers(root, asked.audience) for each in ledger.told()], frame, findings)
    sums = Sums((*asked.ground.nestings, *before.nestings), {**limbs_of(asked), **before.limbs}, before.parts)
    found = system_of(of_counts(findings), {(POLICE,): TEN, (HOSPITAL,): NHS}, sums, before.facts)
    assert found is not None
    hidden = np.zeros(len(found.true), dtype=bool)
    for fact in blind.facts:
        if fact.shown is None:
            hidden[found.index[fact.quantity]] = True
    return audit(found, hidden, None, {quantity(each): [each.key.table] for each in findings})


def shown(made: Clearance) -> dict[tuple[str, str, str], int]:
    """What is printed, by area, measure and first day."""
    return {(cell.key.area.code, cell.key.measure, f"{cell.key.period.start:%Y-%m}"): cell.count
            for table in made.tables for cell in table.cells if cell.count is not None}


def names(found: Audit, release_id: str, *words: str) -> bool:
    """Whether some way names the release and says all of these words."""
    return any(release_id in way.releases and all(word in way.says for word in words) for way in (*found.ways, *found.out))


def test_a_revision_that_tells_how_few_were_added_is_named_and_closed(tmp_path: Path) -> None:
    released(tmp_path, told("r1"), a_count(20))
    now = (a_count(23),)
    assert names(audited(tmp_path, told("r2"), *now), "r1", "changed since it was first released", "E07000001")
    assert shown(released(tmp_path, told("r2"), *now)) == {}


def test_a_revision_by_more_than_the_rule_hides_is_shown(tmp_path: Path) -> None:
    released(tmp_path, told("r1"), a_count(20))
    assert shown(released(tmp_path, told("r2"), a_count(45))) == {("E07000001", "robbery", "2024-01"): 45}


def test_a_changed_boundary_that_tells_of_the_piece_between_is_named_and_closed(tmp_path: Path) -> None:
    """Two small areas left the second district: 30 less 25 is theirs."""
    released(tmp_path, told("r1"), a_count(30, "E07000002"))
    now = (a_count(25, "E07000012"),)
    assert names(audited(tmp_path, told("r2", AFTER), *now), "r1", "what the parts leave of")
    assert shown(released(tmp_path, told("r2", AFTER), *now)) == {}


def test_a_merged_area_that_tells_of_the_part_that_was_hidden_is_named_and_closed(tmp_path: Path) -> None:
    """Two districts became one. The first was 40; the one of both is 46, so the second was 6."""
    released(tmp_path, told("r1"), a_count(40, "E07000003"))
    now = (a_count(46, "E06000005"),)
    assert names(audited(tmp_path, told("r2", AFTER), *now), "r1")
    assert shown(released(tmp_path, told("r2", AFTER), *now)) == {}


def test_a_new_code_for_the_same_ground_is_the_same_area(tmp_path: Path) -> None:
    """The second community safety partnership of AFTER is one district: what is known of the one is known of the other."""
    released(tmp_path, told("r1"), a_count(90, "E22000001", level="csp"))
    now = (a_count(45, "E07000011"), a_count(45, "E07000012"), a_count(90, "E22000001", level="csp"))
    assert len(shown(released(tmp_path, told("r2", AFTER), *now))) == 3


def test_a_period_shifted_by_a_quarter_that_tells_of_the_new_quarter_is_named_and_closed(tmp_path: Path) -> None:
    """2024 had 60, its first quarter 20; the year to March 2025 has 45, so its last quarter had 5."""
    released(tmp_path, told("r1"), a_count(60), a_count(20, period=("2024-01", "2024-03")))
    now = (a_count(45, period=("2024-04", "2025-03")), a_count(5, period=("2025-01", "2025-03")))
    assert names(audited(tmp_path, told("r2"), *now), "r1", "1 January 2025 to 31 March 2025")
    assert shown(released(tmp_path, told("r2"), *now)) == {}


def test_a_definition_with_a_limb_more_that_tells_of_the_limb_is_named_and_closed(tmp_path: Path) -> None:
    """By the first version 40, by the second, with weapons, 44."""
    wide = ("knife", "robbery", "weapons")
    released(tmp_path, told("r1"), a_count(40, measure="serious_violence", limbs=("knife", "robbery")))
    now = (a_count(44, measure="serious_violence", limbs=wide),)
    assert names(audited(tmp_path, told("r2", limbs=wide), *now), "r1")
    assert shown(released(tmp_path, told("r2", limbs=wide), *now)) == {}


def test_a_measure_that_selects_fewer_rows_than_before_is_set_against_them(tmp_path: Path) -> None:
    """Robbery of businesses went out of what `robbery` counts: 30 before, 24 now, so 6 of those."""
    old = _finding("t/violence/year", Area("ltla", "E07000001", "A"), months_period(*YEAR), "robbery", 30, "local@1",
                   selection(("offence_code", "34A|34B")))
    new = _finding("t/violence/year", Area("ltla", "E07000001", "A"), months_period(*YEAR), "robbery", 24, "local@2",
                   selection(("offence_code", "34B")))
    released(tmp_path, told("r1"), old)
    assert names(audited(tmp_path, told("r2"), new), "r1")
    assert shown(released(tmp_path, told("r2"), new)) == {}


THREE = {"E07000001": 5, "E07000002": 12, "E22000001": 17}


def three(events: dict[str, int]) -> Iterable[Finding]:
    return [a_count(count, code, level="csp" if code.startswith("E22") else "ltla") for code, count in events.items()]


@pytest.mark.parametrize(("first", "then"), [("restricted", "public"), ("public", "restricted")])
def test_what_one_audience_read_opens_nothing_that_the_other_was_not_shown(first: str, then: str, tmp_path: Path) -> None:
    """The first release shows the whole and hides both districts; the second may show no district, and need not hide the whole."""
    released(tmp_path, told("r1", audience=first), *three(THREE))
    made = released(tmp_path, told("r2", audience=then), *three({"E07000001": 5, "E07000002": 12}))
    assert ("E07000002", "robbery", "2024-01") not in shown(made)


def test_a_public_release_alone_would_have_opened_what_restricted_readers_were_not_shown(tmp_path: Path) -> None:
    released(tmp_path, told("r1", audience="restricted"), *three(THREE))
    found = audited(tmp_path, told("r2"), *three({"E07000001": 5, "E07000002": 12}))
    assert names(found, "r1", "E07000001")


def test_a_second_release_of_the_same_numbers_is_the_same(tmp_path: Path) -> None:
    first = released(tmp_path, told("r1"), *three(THREE))
    assert shown(released(tmp_path, told("r2"), *three(THREE))) == shown(first)
