"""Every piece and every generic page of the workspace in every state, made without Django, to look at and to test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace as Thing

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from upriver.words.language.speaking import say, several

WEB = Path(__file__).resolve().parents[3] / "src" / "upriver" / "web"
GOVUK = WEB.parent / "vendor" / "govuk"
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-and-Neighbouring-Communities"


@dataclass(frozen=True)
class Question:
    """A field with everything defaulted, as the workspace's own has it."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    required: bool = True
    choices: tuple[tuple[str, ...], ...] = ()
    value: object = ""
    errors: tuple[str, ...] = ()
    autocomplete: str = ""
    width: str = ""
    inputmode: str = ""
    rows: int = 5
    max: int = 0
    prefix: str = ""
    suffix: str = ""
    multiple: bool = False
    accept: str = ""
    help: tuple[str, ...] = ()


@dataclass(frozen=True)
class Visit:
    """What a page is asked with, made up."""

    lang: str = "en"
    signed_in: bool = True
    preferences: frozenset[str] = frozenset()
    path: str = "/partnership/"
    nonce: str = "abc"
    csrf: str = "token"
    version: str = "0.6"
    toggle: str = "?lang=cy"
    authority: str = "Westmarsh City Council"
    actor: object = field(default_factory=lambda: Thing(name="Sam Okafor", email="sam@example.org", roles=frozenset({"manager"})))
    office: object = field(
        default_factory=lambda: Thing(name="Estuary Violence Reduction Partnership", fictional=True, accent="#12436d", on_accent="#ffffff")
    )
    flashes: tuple[tuple[str, str], ...] = ()
    navigation: tuple[tuple[str, str, bool], ...] = field(
        default=tuple(
            (f"/{words.lower().replace(' ', '-')}/", words, words == "Partnership")
            for words in (
                "Home",
                "The Duty",
                "Partnership",
                "Sharing data",
                "Data",
                "Assessment",
                "Releases",
                "Response",
                "People and access",
            )
        )
    )

    def told(self) -> tuple[tuple[str, str], ...]:
        return self.flashes


