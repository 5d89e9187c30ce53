"""Tables and words of how requirements stand, for the register, the inspection file and the readiness page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from upriver.words.document import Block, Bullets, Column, Heading, KeyFigure, KeyFigures, Paragraph, Table, TableCell
from upriver.words.standing.requirement import LEVELS, STANDINGS, HowItStands

TONES = {"met": "better", "not_attested": "same", "partly": "same", "not_met": "worse", "not_applicable": ""}
SHORT = {level: says.partition(":")[0] for level, says in LEVELS.items()}
HOW = ("Met needs two things: evidence that a rule finds in the workspace, and the word of a named person with a date. Evidence alone is "
       "evidence found, not attested. A word alone is not met. What nothing shows is not met, even where it may well be so.")
SOURCE = "The partnership's own workspace and records; rules of Upriver"


def counts(rows: Sequence[HowItStands], slug: str) -> Table:
    """How many requirements of each level stand how."""
    counted = Counter((each.requirement.level, each.standing) for each in rows)
    columns = (Column("How it stands"), *(Column(SHORT[level], 0) for level in LEVELS), Column("All", 0))
    body = tuple(
        (TableCell(says, tone=TONES[standing]), *(TableCell(counted[level, standing]) for level in LEVELS),
         TableCell(sum(counted[level, standing] for level in LEVELS)))
        for standing, says in STANDINGS.items()
    )
    return Table(slug, "How the requirements stand, by level", columns, body,
                 ("Must: statute or regulation. Should: official guidance. Expected: what inspectors, evaluators and funders look for. May: a power.",), SOURCE)


def key_figures(rows: Sequence[HowItStands]) -> KeyFigures:
    """Three numbers about the law alone: what it asks for is what a board is asked first."""
    law = [each for each in rows if each.requirement.level == "must" and each.standing != "not_applicable"]
    counted = Counter(each.standing for each in law)
    unit = f"of {len(law)} that the law asks for"
    return KeyFigures((
        KeyFigure("Met", str(counted["met"]), unit, "Evidence, and a named person's word."),
        KeyFigure("Evidence found", str(counted["not_attested"]), unit, "It waits for somebody to attest it."),
        KeyFigure("Partly or not met", str(counted["partly"] + counted["not_met"]), unit, f"{counted['partly']} partly, {counted['not_met']} not."),
    ))


def table(rows: Sequence[HowItStands], slug: str, caption: str) -> Table:
    """Requirements with how they stand, what shows it, and what comes next."""
    columns = tuple(Column(name) for name in ("What is asked", "How it stands", "What shows it", "What lacks, and what next"))
    body = tuple(
        (TableCell(asked(each)), TableCell(STANDINGS[each.standing], tone=TONES[each.standing]), TableCell(shown(each)), TableCell(lacking(each)))
        for each in rows
    )
    starred = any(not each.requirement.verified for each in rows)
    return Table(slug, caption, columns, body, ("* Not wholly read at its source: for the partnership to confirm.",) if starred else (), SOURCE)


def asked(each: HowItStands) -> str:
    """A requirement with its number and level in front, and a star where its source wasn't wholly read."""
    star = "" if each.requirement.verified else "*"
    return f"{each.requirement.name} ({SHORT[each.requirement.level].lower()}). {each.requirement.says}{star}"


def shown(each: HowItStands) -> str:
    """The evidence in a few sentences, with who attested it."""
    said = [found.says.rstrip(".") + "." for found in each.evidence]
    if each.attested:
        said.append(f"Attested by {each.attested}.")
    if each.standing == "not_applicable":
        said.append(f"{each.why.rstrip('.')}.")
    return " ".join(said) or "Nothing."


def lacking(each: HowItStands) -> str:
    """What lacks and what would bring it closer; "" where nothing does."""
    return " ".join(part.rstrip(".") + "." for part in (*each.lacks, each.next_step) if part)


def clause(each: HowItStands) -> list[Block]:
    """One requirement in full: the words, the source, what was looked for, what was found, who said so, what lacks."""
    row = each.requirement
    blocks: list[Block] = [Heading(f"{row.name}. {STANDINGS[each.standing]}"), Paragraph(row.says)]
    facts = [f"For: {row.who}.", f"Source: {row.source}."]
    if row.unverified:
        facts.append(f"For the partnership to confirm: {row.unverified}")
    if row.only_where:
        facts.append(f"It applies {row.only_where}.")
    if each.looks_for:
        facts.append(f"What was looked for: {each.looks_for}")
    facts += [f"{'Found' if found.whole else 'Found in part'}: {found.says.rstrip('.')}.{f' Where: {found.where}.' if found.where else ''}" for found in each.evidence]
    if not each.evidence and each.standing != "not_applicable":
        facts.append("Found: nothing in the workspace.")
    facts += [f"Lacks: {lack.rstrip('.')}." for lack in each.lacks]
    if each.attested:
        facts.append(f"Attested by {each.attested}: {each.why.rstrip('.')}.")
    elif each.standing == "not_applicable":
        facts.append(f"Why it doesn't apply: {each.why.rstrip('.')}.")
    else:
        facts.append("Nobody has attested it.")
    if each.next_step:
        facts.append(f"Next: {each.next_step}")
    return [*blocks, Bullets(tuple(facts))]


def closest(rows: Sequence[HowItStands], most: int) -> list[HowItStands]:
    """What the law asks for and isn't met, closest to done first."""
    order = ("not_attested", "partly", "not_met")
    left = [each for each in rows if each.standing in order and each.requirement.level == "must"]
    return sorted(left, key=lambda each: (order.index(each.standing), len(each.lacks)))[:most]
