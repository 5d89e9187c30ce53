"""Is all well? The health of the system, backups, and the ways to sign in that are declared."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse

from upriver.desk.accounts.methods import standing
from upriver.desk.audit.anchoring import last_head
from upriver.desk.jobs.actions import ask
from upriver.desk.opening import settings_of
from upriver.desk.operations.health.examining import examined
from upriver.desk.operations.health.line import Line
from upriver.desk.operations.places import backups as backups_made
from upriver.desk.operations.places import backups_of, beside_the_workspace
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.people.words import when
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal

OLD = 2
"""Days after which the newest backup is too old."""
MIB = 2**20
COLOURS = {"ok": "green", "look": "yellow", "wrong": "red"}


def _lines(asked: Asked) -> list[Line]:
    return list(examined(asked.folder, at=asked.at, address=settings_of(asked.folder).database))


def _backup_age(asked: Asked) -> int | None:
    """Days since the newest backup; None where there is none."""
    made = backups_made(asked.folder, most=1)
    return (datetime.fromisoformat(asked.at) - datetime.fromisoformat(made[0].at)).days if made else None


@page("operating/", right=Right.OPERATE, name="operating")
def operating(asked: Asked) -> HttpResponse:
    """Is all well, when was the last backup, is the log whole."""
    lines, age, head = _lines(asked), _backup_age(asked), last_head()
    wrong, looks = (sum(line.stands == stands for line in lines) for stands in ("wrong", "look"))
    cards = [
        {"question": say("Is all well?"), "answer": say("No") if wrong else say("Mostly") if looks else say("Yes"), "href": asked.url("health"), "link": say("See each check"),
         "colour": "red" if wrong else "yellow" if looks else "green",
         "sentence": say("{all} checks: {wrong} wrong, {looks} to look at.", all=len(lines), wrong=wrong, looks=looks)},
        {"question": say("When was the last backup?"), "answer": say("Never") if age is None else say("Today") if age == 0 else several("{n} day ago", "{n} days ago", age),
         "href": asked.url("backups"), "link": say("See backups, and make one"), "colour": "green" if age is not None and age < OLD else "red",
         "sentence": say("Make one every night, and keep it on another machine.")},
        {"question": say("What was done here?"), "answer": several("{n} event", "{n} events", head.number if head else 0), "href": asked.url("audit"),
         "link": say("Search the log"), "colour": "", "sentence": say("Everything that anybody changed, with the name and the time. Nobody can change it unseen.")},
    ]
    return asked.render("dashboard.html", title=say("System"), cards=cards, actions=[
        {"words": say("Ways to sign in"), "href": asked.url("sign_in_methods")}, {"words": say("Work in the background"), "href": "/operating/jobs/"}])


@page("operating/health/", right=Right.OPERATE, name="health")
def health(asked: Asked) -> HttpResponse:
    """What `upriver doctor` says, each check in a line."""
    order = {"wrong": 0, "look": 1, "ok": 2}
    lines = sorted(_lines(asked), key=lambda line: order[line.stands])
    words = {"ok": say("Well"), "look": say("Look at it"), "wrong": say("Wrong")}
    rows = [[line.about, {"words": words[line.stands], "tag": COLOURS[line.stands]}, {"words": line.says, "hint": line.do}]
            for line in lines]
    return asked.render("show.html", title=say("Health"), back=asked.url("operating"), intro=say("The same checks as those of the command upriver doctor, made now."),
                        tables=[{"caption": say("Checks"), "columns": [say("What"), say("How it stands"), say("What was found")], "rows": rows}])


@page("operating/backups/", right=Right.OPERATE, name="backups", posts=True)
def backups(asked: Asked) -> HttpResponse:
    """Backups that were made, and making one now."""
    if asked.posted:
        number = ask("backup", body={}, actor=asked.actor, at=asked.at)
        return asked.go("job", ident=number)
    made = backups_made(asked.folder)
    rows = [[when(each.at), each.name, f"{each.bytes / MIB:,.1f} MiB", each.by, say("Yes") if each.there else say("No, it was moved or deleted"), each.seal[:16]] for each in made]
    warning = say("Backups lie in the workspace's own folder. If this machine is lost, they are lost with it: set UPRIVER_BACKUPS to a folder elsewhere, or copy them away.") \
        if beside_the_workspace(asked.folder) else ""
    return asked.render("show.html", title=say("Backups"), back=asked.url("operating"), warning=warning,
                        intro=say("A backup holds everything, as it stood at one moment. It isn't encrypted: keep it as you keep the workspace. They go to the folder {place}.",
                                  place=backups_of(asked.folder)),
                        actions=[{"words": say("Make a backup now"), "action": asked.url("backups"), "kind": ""}],
                        tables=[{"caption": say("Backups that were made"), "rows": rows, "empty": say("No backup was made yet."),
                                 "columns": [say("When"), say("Name"), say("Size"), say("By"), say("Still there"), say("Seal begins")]}])


@page("operating/sign-in/", right=Right.OPERATE, name="sign_in_methods")
def sign_in_methods(asked: Asked) -> HttpResponse:
    """The ways to sign in, as they are declared."""
    try:
        found, wrong = standing(asked.folder), ""
    except Refusal as refusal:
        found, wrong = (), f"{refusal.what[:1].upper()}{refusal.what[1:]}. {refusal.do}"
    rows = [[one.title, authority, one.issuer, ", ".join(one.tenants) or say("Its only one"), ", ".join(one.hosts),
             say("Its rules ask everybody") if one.second_factor == "always" else say("Its token must say so"),
             {"words": say("Wrong") if fault else say("Well"), "tag": "red" if fault else "green", "hint": fault}] for one, authority, fault in found]
    return asked.render("show.html", title=say("Ways to sign in"), back=asked.url("operating"), warning=wrong,
                        intro=[say("A password with a second factor is always there. Organisations are declared in files of the workspace, declarations/sign_in, one each; "
                                   "each lets in people of its own authority alone, and only those who were invited.")],
                        tables=[{"caption": say("Organisations"), "rows": rows, "empty": say("No organisation is declared, so everybody has a password here."),
                                 "columns": [say("Name"), say("Authority"), say("Issuer"), say("Tenants"), say("Hosts asked"), say("Second factor"), say("How it stands")]}])


@waits
def waiting(asked: Asked) -> list[Task]:
    """A backup that is too old, for whoever looks after the system."""
    if not asked.may(Right.OPERATE):
        return []
    age = _backup_age(asked)
    if age is not None and age < OLD:
        return []
    return [Task(say("Make a backup"), asked.url("backups"), say("Never made") if age is None else several("{n} day old", "{n} days old", age), "red",
                 say("The newest one is older than it may be."), late=True, order=20)]
