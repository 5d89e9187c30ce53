"""The people of the fictional partnership: one of each kind, and a second reviewer, since what comes from records needs two."""

from __future__ import annotations

from upriver.words.access.rights import Grant, Role

PEOPLE: tuple[tuple[str, str, tuple[Grant, ...]], ...] = (
    ("Mina Fictional", "manager@norsea.invalid", (Grant(Role.MANAGER),)),
    ("Aled Made-Up", "analyst@norsea.invalid", (Grant(Role.ANALYST),)),
    ("Priya Pretend", "police.data@norsea.invalid", (Grant(Role.DATA_OFFICER, "E23009901"),)),
    ("Hana Imaginary", "health.data@norsea.invalid", (Grant(Role.DATA_OFFICER, "hospital"),)),
    ("Ira Fictional", "reviewer@norsea.invalid", (Grant(Role.REVIEWER),)),
    ("Bo Invented", "second.reviewer@norsea.invalid", (Grant(Role.REVIEWER),)),
    ("Dee Supposed", "board@norsea.invalid", (Grant(Role.BOARD_MEMBER, "E31009901"),)),
    ("Cas Notional", "csp@norsea.invalid", (Grant(Role.CSP_OFFICER, "E22009902", ("E22009902", "E07009901", "E07009903")),)),
    ("Lou Nonesuch", "listening@norsea.invalid", (Grant(Role.LISTENER),)),
    ("Ada Nobody", "administrator@norsea.invalid", (Grant(Role.ADMINISTRATOR),)),
)
"""Name, e-mail address (of a domain that can't exist) and what each was granted."""
