"""The mapping wizard: our column is your column, our code is your code; said once and remembered for the body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from upriver.desk.sharing import uploads
from upriver.desk.sharing.apart.bounded import bounded
from upriver.desk.sharing.asking import Ask, asked_of
from upriver.desk.sharing.mapping import held_for, save
from upriver.desk.sharing.receiving import task_of
from upriver.desk.sharing.uploads import Upload
from upriver.intake.contracts import layouts
from upriver.intake.mapping import LONGEST
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.sharing.body import crumbs
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.declared import Contract
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import DATE_FORMATS
from upriver.words.text import sentence

MOST_CHOICES = 40
ALWAYS = "="


@page("sharing/uploads/<slug:ident>/columns/", right=Right.SUBMIT, name="upload_columns", of="upload", posts=True)
def upload_columns(asked: Asked, ident: str) -> HttpResponse:
    """Which of your columns is which of ours."""
    one = _waiting(ident)
    layout = _layout(asked, one)
    if layout is None:
        return _which(asked, one)
    found = _proposed(asked, one, layout, {})
    fields = _columns(layout, found)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, _known(asked, one, layout, found))
    if not asked.posted or not form.sound:
        return _form(asked, one, form, title=say("Which column is which?"), intro=_intro(layout))
    chosen = {name.removeprefix("f_"): value for name, value in form.values.items() if value}
    if _open(layout, _proposed(asked, one, layout, _places(chosen))["chosen"]):
        return asked.see(asked.url("upload_codes", ident=ident) + "?" + urlencode({"layout": layout.slug, **chosen}))
    return _kept(asked, one, layout, chosen, {}, {}, form)


@page("sharing/uploads/<slug:ident>/codes/", right=Right.SUBMIT, name="upload_codes", of="upload", posts=True, logged="opened codes of an upload")
def upload_codes(asked: Asked, ident: str) -> HttpResponse:
    """Which of your codes is which of ours, and how your dates are written."""
    one = _waiting(ident)
    layout = _layout(asked, one)
    if layout is None:
        return asked.go("upload_columns", ident=ident)
    chosen = {field.name: asked.query[field.name] for field in layout.fields if asked.query.get(field.name)}
    found = _proposed(asked, one, layout, _places(chosen))["chosen"]
    fields, names = _codes(layout, found)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {each.name: each.value for each in fields})
    if not asked.posted or not form.sound:
        intro = say("Each question names one of your codes. Leave open what is none of ours: its rows are shown as faults.")
        return _form(asked, one, form, title=say("Which code is which?"), intro=intro)
    codes: dict[str, dict[str, str]] = {}
    for key, (field, theirs) in names.items():
        if form.values[key]:
            codes.setdefault(field, {})[theirs] = form.values[key]
    dates = {name.removeprefix("d_"): value for name, value in form.values.items() if name.startswith("d_") and value}
    return _kept(asked, one, layout, chosen, codes, dates, form)


def _kept(asked: Asked, one: Upload, layout: Contract, chosen: Mapping[str, str], codes: dict[str, dict[str, str]], dates: dict[str, str],
          form: Filled) -> HttpResponse:
    found = _proposed(asked, one, layout, _places(chosen))
    headers = dict(found["columns"])
    columns = {name: headers.get(place, "")[:LONGEST] for name, place in _places(chosen).items()}
    told = {name: each["dates"] for name, each in found["chosen"].items() if each["dates"] in DATE_FORMATS} | dates
    missing = {field.name: "" for field in layout.fields if field.name not in chosen and _read_by_its_heading(field.name, found)}
    constants = {name: value.removeprefix(ALWAYS) for name, value in chosen.items() if value.startswith(ALWAYS)}
    try:
        save(asked.folder, one.authority, layout.slug, columns={**columns, **missing}, codes=codes, dates=told, constants=constants, by=asked.by, at=asked.at)
        uploads.check_again(one.ident, contract=layout.feed, actor=asked.actor, at=asked.at)
    except Refusal as refusal:
        return _form(asked, one, form.wrong(form.fields[0].name, sentence(str(refusal))), title=say("Which column is which?"), intro=_intro(layout))
    return asked.go("upload", ident=one.ident, flash=say("Remembered: your next files are read so by themselves. This one is checked again."))


def _which(asked: Asked, one: Upload) -> HttpResponse:
    """First of all: which data set is it?"""
    asks = _asks(asked, one)
    fields = [Field("layout", say("Which data set is this file?"), "radios", required=True, choices=[(each.contract.slug, each.contract.title) for each in asks])]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.sound:
        return asked.see(asked.url("upload_columns", ident=one.ident) + "?" + urlencode({"layout": form.values["layout"]}))
    return _form(asked, one, form, title=say("Which data set is this file?"), intro="", one_question=True)


def _waiting(ident: str) -> Upload:
    one = uploads.one(ident)
    if not one.kept or one.state not in ("unknown", "faulty"):
        raise Refusal(say("this file isn't waiting for a mapping"), do=say("Send it again where it is still to be taken in."))
    return one


def _asks(asked: Asked, one: Upload) -> list[Ask]:
    return [each for each in asked_of(asked.folder, one.authority, on=asked.today) if each.live]


def _layout(asked: Asked, one: Upload) -> Contract | None:
    """The layout that is mapped to: as the address says, as it was checked, or as it was sent for."""
    every = layouts(asked.folder.declarations)
    feeds = {each.contract.slug for each in _asks(asked, one)}
    for slug in (asked.query.get("layout", ""), str(one.body.get("layout", "")), one.contract):
        if slug in every and every[slug].feed in feeds:
            return every[slug]
    return None


def _proposed(asked: Asked, one: Upload, layout: Contract, chosen: Mapping[str, int]) -> dict[str, Any]:
    task = task_of(asked.folder, one, on=asked.today.isoformat())
    return bounded({**task, "do": "propose", "layout": layout.slug, "chosen": dict(chosen)})


def _places(chosen: Mapping[str, str]) -> dict[str, int]:
    return {name: int(value) for name, value in chosen.items() if value.isdecimal() and len(value) < 8}


def _columns(layout: Contract, found: Mapping[str, Any]) -> list[Field]:
    columns = [(str(place), say("{n}: {heading}", n=place, heading=_plainly(heading))) for place, heading in found["columns"]]
    fields = []
    for each in layout.fields:
        if each.constant is not None:
            continue
        always = [(f"{ALWAYS}{code}", say("Always: {code}", code=code)) for code in each.codes] if len(each.codes) <= MOST_CHOICES and not each.free_text else []
        choices = [("", say("Not in this file")), *columns, *always]
        fields.append(Field(f"f_{each.name}", each.name, "select", hint=each.says, required=each.required, choices=choices))
    return fields


def _known(asked: Asked, one: Upload, layout: Contract, found: Mapping[str, Any]) -> dict[str, str]:
    """What is chosen already: by the mapping that the body has, else as its headings and cells suggest."""
    places = {heading: str(place) for place, heading in found["columns"]}
    known = {f"f_{name}": str(each["place"]) for name, each in found["suggested"].items()}
    before = held_for(asked.folder, one.authority, layout.slug)
    if before:
        known |= {f"f_{name}": places[header] for name, header in before.columns.items() if header in places}
        known |= {f"f_{name}": f"{ALWAYS}{value}" for name, value in before.constants.items()}
    return known


def _open(layout: Contract, found: Mapping[str, Any]) -> bool:
    return any(each["codes"] or each["dates"] for each in found.values())


def _codes(layout: Contract, found: Mapping[str, Any]) -> tuple[list[Field], dict[str, tuple[str, str]]]:
    """A question for each of their codes that isn't one of ours, and for each way of writing dates; which question is of which code."""
    fields: list[Field] = []
    names: dict[str, tuple[str, str]] = {}
    for name, each in found.items():
        ours = layout.field(name).codes
        if each["dates"]:
            ways = [("", say("As we do: 2026-03-27")), *((form, form) for form in DATE_FORMATS)]
            fields.append(Field(f"d_{name}", say("How {field} is written", field=name), "select", value=each["dates"], choices=ways))
        for number, (theirs, (mine, _)) in enumerate(each["codes"].items()):
            key = f"k_{name}_{number}"
            names[key] = (name, theirs)
            label = say("{field}: your {code} is", field=name, code=_plainly(theirs))
            if len(ours) > MOST_CHOICES:
                fields.append(Field(key, label, hint=say("One of our {n} codes, or empty", n=len(ours)), value=mine, check=_one_of(ours)))
            else:
                fields.append(Field(key, label, "select", value=mine, choices=[("", say("Leave it open")), *((code, code) for code in ours)]))
    return fields, names


def _one_of(codes: tuple[str, ...]) -> Callable[[str], str]:
    return lambda value: "" if value in codes else say("That is no code of ours")


def _read_by_its_heading(name: str, found: Mapping[str, Any]) -> bool:
    """Whether a field would be read under its own heading though nobody chose it: then it must be said that it isn't given."""
    return bool(found["suggested"].get(name, {}).get("why") == "its heading")


def _intro(layout: Contract) -> str:
    return say("Say it once; it is remembered. Suggestions come from your headings and from what the columns hold. Data set: {data}.", data=layout.title)


def _form(asked: Asked, one: Upload, form: Filled, *, title: str, intro: str, one_question: bool = False) -> HttpResponse:
    where = crumbs(asked, one.authority, (asked.url("upload", ident=one.ident), one.name), ("", title))
    return asked.render("form.html", status=422 if asked.posted else 200, title=title, over=one.name, intro=intro, fields=form.fields, errors=form.errors,
                        button=say("Continue"), cancel=asked.url("upload", ident=one.ident), crumbs=where, one=one_question)


def _plainly(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:60]
