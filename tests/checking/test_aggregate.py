"""What leaves the building: the protected table, its manifest, and rows with keyed person keys."""

from __future__ import annotations

import csv
import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from checking.made_up import ED_HEADER, Ran, a_contract, a_field, an_attendance, attendances, look, upriver
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from upriver.disclose.protecting import protected, shown
from upriver.disclose.rules import rules
from upriver.store.reading.grouping import grouped
from upriver.words.cleared import Rule
from upriver.words.refusal import Refusal
from upriver.words.sharing.leaving import Signed, csv_line
from upriver.words.sharing.person_key import bare, person_key, secret_of

ED = ("--contract", "ed_assault_attendances")
SIGNED = ("--provider", "Norsea Trust", "--officer", "A Officer", "--role", "IG lead", "--on", "2025-04-30")
SECRET = "a long secret that nobody guesses"
NHS = (*ED_HEADER, "NHS number")


def groups(contract_fields: Sequence[dict[str, object]], table: list[str], rows: Sequence[Sequence[str]], work: Path) -> list[tuple[tuple[str, ...], int]]:
    contract = a_contract(*contract_fields, modes=["records", "table"], table=table)
    look(contract, rows, work, keep_good_rows=True)
    return list(grouped(work / "typed.parquet", contract).rows)


def made(capsys: pytest.CaptureFixture[str], sent: Path, to: Path, *more: object) -> Ran:
    return upriver(capsys, "aggregate", sent, *ED, *SIGNED, "--to", to, *more)


def test_the_table_and_its_manifest_are_these_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [an_attendance(number) for number in range(12)] + [an_attendance(number, site="RZZ02") for number in range(3)]
    assert made(capsys, attendances(tmp_path / "sent.csv", rows), tmp_path / "out").code == 0
    table = (tmp_path / "out" / "ed_assault_attendances_table.csv").read_bytes()
    told = json.loads((tmp_path / "out" / "ed_assault_attendances_table.manifest.json").read_bytes())
    assert table == b"month,site_code,ed_assault_attendances events\n2025-03,RZZ01,10\n2025-03,RZZ02,c\n"
    assert list(told) == ["upriver_manifest", "contract", "version", "layout", "mode", "file", "sha256", "provider", "period", "rule", "person_key",
                          "known_and_true", "officer", "statement"]
    assert told["sha256"] == hashlib.sha256(table).hexdigest() and told["period"] == {"from": "2025-03", "to": "2025-03"}
    assert "15" not in json.dumps({**told, "sha256": ""}), "a total left with the table"


def test_the_table_checks_as_the_contract_s_own_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(capsys, attendances(tmp_path / "sent.csv"), tmp_path / "out")
    assert upriver(capsys, "check", tmp_path / "out" / "ed_assault_attendances_table.csv", *ED, "--as", "table").code == 0


def test_it_says_what_leaves_and_what_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [an_attendance(number) for number in range(9)] + [an_attendance(0, sex="x")]
    ran = made(capsys, attendances(tmp_path / "sent.csv", rows), tmp_path / "out")
    leaves, stays = ran.out.split("What stays in the building:")
    assert "2025-03, RZZ01, 10" in leaves and "sent.csv with its 10 rows" in stays and "1 row with faults was left out" in stays


