"""A made-up document that holds every kind of block, for the tests of pages and charts."""

from __future__ import annotations

from upriver.words.document import (
    Block,
    Break,
    Bullets,
    Callout,
    Chart,
    Code,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Line,
    Map,
    MapShape,
    Page,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)

SOURCE = "police.uk street-level crime, January 2022 to December 2025; Census 2021 residents"
DISTRICTS = ("Harbourton", "Eastmoor", "Long Marsh", "Stony Vale and Upper Reach", "Westhaven", "Little Holt")
RATES = (45.1, 43.8, 36.2, 25.0, 15.9, None)
YEARS_MONTHS = tuple(f"{year}-{month:02d}" for year in (2022, 2023, 2024, 2025) for month in range(1, 13))


def a_chart(kind: str = "months", **more: object) -> Chart:
    """A chart of the kind, everything but the kind changeable."""
    made = {"bars": _bars, "months": _months, "curve": _curve, "steps": _steps, "forest": _bars, "heat": _heat, "funnel": _funnel,
            "pyramid": _pyramid, "spine": _spine, "multiples": _multiples, "flow": _flow}[kind]
    held: dict = {
        "slug": f"sample_{kind}",
        "kind": kind,
        "title": "Violence was unusually high in August 2025, a month whose figures look miscoded",
        "subtitle": "Violence and sexual offences, Harbour and Moor, January 2022 to December 2025",
        "x_title": "",
        "y_title": "Offences per 1,000 residents",
        "source": SOURCE,
        "alt": "A chart of made-up figures of violence, drawn so that every kind of mark is in it.",
        **made(),
        **more,
    }
    return Chart(**held)


def _bars() -> dict:
    points = tuple(
        Point(
            name,
            rate,
            None if rate is None else rate - 1.6,
            None if rate is None else rate + 1.7,
            marker="c" if rate is None else ("p" if name == "Long Marsh" else ""),
            flag="high" if name == "Harbourton" else "",
        )
        for name, rate in zip(DISTRICTS, RATES, strict=True)
    )
    return {
        "title": "Harbourton has the highest rate, nearly three times that of Westhaven",
        "series": (Series("Rate", points),),
        "lines": (Line("Whole area 29.4", 29.4), Line("England 31.0", 31.0)),
        "x_title": "District",
    }


def monthly(month: str) -> float | None:
    """A made-up count for the month: a hole in 2023 and late 2024, and one miscoded month."""
    if month.startswith("2023") or "2024-05" <= month <= "2024-12":
        return None
    if month == "2025-08":
        return 11639.0
    at = YEARS_MONTHS.index(month)
    return (6_500.0 if month < "2023" else 5_400.0) + (at * 97 % 53 - 26) * 12


def _months() -> dict:
    points = tuple(
        Point(
            month,
            monthly(month),
            marker="p" if month >= "2025-08" else "",
            flag="beyond_limits" if month == "2025-08" else "",
        )
        for month in YEARS_MONTHS
    )
    return {
        "series": (Series("Violence and sexual offences", points),),
        "y_title": "Offences a month",
        "lines": (
            Line("Upper limit 6,120", 6120, from_x="2024-01"),
            Line("Mean 5,452", 5452, from_x="2024-01", dashed=False),
            Line("Lower limit 4,790", 4790, from_x="2024-01"),
        ),
        "breaks": (
            Break("2023-05", "Recording of conduct crime changed"),
            Break("2024-01", "Small areas of 2021 from here"),
        ),
    }


def _heat() -> dict:
    days = ("Friday", "Saturday", "Sunday")
    hours = [f"{hour:02d}" for hour in range(0, 24, 3)]
    rows = tuple(Series(day, tuple(Point(hour, None if (row, at) == (0, 3) else float(row * 8 + at)) for at, hour in enumerate(hours)))
                 for row, day in enumerate(days))  # fmt: skip
    return {"title": "Most happens late on Sundays", "series": rows, "x_title": "Hour", "y_title": "Offences"}


