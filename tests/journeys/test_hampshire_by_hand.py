"""Figures of the real Hampshire assessment, each made again from the raw files by another road: SQL, statsmodels and plain arithmetic.

Nothing of Upriver is used here but the published cells; nothing is typed in but the questions. The raw rows of 2025 carry codes
of 2021, so that no area has to be carried over for them.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pytest
from journeys.made import Journey
from journeys.workspaces import Cells, Row, cells, upriver
from scipy import stats

YEAR = {"period_start": "2025-01-01", "period_end": "2025-12-31"}
WHOLE = {**YEAR, "area_level": "partnership"}
PROXY = "police_uk_proxy"
KINDS = "('Violence and sexual offences', 'Robbery', 'Possession of weapons')"
INSTITUTIONS = "('On or near Hospital', 'On or near Prison', 'On or near Police Station')"


@dataclass(frozen=True)
class Raw:
    """The publishers' own files in an engine of their own: street, areas, residents, deprived."""

    files: Path
    sql: Callable[[str], list[tuple]]

    def one(self, query: str) -> float:
        return self.sql(query)[0][0]

    def by_area(self, query: str) -> np.ndarray:
        """A number for each small area in the order of codes, nought where the query has no row."""
        found = dict(self.sql(query))
        return np.array([float(found.get(code, 0)) for code in self.codes()])

    def codes(self) -> list[str]:
        return [code for code, in self.sql("SELECT lsoa21 FROM areas ORDER BY 1")]


@pytest.fixture(scope="module")
def raw(real_files: Path) -> Raw:
    files = real_files / "hampshire"
    engine = duckdb.connect()
    engine.execute("SET threads = 2")
    engine.execute(f"""CREATE TABLE street AS SELECT Month AS month, "LSOA code" AS lsoa21, "Crime type" AS kind, Location AS place
        FROM read_csv('{files}/crime/*-street.csv.gz', all_varchar = true, union_by_name = true)""")
    engine.execute(f"""CREATE TABLE areas AS SELECT DISTINCT lsoa21_code AS lsoa21, ltla24_code AS district, msoa21_code AS msoa
        FROM read_csv('{files}/lookup_lsoa21_msoa21_ward24_ltla24_csp24_pfa24_DERIVED.csv.gz', all_varchar = true)""")
    engine.execute(f"""CREATE TABLE ethnic AS SELECT lsoa21_code AS lsoa21, ethnic_group AS name, n
        FROM read_csv('{files}/ethnicity21_lsoa21.csv.gz') JOIN areas ON lsoa21_code = lsoa21""")
    engine.execute("CREATE TABLE residents AS SELECT lsoa21, sum(n) AS people FROM ethnic GROUP BY 1")
    engine.execute(f"""CREATE TABLE deprived AS SELECT * RENAME (lsoa21_code AS lsoa21)
        FROM read_csv('{files}/imd2025_england_lsoa21.csv.gz') JOIN areas ON lsoa21_code = lsoa21""")
    engine.execute(f"""CREATE TABLE offences AS SELECT Force_Name AS force, Offence_Group AS grp, Offence_Subgroup AS sub, Offence_Code AS code,
        Number_of_Offences AS n FROM read_csv('{files.parent}/offences/prc-pfa-201718_new.csv.gz') WHERE Force_Name = 'Hampshire'""")
    engine.execute("CREATE TABLE inside AS SELECT street.*, district, msoa FROM street JOIN areas USING (lsoa21)")
    return Raw(files, lambda query: engine.execute(query).fetchall())


