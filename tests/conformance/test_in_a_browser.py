"""The checker as a partner opens it: a file on disk, in Chromium, held to the same fixtures as the command line."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conformance.cases import NEEDED, OWN, Case, Found, cases, told
from conformance.making import csv_of, many
from conformance.test_on_the_command_line import LAYOUTS, found_by, profiles_of

from upriver.disclose.rules import rules
from upriver.intake.checker.bundle import checker
from upriver.intake.mapping import read_profile
from upriver.pipeline.sharing.aggregating import aggregate, with_keys
from upriver.shelf import declared
from upriver.words.sharing.leaving import Signed

pytestmark = pytest.mark.browser

RULES = rules(OWN)
WATCH = """
window.heard = [];
document.addEventListener("securitypolicyviolation", (event) => window.heard.push(event.violatedDirective));
window.addEventListener("error", (event) => window.heard.push(String(event.message)));
window.addEventListener("unhandledrejection", (event) => window.heard.push(String(event.reason)));
"""
READ = """() => {
  const verdict = document.querySelector("#verdict [data-outcome]");
  const faults = [...document.querySelectorAll(".fault[data-rule]")].map((each) => ({ ...each.dataset }));
  return { ...verdict.dataset, faults };
}"""
SIGNED = Signed("Norsea NHS Trust", "A. Officer", "Information governance lead", "2026-04-30")


class Opened:
    """The checker of one contract, open in a tab that notes every request, dialog and breach of its own policy."""

    def __init__(self, browser: Any, path: Path) -> None:
        self.context = browser.new_context(accept_downloads=True, offline=True)
        self.page = self.context.new_page()
        self.noted: list[str] = []
        self.page.on("request", lambda request: None if request.url.startswith(("file:", "blob:")) else self.noted.append(request.url))
        self.page.on("dialog", lambda dialog: (self.noted.append(dialog.type), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.noted.append(str(error)))
        self.page.on("console", lambda line: self.noted.append(line.text) if line.type == "error" else None)
        self.page.add_init_script(WATCH)
        self.page.goto(path.as_uri())

    def choose(self, path: Path, staying: bool = False) -> dict[str, Any]:
        self.page.set_input_files("#file", [])
        self.page.evaluate("document.querySelector('#verdict').replaceChildren()")
        self.page.set_input_files("#file", str(path))
        self.page.wait_for_selector("#verdict [data-outcome]", timeout=120_000)
        going = self.page.get_by_role("button", name="Go on: these columns stay here")
        if staying and going.count():
            self.page.evaluate("document.querySelector('#verdict [data-outcome]').removeAttribute('data-outcome')")
            going.click()
            self.page.wait_for_selector("#verdict [data-outcome]", timeout=120_000)
        read: dict[str, Any] = self.page.evaluate(READ)
        return read

    def save(self, name: str) -> tuple[str, bytes]:
        with self.page.expect_download() as coming:
            self.page.get_by_role("button", name=name).first.click()
        return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()

    def sign(self, signed: Signed) -> None:
        for label, value in (("Organisation", signed.provider), ("Officer's name", signed.name),
                             ("Officer's role", signed.role), ("Date", signed.on)):
            self.page.get_by_label(label, exact=True).fill(value)

    @property
    def heard(self) -> list[str]:
        return [*self.noted, *self.page.evaluate("window.heard")]


@pytest.fixture(scope="module")
def open_checker(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Opens the checker of a contract, with a mapping or without; each is made and opened once."""
    there: dict[tuple[str, str], Opened] = {}
    folder = tmp_path_factory.mktemp("checkers")

    def opened(slug: str, mapping: str = "") -> Opened:
        if (slug, mapping) not in there:
            path = folder / f"{slug}{mapping}.html"
            profile = read_profile(OWN / "mappings" / mapping, LAYOUTS) if mapping else None
            path.write_bytes(checker(LAYOUTS[slug], RULES[LAYOUTS[slug].rule], mapping=profile))
            there[slug, mapping] = Opened(browser, path)
        return there[slug, mapping]

    yield opened
    for each in there.values():
        each.context.close()


