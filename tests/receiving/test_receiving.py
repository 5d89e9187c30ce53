"""Receiving: what replaces what, who has signed, and which places partners' data may lie in."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from journeys.workspaces import a_crime, street_csv
from partners import ED, SIGNED, TRUST, a_workspace, an_agreement, an_attendance, attendances, held, refused, submitted
from register.commands import bytes_of, upriver

from upriver.desk.opening import open_desk
from upriver.intake.contracts import contracts
from upriver.intake.vintages import current
from upriver.store.folder import Folder
from upriver.store.holding import write_rows
from upriver.store.partners.closing import check_closed
from upriver.store.partners.replacing import compare_rows
from upriver.words.part import Part, Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import Known, Submission, manifest, read_known, read_manifest, seal_of


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_workspace(tmp_path_factory.mktemp("receiving") / "w", an_agreement(ED))


def a_part(source: str, *, months: tuple[str, ...] = ("2026-01",), provider: str = TRUST) -> Part:
    return Part(ED, 1, source, None, tuple((provider, month) for month in months), 1, provider, "", "", f"{provider}/{source}", source)


def a_receipt(source: str, *, signed: bool = True, months: tuple[str, ...] = ("2026-01",)) -> Receipt:
    sent = Submission(ED, 1, "records", TRUST, officer="A" if signed else "", role="B" if signed else "", signed_on="2026-01-01" if signed else "")
    return Receipt(a_part(source, months=months), sent=sent)


def test_the_newer_submission_of_a_period_stands() -> None:
    ((part, pairs),) = current([a_receipt("old"), a_receipt("new")], ED)
    assert part.source_hash == "new" and pairs == ((TRUST, "2026-01"),)


def test_what_nobody_signed_for_is_held_and_doesn_t_stand() -> None:
    ((part, _),) = current([a_receipt("old"), a_receipt("new", signed=False)], ED)
    assert part.source_hash == "old"


def test_a_submission_stands_for_the_months_that_no_newer_one_covers() -> None:
    found = current([a_receipt("old", months=("2026-01", "2026-02")), a_receipt("new", months=("2026-02",))], ED)
    assert {part.source_hash: pairs for part, pairs in found} == {"old": ((TRUST, "2026-01"),), "new": ((TRUST, "2026-02"),)}


def test_a_period_sent_again_says_what_was_added_and_removed(workspace: Path, tmp_path: Path) -> None:
    first = attendances(tmp_path / "a.csv", [an_attendance("2026-03-01", hour=hour) for hour in range(6)])
    second = attendances(tmp_path / "b.csv", [an_attendance("2026-03-01", hour=hour) for hour in range(2, 9)])
    assert upriver("take-in", workspace, submitted(first, tmp_path / "a.zip")).code == 0
    (taken,) = upriver("take-in", workspace, submitted(second, tmp_path / "b.zip"), "--json").json["taken_in"]
    assert taken["difference"] == {"rows_before": 6, "rows_after": 7, "added": 3, "removed": 2, "changed": 0}
    assert len([path for path in held(workspace) if "2026-03" in path]) == 2, "the older stays until its retention ends"


def test_unsigned_data_are_used_only_after_an_officer_signs(workspace: Path, tmp_path: Path) -> None:
    file = attendances(tmp_path / "a.csv", [an_attendance("2026-04-01")])
    (taken,) = upriver("take-in", workspace, file, "--provider", TRUST, "--json").json["taken_in"]
    waiting = upriver("status", workspace, "--json").json["receiving"]["unsigned"]
    assert not taken["signed"] and taken["submission"] in [each["submission"] for each in waiting]
    assert upriver("sign-off", workspace, taken["submission"], *SIGNED).code == 0
    assert upriver("status", workspace, "--json").json["receiving"]["unsigned"] == []
    assert "was signed" in refused(upriver("sign-off", workspace, taken["submission"], *SIGNED))
    assert "o submission" in refused(upriver("sign-off", workspace, "0" * 16, *SIGNED))


def test_what_came_unsigned_and_comes_again_signed_is_signed(workspace: Path, tmp_path: Path) -> None:
    file = attendances(tmp_path / "a.csv", [an_attendance("2026-05-01")])
    upriver("take-in", workspace, submitted(file, tmp_path / "u.zip", signed=False))
    ran = upriver("take-in", workspace, submitted(file, tmp_path / "s.zip"))
    assert "may now be used" in ran.out and upriver("status", workspace, "--json").json["receiving"]["unsigned"] == []


def test_a_file_with_faults_gets_a_receipt_too(workspace: Path, tmp_path: Path) -> None:
    bad = attendances(tmp_path / "bad.csv", [an_attendance("2026-06-01", method="zzlocal")])
    ran = upriver("take-in", workspace, bad, "--provider", TRUST)
    (path,) = [tmp for tmp in (workspace / "receipts").glob("*.json") if tmp.stem in ran.out]
    body = json.loads(path.read_text("utf-8"))
    assert not body["accepted"] and body["faults"][0]["rule"] == "codes" and "zzlocal" not in path.with_suffix(".html").read_text("utf-8")


def test_a_query_about_published_data_keeps_who_answered(workspace: Path, tmp_path: Path) -> None:
    street = tmp_path / "street.csv"
    street.write_text(street_csv([a_crime(1, force="Hampshire Constabulary")]), "utf-8")
    assert upriver("take-in", workspace, street).code == 0
    ran = upriver("decide", workspace, "police_uk_street:hampshire:2025-01", "annotate", "--reason", "A new system", "--answered-by", "A. Officer")
    assert ran.code == 0, ran.err
    open_desk(workspace / "db.sqlite3")
    from upriver.desk.submissions.convert import decisions

    assert [(each.reason, each.answered_by) for each in decisions()] == [("A new system", "A. Officer")]


def test_one_erasure_reaches_whoever_signed_a_file_signed_an_agreement_or_answered(workspace: Path, tmp_path: Path) -> None:
    whom = "Zelda Zimmerblum"
    file = attendances(tmp_path / "z.csv", [an_attendance("2026-07-01")])
    (taken,) = upriver("take-in", workspace, file, "--provider", TRUST, "--json").json["taken_in"]
    upriver("sign-off", workspace, taken["submission"], "--officer", whom, "--role", "Data lead")
    street = tmp_path / "street.csv"
    street.write_text(street_csv([a_crime(1, force="Hampshire Constabulary")]), "utf-8")
    upriver("take-in", workspace, street)
    upriver("decide", workspace, "police_uk_street:hampshire:2025-01", "annotate", "--reason", "A new system", "--answered-by", whom)
    open_desk(workspace / "db.sqlite3")
    from upriver.desk.partners.people import names

    (ident,) = [key for key, name in names().items() if name == whom]
    agreement = upriver("agree", workspace, "--json").json["agreements"][0]["agreement"]
    upriver("agree", workspace, "sign", agreement["id"], "--party", agreement["parties"][0]["id"], "--person", ident, "--name", whom, "--role", "SIRO")
    assert b"Zimmerblum" in bytes_of(workspace)
    assert upriver("who", workspace, "--erase", ident, "--by", "Somebody Else").code == 0
    assert b"Zimmerblum" not in bytes_of(workspace)
    assert upriver("status", workspace, "--json").json["receiving"]["unsigned"] == [], "the signature stands"


# --- places

@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "w")
    return folder.made()


def test_a_closed_place_is_taken(folder: Folder) -> None:
    assert check_closed(folder) == ""


@pytest.mark.parametrize("mode", [0o701, 0o704, 0o750, 0o755, 0o777])
@pytest.mark.parametrize("place", ["restricted", "incoming"])
def test_a_place_that_others_can_read_is_refused(folder: Folder, place: str, mode: int) -> None:
    (folder.held / place).chmod(mode)
    with pytest.raises(Refusal, match="chmod 700"):
        check_closed(folder)


def test_opening_a_workspace_again_doesn_t_close_what_somebody_opened(folder: Folder) -> None:
    (folder.held / "restricted").chmod(0o755)
    with pytest.raises(Refusal):
        check_closed(folder.made())


def test_where_permissions_can_t_be_asked_it_says_so(folder: Folder) -> None:
    (folder.held / "restricted").chmod(0o777)
    assert "can't be checked" in check_closed(folder, posix=False)


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive", "OneDrive - Norsea Council", "Google Drive", "iCloudDrive", "Nextcloud", "Box"])
def test_a_workspace_in_a_synchronised_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="synchronised"):
        check_closed(Folder(tmp_path / name / "work" / "w").made()) if (tmp_path / name / "work" / "w").mkdir(parents=True) is None else None


@pytest.mark.parametrize("mark", [".dropbox", ".sync_0123.db", ".nextcloudsync.log"])
def test_a_folder_that_a_programme_has_marked_is_refused(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).write_bytes(b"")
    (tmp_path / "w").mkdir()
    with pytest.raises(Refusal, match="copied"):
        check_closed(Folder(tmp_path / "w").made())


def test_take_in_refuses_partners_data_into_an_open_place_and_takes_open_data(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", an_agreement(ED))
    package = submitted(attendances(tmp_path / "a.csv", [an_attendance()]), tmp_path / "p.zip")
    (workspace / "held" / "restricted").chmod(0o755)
    assert "chmod 700" in refused(upriver("take-in", workspace, package)) and held(workspace) == []
    (workspace / "held" / "restricted").chmod(0o700)
    assert upriver("take-in", workspace, package).code == 0


# --- rows laid side by side

CRIME = contracts()["police_crime_extract"]


def rows_file(path: Path, rows: list[tuple[str, str]]) -> Path:
    import numpy as np

    references, codes = ([row[at] for row in rows] for at in (0, 1))
    write_rows(path, {"crime_reference": np.array(references, dtype=object), "offence_code": np.array(codes, dtype=object)})
    return path


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("12"), min_size=1), st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("12"), min_size=1))
@example({"a": "1"}, {"a": "2"})
@example({"a": "1"}, {"b": "1"})
def test_rows_with_a_key_are_added_removed_or_changed(tmp_path_factory: pytest.TempPathFactory, old: dict[str, str], new: dict[str, str]) -> None:
    place = tmp_path_factory.mktemp("rows")
    files = [rows_file(place / f"{at}.parquet", sorted(rows.items())) for at, rows in enumerate((old, new))]
    found = compare_rows(*files, CRIME, (), spill=place)
    assert (found["added"], found["removed"]) == (len(new.keys() - old.keys()), len(old.keys() - new.keys()))
    assert found["changed"] == sum(1 for key in old.keys() & new.keys() if old[key] != new[key])


@pytest.mark.parametrize(("old", "new", "added", "removed"), [("aab", "ab", 0, 1), ("ab", "aab", 1, 0), ("a", "b", 1, 1), ("ab", "ba", 0, 0)])
def test_rows_without_a_key_are_counted_whole(tmp_path: Path, old: str, new: str, added: int, removed: int) -> None:
    files = [rows_file(tmp_path / f"{at}.parquet", [(letter, "1") for letter in rows]) for at, rows in enumerate((old, new))]
    found = compare_rows(*files, contracts()[ED], (), spill=tmp_path)
    assert (found["added"], found["removed"], found["changed"]) == (added, removed, 0)


# --- the manifest

def test_a_manifest_is_read_as_it_was_written() -> None:
    sent = Submission(ED, 1, "table", TRUST, ("2026-01", "2026-03"), "x.csv", "ab" * 32, "I am.", "Ö. Officer", "Lead", "2026-02-01",
                      known=(Known("range", 3, "why", "age"),))
    assert read_manifest(manifest(sent), "x") == sent


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"upriver_manifest": 1}', b'{"upriver_manifest": 2}'])
def test_what_is_no_manifest_is_refused(text: bytes) -> None:
    with pytest.raises(Refusal):
        read_manifest(text, "x", sealed=False)


KEYS = ("contract", "mode", "file", "sha256", "provider", "period", "known_and_true", "officer", "version")


@pytest.mark.parametrize(("key", "value"), [(key, value) for key in KEYS for value in (None, 1.5, {}, "x" * 501)
                                            if (key, value) != ("period", None)])  # a manifest may give no period
def test_a_key_of_another_kind_is_refused(key: str, value: object) -> None:
    body = json.loads(manifest(Submission(ED, 1, "records", TRUST, ("2026-01", "2026-01"), "x.csv", "ab" * 32)))
    body[key] = value
    body["seal"] = seal_of(body)
    with pytest.raises(Refusal):
        read_manifest(json.dumps(body).encode(), "x")


@pytest.mark.parametrize("rule", ["identifier", "type", "pattern", "codes", "look_up"])
def test_how_a_value_is_written_and_whom_it_names_is_never_known_to_be_true(rule: str) -> None:
    with pytest.raises(Refusal, match="can't break the rule"):
        read_known(f"{rule}:1=why")


def test_a_file_whose_name_names_a_person_is_refused_and_its_name_kept_nowhere(workspace: Path, tmp_path: Path) -> None:
    sent = attendances(tmp_path / "943 476 5919 list.csv", [an_attendance("2026-05-01")])
    assert "the name of the file holds what reads as an NHS number" in refused(upriver("submit", sent, "--contract", ED, "--provider", TRUST, "--to", tmp_path / "p.zip", *SIGNED))
    said = refused(upriver("take-in", workspace, sent, "--provider", TRUST))
    assert "a file of ed_assault_attendances" in said and "5919" not in said
    package = submitted(sent.rename(tmp_path / "fine.csv"), tmp_path / "943-476-5919.zip")
    assert "5919" not in refused(upriver("take-in", workspace, package))
    assert not [path for path in workspace.rglob("*") if path.is_file() and (any(each in path.read_bytes() for each in (b"476 5919", b"476-5919")) or "5919" in path.name)]


def test_who_only_receives_under_an_agreement_may_not_send_under_it(workspace: Path, tmp_path: Path) -> None:
    sent = attendances(tmp_path / "x.csv", [an_attendance("2026-05-02")])
    assert "gives under no clause" in refused(upriver("take-in", workspace, sent, "--provider", "Norsea Council"))


def test_a_signature_of_a_day_to_come_is_refused(workspace: Path, tmp_path: Path) -> None:
    sent = attendances(tmp_path / "x.csv", [an_attendance("2026-05-03")])
    ran = upriver("submit", sent, "--contract", ED, "--provider", TRUST, "--to", tmp_path / "p.zip", *SIGNED[:4], "--on", "2098-01-01")
    assert ran.code == 0, ran.err
    assert "a day that is still to come" in refused(upriver("take-in", workspace, tmp_path / "p.zip"))


@pytest.mark.skipif(os.name != "posix", reason="the system has no permissions that could be asked")
def test_nothing_but_what_is_published_can_be_read_by_other_accounts(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", an_agreement(ED))
    sent = submitted(attendances(tmp_path / "x.csv", [an_attendance()]), tmp_path / "p.zip")
    assert upriver("take-in", workspace, sent).code == 0
    closed = [workspace / name for name in ("db.sqlite3", "runs", "cubes", "drafts", "packs", "receipts", "held/restricted", "held/incoming")]
    assert [path.name for path in closed if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize("name", ["restricted", "incoming"])
def test_a_link_to_a_place_that_is_copied_away_is_seen_through(name: str, tmp_path: Path) -> None:
    away = tmp_path / "Dropbox" / "x"
    away.mkdir(parents=True, mode=0o700)
    (tmp_path / "w" / "held").mkdir(parents=True)
    try:
        (tmp_path / "w" / "held" / name).symlink_to(away, target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")
    with pytest.raises(Refusal, match="lies in Dropbox"):
        check_closed(Folder(tmp_path / "w").made())
