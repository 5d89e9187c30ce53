"""The commands that keep registers: adding, changing, showing, taking out; export and import; asking; as it stood on a day."""

from __future__ import annotations

import json
import sqlite3

import pytest
from click.testing import CliRunner
from register.commands import upriver
from registers.plans import state

from upriver.cli.main import COMMANDS, HEADINGS
from upriver.cli.main import upriver as whole
from upriver.cli.plans.registers import group
from upriver.store.folder import Folder
from upriver.words.registers.plan import REGISTERS


def told(norsea: Folder, *arguments: str) -> str:
    """What a command says, which must not refuse."""
    ran = upriver(*arguments, "--workspace", norsea.root)
    assert ran.code == 0, ran.err
    return ran.out


def refused(norsea: Folder, *arguments: str) -> str:
    """How a command refuses; the database must stay as it was."""
    before = state(norsea)
    ran = upriver(*arguments, "--workspace", norsea.root)
    assert ran.code == 1 and state(norsea) == before
    return " ".join((ran.out + ran.err).split())


@pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.slug)
def test_every_register_is_listed_by_its_command(register: object, template: Folder) -> None:
    out = told(template, *register.command.split(), "list", "--json")  # type: ignore[attr-defined]
    assert json.loads(out)["register"] == register.slug  # type: ignore[attr-defined]


@pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.slug)
def test_a_register_that_is_only_added_to_has_no_command_that_changes_it(register: object) -> None:
    verbs = set(group(register.command).commands)  # type: ignore[attr-defined]
    assert {"list", "show", "add"} <= verbs and ({"set", "take-out"} <= verbs) != register.only_added  # type: ignore[attr-defined]


def test_a_table_is_no_wider_than_a_terminal(norsea: Folder) -> None:
    lines = told(norsea, "action", "list").splitlines()
    assert max(map(len, lines)) <= 80 and any("Surrender bins" in line and "Under way" in line for line in lines)


def test_words_with_a_colon_are_shown_whole(norsea: Folder) -> None:
    told(norsea, "action", "set", "a2", "--title", "Nights: marshals")
    assert "Nights: marshals" in told(norsea, "action", "list")


def test_a_figure_that_is_no_figures_name_is_refused(norsea: Folder) -> None:
    assert "Figure is no figure's name" in refused(norsea, "priority", "because", "add", "--priority", "nights", "--figure", "robbery, Norsea")


def test_an_action_is_added_under_an_id_of_its_title(norsea: Folder) -> None:
    told(norsea, "action", "add", "--title", "Lights by the quays", "--status", "planned", "--priority", "nights")
    assert "Lights by the quays" in told(norsea, "action", "show", "lights-quays")


def test_words_of_a_code_do_as_well_as_the_code(norsea: Folder) -> None:
    told(norsea, "action", "set", "a1", "--status", "Done")
    assert json.loads(told(norsea, "action", "show", "a1", "--json"))["row"]["status"] == "done"


def test_what_is_set_to_nothing_is_emptied_and_the_rest_stays(norsea: Folder) -> None:
    told(norsea, "action", "set", "a1", "--due", "")
    row = json.loads(told(norsea, "action", "show", "a1", "--json"))["row"]
    assert (row["due"], row["starts"]) == ("", "2025-04-01")


@pytest.mark.parametrize(("arguments", "says"), [
    (("action", "set", "a1", "--due", "soon"), "Due is not a date; write it as YYYY-MM-DD."),
    (("action", "set", "a1", "--due", "2025-03-01"), "Due is before Starts."),
    (("action", "set", "a1", "--lead", "polic-1"), "The nearest is police-1."),
    (("action", "set", "a9", "--due", "2026-01-01"), "There is no action of that id."),
    (("action", "set", "a1"), "Nothing was said to change."),
    (("action", "add", "a1", "--title", "x", "--status", "planned"), "Another action has that id."),
    (("action", "add", "--status", "planned"), "Title is empty; it must be filled."),
    (("action", "milestone", "add", "--action", "a7", "--title", "x", "--due", "2026-01-01"), "Action is no id of the sheet Actions"),
    (("action", "take-out", "a1", "--why", "a slip"), "can't be taken out: the row m1 of Milestones names it."),
    (("action", "list", "--where", "colour=red"), "isn't COLUMN=VALUE with a column of this register"),
    (("export", "plan.docx"), "isn't the name of a workbook or of TOML."),
    (("export", "plan.xlsx", "--only", "acts"), "there is no register called acts"),
    (("import", "nowhere.xlsx"), "There is no file nowhere.xlsx."),
])
def test_a_refusal_says_what_and_what_to_do(arguments: tuple[str, ...], says: str, norsea: Folder) -> None:
    assert says.casefold() in refused(norsea, *arguments).casefold()


