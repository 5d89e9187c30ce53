"""Who is harmed: age and sex, ethnic group, by whom, where, how often again, and who is treated and not known to police."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import explain_of, number_cell
from upriver.report.people import again
from upriver.report.people.ages import between_short, counts_table, highest, rates_blocks
from upriver.report.people.groups import apart_words, group_table, ratio_chart, told_apart, unknown_words
from upriver.report.story import Headline, Story, between, percent_words, shown
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import sentence

ORDER = 44
TABLES = {
    "assessment/victims/ages": "People harmed, by age and sex",
    "assessment/victims/ages_whole": "People harmed, all ages and sexes",
    "assessment/victims/rates": "Rates of people harmed, by age and sex",
    "assessment/victims/ethnicity": "People harmed, by ethnic group",
    "assessment/victims/relations": "Who the suspect is to the person harmed",
    "assessment/victims/domestic_abuse": "People harmed, by whether flagged as domestic abuse, and sex",
    "assessment/victims/domestic_abuse_by_sex": "People harmed, sums by flag and by sex",
    "assessment/victims/places": "Where people are harmed",
    "assessment/victims/again": "People harmed more than once",
    "assessment/victims/patients": "Patients after an assault, by age and sex",
    "assessment/victims/patients_whole": "Patients after an assault, all ages and sexes",
    "assessment/victims/patient_rates": "Rates of patients after an assault, by age and sex",
    "assessment/victims/known": "Patients who are and aren't among victims known to police",
}
MADE = {
    "victims": "Each crime of the police extract that had a victim counts once, with the person harmed worst. Rates divide by residents of "
    "that age and sex, or of that ethnic group at the 2021 census; ratios have a log-normal interval, widened by how often the same people "
    "come again. People are counted by a keyed hash that never leaves the store: only numbers of people do. Shares that fall on people have "
    "intervals made by drawing people again. Patients are of emergency departments, rounded as the health service rounds.",
}
AGES, _, RATES, ETHNIC, RELATIONS, ABUSE, _, PLACES, AGAIN, PATIENTS, _, PATIENT_RATES, KNOWN = TABLES
POLICE, HOSPITAL = "Police crime extract, under agreement", "Emergency departments (ISTV), under agreement"
RELATION_WORDS = {"not_known": "Not known"}
ADDRESS = "questions/victims"


def pages(story: Story) -> tuple[Page, ...]:
    """One page, where the police extract or an emergency department tells of people."""
    blocks = [*_ages(story), *_groups(story), *_relations(story), *_places(story), *_again(story), *_patients(story)]
    if not blocks:
        return ()
    first: Block = Callout(
        "Everything here is a number of people or crimes, never a person. Being harmed more often says where help is owed, not whose fault it is. "
        "Violence that nobody reports is in no number here, and groups differ in what they report."
    )
    return (Page(ADDRESS, "Who is harmed?", "Questions", _lead(story), (first, *blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """What can't be said of people harmed for want of data."""
    said = []
    whole = story.own(AGES, "victims", "count")
    if whole is None:
        said.append("Who is harmed, by age, sex and ethnic group, can't be said: no police crime extract with bands of victims is held under an "
                    "agreement. Open police data name no person, age or sex.")
    elif not rates_blocks(story, "x", AGES, RATES, "victims", who="", source="", basis=""):
        said.append("Rates of people harmed by age and sex can't be given: no residents by sex and single year of age are held for the whole area.")
    if whole is not None and not again.told(story, AGAIN, "victims"):
        said.append("How often the same people are harmed again can't be said: the police extract holds no keyed hashes for the whole period.")
    return tuple(said)