def in_the_browser(tab: Opened, path: Path, staying: bool = False) -> Found:
    read = tab.choose(path, staying)
    if "what" in read:
        return Found("refused", says=read["what"])
    faults = tuple(told(each["field"], each["rule"], int(each["count"]), [int(row) for row in each["rows"].split()])
                   for each in read["faults"])
    return Found(read["outcome"], int(read["rows"]), faults, sentences=tuple(each["says"] for each in read["faults"]))


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_checker_finds_what_the_command_line_finds(case: Case, open_checker: Any, tmp_path: Path):
    tab = open_checker(case.contract, case.mapping)
    path = tmp_path / case.file
    path.write_bytes(case.data)
    found = in_the_browser(tab, path, case.staying)
    assert found.outcome == case.outcome, found
    assert case.faults is None or found.faults == case.faults
    assert case.rows is None or found.rows == case.rows
    assert case.says in found.says
    if not case.staying and found.faults:
        assert found.sentences == found_by(case, tmp_path).sentences
    assert tab.heard == []


@pytest.mark.parametrize("case", [case for case in cases() if case.table is not None], ids=str)
def test_the_checker_makes_the_same_table_and_manifest(case: Case, open_checker: Any, tmp_path: Path):
    tab = open_checker(case.contract, case.mapping)
    path, scratch = tmp_path / case.file, tmp_path / "scratch"
    path.write_bytes(case.data)
    scratch.mkdir()
    tab.choose(path, case.staying)
    tab.sign(SIGNED)
    name, table = tab.save(f"Save {case.contract}_table.csv")
    declared, manifest = tab.save("Save its declaration")
    leaving = aggregate(path, LAYOUTS, slug=case.contract, signed=SIGNED, scratch=scratch,
                        profiles=profiles_of(case), own=OWN)
    assert (name, declared) == tuple(each.name for each in leaving.files)
    assert table.decode() == case.table
    assert (table, manifest) == tuple(each.read_bytes() for each in leaving.files)


EXAMPLES = [(slug, table["examples"]) for slug, table in declared("contracts").items()
            if table["holds"] not in ("outlines", "look_up") and any("csv" in each for each in table.get("examples", ()))]


@pytest.mark.parametrize(("slug", "examples"), EXAMPLES, ids=lambda each: each if isinstance(each, str) else "")
def test_the_examples_of_every_contract_are_judged_alike(slug: str, examples: list[dict[str, Any]], open_checker: Any, tmp_path: Path):
    for number, example in enumerate(each for each in examples if "csv" in each):
        work = tmp_path / str(number)
        work.mkdir()
        path = work / "example.csv"
        path.write_bytes(example["csv"].lstrip("\n").encode())
        here = found_by(Case("", slug, path.name, path.read_bytes(), ""), work)
        there = in_the_browser(open_checker(slug), path)
        assert there == here, example
        assert there.sentences == here.sentences


ODD = "0123456789-/:. ,+eETtZz_\u00a0\u0661QqapPRrilmcho1920"


def odd_texts(kind: str, seed: int, number: int) -> list[str]:
    """Texts near to those of a type: right ones with letters put in, taken out and changed."""
    chance = random.Random(f"{kind}{seed}")
    right = {"any_whole": "1,234", "number": "-1.25e3", "day": "2025-02-28", "ended": "2025-02-28T10:30:59.5+01:00",
             "month": "2025-02", "quarter": "2025-26 Q1", "financial_year": "Apr 2017 to Mar 2018", "year": "1999",
             "whole": "+120.0", "weight": "0.5", "area": "E01012345", "sex": "Not known", "note": "SO14 3AT 943 476 5919"}[kind]
    texts = []
    for _ in range(number):
        letters = list(right)
        for _ in range(chance.randint(0, 3)):
            at = chance.randrange(len(letters) + 1)
            letters[at : at + chance.randint(0, 1)] = chance.choice([[], [chance.choice(ODD)]])
        texts.append("".join(letters))
    return texts


@pytest.mark.parametrize("kind", ["any_whole", "number", "day", "ended", "month", "quarter", "financial_year", "year", "whole",
                                  "weight", "area", "sex", "note"])
def test_a_thousand_odd_texts_of_a_type_are_judged_alike(kind: str, open_checker: Any, tmp_path: Path):
    rows = [{**NEEDED, "reference": f"R{number}", kind: text} for number, text in enumerate(odd_texts(kind, 1, 1000))]
    path = tmp_path / "odd.csv"
    path.write_bytes(csv_of(rows))
    tab = open_checker("every_rule")
    in_the_browser(tab, path)
    _, saved = tab.save("Save the list of faults (CSV)")
    there = sorted(map(tuple, csv.reader(io.StringIO(saved.decode("utf-8-sig")))))
    from upriver.pipeline.sharing.checking import look_through
    from upriver.report.sheets.faults import faults_csv

    (tmp_path / "scratch").mkdir()
    looked = look_through(path, LAYOUTS, scratch=tmp_path / "scratch", slug="every_rule")
    here = sorted(map(tuple, csv.reader(io.StringIO(faults_csv(looked.faults).decode("utf-8-sig")))))
    assert there == here


