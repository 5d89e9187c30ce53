"""By what files may come in on a day: open data's own gateway, agreements, and where places lie."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from upriver.desk.agreements.convert import agreements
from upriver.desk.partners.people import names
from upriver.desk.submissions.convert import receipts
from upriver.pipeline.counting.survey import gazette
from upriver.pipeline.sharing.permission import clauses_on
from upriver.pipeline.take_in import Lawful
from upriver.store.folder import Folder
from upriver.words.declared import Contract


def lawful_on(folder: Folder, known: Mapping[str, Contract], *, on: date) -> Lawful:
    """The clauses as they stand on a day, and which district and areas a place lies in. `known` are all layouts."""
    areas = gazette(folder, receipts())
    clauses = clauses_on(known, agreements(), own=folder.declarations, names=names(), on=on)
    return Lawful(clauses, on, areas.parents.get("ltla", {}), areas.lying_in("ltla"))
