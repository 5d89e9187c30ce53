"""The fictional partnership's agreements: every gateway, and one each expired, too narrow, refused and unconfirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from upriver.demo import authorities, names
from upriver.demo.authorities import fictional_register
from upriver.duty.agreements.files import agreement_toml
from upriver.intake.contracts import contracts
from upriver.words.sharing.agreement import Agreement, Confirmation, Party, Signature

_LISTED = fictional_register().by_id()
Body = tuple[str, str, str]


def _listed(ident: str) -> Body:
    """Id, name and kind of a body, as the register of the fictional partnership has it."""
    body = _LISTED[ident]
    return body.id, body.name, body.kind


POLICE, COMMISSIONER = _listed(names.POLICE_AREA[0]), _listed(authorities.COMMISSIONER)
FIRE, BOARD = _listed(names.FIRE_AUTHORITY[0]), _listed(names.ICB[0])
HOSPITAL, AMBULANCE, CHARITY = _listed("hospital"), _listed("ambulance"), _listed("harbour-light")
COUNTY, CITY, DISTRICT = _listed("E10009901"), _listed("E06009901"), _listed("E07009901")
YOUTH, PROBATION, PRISON, SCHOOLS = _listed("YJS-eastmarch"), _listed("PROB-doggerland"), _listed("custody-nxi"), _listed("trust-9001")

PEOPLE = {
    POLICE[0]: ("s1", "Imogen Lark"), COMMISSIONER[0]: ("s2", "Rafe Stow"), FIRE[0]: ("s3", "Dara Kell"),
    BOARD[0]: ("s4", "Abena Osei"), HOSPITAL[0]: ("s5", "Tomas Finn"), AMBULANCE[0]: ("s6", "Sunita Ray"),
    COUNTY[0]: ("s7", "Helen Moss"), CITY[0]: ("s8", "Jonah Ward"), DISTRICT[0]: ("s9", "Cerys Bell"),
    YOUTH[0]: ("s10", "Marcus Hale"), PROBATION[0]: ("s11", "Orla Quinn"), PRISON[0]: ("s12", "Peter Shaw"),
    SCHOOLS[0]: ("s13", "Lena Ives"), CHARITY[0]: ("s14", "Kofi Dunn"),
}
"""Made-up people who signed, by the party that they signed for."""
ADVISER = ("s15", "Miriam Hart")
TITLES = {
    "ed_assault_attendances": "Emergency department attendances after assault",
    "s17a_hospital_returns": "Hospital returns under section 17A",
    "council_asb_licensing": "Anti-social behaviour and licensing",
    "fire_deliberate": "Deliberate fires",
    "fire_staff_violence": "Violence to fire staff",
    "children_social_care": "Children's social care",
    "provision_interventions": "Provision and interventions",
    "spend": "Spending",
}
RECORDS = ("strategic_needs_assessment", "monitoring", "data_quality")
SIGNS = "Caldicott Guardian or senior information risk owner"


def write_agreements(folder: Path, *, on: date) -> tuple[Path, ...]:
    """One TOML file an agreement, in the order of their names. `on` is the day that "now" is: what is expired lies
    before it, what ends soon within 90 days of it."""
    folder.mkdir(parents=True, exist_ok=True)
    known = dict((*PEOPLE.values(), ADVISER))
    paths = []
    for agreement in sorted(agreements(on=on), key=lambda each: each.id):
        path = folder / f"{agreement.id}.toml"
        path.write_text(agreement_toml(agreement, known), "utf-8", newline="\n")
        paths.append(path)
    return tuple(paths)


def agreements(*, on: date) -> Iterator[Agreement]:
    """The agreements themselves."""
    yield from _live(on)
    probation = _made(on, "probation_quarterly", "probation_caseload", "pcsc_s16", PROBATION, COUNTY,
                      information="aggregate", detail="district")
    last = date(on.year - 1, 3, 31)
    yield replace(probation, title="Probation caseload (expired)", starts=date(on.year - 3, 4, 1), ends=last, review=last)
    schools = _made(on, "schools_termly", "education_suspensions_absence", "pcsc_s16", COUNTY, POLICE,
                    information="aggregate", detail="partnership")
    yield replace(schools, title="Suspensions and absence (too narrow: the whole partnership only)",
                  purposes=("data_quality", "monitoring"), onward="never")
    yield replace(_refused(on), title="Hospital patient records (its gateway forbids it)")
    drugs = _made(on, "drug_treatment", "drug_alcohol_treatment", "not_personal_data", COUNTY, POLICE,
                  information="aggregate", detail="district")
    yield replace(drugs, title="Drug and alcohol treatment (nobody has confirmed it yet)", confirmation=None)


def _live(on: date) -> Iterator[Agreement]:
    """Those that can be used."""
    crime = _made(on, "police_crime", "police_crime_extract", "pcsc_s16", POLICE, COUNTY, addresses="area")
    police, county = crime.parties
    yield replace(crime, parties=(
        replace(police, regime="part_3", part_3="task", confidence="statute"),
        replace(county, regime="uk_gdpr", article_6="public_task", article_9="substantial_public_interest", confidence="statute"),
    ))
    yield _made(on, "police_incidents", "police_incidents", "cda_s17a", POLICE, COUNTY, addresses="area")
    yield _joined(_made(on, "hospital_assaults", "ed_assault_attendances", "not_personal_data", HOSPITAL, COUNTY), BOARD)
    ambulance = _made(on, "ambulance_calls", "ambulance_assault_calls", "not_personal_data", AMBULANCE, COUNTY)
    yield replace(ambulance, title="Ambulance calls to assaults (ends soon)", ends=on + timedelta(days=60),
                  review=on + timedelta(days=60))
    yield _joined(_made(on, "hospital_admissions", "hospital_assault_admissions", "not_personal_data", HOSPITAL, COUNTY), BOARD)
    yield _made(on, "hospital_returns", "s17a_hospital_returns", "cda_s17a", BOARD, COUNTY, addresses="outward_postcode")
    yield _made(on, "deliberate_fires", "fire_deliberate", "cda_s17a", FIRE, COUNTY, addresses="area")
    yield _made(on, "fire_staff", "fire_staff_violence", "pcsc_s17", FIRE, COMMISSIONER, frequency="as_asked")
    yield _made(on, "youth_justice", "youth_justice_caseload", "pcsc_s16", YOUTH, COUNTY, information="aggregate",
                detail="district")
    yield _made(on, "custody_assaults", "custody_assaults", "pcsc_s16", PRISON, COUNTY, information="aggregate",
                detail="district")
    yield _made(on, "social_care", "children_social_care", "pcsc_s16", COUNTY, POLICE, information="aggregate",
                detail="district")
    # Everyone may see the whole partnership's number, its own people each district's.
    yield replace(_made(on, "council_disorder", "council_asb_licensing", "cda_s115", CITY, COUNTY, addresses="area"), onward="partnership")
    yield _made(on, "residents_survey", "community_safety_survey", "consent", CITY, COUNTY)
    yield _made(on, "school_survey", "school_survey", "consent", SCHOOLS, COUNTY)
    yield _made(on, "community_voices", "community_insight", "consent", CHARITY, COUNTY)
    yield _made(on, "provision", "provision_interventions", "not_personal_data", COUNTY, POLICE, information="aggregate",
                detail="district")
    spend = _made(on, "spending", "spend", "other", COMMISSIONER, COUNTY, information="aggregate", detail="district")
    yield replace(spend, gateway_words="The councils' own published schemes for transparency about spending (made up)")


FREQUENCY_OF = {"month": "monthly", "quarter": "quarterly", "term": "quarterly", "year": "yearly"}
"""How often a feed is agreed to come, by how often its contract says it is made."""


def _joined(agreement: Agreement, giver: Body) -> Agreement:
    """The same with another party that gives."""
    signed = Signature(giver[0], PEOPLE[giver[0]][0], SIGNS, agreement.starts)
    return replace(agreement, parties=(*agreement.parties, _party(giver, "gives")), signatures=(*agreement.signatures, signed))


def _refused(on: date) -> Agreement:
    """Patient information under section 16: recorded as it was sent, and never live."""
    made = _made(on, "hospital_patients", "hospital_assault_admissions", "pcsc_s16", BOARD, COUNTY, information="patient")
    parties = tuple(
        replace(party, regime="uk_gdpr", article_6="public_task", article_9="health_or_social_care", confidence="statute",
                opt_out="not_applied", opt_out_why="The parties took section 16 to set it aside.")
        for party in made.parties
    )
    return replace(made, parties=parties)


def _made(on: date, slug: str, contract: str, gateway: str, giver: Body, taker: Body, *, information: str = "depersonalised",
          detail: str = "record", frequency: str = "", addresses: str = "") -> Agreement:
    """One agreement, signed by both and with all that its gateway asks confirmed; counts by district for everyone."""
    starts = date(on.year - 1, 1, 1)
    return Agreement(
        id=slug,
        title=f"{TITLES.get(contract) or contract.replace('_', ' ').capitalize()} from {giver[1]}",
        gateway=gateway,
        contract=contract,
        fields=(),
        information=information,
        purposes=RECORDS,
        areas=(names.POLICE_AREA[0],),
        detail=detail,
        onward="district" if detail == "district" else "small_area",
        frequency=frequency or FREQUENCY_OF[contracts()[contract].cadence],
        form="electronic",
        retention_months=36,
        starts=starts,
        ends=date(on.year + 2, 12, 31),
        review=date(on.year + 1, 12, 31),
        dpia=f"DPIA {on.year - 1}/{slug.replace('_', '-')}",
        parties=(_party(giver, "gives"), _party(taker, "receives")),
        signatures=tuple(Signature(body[0], PEOPLE[body[0]][0], SIGNS, starts) for body in (giver, taker)),
        confirmation=Confirmation(ADVISER[0], "information governance lead", starts, _questions(gateway, giver, addresses)),
        addresses=addresses,
    )


def _party(body: Body, part: str) -> Party:
    health = body[2] in ("health", "invited_participant")
    return Party(
        id=body[0],
        name=body[1],
        kind=body[2],
        part=part,
        controller="controller" if part == "gives" else "joint_controller",
        regime="no_personal_data",
        confidence="not_owed",
        opt_out="does_not_apply",
        opt_out_why="No confidential patient information is shared.",
        assurance="DSPT standards met" if health else "Cyber Essentials Plus and its own security policy",
    )


def _questions(gateway: str, giver: Body, addresses: str) -> tuple[str, ...]:
    """What somebody answered with yes: all that the gateway asks of such a flow."""
    if gateway == "cda_s17a":
        items = ("items",) if giver[2] in ("local_authority", "health") else ()
        return (*items, *(("outward_postcode",) if addresses == "area" else ()))
    return {
        "pcsc_s16": ("data_protection", "investigatory_powers"),
        "pcsc_s17": ("law", "request"),
        "cda_s115": ("law", "necessary", "data_protection"),
        "consent": ("consent",),
        "not_personal_data": ("anonymous",),
        "other": ("law", "data_protection"),
    }[gateway]
