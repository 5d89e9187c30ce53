"""The commands, and what becomes of a refusal or a bug."""

from __future__ import annotations

import gc
import importlib
import json
import sys
import traceback
import unicodedata

import click

from upriver import __version__, shelf
from upriver.words.refusal import Refusal
from upriver.words.text import sentence

COMMANDS = {
    "demo": ("demo", "Make the fictional partnership, assess and publish it, and serve it."),
    "init": ("setting_up", "Make a workspace, or amend its name and areas."),
    "take-in": ("taking_in", "Take in files: a folder, a zip or files; says what each one is."),
    "submit": ("receiving.sending", "Check a file and seal it in one package, on the provider's own machine."),
    "sign-off": ("receiving.sending", "Record that a provider's named officer signed for what was sent."),
    "scorecard": ("receiving.scoring", "How good each provider's data are, what to mend first, and what they changed."),
    "retention": ("receiving.keeping", "Delete what agreements no longer let be kept, with a certificate."),
    "subject": ("receiving.keeping", "Find, export or erase one person's rows in all that is held."),
    "status": ("taking_in", "What is held, for which months and areas, and what is missing or odd."),
    "decide": ("taking_in", "Keep, exclude or annotate a part of the data, with the reason."),
    "assess": ("assessing", "Make the assessment for a period, every figure through the lock."),
    "prose": ("writing.prose", "What analysts wrote beside the figures: what is stale, old and new text, and accepting it."),
    "language": ("writing.languages", "What is in Welsh and what isn't: fixed words, prose, the partnership's name, each page."),
    "say": ("writing.saying", "Whether a sentence may be said in public, and what may be said instead."),
    "explain": ("writing.explaining", "How one figure was made: definition, steps, inputs, agreement and lock."),
    "publish": ("releasing.gate", "Ask for the release of the latest assessment, and release it once it may be."),
    "review": ("releasing.gate", "What waits to be read before it is released, and voting on it."),
    "leave-out": ("releasing.leaving_out", "Leave something out of what is released because it could endanger someone."),
    "withdraw": ("releasing.gate", "Take a release back, saying why."),
    "ledger": ("releasing.ledger", "Every release ever made, and whether anybody changed what says so."),
    "serve": ("serving", "Open the workspace in browsers, with the public site beside it."),
    "fetch": ("fetching", "Download official open data for chosen areas and months."),
    "who": ("authorities.registering", "Who is in: the register of authorities, what it lacks, and what ends."),
    "agree": ("agreeing", "Record agreements to share data, and see how each one stands."),
    "can-i": ("agreeing", "Whether a use of data is allowed, by which clause, or what would make it a yes."),
    "check": ("local.checking", "Check a file against a contract, on any machine, sending nothing."),
    "map": ("local.mapping", "Say which column and code of yours is which of a contract's, once."),
    "aggregate": ("local.aggregating", "Turn your own rows into a contract's protected table, on your own machine."),
    "checker": ("local.checker", "One HTML file that checks and counts rows in a browser, offline."),
    "spec": ("contracting", "What each contract asks of a file, field by field; or as a paper for the partner."),
    "template": ("contracting", "An empty file for a partner to fill in, or one with made-up rows."),
    "pack": ("plans.packing", "Make a document of the response: strategy, annual report, packs for boards and inspectors."),
    "strategy": ("plans.responding.strategies", "Response strategies: may one be final, parts by authority, links, risks and checks."),
    "priority": ("plans.responding.strategies", "Priorities: the findings they rest on, objectives, measures, theory of change."),
    "action": ("plans.registers.nouns", "Actions: milestones, money and what providers send back."),
    "request": ("plans.registers.nouns", "Requests to relevant authorities, and by the policing body."),
    "consult": ("plans.asking.consulting", "Who was consulted, what they replied, what people said and what was done."),
    "align": ("plans.asking.aligning", "CSP plans against the priorities: how they stand, their clauses, and the letters."),
    "indicator": ("plans.indicators", "The shelf of indicators, how one stands, and what has moved."),
    "evaluate": ("plans.evaluating", "What the studies of actions found, and what is known to work."),
    "meeting": ("plans.registers.nouns", "Meetings: who attended, decisions, and what was asked for."),
    "clock": ("plans.clock", "What is due when, and reviews."),
    "duty": ("plans.duty", "How the Duty is met: attestations and readiness."),
    "export": ("plans.registers.exporting", "The registers as one file to be edited: a workbook, or TOML."),
    "import": ("plans.registers.exporting", "Take an edited export in, or an action plan of your own."),
    "doctor": ("operating.examining", "Whether all is well with this machine and workspace: a page of lines, and what to do."),
    "backup": ("operating.backing_up", "Make one archive of the whole workspace, while others go on working."),
    "restore": ("operating.backing_up", "Put a backup in a new folder, or try whether it could be."),
    "upgrade": ("operating.upgrading", "Bring a workspace of an earlier Upriver to this version, tried on a copy and backed up first."),
    "user": ("people.accounts", "Who may sign in: list, invite, give and end roles, close, set sign-in anew."),
    "audit": ("operating.auditing", "Check that nobody changed the audit log, or hand parts of it out."),
}
"""Each command with the module it lives in, so that `--help` loads none of the heavy ones."""
HEADINGS = {
    "Set up and take in": ("demo", "init", "fetch", "take-in", "status", "decide"),
    "With partners": ("who", "agree", "can-i", "spec", "template", "check", "map", "aggregate", "checker", "submit", "sign-off", "scorecard",
                      "retention", "subject"),
    "The assessment": ("assess", "explain", "prose", "say", "language"),
    "The response": ("strategy", "priority", "action", "request", "consult", "align", "meeting", "export", "import"),
    "Whether it works, and the Duty": ("indicator", "evaluate", "duty", "clock", "pack"),
    "Release": ("publish", "review", "leave-out", "withdraw", "ledger", "serve"),
    "Running it": ("doctor", "backup", "restore", "upgrade", "user", "audit"),
}
"""The headings under which `--help` lists them; one that stands under none comes last."""
LONGEST = 20_000
"""Characters of one thing typed: more than any reason, name or path."""


