"""Erasing somebody who works here or did: their entry in the register of people and their account."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.accounts.granting import must_be_another
from upriver.desk.accounts.models import Account
from upriver.desk.partners.actions import erase_person as erase_entry
from upriver.desk.partners.people import names
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.showing.forms import Field, filled, shown
from upriver.web.signing.again import asks_again
from upriver.web.signing.forgetting import erase_account
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal

STAYS = mark("What they did stays. Their account keeps a number alone, but their name still stands with work in the background, files they sent, comments, "
             "releases that they wrote or voted on, and in the log: it says who answered for what.")


@page("personal-data/person/", right=Right.HANDLE_PERSONAL_DATA, name="erase_person", posts=True)
def erase_person(asked: Asked) -> HttpResponse:
    """Erase somebody from the register of people, and their account with it."""
    if again := asks_again(asked, asked.path):
        return again
    people = sorted(names().items(), key=lambda pair: pair[1].casefold())
    fields = (
        Field("person", say("Whom"), "select", required=True, choices=[("", say("Choose")), *((ident, f"{name} ({ident})") for ident, name in people)]),
        Field("why", say("Why"), "textarea", required=True, rows=3, max=1000, hint=say("The log keeps it. Don't name them.")),
        Field("sure", say("Their name, address and account may go for good"), "checkbox", required=True, choices=(("yes", ""),)),
    )
    form = shown(fields, asked.kept)
    if asked.posted:
        form = filled(fields, asked.typed)
        if form.sound:
            try:
                return _gone(asked, form.values["person"], form.values["why"])
            except Refusal as refusal:
                form = form.wrong("person", f"{refusal.what[:1].upper()}{refusal.what[1:]}. {refusal.do}")
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Erase somebody who works here"), fields=form.fields, button=say("Erase them"), kind="warning",
                        cancel=asked.url("personal_data"), intro=say(STAYS))


def _gone(asked: Asked, ident: str, why: str) -> HttpResponse:
    accounts = list(Account.objects.filter(person=ident).exclude(name="").values_list("pk", flat=True))
    if len(accounts) > 1:
        raise Refusal(say("more than one account stands for that person, and each may be somebody else's"),
                      do=say("Let those whom you don't mean change their name under Your account, even by a letter: then they stand for themselves alone."))
    for account in accounts:
        must_be_another(asked.actor, account)
        erase_account(account, by=asked.by, at=asked.at, why=why)
    elsewhere = erase_entry(ident=ident, by=asked.by, at=asked.at)
    left = [several("{n} event of the log carries their name as its author. The log can't be changed; when its retention is over it goes as a whole.",
                    "{n} events of the log carry their name as their author. The log can't be changed; when its retention is over it goes as a whole.", elsewhere)] if elsewhere else []
    return asked.render("done.html", title=say("Erased"), next=[say("The register and the accounts hold their name no more."),
                                                                say("Papers, spreadsheets and backups that were made before still do: erase them there too."),
                                                                say(STAYS), *left],
                        links=[(asked.url("personal_data"), say("Go back"))])
