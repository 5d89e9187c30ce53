"""Statistics made once for all partnerships and sliced: who has figures, beside what, and the same as alone."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import numpy as np
import pytest
from assess.bad_data import MONTHS
from national.two_forces import HERE, THERE, a_country, a_making

from upriver.assess.answering import answers
from upriver.pipeline.national.laying import LEVEL
from upriver.pipeline.national.profiles import figures_of, plain_files
from upriver.pipeline.national.statistics import ONCE, WITHIN, against_all, statistics, within
from upriver.places.slicing import part_of
from upriver.report.national.rendering import entry_of
from upriver.words.area import Area
from upriver.words.figure import Key
from upriver.words.finding import Finding, Signal
from upriver.words.period import months_period
from upriver.words.refusal import Refusal


def cells(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files["cells.csv"].decode())))


def test_a_partnership_whose_force_sent_nothing_has_no_figures_and_its_force_is_named() -> None:
    country = a_country()
    assert [area.code for area in country.with_data] == [HERE]
    silent = next(each for each in country.without if each.area.code == THERE)
    assert silent.forces == ("Eastmarch",) and "No file of the police force of Eastmarch" in silent.why


def test_a_partnership_that_no_look_up_places_is_named_and_not_left_out() -> None:
    nowhere = next(each for each in a_country().without if each.area.code == "E22990009")
    assert "do not say which small areas" in nowhere.why


def test_the_whole_beside_it_is_of_places_with_every_month() -> None:
    country = a_country(silent=(), gone=("2025-03",))
    whole = country.ground.levels["partnership"]
    assert len(country.with_data) == 2, "eleven months are data too"
    assert set(whole.member.indices) == set(range(6, 12)), "and Norsea's are not in a whole that is a year's"


def test_nothing_held_for_anybody_is_refused() -> None:
    with pytest.raises(Refusal, match="nothing is held"):
        a_country(silent=("norsea", "eastmarch"))


def test_what_is_asked_once_is_the_same_as_asked_of_the_partnership_alone() -> None:
    country = a_country(silent=())
    area = country.with_data[0]
    ground, at = part_of(country.ground, LEVEL, area)
    level = {"csp": replace(ground.levels["partnership"], level="csp")}
    ground = replace(ground, levels={**{name: each for name, each in ground.levels.items() if name != "partnership"}, **level})
    whole = country.counts
    counts = replace(whole, events=whole.events[at], institutions=whole.institutions[at], missing=whole.missing[at],
                     provisional=whole.provisional[at])
    alone = {str(each.key): each.estimate for each in answers(counts, ground, country.ask, only=ONCE + WITHIN) if isinstance(each, Finding)}
    sliced = [each for each in (*statistics(country).of(area.code), *within(country, area)) if isinstance(each, Finding)]
    shared = [each for each in sliced if str(each.key) in alone]
    assert len(shared) > 300
    assert all(each.estimate == alone[str(each.key)] for each in shared)


def test_what_depends_on_all_areas_says_so_in_its_name() -> None:
    country = a_country(silent=())
    sliced = [each for each in statistics(country).of(HERE) if each.key.unit in ("smoothed_per_1000_residents", "z_score", "q_value")]
    assert sliced and all(("against", "all_areas_held") in each.key.breakdown for each in sliced)


def test_limits_around_all_areas_say_so_in_their_name() -> None:
    limits = Key("assessment/places/chance", Area("csp", HERE, "Here"), months_period("2025-01", "2025-12"), "m", "per_1000_residents")
    assert ("against", "all_areas_held") in against_all(Signal(limits, "funnel", "inside")).key.breakdown


def test_no_partnership_has_a_small_area_of_another() -> None:
    country = a_country(silent=())
    mine = {each.key.area.code for each in statistics(country).of(HERE) if each.key.area.level == "lsoa21"}
    assert mine == set(country.ground.small[:6])


def test_a_profile_has_cells_and_one_page_of_at_most_six_pictures() -> None:
    country = a_country(silent=())
    files = figures_of(a_making(country), country.with_data[0])
    page = files["index.html"].decode()
    assert 3 <= page.count("<figure") <= 6
    assert set(files) == {"index.html", "cells.csv", "profile.json"}
    assert not re.search(r"\bnan\b|\bNone\b(?! [a-z])|charts/", page), "pictures stand in the page alone"


def test_the_count_of_a_profile_is_the_sum_by_hand() -> None:
    country = a_country(silent=())
    rows = cells(figures_of(a_making(country), country.with_data[0]))
    year = [MONTHS.index(month) for month in country.ask.months]
    robbery = country.counts.categories.index("Robbery")
    found = next(row for row in rows if row["table"] == "assessment/kinds/counts" and row["area_code"] == HERE and row["measure"] == "robbery")
    assert int(found["count"]) == int(country.counts.events[:6][:, year, robbery].sum())


def test_a_partnership_with_a_month_gone_has_the_months_observed_and_no_annual_rate() -> None:
    country = a_country(gone=("2025-03",))
    files = figures_of(a_making(country), country.with_data[0])
    entry = entry_of(files["profile.json"])
    assert entry.over == "the months observed"
    assert "Norsea has no file that can be used for March 2025" in files["index.html"].decode()


def test_a_plain_page_names_the_force_and_gives_no_number() -> None:
    country = a_country()
    silent = next(each for each in country.without if each.area.code == THERE)
    page = plain_files(a_making(country).edition, silent.area, silent.forces, silent.why)["index.html"].decode()
    assert "Take in the monthly files of Eastmarch" in page and "missing is never zero" in page
    assert "<table" not in page and "<figure" not in page


def test_the_same_country_gives_the_same_bytes() -> None:
    one, other = (figures_of(a_making(country), country.with_data[0]) for country in (a_country(silent=()), a_country(silent=())))
    assert one == other


def test_a_slice_holds_its_own_places_in_their_order() -> None:
    country = a_country(silent=())
    ground, at = part_of(country.ground, LEVEL, country.with_data[1])
    assert at.tolist() == list(range(6, 12)) and ground.small == country.ground.small[6:]
    assert np.array_equal(ground.deprivation["income_rank"], country.ground.deprivation["income_rank"][6:])
