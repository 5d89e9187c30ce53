"""Which release or draft a claim is held against, or a figure explained from: reading only, so no event is recorded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.models import RunRecord
from upriver.desk.releases.models import ReleaseRecord
from upriver.pipeline.saying.holding import ground_at
from upriver.report.explained.finding import Explained, explained
from upriver.report.saying.answers import Answer
from upriver.report.saying.judging import Ground, judge
from upriver.store.folder import Folder
from upriver.words.period import Period
from upriver.words.refusal import Refusal
from upriver.words.text import day


@dataclass(frozen=True, slots=True)
class Document:
    """A release or a draft: where its files are, what it calls itself, its date and period."""

    files: Path
    says: str
    run: str
    release: str
    as_of: date
    period: Period

    @property
    def cells(self) -> Path:
        return self.files / ("data" if self.release else ".") / "cells.csv"

    @property
    def explanations(self) -> Path:
        return self.files / ("data" if self.release else ".") / "explanations.json"


def latest(folder: Folder, *, audience: str = "public", draft: bool = False) -> Document:
    """The latest release for an audience; the latest draft where there is none, or where that is asked for.

    Raises:
        Refusal: there is neither.
    """
    if not draft:
        rows = ReleaseRecord.objects.filter(state="released", document="assessment", audience=audience).order_by("-number")
        last = rows.values_list("release", "run").first()
        if last is not None and (folder.site(audience) / "data" / "cells.csv").is_file():
            return _document(folder.site(audience), last[1], last[0])
    run = latest_run(audience)
    if run is None or not (folder.drafts / run / "cells.csv").is_file():
        raise Refusal("there is no assessment yet whose figures could be asked", do="Make one first: upriver assess.")
    return _document(folder.drafts / run, run, "")


def _document(files: Path, run: str, release: str) -> Document:
    record = RunRecord.objects.filter(run=run).first()
    if record is None:
        raise Refusal("how the assessment was asked for isn't recorded any more", do="Run `upriver assess` again.")
    start, end = (date.fromisoformat(each) for each in record.body["period"])
    as_of = str(record.body["as_of"])
    says = f"release {release} of {day(as_of)}" if release else f"draft {run} of {day(as_of)}, which is not released"
    return Document(files, says, run, release, date.fromisoformat(as_of), Period(start, end))


def ground(folder: Folder, *, audience: str = "public", draft: bool = False) -> Ground:
    """What claims are held against: the cleared figures of the latest release or draft."""
    found = latest(folder, audience=audience, draft=draft)
    return ground_at(found.cells, as_of=found.as_of, period=found.period, over=found.says, own=folder.declarations)


def say(folder: Folder, claim: str, *, audience: str = "public", draft: bool = False) -> Answer:
    """Whether a claim may be said, over the latest release, else the latest draft.

    Raises:
        Refusal: there is no assessment yet.
    """
    return judge(claim, ground(folder, audience=audience, draft=draft))


def explain(folder: Folder, name: str, *, audience: str = "public", draft: bool = False) -> Explained:
    """How one figure was made, from the latest release, else the latest draft.

    Raises:
        Refusal: there is no assessment yet, or the name is of no figure or of several.
    """
    found = latest(folder, audience=audience, draft=draft)
    held = ground_at(found.cells, as_of=found.as_of, period=found.period, over=found.says)
    told = json.loads(found.explanations.read_text("utf-8")) if found.explanations.is_file() else {}
    return explained(name, held.figures.by_name, told, found.says)
