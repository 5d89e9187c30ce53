"""S11: nothing in the repository has the shape of a key, a token or a password that somebody forgot there."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PLACES = ("src", "docs", "tests", "scripts", "benchmarks", "ci")
READ = {".py", ".toml", ".md", ".html", ".js", ".css", ".txt", ".lock", ".json", ".csv", ".svg", ".typ", ".yml", ".yaml", ".cfg", ".ini", ".service", ".conf", ".sh", ""}
SHAPES = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16}"),
    "a key of a cloud": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b|\bAccountKey=[A-Za-z0-9+/=]{40,}"),
    "a token of a service": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{40}|\bglpat-[\w-]{20}|\bxox[abpr]-[\w-]{20}|\bpypi-[\w-]{50}|\bsk_live_\w{20}|\bSG\.[\w-]{20}\."),
    "a signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}"),
    "a password in an address": re.compile(r"\b[a-z]+://[\w.-]+:(?!\.\.\.)[^\s:@/{}<>$\"'*]{6,}@(?![\w.-]*\.invalid)[\w.-]+"),
}
GIVEN = re.compile(r"""\b\w*(?:secret|passw(?:or)?d|token|api_?key|private_?key)\w*["']?\s*[:=]\s*["']([^"'\s{}<>]{16,})["']""", re.I)
"""A name that promises a secret, with a value written out."""
MADE_UP = ("tests/intake/test_fetching.py",)
"""Files whose business is what looks like one: an address with a password of nobody's, which mustn't be printed."""
BITS = 3.6
"""Bits a sign: words stay below, what a machine draws lies above."""


def files() -> Iterator[Path]:
    """Everything in the repository that is text and that somebody wrote."""
    yield from (path for path in sorted(ROOT.iterdir()) if path.is_file() and path.suffix in READ)
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*")):
            if path.is_file() and path.suffix in READ and "__pycache__" not in path.parts and path.stat().st_size < 3_000_000:
                yield path


def bits(text: str) -> float:
    """How many bits each sign of a text carries, by how often each stands in it."""
    return -sum(each / len(text) * math.log2(each / len(text)) for each in Counter(text).values())


def secrets(text: str, *, given: bool) -> list[str]:
    """What in a text has the shape of a secret, by kind and line, never the secret itself; `given`: values under telling names count."""
    found = [f"{kind}, line {text.count(chr(10), 0, hit.start()) + 1}" for kind, shape in SHAPES.items() for hit in shape.finditer(text)]
    drawn = [hit for hit in GIVEN.finditer(text) if given and bits(hit[1]) > BITS and re.search(r"\d", hit[1])]
    return found + [f"a drawn value under a telling name, line {text.count(chr(10), 0, hit.start()) + 1}" for hit in drawn]


def test_nothing_in_the_repository_is_a_secret() -> None:
    read, found = 0, {}
    for path in files():
        text = path.read_text("utf-8", "replace")
        read += 1
        if hits := secrets(text, given=path.is_relative_to(ROOT / "src")):
            found[path.relative_to(ROOT).as_posix()] = hits
    for name in MADE_UP:
        assert found.pop(name)
    print(f"S11: {read} files read, {len(found)} with something of the shape of a secret")
    assert read > 1_000 and found == {}


@pytest.mark.parametrize("planted", [
    "-----BEGIN RSA " + "PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA7x", "key = AKIA" + "ABCDEFGHIJKLMNOP", "ghp_" + "a1B2" * 9, "postgresql://app:" + "hunter2hunter2@db.example.org/x",
    "eyJ" + "hbGciOiJIUzI1NiJ9." + "eyJ" + "zdWIiOiIxMjM0NTY3." + "SflKxwRJSMeKKF2QT4fwpM", 'SECRET' + '_KEY = "q8Zr2Lw9Xc4Vb7Nm1Kp3"',
])
def test_a_planted_secret_is_found(planted: str) -> None:
    assert secrets(f"# a line\n{planted}\n", given=True)
