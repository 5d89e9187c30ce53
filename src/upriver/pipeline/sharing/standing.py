"""How each feed stands today: used, held, barred, flowing elsewhere, or dark."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from upriver.duty.agreements.apart import joined
from upriver.words.declared import Contract
from upriver.words.figure import MetSpec, Need, PeopleSpec, TallySpec
from upriver.words.part import Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import DETAILS, Permission
from upriver.words.sharing.feed import STATES, FeedState
from upriver.words.sharing.inside import Inside, Sent
from upriver.words.text import listed


def feed_states(
    layouts: Mapping[str, Contract],
    receipts: Sequence[Receipt],
    *,
    permission: Permission,
    used: Collection[str],
    elsewhere: Mapping[str, str],
    givers: Mapping[str, Collection[str]] | None = None,
) -> tuple[FeedState, ...]:
    """Every contract that answers a question, with how it stands; best first, then by title.

    Args:
        used: contracts that a figure rests on. elsewhere: contract -> to whom its data already flow.
        givers: contract -> who has agreed to send it.
    """
    sent = {(layouts[each.part.contract].feed, each.part.provider.casefold()) for each in receipts if each.part.contract in layouts}
    held = {layouts[receipt.part.contract].feed for receipt in receipts if receipt.part.contract in layouts}
    barred = {layouts[each.use.contract].feed: each for each in permission.barred}
    found = []
    for slug, contract in layouts.items():
        if contract.of or not contract.answers:
            continue
        state, why = "dark", ""
        if slug in used:
            state = "used"
        elif slug in held and slug in barred:
            state, why = "barred", f"{barred[slug].why}. {barred[slug].do}"
        elif slug in held:
            state = "held"
        elif slug in elsewhere:
            state, why = "elsewhere", elsewhere[slug]
        silent = tuple(sorted(name for name in (givers or {}).get(slug, ()) if (slug, name.casefold()) not in sent))
        found.append(FeedState(slug, contract.title, contract.asked_of, contract.answers, state, why, contract.protection == "open", silent))
    order = tuple(STATES)
    return tuple(sorted(found, key=lambda each: (order.index(each.state), each.open, each.title)))


def inside_of(layouts: Mapping[str, Contract], receipts: Sequence[Receipt], permission: Permission, public: Permission) -> Inside:
    """What only the partnership's own people are told of how a document came about; `public` is what everyone may see by the same clauses."""
    agreed = tuple(clause for clause in permission.clauses if clause.gateway != "open_data")
    sent: dict[tuple[str, str], set[str]] = {}
    for each in receipts:
        layout = layouts.get(each.part.contract)
        if layout is not None and layout.protection != "open" and each.signed:
            for provider, period in each.part.covers:
                sent.setdefault((layouts[layout.feed].title, provider), set()).add(period)
    alone = tuple(
        (layouts[slug].title, _said(_finest(permission, slug)), _said(_finest(public, slug)))
        for slug in sorted({clause.allows.contract for clause in agreed})
        if slug in layouts and not layouts[slug].of and _finest(permission, slug) != _finest(public, slug)
    )
    barred = {(each.use.contract, each.provider): each for each in permission.barred if each.use.contract in layouts}
    return Inside(
        agreed,
        alone,
        tuple(Sent(source, provider, len(found), min(found), max(found)) for (source, provider), found in sorted(sent.items())),
        tuple((layouts[slug].title, each) for (slug, _), each in sorted(barred.items())),
    )


def _finest(permission: Permission, contract: str) -> str:
    """The finest detail in which a contract may be used, "" where it may not."""
    details = {use.detail for use in permission.uses if use.contract == contract}
    return next((detail for detail in DETAILS if detail in details), "")


def _said(detail: str) -> str:
    return DETAILS[detail] if detail else "nothing"


def denied(
    needs: Iterable[Need], layouts: Mapping[str, Contract], receipts: Sequence[Receipt], permission: Permission, audience: str
) -> tuple[str, ...]:
    """What is held and may not be counted as some questions need it, a sentence for each contract.

    The clauses that say so are named to the partnership's own people alone: an agreement's name can tell who isn't trusted with what.
    """
    needs, needed = tuple(needs), dict[str, set[str]]()
    for need in needs:
        for slug, fields in _fields(need):
            needed.setdefault(slug, set()).update(fields)
    said = []
    for slug, wanted in sorted(needed.items()):
        about = [each for each in permission.clauses if layouts[each.allows.contract].feed == slug and each.allows.fields]
        lacks = {each.id: wanted - set(each.allows.fields) for each in about}
        if holding := sorted(name for name, lacking in lacks.items() if lacking):
            names = listed(sorted({name for each in holding for name in lacks[each]}), most=12)
            which = "the agreement about it" if audience == "public" else listed(holding)
            several = audience != "public" and len(holding) > 1
            said.append(f"{layouts[slug].title}: {which} {'do' if several else 'does'}n't allow {names} to be used.")
    sent = {layouts[each.part.contract].feed for each in receipts}
    barred = {layouts[each.use.contract].title: BARRED if audience == "public" else each.why for each in permission.barred
              if layouts[each.use.contract].feed in sent and each.use.audience == audience and not each.provider
              and not permission.covers(each.use.contract, audience)}
    apart = [f"{each.what[:1].upper()}{each.what[1:]}." for each in kept_apart(needs, layouts, permission, audience)]
    return (*said, *apart, *(f"{title}: {TODAY.sub('', why)}." for title, why in sorted(barred.items())))


def kept_apart(needs: Iterable[Need], layouts: Mapping[str, Contract], permission: Permission, audience: str) -> tuple[Refusal, ...]:
    """Why rows of two data sets that some needs would join aren't joined: the laws under which they were given."""
    found = dict[str, Refusal]()
    for need in needs:
        if isinstance(need, MetSpec):
            try:
                joined(layouts[need.first.contract], layouts[need.second.contract], permission.clauses, audience=audience)
            except Refusal as refusal:
                found[refusal.what] = refusal
    return tuple(found.values())


BARRED = "no agreement in force lets everyone see what is made of it"
TODAY = re.compile(r" on \d{4}-\d{2}-\d{2}\Z")
"""The day that was asked about: the same document made tomorrow says the same."""


def _fields(need: Need) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The contracts of a need, each with the fields that it is counted by."""
    match need:
        case MetSpec(first, second):
            return (*_fields(first), *_fields(second))
        case PeopleSpec(contract, key, where):
            return ((contract, (key, *(name for name, _ in where))),)
        case TallySpec(contract, by):
            return ((contract, by),)
    return ()
