"""Let an approved release out, exactly as it was voted on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upriver.desk.jobs.kinds import GIB
from upriver.desk.jobs.outcome import Done, Tell
from upriver.store.folder import Folder
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say
from upriver.words.refusal import Refusal

KIND, TITLE = "release", mark("Release")
RIGHT, OF = Right.ASK_RELEASE, ("release", "number")
MEMORY, SECONDS = 6 * GIB, 3600


def run(folder: Folder, body: Mapping[str, Any], *, by: str, at: str, tell: Tell) -> Done:
    """`body`: number, that of the release as it was asked for."""
    from upriver.desk.opening import settings_of
    from upriver.desk.releases.making import publish
    from upriver.desk.releases.models import ReleaseRecord
    from upriver.desk.releases.standing import must_be_approved

    number = int(body["number"])
    row = ReleaseRecord.objects.get(number=number)
    done = Done(say("It is released."), "release", {"ident": str(number)})
    if row.state == "released":
        return done
    must_be_approved(row)
    said = settings_of(folder)
    tell(say("Making the document again, to see that it is what was voted on"), 10)
    try:
        publish(folder, slug=said.slug, name=said.name, by=by, at=at, audience=row.audience)
    except Refusal:
        row.refresh_from_db()
        if row.state != "returned":
            raise
        raise Refusal(say("it can't be released as it was approved: {why}", why=row.why),
                      do=say("The votes on it count no more. Ask for its release again.")) from None
    return done
