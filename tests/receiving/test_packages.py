"""Packages: sealed on the provider's side, opened and held here; what isn't as declared lies in quarantine."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from partners import (
    ED,
    SIGNED,
    TRUST,
    a_workspace,
    an_agreement,
    an_attendance,
    attendances,
    held,
    refused,
    submitted,
)
from register.commands import upriver


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_workspace(tmp_path_factory.mktemp("packages") / "w", an_agreement(ED), an_agreement(ED, "Southsea Hospitals", number=2))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return attendances(tmp_path / "ed.csv", [an_attendance(hour=hour) for hour in range(5)])


def rewritten(package: Path, to: Path, **members: bytes) -> Path:
    """The same package with some members changed."""
    with zipfile.ZipFile(package) as came, zipfile.ZipFile(to, "w") as made:
        for name in came.namelist():
            made.writestr(name, members.get(name.replace(".", "_"), came.read(name)))
    return to


def test_the_same_file_and_declaration_make_the_same_package(file: Path, tmp_path: Path) -> None:
    once, twice = (submitted(file, tmp_path / name) for name in ("a.zip", "b.zip"))
    assert once.read_bytes() == twice.read_bytes()


def test_a_package_is_the_file_as_it_was_and_its_manifest(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(submitted(file, tmp_path / "p.zip")) as package:
        assert sorted(package.namelist()) == ["ed.csv", "manifest.json"] and package.read("ed.csv") == file.read_bytes()


def test_a_file_with_faults_makes_no_package(tmp_path: Path) -> None:
    bad = attendances(tmp_path / "ed.csv", [an_attendance(method="07")])
    ran = upriver("submit", bad, "--contract", ED, "--provider", TRUST, "--to", tmp_path / "p.zip")
    assert ran.code == 1 and not (tmp_path / "p.zip").exists() and "07" not in ran.out + ran.err


def test_a_row_that_is_known_and_true_is_sent_and_held(workspace: Path, tmp_path: Path) -> None:
    odd = attendances(tmp_path / "odd.csv", [an_attendance("2025-03-02", assaulted="2025-03-02T03:30:00"), an_attendance("2025-03-03")])
    assert upriver("submit", odd, "--contract", ED, "--provider", TRUST, "--to", tmp_path / "p.zip").code == 1
    package = submitted(odd, tmp_path / "p.zip", "--known", "compare:1=the clock of the department was wrong that night")
    ran = upriver("take-in", workspace, package, "--json")
    assert ran.code == 0 and ran.json["taken_in"][0]["rows"] == 2


@pytest.mark.parametrize("said", ["codes:1=it is right", "compare:1", "compare:x=why", "identifier:all=it is nobody"])
def test_only_what_a_value_is_can_be_known_to_be_true(file: Path, tmp_path: Path, said: str) -> None:
    refused(upriver("submit", file, "--contract", ED, "--provider", TRUST, "--to", tmp_path / "p.zip", "--known", said))


def test_rows_outside_the_declared_months_make_no_package(file: Path, tmp_path: Path) -> None:
    ran = upriver("submit", file, "--contract", ED, "--provider", TRUST, "--to", tmp_path / "p.zip", "--period", "2026-02")
    assert "2026-01" in refused(ran) and not (tmp_path / "p.zip").exists()


def test_a_package_is_held_once_with_a_receipt_that_can_be_sent(workspace: Path, file: Path, tmp_path: Path) -> None:
    package = submitted(file, tmp_path / "p.zip")
    first, second = (upriver("take-in", workspace, package, "--json").json for _ in range(2))
    (taken,) = first["taken_in"]
    assert second["taken_in"] == [] and second["held_already"] == 1
    receipt = json.loads((workspace / "receipts" / f"{ED}-{taken['submission']}.json").read_text("utf-8"))
    assert receipt["sha256"] == taken["sha256"] and receipt["rows"] == 5 and receipt["signed"]
    assert "A. Officer" not in (workspace / "receipts" / f"{ED}-{taken['submission']}.html").read_text("utf-8")


def test_two_providers_can_send_the_same_bytes(workspace: Path, tmp_path: Path) -> None:
    same = attendances(tmp_path / "same.csv", [an_attendance("2025-06-01")])
    for provider in (TRUST, "Southsea Hospitals"):
        package = submitted(same, tmp_path / f"{provider}.zip", provider=provider)
        assert len(upriver("take-in", workspace, package, "--json").json["taken_in"]) == 1, provider


@pytest.mark.parametrize("changed", ["file", "manifest", "more", "cut"])
def test_a_package_that_was_tampered_with_lies_in_quarantine(workspace: Path, tmp_path: Path, changed: str) -> None:
    file = attendances(tmp_path / "ed.csv", [an_attendance("2025-07-01", hour=len(changed))])
    package, other = submitted(file, tmp_path / "p.zip"), tmp_path / f"{changed}.zip"
    if changed == "file":
        rewritten(package, other, ed_csv=file.read_bytes() + an_attendance("2025-07-02").encode() + b"\n")
    elif changed == "manifest":
        with zipfile.ZipFile(package) as came:
            text = came.read("manifest.json").replace(TRUST.encode(), b"Somebody Else")
        rewritten(package, other, manifest_json=text)
    elif changed == "more":
        rewritten(package, other)
        with zipfile.ZipFile(other, "a") as made:
            made.writestr("also.csv", "a,b\n1,2\n")
    else:
        other.write_bytes(package.read_bytes().replace(b"PK\x01\x02", b"PK\x01\x02", 1)[:-200] + package.read_bytes()[-60:])
    before = held(workspace)
    ran = upriver("take-in", workspace, other, "--json")
    assert ran.code == 1 and "Traceback" not in ran.err, ran.err
    assert held(workspace) == before
    if changed != "cut":  # a zip without a readable list of what is in it is no package at all: it is refused as a file
        aside = ran.json["left_out"][0]["quarantine"]
        assert aside in [each["id"] for each in upriver("status", workspace, "--json").json["receiving"]["quarantine"]]
        assert (workspace / "held" / "quarantine").stat().st_mode & 0o077 == 0


def test_a_person_can_release_from_quarantine_or_delete(workspace: Path, tmp_path: Path) -> None:
    file = attendances(tmp_path / "ed.csv", [an_attendance("2025-08-01")])
    package = submitted(file, tmp_path / "p.zip")
    other = rewritten(package, tmp_path / "q.zip", ed_csv=file.read_bytes() + an_attendance("2025-08-02").encode() + b"\n")
    (left,) = upriver("take-in", workspace, other, "--json").json["left_out"]
    assert "reason" in refused(upriver("take-in", workspace, "--release", left["quarantine"]))
    ran = upriver("take-in", workspace, "--release", left["quarantine"], "--reason", "The trust confirmed it by telephone.", "--json")
    assert ran.code == 0 and ran.json["taken_in"][0]["rows"] == 2, ran.out + ran.err
    again = rewritten(package, tmp_path / "r.zip", ed_csv=file.read_bytes() + an_attendance("2025-08-03").encode() + b"\n")
    (left,) = upriver("take-in", workspace, again, "--json").json["left_out"]
    assert upriver("take-in", workspace, "--discard", left["quarantine"], "--reason", "Nobody sent it.").code == 0
    listed = [each["id"] for each in upriver("status", workspace, "--json").json["receiving"]["quarantine"]]
    assert left["quarantine"] not in listed and not (workspace / "held" / "quarantine" / left["quarantine"]).exists()


def test_what_flows_elsewhere_counts_as_met_and_nothing_is_held(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", an_agreement(ED))
    to = tmp_path / "p.zip"
    ran = upriver("submit", "--contract", ED, "--provider", TRUST, "--to", to, *SIGNED, "--period", "2025-01",
                  "--elsewhere", "Norsea Police, since 2024-04")
    assert ran.code == 0, ran.err
    assert upriver("take-in", workspace, to, "--json").json["declared_elsewhere"] == [ED]
    assert held(workspace) == []
    body = upriver("status", workspace, "--json").json["receiving"]
    assert [each for each in body["missing"] if each["contract"] == ED] == []


def test_a_file_and_the_checkers_manifest_beside_it_are_one_package(workspace: Path, tmp_path: Path) -> None:
    place = tmp_path / "sent"
    place.mkdir()
    file = attendances(place / "ed_records.csv", [an_attendance("2025-09-01")])
    with zipfile.ZipFile(submitted(file, tmp_path / "p.zip")) as package:
        body = json.loads(package.read("manifest.json"))
    body.pop("seal")
    (place / "ed_records.manifest.json").write_text(json.dumps(body), "utf-8")
    ran = upriver("take-in", workspace, place, "--json")
    assert ran.code == 0 and ran.json["taken_in"][0]["signed"] and ran.json["left_out"] == [], ran.out + ran.err


def test_a_partners_file_needs_its_provider(workspace: Path, file: Path) -> None:
    assert "--provider" in refused(upriver("take-in", workspace, file))


def test_what_no_agreement_names_the_provider_for_isn_t_taken_in(workspace: Path, file: Path) -> None:
    refused(upriver("take-in", workspace, file, "--provider", "Another Trust"))


def test_a_contract_without_an_agreement_isn_t_taken_in(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "calls.csv"
    sent.write_text("call_reference,call_at\nA1,2026-01-05T10:00:00\n", "utf-8")
    ran = upriver("take-in", workspace, sent, "--provider", TRUST, "--json")
    assert ran.code == 1 and ran.json["taken_in"] == []


def test_what_aggregate_writes_is_taken_in_as_it_is(workspace: Path, tmp_path: Path) -> None:
    rows = attendances(tmp_path / "ed.csv", [an_attendance("2025-10-05", hour=hour) for hour in range(20)])
    out = tmp_path / "out"
    assert upriver("aggregate", rows, "--contract", ED, "--provider", TRUST, *SIGNED, "--to", out).code == 0
    ran = upriver("take-in", workspace, out, "--json")
    assert ran.code == 0 and [each["contract"] for each in ran.json["taken_in"]] == [f"{ED}_table"], ran.out + ran.err
    assert ran.json["taken_in"][0]["signed"]


def test_a_form_of_a_quarter_covers_its_three_months(tmp_path: Path) -> None:
    contract = "youth_justice_caseload"
    workspace = a_workspace(tmp_path / "w", an_agreement(contract, "Norsea Police", frequency="quarterly"))
    form = tmp_path / "form.csv"
    assert upriver("template", contract, "--as", "form", "--rows", "12", "--to", form).code == 0
    package = submitted(form, tmp_path / "p.zip", "--as", "form", contract=contract, provider="Norsea Police")
    (taken,) = upriver("take-in", workspace, package, "--json").json["taken_in"]
    assert taken["period"] == "2025-01-01..2025-03-31"


BOMB = b"0," * 40_000_000


@pytest.mark.parametrize("kind", ["bomb", "huge manifest", "name that leads out", "two of a name", "locked", "no file", "deep"])
def test_a_hostile_package_is_put_aside_without_a_trace(workspace: Path, tmp_path: Path, kind: str) -> None:
    file = attendances(tmp_path / "ed.csv", [an_attendance("2025-11-01")])
    with zipfile.ZipFile(submitted(file, tmp_path / "p.zip")) as came:
        text = came.read("manifest.json")
    hostile, before = tmp_path / "hostile.zip", held(workspace)
    with zipfile.ZipFile(hostile, "w", zipfile.ZIP_DEFLATED) as made:
        changed = {"huge manifest": b" " * 2_000_000 + text, "deep": b"[" * 200_000,
                   "name that leads out": text.replace(b'"ed.csv"', b'"../ed.csv"')}
        made.writestr("manifest.json", changed.get(kind, text))
        if kind != "no file":
            made.writestr("../ed.csv" if kind == "name that leads out" else "ed.csv", BOMB if kind == "bomb" else file.read_bytes())
        if kind == "two of a name":
            with pytest.warns(UserWarning):
                made.writestr("ed.csv", "other")
    if kind == "locked":
        data = bytearray(hostile.read_bytes())
        for at in (data.find(b"PK\x03\x04", 10) + 6, data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1) + 8):
            data[at] |= 1
        hostile.write_bytes(bytes(data))
    ran = upriver("take-in", workspace, hostile, "--json")
    assert ran.code == 1 and "Traceback" not in ran.err and ran.json["left_out"][0]["quarantine"], ran.out + ran.err
    assert held(workspace) == before and [path for path in (workspace / "held" / "incoming").iterdir() if path.is_file()] == []


MAPPING = """contract = "ed_assault_attendances"
contract_version = 1
version = 1

