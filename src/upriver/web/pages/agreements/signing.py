"""Sending an agreement for signature, signing it, and confirming what the law asks."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse

from upriver.desk.agreements import signing
from upriver.desk.agreements.actions import OtherTerms
from upriver.desk.agreements.standing import Stands, stand
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import first_up, party_rows, terms_rows
from upriver.web.pages.partnership.places import place_names, way
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal


@page("agreements/<slug:ident>/send/", right=Right.EDIT_AGREEMENTS, name="agreement_send", of="agreement", posts=True)
def agreement_send(asked: Asked, ident: str) -> HttpResponse:
    """Check the answers, then send to the parties' officers: it waits on their first page, with a link to pass on."""
    found = stand(asked.folder, ident, on=asked.today)
    if asked.posted:
        signing.send(ident, by=asked.by, at=asked.at)
        return asked.go("agreement_sent", ident=ident)
    change = asked.url("agreement_terms_of", ident=ident)
    lists = [{"title": say("What is agreed"), "rows": terms_rows(asked, found, place_names(asked.folder), change=change)}]
    lists += [{"title": party.name, "rows": party_rows(party, change=f"{change}#party-{number}-controller")} for number,
              party in enumerate(found.agreement.parties, 1)]
    return asked.render("check.html", title=say("Check your answers before you send it for signature"), lists=lists,
                        button=say("Send for signature"),
                        crumbs=_crumbs(asked, found), cancel=asked.url("agreement", ident=ident),
                        promise=say("The officers of each party see it on their first page and sign it there. Nothing is shared "
                                    "until all have signed and the law's questions are confirmed."))


@page("agreements/<slug:ident>/sent/", right=Right.EDIT_AGREEMENTS, name="agreement_sent", of="agreement")
def agreement_sent(asked: Asked, ident: str) -> HttpResponse:
    """It was sent: who can sign for each party, and the link to pass on."""
    found = stand(asked.folder, ident, on=asked.today)
    link = asked.request.build_absolute_uri(asked.url("agreement_sign", ident=ident))
    invite = way(asked, "invite") or way(asked, "people")
    waiting = [(party.name, signing.officers_of(party.id), f"{invite}?{urlencode({'authority': party.id})}" if invite else "") for party in found.agreement.parties if party.id in found.unsigned]
    return asked.render("agreements/sent.html", title=say("Sent for signature"), found=found, link=link, waiting=waiting, ident=ident,
                        open=len(found.open), crumbs=_crumbs(asked, found))


def _crumbs(asked: Asked, found: Stands) -> list[tuple[str, str]]:
    return [(asked.url("agreements"), say("Agreements")), (asked.url("agreement", ident=found.agreement.id), found.agreement.title)]


def _today(asked: Asked) -> dict[str, str]:
    return {"on": asked.today.isoformat()}


def _mine(asked: Asked, found: Stands) -> list[tuple[str, str]]:
    """The parties that whoever asks may sign for and that nobody has signed for."""
    own = asked.scope(Right.SIGN_AGREEMENTS)
    return [(party.id, party.name) for party in found.agreement.parties if party.id in found.unsigned
            and (own.all or party.id in own.authorities)]


@page("agreements/<slug:ident>/sign/", right=Right.SIGN_AGREEMENTS, name="agreement_sign", of="agreement", posts=True)
def agreement_sign(asked: Asked, ident: str) -> HttpResponse:
    """Sign for one's own authority by name; the manager records what was signed on paper."""
    found = stand(asked.folder, ident, on=asked.today)
    parties = _mine(asked, found)
    if not parties or found.agreement.withdrawn:
        return _nothing_to_sign(asked, ident)
    fields = _sign_fields(asked, parties)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept,
        {"party": parties[0][0] if len(parties) == 1 else "", "version": str(found.agreement.version), **_today(asked)})
    if asked.posted:
        form, paper = _paper(asked, form)
        if form.sound:
            try:
                values = form.values
                signing.sign_with(asked.folder, ident, party=values["party"], name=values.get("name") or asked.by, role=values["role"],
                                  on=date.fromisoformat(values["on"]), by=asked.by, at=asked.at, paper=paper, read=_number(values["version"]))
                return asked.go("agreement", ident=ident, flash=say("Signed. The signature is recorded with its day."))
            except OtherTerms:
                return _to_read_again(asked, ident)
            except Refusal as refusal:
                form = form.wrong(_where(refusal), f"{first_up(refusal.what)}. {refusal.do}")
    return _sign_page(asked, found, parties, form, status=200 if form.sound else 422)


def _nothing_to_sign(asked: Asked, ident: str) -> HttpResponse:
    asked.flash(say("There is nothing for you to sign here: it is signed already, or withdrawn."), "notice")
    return asked.go("agreement", ident=ident)


