"""`agree` and `can-i`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upriver.cli.workspace import Session, common, day_of, open_session, split_first, today
from upriver.words.refusal import Refusal
from upriver.words.text import day, listed, sentence

if TYPE_CHECKING:
    from upriver.duty.agreements.standing import Standing
    from upriver.words.declared import Contract
    from upriver.words.sharing.agreement import Agreement, Amiss
    from upriver.words.sharing.gateway import Gateway

Options = Mapping[str, str]


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE] [FILE.toml... | ID | sign ID | confirm ID | narrow ID | withdraw ID]")
@click.option("--to", "into", type=click.Path(path_type=Path), help="Write agreement ID to FILE.toml, or a paper to FILE.docx or FILE.html.")
@click.option("--paper", default="", metavar="KIND", help="With --to: sharing_agreement or dpia of ID, or ropa or transparency of all.")
@click.option("--party", default="", help="sign: the party that is signed for, by id.")
@click.option("--person", default="", help="sign, confirm: the id of who did it.")
@click.option("--name", default="", help="sign, confirm: their name; kept apart from the agreement, and erasable.")
@click.option("--role", default="", help="sign, confirm: in what role.")
@click.option("--questions", default="", help="confirm: the gateway's questions that were answered with yes; commas for several, `all` for all.")
@click.option("--on", "on_day", default="", metavar="YYYY-MM-DD", help="The day of it; today if it isn't given.")
@click.option("--fields", default="", help="narrow: the fields that stay, with commas.")
@click.option("--areas", default="", help="narrow: the areas that stay, by GSS code, with commas.")
@click.option("--purposes", default="", help="narrow: the purposes that stay, with commas.")
@click.option("--detail", default="", help="narrow: how finely the partnership may still use the data.")
@click.option("--onward", default="", help="narrow: how finely everyone may still see what is made of them, or `never`.")
@click.option("--ends", default="", metavar="YYYY-MM-DD", help="narrow: an earlier last day.")
@click.option("--why", default="", help="narrow, withdraw: why, in a sentence that others can follow.")
@common
def agree(arguments: tuple[str, ...], into: Path | None, at_path: Path | None, by: str, as_json: bool, **given: str) -> int:
    """Record an agreement from FILE.toml, or list all with what is missing or ends within 90 days.

    With ID: how that one stands. A narrowed or withdrawn agreement stops the next use at once.
    """
    path, rest = split_first(arguments, at_path)
    verb = rest[0] if rest and rest[0] in VERBS else ""
    session = open_session(path, by=by, as_json=as_json, writing=bool(verb) or (into is None and bool(rest) and rest[0].endswith(".toml")))
    if verb:
        if len(rest) != 2:
            raise click.UsageError(f"Write: upriver agree {verb} ID and its options.")
        VERBS[verb](session, rest[1], given)
    elif into is not None:
        _write(session, rest, into, given["paper"])
    elif rest and all(each.endswith(".toml") for each in rest):
        _record(session, rest)
    elif len(rest) <= 1:
        _list(session, rest[0] if rest else "", day_of(given["on_day"], "--on"))
    else:
        raise click.UsageError("this command takes one file, one id, or a verb and an id.")
    return 0


def _known(session: Session) -> tuple[dict[str, Gateway], dict[str, Contract]]:
    """The gateways and the data sets of the workspace."""
    from upriver.duty.gateways import gateways
    from upriver.intake.contracts import layouts

    own = session.folder.declarations
    return gateways(own), dict(layouts(own))


def _record(session: Session, files: tuple[str, ...]) -> None:
    """Record each file; the first that is wrong stops it, with all its faults, and those before it stay recorded."""
    from upriver.desk.agreements import actions
    from upriver.duty.agreements.files import read_agreement

    gateways, contracts = _known(session)
    made = []
    for path in map(Path, files):
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise Refusal(f"{path.name} can't be read", do="Name a UTF-8 text file that is there.") from fault
        read = read_agreement(text, gateways, contracts)
        if read.faults or read.agreement is None:
            raise _amiss(f"{path.name} was not recorded", read.faults, "Correct the file and record it again.")
        made.append(actions.agree(read.agreement, names=read.names, by=session.by, at=session.at))
        session.say(f"Recorded {made[-1].id}, version {made[-1].version}: {made[-1].title}.")
    _tell(session, made, gateways, contracts, today())
    _say_strangers(session, made)


def _say_strangers(session: Session, made: Sequence[Agreement]) -> None:
    """Parties that the register doesn't know: when such a body ends, nothing lists the agreement."""
    from upriver.desk.partners.convert import register

    known = {body.id for body in register().authorities}
    strange = dict.fromkeys(party.id for each in made for party in each.parties if party.id not in known)
    if known and strange:
        session.say(f"Not in the register under that id: {listed(list(strange), most=9)}. Give a party the id that `upriver who` shows, "
                    "else nobody is told of this agreement when that body ends.")


