"""G4: whoever holds the keys of people and not the secret finds nobody by trying every number, postcode and day of birth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pytest

from upriver.words.sharing.person_key import bare, person_key

SECRET = b"a long secret that stays with its provider"
GUESSED = 1_000_000
HELD = 2_000
WEAK = (b"", b"secret", b"upriver", b"norsea")


def people() -> Iterator[str]:
    """Made-up people as a provider might name them: a postcode and a day of birth, all different."""
    for number in range(GUESSED):
        unit = f"NX{number // 40_000 % 25 + 1} {number // 400 % 10}{chr(65 + number // 20 % 20)}{chr(65 + number % 20)}"
        yield f"{unit}|{(date(1940, 1, 1) + timedelta(days=number % 27_011 + number // 400_000)).isoformat()}"


@pytest.mark.big
def test_a_dictionary_of_a_million_finds_nobody_without_the_secret() -> None:
    held = {person_key(SECRET, each) for each in islice(people(), 500_000, 500_000 + HELD)}
    assert len(held) == HELD
    tried = found = 0
    for each in people():
        plain = bare(each).encode()
        found += hashlib.sha256(plain).hexdigest() in held
        tried += 1
    for secret in WEAK:
        found += sum(person_key(secret, each) in held for each in islice(people(), 490_000, 510_000))
    assert sum(person_key(SECRET, each) in held for each in islice(people(), 499_000, 503_000)) == HELD, "with the secret it is a matter of minutes"
    print(f"G4: {tried:,} postcodes with days of birth tried against {HELD:,} keys: {found} found")
    assert (tried, found) == (GUESSED, 0)
