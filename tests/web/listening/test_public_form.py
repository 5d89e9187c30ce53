"""Have your say on the public origin: open only where it is read, adds and never reads, asks and keeps nothing that tells who."""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

import upriver
from upriver.store.folder import Folder
from upriver.web.public.pace import Pace
from upriver.web.public.site import Site
from upriver.web.public.voicing import NOTICE, Voices
from upriver.words.voices.entry import name_of
from upriver.words.voices.notice import Notice

PAGE = "/have-your-say/"
STATIC = '<!DOCTYPE html><html lang="en" class="upriver"><head><title>Have your say</title></head><body><main id="main"><h1>Have your say</h1>As published<h2 id="a">A</h2><h2 id="b">B</h2><h2 id="c">C heard</h2></main></body></html>'


class Reader:
    """A reader's browser on the public site."""

    def __init__(self, root: Path, **how: Any) -> None:
        self.root, self.left = root, []
        (root / "published" / "have-your-say").mkdir(parents=True)
        (root / "published" / "have-your-say" / "index.html").write_text(STATIC, "utf-8")
        self.site = Site(root / "published", Voices(Folder(root), self._leave, clock=lambda: "2026-02-02T10:00:00Z", **how))

    def _leave(self, said: Any, **more: Any) -> str:
        self.left.append((said, more))
        return name_of(said, more["form"])

    def set(self, notice: Notice) -> Reader:
        (self.root / NOTICE).write_text(json.dumps(notice.table()), "utf-8")
        return self

    def ask(self, values: Mapping[str, str] | None = None, *, query: str = "", body: bytes | None = None, path: str = PAGE, **headers: str) -> tuple[str, str, dict[str, str]]:
        sent = body if body is not None else urlencode(values).encode() if values is not None else b""
        posted = values is not None or body is not None
        environ = {"REQUEST_METHOD": "POST" if posted else "GET", "PATH_INFO": path, "QUERY_STRING": query, "CONTENT_LENGTH": str(len(sent)), "HTTP_HOST": "say.example",
                   "CONTENT_TYPE": "application/x-www-form-urlencoded", "wsgi.input": io.BytesIO(sent), "REMOTE_ADDR": "192.0.2.1",
                   **({"HTTP_ORIGIN": "https://say.example"} if posted else {}), **headers}
        got: list[Any] = []
        text = b"".join(self.site(environ, lambda status, found: got.extend([status, dict(found)]))).decode()
        return got[0][:3], text, got[1]


OPEN = Notice(True, "2026-02-06", "day", "Telephone 01632 960120", 1, 12, (("E07009901", "Harrowmere"),))


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path).set(OPEN)


def test_without_a_notice_the_published_page_stands_as_it_is(tmp_path: Path):
    assert Reader(tmp_path).ask()[1] == STATIC


def test_where_it_is_open_the_form_takes_the_place_of_the_words(reader: Reader):
    status, text, headers = reader.ask()
    assert status == "200" and "<textarea" in text and "C heard" in text and "As published" not in text and "Set-Cookie" not in headers


def test_it_says_when_it_is_read_and_that_it_is_not_for_emergencies(reader: Reader):
    text = reader.ask()[1]
    assert "every working day" in text and "not for emergencies" in text and "999" in text


@pytest.mark.parametrize("notice", [Notice(False, ways=OPEN.ways), Notice(True, "2026-02-01", ways=OPEN.ways)])
def test_shut_or_not_read_for_long_it_gives_ways_to_speak_to_a_person(reader: Reader, notice: Notice):
    status, text, _ = reader.set(notice).ask()
    assert status == "200" and "<textarea" not in text and "01632 960120" in text


def test_nothing_is_taken_while_it_is_shut(reader: Reader):
    assert reader.set(Notice(False, ways="x")).ask({"words": "Lights"})[0] == "409" and not reader.left


def test_what_is_sent_is_left_once_with_its_answers(reader: Reader):
    status, text, _ = reader.ask({"slip": "a" * 24, "words": " Lights\r\nplease ", "area": "E07009901", "when": "now", "age": "13_17"})
    said, more = reader.left[0]
    assert status == "200" and "Thank you" in text and (said.words, said.area, said.when, said.age) == ("Lights\nplease", "E07009901", "now", "13_17")
    assert more["harm"] == () and more["contacts"] == ()


def test_the_same_form_sent_twice_has_one_name_and_changed_words_another(reader: Reader):
    for words in ("Lights", "Lights", "More lights"):
        reader.ask({"slip": "a" * 24, "words": words})
    names = [name_of(said, more["form"]) for said, more in reader.left]
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize("name", ["area", "when", "age"])
def test_what_no_list_offers_is_not_kept(reader: Reader, name: str):
    reader.ask({"words": "Lights", name: "Ask for Jo at number 4"})
    assert getattr(reader.left[0][0], name) == ""


def test_contact_details_are_pointed_out_first_and_may_be_sent_anyway(reader: Reader):
    first = reader.ask({"words": "Ring 07700 900123"})[1]
    assert "not sent yet" in first and "a phone number" in first and "Ring 07700 900123</textarea>" in first and not reader.left
    reader.ask({"words": "Ring 07700 900123", "anyway": "yes"})
    assert reader.left[0][1]["contacts"] == ("phone",)


def test_words_that_may_tell_of_harm_bring_help_at_once(reader: Reader):
    text = reader.ask({"words": "My step-dad hits me"})[1]
    assert reader.left[0][1]["harm"] == ("hurt_by_somebody",) and "Childline" in text and "0800 1111" in text


