"""`agree` and `can-i`: what is understood is echoed, what isn't is asked for, and no answer is a bare yes."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from upriver.cli.main import run
from upriver.demo.agreements import agreements, write_agreements
from upriver.duty.agreements.files import read_agreement
from upriver.duty.agreements.keys import PARTY, TERMS
from upriver.duty.agreements.standing import standing
from upriver.duty.asking import understood
from upriver.duty.gateways import gateways
from upriver.intake.contracts import contracts

ON = date(2026, 3, 1)
CONTRACTS = contracts()
TODAY = f"--on={ON}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The fictional partnership's agreements as files."""
    return write_agreements(tmp_path_factory.mktemp("agreements"), on=ON)


@pytest.fixture(scope="module")
def workspace(files: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with all of them recorded."""
    where = tmp_path_factory.mktemp("made") / "ws"
    for arguments in (["init", str(where), "--name", "Ours", "--areas", "E23009901", "--by", "tester"],
                      ["agree", str(where), *map(str, files)]):
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        assert ended.value.code == 0
    return where


@pytest.fixture
def said(workspace: Path, capsys: pytest.CaptureFixture[str]):
    """A command in that workspace: its exit code and what it says."""
    def speak(command: str, *arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run([command, "--workspace", str(workspace), *arguments])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out + out.err
    return speak


def test_every_agreement_of_the_demonstration_is_without_a_fault(files: tuple[Path, ...]):
    for path in files:
        assert read_agreement(path.read_text("utf-8"), gateways(), CONTRACTS).faults == (), path.name


def test_the_demonstration_shows_every_gateway_and_every_way_to_fail():
    made = list(agreements(on=ON))
    states = [standing(each, gateways(), on=ON).state for each in made]
    assert {each.gateway for each in made} == set(gateways()) - {"open_data"}
    assert [states.count(state) for state in ("expired", "refused", "unconfirmed")] == [1, 1, 1]
    assert {each.contract for each in made} >= {slug for slug, each in CONTRACTS.items() if each.asked_of}


def test_all_that_is_not_open_is_asked_of_somebody_but_what_the_partnership_types_into_its_own_registers():
    assert {slug for slug, each in CONTRACTS.items() if each.protection != "open" and not each.asked_of} == {"provider_returns"}


def test_the_words_of_the_issue_are_understood_and_allowed_with_name_role_and_day(said):
    code, text = said("can-i", "use ed_assault by lsoa in the public assessment", TODAY)
    assert code == 0
    assert "Understood: upriver can-i --contract ed_assault_attendances" in text
    assert "Allowed by clause hospital_assaults@1:" in text
    assert "confirmed by Miriam Hart, information governance lead, 1 January 2025" in text


def test_flags_say_the_same_as_words(said):
    words = said("can-i", "use ed_assault by lsoa in the public assessment", TODAY)
    flags = said("can-i", "--contract", "ed_assault_attendances", "--detail", "small_area", "--purpose", "strategic_needs_assessment",
                 "--audience", "public", TODAY)
    assert words == flags


@pytest.mark.parametrize(("words", "answer", "names"), [
    ("use probation_caseload by district in the public assessment", "No: clause probation_quarterly", "ended on 31 March 2025"),
    ("drug treatment by district, internal, monitoring", "Nobody has confirmed this yet", "upriver agree confirm drug_treatment"),
    ("education_suspensions_absence by district, internal, monitoring", "No: clause schools_termly", "whole partnership area"),
    ("use ed_assault row by row in the public assessment", "No: clause hospital_assaults", "nothing finer"),
    ("police_crime_extract by lsoa, restricted, evaluation", "No: clause police_crime", "is for"),
])
def test_what_is_not_allowed_names_the_clause_and_what_would_make_it_a_yes(said, words: str, answer: str, names: str):
    code, text = said("can-i", words, TODAY)
    assert code == 1 and answer in text and names in text and "What would make it a yes:" in text


def test_open_data_are_allowed_by_their_licence_and_it_is_named(said):
    code, text = said("can-i", "use police_uk_street by lsoa in the public assessment", TODAY)
    assert code == 0 and "clause open_data:police_uk_street:public" in text and "Open Government Licence" in text


@pytest.mark.parametrize(("words", "key"), [
    ("use police data", "contract"), ("use ed_assault by lsoa publicly", "purpose"), ("use ed_assault in the public assessment", "detail"),
    ("use ed_assault by lsoa in the assessment", "audience"), ("use ed_assault by lsoa in the public assessment for schoolchildren", "words"),
    ("use ed_assault by lsoa and district in the public assessment", "detail"),
    ("use ed_assault by lsoa in the public assessment and strategy", "purpose"),
    ("use ed_assault fields colour by lsoa in the public assessment", "fields"),
    ("use ed_assault by lsoa in the public assessment on 2026-02-30", "on"), ("", "contract"),
])
def test_what_is_not_understood_or_ambiguous_is_asked_for(said, words: str, key: str):
    code, text = said("can-i", words, "--json")
    body = json.loads(text)
    assert code == 1 and body["answer"] is None and key in [ask["key"] for ask in body["asks"]]


@pytest.mark.parametrize(("words", "hint"), [
    ("use ed_asault by lsoa in the public assessment", "Did you mean ed_assault?"),
    ("use police_incidents by distrct in the public assessment", "Did you mean district?"),
    ("use victim_sex from police_crime_extract by lsoa in the public assessment", "write: --fields victim_sex"),
    ("use police_incidents by lsoa in the public assessment for zebras", "Say it with a flag, or ask again without it"),
])
def test_a_word_that_is_not_understood_comes_with_what_to_do(words: str, hint: str):
    assert hint in next(says for key, says, _ in understood(words, {}, CONTRACTS).asks if key == "words")


def test_a_question_comes_with_its_choices():
    (ask,) = understood("use assault admissions by district in the public assessment", {}, CONTRACTS).asks
    assert set(ask[2]) == {"assault_admissions", "hospital_assault_admissions"}


def test_a_flag_settles_what_words_leave_open():
    assert not understood("use police data by lsoa in the public assessment", {"contract": "police_incidents"}, CONTRACTS).asks


def test_a_flag_outside_its_closed_list_is_asked_for_and_not_taken():
    wish = understood("", {"contract": "police_incidents", "detail": "street"}, CONTRACTS)
    assert wish.detail == "" and "detail" in [key for key, _, _ in wish.asks]


@pytest.mark.parametrize(("words", "areas"), [
    ("use police_incidents by lsoa for E10009901 in the public assessment", ("E10009901",)),
    ("use police_incidents by lsoa for saltby vale in the public assessment", ("E07009902",)),
])
def test_areas_are_named_by_code_or_by_name(words: str, areas: tuple[str, ...]):
    wish = understood(words, {}, CONTRACTS, places={"Saltby Vale": "E07009902"})
    assert wish.areas == areas and not wish.asks


def test_fields_are_named_in_words():
    wish = understood("use police_incidents fields district and month by lsoa in the public assessment", {}, CONTRACTS)
    assert wish.fields == ("district", "month")


def test_all_agreements_are_listed_with_what_is_missing_and_what_ends_soon(said):
    code, text = said("agree", TODAY)
    assert code == 0 and "Ends in 60 days, on 30 April 2026" in text and "ended on 31 March 2025" in text
    assert "hospital_patients (hospital_assault_admissions, pcsc_s16): refused by its gateway" in text and "section 16(4)(a)" in text
    assert "narrower than asked" in text.lower()


def test_an_agreement_is_written_out_as_it_was_taken_in(said, files: tuple[Path, ...], tmp_path: Path):
    for path in files:
        said("agree", path.stem, "--to", str(tmp_path / path.name))
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize(("kind", "slug"), [("sharing_agreement", "police_crime"), ("dpia", "police_crime"), ("ropa", ""), ("transparency", "")])
@pytest.mark.parametrize(("suffix", "starts"), [(".docx", b"PK"), (".html", b"<!DOCTYPE html>")])
def test_each_paper_is_written_in_both_forms(said, kind: str, slug: str, suffix: str, starts: bytes, tmp_path: Path):
    path = tmp_path / f"paper{suffix}"
    code, _ = said("agree", *([slug] if slug else []), "--paper", kind, "--to", str(path))
    assert code == 0 and path.read_bytes().startswith(starts)


@pytest.mark.parametrize("arguments", [
    ("--paper", "dpia", "--to", "x.docx"), ("--paper", "poem", "--to", "x.docx"), ("police_crime", "--paper", "dpia", "--to", "x.pdf"),
    ("police_crime", "--paper", "ropa", "--to", "x.html"), ("sign",), ("sign", "police_crime"),
])
def test_wrong_usage_is_told_apart(said, arguments: tuple[str, ...]):
    assert said("agree", *arguments)[0] == 2


def test_a_file_with_faults_is_refused_with_all_of_them(said, files: tuple[Path, ...], tmp_path: Path):
    bad = tmp_path / "bad.toml"
    bad.write_text(files[0].read_text("utf-8").replace('detail = "record"', 'detail = "fine"').replace('frequency = "monthly"', ""), "utf-8")
    code, text = said("agree", str(bad))
    assert code == 1 and "2 of its keys are wrong" in text and "detail" in text and "frequency is missing" in text


def test_confirming_first_says_what_is_asked(said):
    code, text = said("agree", "confirm", "drug_treatment")
    assert code == 1 and "anonymous (UK GDPR recital 26)" in text and "--questions" in text
    assert "Not verified: " in text and "not_personal_data asks" in text


def test_narrowing_is_held_to_the_closed_lists_before_anything_is_recorded(said):
    code, text = said("agree", "narrow", "police_incidents", "--detail", "street", "--why", "Less.")
    assert code == 1 and "detail" in text and "closed list" in text


def test_a_confirmed_narrowed_and_withdrawn_agreement_changes_the_next_answer(said):
    ask = ("can-i", "custody_assaults by district, internal, monitoring", "--json", TODAY)
    assert json.loads(said(*ask)[1])["answer"] == "allowed"
    assert said("agree", "narrow", "custody_assaults", "--detail", "partnership", "--onward", "never", "--why", "Too few.")[0] == 0
    assert "custody_assaults@2" in json.loads(said(*ask)[1])["says"]
    assert said("agree", "withdraw", "custody_assaults", "--why", "The prison asked.", TODAY)[0] == 0
    assert "withdrawn" in json.loads(said(*ask)[1])["says"]


DOCS = Path(__file__).resolve().parents[2] / "docs"


def fenced(language: str) -> list[str]:
    """The blocks of one language in the guide."""
    text = (DOCS / "how-to" / "agreements.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_agreement_in_the_guide_is_one_that_upriver_reads():
    (written,) = fenced("toml")
    assert read_agreement(written, gateways(), CONTRACTS).faults == ()


def test_the_commands_in_the_guide_work_in_their_order(files: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                       capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hospital_assaults.toml").write_text(fenced("toml")[0], "utf-8")
    (tmp_path / "other.toml").write_bytes(files[0].read_bytes())
    commands = ["upriver init . --areas E10000014"]
    commands += [line for block in fenced("sh") for line in block.replace("\\\n", " ").splitlines()]
    ended = []
    for command in commands:
        with pytest.raises(SystemExit) as code:
            run(shlex.split(command)[1:])
        ended.append((command.split(" --")[0], code.value.code))
    # Refused are only the confirmation that was not answered yet, and what was asked while the council had not signed.
    assert [command.split(' "')[0] for command, code in ended if code] == ["upriver agree confirm hospital_assaults", *["upriver can-i"] * 2]


def test_the_explanation_names_every_gateway():
    page = (DOCS / "explanation" / "gateways.md").read_text("utf-8")
    assert [slug for slug in gateways() if f"| `{slug}` |" not in page] == []


def test_the_guide_names_every_key_of_the_file():
    page = (DOCS / "how-to" / "agreements.md").read_text("utf-8")
    written_by_upriver = {"version", "withdrawn"}
    assert [key.name for key in (*TERMS, *PARTY) if key.name not in page and key.name not in written_by_upriver] == []
