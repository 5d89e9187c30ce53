"""How figures are made, kept private and read."""

from __future__ import annotations

from upriver.report.story import Story
from upriver.words.document import Block, Bullets, Heading, Page, Paragraph

ORDER = 90

METHODS = (
    (
        "Rates",
        "Events divided by usual residents of the Census, per 1,000. A year without a hole gives a rate per 1,000 residents. With a hole the months observed "
        "are set against the same share of the residents' year. The 95% interval is exact (chi-squared) under 10 events and Byar's from 10.",
    ),
    (
        "Smoothed rates",
        "Empirical Bayes after Marshall (1991): each area's rate is pulled towards the whole, the more so the fewer people stand behind it.",
    ),
    (
        "Comparison and rank",
        "An area is called higher or lower than the whole where its 95% interval lies wholly on one side of it. A rank is a range: it starts one after the areas whose whole "
        "interval lies above. On fewer than 10 events there is none.",
    ),
    (
        "Control charts",
        "Individuals charts (XmR) with limits for each stretch between declared changes of recording; 12 months are needed before a limit is more than a trial.",
    ),
    (
        "Clusters",
        "Getis and Ord's Gi* on rates standardised for population (Assuncao and Reis 1999), conditional permutations, two-sided, Benjamini and Hochberg's correction at 5%.",
    ),
    (
        "Concentration",
        "The smallest share of small areas that holds a share of the events, with bootstrap intervals, beside what the same number of events thrown at random over residents would give.",
    ),
    (
        "Deprivation",
        "Tenths of the partnership's own small areas; the slope index is of a straight line weighted by residents, "
        "the relative index of a second fit on the log scale, both with simulated intervals; a relative index is withheld where a tenth has no events.",
    ),
    (
        "Small areas of two censuses",
        "Files up to 2022 carry 2011 codes and later ones 2021 codes. A code that didn't change or was merged is taken over as it is; where an area was split the snapped point "
        "decides, and where that fails the row counts for its district and not for any small area.",
    ),
)


def pages(story: Story) -> tuple[Page, ...]:
    """Methods, privacy and accessibility."""
    return (_methods(story), _privacy(story), _accessibility())


def _methods(story: Story) -> Page:
    blocks: list[Block] = []
    for title, says in METHODS:
        blocks += [Heading(title), Paragraph(says)]
    blocks += [
        Heading("Made again"),
        Paragraph(
            f"Run {story.run}, as of {story.as_of}, from the files named under the data sources. The same files, decisions, definition, code and date give the same bytes."
        ),
    ]
    return Page(
        "about/methods",
        "How the figures are made",
        "About",
        "Standard methods of public health and criminology, each with its published source.",
        tuple(blocks),
    )


def _privacy(story: Story) -> Page:
    rules = tuple(
        f"{rule.slug}: {rule.says}{'' if rule.verified else ' Not verified at source; to be confirmed.'}"
        for rule in story.clearance.rules
    )
    record = story.clearance.record
    blocks: list[Block] = [
        Paragraph(
            "Every figure passes a lock before it is printed. All figures of the document are cleared together, so that none can be worked out from others. Printed rates are made from printed counts, and "
            "a modelled value of an area whose own count is hidden is hidden too."
        ),
        Heading("Rules that held"),
        Bullets(rules),
        Heading("What the lock did"),
        Bullets(
            (
                f"{record.get('findings', 0):,} figures were looked at and {record.get('hidden', 0):,} hidden.",
                f"Reviewers asked for: {story.clearance.reviewers}. Why: {story.clearance.reason}.",
            )
        ),
        Paragraph(
            "[c] stands for hidden, [x] not available, [z] not applicable, [low] more than zero but rounds to it, [p] provisional, [r] revised."
        ),
        Paragraph("No map point is ever plotted, and nothing here scores, ranks or points at a person."),
    ]
    return Page(
        "about/privacy",
        "How privacy is protected",
        "About",
        f"{record.get('hidden', 0):,} figures are hidden in this edition.",
        tuple(blocks),
    )


def _accessibility() -> Page:
    blocks: list[Block] = [
        Paragraph(
            "These pages work without scripts, with a keyboard, at 320 pixels wide and enlarged to 400%. Every chart and map stands beside a table with the same figures, and nothing is told by colour alone."
        ),
        Paragraph(
            "High contrast: the box at the top of a page changes that page. Where the site is served by Upriver, the page /preferences/ keeps the choice on your device. Your system's own contrast and motion settings are followed too."
        ),
        Paragraph(
            "The pages are tested by machine against WCAG 2.2 at level AA. They have not been tested by people with disabilities yet, which is a limit of what is claimed here."
        ),
    ]
    return Page(
        "about/accessibility",
        "Accessibility",
        "About",
        "Made to be read by everyone; tell the partnership where it isn't.",
        tuple(blocks),
        in_pdf=False,
    )
