"""The documents of the response that are published beside the assessment: one public site, one release, one vote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from upriver.pipeline.plans.forms import papers_of
from upriver.pipeline.plans.making import document_of, documents
from upriver.pipeline.plans.telling import Given, told_of
from upriver.respond.finality import blockers
from upriver.store.folder import Folder
from upriver.words.document import Document
from upriver.words.refusal import Refusal
from upriver.words.registers.governing import Publication
from upriver.words.registers.strategy import Strategy


def published_beside(folder: Folder, document: Document, given: Given) -> Document:
    """The assessment with the pages and papers of each document that its records say is published.

    Their pages aren't printed in the assessment's paper: each has its own. In the contents each document is one group.

    Raises:
        Refusal: a document isn't for the public, two would have one address, or a strategy isn't final.
    """
    taken = {page.slug for page in document.pages}
    for made in _made(folder, given):
        pages = tuple(replace(page, in_pdf=False, group=made.title) for page in made.pages)
        if again := taken & {page.slug for page in pages}:
            raise Refusal(f"two documents would be published at {min(again)}", do="Take one out: upriver strategy publication take-out ID.")
        taken |= {page.slug for page in pages}
        attribution = (*document.attribution, *(each for each in made.attribution if each not in document.attribution))
        document = replace(document, pages=(*document.pages, *pages), files={**document.files, **papers_of(made)}, attribution=attribution,
                           beside=(*document.beside, (pages[0].slug, made.title)))
    return document


def _made(folder: Folder, given: Given) -> Iterator[Document]:
    due = [each for each in given.plan.of(Publication) if each.since and each.since <= given.on]
    for each in sorted(due, key=lambda one: (one.since, one.id)):
        shelved = documents().get(each.document)
        if shelved is None or "public" not in shelved.AUDIENCES:
            raise Refusal(f"the publication {each.id} names a document that isn't for the public", do="`upriver pack` lists them.")
        strategy = given.plan.one(Strategy, each.about) if shelved.ABOUT == "strategy" else None
        if shelved.ABOUT == "strategy" and (strategy is None or strategy.state == "draft"):
            raise Refusal(f"the publication {each.id} names a strategy that isn't final", do="Make it final first: upriver strategy set ID --state final.")
        if strategy and strategy.state == "superseded" and (found := blockers(given.plan, given.register, strategy=strategy.id, on=given.on)):
            # Made superseded without ever having been final, a strategy would be published past the rule.
            raise Refusal(f"the publication {each.id} names a superseded strategy that could never have been final. {' '.join(found)}",
                          do="Record who was consulted on it, or take the publication out: upriver strategy publication take-out ID.")
        yield document_of(folder, told_of(folder, replace(given, slug=each.document, about=each.about)))