[columns]
site_code = "Our site"
arrived_at = "Came at"
assaulted_at = "Hurt at"
assault_method = "How"
location_type = "Where"

[codes.assault_method]
"01" = "fist"
"""


def in_own_words(folder: Path) -> tuple[Path, Path]:
    """A partner's extract under its own headings, with their mapping."""
    mapping, own = folder / "ours.toml", folder / "own.csv"
    mapping.write_text(MAPPING, "utf-8")
    own.write_text("Our site,Came at,Hurt at,How,Where,Ward\nRZZ01,2026-01-05T01:00:00,,01,own home,7\n", "utf-8")
    return own, mapping


def test_a_package_carries_the_partners_mapping_and_is_read_by_it(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", an_agreement(ED))
    own, mapping = in_own_words(tmp_path)
    package = submitted(own, tmp_path / "p.zip", "--mapping", str(mapping))
    ran = upriver("take-in", workspace, package, "--json")
    assert ran.code == 0 and ran.json["taken_in"][0]["rows"] == 1, ran.out + ran.err
    assert [path for path in (workspace / "held" / "incoming").iterdir() if path.is_file()] == []


def test_a_changed_mapping_puts_its_package_aside(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", an_agreement(ED))
    own, mapping = in_own_words(tmp_path)
    package = submitted(own, tmp_path / "p.zip", "--mapping", str(mapping))
    changed = rewritten(package, tmp_path / "q.zip", mapping_toml=MAPPING.replace("fist", "knife").encode())
    assert "mapping isn't the one" in refused(upriver("take-in", workspace, changed))


def test_a_file_that_only_a_mapping_fits_asks_for_the_mapping(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", an_agreement(ED))
    place = tmp_path / "sent"
    place.mkdir()
    own, mapping = in_own_words(place)
    with zipfile.ZipFile(submitted(own, tmp_path / "p.zip", "--mapping", str(mapping))) as package:
        body = json.loads(package.read("manifest.json"))
    del body["seal"], body["mapping"]
    mapping.unlink()
    (place / "own.manifest.json").write_text(json.dumps(body), "utf-8")
    assert "Ask its sender for their mapping" in refused(upriver("take-in", workspace, place))


def test_the_sender_is_told_what_travels_though_nobody_asks_for_it(tmp_path: Path) -> None:
    own, mapping = in_own_words(tmp_path)
    ran = upriver("submit", own, "--contract", ED, "--provider", TRUST, "--to", tmp_path / "p.zip", "--mapping", mapping)
    assert "1 column that nobody asks for: Ward." in ran.out and "mapping is in the package" in ran.out, ran.out + ran.err


YOUTH = "youth_justice_caseload"


def test_rows_that_stay_with_the_partner_are_never_sealed(tmp_path: Path) -> None:
    rows, to = tmp_path / "rows.csv", tmp_path / "p.zip"
    assert upriver("template", YOUTH, "--rows", "5", "--as", "records", "--to", rows).code == 0
    for way in ((), ("--as", "records")):
        ran = upriver("submit", rows, "--contract", YOUTH, *way, "--provider", "Norsea YJS", "--to", to)
        assert ran.code == 3 and "stay with the partner" in ran.err and not to.exists(), ran.out + ran.err


def test_a_form_is_known_without_saying_that_it_is_one(tmp_path: Path) -> None:
    form = tmp_path / "form.csv"
    assert upriver("template", YOUTH, "--as", "form", "--rows", "10", "--to", form).code == 0
    ran = upriver("submit", form, "--contract", YOUTH, "--provider", "Norsea YJS", "--to", tmp_path / "p.zip")
    assert ran.code == 0 and "as form" in ran.out, ran.out + ran.err


def test_a_reason_that_names_a_person_is_neither_sent_nor_kept(tmp_path: Path) -> None:
    file = attendances(tmp_path / "x.csv", [an_attendance()])
    ran = upriver("submit", file, "--contract", ED, "--provider", TRUST, "--to", tmp_path / "p.zip", "--known", "range:1=it is 943 476 5919")
    assert ran.code in (1, 3) and "a reason for a row that is known to be true holds what reads as an NHS number" in ran.err
    assert "5919" not in ran.err + ran.out and not (tmp_path / "p.zip").exists()
