"""The information-sharing agreement as a paper to be read, corrected and signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from upriver.report.agreements import parts
from upriver.words.declared import Contract
from upriver.words.document import Bullets, Callout, Heading, Paragraph
from upriver.words.sharing import terms
from upriver.words.sharing.agreement import DETAILS, Agreement
from upriver.words.sharing.gateway import Gateway, Question
from upriver.words.sharing.paper import Block, Paper
from upriver.words.text import day, sentence


def sharing_agreement(agreement: Agreement, contract: Contract | None, gateway: Gateway | None, *, asked: tuple[Question, ...],
                      names: Mapping[str, str], state: str, as_of: str, places: Mapping[str, str] = parts.NO_NAMES) -> Paper:
    """The paper of one agreement. `asked` are the gateway's questions that apply; `state` is how it stands, in words;
    `places` are names of areas by code."""
    data = contract.title if contract else agreement.contract
    return Paper(
        slug=f"sharing-agreement-{agreement.id}",
        title=f"Information-sharing agreement: {agreement.title}",
        summary=f"{parts.parties_in(agreement, 'gives')} {'share' if _several(agreement) else 'shares'} {data} with "
                f"{parts.parties_in(agreement, 'receives')}, for {parts.purposes_of(agreement)}.",
        blocks=(
            Callout(f"How it stands: {state}. Version {agreement.version}."),
            *_what(agreement, contract, places),
            *_why(agreement, gateway, asked),
            *_sides(agreement),
            *_promises(agreement),
            *_signed(agreement, asked, names),
        ),
        as_of=as_of,
        draft=parts.DRAFT,
    )


def _several(agreement: Agreement) -> bool:
    return sum(1 for party in agreement.parties if party.part in ("gives", "both")) > 1


def _what(agreement: Agreement, contract: Contract | None, places: Mapping[str, str]) -> Iterator[Block]:
    yield Heading("What is shared")
    yield parts.words_table("terms", "The terms", ("Term", "What is agreed"), (
        ("Data set", contract.title if contract else agreement.contract),
        ("What it is in law", sentence(terms.INFORMATION[agreement.information])),
        ("Areas", parts.areas_of(agreement, places)),
        ("How the partnership may use it", sentence(DETAILS[agreement.detail])),
        ("Who else sees what is made of it", parts.onward_of(agreement)),
        ("Addresses", sentence(terms.ADDRESSES[agreement.addresses]) if agreement.addresses else "Not limited by the gateway"),
        ("How often, in what form", f"{sentence(terms.FREQUENCIES[agreement.frequency])}, {terms.FORMS[agreement.form]}"),
        ("Kept for", parts.kept_for(agreement)),
        ("In force", parts.date_words(agreement)),
        ("Data protection impact assessment", agreement.dpia),
    ))
    if contract is not None:
        yield Heading("Each field, and why it is needed", 3)
        shared = parts.fields_of(agreement, contract)
        yield parts.words_table("fields", "The fields that are shared", ("Field", "What it holds", "Why it is needed"), (
            (field.name, field.says, field.why) for field in contract.fields if field.name in shared
        ), *((f"Not shared: {', '.join(left)}.",) if (left := [each.name for each in contract.fields if each.name not in shared]) else ()))


def _why(agreement: Agreement, gateway: Gateway | None, asked: tuple[Question, ...]) -> Iterator[Block]:
    yield Heading("Why it is lawful")
    yield Paragraph(f"It is shared under {parts.law_of(agreement, gateway).rstrip('.')}.")
    if gateway is not None:
        yield Paragraph(gateway.says)
        if gateway.unverified:
            yield Callout(f"{gateway.unverified} {terms.UNVERIFIED}", "warning")
        if gateway.limits:
            yield parts.words_table("limits", "What this law does not allow", ("Section", "Limit", "Read at its source"), (
                (limit.section, limit.says, "Yes" if limit.verified else "No") for limit in gateway.limits
            ))
    done = set(agreement.confirmation.questions) if agreement.confirmation else set()
    if asked:
        yield parts.words_table("questions", "What the partnership itself confirms", ("Section", "What is confirmed", "Confirmed"), (
            (question.section, question.says, "Yes" if question.slug in done else "Not yet") for question in asked
        ))
    yield Paragraph("It is used for nothing but the purposes above. Receiving and checking the data is part of each of them. "
                    "Nobody is scored, profiled or decided about.")


def _sides(agreement: Agreement) -> Iterator[Block]:
    yield Heading("Each side")
    for party in agreement.parties:
        yield parts.words_table(f"party-{party.id}", party.name, ("Question", "Answer"), (
            ("What it does", sentence(terms.PARTS[party.part])),
            ("In data-protection law", sentence(terms.CONTROLLERS[party.controller])),
            ("Lawful basis", parts.basis_of(party)),
            ("Duty of confidence", parts.confidence_of(party)),
            ("National data opt-out", parts.opt_out_of(party)),
            ("Security assurance", party.assurance),
        ))
    joint = [party.name for party in agreement.parties if party.controller == "joint_controller"]
    if joint:
        yield Callout("Joint controllers settle between themselves who answers people's requests and who tells them about the "
                      "use of their data, and make the essence of that known. Write here who does what: to be filled in.")


def _promises(agreement: Agreement) -> Iterator[Block]:
    yield Heading("What both sides promise")
    yield Bullets((
        "The data are sent by a secure way that both sides have agreed: to be filled in.",
        "Only people who need the data for these purposes can open them, and each opening by name is possible to check.",
        "Whoever finds a mistake in the data tells the other side; the data are corrected at their source.",
        "A loss or leak is told to the other side within 24 hours, and its data protection officer decides with them what follows.",
        "People's requests about their data are passed to the side that gave the data, within 2 working days.",
        "Either side may narrow or end this agreement. From that day on the next use is refused; what is published already is "
        "looked at again and does not change unseen.",
        f"When it ends, the data are deleted after {agreement.retention_months} months at the latest, and a certificate says so.",
    ))


def _signed(agreement: Agreement, asked: tuple[Question, ...], names: Mapping[str, str]) -> Iterator[Block]:
    yield Heading("Signed")
    by_party = {signature.party: signature for signature in agreement.signatures}
    rows = []
    for party in agreement.parties:
        signature = by_party.get(party.id)
        rows.append((party.name, names.get(signature.person, signature.person) if signature else "",
                     signature.role if signature else "", day(signature.on.isoformat()) if signature else ""))
    yield parts.words_table("signatures", "For each party", ("Party", "Name", "Role", "Date"), rows)
    found = agreement.confirmation
    if found:
        yield Paragraph(f"That the gateway holds was confirmed by {names.get(found.person, found.person)}, {found.role}, "
                        f"{day(found.on.isoformat())}.")
    elif asked:
        yield Callout("Nobody has confirmed yet that the gateway holds. Until somebody has, nothing may be shared under it.", "warning")