def _flow() -> dict:
    said = {"What we put in": ("A1", "Six workers"), "What we do": ("B1", "Street teams after school"), "What comes of it": ("C1", "Young people know a worker"),
            "What changes": ("D1", "Fewer are robbed"), "What this rests on": ("E1", "They talk to us")}
    columns = tuple(Series(name, (Point(number, None, name=says),)) for name, (number, says) in said.items())
    links = (("A1", "B1"), ("B1", "C1"), ("C1", "D1"), ("E1", "B1"))
    return {"title": "How street teams are to lead to fewer robberies", "series": columns, "y_title": "", "links": links}


def _funnel() -> dict:
    sizes = (20_000.0, 45_000.0, 60_000.0, 90_000.0, 120_000.0)
    rates = (32.0, 21.0, 12.0, 25.0, 20.5)
    areas = tuple(Point(n, rate, flag="Harbourton" if rate == 12.0 else "") for n, rate in zip(sizes, rates, strict=True))
    wide = [tuple(Point(n, None, 20 - by / n**0.5, 20 + by / n**0.5) for n in sizes) for by in (1_500, 2_400)]
    return {
        "title": "One district lies outside the limits of chance",
        "series": (Series("Districts", areas), Series("95% limits", wide[0]), Series("99.8% limits", wide[1])),
        "lines": (Line("All districts together", 20.0, dashed=False),),
        "x_title": "Residents",
        "y_title": "Offences per 1,000 residents",
    }


AGES = ("0 to 9", "10 to 17", "18 to 24", "25 to 34", "35 to 44", "45 to 64", "65 and over")


def _pyramid() -> dict:
    sides = {"Women and girls": (6.2, 37.9, 74.1, 58.3, 46.0, None, 5.9), "Men and boys": (5.1, 43.9, 112.9, 66.2, 45.2, 26.4, 7.0)}
    made = [
        Series(name, tuple(Point(age, rate, rate and rate - 1.9, rate and rate + 2.3, "" if rate else "c")
                           for age, rate in zip(AGES, rates, strict=True)))
        for name, rates in sides.items()
    ]  # fmt: skip
    return {"title": "Highest for men from 18 to 24: 112.9 per 1,000", "series": tuple(made), "x_title": "Age", "y_title": "per 1,000 residents"}


def _spine() -> dict:
    names = ("Children in low-income families, %", "Suspensions, per 100 pupils", "Pupils absent, %", "School readiness, %", "Exclusions, per 100")
    own = tuple(Point(name, y, low, high, marker, flag) for name, y, low, high, marker, flag in zip(
        names, (24.1, 19.0, 8.1, 61.2, None), (23.1, None, 7.9, 60.0, None), (25.2, None, 8.3, 62.3, None), ("", "", "", "", "c"),
        ("worse", "worse?", "same", "better", ""), strict=True))  # fmt: skip
    england = tuple(Point(name, y, flag="fall" if "readiness" in name else "") for name, y in zip(names, (19.8, 9.3, 8.0, 55.0, 0.1), strict=True))
    like = tuple(Point(name, y, y * 0.8, y * 1.2) for name, y in zip(names, (21.0, 12.0, 8.2, 58.0, 0.1), strict=True))
    return {
        "title": "Harbourton stands worse than England in 2 of 4 measures",
        "series": (Series("Harbourton", own), Series("England", england), Series("Similar areas", like)),
        "y_title": "", "lines": (),
    }  # fmt: skip


def _multiples() -> dict:
    scales = dict(zip(DISTRICTS[:5], (1.0, 0.8, 0.45, 0.2, 0.9), strict=True))
    months = YEARS_MONTHS[24:]
    made = [
        Series(name, tuple(
            Point(month, None if month == "2024-06" else float(round(share * (400 + (at * 53 % 61)))), marker="p" if month > "2025-10" else "",
                  flag="above the control limits" if (name, month) == ("Eastmoor", "2025-03") else "")
            for at, month in enumerate(months)))
        for name, share in scales.items()
    ]  # fmt: skip
    return {"title": "Harbourton has most, Stony Vale least", "series": tuple(made), "y_title": "number a month"}


