"""The words of change, comparison and cause that a claim is read by; every word that none of them knows is named."""

from __future__ import annotations

import re

UP = ("rose|risen|rise|rises|rising|increased|increase|increases|increasing|grew|grown|growth|growing|climbed|climbing|up|higher|"
      "went up|gone up|going up|more|added|greater")
DOWN = ("fell|fallen|fall|falls|falling|dropped|drop|drops|dropping|decreased|decrease|decreases|decreasing|declined|decline|declining|down|"
        "lower|fewer|less|went down|gone down|going down|reduced|reduction|came down|come down")
CHANGE = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN})|(?P<by>changed|change|moved))\b")
TIMES = {"doubled": 100.0, "doubling": 100.0, "tripled": 200.0, "trebled": 200.0, "quadrupled": 300.0, "halved": -50.0, "halving": -50.0}
TIMED = re.compile(rf"\b(?:(nearly|almost|more than|about) )?({'|'.join(TIMES)})\b")
UNCLEAR = re.compile(r"\b(?:no|not any|any|without|without a|without any) (?:clear|significant|statistically significant|real|measurable|certain) "
                     r"(?:change|changes|rise|fall|increase|decrease|difference)\b|\bno evidence of (?:a |any )?(?:change|rise|fall)\b|"
                     r"\b(?:did not|has not|have not) (?:clearly|significantly) (?:change|changed|rise|risen|fall|fallen)\b")
SAME = re.compile(r"\b(?:no change|no changes|unchanged|not changed|not change|stayed the same|stayed flat|remained the same|remained stable|"
                  r"remained flat|remained steady|stayed stable|stable|steady|flat|the same as|about the same)\b")
NOT = re.compile(rf"\b(?:(?:did|does|do|has|have|had|was|were|is|are) not|not|no|never) (?:a |any |been )?(?=(?:{UP}|{DOWN}|changed|change)\b)")
"""A verb turned round. A "not" that stands anywhere else is a word that isn't understood."""
COMPARED = frozenset({"higher", "lower", "more", "fewer", "less", "greater"})
"""Words that need something to be compared with: another area, or the year before."""
NUMBERED = re.compile(r"\b(?:most|least|fewest|greatest|number|numbers|count|counts|more §s\d+§|fewer §s\d+§)(?!\w)")
"""What claims a number where areas of unlike size can be compared by their rates alone."""
CAUSE = re.compile(
    r"\b(?:because|thanks to|due to|owing to|caused?|causes|causing|as a result|result of|results? from|resulted in|led to|leads to|leading to|"
    r"driven by|drove|drives|attributable|attributed|down to (?:our|the|this|better|more)|credit|credited|responsible for|blame[ds]?|to blame|"
    r"works?|working|worked|effective|success|successful|succeeded|failed|failure|impact|effect|helped|prevented|prevents|stopped|since (?:we|the \w+ (?:began|started))|"
    r"after (?:we|our|the)|following (?:our|the)|so that|therefore|made (?:\w+ ){0,4}(?:fall|rise|drop)|"
    r"(?:programme|scheme|project|unit|patrols?|policy|policies|team|intervention|navigators|mentors|funding|we|police|council|partnership) "
    r"(?:has |have )?(?:cut|reduced|lowered|brought|slashed|halved|increased|raised|drove))\b")
AHEAD = re.compile(r"\b(?:will|shall|going to|is set to|predicted|forecast|expected to|by next year|next year|next month|could|might|would|may be|probably|likely)\b")
HEDGES = (
    ("nearly", r"nearly|almost|just under|close to|not quite"),
    ("about", r"about|around|roughly|approximately|some|circa|or so"),
    ("at least", r"at least|no (?:less|fewer) than|a minimum of"),
    ("at most", r"up to|at most|no more than"),
    ("over", r"more than|over|just over|above|upwards of|in excess of|greater than"),
    ("under", r"less than|fewer than|under|below"),
)
HEDGE = re.compile("|".join(rf"\b(?P<h{at}>{words})(?: by)?(?: a| an)? (?=§n)" for at, (_, words) in enumerate(HEDGES)))
THAN = re.compile(r"\b(?:than|above|below)\b(?: in| for| at| that of| that in| those in)? §p(\d+)§")
"""The area that another is compared with."""
MOST = re.compile(r"\b(?:(?P<top>highest|most|worst|greatest)|(?P<bottom>lowest|least|fewest))\b")
RATE = re.compile(r"\b(?:rate|rates)\b|\bper (?:1 ?,?000|100 ?,?000|10 ?,?000|head|resident|thousand)\b|\ba resident\b")
INTERVAL = re.compile(r"\(?\b95\s?% (?:confidence )?interval:? ([−+-]?[\d,.]*\d)\s?%? (?:to|-|–) ([−+-]?[\d,.]*\d)\s?%?\)?")
YEARLY = re.compile(r"\b(?:a year on average|a year|per year|each year|every year|annually|yearly|year after year)\b")
_FILLER = (
    "a an the of in on at by to from for with and or is are was were be been being has have had having do does did "
    "there it its this that these those than as so our we here us ours their who which where when last year years "
    "month months period time over during since between among across per cent residents resident rate rates number "
    "numbers figure figures total totals count counts level levels recorded reported published police data "
    "statistics offence offences crime crimes case cases incident incidents area areas local locally whole overall "
    "all partnership county district city borough town council people according said say says shows show showed "
    "compared comparing same each now currently again also just stood stands stand sits came come coming reached "
    "saw seen see seeing went gone going made make both statistically significantly significant clearly clear then "
    "while but although however annually every asked what how points held together them yearly they england's "
    "wales's head combined roughly still stayed remained remains remain about around within throughout into only "
    "provisional"
)
FILLER = frozenset(_FILLER.split())
"""Words that add nothing to a claim. None of them may narrow what it is about: whom, by whom, where or how much."""
