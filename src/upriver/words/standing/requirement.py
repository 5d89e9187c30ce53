"""A requirement of the Duty, the evidence found for it, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

LEVELS = {"must": "Must: statute or regulation", "should": "Should: official guidance", "expected": "Expected: good practice", "may": "May: a power"}
STANDINGS = {
    "met": "Met",
    "not_attested": "Evidence found, not attested",
    "partly": "Partly met",
    "not_met": "Not met",
    "not_applicable": "Does not apply",
}
FAMILIES = {
    "a": "Partnership and governance",
    "b": "What counts as serious violence",
    "c": "Data and sharing",
    "d": "The needs assessment",
    "e": "The response strategy",
    "f": "Delivery and community safety partnerships",
    "g": "Monitoring, evaluation, annual report",
    "h": "Publication and review",
    "i": "Community voice and trauma-informed practice",
    "j": "Security and privacy",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of the register of requirements. `rule` names what looks for its evidence ("" where a person must); `verified`
    whether its source was read."""

    id: str
    family: str
    says: str
    level: str
    who: str
    source: str
    verified: bool
    rule: str = ""
    takes: tuple[str, ...] = ()
    """What the rule is asked with."""
    unverified: str = ""
    """What of it was not read at its source, for the partnership to confirm; "" where all of it was."""
    countries: tuple[str, ...] = ()
    """The countries it holds in (england, wales); none for both."""
    only_where: str = ""
    """When it applies, where it doesn't bind every partnership: a person may then attest that it doesn't, with the reason."""

    @property
    def name(self) -> str:
        """Its id as people write it: A1."""
        return self.id.upper()

    @property
    def title(self) -> str:
        """Its id and its words."""
        return f"{self.name}. {self.says}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something in the workspace that shows a requirement is met. `whole` False where it shows a part alone.

    `where` says where a person looks at it: a command, a page, a paper. `href` is its address, where it has one.
    """

    says: str
    href: str = ""
    on: str = ""
    whole: bool = True
    where: str = ""


@dataclass(frozen=True, slots=True)
class HowItStands:
    """A requirement with its evidence and attestation. `standing` is one of STANDINGS; `next_step` what would bring it closer."""

    requirement: Requirement
    standing: str
    evidence: tuple[Evidence, ...] = ()
    attested: str = ""
    """Who attested and when, in words by role; "" where nobody has."""
    lacks: tuple[str, ...] = ()
    next_step: str = ""
    looks_for: str = ""
    """What the rule looks for, in a sentence; "" where a person must say."""
    attested_on: str = ""
    why: str = ""
    """What the person who attested wrote: what shows it, or why it doesn't apply."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that inspectorates have said they look at, with where it comes from, and what here bears on it.

    `kind` is one of the file's own words; `rests_on` are ids of requirements whose evidence bears on it; `elsewhere` who holds
    what this system doesn't, in words.
    """

    id: str
    framework: str
    says: str
    kind: str
    source: str
    dated: str
    verified: bool
    note: str = ""
    rests_on: tuple[str, ...] = ()
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Unheld:
    """Something that inspectors ask for and this system doesn't hold, who does, and why it isn't here."""

    id: str
    what: str
    holder: str
    why: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Respect:
    """One respect in which a partnership judges how ready it is, with what each of the four levels means."""

    slug: str
    title: str
    asks: str
    levels: tuple[str, str, str, str]
    rests_on: tuple[str, ...] = field(default=())
    """Ids of requirements whose standing bears on it."""
