"""What the police extract calls places and suspects, as it stands in a sentence and in the title of a chart."""

from __future__ import annotations

from upriver.report.story import shown
from upriver.words.cleared import Cell

PLACES = {
    "home": "in a home", "street": "in the street", "licensed premises": "in licensed premises", "shop": "in a shop", "transport": "on transport",
    "school or college": "in a school or college", "park or open space": "in a park or open space", "workplace": "at work",
    "hospital or care": "in a hospital or in care", "prison or custody": "in custody", "online": "online",
}
SUSPECTS = {
    "partner": "with a partner suspected", "former partner": "with a former partner suspected", "family": "with a relative suspected",
    "friend or acquaintance": "with a friend or acquaintance suspected", "other known person": "with somebody else they know suspected",
    "stranger": "with a stranger suspected",
}
"""Values of the extract as they stand in a sentence."""
TOLD = {"victim_age_band": "most often harmed are people", "relation": "the suspect is most often", "location_type": "happens most often"}
"""How the title of a split's chart goes on after the kind's name."""


def split_said(title: str, name: str, value: str, cell: Cell) -> str:
    """The title of a split's chart: whose part is the largest, how large, and of suspects whether it is most of them."""
    half = ", less than half" if name == "relation" and (cell.value or 0) < 50 else ""
    return f"{title}: {TOLD[name]} {_value_words(name, value)}, {shown(cell)}%{half}"


def _value_words(name: str, value: str) -> str:
    """A value as it stands in a title: "from 25 to 34", "a stranger", "in a home"."""
    if name == "victim_age_band":
        low, _, high = value.partition("-")
        return f"from {low} to {high}" if high else f"of {value.removesuffix('+')} and over"
    if name == "location_type":
        return PLACES.get(value, f"in another place ({value})")
    return "a relative" if value == "family" else f"{'an' if value[0] in 'aeiou' else 'a'} {value}"
