"""The partners that have a page of their own: which kinds of authority each stands for, and what it asks of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """One partner's page: its slug, the words it is called by, kinds of authority, and what they can do under the Duty."""

    slug: str
    title: str
    kinds: tuple[str, ...]
    can: str


GROUPS = (
    Group(
        "police",
        "The police",
        ("police",),
        "Patrol and problem-solving in the places named, safeguarding, and records that name weapon, place and relation.",
    ),
    Group(
        "health",
        "Health services",
        ("health",),
        "Sharing where and when people are hurt, care that meets people at a turning point, and mental health and addiction services.",
    ),
    Group(
        "probation",
        "Probation",
        ("probation",),
        "Supervision, accommodation and programmes for people who have harmed, and news of what they need.",
    ),
    Group(
        "youth-justice",
        "Youth justice services",
        ("youth_justice",),
        "Diversion, support for children and their families, and work with those who were harmed.",
    ),
    Group(
        "fire",
        "Fire and rescue",
        ("fire_and_rescue",),
        "Visits to homes, work with the young, and what crews see of deliberate fires and threats.",
    ),
    Group(
        "councils",
        "Councils",
        ("local_authority",),
        "Children's and adults' care, housing, licensing, lighting, youth work and public health.",
    ),
    Group("schools", "Schools and colleges", ("education",), "Keeping children in school, trusted adults, and early news of exploitation."),
    Group(
        "custody",
        "Prisons and youth custody",
        ("prison", "youth_custody"),
        "Safety inside, and a way back that doesn't lead to the door of the same risk.",
    ),
)
