"""The record of processing activities (UK GDPR Article 30): every column of the regulator's template, for each agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from upriver.report.agreements import parts
from upriver.words.declared import Contract
from upriver.words.document import Callout, Heading, Paragraph
from upriver.words.sharing import terms
from upriver.words.sharing.agreement import Agreement, Party
from upriver.words.sharing.paper import Block, Paper
from upriver.words.text import sentence

OF_CONTROLLER = (
    "Name and contact details of the controller",
    "Name and contact details of its data protection officer",
    "Name and contact details of its representative",
)
OF_PROCESSING = (
    "Business function",
    "Purpose of processing",
    "Name and contact details of joint controllers",
    "Categories of individuals",
    "Categories of personal data",
    "Categories of recipients",
    "Link to the contract with a processor",
    "Countries or international organisations that personal data are sent to",
    "Safeguards for exceptional transfers there",
    "Retention schedule",
    "General description of technical and organisational security measures",
)
OF_BASIS = (
    "Article 6 lawful basis",
    "Article 9 condition for special category data",
    "Legitimate interests, where that is the basis",
    "Link to the record of the legitimate interests assessment",
    "Rights available to individuals",
    "Automated decision-making, including profiling",
    "Source of the personal data",
    "Link to the record of consent",
    "Location of the personal data",
    "Whether a data protection impact assessment is required",
    "Progress of that assessment",
    "Link to that assessment",
    "Whether a personal data breach has occurred",
    "Link to the record of the breach",
)
OF_SPECIAL = (
    "Data Protection Act 2018 Schedule 1 condition",
    "Article 6 basis for special category or criminal offence data",
    "Link to the retention and erasure policy document",
    "Whether data are kept and erased as that document says",
    "Reasons for not keeping to that document",
)
FIELDS = (*OF_CONTROLLER, *OF_PROCESSING, *OF_BASIS, *OF_SPECIAL)
"""Every column of the Information Commissioner's template for controllers, as known on 2026-11-22; not verified at source."""


def ropa(agreements: Sequence[Agreement], contracts: Mapping[str, Contract], *, partnership: str, as_of: str) -> Paper:
    """The record for all agreements: one table a controller and agreement, each column of the template a row."""
    return Paper(
        slug="record-of-processing",
        title=f"Record of processing activities: {partnership}",
        summary="One table for each party of each agreement to share data, with every column of the template that the Information "
                "Commissioner's Office gives controllers for Article 30.",
        blocks=(
            Callout(f"The columns follow that template as it was known when Upriver was written. {terms.UNVERIFIED}", "warning"),
            Paragraph(f"Where the partnership's records don't know, it says: {parts.BLANK.lower()}."),
            *(block for agreement in agreements for block in _agreement(agreement, contracts)),
        ),
        as_of=as_of,
        draft=parts.DRAFT,
    )


def _agreement(agreement: Agreement, contracts: Mapping[str, Contract]) -> Iterator[Block]:
    yield Heading(agreement.title)
    yield Paragraph(f"Agreement {agreement.id}, version {agreement.version}. {parts.date_words(agreement)}")
    for party in agreement.parties:
        filled = filled_in(agreement, party, contracts.get(agreement.contract))
        yield parts.words_table(f"{agreement.id}-{party.id}", party.name, ("Field", "Record"),
                                ((name, filled.get(name, "")) for name in FIELDS))


def filled_in(agreement: Agreement, party: Party, contract: Contract | None) -> Mapping[str, str]:
    """What the partnership's records know of the template's columns for one party; the others are a person's to write."""
    gives = party.part in ("gives", "both")
    others = [each for each in agreement.parties if each.id != party.id]
    joint = _names(each for each in others if each.controller == "joint_controller") if party.controller == "joint_controller" else ""
    personal = agreement.information in ("personal", "patient")
    data = ", ".join(parts.fields_of(agreement, contract))
    consent = "consent" in (party.article_6, party.part_3) or party.article_9 == "explicit_consent" or agreement.gateway == "consent"
    return {
        "Name and contact details of the controller": f"{party.name}; contact: {parts.BLANK.lower()}",
        "Business function": "Preventing and reducing serious violence",
        "Purpose of processing": sentence(parts.purposes_of(agreement)),
        "Name and contact details of joint controllers": joint or "None recorded",
        "Categories of individuals": f"{parts.BLANK}. The data set: {contract.says}" if contract else "",
        "Categories of personal data": sentence(f"{terms.INFORMATION[agreement.information]}: {data}".rstrip(": ")),
        "Categories of recipients": f"{parts.parties_in(agreement, 'receives')}. {parts.onward_of(agreement)}",
        "Retention schedule": parts.kept_for(agreement),
        "General description of technical and organisational security measures":
            f"{party.assurance}. Restricted folder; counts leave it only through disclosure rules; every change is logged.",
        "Article 6 lawful basis": terms.ARTICLE_6.get(party.article_6, parts.basis_of(party)),
        "Article 9 condition for special category data": terms.ARTICLE_9.get(party.article_9, parts.basis_of(party)),
        "Legitimate interests, where that is the basis": "" if party.article_6 == "legitimate_interests" else "Not the basis",
        "Link to the record of the legitimate interests assessment": "" if party.article_6 == "legitimate_interests" else "Not the basis",
        "Automated decision-making, including profiling": "None: nobody is scored, profiled or decided about",
        "Source of the personal data": "Its own records" if gives else parts.parties_in(agreement, "gives"),
        "Link to the record of consent": "" if consent else "Consent is not the basis",
        "Whether a data protection impact assessment is required": "Yes" if personal else "Done as good practice; the officer decides",
        "Link to that assessment": agreement.dpia,
        "Data Protection Act 2018 Schedule 1 condition": "" if party.article_9 == "substantial_public_interest" else "None recorded",
        "Article 6 basis for special category or criminal offence data": terms.ARTICLE_6.get(party.article_6, parts.basis_of(party)),
    }


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(party.name for party in parties)
