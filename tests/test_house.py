"""What holds of the house itself: its rooms, its budgets, its shelves, and what is said of what."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import upriver
from upriver import shelf
from upriver.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "upriver"
SHELVES = {"analyses", "sections", "documents", "steps", "migrations", "templates", "assets"}
LINES, FUNCTION_LINES, STAIR_LINES, FILES = 300, 40, 150, 12


def ours() -> list[Path]:
    """Every module of ours that the budgets hold for."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not {"migrations", "vendor"} & set(path.parts)]


def test_no_file_is_longer_than_its_budget() -> None:
    long = {path.relative_to(PACKAGE).as_posix(): lines for path in ours()
            if (lines := len(path.read_text("utf-8").splitlines())) > (STAIR_LINES if "pipeline" in path.parts else LINES)}
    assert not long, f"split by meaning: {long}"


def test_no_function_is_longer_than_its_budget() -> None:
    long = []
    for path in ours():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                docs = ast.get_docstring(node, clean=False)
                lines = node.end_lineno - node.lineno + 1 - (docs.count("\n") + 1 if docs else 0)
                if lines > FUNCTION_LINES:
                    long.append(f"{path.relative_to(PACKAGE)}:{node.name} {lines}")
    assert not long, long


def test_no_folder_that_is_no_shelf_holds_more_files_than_its_budget() -> None:
    full = {}
    for folder in [PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir())]:
        if not (SHELVES | {"declarations", "vendor", "__pycache__"}) & set(folder.relative_to(ROOT).parts):
            count = len([path for path in folder.glob("*.py") if path.name != "__init__.py"])
            if count > FILES:
                full[folder.relative_to(PACKAGE).as_posix()] = count
    assert not full, f"split by meaning: {full}"


def test_every_module_says_what_it_is() -> None:
    silent = [path.relative_to(PACKAGE).as_posix() for path in ours()
              if path.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent


def test_every_public_function_says_what_it_does() -> None:
    silent = []
    for path in ours():
        for node in ast.parse(path.read_text("utf-8")).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node) and not path.parts[-2:] == ("cli", "main.py"):
                silent.append(f"{path.relative_to(PACKAGE)}:{node.name}")
    assert not silent, silent


def test_the_foundation_imports_nothing_and_its_door_is_empty() -> None:
    tree = ast.parse((PACKAGE / "words" / "__init__.py").read_text("utf-8"))
    assert all(isinstance(node, ast.Expr) for node in tree.body), "words/__init__.py holds its sentence and nothing else"


def test_no_clock_is_read_below_the_doors() -> None:
    clocks = re.compile(r"\b(?:datetime\.now|date\.today|time\.time|time\.localtime|utcnow)\(")
    reading = [path.relative_to(PACKAGE).as_posix() for path in ours()
               if not {"cli", "web", "notebook"} & set(path.parts) and clocks.search(path.read_text("utf-8"))]
    assert not reading


def test_chance_is_always_given_its_seed() -> None:
    loose = re.compile(r"np\.random\.(?!default_rng\(|Generator)|default_rng\(\)|(?<!\.)\brandom\.\w+\(")
    found = [path.relative_to(PACKAGE).as_posix() for path in ours() if loose.search(path.read_text("utf-8"))]
    assert not found


def test_every_analysis_on_the_shelf_says_what_it_asks_needs_and_answers() -> None:
    for module in shelf.modules("upriver.assess.analyses"):
        assert module.QUESTION and module.NEEDS and module.LEVELS and callable(module.answer), module.__name__


def test_every_section_on_the_shelf_has_an_order_and_makes_pages() -> None:
    orders = [module.ORDER for module in shelf.modules("upriver.report.sections")]
    assert len(orders) == len(set(orders)), "two sections have the same order"
    assert all(callable(module.pages) for module in shelf.modules("upriver.report.sections"))


def test_every_model_says_which_personal_data_it_holds() -> None:
    from upriver.desk.opening import APPS

    for app in APPS:
        place = PACKAGE / "desk" / app / "models.py"
        tree = ast.parse(place.read_text("utf-8") if place.is_file() else "")
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                names = [target.id for part in node.body if isinstance(part, ast.Assign) for target in part.targets
                         if isinstance(target, ast.Name)]
                assert "personal_data" in names, f"{app}.{node.name}"


INSIDE_A_VERB = {"partners.new_entry", "partners.renamed", "partners._signed_in_as", "partners.name_person", "partners.written", "submissions.keep",
                 "voices.leave", "voices.seen"}
"""Functions that write rows for a verb that calls them in its transaction and records the event."""
NO_DECISION = {"accounts.right", "accounts.still", "accounts.lapse"}
"""Functions that write what nobody decides and nothing rests on: how often a password was tried, and what goes when its time is over."""


