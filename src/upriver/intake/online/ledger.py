"""The note of what was fetched into a folder: `fetched.json`, one entry a file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from upriver.intake.online.downloads import note_of, part_of, sha256_of
from upriver.intake.online.sources import check_file_name
from upriver.words.refusal import Refusal

NAME = "fetched.json"


@dataclass(frozen=True, slots=True)
class Noted:
    """One fetched file: whence, when, how long, what it hashes to, and under which licence."""

    source: str
    title: str
    publisher: str
    licence: str
    address: str
    member: str | None
    fetched_at: datetime
    size: int
    sha256: str
    etag: str | None
    last_modified: str | None


class Ledger:
    """What was fetched into one folder, written anew after every file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / NAME
        self.files: dict[str, Noted] = {}
        if self.path.exists():
            try:
                written = json.loads(self.path.read_text(encoding="utf-8"))["files"]
                self.files = {name: _noted(entry) for name, entry in written.items()}
            except (ValueError, KeyError, TypeError, AttributeError) as fault:
                raise Refusal(f"{self.path} can't be read", do="Move it away and fetch again.") from fault

    def still_there(self, name: str) -> Noted | None:
        """The entry of a file that is there with the length and hash it was noted with, else None."""
        noted, path = self.files.get(name), self.folder / name
        if noted is None or not path.is_file() or path.stat().st_size != noted.size:
            return None
        return noted if sha256_of(path) == noted.sha256 else None

    def check_free(self, name: str) -> None:
        """Refuse to write over a file that was not fetched, or was changed since, or a link elsewhere."""
        check_file_name(name)
        path = self.folder / name
        if any(each.is_symlink() for each in (path, part_of(path), note_of(path))):
            raise Refusal(f"{path} is a link to somewhere else", do="Remove the link, then fetch again.")
        if path.exists():
            why = "was changed since it was fetched" if name in self.files else "was not fetched by Upriver"
            raise Refusal(f"{path} is there and {why}, so it is not written over",
                          do="Move it away or choose another folder, then fetch again.")

    def note(self, name: str, noted: Noted) -> None:
        """Note a file; the whole ledger is written beside the old one, then put in its place."""
        self.files[name] = noted
        entries = {key: {**asdict(entry), "fetched_at": _written(entry.fetched_at)}
                   for key, entry in self.files.items()}
        fresh = self.path.with_name(NAME + ".new")
        fresh.unlink(missing_ok=True)  # were it a link, it would be written through
        fresh.write_text(json.dumps({"files": entries}, indent=2, sort_keys=True, ensure_ascii=False) + "\n",
                         encoding="utf-8")
        fresh.replace(self.path)


def _written(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _noted(entry: dict[str, object]) -> Noted:
    return Noted(**{**entry, "fetched_at": datetime.fromisoformat(str(entry["fetched_at"]))})  # type: ignore[arg-type]