def a_dialect(chance: random.Random) -> bytes:
    """A small file in some dialect, with quotation marks, line ends and shapes as exports have them, and as none should."""
    mark, end = chance.choice([",", ";", "\t"]), chance.choice(["\n", "\r\n", "\r"])
    odd = ["x", '"a""b"', f'"a{mark}b"', f'"l{end}m"', "", '5" k', ' "q"', '""', '"""', 'a"b"c', "'", '\\"', '"a\\"', "#c", '"x"y', "é",
           "\u2028", "\u00a0", " "]
    head = ["reference", "happened_at", "site", "which", *chance.sample(["note", "extra"], chance.randint(0, 2))]
    lines = [mark.join(head)]
    for _ in range(chance.randint(1, 6)):
        cells = [f"R{chance.randint(1, 9)}", "2025-01-05", "RHU03", *(chance.choice(odd) for _ in head[3:])]
        shape = chance.random()
        lines.append(mark.join(cells[:-1] if shape < 0.1 else [*cells, chance.choice(["", "x"])] if shape < 0.2 else cells))
        lines += [chance.choice(["", " ", "note"])] if chance.random() < 0.1 else []
    text = end.join(lines) + chance.choice(["", end, end + end])
    return text.encode(chance.choice(["utf-8", "utf-8-sig", "utf-16"]))


def test_dialects_made_up_at_random_are_read_alike(open_checker: Any, tmp_path: Path):
    tab = open_checker("every_rule")
    for seed in range(60):
        work = tmp_path / str(seed)
        work.mkdir()
        data = a_dialect(random.Random(seed))
        here = found_by(Case("", "every_rule", "made.csv", data, ""), work)
        assert in_the_browser(tab, work / "made.csv") == here, data


def test_keys_are_the_hashes_that_python_makes(open_checker: Any, tmp_path: Path):
    path, scratch = tmp_path / "own.csv", tmp_path / "scratch"
    path.write_text("reference,happened_at,site,which,words,NHS number,Surname\n"
                    "R1,2025-01-05,RHU03,\"a, b\",about Mr Smith,943 476 5919,Smith\n"
                    "R2,2025-02-05,RHU03,,,9434765919,Smith\n"
                    "R3,2025-02-30,RHU03,,,x,Jones\n"
                    "R4,2025-02-05,RHU03,,,,Jones\n", "utf-8")
    scratch.mkdir()
    tab, secret = open_checker("every_rule"), "a secret of some length"
    tab.choose(path)
    tab.page.get_by_label("The column that says who a person is").select_option(label="Column 6: NHS number")
    tab.page.get_by_label("The secret", exact=True).fill(secret)
    tab.page.get_by_role("button", name="Make rows with keys").click()
    tab.page.wait_for_selector("#keys-done .good")
    assert tab.page.get_by_label("The secret", exact=True).input_value() == ""
    tab.sign(SIGNED)
    _, rows = tab.save("Save every_rule_records.csv")
    _, manifest = tab.save("Save its declaration")
    key = hmac.new(secret.encode(), b"9434765919", hashlib.sha256).hexdigest()
    assert [line.split(",")[-1] for line in rows.decode().splitlines()] == ["person_key", key, key, ""]
    assert b"Smith" not in rows and secret.encode() not in rows + manifest
    leaving = with_keys(path, LAYOUTS, slug="every_rule", signed=SIGNED, scratch=scratch, column="NHS number", secret=secret.encode())
    assert (rows, manifest) == tuple(each.read_bytes() for each in leaving.files)


