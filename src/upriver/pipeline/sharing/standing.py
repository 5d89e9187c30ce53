"""How each feed stands today: used, held, barred, flowing elsewhere, or dark."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from upriver.words.declared import Contract
from upriver.words.part import Receipt
from upriver.words.sharing.agreement import Permission
from upriver.words.sharing.feed import STATES, FeedState


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