def test_nothing_written_is_said_at_the_field(reader: Reader):
    status, text, _ = reader.ask({"words": "  "})
    assert status == "422" and 'href="#words"' in text and "words-error" in text and "<title>Error:" in text


def test_too_long_keeps_what_was_typed(reader: Reader):
    status, text, _ = reader.ask({"words": "a" * 2_001})
    assert status == "422" and "a" * 2_001 in text and not reader.left


@pytest.mark.parametrize("headers", [
    {"HTTP_ORIGIN": "https://other.example"}, {"HTTP_ORIGIN": "null"}, {"HTTP_ORIGIN": ""}, {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"}, {"HTTP_SEC_FETCH_SITE": "none"},
])
def test_a_form_of_another_site_is_refused(reader: Reader, headers: dict[str, str]):
    assert reader.ask({"words": "Lights"}, **headers)[0] == "403" and not reader.left


@pytest.mark.parametrize(("status", "headers"), [("413", {"CONTENT_LENGTH": "30001"}), ("413", {"CONTENT_LENGTH": "-1"}), ("413", {"CONTENT_LENGTH": ""}),
                                                 ("415", {"CONTENT_TYPE": "application/json"}), ("405", {"REQUEST_METHOD": "DELETE"})])
def test_what_no_form_sends_is_refused_with_words(reader: Reader, status: str, headers: dict[str, str]):
    got, text, _ = reader.ask({"words": "Lights"}, **headers)
    assert got == status and "This was not sent" in text and not reader.left


@pytest.mark.parametrize("body", [b"\xff\xfe=\x00", b"words=%ff%fe%00x", b"&" * 500, b"=&=&="])
def test_bytes_of_any_kind_are_answered(reader: Reader, body: bytes):
    assert reader.ask(body=body)[0] in ("200", "422", "413")


def test_too_many_fields_are_refused(reader: Reader):
    assert reader.ask(body=b"&".join(b"a%d=1" % n for n in range(50)))[0] == "413" and not reader.left


def test_what_was_typed_is_never_markup(reader: Reader):
    text = reader.ask({"words": "</textarea><script>x</script> me@example.org"})[1]
    assert "<script>x" not in text


def test_a_seventh_entry_within_the_hour_is_told_to_wait_and_keeps_its_words(reader: Reader):
    for n in range(6):
        reader.ask({"words": f"Lights {n}"})
    status, text, headers = reader.ask({"words": "Lights 7"})
    assert status == "429" and "Lights 7</textarea>" in text and headers["Retry-After"] == "3600" and len(reader.left) == 6


def test_where_the_desk_fails_the_words_are_still_there(reader: Reader):
    def broken(*args: Any, **more: Any) -> str:
        raise RuntimeError("database is locked")

    assert reader.site.voices
    reader.site.voices.leave = broken
    status, text, _ = reader.ask({"words": "Lights 7"})
    assert status == "503" and "Lights 7</textarea>" in text and "locked" not in text


def test_an_hour_later_it_may_be_sent():
    pace = Pace(each=1)
    assert [pace.too_fast("x", at) for at in (0, 1, 3601.5)] == [False, True, False]


def test_behind_a_proxy_the_last_address_that_it_names_counts(tmp_path: Path):
    reader = Reader(tmp_path, behind_proxy=True, pace=Pace(each=1)).set(OPEN)
    got = [reader.ask({"words": f"Lights {n}"}, HTTP_X_FORWARDED_FOR=f"203.0.113.9, 198.51.100.{n}")[0] for n in (1, 2, 2)]
    assert got == ["200", "200", "429"]


def test_without_a_proxy_what_is_said_of_addresses_is_not_believed(tmp_path: Path):
    reader = Reader(tmp_path, pace=Pace(each=1)).set(OPEN)
    assert [reader.ask({"words": f"Lights {n}"}, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")[0] for n in (1, 2)] == ["200", "429"]


def test_in_welsh_the_page_says_its_language_and_keeps_it(reader: Reader):
    text = reader.ask(query="lang=cy")[1]
    assert '<main id="main" lang="cy">' in text and 'action="/have-your-say/?lang=cy"' in text and 'href="?lang=en"' in text


def test_where_a_welsh_edition_is_published_the_form_stands_in_it(reader: Reader):
    place = reader.root / "published" / "cy" / "have-your-say"
    place.mkdir(parents=True)
    (place / "index.html").write_text(STATIC.replace('lang="en"', 'lang="cy"').replace("C heard", "Clywyd").replace("<h1>", '<p class="tongue"></p><h1>'), "utf-8")
    text = reader.ask(path="/cy/have-your-say/")[1]
    assert "Clywyd" in text and 'action="/cy/have-your-say/"' in text and '<main id="main">' in text and "say-language" not in text


def test_a_damaged_notice_is_a_shut_form(reader: Reader):
    (reader.root / NOTICE).write_text("{", "utf-8")
    assert reader.ask()[1] == STATIC


def test_the_public_code_knows_one_verb_of_the_desk():
    known = set()
    for path in (Path(upriver.__file__).parent / "web" / "public").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("upriver.desk"):
                known |= {f"{node.module}.{each.name}" for each in node.names}
    assert known == {"upriver.desk.voices.leaving.leave", "upriver.desk.opening.open_desk", "upriver.desk.opening.settings_of"}