def test_a_value_known_and_true_goes_into_the_declaration(open_checker: Any, tmp_path: Path):
    path = tmp_path / "sent.csv"
    path.write_text("reference,happened_at,site,whole\nR1,2025-01-05,RHU03,121\nR2,2025-02-05,RHU03,5\n", "utf-8")
    tab = open_checker("every_rule")
    tab.choose(path)
    tab.page.get_by_text("A value is right though it breaks a rule").click()
    tab.page.get_by_label("Row number").fill("1")
    tab.page.get_by_label("Why it is true").fill("told by Mr Smith")
    tab.page.get_by_role("button", name="Note it as known and true").click()
    assert "names a person" in tab.page.inner_text("#known-told")
    tab.page.get_by_label("Why it is true").fill("the oldest person in the county")
    tab.page.get_by_role("button", name="Note it as known and true").click()
    tab.sign(SIGNED)
    with tab.page.expect_download() as coming:
        tab.page.get_by_role("button", name="Save its declaration").last.click()
    body = json.loads(Path(coming.value.path()).read_text("utf-8"))
    assert body["known_and_true"] == [{"row": 1, "field": "whole", "rule": "range", "reason": "the oldest person in the county"}]
    assert body["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert body["period"] == {"from": "2025-01", "to": "2025-02"}


def test_a_hidden_count_is_nowhere_in_what_leaves(open_checker: Any, tmp_path: Path):
    path = tmp_path / "sent.csv"
    path.write_bytes(many(rows=1007, header="reference,happened_at,site,sex", line="R#,2025-01-05,RHU03,male",
                          bad="R#,2025-01-05,RHU03,female", every=900))
    tab = open_checker("every_rule")
    tab.choose(path)
    tab.sign(SIGNED)
    _, table = tab.save("Save every_rule_table.csv")
    _, manifest = tab.save("Save its declaration")
    assert "female,c\n" in table.decode()
    assert "1007" not in (table + manifest).decode() and "1,007" not in manifest.decode()


@pytest.mark.parametrize(("width", "contrast"), [(1280, None), (320, None), (1280, "more")])
def test_the_page_has_no_barrier_and_no_sideways_scroll(width: int, contrast: str | None, browser: Any, axe: str, tmp_path: Path):
    case = next(case for case in cases() if case.table is not None)
    page = tmp_path / "checker.html"
    page.write_bytes(checker(LAYOUTS[case.contract], RULES[LAYOUTS[case.contract].rule]))
    path = tmp_path / case.file
    path.write_bytes(case.data)
    tab = Opened(browser, page)
    tab.page.set_viewport_size({"width": width, "height": 800})
    if contrast:
        tab.page.emulate_media(contrast=contrast)
    for step in ("before", "after"):
        if step == "after":
            tab.choose(path)
            tab.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        # axe is put in through the debugger, which the page's own policy doesn't stop.
        tab.page.evaluate(axe + "\n;0")
        found = tab.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found["violations"]] == [], step
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    tab.context.close()


def test_the_page_can_reach_nothing_and_run_nothing_but_its_own_script(browser: Any, tmp_path: Path):
    page = tmp_path / "checker.html"
    page.write_bytes(checker(LAYOUTS["every_rule"], RULES["hide_low"]))
    tab = Opened(browser, page)
    # Later, since the debugger by which this is asked may itself run what the page may not.
    tab.page.evaluate("""() => void setTimeout(() => {
      fetch("http://127.0.0.1:9/").catch(() => {});
      const image = document.createElement("img");
      image.src = "http://127.0.0.1:9/";
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      const form = document.createElement("form");
      form.action = "http://127.0.0.1:9/";
      document.body.append(image, script, form);
      form.submit();
      try { window.ran = window.ran || (0, eval)("true"); } catch { window.stopped = true; }
    }, 0)""")
    tab.page.wait_for_timeout(300)
    assert tab.page.evaluate("[window.ran === true, window.stopped]") == [False, True]
    breaches = set(tab.page.evaluate("window.heard"))
    assert {"connect-src", "img-src", "script-src-elem", "form-action", "script-src"} <= breaches
    assert tab.page.url.startswith("file:")
    tab.context.close()


def test_nothing_is_kept_in_the_browser(open_checker: Any, tmp_path: Path):
    path = tmp_path / "sent.csv"
    path.write_bytes(many(rows=5, header="reference,happened_at,site", line="R#,2025-01-05,RHU03"))
    tab = open_checker("every_rule")
    tab.choose(path)
    kept = "async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    assert tab.page.evaluate(kept) == ["", 0, 0, 0]


def test_a_check_is_told_to_a_screen_reader_and_focus_goes_to_the_result(open_checker: Any, tmp_path: Path):
    path = tmp_path / "sent.csv"
    path.write_bytes(many(rows=5, header="reference,happened_at,site", line="R#,2025-01-05,RHU03"))
    tab = open_checker("every_rule")
    tab.choose(path)
    tab.page.wait_for_function("document.activeElement.id === 'result-title'")
    assert "No faults were found" in tab.page.inner_text("[role=status]")
    assert tab.page.get_attribute("[role=status]", "aria-live") == "polite"


