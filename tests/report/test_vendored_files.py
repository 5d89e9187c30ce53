"""What is not written by us is exactly what its makers published."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "vendor"


def test_every_vendored_file_has_the_sum_that_the_readme_states():
    rows = re.findall(
        r"^\| `([^`]+)` .*?\| `([0-9a-f]{64})` \|", (VENDOR / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert rows
    for name, stated in rows:
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == stated, name
