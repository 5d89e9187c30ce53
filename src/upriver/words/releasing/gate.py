"""The gate that a document passes before it is released: its states, the moves between them, and who may make each.

A name that a command gives is a claim: whoever can run commands in the workspace can give any. A vote made on the web is its
account's. Whatever prints votes says which they are (`whose`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from upriver.words.refusal import Refusal
from upriver.words.text import listed, plural

STATES = {
    "draft": "not asked for yet",
    "submitted": "waits to be read",
    "partly_reviewed": "read by some of those who must, not by all",
    "approved": "approved, not released yet",
    "released": "released",
    "returned": "returned to its author",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
}
"""Where a release can stand. Closed."""

MOVES = {
    "submit": (("draft",), ("submitted", "approved")),
    "vote": (("submitted", "partly_reviewed"), ("partly_reviewed", "approved", "returned", "rejected")),
    "lapse": (("submitted", "partly_reviewed", "approved"), ("returned",)),
    "release": (("approved",), ("released",)),
    "withdraw": (("released",), ("withdrawn",)),
}
"""Each move with the states that it starts from and those that it may end in. The author submits, releases and, by changing
what was voted on, lets it lapse; whoever isn't the author votes; anyone may withdraw, saying why."""

WAITING = ("submitted", "partly_reviewed", "approved")
"""States from which a release may still come."""

ANSWERS = {
    "approve": "Nothing in it tells about anybody, and it may be released as it is.",
    "return": "It may be released once what I name is put right.",
    "reject": "It must not be released.",
}
"""What a vote may say, and what it means. Closed."""

CLAIMS = "Names are claims: nobody signed in, so this shows which names were given, not who gave them."
SIGNED = "Each of them was signed in when they voted."

OPEN, PARTNER, RECORDS = 0, 1, 2
READERS = {
    OPEN: "it rests on public data only: the machine's audit and its author's attestation are enough",
    PARTNER: "it rests on counts that a partner protected before it gave them: one person who isn't the author reads it",
    RECORDS: "it rests on records about events or people: two people who aren't the author read it, neither knowing how the other voted",
}
"""How many people must read a document, by the strictest source that it rests on, and why."""

def readers_for(protections: Iterable[str]) -> tuple[int, str]:
    """How many people must read a document that rests on sources so protected, and why.

    `protections` are those of the layouts that its figures were counted from: open, aggregate, depersonalised; anything
    unknown is taken for records.
    """
    many = max((OPEN if each == "open" else PARTNER if each == "aggregate" else RECORDS for each in protections), default=OPEN)
    return many, READERS[many]


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person said of a release: approve, return or reject, and why. `account` is whose vote it was where they had signed in
    (`account:7`), "" where only a name was given."""

    by: str
    answer: str
    why: str
    at: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A release as it stands at the gate.

    `cells`, `pages` and `head` are what is voted on: the SHA-256 of its cells.csv and of all its pages, and the line of the
    ledger up to which earlier releases were looked at. `authors` made the run or asked for the release. `why` says why it was
    returned or withdrawn.
    """

    release: str
    document: str
    audience: str
    run: str
    cells: str
    pages: str
    head: str
    needs: int
    reason: str
    authors: tuple[str, ...]
    at: str
    previous: str = ""
    context: str = ""
    controls: str = ""
    corrects: str = ""
    state: str = "draft"
    votes: tuple[Vote, ...] = ()
    why: str = ""

    @property
    def open_votes(self) -> tuple[Vote, ...]:
        """The votes that anybody may see: none until all are in, so that nobody votes knowing another's."""
        return self.votes if len(self.votes) >= self.needs else ()

    @property
    def wanted(self) -> int:
        """How many people must still read it."""
        return max(self.needs - len(self.votes), 0) if self.state in ("submitted", "partly_reviewed") else 0


def whose(votes: Iterable[Vote]) -> str:
    """What to say of the names under votes: whether whoever bears them was signed in."""
    return SIGNED if all(each.account for each in votes) else CLAIMS


def same_name(one: str, other: str) -> bool:
    """Whether two names are one: capitals, spaces, points, accents and ways of writing a letter don't count."""
    return plain_name(one) == plain_name(other)


def must_be_told(needs: int, reason: str, context: str, controls: str) -> None:
    """Refuse to ask people to read a release without saying what they need to know."""
    if needs and not (context.strip() and controls.strip()):
        raise Refusal(
            f"{plural(needs, 'person has', 'people have')} to read this before it is released, since {reason}",
            do='Say what it is for and what was done to protect people: upriver publish --context "..." --controls "..."',
        )


