"""What happens at every visit, before and after the page's own function: who is it, may they, whose thing is it, write it down."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from upriver.desk.access import rows, things
from upriver.desk.accounts.convert import actor
from upriver.desk.audit.acting import acting
from upriver.desk.audit.actions import record
from upriver.duty.access.policy import may
from upriver.report.bilingual.held import language
from upriver.web.framework.asked import Asked
from upriver.web.framework.office import office
from upriver.web.framework.page import Page, opens
from upriver.web.guarding import keeping, strength
from upriver.web.guarding.faults import fault_page
from upriver.words.language.speaking import say, speaking
from upriver.words.refusal import Refusal

FORMS = ("csv", "ods", "xlsx")
FORM = re.compile(r"\.?[a-z]{2,5}")
"""What the log is told of a file's form: whatever else stands in the address is its visitor's, and no word of ours."""
TELL_THEMSELVES = frozenset({"audit", "plan_register"})
"""Lists whose verbs write down what was taken away of them, with more than is known here."""


def view_of(page: Page) -> Callable[..., HttpResponseBase]:
    """The function that Django calls for an address."""

    def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        with speaking(language(getattr(request, "spoken", "en"))):
            return _visited(page, request, parts)

    answer.__name__ = page.name
    answer.page = page  # type: ignore[attr-defined]
    return answer


def _visited(page: Page, request: HttpRequest, parts: dict[str, Any]) -> HttpResponseBase:
    if request.method not in (*page.methods, "HEAD"):
        return HttpResponseNotAllowed(page.methods)
    here = office()
    visitor = actor(request.user.pk if request.user.is_authenticated else None)  # type: ignore[union-attr]
    asked = Asked(request, page, visitor, here, getattr(request, "spoken", "en"), here.at)
    if page.right is not None:
        if not visitor.account:
            return keeping.to_sign_in(asked)
        if more := strength.still_needed(asked):
            return asked.see(more)
        if not opens(page, visitor):
            return fault_page(asked, 403, say("Your role doesn't open this page"), say("If you need it for your work, ask the partnership manager."))
        asked.kept = keeping.taken(asked)
    with acting(visitor.account), _walled(asked):
        return _answered(page, asked, parts)


def _answered(page: Page, asked: Asked, parts: dict[str, Any]) -> HttpResponseBase:
    if any("\x00" in str(part) for part in parts.values()):  # nothing is called so, and PostgreSQL wouldn't even be asked
        return fault_page(asked, 404, say("There is no such page"), say("Check the address, or go back to where you came from."))
    if page.of:
        thing = things.thing(page.of, str(parts["ident"]), folder=asked.folder)
        if thing is None or page.right is None or not may(asked.actor, page.right, thing):
            return fault_page(asked, 404, say("There is no such page"), say("Check the address, or go back to where you came from."))
    try:
        answer = page.view(asked, **parts)
    except Http404:
        return fault_page(asked, 404, say("There is no such page"), say("Check the address, or go back to where you came from."))
    except Refusal as refusal:
        return fault_page(asked, 409 if asked.posted else 400, f"{refusal.what}.", refusal.do)
    # A page that loads itself again shows how far something is and nothing of it: what it shows when that is done is written down, once.
    if answer.status_code == 200 and "Refresh" not in answer.headers and (verb := page.logged or _taken_away(page, asked, answer)):
        _write_down(page, asked, parts, verb)
    return answer


def _taken_away(page: Page, asked: Asked, answer: HttpResponseBase) -> str:
    """The verb for a list that leaves as a file from a page that isn't written down when it is read; "" for anything else."""
    a_file = asked.query.get("as") in FORMS and answer.headers.get("Content-Disposition", "").startswith("attachment")
    return "exported list" if a_file and page.right is not None and page.name not in TELL_THEMSELVES else ""


def _write_down(page: Page, asked: Asked, parts: dict[str, Any], verb: str) -> None:
    """That something restricted was opened or exported: what, for which purpose, under which agreement where one covers it."""
    purposes = sorted({each for grant in asked.actor.grants for each in grant.purposes})
    ident, form = str(parts.get("ident", "")), asked.query.get("as", "page")
    body = {"purpose": purposes, "agreement": things.agreement_of(page.of, ident) if page.of else "", "form": form if FORM.fullmatch(form) else "page"}
    record(verb=verb, subject=f"{page.of or page.name}:{ident}" if ident else page.name, body=body, by=asked.by, at=asked.at)


def _walled(asked: Asked) -> AbstractContextManager[Any]:
    """On a server, one transaction a visit, in which the database itself shows no row that the visitor's grants don't reach.

    What is posted to a page of `steps` has the wall alone: were all of it kept at the end, files would go before what says so.
    """
    if connection.vendor != "postgresql":
        return nullcontext()
    if asked.page.steps and asked.posted:
        return rows.shown_by_steps(asked.actor)
    return _in_rows(asked)


class _in_rows:
    def __init__(self, asked: Asked) -> None:
        self.asked, self.atomic = asked, transaction.atomic()

    def __enter__(self) -> None:
        self.atomic.__enter__()
        rows.shown_to(self.asked.actor)

    def __exit__(self, *raised: Any) -> None:
        self.atomic.__exit__(*raised)