def environment(assets: str = "") -> Environment:
    """Jinja as Django's back end sets it up: strict, escaping, with the functions that every page has."""
    made = Environment(
        loader=FileSystemLoader([WEB / "templates", Path(__file__).parent]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(say=say, several=several, asset=lambda name: assets + name)
    return made


def states(question: Question, value: object, wrong: str) -> list[Question]:
    """A question empty, filled, and with what is wrong with it."""
    return [
        question,
        replace(question, name=f"{question.name}-filled", value=value),
        replace(question, name=f"{question.name}-wrong", value=value, errors=(wrong,), required=False),
    ]


WAYS = (
    ("records", "Records", "One row for each event, without names"),
    ("counts", "Counts", ""),
    ("flows", f"Already flows elsewhere to {LONG}", ""),
)
QUESTIONS = [
    *states(
        Question(
            "name",
            "Name of the authority",
            hint="As its own website writes it",
            autocomplete="organization",
            help=("One minute.", "We ask so that letters go to the right place. Everyone in the partnership sees it."),
        ),
        LONG,
        "Enter the name of the authority",
    ),
    *states(
        Question("email", "E-mail address", "email", autocomplete="email"),
        "sam@example.org",
        "Enter an e-mail address like name@example.org",
    ),
    *states(
        Question("note", "What changed since last year?", "textarea", max=200), "Nothing.\nAs before.", "Write 200 characters or fewer"
    ),
    *states(
        Question("kind", "Kind of authority", "select", choices=(("", "Choose one"), ("council", "Council"), ("police", "Police"))),
        "police",
        "Choose: kind of authority",
    ),
    *states(
        Question("way", "How will you share?", "radios", choices=WAYS, hint="You can change this later"),
        "counts",
        "Choose how you will share",
    ),
    *states(
        Question("areas", "Which areas?", "checkboxes", choices=(("a", "Westmarsh"), ("b", "Southmere"), ("c", LONG))),
        "a;c",
        "Choose: which areas",
    ),
    *states(Question("agree", "I have read this and it is right", "checkbox"), "yes", "Tick the box to go on"),
    *states(
        Question("starts", "When does it start?", "date", hint="For example, 1 4 2026"),
        "2026-04-01",
        "The start must be a real date, like 27 3 2026",
    ),
    *states(Question("cost", "What will it cost?", "number", prefix="£", suffix="a year", width="10"), "1,200", "Enter a number"),
    *states(Question("file", "The file", "file", accept=".csv", hint="CSV, up to 200 MB"), "", "Choose a file"),
    *states(Question("secret", "Password", "password"), "", "Enter your password"),
    *states(Question("totp", "Code from your app", "code"), "123456", "That code has run out; enter the newest"),
]

SVG = Markup(
    '<svg viewBox="0 0 600 140" width="600" height="140" role="img" aria-label="A line that falls from 120 to 80">'
    '<path d="M10 30 150 40 290 60 430 80 590 90" fill="none" stroke="#12436d" stroke-width="3"/><text x="10" y="20">120</text></svg>'
)
TABLE = Markup(
    '<table class="govuk-table"><tr><th scope="col">Year</th><th scope="col">Events</th></tr><tr><td>2025</td><td>80</td></tr></table>'
)

COLUMNS = [
    Thing(words="Authority", href="?sort=name", sorted="ascending"),
    "Kind",
    Thing(words="Agreements", numeric=True, href="?sort=n", sorted=""),
    "State",
]
ROWS = [
    [Thing(words="Westmarsh City Council", href="/a/1/"), "Council", 3, Thing(words="Signed", tag="green")],
    [
        Thing(words=f"{LONG} Health Board", href="/a/2/"),
        "Health board",
        None,
        Thing(words="Waiting for signature", tag="yellow", hint="since 3 March 2026"),
    ],
    ["Estuary Fire and Rescue Service", "Fire", 1_204, Thing(words="Not started", tag="grey")],
]
RECORD = [
    Thing(words="Name", value="Westmarsh City Council", change="/change/name/"),
    Thing(words="Contact", value="", change="/change/contact/"),
    Thing(words="Areas", value=["Westmarsh", "Southmere", LONG], change="/change/areas/"),
    Thing(words="Agreement", value="Sharing of ambulance calls, version 2", href="/agreements/2/"),
    Thing(words="Partners named in it", value=[]),
]
EVENTS = [
    Thing(
        words="Agreement signed",
        by="Sam Okafor",
        at="3 March 2026 at 4:12pm",
        iso="2026-03-03T16:12:00+00:00",
        note="Signed by the Caldicott guardian.",
    ),
    Thing(words="Agreement sent for signature", by="Bethan Rees", at="1 March 2026 at 9:30am", iso="", note=""),
]
TASKS = [
    Thing(words="Name the partnership", href="/1/", state="Done", colour=""),
    Thing(
        words="Add the authorities",
        href="/2/",
        state="2 of 9",
        colour="blue",
        hint="Police, councils, health, youth justice, probation, fire",
    ),
    Thing(words="Agree how data are shared", href="/3/", state="There is a problem", colour="red", hint=LONG),
    Thing(words="Send the first request", href="", state="Can't start yet", colour=""),
]
CARDS = [
    Thing(
        question="Are we meeting the Duty?",
        answer="Nearly: 14 of 17 parts",
        sentence="Three parts have no evidence yet, all of them for the annual review.",
        href="/duty/",
        link="See the 17 parts",
        colour="yellow",
        state="3 to do",
    ),
    Thing(
        question="Is violence falling?",
        answer="Yes, by about 8%",
        sentence="Recorded violence with injury fell from April 2025 to March 2026; the fall is larger than chance explains.",
        href="/m/",
        colour="green",
        state="Falling",
        figure=SVG,
    ),
    Thing(
        question="Are we doing what we said?",
        answer="Not known",
        sentence="3 of 40 actions have been updated this quarter.",
        href="/p/",
        link="See the actions",
    ),
]
PAGES = Thing(
    page=3,
    pages=12,
    total=1_204,
    first=201,
    last=300,
    before="?page=2",
    after="?page=4",
    numbers=[(1, "?page=1"), (None, ""), (2, "?page=2"), (3, "?page=3"), (4, "?page=4"), (None, ""), (12, "?page=12")],
)
CRUMBS = [("/", "Home"), ("/partnership/", "Partnership"), ("", "Authorities")]
FEW = [
    Question("q", "Search for", "search"),
    Question("of", "Kind", "checkboxes", choices=(("council", "Council"), ("police", "Police")), value="council"),
]


def pages() -> dict[str, tuple[str, dict[str, object]]]:
    """Every page by its name: the template and what it is given."""
    wrong = [one for one in QUESTIONS if one.errors]
    return {
        "components": (
            "specimen.html",
            {
                "title": "Pieces",
                "questions": QUESTIONS,
                "svg": SVG,
                "table": TABLE,
                "columns": COLUMNS,
                "rows": ROWS,
                "record": RECORD,
                "events": EVENTS,
                "tasks": TASKS,
                "cards": CARDS,
                "pages": PAGES,
                "few": FEW,
                "long": LONG,
                "asked": Visit(flashes=(("success", "The agreement was signed."),)),
            },
        ),
        "list": (
            "list.html",
            {
                "title": "Authorities",
                "crumbs": CRUMBS,
                "intro": "Who is named in the Duty here, and what each has agreed.",
                "columns": COLUMNS,
                "rows": ROWS,
                "filters": FEW,
                "selected": [("Council", "?")],
                "clear": "?",
                "pages": PAGES,
                "exports": [("?as=csv", "CSV"), ("?as=ods", "Spreadsheet (ODS)")],
                "actions": [Thing(words="Add an authority", href="/add/", kind="")],
                "views": [("?", "All", True, 9), ("?v=1", "Waiting for us", False, 2)],
            },
        ),
        "list-empty": (
            "list.html",
            {
                "title": "Releases",
                "columns": COLUMNS,
                "rows": [],
                "empty": "Nothing waits for you. When a release is asked for, it stands here.",
                "filters": FEW,
            },
        ),
        "form": (
            "form.html",
            {
                "title": "Add an authority",
                "back": "/partnership/",
                "fields": QUESTIONS[0:1] + QUESTIONS[9:10] + QUESTIONS[21:22] + QUESTIONS[12:13],
                "button": "Save and go on",
                "cancel": "/partnership/",
                "help": ["Only authorities that the Duty names need an agreement.", "Your answers are kept when you leave."],
                "hidden": [("version", "3")],
            },
        ),
        "form-wrong": (
            "form.html",
            {
                "title": "Add an authority",
                "back": "/partnership/",
                "fields": wrong,
                "errors": [(f"#{one.name}", one.errors[0]) for one in wrong],
                "button": "Save",
            },
        ),
        "form-one": (
            "form.html",
            {"title": "How will you share?", "back": "/", "fields": [QUESTIONS[12]], "one": True, "button": "Continue"},
        ),
        "show": (
            "show.html",
            {
                "title": "Westmarsh City Council",
                "over": "Authority",
                "state": "Signed",
                "colour": "green",
                "crumbs": CRUMBS,
                "lists": [Thing(rows=RECORD), Thing(title="Agreement 2", rows=RECORD[:2], actions=[("/x/", "Withdraw")])],
                "views": [("/a/", "Overview", True), ("/b/", "Agreements", False, 3), ("/c/", "History", False)],
                "tables": [
                    Thing(caption="Agreements", columns=COLUMNS, rows=ROWS, more="/all/"),
                    Thing(caption="Submissions", columns=COLUMNS, rows=[], empty="It has sent nothing yet."),
                ],
                "events": EVENTS,
                "actions": [Thing(words="Send a reminder", action="/remind/"), Thing(words="Edit", href="/edit/")],
                "warning": "The agreement ends on 31 March 2026.",
            },
        ),
        "check": (
            "check.html",
            {
                "title": "Check your answers",
                "back": "/",
                "lists": [Thing(title="Authority", rows=RECORD)],
                "button": "Sign and send",
                "promise": "By sending this you sign the agreement for Westmarsh City Council.",
                "fields": QUESTIONS[18:19],
                "cancel": "/",
            },
        ),
        "done": (
            "done.html",
            {
                "title": "The agreement was signed",
                "reference": "AGR-2026-014",
                "next": ["Estuary Police get a message today.", "When they have signed, data can be sent."],
                "links": [("/", "Back to agreements")],
            },
        ),
        "confirm": (
            "confirm.html",
            {
                "title": "Withdraw this release?",
                "back": "/",
                "text": [
                    "12 pages and 4 tables will no longer be on the public site.",
                    "Their addresses will say that they were withdrawn, and why.",
                ],
                "fields": [QUESTIONS[6]],
                "button": "Withdraw it",
                "cancel": "/",
            },
        ),
        "tasks": (
            "tasks.html",
            {
                "title": "Set up your partnership",
                "intro": "You can stop at any time; what you did is kept.",
                "done": 2,
                "total": 9,
                "groups": [Thing(title="The partnership", tasks=TASKS), Thing(title="Data", tasks=TASKS[:2])],
            },
        ),
        "dashboard": (
            "dashboard.html",
            {
                "title": "Where we stand",
                "intro": "As known on 3 March 2026.",
                "cards": CARDS,
                "tasks": TASKS,
                "tables": [Thing(caption="Due this month", columns=COLUMNS, rows=ROWS)],
            },
        ),
        "document": (
            "document.html",
            {
                "title": "Strategic needs assessment",
                "over": "Draft 4",
                "state": "Draft",
                "colour": "grey",
                "document": Markup("<h2>What we found</h2><p>Violence fell in 3 of 4 areas.</p>") + TABLE,
                "exports": [("?as=docx", "Word")],
                "marking": "OFFICIAL",
            },
        ),
        **{f"error-{code}": ("error.html", {"code": code}) for code in (400, 403, 404, 409, 413, 429, 500)},
        "error-said": (
            "error.html",
            {
                "code": 409,
                "title": "The agreement was already signed",
                "what": "The agreement was already signed.",
                "do": "Open it to see by whom.",
            },
        ),
        "signed-out": (
            "form.html",
            {"title": "Sign in", "fields": [QUESTIONS[3], QUESTIONS[30]], "button": "Sign in", "asked": Visit(signed_in=False)},
        ),
    }


def write(folder: Path, visit: Visit | None = None) -> list[Path]:
    """All of them as files beside their assets."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in (*(WEB / "assets").iterdir(), *GOVUK.glob("govuk.*")):
        shutil.copy(source, folder)
    made, written = environment(), []
    for name, (template, context) in pages().items():
        usual = {"back": "", "crumbs": [], "title": "", "errors": [], "asked": visit or Visit()}
        given = {**usual, **context}
        if visit is not None and "asked" in context:
            given["asked"] = replace(context["asked"], lang=visit.lang, preferences=visit.preferences)
        (folder / f"{name}.html").write_text(made.get_template(template).render(given), "utf-8")
        written.append(folder / f"{name}.html")
    return written


if __name__ == "__main__":
    import sys

    chosen = frozenset(sys.argv[2:])
    print(*write(Path(sys.argv[1]), Visit(preferences=chosen)), sep="\n")