def test_every_verb_of_the_desk_that_changes_something_records_an_event() -> None:
    for path in sorted((PACKAGE / "desk").glob("*/*.py")):
        if path.parent.name == "audit":
            continue
        tree = ast.parse(path.read_text("utf-8"))
        own = {node.name: ast.unparse(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
        recording = {name for name, text in own.items() if "record(" in text}
        for name, text in own.items():
            writes = re.search(r"\.(?:create|save|update_or_create|delete|bulk_create)\(|objects\..*\.update\(", text)
            through = any(f"{other}(" in text for other in recording)
            if writes and not through and f"{path.parent.name}.{name}" not in INSIDE_A_VERB | NO_DECISION:
                # What only marks a step of something recorded as done is no decision of anybody's.
                assert ".update(done=True)" in text, f"{path.parent.name}.{name} writes without an event"


def test_every_command_that_is_listed_is_there_and_helps() -> None:
    for name, (module, says) in COMMANDS.items():
        command = getattr(importlib.import_module(f"upriver.cli.{module}"), name.replace("-", "_"))
        assert command.help and says.endswith("."), name


def test_every_declaration_can_be_read() -> None:
    kinds = [path.name for path in sorted((PACKAGE / "declarations").iterdir()) if path.is_dir() and path.name != "data"]
    assert {"contracts", "gateways", "jurisdictions"} <= set(kinds)
    for kind in kinds:
        assert shelf.declared(kind), kind


def test_every_declared_word_is_read_by_the_room_that_uses_it() -> None:
    from upriver.disclose.rules import rules
    from upriver.duty.gateways import gateways
    from upriver.duty.known_authorities import jurisdictions
    from upriver.intake.contracts import layouts
    from upriver.words.sharing.authority import KINDS

    assert {needed.kind for law in jurisdictions() for needed in law.needed} <= set(KINDS)
    known = layouts()
    assert {contract.rule for contract in known.values()} <= set(rules())
    assert {kind for contract in known.values() for kind in contract.asked_of} <= set(KINDS)
    named = {slug for gateway in gateways().values() for limit in gateway.limits
             for choice in (limit.where, limit.only, limit.never) for slug in choice.get("contract", ())}
    assert named <= set(known)


NAMED = {
    "partners.PersonRecord", "accounts.Account", "accounts.InvitationRecord",  # who they are
    "audit.EventRecord", "releases.ReleaseRecord", "assessments.CommentRecord", "jobs.JobRecord", "submissions.UploadRecord",  # who did it
    "submissions.DecisionRecord", "accounts.TypedRecord", "accounts.VisitRecord", "voices.VoiceRecord", "voices.ActRecord",  # what they typed
}
"""Tables that may hold the name of a person, or what a person typed."""


def test_names_of_people_stand_where_erasing_looks_for_them() -> None:
    """In the register and in accounts; beside these only what is kept whole has its author's name, and erasing says so."""
    holding = set()
    for path in (PACKAGE / "desk").glob("*/models.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                told = next(part.value for part in node.body if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "personal_data")
                if not str(ast.literal_eval(told)).startswith("none"):
                    holding.add(f"{path.parent.name}.{node.name}")
    assert holding == NAMED


@pytest.mark.parametrize("package", [name for _, name, is_package in pkgutil.iter_modules(upriver.__path__) if is_package])
def test_every_room_says_what_lives_in_it(package: str) -> None:
    assert (ROOT / "src" / "upriver" / package / "__init__.py").read_text("utf-8").startswith('"""')


def test_nothing_of_this_machine_and_no_registry_is_in_the_repository() -> None:
    forbidden = re.compile(r"/(?:root|home/\w+)/|registry\.npmjs\.org/.*-/|files\.pythonhosted\.org")
    for path in [*ROOT.glob("*.lock"), *ROOT.glob("*.toml"), ROOT / "dev", *ours()]:
        assert not forbidden.search(path.read_text("utf-8")), path.name


def test_the_benchmarks_name_only_what_is_there() -> None:
    gone = []
    for path in [*(ROOT / "benchmarks").glob("*.py"), *(ROOT / "scripts").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("upriver"):
                gone += [f"{path.name}: {node.module}.{each.name}" for each in node.names if not _is_there(node.module, each.name)]
    assert not gone, "they run only when asked, so nothing else tells"


def _is_there(module: str, name: str) -> bool:
    """Whether a module of ours has a name at its top, or is a folder with a module of that name; nothing is imported."""
    place = ROOT / "src" / Path(*module.split("."))
    if (place / f"{name}.py").is_file() or (place / name / "__init__.py").is_file():
        return True
    text = (place / "__init__.py" if place.is_dir() else place.with_suffix(".py")).read_text("utf-8")
    return re.search(rf"^(?:def|class|async def) {name}\b|^{name}\b.*=|^(?:from|import) .*\b{name}\b", text, re.MULTILINE) is not None


def test_no_two_files_of_tests_have_one_name_which_pytest_would_not_collect() -> None:
    files = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(name for name in set(files) if files.count(name) > 1) == []