def _amiss(what: str, faults: Sequence[Amiss], do: str) -> Refusal:
    """A refusal that names every fault at once."""
    keys = "one of its keys is" if len(faults) == 1 else f"{len(faults)} of its keys are"
    lines = [f"{fault.key} {fault.says}; {fault.do}" for fault in faults]
    return Refusal("\n  ".join([f"{what}, {keys} wrong:", *lines]), do=f"\n{do}")


def _list(session: Session, slug: str, on: date) -> None:
    from upriver.desk.agreements.convert import agreement, agreements

    gateways, contracts = _known(session)
    found = [agreement(slug)] if slug else list(agreements())
    if not found:
        session.say("No agreement is recorded yet. Record one: upriver agree FILE.toml")
    _tell(session, found, gateways, contracts, on, every=not slug)


def _tell(session: Session, found: list[Agreement], gateways: Mapping[str, Gateway], contracts: Mapping[str, Contract],
          on: date, *, every: bool = False) -> None:
    """How agreements stand, as lines and as JSON; with `every`, the data sets that lack one too."""
    from upriver.duty.agreements.feeds import NONE, feeds, narrower
    from upriver.duty.agreements.standing import standing

    stands = [standing(each, gateways, on=on) for each in found]
    for each, stand in zip(found, stands, strict=True):
        for line in _lines(each, stand, narrower(each, contracts[each.contract]) if each.contract in contracts else ""):
            session.say(line)
    lacking = [feed for feed in feeds(found, contracts.values(), gateways, on=on) if feed.state == NONE] if every else []
    if lacking:
        session.say(f"No agreement for: {listed([feed.contract for feed in lacking], most=30)}")
    session.answer({
        "on": on.isoformat(),
        "agreements": [_body(each, stand) for each, stand in zip(found, stands, strict=True)],
        "without_agreement": [feed.contract for feed in lacking],
    })


def _lines(found: Agreement, stand: Standing, narrow: str) -> list[str]:
    from upriver.words.sharing.agreement import STATES

    until = f", until {day(found.ends.isoformat())}" if stand.live else ""
    lines = [f"{found.id} ({found.contract}, {found.gateway}): {STATES[stand.state]}{until}"]
    lines += [
        f"  {lack.section + ': ' + lack.why.rstrip('.') if lack.section else sentence(lack.why.rstrip('.'))}. {lack.do}"
        for lack in stand.lacks
    ]
    return lines + [f"  {says[:1].upper()}{says[1:]}." for says in (stand.soon, narrow) if says]


def _body(found: Agreement, stand: Standing) -> dict[str, Any]:
    from upriver.duty.agreements.files import table_of

    lacks = [{"state": lack.state, "section": lack.section, "why": lack.why, "do": lack.do} for lack in stand.lacks]
    return {"agreement": table_of(found), "state": stand.state, "lacks": lacks, "soon": stand.soon}


def _write(session: Session, rest: tuple[str, ...], into: Path, paper: str) -> None:
    from upriver.desk.agreements.convert import agreement
    from upriver.desk.partners.people import names
    from upriver.duty.agreements.files import agreement_toml
    from upriver.store.folder import write_whole

    if paper:
        from upriver.cli.agreements.papers import paper_bytes

        body = paper_bytes(session, paper, rest[0] if rest else "", into.suffix, today())
    elif len(rest) == 1 and into.suffix == ".toml":
        body = agreement_toml(agreement(rest[0]), names()).encode()
    else:
        raise click.UsageError("Write: upriver agree ID --to FILE.toml, or --paper KIND --to FILE.docx [ID].")
    write_whole(into, body)
    session.say(f"Wrote {into.name}.")
    session.answer({"written": into.name})


def _need(given: Options, *keys: str) -> None:
    missing = [key for key in keys if not given[key].strip()]
    if missing:
        raise click.UsageError(f"Add {listed(['--' + key for key in missing])}.")


def _split(typed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in typed.split(",") if part.strip())


def _sign(session: Session, slug: str, given: Options) -> None:
    from upriver.desk.agreements import actions

    _need(given, "party", "person", "role")
    made = actions.sign(slug, party=given["party"], person=given["person"], name=given["name"], role=given["role"],
                        on=day_of(given["on_day"], "--on"), by=session.by, at=session.at)
    _after(session, made)


