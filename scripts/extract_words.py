"""Collect every marked sentence into `locale/upriver.pot`, and bring the catalogues of the languages up to it.

    .venv/bin/python scripts/extract_words.py                     write the .pot and merge the .po files
    .venv/bin/python scripts/extract_words.py --sign NAME DATE    record that NAME has read the Welsh words on DATE

Marked is what stands as a literal in `say(...)`, `several(one, many, n)` and `mark(...)`, in Python by its syntax tree and
in templates by Jinja's own reader; the titles of tables and how they were made (`TABLES`, `MADE` of a section); and whole
sentences given to a block where its words stand (`Heading("...")`). Nothing else is needed of anybody.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from upriver.report.bilingual.versions import WHOLE
from upriver.words import document
from upriver.words.language.catalogue import FUZZY, Message, fingerprint, messages, written

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "upriver"
ROOM = PACKAGE / "locale"
CALLS = {"say": 1, "mark": 1, "several": 2}
"""The functions that mark, and how many of their arguments are sentences."""
PLURALS = {"cy": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"}
FORMS = {"cy": 6}
PARTS = {name: [part.name for part in fields(getattr(document, name))] for name in WHOLE}
BLOCKS = {name: parts | ({"links"} if name == "Paragraph" else set()) for name, parts in WHOLE.items()}
Found = tuple[str, str, str]
"""A sentence, its form for many ("" where it has none), and the file it stands in."""


def marked() -> list[Message]:
    """Every marked sentence in the order of its words, with the files that say it."""
    where: dict[tuple[str, str], set[str]] = {}
    for english, many, file in (*_in_python(), *_in_templates(), *_in_declarations()):
        where.setdefault((english, many), set()).add(file)
    return [Message(english, many, ("",) * (2 if many else 1), where=tuple(sorted(files)))
            for (english, many), files in sorted(where.items())]


def _in_python() -> Iterator[Found]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "vendor" in path.parts or "migrations" in path.parts:
            continue
        text, file = path.read_text("utf-8"), path.relative_to(ROOT).as_posix()
        speaks = "upriver.words.language" in text or path.parent.name == "language"
        blocks = "upriver.words.document" in text and "report" in path.parts
        tree = ast.parse(text) if speaks or blocks or path.parent.name == "sections" else ast.Module([], [])
        named = {target.id: words for node in tree.body if isinstance(node, ast.Assign) and (words := _literal(node.value))
                 for target in node.targets if isinstance(target, ast.Name)}
        imported = {alias.asname or alias.name: alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
                    for alias in node.names if (node.module or "").startswith("upriver.words.language") and alias.name in CALLS}
        ours = imported | ({each: each for each in CALLS} if path.parent.name == "language" else {})
        for node in ast.walk(tree):
            if blocks and isinstance(node, ast.Call):
                yield from ((words, "", file) for words in _fixed(node, named))
            if speaks and isinstance(node, ast.Call):
                yield from _called(node, file, ours)
            if path.parent.name == "sections" and isinstance(node, ast.Assign | ast.AnnAssign):
                yield from _titles(node, file)


def _called(node: ast.Call, file: str, ours: dict[str, str]) -> Iterator[Found]:
    name = ours.get(node.func.id, "") if isinstance(node.func, ast.Name) else ""
    if not name or not node.args:
        return
    words = [_literal(argument) for argument in node.args[: CALLS[name]]]
    if all(words) and len(words) == CALLS[name]:
        yield words[0], words[1] if len(words) > 1 else "", file
    elif any(isinstance(argument, ast.JoinedStr) for argument in node.args[: CALLS[name]]):
        raise SystemExit(f"{file}:{node.lineno}: a marked sentence is put together; write it whole, with fields.")


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _fixed(node: ast.Call, named: dict[str, str]) -> Iterator[str]:
    """Whole sentences given to a block where its words stand: they are looked up as they stand."""
    places = BLOCKS.get(node.func.id if isinstance(node.func, ast.Name) else "", ())
    given = [(argument, PARTS[node.func.id][at]) for at, argument in enumerate(node.args)  # type: ignore[attr-defined]
             if places and at < len(PARTS[node.func.id])]  # type: ignore[attr-defined]
    given += [(keyword.value, keyword.arg or "") for keyword in node.keywords]
    for value, name in given:
        if name == "links" and places:
            pairs = value.elts if isinstance(value, ast.Tuple | ast.List) else []
            value = ast.Tuple([pair.elts[0] for pair in pairs if isinstance(pair, ast.Tuple) and pair.elts])
        if name in places:
            yield from _words(value, named)


def _words(value: ast.expr, named: dict[str, str]) -> Iterator[str]:
    if isinstance(value, ast.Tuple | ast.List):
        for one in value.elts:
            yield from _words(one, named)
    elif isinstance(value, ast.IfExp):
        yield from (*_words(value.body, named), *_words(value.orelse, named))
    elif isinstance(value, ast.Name):
        yield from filter(None, [named.get(value.id, "")])
    elif words := _literal(value):
        yield from [words] if any(letter.isalpha() for letter in words) else []


def _titles(node: ast.Assign | ast.AnnAssign, file: str) -> Iterator[Found]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if any(isinstance(target, ast.Name) and target.id in ("TABLES", "MADE") for target in targets) and isinstance(node.value, ast.Dict):
        for value in node.value.values:
            if title := _literal(value):
                yield title, "", file


def _in_templates() -> Iterator[Found]:
    reader = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        found = reader.parse(path.read_text("utf-8"))
        for _, name, said in extract_from_ast(found, gettext_functions=tuple(CALLS)):
            words = [one for one in (said if isinstance(said, tuple) else (said,))[: CALLS[name]] if one]
            if words:
                yield words[0], words[1] if len(words) > 1 else "", path.relative_to(ROOT).as_posix()


def _in_declarations() -> Iterator[Found]:
    """The words of the public site's pages: every `en` that no `cy` stands beside."""
    for path in sorted((PACKAGE / "declarations" / "site").glob("*.toml")):
        for words in _english(tomllib.loads(path.read_text("utf-8"))):
            yield words, "", path.relative_to(ROOT).as_posix()


