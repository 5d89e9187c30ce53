"""How a workspace stands in its languages. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.making import make
from upriver.desk.assessments.models import RunRecord
from upriver.desk.partners.actions import partnership, settled_areas
from upriver.pipeline.draft import draft
from upriver.pipeline.languages import languages_asked, languages_by_law, only_in_english, welsh_name
from upriver.report.bilingual.held import language
from upriver.report.bilingual.parity import Fixed, Parity, fixed_words, parity
from upriver.store.folder import Folder
from upriver.words.language.speaking import ENGLISH, NAMES
from upriver.words.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Standing:
    """The languages of a workspace, those its law asks for, and what of each is there: `signed` names who read it."""

    languages: tuple[str, ...]
    by_law: frozenset[str]
    name_cy: str | None
    only_english: tuple[str, ...]
    fixed: Mapping[str, Fixed]
    signed: Mapping[str, str]


def standing(folder: Folder) -> Standing:
    """How the fixed words, the name and the prose stand; quick, since no document is made."""
    found = partnership()
    law = languages_by_law(area.code for area in (settled_areas(found) if found else ()))
    mine = (ENGLISH, *sorted({*languages_asked(folder), *law} - {ENGLISH}))
    others = [code for code in NAMES if code != ENGLISH]
    return Standing(mine, law, welsh_name(folder), only_in_english(folder), {code: fixed_words(code) for code in others},
                    {code: language(code).signed for code in others})


def measured(folder: Folder, *, slug: str, name: str, today: str) -> tuple[Parity, ...]:
    """Each version of the latest assessment beside its English, sentence by sentence; takes as long as drafting does.

    Raises:
        Refusal: there is no assessment yet, or it is in English alone.
    """
    run = latest_run("public")
    if run is None:
        raise Refusal("there is no assessment whose sentences could be counted", do="Make one first: upriver assess.")
    asked = RunRecord.objects.get(run=run).body
    made = make(folder, slug=slug, name=name, period="..".join(day[:7] for day in asked["period"]), definition=asked["definition"],
                as_of=date.fromisoformat(asked["as_of"]), today=date.fromisoformat(today))
    document, _ = draft(folder, made.run, made.wish, made.clearance, made.around)
    if not document.versions:
        raise Refusal("the assessment is published in English alone", do='To have a Welsh version, write languages = ["en", "cy"] in workspace.toml.')
    return tuple(parity(version, only_in_english(folder)) for version in document.versions)