def _confirm(session: Session, slug: str, given: Options) -> None:
    """Without --questions it says what is asked, and records nothing: nobody confirms what they have not read."""
    from upriver.desk.agreements import actions
    from upriver.desk.agreements.convert import agreement
    from upriver.duty.agreements.standing import flows
    from upriver.duty.gateways import questions

    found = agreement(slug)
    gateway = _known(session)[0].get(found.gateway)
    asked = questions(gateway, flows(found)) if gateway else ()
    if not given["questions"]:
        raise Refusal("\n  ".join([f"{found.gateway} asks the partnership to confirm:",
                                   *(f"{each.slug} ({each.section}): {each.says}" for each in asked),
                                   *([f"Not verified: {gateway.unverified}"] if gateway.unverified else [])]) if gateway and asked
                      else f"{found.gateway} asks nothing of the partnership",
                      do="\nAnswer with --questions and those that are so." if asked else "")
    _need(given, "person", "role")
    chosen = tuple(each.slug for each in asked) if given["questions"] == "all" else _split(given["questions"])
    made = actions.confirm(slug, person=given["person"], name=given["name"], role=given["role"], on=day_of(given["on_day"], "--on"),
                           questions=chosen, known=[each.slug for each in asked], by=session.by, at=session.at)
    _after(session, made)


def _narrow(session: Session, slug: str, given: Options) -> None:
    from upriver.desk.agreements import actions
    from upriver.desk.agreements.convert import agreement
    from upriver.duty.agreements.consistency import amiss

    found = agreement(slug)
    less: dict[str, Any] = {key: _split(given[key]) for key in ("fields", "areas", "purposes") if given[key]}
    less |= {key: given[key] for key in ("detail", "onward") if given[key]}
    made = replace(found, **less)
    if given["ends"]:
        ends = day_of(given["ends"], "--ends")
        made = replace(made, ends=ends, review=min(made.review, ends))
    made = _worded(made)
    if wrong := amiss(made, *_known(session)):
        raise _amiss("the agreement was not narrowed", wrong, "Nothing was recorded.")
    _after(session, actions.narrow(made, why=given["why"], by=session.by, at=session.at))


def _worded(made: Agreement) -> Agreement:
    """The agreement as its file would be read, so that words outside their closed list are refused as there."""
    from upriver.duty.agreements.files import from_table, table_of

    read = from_table(table_of(made))
    if read.agreement is None:
        raise _amiss("the agreement was not narrowed", read.faults, "Nothing was recorded.")
    return read.agreement


def _withdraw(session: Session, slug: str, given: Options) -> None:
    from upriver.desk.agreements import actions

    _after(session, actions.withdraw(slug, on=day_of(given["on_day"], "--on"), why=given["why"], by=session.by, at=session.at))


def _after(session: Session, made: Agreement) -> None:
    session.say(f"Recorded. {made.id} is version {made.version}.")
    _tell(session, [made], *_known(session), today())


VERBS: dict[str, Callable[[Session, str, Options], None]] = {
    "sign": _sign, "confirm": _confirm, "narrow": _narrow, "withdraw": _withdraw,
}


@click.command("can-i")
@click.argument("words", nargs=-1, metavar="[WORDS]")
@click.option("--contract", default="", help="The data set, by its contract's slug.")
@click.option("--fields", default="", help="Its fields, with commas; all of them if none are named.")
@click.option("--areas", default="", help="GSS codes with commas; the partnership's own areas if none are named.")
@click.option("--detail", default="", help="record, small_area, district or partnership.")
@click.option("--purpose", default="", help="What for: strategic_needs_assessment, response_strategy, monitoring, evaluation or data_quality.")
@click.option("--audience", default="", help="Who is to see it: restricted or public.")
@click.option("--on", "on_day", default="", metavar="YYYY-MM-DD", help="The day; today if it isn't given.")
@common
def can_i(words: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, on_day: str, **flags: str) -> int:
    """Whether a use is allowed, by which clause and confirmed by whom, or what would make it a yes.

    In words ("use ed_assault by lsoa in the public assessment") or in flags. What isn't understood is asked for.
    """
    from upriver.cli.agreements.may_we import ask

    path, rest = split_first(words, at_path)
    session = open_session(path, by=by, as_json=as_json)
    given = {key: value for key, value in {**flags, "on": on_day}.items() if value}
    return ask(session, " ".join(rest), given, _known(session)[1])
