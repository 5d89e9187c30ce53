"""The documentation is built with every test run, its generated pages are fresh, and its links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from documented import DOCS, ROOT, fenced

from upriver.assess.definitions import definitions
from upriver.intake.contracts import contract_from

PLACES = ("/" + "work/", "/" + "opt/", "/" + "root/", "/" + "home/")


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """The script behind ./dev docs."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        found = importlib.util.spec_from_file_location("build_docs", ROOT / "scripts" / "build_docs.py")
        assert found is not None and found.loader is not None
        module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return module


def test_generated_pages_are_fresh(builder: ModuleType):
    old = builder.stale(builder.docs_pages.pages(), builder.GENERATED)
    assert not old, f"stale: {', '.join(old)}. Run: python scripts/build_docs.py --write"


def test_a_page_that_differs_or_that_nothing_makes_any_more_is_stale(builder: ModuleType, tmp_path: Path):
    builder.write({"kept.md": "as it was\n", "changed.md": "as it was\n"}, tmp_path)
    assert builder.stale({"kept.md": "as it was\n", "changed.md": "anew\n", "new.md": "new\n"}, tmp_path) == [
        "changed.md",
        "new.md",
    ]
    builder.write({"kept.md": "as it was\n"}, tmp_path)
    assert not (tmp_path / "changed.md").exists()


def test_every_relative_link_leads_somewhere(builder: ModuleType):
    assert builder.broken_links(builder.markdown_files()) == []


@pytest.mark.parametrize("link", ["nowhere.md", "index.md#no-such-heading", "../../nowhere.svg"])
def test_a_link_that_leads_nowhere_is_found(builder: ModuleType, link: str):
    page = DOCS / "reference" / "generated" / "glossary.md"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "_prose", lambda path: f"[x]({link})" if path == page else "# Other\n")
        assert len(builder.broken_links([page])) == 1


def test_the_pages_build_without_a_warning_and_load_nothing_from_elsewhere(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build_docs.py"), "--into", str(tmp_path / "built")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "built" / "index.html").is_file()


def test_a_built_page_that_loads_from_elsewhere_is_found(builder: ModuleType, tmp_path: Path):
    (tmp_path / "index.html").write_text(
        '<script src="https://cdn.example/x.js"></script><a href="#gone">x</a>', "utf-8"
    )
    assert len(builder.broken_pages(tmp_path)) == 2


def test_no_page_or_script_names_a_place_on_the_machine_it_was_written_on(builder: ModuleType):
    texts = [*builder.markdown_files(), *sorted((ROOT / "scripts").glob("*.py")), DOCS / "conf.py"]
    wrong = [f"{path.name}: {place}" for path in texts for place in PLACES if place in path.read_text("utf-8")]
    assert wrong == []


def test_the_picture_says_in_words_what_it_shows():
    tree = ElementTree.parse(DOCS / "pictures" / "way-of-the-data.svg").getroot()
    space = {"svg": "http://www.w3.org/2000/svg"}
    title, desc = tree.find("svg:title", space), tree.find("svg:desc", space)
    assert tree.get("role") == "img" and title is not None and desc is not None
    shown = [
        text.text.split(". ")[1]
        for text in tree.iterfind(".//svg:text", space)
        if text.text and re.match(r"\d\. ", text.text)
    ]
    assert len(shown) == 6 and all(f"{step}:" in (desc.text or "") for step in shown)


def test_the_contract_in_the_guide_is_one_that_upriver_reads():
    written = fenced(DOCS / "how-to" / "write-a-contract.md", "toml")
    assert [contract_from({"slug": "ambulance_callouts", **tomllib.loads(text)}).slug for text in written] == [
        "ambulance_callouts"
    ]


def test_the_definition_in_the_guide_is_one_that_upriver_reads(tmp_path: Path):
    (written,) = fenced(DOCS / "how-to" / "choose-a-definition.md", "toml")
    (tmp_path / "definitions").mkdir()
    (tmp_path / "definitions" / "our_definition.toml").write_text(written, "utf-8")
    assert definitions(tmp_path)["our_definition"].version == 1


def test_the_columns_of_cells_csv_are_all_explained():
    from upriver.report.cells import COLUMNS

    page = (DOCS / "reference" / "cells-csv.md").read_text("utf-8")
    assert [column for column in COLUMNS if f"`{column}`" not in page] == []


def test_the_keys_types_and_patterns_of_contracts_are_all_explained():
    from dataclasses import fields

    from upriver.intake.contracts import HOLDS, TYPES
    from upriver.words.declared import PATTERNS, Contract, Field

    page = (DOCS / "reference" / "contracts.md").read_text("utf-8")
    keys = [each.name for kind in (Contract, Field) for each in fields(kind) if each.name not in ("slug", "fields")]
    assert [word for word in (*keys, *HOLDS, *TYPES, *PATTERNS) if f"`{word}`" not in page] == []


def test_the_folders_of_a_workspace_are_all_explained():
    from upriver.store.folder import Folder

    page = (DOCS / "reference" / "workspace-folder.md").read_text("utf-8")
    places = [name for name, kind in vars(Folder).items() if isinstance(kind, property) and name != "is_workspace"]
    paths = [getattr(Folder(Path("w")), name).relative_to("w").as_posix() for name in places]
    assert [path for path in paths if path not in page] == []


def test_every_exit_code_is_explained():
    source = (ROOT / "src" / "upriver" / "cli" / "main.py").read_text("utf-8")
    page = (DOCS / "reference" / "exit-codes.md").read_text("utf-8")
    assert [code for code in set(re.findall(r"sys\.exit\((\d+)\)", source)) if f"| {code} |" not in page] == []
