"""What the page on running it says of signing in through an organisation is so."""

from __future__ import annotations

import re
import tomllib

from docs.documented import DOCS
from web.served import ROOT

from upriver.words.access.methods import MAY, NEEDS, sign_in_method

TEXT = (DOCS / "how-to" / "run-it.md").read_text("utf-8").split("## Sign in through an organisation")[1].split("\n## ")[0]
CODE = "\n".join(path.read_text("utf-8") for path in (ROOT / "src" / "upriver" / "web" / "signing").glob("*.py"))


def test_the_declaration_is_one() -> None:
    slug, text = re.search(r"sign_in/(\w+)\.toml <<'END'\n(.*?)END", TEXT, re.S).groups()
    found = sign_in_method(slug, tomllib.loads(text))
    assert found.hosts == ("login.microsoftonline.com",) and found.tenants == ("TENANT-ID",)
    assert f"`{found.secret_name}`" in TEXT and f"/sign-in/back/{slug}/" in TEXT


def test_its_settings_are_known() -> None:
    told = [name for row in re.findall(r"^\| (`.*?) \| the file \|", TEXT, re.M) for name in re.findall(r"`(\w+)`", row)]
    assert told and set(told) <= {*NEEDS, *MAY}


def test_what_the_log_is_said_to_say_it_says() -> None:
    for words in re.findall(r"^\| `(?:its \.\.\. )?([a-z][^`.]{12,})` ", TEXT, re.M):
        assert words in CODE or words.replace("its email", "its {name}") in CODE, words
    assert "signing in by {one.slug} was refused" in (ROOT / "src/upriver/web/pages/signing/organisations.py").read_text("utf-8")


def test_it_says_that_nobody_has_tried_it() -> None:
    assert "Not tried against a real organisation" in TEXT
