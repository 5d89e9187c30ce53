"""The keys of an agreement's file: what each holds, from which closed list, and whether it must be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upriver.words.sharing import terms
from upriver.words.sharing.agreement import DETAILS, NEVER, PURPOSES
from upriver.words.sharing.authority import KINDS

EVERY_FIELD = "all"
ONWARD: Mapping[str, str] = {NEVER: "nobody outside the partnership sees anything made of the data", **DETAILS}


@dataclass(frozen=True, slots=True)
class Key:
    """One key: `kind` is text, id (a slug), code (an id of the register), word (of `words`), list (of texts), wordlist (of `words`), areas, day or months."""

    name: str
    kind: str
    says: str
    words: Mapping[str, str] | None = None
    required: bool = True


TERMS = (
    Key("id", "id", "a short name for the agreement that never changes, in small letters, digits and underscores"),
    Key("title", "text", "what people call it"),
    Key("gateway", "id", "the gateway under which the data are shared"),
    Key("gateway_words", "text", "for the gateway `other`: which law, in the agreement's own words", required=False),
    Key("contract", "id", "the data set: the slug of its contract"),
    Key("fields", "list", "the data set's fields, by name; [\"all\"] for every field"),
    Key("information", "word", "what is shared, as the law sees it", terms.INFORMATION),
    Key("addresses", "word", "how finely a row says where; needed where the gateway limits it", terms.ADDRESSES, False),
    Key("purposes", "wordlist", "what the data may be used for", PURPOSES),
    Key("areas", "areas", "the areas that the data may be of, as GSS codes"),
    Key("detail", "word", "how finely the partnership may use the data", DETAILS),
    Key("onward", "word", "how finely everyone may see what is made of the data", ONWARD),
    Key("frequency", "word", "how often the data are shared", terms.FREQUENCIES),
    Key("form", "word", "in what form", terms.FORMS),
    Key("retention_months", "months", "how many months after the end of their period the data are kept"),
    Key("starts", "day", "the first day"),
    Key("ends", "day", "the last day"),
    Key("review", "day", "the day by which it is looked at again"),
    Key("dpia", "text", "the reference of the data protection impact assessment"),
    Key("version", "months", "written by Upriver: goes up when what is agreed changes", required=False),
    Key("withdrawn", "day", "the first day without it, where somebody withdrew it", required=False),
)

PARTY = (
    Key("id", "code", "the party's id in the register"),
    Key("name", "text", "the party's name"),
    Key("kind", "word", "what kind of body it is", KINDS),
    Key("part", "word", "what it does under the agreement", terms.PARTS),
    Key("controller", "word", "what it is in data-protection law", terms.CONTROLLERS),
    Key("regime", "word", "which law it processes the data under", terms.REGIMES),
    Key("article_6", "word", "its lawful basis, where it processes under UK GDPR", terms.ARTICLE_6, False),
    Key("article_9", "word", "its condition for special category data, where it processes under UK GDPR",
        terms.ARTICLE_9, False),
    Key("part_3", "word", "its ground, where it processes under Part 3", terms.PART_3, False),
    Key("confidence", "word", "the duty of confidence and how it is met", terms.CONFIDENCE),
    Key("confidence_how", "text", "the same in more words", required=False),
    Key("opt_out", "word", "what is done about the national data opt-out", terms.OPT_OUT),
    Key("opt_out_why", "text", "why"),
    Key("assurance", "text", "the Data Security and Protection Toolkit status, or what stands in for it"),
)

SIGNATURE = (
    Key("party", "code", "the id of the party that is signed for"),
    Key("person", "code", "the id of who signed"),
    Key("name", "text", "who signed; kept apart, and erasable", required=False),
    Key("role", "text", "in what role"),
    Key("on", "day", "the day"),
)

CONFIRMATION = (
    Key("person", "code", "the id of who confirmed that the gateway holds"),
    Key("name", "text", "who confirmed; kept apart, and erasable", required=False),
    Key("role", "text", "in what role"),
    Key("on", "day", "the day"),
    Key("questions", "list", "the gateway's questions that were answered with yes"),
)

TABLES = {"parties": PARTY, "signatures": SIGNATURE, "confirmation": CONFIRMATION}
"""The tables of the file. `parties` and `signatures` are lists of tables."""