@pytest.fixture(scope="module")
def with_offences(hampshire: Journey, real_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    """The same assessment with the offence-coded table of 2017/18 beside it."""
    folder = tmp_path_factory.mktemp("coded") / "hampshire"
    shutil.copytree(hampshire.folder, folder)
    taken = upriver("take-in", folder, real_files / "offences" / "prc-pfa-201718_new.csv.gz")
    made = upriver("assess", folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01", "--json")
    assert taken.code == made.code == 0, taken.err + made.err
    return cells(folder / "drafts" / made.json["run"] / "cells.csv")


@pytest.fixture(scope="module")
def events(raw: Raw) -> np.ndarray:
    """Events of the proxy in 2025 in each small area."""
    return raw.by_area(f"SELECT lsoa21, count(*) FROM inside WHERE month LIKE '2025%' AND kind IN {KINDS} GROUP BY 1")


@pytest.fixture(scope="module")
def people(raw: Raw) -> np.ndarray:
    return raw.by_area("SELECT lsoa21, people FROM residents")


@pytest.fixture(scope="module")
def apart(raw: Raw) -> np.ndarray:
    """The same without points named for a hospital, a prison or a police station."""
    return raw.by_area(f"""SELECT lsoa21, count(*) FROM inside WHERE month LIKE '2025%' AND kind IN {KINDS}
        AND place NOT IN {INSTITUTIONS} GROUP BY 1""")


def numbers(row: Row) -> tuple[float, float, float]:
    return float(row["value"]), float(row["lower"]), float(row["upper"])


def byar(count: float) -> tuple[float, float]:
    """95% limits of a Poisson count, by Byar's formula as textbooks print it."""
    z = stats.norm.ppf(0.975)
    more = count + 1
    return count * (1 - 1 / (9 * count) - z / (3 * count**0.5)) ** 3, more * (1 - 1 / (9 * more) + z / (3 * more**0.5)) ** 3


def wilson(part: float, whole: float) -> tuple[float, float]:
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(part, whole, method="wilson")
    return 100 * low, 100 * high


@pytest.mark.parametrize(("kind", "measure"), [("Violence and sexual offences", "violence_and_sexual_offences"), ("Robbery", "robbery"),
                                               ("Possession of weapons", "possession_of_weapons")])
def test_how_many_of_each_kind(hampshire: Journey, raw: Raw, kind: str, measure: str) -> None:
    row = hampshire.published.one(table="assessment/kinds/counts", measure=measure, **WHOLE)
    assert int(row["count"]) == raw.one(f"SELECT count(*) FROM inside WHERE month LIKE '2025%' AND kind = '{kind}'")


def test_the_rate_of_the_whole_and_its_interval(hampshire: Journey, events: np.ndarray, people: np.ndarray) -> None:
    row = hampshire.published.one(table="assessment/kinds/rates", measure=PROXY, unit="per_1000_residents", **WHOLE)
    made = [1000 * each / people.sum() for each in (events.sum(), *byar(events.sum()))]
    assert numbers(row) == pytest.approx(made, abs=0.0051)


def test_robbery_in_every_district_over_its_residents(hampshire: Journey, raw: Raw) -> None:
    found = raw.sql("""SELECT district, count(*), any_value(people) FROM inside JOIN (SELECT district, sum(people) AS people FROM residents
        JOIN areas USING (lsoa21) GROUP BY 1) USING (district) WHERE month LIKE '2025%' AND kind = 'Robbery' GROUP BY 1""")
    assert len(found) == 14
    for district, count, residents in found:
        row = hampshire.published.one(table="assessment/kinds/rates", measure="robbery", area_code=district, area_level="ltla", **YEAR)
        assert (int(row["count"]), float(row["denominator"])) == (count, residents)
        assert float(row["value"]) == pytest.approx(1000 * count / residents, abs=0.0051)


def test_the_rate_of_the_small_area_with_most_events(hampshire: Journey, raw: Raw, events: np.ndarray, people: np.ndarray) -> None:
    at = int(events.argmax())
    row = hampshire.published.one(table="assessment/places/lsoa21", measure=PROXY, area_code=raw.codes()[at], unit="per_1000_residents", breakdown="",
                                  **YEAR)
    assert int(row["count"]) == events[at]
    assert numbers(row) == pytest.approx([1000 * each / people[at] for each in (events[at], *byar(events[at]))], abs=0.0051)


@pytest.mark.parametrize("measure", ["robbery", "violence_and_sexual_offences", "possession_of_weapons"])
def test_the_change_on_the_four_months_that_both_years_hold(hampshire: Journey, raw: Raw, measure: str) -> None:
    kind = measure.replace("_", " ").capitalize()
    now, before = (raw.one(f"SELECT count(*) FROM inside WHERE kind = '{kind}' AND month BETWEEN '{year}-01' AND '{year}-04'") for year in (2025, 2024))
    cells = hampshire.published
    counted = {row["period_start"][:4]: int(row["count"]) for row in cells.where(table="assessment/scale/change", area_level="partnership",
                                                                                 measure=measure, unit="count")}
    assert counted == {"2025": now, "2024": before}
    row = cells.one(table="assessment/scale/change", area_level="partnership", measure=measure, unit="change_percent")
    exact = stats.binomtest(now, now + before).proportion_ci()
    value, low, high = numbers(row)
    assert value == pytest.approx(100 * (now / before - 1), abs=0.051)
    # Months differ by more than chance, so the interval is at least as wide as the exact one of two counts.
    assert low <= 100 * (exact.low / (1 - exact.low) - 1) + 0.051 and high >= 100 * (exact.high / (1 - exact.high) - 1) - 0.051


def test_who_lives_here_by_ethnic_group(hampshire: Journey, raw: Raw) -> None:
    asian, whole = (raw.one(f"SELECT sum(n) FROM ethnic {where}") for where in ("WHERE name LIKE 'Asian%'", ""))
    cells = hampshire.published
    row = cells.one(table="assessment/disproportionality/stages", measure="residents", unit="residents", breakdown="ethnicity=Asian", **WHOLE)
    share = cells.one(table="assessment/disproportionality/stages", measure="residents", unit="percent", breakdown="ethnicity=Asian", **WHOLE)
    assert int(row["count"]) == asian and float(share["value"]) == pytest.approx(100 * asian / whole, abs=0.051)


def tenths(raw: Raw, domain: str) -> list[tuple[float, float]]:
    """Events and residents of each tenth of the small areas by rank here, most deprived first."""
    return raw.sql(f"""WITH each AS (SELECT lsoa21, people, ntile(10) OVER (ORDER BY {domain}) AS tenth FROM deprived JOIN residents USING (lsoa21)),
        seen AS (SELECT lsoa21, count(*) AS n FROM inside WHERE month LIKE '2025%' AND kind IN {KINDS} GROUP BY 1)
        SELECT sum(coalesce(n, 0))::DOUBLE, sum(people)::DOUBLE FROM each LEFT JOIN seen USING (lsoa21) GROUP BY tenth ORDER BY tenth""")


def test_rates_from_the_most_deprived_tenth_to_the_least(hampshire: Journey, raw: Raw) -> None:
    made = [1000 * n / residents for n, residents in tenths(raw, "Income_rank")]
    rows = [hampshire.published.one(table="assessment/deprivation/tenths", measure=PROXY, breakdown=f"domain=income;tenth={at:02d}", **WHOLE)
            for at in range(1, 11)]
    seen = [float(row["value"]) for row in rows]
    assert seen[0] > 3 * seen[-1]
    # An area at the edge of two tenths may fall in either: the query's tenths are as near as a few areas of 1,231.
    assert seen == pytest.approx(made, rel=0.02)


def test_the_slope_of_deprivation_is_that_of_weighted_least_squares(hampshire: Journey, raw: Raw) -> None:
    import statsmodels.api as sm

    found = np.array(tenths(raw, "Income_rank"))
    share = found[:, 1] / found[:, 1].sum()
    middle = np.cumsum(share) - share / 2
    rate = 1000 * found[:, 0] / found[:, 1]
    slope = sm.WLS(rate, sm.add_constant(1 - middle), weights=share).fit().params[1]
    bent = sm.WLS(np.log(rate), sm.add_constant(1 - middle), weights=share).fit().params
    cells = hampshire.published
    sii = cells.one(table="assessment/deprivation/slope", measure=PROXY, breakdown="domain=income;index=sii", **WHOLE)
    rii = cells.one(table="assessment/deprivation/slope", measure=PROXY, breakdown="domain=income;index=rii", **WHOLE)
    assert float(sii["value"]) == pytest.approx(slope, rel=0.01)
    assert float(rii["value"]) == pytest.approx(np.exp(bent[1]), rel=0.01)


@pytest.mark.parametrize("share", [25, 50, 80])
def test_the_share_of_small_areas_that_holds_a_share_of_events(hampshire: Journey, events: np.ndarray, share: int) -> None:
    row = hampshire.published.one(table="assessment/concentration/shares", measure=PROXY, breakdown=f"events={share}%", **WHOLE)
    held = np.concatenate([[0], np.cumsum(np.sort(events)[::-1])])
    areas = np.interp(events.sum() * share / 100, held, np.arange(len(held)))
    assert float(row["value"]) == pytest.approx(100 * areas / len(events), abs=0.051)


def test_the_gini_is_half_the_mean_difference_of_all_pairs_over_the_mean(hampshire: Journey, events: np.ndarray) -> None:
    row = hampshire.published.one(table="assessment/concentration/shares", measure=PROXY, breakdown="index=gini", **WHOLE)
    apart = np.abs(events[:, None] - events[None, :]).mean()
    assert float(row["value"]) == pytest.approx(apart / (2 * events.mean()), abs=0.00051)


def test_chance_alone_gives_half_of_all_events_to_more_areas_than_it_is(hampshire: Journey, events: np.ndarray, people: np.ndarray) -> None:
    row = hampshire.published.one(table="assessment/concentration/shares", measure=PROXY, breakdown="by=chance;events=50%", **WHOLE)
    dice = np.random.default_rng(5)
    drawn = [np.cumsum(np.sort(dice.poisson(events.sum() * people / people.sum()))[::-1]) for _ in range(50)]
    made = np.mean([100 * np.interp(each[-1] / 2, each, np.arange(1, len(each) + 1)) / len(each) for each in drawn])
    assert float(row["value"]) == pytest.approx(made, abs=0.3)


def touching(raw: Raw) -> np.ndarray:
    """Which small areas share any point of their outline, and each with itself."""
    import shapely

    with gzip.open(raw.files / "boundaries_lsoa.geojson.gz", "rt", encoding="utf-8") as lines:
        features = json.load(lines)["features"]
    name = next(key for key, value in features[0]["properties"].items() if str(value).startswith("E01"))
    shapes = {each["properties"][name]: shapely.from_geojson(json.dumps(each["geometry"])) for each in features}
    outlines = np.array([shapes[code] for code in raw.codes()])
    one, other = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    near = np.zeros((len(outlines), len(outlines)))
    near[one, other] = 1
    return near


def test_getis_and_ords_score_of_every_small_area(hampshire: Journey, raw: Raw, apart: np.ndarray, people: np.ndarray) -> None:
    """The published formula on rates standardised for population (Assuncao and Reis), areas that touch no other left out."""
    rate, whole = apart / people, apart.sum() / people.sum()
    spread = (people * (rate - whole) ** 2).sum() / people.sum() - whole / people.mean()
    value = (rate - whole) / np.sqrt(np.maximum(spread, 0) + whole / people)
    near = touching(raw)
    many = near.sum(axis=1)
    n, mean, deviation = len(value), value.mean(), value.std()
    with np.errstate(divide="ignore", invalid="ignore"):
        score = (near @ value - mean * many) / (deviation * np.sqrt((n * many - many**2) / (n - 1)))
    seen = {row["area_code"]: float(row["value"]) for row in hampshire.published.where(table="assessment/hot_spots/gi_star", unit="z_score", **YEAR)}
    made = {code: each for code, each, links in zip(raw.codes(), score, many, strict=True) if links > 1}
    assert len(seen) >= 1_200
    off = [abs(seen[code] - made[code]) for code in seen if code in made]
    assert len(off) >= 1_200 and np.quantile(off, 0.99) < 0.01


def test_how_much_of_the_top_twentieth_stays_there(hampshire: Journey, raw: Raw, events: np.ndarray) -> None:
    """The latest year against the same months of the last year that holds most of them, areas of 2011 that were cut left as the file has them."""
    row = hampshire.published.one(table="assessment/lasting_places/top", breakdown="kept=seen", area_level="partnership")
    first, last = row["period_start"][:4], row["period_end"][:7]
    months = [month for month, in raw.sql(f"SELECT DISTINCT month FROM street WHERE month LIKE '{first}%' ORDER BY 1")]
    asked = [month[5:] for month in months if f"2025-{month[5:]}" <= last]
    now, then = (raw.by_area(f"""SELECT lsoa21, count(*) FROM inside WHERE kind IN {KINDS} AND month IN
        ({','.join(f"'{year}-{month}'" for month in asked)}) GROUP BY 1""") for year in ("2025", first))
    many = round(0.05 * len(now))
    both = set(np.argsort(-now)[:many]) & set(np.argsort(-then)[:many])
    # Codes of 2011 in the older file and ties at the edge move an area or three.
    assert float(row["value"]) == pytest.approx(100 * len(both) / many, abs=100 * 3 / many)


def test_points_named_for_a_bus_station(hampshire: Journey, raw: Raw, events: np.ndarray) -> None:
    count = raw.one(f"SELECT count(*) FROM inside WHERE month LIKE '2025%' AND kind IN {KINDS} AND place = 'On or near Bus/Coach Station'")
    cells = hampshire.published.where(table="assessment/location_types/named_points", breakdown="place=Bus/Coach Station", **WHOLE)
    row = next(row for row in cells if row["unit"] == "percent")
    assert int(next(row for row in cells if row["unit"] == "count")["count"]) == count
    assert numbers(row) == pytest.approx([100 * count / events.sum(), *wilson(count, events.sum())], abs=0.051)


def test_rows_without_a_place_in_a_month(hampshire: Journey, raw: Raw) -> None:
    gone, rows = raw.sql("SELECT count(*) FILTER (lsoa21 IS NULL OR lsoa21 = ''), count(*) FROM street WHERE month = '2014-05'")[0]
    row = hampshire.published.one(table="assessment/placing/unplaced", area_level="force", period_start="2014-05-01", measure="all_recorded_rows")
    assert (int(row["count"]), float(row["denominator"])) == (gone, rows)


@pytest.mark.big
def test_what_violence_is_made_of(with_offences: Cells, raw: Raw) -> None:
    groups = "('Violence against the person', 'Sexual offences')"
    part, whole = (raw.one(f"SELECT sum(n) FROM offences WHERE grp IN {groups} {more}") for more in ("AND grp = 'Sexual offences'", ""))
    row = with_offences.one(table="assessment/made_of/shares", area_level="force", measure="violence_and_sexual_offences",
                                  breakdown="group=sexual_offences")
    assert int(row["count"]) == part
    assert numbers(row) == pytest.approx([100 * part / row_of(row), *wilson(float(part), row_of(row))], abs=0.051)
    assert row_of(row) <= whole  # what police.uk puts elsewhere isn't of this type


def row_of(row: Row) -> float:
    return float(row["denominator"])


@pytest.mark.big
def test_the_harm_of_robbery_is_each_code_times_its_weight(with_offences: Cells, raw: Raw, real_files: Path) -> None:
    row = with_offences.one(table="assessment/harm/by_profile", area_level="force", measure="robbery", unit="harm")
    weights = dict(raw.sql(f"""SELECT offence_code, weight FROM read_csv('{real_files}/facts/severity_weights.csv')
        WHERE scheme = 'ONS_CSS' AND version LIKE 'earlier%' AND offence_code IN ('34A', '34B')"""))
    counts = dict(raw.sql("SELECT code, sum(n) FROM offences WHERE code IN ('34A', '34B') GROUP BY 1"))
    assert float(row["value"]) == pytest.approx(sum(float(counts[code]) * float(weights[code]) for code in counts), rel=0.001)


@pytest.mark.parametrize("measure", ["anti_social_behaviour", "violence_and_sexual_offences"])
def test_the_usual_season_is_that_of_a_poisson_model(hampshire: Journey, raw: Raw, measure: str) -> None:
    """Two waves a year and a level for each stretch of months without a long hole or a break, days in the month as exposure.

    The two months that look miscoded, and that nobody has decided on, are no part of it. Recording changed in November 2014.
    """
    import statsmodels.api as sm

    rows = hampshire.published.where(table="assessment/season/months", area_level="partnership", measure=measure)
    seen = [float(row["value"]) for row in sorted(rows, key=lambda row: row["breakdown"])]
    kind = measure.replace("_", " ").capitalize().replace("Anti social", "Anti-social")
    found = raw.sql(f"SELECT month, count(*) FROM inside WHERE kind = '{kind}' AND month NOT IN ('2018-12', '2025-08') GROUP BY 1 ORDER BY 1")
    at = np.array([int(month[:4]) * 12 + int(month[5:]) - 1 for month, _ in found])
    days = np.array([int((np.datetime64(month) + 1).astype("datetime64[D]").astype(int) - np.datetime64(month).astype("datetime64[D]").astype(int))
                     for month, _ in found])
    broken = (at == 2014 * 12 + 10) & (measure != "anti_social_behaviour")
    stretch = np.cumsum((np.diff(at, prepend=at[0]) > 4) | broken)
    turn = 2 * np.pi * np.arange(12)[:, None] / 12
    waves = np.hstack([np.sin(turn), np.cos(turn), np.sin(2 * turn), np.cos(2 * turn)])
    fit = sm.GLM([count for _, count in found], np.hstack([np.eye(stretch.max() + 1)[stretch], waves[at % 12]]), family=sm.families.Poisson(),
                 offset=np.log(days)).fit()
    made = np.exp(waves @ fit.params[-4:])
    assert seen == pytest.approx(list(made / made.mean()), abs=0.011)


def test_the_ratio_of_income_is_that_of_a_negative_binomial_model(hampshire: Journey, raw: Raw, apart: np.ndarray, people: np.ndarray) -> None:
    """Income, health, housing and environment in statsmodels; density and the young, which the page has too, move it a little."""
    import statsmodels.api as sm
    from statsmodels.discrete.discrete_model import NegativeBinomial

    scores = np.array([list(row) for row in raw.sql("""SELECT Income_score, Health_score, Housing_and_Services_score, Environment_score
        FROM deprived ORDER BY lsoa21""")], dtype=float)
    z = sm.add_constant((scores - scores.mean(axis=0)) / scores.std(axis=0))
    fit = NegativeBinomial(apart, z, offset=np.log(people)).fit(disp=False, maxiter=200)
    for at, name in ((1, "income"), (2, "health")):
        row = hampshire.published.one(table="assessment/area_factors/ratios", breakdown=f"factor={name};model=residents", **WHOLE)
        value, low, high = numbers(row)
        assert low < value < high and np.exp(fit.params[at]) == pytest.approx(value, rel=0.08)


def test_first_time_entrants_are_the_publishers_own(hampshire: Journey, raw: Raw) -> None:
    found = raw.sql(f"""SELECT Years, "Values" FROM read_csv('{raw.files}/lait_la_indicators.csv.gz', all_varchar = true)
        WHERE "Data item" ILIKE '%first time entrant%' AND "LA and Regions" = 'Southampton' ORDER BY Years DESC LIMIT 1""")
    row = hampshire.published.one(table="assessment/risk_and_protective/values", measure="first_time_entrants", area_code="E06000045")
    assert found and float(row["value"]) == pytest.approx(float(found[0][1]), abs=0.51)


def test_the_top_twentieth_by_count_and_by_rate(hampshire: Journey, events: np.ndarray, people: np.ndarray) -> None:
    """Rates are steadied first (Marshall); how alike the two sets are is their overlap over their union."""
    rate, whole = events / people, events.sum() / people.sum()
    spread = max(0.0, (people * (rate - whole) ** 2).sum() / people.sum() - whole / people.mean())
    weight = spread / (spread + whole / people)
    steadied, many = whole + weight * (rate - whole), round(0.05 * len(events))
    one, other = (set(np.argsort(-each)[:many]) for each in (steadied, events))
    row = hampshire.published.one(table="assessment/sensitivity/agreement", breakdown="choice=counts", **WHOLE)
    assert float(row["value"]) == pytest.approx(100 * len(one & other) / len(one | other), abs=2.5)


@pytest.mark.big
def test_homicides_a_quarter_and_the_most_that_chance_gives(with_offences: Cells, raw: Raw) -> None:
    """The middle is the median or mean of four quarters; above the limit lies less than one in five hundred."""
    mean = float(raw.one("SELECT sum(n) FROM offences WHERE sub = 'Homicide'")) / 4
    limits = {row["breakdown"].split(";")[0]: float(row["value"]) for row in with_offences.where(table="assessment/spikes/rare", area_level="force")}
    assert limits["limit=centre"] == pytest.approx(mean, abs=0.101)
    assert stats.poisson.sf(limits["limit=upper"], limits["limit=centre"]) < 0.002


def test_nothing_is_not_a_number(hampshire: Journey) -> None:
    """No cell of the assessment says NaN, None or infinity."""
    cells: Cells = hampshire.published
    assert not [row for row in cells.rows if {row[name].casefold() for name in ("count", "denominator", "value", "lower", "upper")} & {"nan", "none", "inf", "-inf"}]
