"""The first page, and small things that every page needs."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.words.access.rights import Right


@page("", right=Right.ENTER, name="home")
def home(asked: Asked) -> HttpResponse:
    """What waits for whoever signed in."""
    from upriver.web.framework.waiting import tasks_of

    return asked.render("home.html", title=asked.office.name, tasks=tasks_of(asked))


@page("theme.css", right=None, name="theme", because="colours of the partnership, which the sign-in page wears too")
def theme(asked: Asked) -> HttpResponse:
    """The partnership's colours as a style sheet."""
    style = f":root {{ --accent: {asked.office.accent}; --on-accent: {asked.office.on_accent}; }}\n"
    answer = HttpResponse(style, content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "max-age=300"
    return answer
