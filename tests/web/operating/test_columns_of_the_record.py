"""G6: the record of processing has every column of the regulator's template for controllers, written out here apart from the code."""

from __future__ import annotations

from upriver.report.agreements.ropa import FIELDS

TEMPLATE = """
name contact controller | name contact protection officer | name contact representative | business function | purpose processing | joint controllers | categories individuals |
categories personal data | categories recipients | contract processor | countries international | safeguards exceptional transfers | retention schedule | security measures |
article 6 | article 9 | legitimate interests | legitimate interests assessment | rights individuals | automated decision | source personal data | record consent |
location personal data | impact assessment required | progress assessment | link assessment | breach occurred | record breach | schedule 1 | article 6 basis |
retention erasure policy | kept erased document | reasons not
"""
"""The words that tell each of its 33 columns, in its order, as the template was known in November 2026; it wasn't fetched again."""


def test_every_column_of_the_template_is_there_in_its_order() -> None:
    columns = [each.split() for each in " ".join(TEMPLATE.split("\n")).split("|")]
    missing = [(words, FIELDS[at]) for at, words in enumerate(columns) if not all(word in FIELDS[at].casefold() for word in words)]
    print(f"G6: {len(columns) - len(missing)} of {len(columns)} columns of the template")
    assert len(columns) == len(FIELDS) == 33 and missing == []
