"""What the fictional public says: a dozen entries that nobody wrote, two of which tell of harm, and who reads them."""

from __future__ import annotations

from datetime import date

from upriver.store.folder import Folder
from upriver.words.voices.entry import Said

READER, OFTEN, SAFEGUARDING = "listening@norsea.invalid", "day", "p3"
WAYS = "Telephone 01632 960120, weekdays 9 to 5 (fictional)\nThe desk of any library in Norsea and Eastmarch (fictional)\nA youth worker at Harbour Light, afternoons (fictional)"
ENTRIES: tuple[tuple[str, Said], ...] = (
    ("2026-01-12", Said("The lights on the path behind the bus station have been out since October. I walk the long way round.", "E07009901", "now", "25_64")),
    ("2026-01-13", Said("It would help if the youth club opened on Fridays again. There is nowhere warm to go.", "E06009901", "now", "13_17")),
    ("2026-01-14", Said("The last bus leaves before the late shift ends. People wait alone at the stop for an hour.", "E07009901", "month", "25_64")),
    ("2026-01-15", Said("A group stands at the stop by the college. Nobody is rude, but it feels tense in the dark.", "E07009901", "month", "18_24")),
    ("2026-01-16", Said("My step-dad hits me when he has been drinking and I don't know who to tell.", "E06009901", "now", "13_17")),
    ("2026-01-19", Said("The knife bins are a good idea. Please say where they are.", "E07009903", "year", "65_over")),
    ("2026-01-20", Said("Your page about Wexholme says 2024 at the top and 2025 in the table.", "E07009903", "", "")),
    ("2026-01-21", Said("Buses are better with the wardens. Please keep them on after dark.", "E07009901", "month", "18_24")),
    ("2026-01-22", Said("Mae angen mwy o oleuadau yn y parc.", "E06009901", "now", "25_64")),
    ("2026-01-26", Said("They make him carry things for them and he owes them money. He is fifteen.", "E07009902", "now", "25_64")),
    ("2026-01-28", Said("The school talks about this once a year. Once a month would be better.", "E06009901", "year", "13_17")),
    ("2026-01-29", Said("Ring me on 01632 960777 about the bench outside the shop.", "E06009901", "month", "65_over")),
)  # fmt: skip
"""The day on which each came, and what it says. Places are codes of the fictional partnership."""


def speak(folder: Folder, *, on: str, read_on: date) -> int:
    """Open "have your say" with its fictional reader, leave the entries, and see to one that told of harm; gives how many there are.

    `read_on` is the day of the machine: from it on the form is open until nobody reads it any more.
    """
    from upriver import shelf
    from upriver.desk.accounts.models import Account
    from upriver.desk.voices.handling import see_to_harm, taken_in
    from upriver.desk.voices.leaving import leave
    from upriver.desk.voices.opening import Setting, noticed, put
    from upriver.words.voices import contacts, screening

    reader = Account.objects.get(email=READER).pk
    put(folder, Setting(True, reader, OFTEN, SAFEGUARDING, WAYS, least=5), by="Mina Fictional", at="2026-01-10T09:00:00Z")
    patterns = screening.patterns(shelf.declared("screening", folder.declarations)["harm"])
    named = [
        leave(said, form=day, language="en", contacts=contacts.found(said.words), harm=screening.may_tell_of_harm(said.words, patterns), due_days=1,
              at=f"{day}T18:20:00Z")
        for day, said in ENTRIES
    ]
    taken_in(at=f"{on}T09:00:00Z")
    see_to_harm(named[4], to_whom="Manager of the youth justice service, for the safeguarding partnership", done_on="2026-01-16", reference="MASH 00417 (fictional)",
                note="Read the same evening. The school's lead was told what to look out for.", by="Lou Nonesuch", at=f"{on}T09:05:00Z")
    noticed(folder, read_on=read_on)
    return len(named)