def test_columns_that_name_people_may_lie_in_the_file_and_never_leave(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = attendances(tmp_path / "sent.csv", [[*an_attendance(number), "Ann Madeup 9434765919"] for number in range(12)], (*ED_HEADER, "Patient name"))
    assert made(capsys, sent, tmp_path / "out").code == 0
    assert all(b"Ann" not in path.read_bytes() and b"9434765919" not in path.read_bytes() for path in (tmp_path / "out").iterdir())


def test_a_file_without_a_good_row_makes_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = made(capsys, attendances(tmp_path / "sent.csv", [an_attendance(0, sex="x")]), tmp_path / "out")
    assert ran.code == 3 and not (tmp_path / "out").exists()


def test_a_nought_stands_where_others_were_and_nowhere_else(tmp_path: Path) -> None:
    fields = [a_field("m", "month", must_fill=True), a_field("site", pattern="site_code"), a_field("kind", codes=["knife", "glass"])]
    rows = [["2025-01", "AAA", "knife"], ["2025-02", "BBB", "glass"], ["2025-02", "BBB", "glass"]]
    assert groups(fields, ["m", "site", "kind"], rows, tmp_path) == [
        (("2025-01", "AAA", "glass"), 0), (("2025-01", "AAA", "knife"), 1), (("2025-02", "BBB", "glass"), 2), (("2025-02", "BBB", "knife"), 0)]


def test_what_is_empty_is_a_group_of_its_own_and_stands_last(tmp_path: Path) -> None:
    fields = [a_field("m", "month"), a_field("n", "integer"), a_field("kind", codes=["b", "a"])]
    rows = [["2025-01", "10", ""], ["2025-01", "9", "a"], ["2025-01", "", "a"]]
    assert [cells[1:] for cells, count in groups(fields, ["m", "n", "kind"], rows, tmp_path) if count] == [("9", "a"), ("10", ""), ("", "a")]


def test_rows_without_the_date_that_a_grain_needs_are_in_no_group(tmp_path: Path) -> None:
    contract = a_contract(a_field("at", "datetime"), a_field("kept"), modes=["records", "table"], table=["at:month"])
    look(contract, [["2025-01-31T23:59", "k"], ["", "k"]], tmp_path)
    assert grouped(tmp_path / "typed.parquet", contract).undated == 1


QUARTERS = {"2025-01": "2024-25 Q4", "2025-03": "2024-25 Q4", "2025-04": "2025-26 Q1", "2025-12": "2025-26 Q3", "1999-12": "1999-00 Q3", "2000-01": "1999-00 Q4"}


@pytest.mark.parametrize(("month", "quarter"), QUARTERS.items())
def test_a_quarter_is_of_the_financial_year(month: str, quarter: str, tmp_path: Path) -> None:
    assert groups([a_field("m", "month"), a_field("kept")], ["m:quarter"], [[month, "k"]], tmp_path) == [((quarter,), 1)]
    assert groups([a_field("d", "date"), a_field("kept")], ["d:quarter"], [[f"{month}-15", "k"]], tmp_path) == [((quarter,), 1)]


def test_hours_and_weekdays_are_by_londons_clock_and_all_are_there(tmp_path: Path) -> None:
    fields = [a_field("at", "datetime"), a_field("kept")]
    # Saturday 23:30 in London, before the clocks go forward; Tuesday 00:15 in summer time; and a clock on the wall that stands.
    rows = [["2025-03-30T00:30:00+01:00", "k"], ["2025-03-31 23:15Z", "k"], ["2025-03-30T01:30", "k"]]
    hours, days = groups(fields, ["at:hour"], rows, tmp_path), groups(fields, ["at:weekday"], rows, tmp_path)
    assert [cells[0] for cells, _ in hours] == [str(hour) for hour in range(24)] and [cells[0] for cells, count in hours if count] == ["0", "1", "23"]
    assert [cells[0] for cells, count in days if count] == ["2", "6", "7"] and len(days) == 7


def test_past_five_thousand_rows_only_the_groups_that_occur_are_written(tmp_path: Path) -> None:
    codes = [f"c{number:03d}" for number in range(100)]
    fields = [a_field("site", pattern="site_code"), a_field("kind", codes=codes)]
    for sites, rows in ((50, 5_000), (51, 51)):
        sent = [[f"S{site:03d}", "c000"] for site in range(sites)]
        assert len(groups(fields, ["site", "kind"], sent, tmp_path)) == rows


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.sampled_from(["2025-01", "2025-02"]), st.sampled_from(["a", "b", ""]), st.sampled_from(["1", "1.0", "2", ""])), min_size=1, max_size=30))
@example(rows=[("2025-01", "", "")])
def test_every_row_is_counted_once(rows: list[tuple[str, str, str]], tmp_path: Path) -> None:
    fields = [a_field("m", "month"), a_field("x", pattern="reference"), a_field("n", "integer"), a_field("kept")]
    counted = dict(groups(fields, ["m", "x", "n"], [[*row, "k"] for row in rows], tmp_path))
    assert counted == Counter((month, x, n.removesuffix(".0")) for month, x, n in rows)


