"""The kinds of background work, one file each.

A kind says what it is called (`KIND`, `TITLE`), which right its asker must still hold when it is begun (`RIGHT`), of which thing
where it is about one (`OF`: the thing's kind and the field of `body` with its id), how much it may take (`MEMORY` in bytes,
`SECONDS`), and does it: `run(folder, body, *, by, at, tell) -> Done`. Every kind may be begun again after a stop at any moment
with the same `at`, and then ends as if it had never stopped.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from upriver import shelf

GIB = 2**30


@cache
def kinds() -> dict[str, ModuleType]:
    """Every kind of work by its name."""
    return {module.KIND: module for module in shelf.modules("upriver.desk.jobs.kinds")}
