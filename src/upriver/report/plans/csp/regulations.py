"""What the regulations of 2007 ask of a CSP's assessment and plan, as far as we know it: none of it read at its source."""

from __future__ import annotations

from upriver.words.document import Callout

SOURCE = "Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007, S.I. 2007/1830"
NOT_READ = Callout(
    f"What each part is asked to hold is told from summaries of the {SOURCE} (for Wales S.I. 2007/3076). We haven't read their text: the partnership "
    "confirms it before it relies on it."
)
ASSESSMENT = {
    "levels": "Levels and patterns of crime and disorder and of substance misuse in the area (regulation 6).",
    "changes": "How these have changed since the assessment before, and why (regulation 6).",
    "implemented": "How far the plan of the year before was carried out (regulation 6).",
    "priorities": "What the strategy group should put first (regulations 5 to 7).",
}
PLAN = {
    "strategy": "A strategy for three years, looked at again each year, on crime and disorder, substance misuse, reoffending and, since 2022, "
    "serious violence (regulations 10 and 11; section 6 of the Act of 1998).",
    "priorities": "The priorities that the strategic assessment led to (regulation 10).",
    "steps": "What the responsible authorities will do for them, and by whom it is led (regulation 10).",
    "resources": "How resources are shared out for it (regulation 10).",
    "measures": "How it will be known whether each is met (regulation 10).",
    "community": "How the community is asked and told.",
}
AGREEMENT = {
    "shared": "Priorities that the districts' assessments have in common, for the county community safety agreement (regulation 9).",
    "together": "How the responsible authorities of the county can work together on them (regulation 9).",
}
