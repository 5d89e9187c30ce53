"""How far a partnership has come in setting itself up: each step with the facts that say so. Nothing here is ticked by hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from upriver.assess.definitions import definitions
from upriver.desk.accounts.models import Account
from upriver.desk.agreements.standing import all_stand
from upriver.desk.partners.actions import partnership, set_up
from upriver.desk.partners.convert import register
from upriver.desk.partners.ground import ground, matrix_on
from upriver.desk.registers.convert import plan
from upriver.desk.submissions.convert import receipts
from upriver.duty.register import SPOKEN_FOR
from upriver.store.folder import Folder, write_whole
from upriver.words.declared import Definition
from upriver.words.registers.governing import Meeting, Readiness, Review
from upriver.words.registers.strategy import Strategy
from upriver.words.sharing.authority import RELEVANT, SPECIFIED

STEPS = ("areas", "specified", "relevant", "governance", "definition", "people", "agreements", "dates", "data")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name (one of STEPS), done of how many, and whether it can be begun. `of` 0 where it isn't counted."""

    name: str
    done: bool
    begun: bool
    count: int = 0
    of: int = 0
    ready: bool = True


def steps(folder: Folder, *, on: date) -> tuple[Step, ...]:
    """Every step in its order."""
    found, held, plans = partnership(), register(), plan()
    bodies = [body for body in held.authorities if body.holds_on(on)]
    named = bool(found and found.areas_named)
    specified, relevant = ([body for body in bodies if body.kind in kinds] for kinds in (SPECIFIED, RELEVANT))
    confirmed, known = ([body for body in some if body.status == "confirmed"] for some in (specified, relevant))
    lacking = matrix_on(folder, on).lacking if named and specified else ()
    spoken = [body for body in bodies if body.kind in SPOKEN_FOR]
    people = {each.id for each in held.people if not each.erased_on}
    reached = [body for body in spoken if body.contact in people]
    stands = all_stand(folder, on=on)
    live = [each for each in stands if each.standing.live]
    meetings = [each for each in plans.of(Meeting) if each.body in ("strategy_group", "board")]
    reviews = [each for each in plans.of(Review) if each.of == "definition"]
    strategies = [each for each in plans.of(Strategy) if each.review_due]
    judged = [each for each in plans.of(Readiness) if each.respect == "governance"]
    return (
        Step("areas", named, named, len(ground(folder).districts)),
        Step("specified", bool(specified) and len(confirmed) == len(specified) and not lacking, bool(specified), len(confirmed),
             len(specified), named),
        Step("relevant", bool(known) and len(known) == len(relevant), bool(relevant), len(known), len(relevant), named),
        Step("governance", bool(meetings), bool(meetings or judged), ready=bool(bodies)),
        Step("definition", bool(reviews), bool(reviews), ready=bool(bodies)),
        Step("people", bool(spoken) and len(reached) == len(spoken) and Account.objects.filter(is_active=True).count() > 1,
             bool(reached), len(reached), len(spoken), bool(bodies)),
        Step("agreements", bool(live), bool(stands), len(live), len(stands), bool(bodies)),
        Step("dates", bool(strategies), bool(strategies)),
        Step("data", bool(receipts()), bool(receipts())),
    )


def renamed(folder: Folder, *, slug: str, name: str, areas: tuple[str, ...], by: str, at: str) -> None:
    """Give the partnership its name and areas, in the database and in the workspace's own settings."""
    set_up(slug=slug, name=name, areas=areas, by=by, at=at)
    lines = folder.settings.read_text("utf-8").splitlines()
    line = f"name = {json.dumps(name, ensure_ascii=False)}"
    kept = [line if re.match(r"\s*name\s*=", each) else each for each in lines]
    if line not in kept:
        kept.append(line)
    if kept != lines:
        write_whole(folder.settings, ("\n".join(kept) + "\n").encode())


def known_definitions(folder: Folder) -> dict[str, Definition]:
    """The definitions of serious violence that may be agreed, by slug."""
    return definitions(folder.declarations)
