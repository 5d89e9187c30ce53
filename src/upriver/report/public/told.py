"""What several pages of the site tell alike: figures hidden, how to reach the partnership, one place to get help."""

from __future__ import annotations

import re

from upriver.report.public.matter import Matter
from upriver.report.story import Story
from upriver.shelf import Unreadable
from upriver.words.document import Block, Heading, Paragraph
from upriver.words.public.site import Service

ASKED = ("email", "phone", "post")
WHOLE = re.compile(r"(?:https?://|mailto:)[^\s\"'<>\\]+", re.IGNORECASE)


def counted(story: Story) -> tuple[int, int]:
    """How many figures the lock hid, and how many there are with them."""
    every = [cell for table in story.clearance.tables for cell in table.cells]
    return sum(1 for cell in every if "c" in cell.marker.split(";")), len(every)


def reached(matter: Matter) -> list[Block]:
    """How to reach the partnership, as it has written it down."""
    say, contact = matter.words("have_your_say"), matter.declared.get("contact", {})
    for name in (*ASKED, "href"):
        if not isinstance(contact.get(name, ""), str):
            raise Unreadable(f"declarations/site/contact.toml gives `{name}` in a way that can't be read: write it in quotes.")
    told: list[Block] = [Paragraph(say(name, value=contact[name])) for name in ASKED if contact.get(name)]
    if href := contact.get("href"):
        if not WHOLE.fullmatch(href):
            raise Unreadable("declarations/site/contact.toml gives `href` that isn't a whole address (https://... or mailto:...).")
        told.append(Paragraph("", ((say("page"), href),)))
    return told or [Paragraph(say("how_none"))]


def serving(matter: Matter, service: Service) -> list[Block]:
    """One service: its name and number, what it does, when it is open, its address."""
    say = matter.words("help")
    title = f"{service.name}: {service.number}" if service.number and service.number != service.name else service.name
    hours = f" {say('hours', value=service.hours)}." if service.hours else ""
    links = ((f"{service.name}: {say('web')}", service.href),) if service.href else ()
    return [Heading(title, 3), Paragraph(f"{service.says}{hours}", links)]
