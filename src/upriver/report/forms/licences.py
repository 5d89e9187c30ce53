"""What licences ask to be printed, in as few lines as say it all."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ENDS = re.compile(r"(?P<says>.+) \((?P<who>[^()]+)\)\.\Z")


def acknowledged(statements: Iterable[str]) -> tuple[str, ...]:
    """Each statement once, in order; those alike but for the publisher in their last brackets become one that names them all."""
    said: dict[str, list[str]] = {}
    for each in dict.fromkeys(statements):
        found = _ENDS.fullmatch(each)
        said.setdefault(found["says"] if found else each, []).extend([found["who"]] if found else [])
    return tuple(f"{says} ({'; '.join(who)})." if who else says for says, who in said.items())
