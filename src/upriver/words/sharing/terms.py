"""The closed lists that an agreement and a gateway are written in: what is shared, how, by whom, on which basis."""

from __future__ import annotations

INFORMATION = {
    "open": "open data",
    "aggregate": "counts about groups of people, none about one person",
    "depersonalised": "rows from which nobody can be identified, as those who give them have judged",
    "personal": "personal information",
    "patient": "patient information: what is known of a person through their care",
}
"""What is shared, as the law sees it; what can harm a person least comes first. Closed."""

ADDRESSES = {
    "none": "no addresses or places",
    "outward_postcode": "the outward half of a postcode and nothing finer",
    "area": "codes of statistical areas (LSOA, ward, district)",
    "place": "a postcode, a point or a named place",
}
"""How finely a row says where. Closed."""

FREQUENCIES = {
    "once": "once",
    "weekly": "every week",
    "monthly": "every month",
    "quarterly": "every quarter",
    "yearly": "every year",
    "as_asked": "when it is asked for",
}
"""How often it is shared. Closed."""

FORMS = {"electronic": "electronically", "paper": "on paper", "spoken": "in a meeting"}
"""In what form it is shared. Closed."""

PARTS = {
    "gives": "gives the data",
    "receives": "receives the data",
    "both": "gives and receives the data",
}
"""What a party does under the agreement. Closed."""

CONTROLLERS = {"controller": "controller by itself", "joint_controller": "joint controller"}
"""What a party is in data-protection law. Closed: a processor acts for a party, and isn't one."""

REGIMES = {
    "uk_gdpr": "UK GDPR",
    "part_3": "Data Protection Act 2018, Part 3 (law enforcement)",
    "no_personal_data": "none needed, since no personal data are shared",
}
"""Which data-protection law a party processes under. Closed."""

ARTICLE_6 = {
    "consent": "Article 6(1)(a): consent",
    "contract": "Article 6(1)(b): a contract with the person",
    "legal_obligation": "Article 6(1)(c): a legal obligation",
    "vital_interests": "Article 6(1)(d): vital interests",
    "public_task": "Article 6(1)(e): a task in the public interest or official authority",
    "legitimate_interests": "Article 6(1)(f): legitimate interests (not for public authorities in their tasks)",
}
"""Lawful bases of UK GDPR Article 6. Closed."""

ARTICLE_9 = {
    "none": "no special category data",
    "explicit_consent": "Article 9(2)(a): explicit consent",
    "employment": "Article 9(2)(b): employment, social security and social protection",
    "vital_interests": "Article 9(2)(c): vital interests",
    "not_for_profit": "Article 9(2)(d): a not-for-profit body about its members",
    "made_public": "Article 9(2)(e): made public by the person",
    "legal_claims": "Article 9(2)(f): legal claims",
    "substantial_public_interest": "Article 9(2)(g): substantial public interest, with a Schedule 1 condition",
    "health_or_social_care": "Article 9(2)(h): health or social care",
    "public_health": "Article 9(2)(i): public health",
    "research_and_statistics": "Article 9(2)(j): archiving, research and statistics",
}
"""Conditions of UK GDPR Article 9. Closed."""

PART_3 = {
    "consent": "the person consents",
    "task": "necessary for a law-enforcement task of a competent authority",
    "sensitive": "sensitive processing: strictly necessary for that task, with a Schedule 8 condition and a policy document",
}
"""Grounds of the Data Protection Act 2018, Part 3. Closed."""

CONFIDENCE = {
    "not_owed": "no duty of confidence is owed: nobody can be identified from the data",
    "consent": "met by the consent of the person",
    "statute": "set aside by the statute under which the data are shared",
    "public_interest": "met by an overriding public interest, weighed and written down",
    "section_251": "set aside by approval under section 251 of the NHS Act 2006",
}
"""The common-law duty of confidence and how it is met. Closed."""

OPT_OUT = {
    "does_not_apply": "does not apply",
    "applied": "applied: rows of people who opted out are left out",
    "not_applied": "not applied",
}
"""What is done about the national data opt-out. Closed."""

UNVERIFIED = "Not verified at source; to be confirmed by the partnership's own legal adviser."
"""Said wherever law stands that nobody of us has read at its source."""


def at_least(information: str, floor: str) -> bool:
    """Whether a kind of information is as sensitive as another or more."""
    order = tuple(INFORMATION)
    return order.index(information) >= order.index(floor)
