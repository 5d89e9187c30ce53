"""Ask for the release of the latest assessment, as `upriver publish` does; open data alone is released at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upriver.desk.jobs.kinds import GIB
from upriver.desk.jobs.outcome import Done, Tell
from upriver.store.folder import Folder
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several

KIND, TITLE = "ask_release", mark("Ask for release")
RIGHT = Right.ASK_RELEASE
MEMORY, SECONDS = 6 * GIB, 3600
FIELDS = ("context", "controls", "corrects", "why", "english_only_because")


def run(folder: Folder, body: Mapping[str, Any], *, by: str, at: str, tell: Tell) -> Done:
    """`body`: audience, context, controls, and as needed corrects (a release), why, english_only_because."""
    from upriver.desk.opening import settings_of
    from upriver.desk.releases.making import publish
    from upriver.desk.releases.models import ReleaseRecord

    audience = str(body.get("audience") or "public")
    before = ReleaseRecord.objects.filter(audience=audience, at=at, by=by, state="released").first()
    if before is not None:  # let out by an earlier try of this very work, which was stopped before it could say so
        return Done(say("It is released."), "release", {"ident": str(before.number)})
    said = settings_of(folder)
    tell(say("Making the document again, and looking for what it could give away"), 10)
    told = publish(folder, slug=said.slug, name=said.name, by=by, at=at, audience=audience, **{name: str(body.get(name) or "") for name in FIELDS})
    row = ReleaseRecord.objects.filter(release=told["release"]).order_by("-number").first()
    parts = {"ident": str(row.number)} if row else {}
    if told["state"] == "released":
        return Done(say("It is released: it rests on open data alone, so nobody else had to read it."), "release", parts)
    return Done(several("It waits to be read by {n} person who isn't its author.", "It waits to be read by {n} people who aren't its author.", told["wanted"])
                if told["wanted"] else say("It was asked for already, and everybody who must has approved it."), "release", parts)
