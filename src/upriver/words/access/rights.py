"""Roles and rights, and what a person was granted: the nouns of the one policy (`duty/access/policy.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from upriver.words.language.speaking import mark

PURPOSE = "serious_violence_duty"
"""The purpose that every grant has unless it was given for others."""


class Role(StrEnum):
    """What a person is to the partnership. Fixed: a workspace grants them and makes none of its own."""

    MANAGER = "manager"
    ANALYST = "analyst"
    DATA_OFFICER = "data_officer"
    REVIEWER = "reviewer"
    BOARD_MEMBER = "board_member"
    CSP_OFFICER = "csp_officer"
    ADMINISTRATOR = "administrator"
    LISTENER = "listener"


ROLES = {
    Role.MANAGER: mark("Partnership manager"),
    Role.ANALYST: mark("Analyst"),
    Role.DATA_OFFICER: mark("Data officer"),
    Role.REVIEWER: mark("Release reviewer"),
    Role.BOARD_MEMBER: mark("Board member"),
    Role.CSP_OFFICER: mark("CSP officer"),
    Role.ADMINISTRATOR: mark("Administrator"),
    Role.LISTENER: mark("Reader of what people say"),
}
"""What each role is called."""


class Right(StrEnum):
    """One thing that may be done. Every page, export, command and task of the workspace asks for exactly one."""

    ENTER = "enter"
    """Signed in, with any role or none: one's own account, help, looks."""
    READ_PARTNERSHIP = "read_partnership"
    EDIT_PARTNERSHIP = "edit_partnership"
    READ_AGREEMENTS = "read_agreements"
    EDIT_AGREEMENTS = "edit_agreements"
    SIGN_AGREEMENTS = "sign_agreements"
    READ_ASKS = "read_asks"
    """What partners are asked for: specifications, templates, the offline checker."""
    READ_SUBMISSIONS = "read_submissions"
    SUBMIT = "submit"
    DECIDE_DATA = "decide_data"
    READ_DATA = "read_data"
    READ_ASSESSMENT = "read_assessment"
    WRITE_ASSESSMENT = "write_assessment"
    COMMENT = "comment"
    READ_GATE = "read_gate"
    ASK_RELEASE = "ask_release"
    VOTE = "vote"
    READ_PLANS = "read_plans"
    EDIT_PLANS = "edit_plans"
    UPDATE_ACTIONS = "update_actions"
    SIGN_STRATEGY = "sign_strategy"
    READ_ALIGNMENT = "read_alignment"
    EDIT_ALIGNMENT = "edit_alignment"
    READ_PACKS = "read_packs"
    """Documents that were made for meetings, by those who read them there."""
    MAKE_PACKS = "make_packs"
    LISTEN = "listen"
    HANDLE_PERSONAL_DATA = "handle_personal_data"
    INVITE = "invite"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT = "read_audit"
    OPERATE = "operate"


class Reach(StrEnum):
    """How far a role's right goes: over everything of the partnership, or over what is the authority's or area's own."""

    ALL = "all"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given to a person: for which authority (an id of the register, "" for the partnership itself), which areas
    (codes; empty: all that the authority covers) and which purposes."""

    role: Role
    authority: str = ""
    areas: tuple[str, ...] = ()
    purposes: tuple[str, ...] = (PURPOSE,)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something: an account with what it was granted. `account` 0 is nobody who signed in."""

    account: int
    name: str
    email: str = ""
    person: str = ""
    language: str = "en"
    grants: tuple[Grant, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a right is asked about: whose it is, by ids of authorities and codes of areas. Neither: the partnership's."""

    kind: str
    id: str
    authorities: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    """Names of those who made it, who may not be those who judge it."""


NOBODY = Actor(0, "")