def test_what_is_taken_out_can_be_shown_as_it_stood(norsea: Folder) -> None:
    told(norsea, "action", "milestone", "take-out", "m1", "--why", "entered twice")
    assert "m1" not in told(norsea, "action", "milestone", "list")
    assert "Bins are in place" in told(norsea, "action", "milestone", "show", "m1", "--on", "2026-02-01")
    assert "entered twice" in told(norsea, "action", "milestone", "show", "m1", "--history")


def test_a_row_says_which_rows_name_it(norsea: Folder) -> None:
    assert "Milestones: m1" in told(norsea, "action", "show", "a1")


def test_history_says_which_columns_changed_and_never_their_values(norsea: Folder) -> None:
    told(norsea, "action", "set", "a1", "--status", "done", "--by", "B. Second")
    out = told(norsea, "action", "show", "a1", "--history")
    assert "B. Second: changed Status" in out


def test_a_person_who_asks_for_it_is_asked_each_thing_in_turn(norsea: Folder) -> None:
    asked = ["m9-wrong", "a1", "Posters are up", "soon", "2026-05-01", "", ""]
    ran = CliRunner().invoke(whole, ["action", "milestone", "add", "--ask", "--workspace", str(norsea.root)], input="\n".join(asked) + "\n")
    assert "Title (needed): The step." in ran.output
    assert "That is none of those that there are" in ran.output and "That is not a date; write it as YYYY-MM-DD." in ran.output
    assert "Posters are up" in told(norsea, "action", "milestone", "show", "posters-are-up")


def test_a_choice_is_made_by_its_number(norsea: Folder) -> None:
    answers = ["", "Lights", *[""] * 18, "5", *[""] * 10]
    ran = CliRunner().invoke(whole, ["action", "add", "--ask", "--workspace", str(norsea.root)], input="\n".join(answers) + "\n")
    assert "5  Stopped" in ran.output
    assert json.loads(told(norsea, "action", "show", "lights", "--json"))["row"]["status"] == "stopped", ran.output


def test_what_goes_out_is_edited_and_comes_in(norsea: Folder) -> None:
    path = norsea.root / "plan.toml"
    told(norsea, "export", str(path), "--only", "actions")
    path.write_text(path.read_text("utf-8").replace("under_way", "done"), "utf-8")
    assert "Actions: 1 row changed" in told(norsea, "import", str(path))
    assert "Done" in told(norsea, "action", "list")


def test_faults_are_told_by_table_and_key_and_as_json(norsea: Folder) -> None:
    path = norsea.root / "plan.toml"
    told(norsea, "export", str(path))
    path.write_text(path.read_text("utf-8").replace("2026-03-31", "next spring"), "utf-8")
    assert "[[actions]], number 1, due: is not a date; write it as YYYY-MM-DD." in refused(norsea, "import", str(path))
    assert json.loads(upriver("import", path, "--json", "--workspace", norsea.root).out)["faults"][0]["column"] == "due"


def test_an_export_of_a_day_holds_what_stood_then(norsea: Folder) -> None:
    told(norsea, "action", "set", "a1", "--status", "done")
    path = norsea.root / "then.toml"
    told(norsea, "export", str(path), "--on", "2026-02-01")
    assert 'status = "under_way"' in path.read_text("utf-8")


def test_every_command_stands_under_one_heading_of_the_help() -> None:
    out = CliRunner().invoke(whole, ["--help"]).output
    listed = [name for names in HEADINGS.values() for name in names]
    assert len(listed) == len(set(listed)) and "The response:" in out
    assert all(f"\n  {name} " in out for name in COMMANDS)


def test_what_a_command_changes_is_one_event_of_the_log(norsea: Folder) -> None:
    told(norsea, "action", "set", "a1", "--status", "done")
    with sqlite3.connect(norsea.database) as held:
        verb, body = held.execute("select verb, body from audit_eventrecord order by number desc limit 1").fetchone()
    assert verb == "kept" and json.loads(body)["changed"] == ["actions:a1"]
