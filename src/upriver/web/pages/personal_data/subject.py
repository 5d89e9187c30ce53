"""Somebody asks what is held of them: finding it, giving it to them, erasing it. The key goes into no address, log or list."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from django.http import HttpResponse

from upriver.desk.access.rows import as_desk
from upriver.desk.opening import settings_of
from upriver.desk.submissions import keeping
from upriver.intake.contracts import layouts
from upriver.pipeline.sharing.keep import Held
from upriver.store.locking import Alone
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.showing.forms import Field, Filled, empty, filled
from upriver.web.signing.again import asks_again
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal


def _fields() -> tuple[Field, ...]:
    return (Field("key", say("Their keyed hash, or the reference of a record"), required=True, max=64, autocomplete="off",
                  hint=say("Their organisation makes the keyed hash from name and date of birth; we never have those. It is 64 letters and digits.")),)


@page("personal-data/request/", right=Right.HANDLE_PERSONAL_DATA, name="subject", posts=True, steps=True)
def subject(asked: Asked) -> HttpResponse:
    """Find, give or erase what is held of one person."""
    if again := asks_again(asked, asked.url("subject")):
        return again
    form = filled(_fields(), asked.typed) if asked.posted else empty(_fields())
    if not asked.posted or not form.sound:
        return _form(asked, form)
    key, what = form.values["key"], asked.typed.get("what", ["find"])[-1]
    try:
        if what == "export":
            return _exported(asked, key)
        if what == "erase" and asked.typed.get("sure"):
            return _erased(asked, key)
        found = keeping.find(asked.folder, layouts(asked.folder.declarations), key, by=asked.by, at=asked.at)
    except Refusal as refusal:
        return _form(asked, form.wrong("key", f"{refusal.what[:1].upper()}{refusal.what[1:]}. {refusal.do}"))
    return asked.render("personal_data/found.html", status=422 if what == "erase" else 200, title=say("What is held of them"), key=key, rows=_rows(found),
                        many=several("{n} row in all", "{n} rows in all", sum(held.rows for held in found)), unsure=what == "erase", back=asked.url("subject"))


def _form(asked: Asked, form: Filled) -> HttpResponse:
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Somebody asks about their data"), fields=form.fields, button=say("Look"),
                        hidden=[("what", "find")], cancel=asked.url("personal_data"),
                        help=[say("Looking is written down, never for whom."), say("Make sure first who asks: see them, or have their organisation do so.")])


def _rows(found: tuple[Held, ...]) -> list[list[str]]:
    return [[held.receipt.part.contract, held.receipt.part.provider, held.receipt.part.period.words if held.receipt.part.period else "", f"{held.rows:,}"] for held in found]


def _exported(asked: Asked, key: str) -> HttpResponse:
    """Their rows as one zip for them; nothing of it stays here."""
    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "rows"
        keeping.export(asked.folder, layouts(asked.folder.declarations), key, place, by=asked.by, at=asked.at)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(place.glob("*.csv")):
                archive.write(path, path.name)
    answer = HttpResponse(out.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="held-of-one-person-{asked.today.isoformat()}.zip"'
    return answer


def _erased(asked: Asked, key: str) -> HttpResponse:
    # Work that began meanwhile would take the files that are written anew for rests of a stopped command.
    with Alone(asked.folder.root), as_desk():
        found, loose = keeping.erase(asked.folder, layouts(asked.folder.declarations), key, name=settings_of(asked.folder).name, by=asked.by, at=asked.at)
    rows = sum(held.rows for held in found)
    more = [several("{n} file that no receipt speaks of held the key too, and was deleted whole.", "{n} files that no receipt speaks of held the key too, and were deleted whole.",
                    len(loose))] if loose else []
    return asked.render("done.html", title=say("Erased"), reference_words=say("Rows that are gone"), reference=f"{rows:,}",
                        next=[say("What is published stays: nobody can be told from it."), say("Backups made before today still hold them until they are too old."), *more],
                        links=[(asked.url("personal_data"), say("To the certificate"))])