def headlines(story: Story) -> Iterator[Headline]:
    """Who is harmed most, and how much falls on the same people."""
    if found := highest(story, AGES, RATES, "victims"):
        words, cells = found
        yield Headline("harmed_most", f"Those harmed most, by the police's records, are {words}.", ADDRESS, "victims", cells,
                       ("police", "health", "local_authority", "education"), "Plan prevention with this age group and where they are.")
    repeat = story.own(AGAIN, "victims_repeat_people", "percent")
    on_them = story.own(AGAIN, "victims_events_on_repeat", "percent")
    if repeat and on_them and repeat.value is not None and on_them.value is not None:
        yield Headline(
            "harmed_again", f"{percent_words(repeat)} of people harmed were harmed more than once within the period, and {percent_words(on_them, short=True)} of crimes "
            "with a known victim fell on them.", ADDRESS, "victims", (repeat, on_them), ("police", "local_authority", "health"),
            "Offer help at the first report: who has been harmed is likelier than others to be harmed again.",
        )  # fmt: skip
    unknown = story.own(KNOWN, "patients_met", "percent", police="not_found")
    if unknown and unknown.value is not None:
        yield Headline(
            "treated_not_found", f"{percent_words(unknown)} of patients treated after an assault are not among victims of the police extract, matched by keyed "
            "hash.", ADDRESS, "health", (unknown,), ("health", "police"), "Plan from hospital and police data side by side.",
        )  # fmt: skip



def _lead(story: Story) -> str:
    whole = story.own(AGES, "victims", "count")
    if found := highest(story, AGES, RATES, "victims"):
        return f"Those harmed most, by the police's records, are {found[0]}."
    if whole is not None and whole.value is not None:
        return f"The police extract tells of {shown(whole)} crimes with a victim, by age and sex of the person harmed worst."
    return "Emergency departments tell of who is treated after an assault, by age and sex."


def _basis(story: Story) -> str:
    return story.signal(story.own(AGES, "victims", "count"), "basis") or "residents of that age and sex"


def _ages(story: Story) -> list[Block]:
    if story.own(AGES, "victims", "count") is None:
        return []
    table = counts_table(story, "victims-ages", AGES, "victims", f"People harmed, by age and sex, {story.period.words}", POLICE,
                         ("One a crime: the person harmed worst. Crimes of possession alone have no victim and are left out.",))
    return [
        Heading("By age and sex"),
        *rates_blocks(story, "victims", AGES, RATES, "victims", who="People harmed", source=POLICE, basis=_basis(story)),
        table,
    ]


def _groups(story: Story) -> list[Block]:
    if story.own(ETHNIC, "victims", "count") is None:
        return []
    told = " ".join(
        part for part in (unknown_words(story, ETHNIC, "victims", "these crimes"), apart_words(story, ETHNIC, "victims", "harmed")) if part
    )
    table = group_table(story, "victims-ethnicity", ETHNIC, "victims", f"People harmed, by ethnic group, {story.period.words}", POLICE,
                        notes=("Residents by ethnic group are of the 2021 census, as people describe themselves; police ask some and see others.",))
    apart = told_apart(story, ETHNIC, "victims")
    title = (f"{apart[0][0]} residents are harmed at {shown(apart[0][1])} times the rate of White residents" if apart
             else "No group stands apart whoever the unknown are")
    chart = ratio_chart(story, "victims-ethnicity", ETHNIC, "victims", title, POLICE, "victims-ethnicity")
    return [Heading("By ethnic group"), Paragraph(told), *chart, table]


def _parts(story: Story, slug: str, table: str, measure: str, name: str, first: str, caption: str, notes: tuple[str, ...] = ()) -> list[Block]:
    cells = [cell for cell in story.cells_of(table, measure, unit="count") if list(cell.key.names) == [name]]
    if not cells:
        return []
    ordered = sorted(cells, key=lambda cell: (cell.key.names[name] == "not_known", -(cell.value or 0)))
    rows = []
    for cell in ordered:
        value = cell.key.names[name]
        share = story.own(table, measure, "percent", **{name: value})
        rows.append((TableCell(RELATION_WORDS.get(value, sentence(value))), number_cell(cell), number_cell(share), TableCell(_ends(share))))
    columns = (Column(first), Column("Number", 0), Column("% of those known", 1), Column("95% interval"))
    said = ("The share not known is of all; every other share is of those that are known.", *notes)
    return [Table(slug, caption, columns, tuple(rows), said, POLICE, explain_of(table))]


