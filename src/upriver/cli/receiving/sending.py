"""`submit` and `sign-off`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from upriver.cli.local.checking import CLEAN, FAULTY, REFUSED, layout_named, lines, refuse
from upriver.cli.workspace import common, day_of, open_session, split_first
from upriver.words.period import read_period
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import LONGEST_NAME, Submission, read_known
from upriver.words.text import listed, plural


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--contract", "slug", required=True, metavar="SLUG", help="The contract that it is sent under.")
@click.option("--as", "form", type=click.Choice(["records", "table", "form"]), help="How the contract is met; else as the file fits.")
@click.option("--elsewhere", default="", metavar="WORDS", help="Send no data: to whom they flow already, and since when.")
@click.option("--provider", required=True, metavar="NAME", help="Whose data they are, as the agreement names you.")
@click.option("--officer", default="", metavar="NAME", help="The named officer who signs; may be left for later.")
@click.option("--role", default="", metavar="ROLE", help="The officer's role.")
@click.option("--period", default="", metavar="FROM..TO", help="The months that it covers, also those without a row.")
@click.option("--known", multiple=True, metavar="RULE:ROW=REASON", help="A row that breaks a rule and is true; ROW may be all.")
@click.option("--on", default="", metavar="YYYY-MM-DD", help="The day of the signature; today by default.")
@click.option("--mapping", type=click.Path(path_type=Path), metavar="FILE.toml", help="Your mapping: which column and code of yours is which.")
@click.option("--to", required=True, type=click.Path(path_type=Path), metavar="PACKAGE.zip", help="The package to write.")
@click.option("--workspace", "at_path", type=click.Path(path_type=Path), help="A workspace whose own declarations count too; none is needed.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def submit(file: Path | None, slug: str, form: str | None, known: tuple[str, ...], mapping: Path | None, to: Path,
           at_path: Path | None, as_json: bool, **said: str) -> int:
    """Check FILE and seal it in one package, on your own machine: nothing is sent anywhere.

    With --elsewhere there is no FILE: the package says that the data flow already. Exit codes as for `check`.
    """
    if (file is None) != bool(said["elsewhere"]):
        raise click.UsageError("Name the file to send, or say with --elsewhere to whom the data flow already.")
    from upriver.intake.contracts import layouts as all_layouts
    from upriver.intake.mapping import read_profile
    from upriver.pipeline.sharing import submitting

    layouts = all_layouts(at_path / "declarations" if at_path else None)
    layout_named(slug, form, layouts)
    wish = _wish(slug, form, known, said)
    profiles = (read_profile(mapping, layouts),) if mapping else ()

    if file is None:
        return _sealed(submitting.declare(wish, layouts, to), to, as_json)
    try:
        with tempfile.TemporaryDirectory(prefix="upriver-") as scratch:
            sent, looked = submitting.submit(file, wish, layouts, to, scratch=Path(scratch), profiles=profiles, mapping=mapping)
    except Refusal as refusal:
        refuse(refusal, as_json)
    if sent is None:
        for line in lines(looked, None):
            click.echo(line, err=as_json)
        click.echo('No package was made. Put the faults right; or, for a row that is true, add --known RULE:ROW="reason".', err=True)
        return REFUSED if looked.refused else FAULTY
    from upriver.desk.sharing.apart.looking import unasked

    return _sealed(sent, to, as_json, unasked(looked))


def _wish(slug: str, form: str | None, known: tuple[str, ...], said: dict[str, str]) -> Submission:
    """What was typed, as a submission."""
    period = ("", "")
    if said["period"]:
        months = read_period(said["period"]).months
        period = (months[0], months[-1])
    officer, role, provider = said["officer"].strip(), said["role"].strip(), said["provider"].strip()
    if bool(officer) != bool(role):
        raise Refusal("a signature needs the officer's name and role", do="Add --officer NAME and --role ROLE.")
    if not provider or max(len(provider), len(officer), len(role)) > LONGEST_NAME:
        raise Refusal("a name is missing or too long", do=f"Write at most {LONGEST_NAME} characters.")
    on = day_of(said["on"], "--on").isoformat() if officer else ""
    return Submission(slug, 0, form or ("elsewhere" if said["elsewhere"] else "records"), provider, period,
                      officer=officer, role=role, signed_on=on, elsewhere=said["elsewhere"].strip(),
                      known=tuple(read_known(each) for each in known))


def _sealed(sent: Submission, to: Path, as_json: bool, unasked: tuple[str, ...] = ()) -> int:
    import json

    if as_json:
        body = {"package": to.name, "submission": sent.id, "contract": sent.contract, "mode": sent.mode, "sha256": sent.sha256,
                "signed": sent.signed, "mapping": sent.mapping or None, "columns_not_asked_for": len(unasked)}
        click.echo(json.dumps(body, ensure_ascii=False, sort_keys=True, indent=2))
        return CLEAN
    what = sent.elsewhere if sent.mode == "elsewhere" else f"{sent.file}, SHA-256 {sent.sha256}"
    click.echo(f"Sealed in {to.name}: {sent.contract} as {sent.mode}, from {sent.provider}: {what}.")
    click.echo(f'Signed by {sent.officer}, {sent.role}, on {sent.signed_on}: "{sent.statement}"' if sent.signed
               else "Nobody has signed yet: it will be held and not used until an officer signs.")
    if sent.mapping:
        click.echo("Your mapping is in the package: the file is read by it.")
    if unasked:
        click.echo(f"The file also holds {plural(len(unasked), 'column')} that nobody asks for: {listed(unasked, most=10)}. Only what is "
                   "asked for is kept; better still, leave the rest out of your extract.")
    click.echo("The seal shows changes on the way; it hides nothing. Send the package by the road that your agreement names.")
    return CLEAN


@click.command("sign-off")
@click.argument("arguments", nargs=-1, required=True, metavar="[WORKSPACE] SUBMISSION")
@click.option("--officer", default="", metavar="NAME", help="The provider's officer who signed; else --by.")
@click.option("--role", required=True, metavar="ROLE", help="The officer's role.")
@click.option("--on", default="", metavar="YYYY-MM-DD", help="The day of the signature; today by default.")
@common
def sign_off(arguments: tuple[str, ...], officer: str, role: str, on: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Record that the provider's named officer signed for SUBMISSION: from then on it may be used."""
    path, rest = split_first(arguments, at_path)
    if len(rest) != 1:
        raise click.UsageError("Write: upriver sign-off SUBMISSION --officer NAME --role ROLE")
    session = open_session(path, by=by, as_json=as_json, writing=True)
    from upriver.desk.submissions.sending import sign

    kept = sign(rest[0], officer=officer or session.by, role=role, on=day_of(on, "--on").isoformat(), by=session.by, at=session.at)
    session.say(f"Signed: {kept.sent.contract} of {kept.sent.provider}, by {kept.sent.officer}, {kept.sent.role}, on "
                f"{kept.sent.signed_on}. It is used from the next `upriver assess` on.")
    session.answer({"submission": kept.sent.id, "contract": kept.sent.contract, "provider": kept.sent.provider, "signed_on": kept.sent.signed_on})