def _to_read_again(asked: Asked, ident: str) -> HttpResponse:
    """The terms as they are now, for somebody who read others: what they typed stands, but for their word that they read it."""
    found = stand(asked.folder, ident, on=asked.today)
    parties = _mine(asked, found)
    if not parties or found.agreement.withdrawn:
        return _nothing_to_sign(asked, ident)
    form = shown(_sign_fields(asked, parties), {**asked.typed, "version": [str(found.agreement.version)], "sure": []})
    form = form.wrong("sure", say("The terms changed after you opened this page. What is agreed now stands above: read it, then tick this again"))
    return _sign_page(asked, found, parties, form, status=409)


def _number(version: str) -> int:
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0


def _sign_page(asked: Asked, found: Stands, parties: list[tuple[str, str]], form: Filled, *, status: int) -> HttpResponse:
    by_proxy = asked.scope(Right.SIGN_AGREEMENTS).all
    return asked.render("agreements/sign.html", status=status,
                        title=say("Record a signature") if by_proxy else say("Sign this agreement"),
                        found=found, fields=form.fields, errors=form.errors,
                        button=say("Record the signature") if by_proxy else say("Sign it now"),
                        files=True, crumbs=_crumbs(asked, found), cancel=asked.url("agreement", ident=found.agreement.id),
                        lists=[{"title": say("What you sign"), "rows": terms_rows(asked, found, place_names(asked.folder))},
                               *({"title": party.name, "rows": party_rows(party)} for party in found.agreement.parties
                                 if party.id in dict(parties))])


def _where(refusal: Refusal) -> str:
    if "file" in refusal.what:
        return "paper"
    return "on" if "day" in refusal.what else "party"


def _sign_fields(asked: Asked, parties: list[tuple[str, str]]) -> list[Field]:
    by_proxy = asked.scope(Right.SIGN_AGREEMENTS).all
    party = (Field("party", say("Party that is signed for"), "radios", required=True, choices=parties) if len(parties) > 1
             else Field("party", say("Party that is signed for"), "select", required=True, choices=parties))
    who = [Field("name", say("Who signed"), required=True,
                 hint=say("First and last name, as on the paper. Kept in the register of people alone, and erasable."),
                 max=200)] if by_proxy else []
    box = Field("sure", say("I am authorised to sign for this party, and I have read what it agrees to") if not by_proxy
                else say("I hold the signed paper, or saw them sign"),
                "checkboxes", required=True, choices=(("yes", say("Yes")),))
    return [party, *who,
            Field("role", say("In what role"), required=True,
                  hint=say("For example: senior information risk owner, Caldicott Guardian, head of information."), max=200),
            Field("on", say("Day of signing"), "date", required=True),
            Field("paper", say("Signed paper"), "file",
                  hint=say("A PDF of at most 20 MB. It is kept unchanged, under its fingerprint (SHA-256)."),
                  accept=".pdf,application/pdf"),
            Field("version", "", "hidden"),
            box]


def _paper(asked: Asked, form: Filled) -> tuple[Filled, bytes]:
    given = asked.request.FILES.get("paper")
    if given is None:
        return form, b""
    if (given.size or 0) > signing.LARGEST:
        return form.wrong("paper", say("The file is larger than 20 MB. Scan it in black and white, or send fewer pages.")), b""
    return form, given.read()


@page("agreements/<slug:ident>/confirm/", right=Right.EDIT_AGREEMENTS, name="agreement_confirm", of="agreement", posts=True)
def agreement_confirm(asked: Asked, ident: str) -> HttpResponse:
    """Confirm, one question at a time with its law, that the gateway holds."""
    found = stand(asked.folder, ident, on=asked.today)
    if not found.asked:
        raise Http404
    fields = [
        Field("questions", say("What you confirm"), "checkboxes", required=True,
              choices=[(each.slug, each.says, each.section) for each in found.asked],
              hint=say("Tick only what your legal adviser is content with. What stays open keeps the agreement from being used.")),
        Field("name", say("Who confirms"), required=True, max=200,
              hint=say("First and last name. Kept in the register of people alone, and erasable.")),
        Field("role", say("In what role"), required=True, max=200,
              hint=say("For example: information governance lead, data protection officer.")),
        Field("on", say("Day of confirming"), "date", required=True),
    ]
    before = found.agreement.confirmation
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {
        "questions": ";".join(before.questions) if before else "", "name": asked.by, **_today(asked)})
    if asked.posted and form.sound:
        try:
            values = form.values
            signing.confirm_with(ident, name=values["name"], role=values["role"], on=date.fromisoformat(values["on"]),
                                 questions=values["questions"].split(";"), known=[each.slug for each in found.asked], by=asked.by,
                                 at=asked.at)
            return asked.go("agreement", ident=ident, flash=say("Confirmed. It stands with the agreement, with name, role and day."))
        except Refusal as refusal:
            form = form.wrong("on" if "day" in refusal.what else "name", f"{first_up(refusal.what)}. {refusal.do}")
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Confirm what the law asks"), over=found.agreement.title,
                        intro=found.gateway.says if found.gateway else "", fields=form.fields, errors=form.errors, button=say("Confirm"),
                        crumbs=_crumbs(asked, found),
                        inset=say("Not verified at its source: {words}", words=found.gateway.unverified) if found.gateway
                        and found.gateway.unverified else "",
                        cancel=asked.url("agreement", ident=ident))
