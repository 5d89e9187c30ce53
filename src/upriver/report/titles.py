"""The titles of tables, as people read them."""

from upriver.words.area import LEVEL_PLURALS

TITLES = {
    "assessment/kinds/by_month": "Recorded crime by type and month",
    "assessment/kinds/counts": "Recorded crime by type over the period",
    "assessment/kinds/rates": "Rates of recorded crime by type",
    "assessment/change/months": "Months against their control limits",
    "assessment/hot_spots/gi_star": "Small areas whose surroundings are unusually high or low",
    "assessment/concentration/shares": "How much of it happens in how few small areas",
    "assessment/concentration/curve": "Share of events in the most affected small areas",
    "assessment/deprivation/tenths": "Rates by tenth of deprivation",
    "assessment/deprivation/slope": "Slope and relative index of inequality",
    **{f"assessment/places/{level}": f"Rates of {plural}" for level, plural in LEVEL_PLURALS.items()},
}
