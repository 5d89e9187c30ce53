"""Packages: one sealed zip of a file and its manifest, as a provider sends it; made and opened, within bounds."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from upriver.intake.opening import ALWAYS_ROOM, DENSEST, LARGEST, sources
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import Submission, manifest, read_manifest

MANIFEST = "manifest.json"
MAPPING = "mapping.toml"
BESIDE = ".manifest.json"
LARGEST_MANIFEST = 2**20
BLOCK = 2**20
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Package:
    """What was sent as one thing: a zip, or a file (`data`) with its manifest beside it (`path`); `called` where it lies under no name of its own."""

    path: Path
    data: Path | None = None
    called: str = ""

    @property
    def label(self) -> str:
        """Its name for a person, without characters that would turn or hide the rest of a line."""
        name = self.called or (self.data or self.path).name
        return "".join(letter if letter.isprintable() else "?" for letter in name)


def packages(paths: Iterable[Path]) -> tuple[tuple[Package, ...], tuple[Path, ...]]:
    """What among files and folders are packages, and the rest; a folder with a package in it is taken file by file."""
    found: list[Package] = []
    rest: list[Path] = []
    for path in paths:
        inside = [source.path for source in sources(path)] if path.is_dir() else [path]
        here = [each for each in map(_package, inside) if each is not None]
        found += here
        taken = {part for each in here for part in (each.path, each.data)}
        if not here:
            rest.append(path)
        else:
            rest += [each for each in inside if each not in taken and not _is_beside(each)]
    return tuple(dict.fromkeys(found)), tuple(rest)


def _package(path: Path) -> Package | None:
    if not path.is_file():
        return None
    if _is_beside(path):
        stem = path.name[: -len(BESIDE)]
        data = [each for each in sorted(path.parent.glob(f"{_plain(stem)}.*")) if each != path and not _is_beside(each)]
        return Package(path, data[0]) if len(data) == 1 else None
    beside = path.with_name(path.stem + BESIDE)
    if beside.is_file():
        return Package(beside, path)
    try:
        with path.open("rb") as stream:
            if stream.read(4) != b"PK\x03\x04":
                return None
        with zipfile.ZipFile(path) as archive:
            return Package(path) if MANIFEST in archive.namelist() else None
    except _BROKEN:
        return None


def _is_beside(path: Path) -> bool:
    return path.name.endswith(BESIDE) and path.name != BESIDE


def _plain(text: str) -> str:
    """Text for a pattern of names, in which nothing stands for anything else."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in text)


def read(package: Package, *, trusted: bool = False) -> Submission:
    """What the manifest says. `trusted` lets a broken seal pass: a person has looked.

    Raises:
        Refusal: there is no manifest that can be read, or its seal doesn't fit.
    """
    if package.data is not None:
        if package.path.stat().st_size > LARGEST_MANIFEST:
            raise _wrong(package, "its manifest is far too long")
        return read_manifest(package.path.read_bytes(), package.label, sealed=False, trusted=trusted)
    text = _small_member(package, MANIFEST, "its manifest", broken="it is damaged")
    return read_manifest(text, package.label, trusted=trusted)


def _small_member(package: Package, name: str, what: str, *, broken: str) -> bytes:
    """The bytes of a member that is never long; `broken` says what is wrong where it isn't there or can't be read."""
    try:
        with zipfile.ZipFile(package.path) as archive:
            info = archive.getinfo(name)
            if info.file_size > LARGEST_MANIFEST or info.flag_bits & 1:
                raise _wrong(package, f"{what} is far too long, or locked")
            return archive.read(info)
    except (KeyError, *_BROKEN):
        raise _wrong(package, broken) from None


def take_out(package: Package, sent: Submission, into: Path) -> str:
    """Write the file of a package to `into`; gives the SHA-256 of its bytes.

    Raises:
        Refusal: the file isn't there, others lie beside it, it is damaged, or unpacks to far more than it holds.
    """
    digest, size = hashlib.sha256(), 0
    try:
        with _data(package, sent) as (stream, most), into.open("wb") as out:
            while block := stream.read(BLOCK):
                size += len(block)
                if size > most:
                    raise _wrong(package, "it unpacks to far more than it holds")
                digest.update(block)
                out.write(block)
    except Refusal:
        into.unlink(missing_ok=True)
        raise
    except _BROKEN:
        into.unlink(missing_ok=True)
        raise _wrong(package, "it is cut short or damaged") from None
    return digest.hexdigest()


def take_mapping(package: Package, sent: Submission, into: Path) -> bool:
    """Write the sender's mapping, where one travels in the package, to `into`; whether there is one.

    Raises:
        Refusal: it isn't the one that the manifest speaks of, is far too long, or can't be read.
    """
    if not sent.mapping or package.data is not None:
        return False
    text = _small_member(package, MAPPING, "its mapping", broken="its mapping is missing or damaged")
    if hashlib.sha256(text).hexdigest() != sent.mapping:
        raise _wrong(package, "its mapping isn't the one that its manifest speaks of")
    into.write_bytes(text)
    return True


@contextmanager
def _data(package: Package, sent: Submission) -> Iterator[tuple[IO[bytes], int]]:
    """The bytes of the file that a manifest speaks of, and the most that may come."""
    if package.data is not None:
        with package.data.open("rb") as stream:
            yield stream, LARGEST
        return
    with zipfile.ZipFile(package.path) as archive:
        names = [info.filename for info in archive.infolist()]
        if sorted(names) != sorted((MANIFEST, sent.file, *((MAPPING,) if sent.mapping else ()))):
            raise _wrong(package, "it doesn't hold just its manifest and the file that this names")
        info = archive.getinfo(sent.file)
        if info.flag_bits & 1:
            raise _wrong(package, "it is locked with a password")
        with archive.open(info) as stream:
            yield stream, min(LARGEST, max(DENSEST * info.compress_size, ALWAYS_ROOM))


def write(sent: Submission, data: Path | None, to: Path, *, mapping: Path | None = None) -> None:
    """Write a package: the same file, mapping and declaration give the same bytes. Whole, or not there."""
    beside = to.with_name(f".{to.name}.new")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_entry(MANIFEST), manifest(sent))
            if mapping is not None:
                archive.writestr(_entry(MAPPING), mapping.read_bytes())
            if data is not None:
                with archive.open(_entry(sent.file), "w", force_zip64=True) as out, data.open("rb") as stream:
                    while block := stream.read(BLOCK):
                        out.write(block)
        beside.replace(to)
    except OSError:
        raise Refusal(f"{to.name} can't be written there", do="Name a file in a folder that you may write to.") from None
    finally:
        beside.unlink(missing_ok=True)


def hash_of(path: Path) -> str:
    """SHA-256 of a file's bytes.

    Raises:
        Refusal: it can't be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        raise Refusal(f"{path.name} can't be read", do="Check the path and who may read it.") from None


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry with a date that never changes, and the same system whatever this one is."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
    return info


def _wrong(package: Package, why: str) -> Refusal:
    return Refusal(f"the package {package.label} was not opened: {why}",
                   do="Ask its sender to make it again and send it by a safe road.")