class Commands(click.Group):
    """The group of all commands, loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"upriver.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        under = {name for names in HEADINGS.values() for name in names}
        for heading, names in {**HEADINGS, "Others": tuple(name for name in COMMANDS if name not in under)}.items():
            listed = [(name, COMMANDS[name][1]) for name in names if name in COMMANDS]
            if listed:
                with formatter.section(heading):
                    formatter.write_dl(listed, col_max=10)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="upriver")
def upriver() -> None:
    """Upriver: the open workbench for the Serious Violence Duty."""


def run(arguments: list[str] | None = None) -> None:
    """Run a command. Exit codes: 0 done, 1 refused, 2 wrong usage, 70 a bug (with its trace)."""
    given = sys.argv[1:] if arguments is None else arguments
    # An assessment makes a million small things that live to its end: looking for rings among them takes a tenth of it.
    gc.set_threshold(100_000, 20, 50)
    try:
        _readable(given)
        answer = upriver.main(args=given, prog_name="upriver", standalone_mode=False)
        sys.exit(answer if isinstance(answer, int) else 0)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        click.echo("Stopped. What had been recorded is kept; run the command again to go on.", err=True)
        sys.exit(1)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(2)
    except Refusal as refusal:
        _refused(refusal, as_json="--json" in given)
        sys.exit(1)
    except shelf.Unreadable as unreadable:
        _refused(Refusal(str(unreadable)), as_json="--json" in given)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
    except Exception:
        traceback.print_exc()
        click.echo("\nThis is a fault in Upriver, not in your data. Nothing recorded was lost.", err=True)
        sys.exit(70)


def _readable(given: list[str]) -> None:
    """Refuse what can neither be recorded nor printed: bytes that are no text, and signs that steer a screen, which would lie in
    wait in a name or a reason for whoever lists it."""
    for letter in "".join(given):
        if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\n\r":
            raise click.UsageError("what was typed holds signs that are no readable text (UTF-8 without control characters).")
    if any(len(each) > LONGEST for each in given):
        raise click.UsageError(f"what was typed is longer than {LONGEST:,} characters.")


def _refused(refusal: Refusal, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"refused": refusal.what, "do": refusal.do}, ensure_ascii=False))
    else:
        click.echo(sentence(str(refusal)), err=True)
