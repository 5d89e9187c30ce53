"""A data protection impact assessment, begun from the catalogue: what is known is filled in, the risks are questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from upriver.report.agreements import parts
from upriver.words.declared import Contract
from upriver.words.document import Bullets, Callout, Heading, Paragraph
from upriver.words.sharing import terms
from upriver.words.sharing.agreement import DETAILS, Agreement
from upriver.words.sharing.gateway import Gateway
from upriver.words.sharing.paper import Block, Paper
from upriver.words.text import listed, sentence

RISKS = (
    ("Somebody is recognised from a small count", "How likely is it in your smallest area? Who there would know?",
     "Small counts are hidden before anything is printed, and tables are checked against each other."),
    ("Somebody is recognised from a rare combination in the rows", "Which combinations of fields name one event that was in the news?",
     "Rows stay in a restricted folder; only counts leave it."),
    ("The data are used for something else", "Who could ask for that, and what would you answer?",
     "Each use is held against the agreement's purposes; others are refused and the clause is named."),
    ("The data are wrong or incomplete", "Who would be treated unfairly by a wrong picture of a place?",
     "Files are checked by rule; gaps are shown and never counted as nought."),
    ("A group or place is stigmatised", "Who of that group or place reads it before it is published?",
     "Rates carry their uncertainty and their limits; association is never called cause."),
    ("Some groups are counted differently from others", "Which groups are stopped, recorded or treated more than others?",
     "Missing ethnicity is shown as missing; police and health figures stand beside each other."),
    ("The data are lost, leaked or opened by the wrong person", "Who can open the folder, and when was that last checked?",
     "Restricted folders are refused where everyone can read them; what was done is logged so that a change is seen."),
    ("The data are kept for too long", "Who looks at the certificate of deletion?",
     "Retention is counted from the end of each period and enforced."),
    ("People do not know", "Where do they learn of it, in which languages, and whom do they ask?",
     "A public page says which agencies share which data for what, and who sees what."),
    ("Children's data", "What would a child or parent expect, and what is different for them?", ""),
)
"""What can go wrong, what to ask about it, and what is done about it already."""


def dpia(agreement: Agreement, contract: Contract | None, gateway: Gateway | None, *, as_of: str,
         places: Mapping[str, str] = parts.NO_NAMES) -> Paper:
    """The assessment of one agreement, to be finished by people: likelihood, severity and decision are theirs."""
    return Paper(
        slug=f"dpia-{agreement.id}",
        title=f"Data protection impact assessment: {agreement.title}",
        summary=f"Reference {agreement.dpia}. What the partnership's records know is filled in; the judgements are left to people.",
        blocks=(*_need(agreement), *_described(agreement, contract, places), *_asked_whom(), *_necessary(agreement, contract, gateway),
                *_risks(), *_decided()),
        as_of=as_of,
        draft=parts.DRAFT,
    )


def _need(agreement: Agreement) -> Iterator[Block]:
    yield Heading("1. Why an assessment is needed")
    yield Paragraph(f"The data are used for {parts.purposes_of(agreement)}. They are "
                    f"{terms.INFORMATION[agreement.information]}. An assessment is required by law before processing that is "
                    f"likely to put people at high risk (UK GDPR Article 35). {terms.UNVERIFIED}")
    yield Bullets((
        "Are data about offences, health, ethnicity or children processed on a large scale? To be filled in.",
        "Are data sets matched or combined in a way that people would not expect? To be filled in.",
        "Can people of whom the data are refuse or object in practice? To be filled in.",
    ))


def _described(agreement: Agreement, contract: Contract | None, places: Mapping[str, str]) -> Iterator[Block]:
    yield Heading("2. What is done with the data")
    yield parts.words_table("nature", "Nature, scope and context", ("Question", "Answer"), (
        ("Who gives the data", parts.parties_in(agreement, "gives")),
        ("Who receives them", parts.parties_in(agreement, "receives")),
        ("What the data set holds", contract.says if contract else ""),
        ("Whose data they are", ""),
        ("How many people, how many of them children", ""),
        ("Areas", parts.areas_of(agreement, places)),
        ("How often", sentence(terms.FREQUENCIES[agreement.frequency])),
        ("How finely used", sentence(DETAILS[agreement.detail])),
        ("Who sees what is made of them", parts.onward_of(agreement)),
        ("Kept for", parts.kept_for(agreement)),
        ("Where they are stored and how they travel", ""),
        ("Processors that act for a party", ""),
    ))
    if contract is not None:
        shared = parts.fields_of(agreement, contract)
        yield parts.words_table("fields", "Each field, and why it is needed", ("Field", "What it holds", "Why it is needed", "Can it be left out?"), (
            (field.name, field.says, field.why, "") for field in contract.fields if field.name in shared
        ), "Whether a field can be left out is asked anew at every review.")
        if contract.caveats:
            yield Heading("Known problems of these data", 3)
            yield Bullets(contract.caveats)


def _asked_whom() -> Iterator[Block]:
    yield Heading("3. Who was asked")
    yield parts.words_table("consulted", "Consultation", ("Who", "When and how", "What they said", "What changed"), (
        ("The data protection officer of each party", "", "", ""),
        ("People whom the data are about, or who speak for them", "", "", ""),
        ("The Caldicott Guardian, where health or care data are shared", "", "", ""),
        ("Information security", "", "", ""),
    ))


def _necessary(agreement: Agreement, contract: Contract | None, gateway: Gateway | None) -> Iterator[Block]:
    yield Heading("4. Whether it is necessary and in proportion")
    counts = contract is not None and any(mode in contract.modes for mode in ("table", "form"))
    less = "The data set can also be met by counts or a short form: say why that does not suffice." if counts else ""
    yield parts.words_table("proportion", "Necessity", ("Question", "Answer"), (
        ("Under which law", parts.law_of(agreement, gateway)),
        ("What is shared answers these questions", listed(list(contract.answers), most=20) if contract and contract.answers else ""),
        ("Would less do", less),
        ("How people are told", "A public page says which agencies share which data for what, and who sees what."),
        ("How people's rights are met", ""),
    ))
    for party in agreement.parties:
        yield parts.words_table(f"basis-{party.id}", f"Lawful basis: {party.name}", ("Question", "Answer"), (
            ("In data-protection law", sentence(terms.CONTROLLERS[party.controller])),
            ("Lawful basis", parts.basis_of(party)),
            ("Duty of confidence", parts.confidence_of(party)),
            ("National data opt-out", parts.opt_out_of(party)),
            ("Security assurance", party.assurance),
        ))


def _risks() -> Iterator[Block]:
    yield Heading("5. Risks to people")
    yield Callout("Likelihood and severity are for people who know the place to judge: low, medium or high.")
    yield parts.words_table("risks", "Risks and what is done about them",
                            ("Risk", "Ask", "Done already", "Likelihood", "Severity", "What more is done"),
                            ((risk, ask, done, "", "", "") for risk, ask, done in RISKS))


def _decided() -> Iterator[Block]:
    yield Heading("6. Decision")
    yield parts.words_table("decision", "Sign-off", ("Item", "Name, role, date", "Notes"), (
        ("Measures approved by", "", "Put them into the partnership's plan with a date."),
        ("Remaining risks accepted by", "", "If a high risk remains, the Information Commissioner is asked first."),
        ("Advice of the data protection officer", "", ""),
        ("Advice accepted or overruled by", "", "If overruled, say why."),
        ("Looked at again by", "", ""),
    ))