@settings(max_examples=200)
@given(count=st.integers(0, 100), low=st.integers(0, 3), high=st.integers(-1, 12), zero=st.booleans(), base=st.sampled_from([1, 5, 10]))
@example(count=7, low=1, high=7, zero=True, base=5)
@example(count=8, low=1, high=7, zero=True, base=5)
@example(count=0, low=1, high=7, zero=True, base=5)
@example(count=0, low=1, high=0, zero=False, base=1)
@example(count=5, low=1, high=0, zero=True, base=10)
@example(count=12, low=1, high=7, zero=True, base=5)
def test_a_count_is_hidden_or_rounded_halves_up(count: int, low: int, high: int, zero: bool, base: int) -> None:
    rule = Rule("r", "R.", low=low, high=high, zero=zero, round_to=base)
    if (count == 0 and not zero) or low <= count <= high or 0 < 2 * count < base:
        assert shown(count, rule) == "c"
    else:
        assert int(shown(count, rule)) == (count // base + (2 * (count % base) >= base)) * base


def test_no_small_count_leaves_by_any_shipped_rule_that_hides() -> None:
    for rule in rules().values():
        leaving = protected((((str(count),), count) for count in range(30)), rule)
        assert all(cells[-1] == "c" for cells in leaving if rule.low <= int(cells[0]) <= rule.high)


@pytest.mark.parametrize(("cells", "line"), [(["a", "b c", ""], "a,b c,\n"), (['a "b"', "c,d", "e\nf"], '"a ""b""","c,d","e\nf"\n')])
def test_only_cells_that_need_it_are_quoted(cells: list[str], line: str) -> None:
    assert csv_line(cells) == line
    assert next(csv.reader([line.removesuffix("\n")] if "\n" not in line[:-1] else iter(line.splitlines(keepends=True)))) == cells


def test_a_table_by_words_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "declarations" / "contracts"
    own.mkdir(parents=True)
    (own / "loose.toml").write_text(
        'version = 1\ntitle = "L"\nholds = "events"\nsays = "L."\npublisher = "P"\nlicence = "L"\ncadence = "month"\nrule = "nhs_sub_national"\n'
        'protection = "depersonalised"\nmodes = ["records", "table"]\ntable = ["ward"]\n[[fields]]\nname = "ward"\ntype = "text"\nsays = "W."\nheaders = ["ward"]\n'
        '[[fields]]\nname = "n"\ntype = "integer"\nsays = "N."\nheaders = ["n"]\n', "utf-8")
    (tmp_path / "sent.csv").write_text("ward,n\nx,1\n", "utf-8")
    ran = upriver(capsys, "aggregate", tmp_path / "sent.csv", "--contract", "loose", *SIGNED, "--to", tmp_path / "out", "--workspace", tmp_path)
    assert ran.code == 3 and "groups by ward, which may hold any words" in ran.err


# Keyed person keys.
def keyed(capsys: pytest.CaptureFixture[str], tmp_path: Path, numbers: Sequence[str], column: str = "NHS number") -> list[dict[str, str]]:
    sent = attendances(tmp_path / "sent.csv", [[*an_attendance(place, other="w" if place else ""), number] for place, number in enumerate(numbers)], NHS)
    (tmp_path / "secret.txt").write_text(f"  {SECRET}\n", "utf-8")
    ran = made(capsys, sent, tmp_path / "out", "--keys", column, "--key-file", tmp_path / "secret.txt")
    assert ran.code == 0, ran.said
    assert SECRET not in ran.said and all(SECRET.encode() not in path.read_bytes() for path in (tmp_path / "out").iterdir())
    return list(csv.DictReader((tmp_path / "out" / "ed_assault_attendances_records.csv").open(encoding="utf-8", newline="")))


def test_the_same_person_has_the_same_key_however_the_number_is_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = keyed(capsys, tmp_path, ["943 476 5919", " 9434765919", "943\u00a0476\u00a05919", "9434765870", ""])
    keys = [row["person_key"] for row in rows]
    assert keys[0] == keys[1] == keys[2] == hmac.new(SECRET.encode(), b"9434765919", hashlib.sha256).hexdigest()
    assert keys[3] not in ("", keys[0]) and keys[4] == ""


def test_neither_identifier_nor_free_text_leaves_with_the_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = keyed(capsys, tmp_path, ["943 476 5919", "9434765870"], column="nhs_NUMBER")
    assert [row["ASSAULT METHOD OTHER DESCRIPTION"] for row in rows] == ["", "given"]
    assert "NHS number" not in rows[0]
    left = (tmp_path / "out" / "ed_assault_attendances_records.csv").read_bytes()
    assert b"476" not in left.replace(rows[0]["person_key"].encode(), b"").replace(rows[1]["person_key"].encode(), b"")
    assert upriver(capsys, "check", tmp_path / "out" / "ed_assault_attendances_records.csv", *ED).code == 0


def test_the_manifest_of_keyed_rows_says_which_field_holds_the_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keyed(capsys, tmp_path, ["943 476 5919"])
    told = json.loads((tmp_path / "out" / "ed_assault_attendances_records.manifest.json").read_bytes())
    assert (told["mode"], told["layout"], told["person_key"], told["rule"]) == ("records", "ed_assault_attendances", "person_key", None)
    assert told["sha256"] == hashlib.sha256((tmp_path / "out" / "ed_assault_attendances_records.csv").read_bytes()).hexdigest()


def test_without_the_secret_a_list_of_every_number_finds_nobody() -> None:
    keys = {person_key(secret_of(SECRET), str(9_434_765_000 + number)) for number in range(2_000)}
    guesses = {hashlib.sha256(str(9_434_765_000 + number).encode()).hexdigest() for number in range(2_000)}
    guesses |= {person_key(secret_of("another secret of the same kind"), str(9_434_765_000 + number)) for number in range(2_000)}
    assert len(keys) == 2_000 and not keys & guesses


def test_a_short_secret_is_refused() -> None:
    assert secret_of(f" {'x' * 16}\n") == b"x" * 16
    with pytest.raises(Refusal, match="fewer than 16"):
        secret_of(f"{'x' * 15} ")


@given(text=st.text(max_size=20))
def test_white_space_and_case_never_make_another_person(text: str) -> None:
    assert bare(bare(text)) == bare(f" {text}\t")
    assert not any(letter.isspace() for letter in bare(text))


@pytest.mark.parametrize("more", [("--keys", "NHS number"), ("--key-file", "secret.txt"), ("--keys", "NHS number", "--key-file", "absent.txt"), ("--on", "soon")])
def test_wrong_usage_makes_nothing(more: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret.txt").write_text(SECRET, "utf-8")
    assert made(capsys, attendances(tmp_path / "sent.csv"), tmp_path / "out", *more).code == 2
    assert not (tmp_path / "out").exists()


def test_a_name_with_a_line_end_is_refused() -> None:
    with pytest.raises(Refusal):
        Signed("P", "A\nB", "R", "2025-01-01")


def test_a_name_in_words_that_stay_takes_no_row_out_of_the_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = attendances(tmp_path / "sent.csv", [an_attendance(number, other="Mrs Madeup") for number in range(12)])
    ran = made(capsys, sent, tmp_path / "out", "--json")
    assert (ran.json["stays"]["rows_counted"], ran.json["stays"]["rows_with_faults"]) == (12, 0)
