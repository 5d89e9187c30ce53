"""Who may let whom in as what: nobody raises themselves, and only administrators make administrators and reviewers of what is released."""

from __future__ import annotations

from upriver.desk.accounts.actions import OF_AN_AREA
from upriver.desk.partners.convert import register
from upriver.duty.access.policy import may
from upriver.words.access.rights import Actor, Right, Role
from upriver.words.refusal import Refusal

ONLY_BY_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR, Role.REVIEWER})


def may_give(actor: Actor) -> tuple[Role, ...]:
    """The roles that somebody may give or invite for."""
    if may(actor, Right.MANAGE_ACCOUNTS):
        return tuple(Role)
    return tuple(role for role in Role if role not in ONLY_BY_ADMINISTRATORS) if may(actor, Right.INVITE) else ()


def must_may_give(actor: Actor, role: Role, account: int = 0) -> None:
    """Refuse to let somebody give a role that isn't theirs to give, or any role to themselves.

    Raises:
        Refusal: which it is.
    """
    if role not in may_give(actor):
        raise Refusal("that role is given by an administrator", do="Ask the administrator to give it.")
    must_be_another(actor, account)


def must_be_another(actor: Actor, account: int) -> None:
    """Refuse to let somebody do to their own account what another must do.

    Raises:
        Refusal: it is their own.
    """
    if account and account == actor.account:
        raise Refusal("nobody changes their own rights", do="Ask another administrator.")


def areas_of(role: Role, body: str) -> tuple[str, ...]:
    """The areas that come with a role held for a body: a CSP officer's partnership with its districts; none with other roles."""
    held = next((each for each in register().authorities if each.id == body), None) if role in OF_AN_AREA and body else None
    return tuple(dict.fromkeys([held.id, *(cover.district for cover in held.areas if cover.valid_to is None)])) if held else ()