def _curve() -> dict:
    shares = [at / 20 for at in range(21)]
    busiest = tuple(
        Point(x * 100, 100 * (1 - (1 - x) ** 3.6), 100 * (1 - (1 - x) ** 3.4), 100 * (1 - (1 - x) ** 3.8))
        for x in shares
    )
    return {
        "title": "Half of the violence happened in 18% of small areas",
        "series": (
            Series("Violence", busiest),
            Series("If spread evenly", (Point(0.0, 0.0), Point(100.0, 100.0))),
        ),
        "x_title": "Share of small areas, busiest first (%)",
        "y_title": "Share of offences (%)",
    }


def _steps() -> dict:
    rates = (62.1, 51.0, 44.4, 38.2, 33.0, None, 25.5, 22.0, 18.4, 15.9)
    named = {1: "1 most deprived", 10: "10 least deprived"}
    points = tuple(
        Point(named.get(at, str(at)), rate, rate and rate - 1.5, rate and rate + 1.5, "" if rate else "x")
        for at, rate in enumerate(rates, start=1)
    )
    return {
        "title": "The most deprived tenth has 3.9 times the rate of the least deprived",
        "series": (Series("Rate", points),),
        "x_title": "Tenth of income deprivation",
        "lines": (Line("Whole area 29.4", 29.4),),
    }


def a_map(**more: object) -> Map:
    """A map of 24 squares in five classes, one of them hidden and one without a figure."""
    shapes = []
    for at in range(24):
        x, y = at % 6 * 100, at // 6 * 100
        band = None if at in (7, 20) else at * 5 // 24
        shown = "[c] hidden" if at == 7 else ("[x] not available" if at == 20 else f"{5 + at * 2.4:.1f} per 1,000")
        shapes.append(MapShape(f"E9900{at:04d}", f"Area {at + 1}", f"M{x} {y}h100v100h-100z", band, shown))
    held: dict = {
        "slug": "sample_map",
        "title": "Rates are highest in the south east of the area",
        "subtitle": "Violence and sexual offences per 1,000 residents, small areas, 2025",
        "shapes": tuple(shapes),
        "bands": ("Under 10", "10 to 19.9", "20 to 29.9", "30 to 44.9", "45 or more"),
        "view_box": (0.0, 0.0, 600.0, 400.0),
        "source": SOURCE,
        "alt": "A map of 24 made-up small areas in five classes; the darkest are in the south east.",
        "outlines": ("M0 0h300v400h-300z", "M300 0h300v400h-300z"),
        **more,
    }
    return Map(**held)


def a_table(**more: object) -> Table:
    """A table with every marker, a link, a thousands comma, folded after four rows."""
    rows = [
        (
            TableCell(name),
            TableCell(1_204.0 * at),
            TableCell(rate, "" if rate is not None else "c"),
            TableCell("up"),
        )
        for at, (name, rate) in enumerate(zip(DISTRICTS, RATES, strict=True), start=1)
    ]
    rows.append((TableCell("Provisional"), TableCell(11_639.0, "p;r"), TableCell(0.0, "low"), TableCell("", "z")))
    rows.append((TableCell("No figure", href="areas/e99"), TableCell(None, "x"), TableCell(None), TableCell("down")))
    rows.append((TableCell("Fell"), TableCell(-12.0, href="explain/ab12"), TableCell(-0.04), TableCell("down")))
    held: dict = {
        "slug": "kinds/by_district",
        "caption": "Violence and sexual offences by district, 2025",
        "columns": (
            Column("District"),
            Column("Offences", 0),
            Column("Rate per 1,000", 1),
            Column("Direction"),
        ),
        "rows": tuple(rows),
        "notes": ("Counts are by place of occurrence.",),
        "source": SOURCE,
        "explain": "explain/ab12",
        "shown_rows": 4,
        **more,
    }
    return Table(**held)


