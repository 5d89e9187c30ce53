"""From what the desk brings to what the rules look at: standing of agreements, what each district lacks, what the run shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from upriver.assess.definitions import chosen, definitions
from upriver.duty.agreements.standing import standing
from upriver.duty.gateways import gateways
from upriver.duty.known_authorities import jurisdictions
from upriver.duty.register import matrix
from upriver.intake.contracts import layouts
from upriver.intake.receiving.due import Due
from upriver.intake.receiving.retention import months_after, past
from upriver.pipeline.authorities.register import ground_of
from upriver.store.folder import Folder
from upriver.words.area import Area
from upriver.words.cleared import Clearance
from upriver.words.declared import Contract
from upriver.words.language.dates import month_words
from upriver.words.part import Receipt
from upriver.words.period import Period
from upriver.words.registers.governing import Publication
from upriver.words.registers.plan import Plan
from upriver.words.sharing.agreement import Agreement
from upriver.words.sharing.authority import Register
from upriver.words.standing.held import FeedDue, Held, HeldFeed, HeldRelease, HeldRun


@dataclass(frozen=True, slots=True)
class Brought:
    """What the desk brings: records, agreements, receipts, what was due, the run and its cleared figures, releases, the log."""

    on: date
    plan: Plan
    register: Register
    settled: tuple[Area, ...]
    named: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    receipts: tuple[Receipt, ...]
    dues: tuple[Due, ...]
    elsewhere: Mapping[str, str]
    run: str
    clearance: Clearance | None
    releases: tuple[HeldRelease, ...]
    left_out: int = 0
    decisions: int = 0
    events: int = 0
    log_whole: bool = False


def held_of(folder: Folder, brought: Brought) -> Held:
    """Everything that the rules may look at, on the day of what was brought."""
    known, contracts = gateways(folder.declarations), layouts(folder.declarations)
    ground = ground_of(folder, brought.receipts, brought.settled, brought.named, brought.register)
    laws = jurisdictions()
    lacking = matrix(brought.register, ground.districts, on=brought.on, jurisdictions=laws, upper=ground.upper).lacking
    live = {each.id for each in brought.agreements if standing(each, known, on=brought.on).live}
    run, shelf = _run(folder, brought), definitions(folder.declarations)
    return Held(
        on=brought.on, plan=brought.plan, register=brought.register, districts=ground.districts,
        lacking=tuple(f"{area.name} has {place.lacks}" for area, _, place in lacking),
        countries=tuple(law.slug for law in laws if any(area.code.startswith(law.prefixes) for area in ground.districts)),
        agreements=brought.agreements, live=frozenset(live), feeds=_feeds(brought.receipts, contracts), dues=_dues(brought.dues, contracts),
        elsewhere=brought.elsewhere, kept_until=_kept_until(brought, contracts),
        past_retention=len(past(brought.receipts, contracts, brought.agreements, on=brought.on)), run=run,
        definition=chosen(run.definition, folder.declarations) if run and run.definition else None,
        definitions=tuple(shelf), titled={slug: each.title for slug, each in shelf.items()}, releases=(*brought.releases, *_beside(folder, brought)),
        left_out=brought.left_out, decisions=brought.decisions, events=brought.events, log_whole=brought.log_whole,
        easy=any((folder.root / "prose").glob("*/*.easy.*.md")),
    )


def _run(folder: Folder, brought: Brought) -> HeldRun | None:
    path = folder.root / "runs" / brought.run / "run.json"
    if not brought.run or not path.is_file():
        return None
    body = json.loads(path.read_text("utf-8"))
    tables = brought.clearance.tables if brought.clearance else ()
    return HeldRun(
        brought.run, date.fromisoformat(body["as_of"]), Period(*(date.fromisoformat(each) for each in body["period"])).words,
        str(body.get("audience", "public")), str(body.get("definition", "")), len(body.get("inputs", ())), str(body.get("code", "")),
        {table.slug: sum(cell.value is not None for cell in table.cells) for table in tables},
    )


def _feeds(receipts: Iterable[Receipt], contracts: Mapping[str, Contract]) -> tuple[HeldFeed, ...]:
    found: dict[str, list[Receipt]] = {}
    for each in receipts:
        layout = contracts.get(each.part.contract)
        found.setdefault(layout.feed if layout else each.part.contract, []).append(each)
    return tuple(_feed(slug, rows, contracts.get(slug)) for slug, rows in sorted(found.items()))


def _feed(slug: str, rows: list[Receipt], contract: Contract | None) -> HeldFeed:
    ends = [each.part.period.end for each in rows if each.part.period]
    who = sorted({each.sent.provider if each.sent else each.part.provider for each in rows} - {""})
    return HeldFeed(slug, contract.title if contract else slug.replace("_", " "), bool(contract and contract.protection == "open"), tuple(who),
                    len(rows), max(ends).isoformat() if ends else "", sum(bool(each.sent and each.sent.signed) for each in rows))


def _dues(dues: Iterable[Due], contracts: Mapping[str, Contract]) -> tuple[FeedDue, ...]:
    return tuple(
        FeedDue(each.feed, contracts[each.feed].title if each.feed in contracts else each.feed, each.provider, each.period, each.due_on,
                each.state, each.came_on, _words(each.months))
        for each in dues
    )


def _words(months: tuple[str, ...]) -> str:
    first, last = (month_words(date.fromisoformat(f"{month}-01")) for month in (months[0], months[-1]))
    if first == last:
        return first
    return f"{first.split()[0] if first.split()[1] == last.split()[1] else first} to {last}"


def _kept_until(brought: Brought, contracts: Mapping[str, Contract]) -> dict[str, date]:
    """The day on which the oldest part of each data set has to go, by the shortest agreement about it."""
    months: dict[str, int] = {}
    for each in brought.agreements:
        months[each.contract] = min(months.get(each.contract, each.retention_months), each.retention_months)
    found: dict[str, date] = {}
    for receipt in brought.receipts:
        layout = contracts.get(receipt.part.contract)
        slug = layout.feed if layout else receipt.part.contract
        if slug in months and receipt.part.period:
            until = months_after(receipt.part.period.end, months[slug])
            found[slug] = min(found.get(slug, until), until)
    return found


def _beside(folder: Folder, brought: Brought) -> tuple[HeldRelease, ...]:
    """Documents that are published beside the assessment, in its latest release, where their pages really lie there."""
    latest = next((each for each in reversed(brought.releases) if each.document == "assessment" and each.audience == "public"
                   and each.state == "released"), None)
    if latest is None:
        return ()
    due = [each for each in brought.plan.of(Publication) if each.since and each.since <= brought.on]
    return tuple(
        HeldRelease(latest.id, each.document, "public", "released", latest.on, latest.run, latest.votes, latest.needs)
        for each in due if (folder.root / "published" / each.document.replace("_", "-") / "index.html").is_file()
    )