def test_each_declaration_is_named_for_what_it_declares(open_checker: Any, tmp_path: Path):
    path = tmp_path / "sent.csv"
    path.write_bytes(many(rows=5, header="reference,happened_at,site", line="R#,2025-01-05,RHU03"))
    tab = open_checker("every_rule")
    tab.choose(path)
    for way in ("The table of counts", "The file that you chose, as it is"):
        assert tab.page.get_by_role("button", name=f"Save its declaration: {way}", exact=True).count() == 1


def test_a_file_in_other_words_is_told_what_is_looked_for_and_can_send_its_headings(open_checker: Any, tmp_path: Path):
    path = tmp_path / "own.csv"
    path.write_text("Made-up Trust,,\nCame at,Hurt at,=1+1\n2025-01-05,,x\n", "utf-8")
    tab = open_checker("ed_assault_attendances")
    tab.choose(path)
    told = tab.page.inner_text("#verdict")
    assert "EMERGENCY CARE ARRIVAL DATE AND TIME" in told and "say which column is which" not in told
    assert tab.save("Save the headings (CSV)") == ("ed_assault_attendances_headings.csv", b"Came at,Hurt at,\n")


def test_rows_that_stay_with_the_partner_cant_be_declared_as_they_are(open_checker: Any, tmp_path: Path):
    path = tmp_path / "rows.csv"
    path.write_text("quarter,YJS,FTE,Offence group\n" + "2025-26 Q1,Norsea,no,robbery\n" * 12, "utf-8")
    tab = open_checker("youth_justice_caseload")
    assert tab.choose(path)["outcome"] == "clean"
    assert "The table of counts" in tab.page.inner_text("#sign") and "as it is" not in tab.page.inner_text("#sign")


@pytest.mark.parametrize("rows", [200_000, 1_000_000])
def test_a_large_file_is_read_to_its_last_row(rows: int, open_checker: Any, tmp_path: Path):
    path = tmp_path / "large.csv"
    path.write_bytes(many(rows=rows, header="reference,happened_at,site,sex,whole", line="R#,2025-01-05T10:30:00,RHU03,male,5",
                          bad="R1,2025-01-05T10:30:00,RHU03,male,500", every=rows // 2))
    found = in_the_browser(open_checker("every_rule"), path)
    half = rows // 2
    assert (found.rows, found.faults) == (rows, (f"whole range 2: {half} {rows}", f"reference unique 3: 1 {half} {rows}"))


def test_a_page_over_http_says_that_it_can_make_no_hash(browser: Any, tmp_path: Path):
    html = checker(LAYOUTS["every_rule"], RULES["hide_low"])
    path = tmp_path / "sent.csv"
    path.write_bytes(many(rows=5, header="reference,happened_at,site", line="R#,2025-01-05,RHU03"))
    context = browser.new_context()
    page = context.new_page()
    page.route("http://partnership.test/**", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://partnership.test/checker.html")
    page.set_input_files("#file", str(path))
    page.wait_for_selector("#verdict [data-outcome]")
    for label in ("Organisation", "Officer's name", "Officer's role"):
        page.get_by_label(label, exact=True).fill("x")
    page.get_by_label("Date", exact=True).fill("2026-04-30")
    page.get_by_role("button", name="Save its declaration").first.click()
    page.get_by_text("Save it to this computer and open it from there.").first.wait_for()
    context.close()


def test_everything_can_be_done_by_keyboard(open_checker: Any, tmp_path: Path):
    path = tmp_path / "sent.csv"
    path.write_bytes(many(rows=5, header="reference,happened_at,site", line="R#,2025-01-05,RHU03"))
    tab = open_checker("every_rule")
    tab.choose(path)
    tab.page.wait_for_function("document.activeElement.id === 'result-title'")
    reached = []
    for _ in range(40):
        tab.page.keyboard.press("Tab")
        reached.append(tab.page.evaluate("document.activeElement.id || document.activeElement.textContent.slice(0, 40)"))
    for place in ("key-column", "key-secret", "provider", "officer", "role", "signed-on", "Save every_rule_table.csv", "Save its declaration"):
        assert place in reached