def a_page(*blocks: Block, slug: str = "questions/kinds", **more: object) -> Page:
    """A page with the blocks."""
    held: dict = {
        "slug": slug,
        "title": "Which kinds are most prevalent?",
        "group": "Questions",
        "lead": "",
        **more,
    }
    return Page(blocks=blocks, **held)


def a_document(*pages: Page, **more: object) -> Document:
    """A document of the pages."""
    held: dict = {
        "slug": "sna",
        "title": "Strategic needs assessment",
        "audience": "public",
        "partnership": "Harbour and Moor Violence Reduction Partnership",
        "as_of": "22 November 2026",
        "period": "January to December 2025",
        "pages": pages,
        "facts": (
            ("Definition", "Violence and sexual offences, robbery, weapons (version 1)"),
            ("Run", "9f" * 32),
        ),
        "attribution": ("Contains public sector information licensed under the Open Government Licence v3.0.",),
        **more,
    }
    return Document(**held)


def _front() -> Page:
    figures = KeyFigures(
        (
            KeyFigure("Offences", "65,204", "in 2025", explain="explain/ab12"),
            KeyFigure("Rate", "29.4", "per 1,000 residents", note="One month is provisional"),
            KeyFigure("Share in the busiest small areas", "50%", "in 18% of areas"),
        )
    )
    return a_page(
        Callout("One month looks miscoded and has not been decided on. Its figures are marked [p].", "warning"),
        figures,
        Paragraph("The files behind these pages:", (("cells.csv", "data/cells.csv"), ("Kinds", "questions/kinds"))),
        slug="",
        title="Strategic needs assessment of serious violence",
        group="Summary",
        lead="What is known about violence in Harbour and Moor, where, among whom, and how sure we are.",
    )


def a_sample() -> Document:
    """A whole site with every kind of block and page."""
    kinds = a_page(
        Heading("How much"),
        Paragraph("Violence and sexual offences make up most of what is counted.", (("See the areas", "areas/e99"),)),
        Bullets(("Five districts have a figure.", "One is hidden.")),
        a_chart("bars"),
        a_table(),
        Heading("How it changes"),
        Callout("Missing months are holes; they are never zero."),
        a_chart("months"),
        a_table(slug="kinds/by_month", caption="Offences by month", shown_rows=None),
        Heading("How it follows deprivation"),
        Heading("By tenth", 3),
        a_chart("steps"),
        a_table(slug="tenths", caption="Rates by tenth of deprivation"),
        lead="Which kinds of serious violence are most prevalent here, and how they change.",
    )
    where = a_page(
        Heading("On the map"),
        a_map(),
        a_table(slug="map_table", caption="Rates by small area", shown_rows=None),
        Heading("Concentration"),
        a_chart("curve"),
        a_chart("funnel"),
        a_table(slug="curve_table", caption="Share of offences by share of areas"),
        slug="questions/where",
        title="Where does it happen?",
    )
    area = a_page(Paragraph("One district."), a_table(slug="area"), slug="areas/e99", title="Harbourton", group="Areas")
    made = a_page(
        Heading("The steps"),
        Code(
            "SELECT month, count(*) AS events\nFROM street\nWHERE category = 'violent-crime'\nGROUP BY month",
            "SQL",
        ),
        Code("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        slug="explain/ab12",
        title="How a figure was made",
        group="Explanations",
        in_contents=False,
    )
    access = a_page(
        Paragraph("These pages meet WCAG 2.2 AA as far as we have tested."),
        slug="about/accessibility",
        title="Accessibility statement",
        group="About",
    )
    return a_document(_front(), kinds, where, area, made, access, files={"data/cells.csv": b"table,value\n"})
