"""The one policy, asked by pages, exports, commands and background work: which role may do what, and to whose things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upriver.words.access.rights import Actor, Reach, Right, Role, Thing

R = Right
_BY_ROLE: Mapping[Role, tuple[str, str]] = {
    # role: rights over everything of the partnership; rights over what is its authority's or area's own
    Role.MANAGER: (
        "read_partnership edit_partnership read_agreements edit_agreements sign_agreements read_asks read_submissions submit "
        "read_data read_assessment comment read_gate ask_release read_plans edit_plans update_actions sign_strategy read_alignment "
        "edit_alignment read_packs make_packs listen invite read_audit", ""),
    Role.ANALYST: (
        "read_partnership read_agreements read_asks read_submissions submit decide_data read_data read_assessment write_assessment "
        "comment read_gate ask_release read_plans edit_plans read_alignment edit_alignment read_packs make_packs", ""),
    Role.DATA_OFFICER: ("read_partnership read_asks", "read_agreements sign_agreements read_submissions submit read_plans update_actions"),
    Role.REVIEWER: (
        "read_partnership read_agreements read_asks read_submissions read_data read_assessment comment read_gate vote read_plans "
        "handle_personal_data read_audit", ""),
    Role.BOARD_MEMBER: ("read_partnership read_assessment comment read_plans read_alignment read_packs", "read_agreements sign_agreements update_actions sign_strategy"),
    Role.CSP_OFFICER: ("read_partnership read_plans", "read_assessment comment read_alignment edit_alignment update_actions"),
    Role.ADMINISTRATOR: ("read_partnership invite manage_accounts read_audit operate", ""),
    Role.LISTENER: ("read_partnership listen", ""),
}
RIGHTS: Mapping[Role, Mapping[Right, Reach]] = {
    role: {R.ENTER: Reach.ALL} | {Right(each): Reach.OWN for each in own.split()} | {Right(each): Reach.ALL for each in everything.split()}
    for role, (everything, own) in _BY_ROLE.items()
}
"""What each role may do, and how far."""
STRONG = frozenset({Role.MANAGER, Role.ANALYST, Role.DATA_OFFICER, Role.REVIEWER, Role.ADMINISTRATOR, Role.LISTENER, Role.CSP_OFFICER})
"""Roles that see more than anyone may: they sign in with a second factor."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose things a right reaches: all, or those of these authorities and areas. Nothing where `all` is False and both are empty."""

    all: bool = False
    authorities: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()

    def reaches(self, thing: Thing) -> bool:
        """Whether a thing is in it. One that belongs to no authority and no area is the partnership's."""
        return self.all or bool(self.authorities & thing.authorities or self.areas & thing.areas)

    def __bool__(self) -> bool:
        return self.all or bool(self.authorities or self.areas)


def scope(actor: Actor, right: Right) -> Scope:
    """Whose things an actor's right reaches; an empty scope where the right isn't theirs."""
    if actor.account and right is Right.ENTER:
        return Scope(all=True)
    reaches = [(grant, RIGHTS[grant.role].get(right)) for grant in actor.grants]
    if any(reach is Reach.ALL for _, reach in reaches):
        return Scope(all=True)
    own = [grant for grant, reach in reaches if reach is Reach.OWN]
    return Scope(False, frozenset(grant.authority for grant in own if grant.authority), frozenset(area for grant in own for area in grant.areas))


def may(actor: Actor, right: Right, thing: Thing | None = None) -> bool:
    """Whether somebody may do something: at all, or to a thing. Nobody votes on what they made, whatever their role."""
    found = scope(actor, right)
    if thing is None:
        return bool(found)
    if right is Right.VOTE and actor.name in thing.authors:
        return False
    if right is Right.ENTER and thing.authors:  # what one asked for oneself is on nobody else's pages
        return bool(actor.account) and actor.name in thing.authors
    return found.reaches(thing)