def _ends(cell: Cell | None) -> str:
    return between_short(cell).partition(" (")[2].rstrip(")") if cell and cell.value is not None else ""


def _relations(story: Story) -> list[Block]:
    found = _parts(story, "victims-relations", RELATIONS, "victims", "relation", "The suspect is",
                   f"Who the suspect is to the person harmed, {story.period.words}")
    flagged = story.own(ABUSE, "victims", "percent", domestic_abuse="yes")
    if flagged and flagged.value is not None:
        women, men = (story.own(ABUSE, "victims", "percent", domestic_abuse="yes", sex=sex) for sex in ("female", "male"))
        by_sex = (
            f" Of women and girls harmed it is {percent_words(women, short=True)}, of men and boys {percent_words(men, short=True)}."
            if women and men
            else ""
        )
        found.append(
            Paragraph(
                f"{percent_words(flagged)} of these crimes are flagged as domestic abuse, where the flag is filled.{by_sex} The flag is under-used: "
                "read it as at least so many."
            )
        )
    return [Heading("Who the suspect is to them"), *found] if found else []


def _places(story: Story) -> list[Block]:
    found = _parts(story, "victims-places", PLACES, "victims", "place", "Kind of place", f"Where people are harmed, {story.period.words}")
    return [Heading("Where it happens to them"), *found] if found else []


def _again(story: Story) -> list[Block]:
    found = again.blocks(story, "victims", AGAIN, "victims", POLICE, done="were harmed", of="crimes with a known victim")
    if not found:
        return []
    abused = story.own(AGAIN, "abused_repeat_people", "percent")
    if abused and abused.value is not None:
        followed = story.own(AGAIN, "abused_followed", "percent")
        after = (
            f", and {percent_words(followed, short=True)} of those who could be followed for six months were flagged again within them"
            if followed
            else ""
        )
        found.append(Paragraph(f"Of people harmed in crimes flagged as domestic abuse, {percent_words(abused)} were so more than once{after}."))
    return [Heading("Harmed again"), *found]


def _patients(story: Story) -> list[Block]:
    blocks: list[Block] = []
    if story.own(PATIENTS, "patients", "count") is not None:
        basis = story.signal(story.own(PATIENTS, "patients", "count"), "basis") or _basis(story)
        blocks += rates_blocks(story, "patients", PATIENTS, PATIENT_RATES, "patients", who="Patients after an assault", source=HOSPITAL, basis=basis)
        blocks.append(
            counts_table(
                story,
                "patients-ages",
                PATIENTS,
                "patients",
                f"Attendances after an assault, by age and sex, {story.period.words}",
                HOSPITAL,
                ("Rounded to the nearest 5, so parts needn't add up. Attendances, wherever the assault was.",),
            )
        )
    unknown = story.own(KNOWN, "patients_met", "percent", police="not_found")
    if unknown and unknown.value is not None:
        patients, met = story.own(KNOWN, "patients_met", "people"), story.own(KNOWN, "patients_met", "people", police="victim")
        in_all = story.own(KNOWN, "harmed_in_all", "people")
        blocks.append(
            Paragraph(
                f"By keyed hash, {shown(met)} of {shown(patients)} patients are among the victims in the police extract and {percent_words(unknown)} are not. Only "
                "crimes whose record holds a hash can be matched, so some of those not found are known to police all the same."
            )
        )
        if in_all and in_all.value is not None:
            blocks.append(Callout(
                f"From how far the two lists overlap, about {between(in_all)} people would have been harmed in all. That holds only if being on one list "
                "doesn't change the chance of being on the other. It does: an ambulance brings the police, and some avoid both. Treat it as a least number "
                "of people to think of, not as a count.", "warning",
            ))  # fmt: skip
    return [Heading("Who is treated"), *blocks] if blocks else []