def submitted(request: Request) -> Request:
    """The release asked for; approved at once where nobody else has to read it.

    Raises:
        Refusal: people must read it, and it isn't said what they need to know.
    """
    _may("submit", request.state)
    must_be_told(request.needs, request.reason, request.context, request.controls)
    return replace(request, state="submitted" if request.needs else "approved")


def voted(request: Request, vote: Vote) -> Request:
    """The release with one vote more. Nothing is decided until all who must read it have voted; then the strictest vote holds.

    Raises:
        Refusal: it doesn't wait for a vote, the vote says nothing, or it is an author's or somebody's second.
    """
    if vote.answer not in ANSWERS:
        raise Refusal("a vote is to approve, to return or to reject", do="Say --approve, --return or --reject.")
    if not vote.why.strip():
        raise Refusal("a vote says why", do='Write what you looked at and what you found: --why "..."')
    if not plain_name(vote.by):
        raise Refusal("a vote needs a name", do="Say who votes: --by NAME")
    if any(same_name(vote.by, author) for author in request.authors):
        raise Refusal("an author never votes on their own release", do="Somebody else has to read it.")
    if any(same_name(vote.by, other.by) or (vote.account and vote.account == other.account) for other in request.votes):
        raise Refusal("this name has voted already", do="Another person has to read it.")
    _may("vote", request.state)
    votes = (*request.votes, vote)
    answers = {each.answer for each in votes}
    state = "partly_reviewed"
    if len(votes) >= request.needs:
        state = "rejected" if "reject" in answers else "returned" if "return" in answers else "approved"
    return replace(request, votes=votes, state=state)


def changed(request: Request, now: Request) -> tuple[str, ...]:
    """What is no longer as it was voted on; empty where all of it is."""
    parts = (("run", "the run that it is made from"), ("cells", "its figures"), ("pages", "its pages"),
             ("head", "what was released before it"), ("needs", "how many people must read it"))
    return tuple(says for name, says in parts if getattr(request, name) != getattr(now, name))


def lapsed(request: Request, why: str) -> Request:
    """The release sent back because what was voted on, or asked for, is there no more; its votes count for nothing else."""
    _may("lapse", request.state)
    return replace(request, state="returned", why=why)


def released(request: Request, now: Request) -> Request:
    """The release let out, exactly as it was voted on.

    Raises:
        Refusal: it isn't approved, or something changed since.
    """
    _may("release", request.state)
    if found := changed(request, now):
        raise Refusal(f"{listed(found)} changed since it was voted on", do="Ask for it again: upriver publish.")
    return replace(request, state="released")


def withdrawn(request: Request, why: str) -> Request:
    """The release taken back; what was read stays known.

    Raises:
        Refusal: it isn't released, or it isn't said why.
    """
    if not why.strip():
        raise Refusal("a withdrawal says why", do='Say it in a sentence that others can follow: --why "..."')
    _may("withdraw", request.state)
    return replace(request, state="withdrawn", why=why)


def _may(move: str, state: str) -> None:
    if state not in MOVES[move][0]:
        verb = {"vote": "be voted on", "release": "be released", "withdraw": "be withdrawn", "lapse": "lapse"}.get(move, "be asked for")
        stands = STATES[state] if STATES[state].startswith("waits") else f"is {STATES[state]}"
        raise Refusal(f"this release can't {verb}: it {stands}", do="`upriver review` lists what waits.")


BLANK = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their class that print as nothing."""
TWINS = str.maketrans(
    "\u0430\u0432\u0435\u0456\u0458\u043a\u043c\u043d\u043e\u0440\u0455\u0441\u0442\u0443\u0445\u0501\u04bb\u0475\u051d\u04af"
    "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3\u0131",
    "abeijkmhopsctyxdhvwyabenikmvoptuxyi",
)
"""Cyrillic and Greek letters that look like a Latin one, as that one: what a name is disguised with, not a whole table of twins."""


def plain_name(name: str) -> str:
    """A name for comparing: its letters and figures alone, so that nobody is two people by a space, a point, an accent, an
    invisible letter or one of another alphabet that looks the same."""
    apart = unicodedata.normalize("NFKD", name).casefold().translate(TWINS)
    return "".join(each for each in apart if each.isalnum() and each not in BLANK)
