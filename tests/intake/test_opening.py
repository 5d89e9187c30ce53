"""Files of every kind are opened within bounds, and the bad ones get one plain refusal."""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.intake import opening
from upriver.intake.opening import Source, head, members, sources, unpack
from upriver.words.refusal import Refusal

TEXT = b"Area,Count\nNorsea,12\nEastmoor,9\n"


def a_file(folder: Path, content: bytes, name: str = "sent.csv") -> Source:
    path = folder / name
    path.write_bytes(content)
    return Source(path)


def a_zip(folder: Path, files: dict[str, bytes], *, name: str = "sent.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in files.items():
            archive.writestr(inner, content)
    return path


def unpacked(source: Source, folder: Path) -> bytes:
    unpack(source, folder / "raw")
    return (folder / "raw").read_bytes()


def refusal(source: Source, folder: Path) -> str:
    with pytest.raises(Refusal) as refused:
        unpack(source, folder / "raw")
    assert not (folder / "raw").exists()
    return str(refused.value)


def test_the_same_file_has_one_hash_however_it_is_packed(tmp_path: Path) -> None:
    zipped = members(Source(a_zip(tmp_path, {"2025/a.csv": TEXT, "2025/b.csv.gz": gzip.compress(TEXT)})))
    assert zipped is not None
    packed = [a_file(tmp_path, TEXT), a_file(tmp_path, gzip.compress(TEXT), "sent.csv.gz"), *zipped]
    assert {unpack(source, tmp_path / "raw") for source in packed} == {(hashlib.sha256(TEXT).hexdigest(), len(TEXT))}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_of_any_encoding_comes_out_as_utf_8(encoding: str, tmp_path: Path) -> None:
    came = "Ardal,Cyfrif\r\nCaffè Môn,1\r\n".encode(encoding)
    assert unpacked(a_file(tmp_path, came), tmp_path).decode() == "Ardal,Cyfrif\nCaffè Môn,1\n"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_the_hash_is_of_the_bytes_that_came(encoding: str, tmp_path: Path) -> None:
    came = "Ardal,Cyfrif\nMôn,1\n".encode(encoding)
    assert unpack(a_file(tmp_path, came), tmp_path / "raw")[0] == hashlib.sha256(came).hexdigest()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_come_out_plain(end: str, tmp_path: Path) -> None:
    came = end.join(["a,b", "1,2", "3,4", ""]).encode()
    assert unpacked(a_file(tmp_path, came), tmp_path) == b"a,b\n1,2\n3,4\n"


@settings(deadline=None, max_examples=30)
@given(letters=st.text(st.sampled_from("aé€ô,\n"), min_size=1, max_size=30), before=st.integers(0, 3))
@example(letters="é", before=0)
@example(letters="€", before=2)
def test_a_letter_may_fall_across_two_blocks(letters: str, before: int,
                                             tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("blocks")
    text = "a,b\n" + "x\n" * ((opening.BLOCK - 4) // 2 - 1) + "y" * before + letters
    assert unpacked(a_file(folder, text.encode()), folder).decode() == text


def test_text_that_is_utf_8_in_one_place_and_not_in_another_is_refused(tmp_path: Path) -> None:
    mixed = "a,b\nMôn,1\n".encode() + "Môn,2\n".encode("cp1252")
    assert "one encoding" in refusal(a_file(tmp_path, mixed), tmp_path)


def test_nul_bytes_in_a_table_are_refused(tmp_path: Path) -> None:
    assert "aren't text" in refusal(a_file(tmp_path, b"a,b\n" + b"1,2\n" * 2000 + b"\x00,2\n"), tmp_path)


def test_a_gzip_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b"%d,row\n" % number for number in range(200_000)))
    assert "cut short" in refusal(a_file(tmp_path, whole[: len(whole) // 2], "sent.csv.gz"), tmp_path)


def test_a_gzip_with_damaged_bytes_is_refused(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress(b"".join(b"%d,row\n" % number for number in range(200_000))))
    whole[len(whole) // 2 : len(whole) // 2 + 9] = b"\xff" * 9
    assert "damaged" in refusal(a_file(tmp_path, bytes(whole), "sent.csv.gz"), tmp_path)


def test_something_that_only_begins_like_a_gzip_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="damaged"):
        head(a_file(tmp_path, b"\x1f\x8bnot a gzip"))


def test_a_gzip_bomb_is_refused_before_it_has_unpacked(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as out:
        for _ in range(200):
            out.write(b"0,0\n" * 2**18)
    source = a_file(tmp_path, packed.getvalue(), "sent.csv.gz")
    tracemalloc.start()
    assert "far more than it holds" in refusal(source, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 * 2**20


def test_a_zip_bomb_is_refused_by_what_its_directory_says(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="far more than it holds"):
        members(Source(a_zip(tmp_path, {"a.csv": b"0" * 2**26})))


def test_a_short_file_that_repeats_itself_is_no_bomb(tmp_path: Path) -> None:
    text = b"area,count\n" + b"E01990001,1\n" * 200_000
    assert unpacked(a_file(tmp_path, gzip.compress(text), "sent.csv.gz"), tmp_path) == text


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "..\\out.csv", "C:\\out.csv"])
def test_a_name_that_leads_out_of_its_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="leads out of its folder"):
        members(Source(a_zip(tmp_path, {name: TEXT})))


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("link.csv")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(Refusal, match="leads out of its folder"):
        members(Source(path))


def test_a_zip_with_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_MEMBERS", 3)
    with pytest.raises(Refusal, match="more than 3 files"):
        members(Source(a_zip(tmp_path, {f"{number}.csv": TEXT for number in range(4)})))


def test_a_zip_whose_directory_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = a_zip(tmp_path, {"a.csv": TEXT}).read_bytes()
    with pytest.raises(Refusal, match="cut short"):
        members(a_file(tmp_path, whole[:-30], "cut.zip"))


def test_a_member_whose_checksum_is_wrong_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", TEXT)
    path.write_bytes(path.read_bytes().replace(b"Norsea,12", b"Norsea,13"))
    assert "damaged" in refusal(Source(path, "a.csv"), tmp_path)


def test_a_zip_s_own_date_is_that_of_its_newest_member(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, year in (("a.csv", 2024), ("b.csv", 2025)):
            archive.writestr(zipfile.ZipInfo(name, (year, 3, 4, 0, 0, 0)), TEXT)
    found = members(Source(path))
    assert found is not None
    assert {source.dated for source in found} == {"2025-03-04"}


def test_what_a_computer_put_beside_the_files_is_passed_over(tmp_path: Path) -> None:
    path = a_zip(tmp_path, {"a.csv": TEXT, "__MACOSX/._a.csv": b"x", ".DS_Store": b"x"})
    assert [source.member for source in members(Source(path)) or ()] == ["a.csv"]


def test_a_table_with_a_zip_hung_on_its_end_is_read_as_the_table(tmp_path: Path) -> None:
    hidden = a_zip(tmp_path, {"x.csv": TEXT}).read_bytes()
    assert members(a_file(tmp_path, TEXT + hidden)) is None


def test_a_line_without_end_is_refused_after_its_first_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as out:
        out.write(b"a,b\n")
        for _ in range(64):
            out.write(b"1,2," * 2**18)
    tracemalloc.start()
    assert "more than 1,048,576 characters" in refusal(Source(path), tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 2**20


@pytest.mark.parametrize("before", [b"", b"a,", b"1,2\n" * 300_000])
def test_a_quotation_mark_that_is_never_closed_is_refused_after_a_megabyte(before: bytes, tmp_path: Path) -> None:
    with (tmp_path / "open.csv").open("wb") as out:
        out.write(b"a,b\n" + before + b'"')
        for _ in range(64):
            out.write(b"1,2\n" * 2**18)
    assert "never closed" in refusal(Source(tmp_path / "open.csv"), tmp_path)


@pytest.mark.parametrize("value", [b'a 5" pipe', b'"quoted"', b'"with ""quotes"" inside"', b'"on\ntwo lines"'])
def test_quotation_marks_of_other_kinds_do_no_harm(value: bytes, tmp_path: Path) -> None:
    text = b"a,b\n1," + value + b"\n" + b"1,2\n" * 2**19
    assert unpacked(a_file(tmp_path, text), tmp_path) == text


def test_outlines_may_stand_on_one_long_line(tmp_path: Path) -> None:
    text = b'{"type": "FeatureCollection", "features": [' + b" " * (2 * 2**20) + b"]}"
    assert unpacked(a_file(tmp_path, text, "a.geojson"), tmp_path) == text


def test_a_label_can_t_turn_the_rest_of_a_line_about(tmp_path: Path) -> None:
    assert Source(tmp_path / "sent.zip", "a/\u202evsc.exe\n\x1b[31m.csv").label == "sent.zip:?vsc.exe??[31m.csv"


def test_a_folder_is_searched_in_order_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.csv", "a/c.csv", ".git/d.csv", "a/.e.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    assert [source.path.relative_to(tmp_path).as_posix() for source in sources(tmp_path)] == ["a/c.csv", "b.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.csv").write_bytes(TEXT)
    (tmp_path / "in" / "link.csv").symlink_to(tmp_path / "out.csv")
    assert list(sources(tmp_path / "in")) == []


def test_a_path_where_nothing_is_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no file or folder"):
        list(sources(tmp_path / "absent.csv"))
