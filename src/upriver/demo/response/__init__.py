"""Three years of the fictional partnership's own records, as they were written on three days."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from upriver.words.registers.plan import REGISTERS

WHOLE = "#partnership:{place},2025-01-01..2025-12-31,"
CITED = (
    ("young", f"assessment/victims/rates{WHOLE}victims,rate_ratio,age=18-24", "Young adults are hurt most often for their number."),
    ("young", f"assessment/depth/splits{WHOLE}serious_youth_violence,count,by=victim_age_band", "How much serious youth violence there is."),
    ("home", f"assessment/victims/domestic_abuse{WHOLE}victims,percent,domestic_abuse=yes", "How many of those hurt are hurt at home."),
    ("home", f"assessment/depth/splits{WHOLE}domestic_abuse,count,by=relation", "How much domestic abuse is recorded."),
    ("nights", "assessment/times/nights_out#ltla:E06009901,2025-01-01..2025-12-31,ambulance_assault_calls_nights,percent,when=nights_out",
     "Ambulance calls that come on nights out."),
    ("nights", f"assessment/health/told_police{WHOLE}ed_police_told_known,percent,told_police=no", "What police never hear of."),
    ("places", f"assessment/depth/recorded{WHOLE}robbery,per_1000_residents", "How much robbery there is."),
    ("places", f"assessment/concentration/shares{WHOLE}robbery,index,index=gini", "How much of it lies in few places."),
)
"""(priority, figure, why it matters): what each priority of the second strategy rests on, to be cited once there is an assessment."""


@cache
def records(place: str) -> tuple[tuple[str, tuple[tuple[str, str, dict[str, str]], ...]], ...]:
    """(day, changes) in the order of days; a change is (register, id, values as text), a whole row as it stood then. `place` is the workspace's slug, in names of figures."""
    folder = resources.files("upriver") / "demo" / "response"
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    return tuple((each.name.removesuffix(".toml"), tuple(_changes(tomllib.loads(each.read_text("utf-8").replace("{place}", place))))) for each in files)


def _changes(tables: Mapping[str, list[Mapping[str, object]]]) -> Iterator[tuple[str, str, dict[str, str]]]:
    columns = {each.slug: [column.name for column in each.sheet.columns] for each in REGISTERS}
    for slug, rows in tables.items():
        for row in rows:
            if unknown := set(row) - set(columns[slug]):
                raise ValueError(f"{slug} {row['id']} has {sorted(unknown)}")
            yield slug, str(row["id"]), {name: _text(row.get(name, "")) for name in columns[slug]}


def _text(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
