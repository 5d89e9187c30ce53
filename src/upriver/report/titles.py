"""The titles of tables, as people read them."""

from upriver.words.area import LEVEL_PLURALS

TITLES = {
    "assessment/kinds/by_month": "Recorded crime by type and month",
    "assessment/kinds/counts": "Recorded crime by type over the period",
    "assessment/kinds/rates": "Rates of recorded crime by type",
    "assessment/placing/unplaced": "Share of a force's rows without a place, by month",
    "assessment/placing/district_only": "Rows known no closer than their district",
    "assessment/change/months": "Months against their control limits",
    "assessment/hot_spots/gi_star": "Small areas whose surroundings are unusually high or low",
    "assessment/concentration/shares": "How much of it happens in how few small areas",
    "assessment/concentration/curve": "Share of events in the most affected small areas",
    "assessment/deprivation/tenths": "Rates by tenth of deprivation",
    "assessment/deprivation/slope": "Slope and relative index of inequality",
    "assessment/recorded/by_quarter": "Offences by code, area and quarter",
    "assessment/recorded/rates": "Rates of offences by code, latest four quarters held",
    "assessment/made_of/shares": "What police.uk types are made of, by offence",
    "assessment/partners/by_period": "Partners' own data by month or quarter",
    "assessment/partners/totals": "Partners' own data over the period",
    **{f"assessment/places/{level}": f"Rates of {plural}" for level, plural in LEVEL_PLURALS.items()},
}

SAYS = {
    "kinds": "Rows of the files that stand today are counted by small area, month and type; areas add up their small areas, and rows known only to a district "
             "count from the district upwards. A rate is events divided by residents, times 1,000.",
    "placing": "Rows without a small-area code are counted by force and month and divided by all rows of that force's "
    "files. Rows of an area that was split in 2021, whose point lies in none of its parts, count for their district.",
    "change": "Monthly counts in order of time. Limits are those of an individuals chart for each stretch between declared changes of recording.",
    "places": "Events of the period by area, divided by residents; smoothed rates are pulled towards the whole; rates without institutions leave out the points named "
              "Hospital, Prison or Police Station.",
    "hot_spots": "Gi* adds an area and its neighbours and sets the sum against what the same values scattered at random would give; q-values hold the share of false "
                 "discoveries.",
    "concentration": "Small areas are put in order from the most affected, and their shares added up; by chance: the same number of events thrown at random over residents.",
    "deprivation": "Small areas are put in tenths by their deprivation rank; each tenth's rate is its events over its residents; the slope is of a straight line through all tenths "
                   "weighted by residents, the ratio of a second fit on the log scale.",
    "recorded": "The Home Office's open tables are added up by area, quarter and offence code; corrections below zero count. A quarter or an offence that a table doesn't list is "
                "missing. Rates are of four quarters running, over residents.",
    "made_of": "Offences of four quarters running in the force's table, each set in the police.uk type that it is published under; a share is a subgroup's part of its type.",
    "partners": "Rows that partners sent, or numbers that they protected before sending, are added up by month or quarter. A period counts only where every provider of that "
                "source has sent it; one number too small to be sent hides the sum. Sources are never added to each other.",
}
"""What the tables of each section are, in a sentence or two for their explanations."""