def _english(held: object) -> Iterator[str]:
    if isinstance(held, dict):
        if isinstance(held.get("en"), str):
            if held["en"] and not held.get("cy"):
                yield held["en"]
        else:
            if isinstance(held.get("name"), str) and "says" in held:
                yield held["name"]  # some services have a Welsh name
            for value in held.values():
                yield from _english(value)
    elif isinstance(held, list):
        for value in held:
            yield from _english(value)


def unmarked() -> dict[str, int]:
    """How many sentences of the pages' own code nothing marks yet, by file: they can't be said in Welsh until `say` marks them.

    Counted are texts of three words and more, put together or whole, that stand in the report room and in no marked place;
    not counted are docstrings, and what is raised at somebody who writes code.
    """
    known = {part for one in marked() for part in (one.english, one.many) if part}
    found = {}
    for path in sorted((PACKAGE / "report").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        skipped = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Raise) or _documents(node) for inner in ast.walk(node)}
        inside = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for inner in ast.walk(node) if inner is not node}
        texts = [node for node in ast.walk(tree) if id(node) not in skipped and id(node) not in inside]
        if count := sum(1 for node in texts if _reads_as_sentence(node) and _literal(node) not in known):  # type: ignore[arg-type]
            found[path.relative_to(ROOT).as_posix()] = count
    return found


def _documents(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _reads_as_sentence(node: ast.AST) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    words = " ".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return len(re.findall(r"(?<![\w<&#./=-])[A-Za-z]{2,}(?![\w/=<>_])", words)) >= 3 and " " in words.strip() and "<" not in words


def template(found: list[Message]) -> str:
    """The `.pot` file of the sentences."""
    head = "Project-Id-Version: Upriver\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    return written([Message("", said=(head,)), *found])


def merged(code: str, found: list[Message], held: list[Message]) -> str:
    """A language's catalogue brought up to the marked sentences: what is no longer said goes, what is new is empty."""
    known = {(one.english, one.many): one for one in held}
    head = ("Project-Id-Version: Upriver\n"
            f"Language: {code}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
            f"Content-Transfer-Encoding: 8bit\nPlural-Forms: {PLURALS[code]}\n")
    body = []
    for one in found:
        old = known.get((one.english, one.many))
        said = old.said if old and old.whole else ("",) * (FORMS[code] if one.many else 1)
        flags = old.flags if old and old.whole else frozenset()
        body.append(Message(one.english, one.many, said, flags, one.where, old.notes if old else ()))
    return written([Message("", said=(head,), flags=frozenset({FUZZY})), *body])


def _sign(reader: str, on: str) -> None:
    place = ROOM / "cy" / "upriver.po"
    held = messages(place.read_text("utf-8"))
    if lacking := [one.english for one in held if one.english and not one.whole]:
        raise SystemExit(f"{len(lacking)} sentences have no Welsh yet, the first: {lacking[0]!r}. Nothing was signed.")
    unflagged = [Message(one.english, one.many, one.said, one.flags - {FUZZY}, one.where, one.notes) for one in held]
    place.write_text(written(unflagged), "utf-8")
    lines = [line for line in (ROOM / "cy" / "signed.toml").read_text("utf-8").splitlines() if line.startswith("#")]
    lines += [f'reader = "{reader}"', f'on = "{on}"', f'words = "{fingerprint(unflagged)}"', ""]
    (ROOM / "cy" / "signed.toml").write_text("\n".join(lines), "utf-8")


def main(arguments: list[str]) -> None:
    """Write the template and the catalogues, or sign one."""
    if arguments[:1] == ["--sign"]:
        return _sign(arguments[1], arguments[2])
    found = marked()
    (ROOM / "upriver.pot").write_text(template(found), "utf-8", newline="\n")
    for code in PLURALS:
        place = ROOM / code / "upriver.po"
        held = list(messages(place.read_text("utf-8"))) if place.exists() else []
        place.write_text(merged(code, found, held), "utf-8", newline="\n")
        done = sum(1 for one in messages(place.read_text("utf-8")) if one.english and one.whole)
        print(f"{len(found):,} sentences marked, {sum(unmarked().values()):,} not yet; {code} holds {done:,}.")


if __name__ == "__main__":
    main(sys.argv[1:])
