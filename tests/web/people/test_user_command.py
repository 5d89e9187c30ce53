"""`upriver user`: the first administrator, and the way in when nobody gets in any more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from journeys.workspaces import upriver


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("user") / "W"
    ran = upriver("init", place, "--name", "Somewhere", "--by", "Op Erator")
    assert ran.code == 0, ran.err
    return place


def user(workspace: Path, *arguments: str) -> Any:
    return upriver("user", *arguments, "--workspace", workspace, "--json")


def test_the_first_administrator_is_invited_by_a_command(workspace: Path) -> None:
    ran = user(workspace, "invite", "Ada First", "ada@example.invalid", "--role", "administrator", "--address", "https://workspace.example")
    assert json.loads(ran.out)["link"].startswith("https://workspace.example/invitation/")


def test_a_role_held_for_a_body_needs_the_body(workspace: Path) -> None:
    ran = user(workspace, "invite", "Dan Officer", "dan@example.invalid", "--role", "data_officer")
    assert ran.code == 1 and "authority" in json.loads(ran.out)["refused"]


def test_nobodys_password_is_set_by_somebody_else(workspace: Path) -> None:
    ran = user(workspace, "add", "Pat Word", "pat@example.invalid", "--role", "analyst", "--method", "password")
    assert "nobody's password" in json.loads(ran.out)["refused"]


def test_a_way_to_sign_in_that_is_not_declared_is_refused(workspace: Path) -> None:
    ran = user(workspace, "add", "Pat Word", "pat@example.invalid", "--role", "analyst", "--method", "nowhere")
    assert "isn't declared" in json.loads(ran.out)["refused"]


def test_an_account_is_added_given_a_role_closed_and_opened_again(workspace: Path) -> None:
    folder = workspace / "declarations" / "sign_in"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "council.toml").write_text('title = "Council"\nauthority = "x"\nissuer = "https://login.example.invalid"\nclient = "c"\n', "utf-8")
    added = json.loads(user(workspace, "add", "Cal Council", "cal@example.invalid", "--role", "analyst", "--method", "council").out)
    given = json.loads(user(workspace, "grant", "cal@example.invalid", "--role", "manager").out)
    ended = json.loads(user(workspace, "end", "cal@example.invalid", "--role", "analyst", "--why", "Left the team").out)
    closed = json.loads(user(workspace, "close", "cal@example.invalid", "--why", "Left").out)
    again = json.loads(user(workspace, "reopen", "cal@example.invalid", "--why", "Came back").out)
    assert added["method"] == "council" and {each["role"] for each in given["roles"]} == {"analyst", "manager"}
    assert [each["role"] for each in ended["roles"]] == ["manager"] and (closed["open"], again["open"]) == (False, True)


def test_a_sign_in_method_with_a_secret_in_it_is_refused(workspace: Path) -> None:
    path = workspace / "declarations" / "sign_in" / "leaky.toml"
    path.write_text('title = "L"\nauthority = "x"\nissuer = "https://l.example.invalid"\nclient = "c"\nclient_secret = "s"\n', "utf-8")
    try:
        ran = user(workspace, "add", "Lea Ky", "lea@example.invalid", "--role", "analyst", "--method", "leaky")
        assert "never stands in it" in json.loads(ran.out)["do"]
    finally:
        path.unlink()
