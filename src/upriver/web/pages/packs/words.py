"""The words that pages of documents share."""

from __future__ import annotations

from upriver.words.language.speaking import mark

GROUPS = {
    "board": mark("For the board"),
    "duty": mark("How the Duty is met, for inspectors and those who hold you to account"),
    "strategy": mark("The strategy and what came of it"),
    "asking": mark("Asking others"),
    "csp": mark("For community safety partnerships"),
}
AUDIENCES = {"restricted": mark("The partnership's own people"),
             "public": mark("Everyone (it stays a draft until it is released at the gate)")}
MARKED = {"restricted": mark("For the partnership alone"), "public": mark("Draft for the public")}
FORMS = {"pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel", "ods": "ODS"}
"""What each form is called; names of programs aren't translated."""
