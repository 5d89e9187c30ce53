"""The checker as a file: the same bytes each time, its policy, and the command that makes it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from conformance.cases import HERE, OWN

from upriver.cli.main import upriver
from upriver.disclose.rules import rules
from upriver.intake.checker.bundle import checker
from upriver.intake.contracts import contracts
from upriver.words.declared import Contract
from upriver.words.refusal import Refusal

CONTRACTS, RULES = contracts(OWN), rules(OWN)
ROWS = [contract for contract in CONTRACTS.values() if contract.holds not in ("outlines", "look_up")]


def page(slug: str = "every_rule") -> str:
    return checker(CONTRACTS[slug], RULES[CONTRACTS[slug].rule]).decode()


def block(tag: str) -> str:
    return re.search(rf"<{tag}>(.*)</{tag}>", page(), re.DOTALL)[1]  # type: ignore[index]


def run(*arguments: str):
    return CliRunner().invoke(upriver, ["checker", *arguments], standalone_mode=False)


@pytest.mark.parametrize("contract", ROWS, ids=lambda contract: contract.slug)
def test_every_contract_of_rows_has_a_checker(contract: Contract):
    made = checker(contract, RULES[contract.rule])
    assert contract.title.split("&")[0].encode() in made


def test_the_same_contract_gives_the_same_bytes():
    assert page() == page()


@pytest.mark.parametrize("tag", ["script", "style"])
def test_the_policy_names_the_hash_of_what_is_inside(tag: str):
    digest = base64.b64encode(hashlib.sha256(block(tag).encode()).digest()).decode()
    assert f"{tag}-src 'sha256-{digest}'" in page()


def test_the_policy_lets_nothing_in_or_out():
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page())[1]  # type: ignore[index]
    for part in ("default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"):
        assert part in policy
    assert "unsafe" not in policy and "http" not in policy


@pytest.mark.parametrize("word", ["eval(", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "fetch(", "XMLHttpRequest",
                                  "WebSocket", "localStorage", "new Function"])
def test_the_script_has_no_word_by_which_text_could_become_code_or_leave(word: str):
    assert word not in block("script")


def test_a_declaration_cannot_end_the_script():
    assert block("script").count("</") == 0


def test_outlines_and_look_ups_have_no_checker():
    with pytest.raises(Refusal, match="can't read"):
        checker(CONTRACTS["area_lookup"], RULES[CONTRACTS["area_lookup"].rule])


def test_a_table_that_groups_by_any_words_is_not_made():
    from dataclasses import replace

    from upriver.intake.checker.bundle import declared
    from upriver.words.declared import Grouping

    wordy = replace(CONTRACTS["every_rule"], table=(Grouping("note"),))
    assert declared(wordy, RULES["hide_low"])["table"] is None


def test_the_command_writes_the_file_and_prints_its_hash(tmp_path: Path):
    to = tmp_path / "checker.html"
    done = run("every_rule", "--to", str(to), "--workspace", str(HERE))
    assert hashlib.sha256(to.read_bytes()).hexdigest() in done.output
    assert to.read_text("utf-8") == page()


def test_a_mapping_is_built_in(tmp_path: Path):
    to = tmp_path / "checker.html"
    mapping = OWN / "mappings" / "every_rule_trust.toml"
    done = run("every_rule", "--to", str(to), "--workspace", str(HERE), "--mapping", str(mapping), "--json")
    assert json.loads(done.output)["sha256"] == hashlib.sha256(to.read_bytes()).hexdigest()
    assert '"reference":"Ref no"' in to.read_text("utf-8")


def test_an_unknown_contract_is_refused_with_a_suggestion(tmp_path: Path):
    done = run("every_rul", "--to", str(tmp_path / "x.html"), "--workspace", str(HERE))
    assert isinstance(done.exception, Refusal) and "every_rule" in str(done.exception)
