"""What an event of the log is about, in words: the log itself names things by ids, which files of it keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from upriver.desk.accounts.models import Account
from upriver.desk.agreements.convert import agreements
from upriver.desk.jobs.kinds import kinds
from upriver.desk.packs.shelf import offered
from upriver.desk.partners.people import names
from upriver.desk.planning.telling import people_of
from upriver.desk.releases.models import ReleaseRecord
from upriver.intake.contracts import layouts
from upriver.web.framework import page as pages
from upriver.web.framework.asked import Asked
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say
from upriver.words.registers.plan import REGISTERS

KINDS = {
    "account": mark("An account"), "agreement": mark("An agreement"), "authority": mark("A body"), "comment": mark("A comment"), "document": mark("A document"),
    "figures": mark("Figures that are left out"), "invitation": mark("An invitation"), "job": mark("Background work"), "languages": mark("A language of the assessment"),
    "pack": mark("A document"), "partnership": mark("The partnership"), "person": mark("Somebody in the register of people"), "prose": mark("Words of the assessment"),
    "register": mark("A register"), "release": mark("A release"), "row": mark("A record of the response"), "run": mark("An assessment"),
    "said_did": mark("What was done about what people said"), "section": mark("A section of the assessment"), "submission": mark("What was sent"),
    "tries": mark("Signing in"), "upload": mark("A file that was sent"), "voice": mark("An entry of Have your say"),
}
"""What stands before the stroke of a subject; what isn't here begins with the slug of a data set."""
WHOLE = {"register": mark("The register of authorities"), "registers": mark("The records of the response"), "workspace": mark("The workspace"),
         "audit": mark("The log"), "subject": mark("A person's data"), "voices": mark("Have your say"), "have your say": mark("Have your say"),
         "invitation": mark("An invitation")}
"""Subjects that are one word."""


def teller(asked: Asked) -> Callable[[str], str]:
    """A function that says subjects in words, for whoever asks: names that they may not read elsewhere stay out of it."""
    known: dict[str, Mapping[str, str]] = {
        "account": {str(number): name for number, name in Account.objects.values_list("pk", "name")},
        "person": names(),
        "authority": people_of(),
        "release": {**{row.release: say("Release {n}", n=row.number) for row in ReleaseRecord.objects.all()},
                    **{str(row.number): say("Release {n}", n=row.number) for row in ReleaseRecord.objects.all()}},
        "job": {slug: say(kind.TITLE) for slug, kind in kinds().items()},
        "document": {slug: each.title for slug, each in offered().items()},
        "agreement": {each.id: each.title for each in agreements()} if asked.scope(Right.READ_AGREEMENTS).all else {},
        "row": {each.slug: say(each.sheet.title) for each in REGISTERS},
        "register": {each.slug: say(each.sheet.title) for each in REGISTERS},
    }
    titles = {slug: each.title for slug, each in layouts(asked.folder.declarations).items()}
    return lambda subject: _told(subject, known, titles)


def teller_of_people() -> Callable[[str], str]:
    """A function that says who did something: the name, where the log holds the id of a person of the register."""
    known = names()
    return lambda by: known.get(by.removeprefix("person:"), by.removeprefix("person:"))


def _told(subject: str, known: Mapping[str, Mapping[str, str]], titles: Mapping[str, str]) -> str:
    if subject in WHOLE:
        return say(WHOLE[subject])
    kind, _, ident = subject.partition(":")
    if kind in KINDS:
        found = known.get(kind, {}).get(ident.partition(":")[0])
        return say("{kind}: {name}", kind=say(KINDS[kind]), name=found) if found and found != say(KINDS[kind]) else say(KINDS[kind])
    if kind in titles:
        return say("Data: {title}", title=titles[kind])
    if pages.one(kind) is not None:
        return say("A page of the workspace")
    return say("What was sent") if not ident else say("Something that is no longer known")
