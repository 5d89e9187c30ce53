"""The part of `status` that tells how sharing stands: agreements, open questions, what is for review."""

from __future__ import annotations

from typing import Any

from upriver.words.text import listed, sentence


def sharing_lines(body: dict[str, Any], *, told: set[str]) -> list[str]:
    """The same in words. `told` are subjects that have been spoken of already."""
    lines = []
    who = body["authorities"]
    if who["listed"]:
        lines.append(f"Authorities: {who['listed']} in the register, {who['proposed']} of them not confirmed yet; `upriver who`.")
    agreed = [each for each in body["agreements"] if each["state"] != "none"]
    if agreed:
        lines.append("Agreements:")
        lines += [f"  {each['contract']}: {each['says']}." for each in agreed]
    for each in [query for query in body["queries"] if query["subject"] not in told][:MOST]:
        lines.append(f"Query: {each['subject']}: {each['says']}.")
    for each in body["for_review"]:
        lines.append(sentence(f"For review: release {each['release']} rests on {each['clause']}: {each['why']}."))
    if body["for_review"]:
        lines.append("  Nothing published has changed. Read it; then publish a new assessment, which leaves out what nothing allows.")
    lines.append("What each question of an assessment has to rest on:")
    for each in body["questions"]:
        parts = [f"held {listed(each['held'], most=4)}" if each["held"] else "nothing held"]
        parts += [f"elsewhere {listed(each['elsewhere'])}"] if each["elsewhere"] else []
        parts += [f"missing {listed(each['dark'], most=99)}"] if each["dark"] else []
        lines.append(f"  {each['words']} {sentence('; '.join(parts))}.")
    if body["can_supply"]:
        lines.append("Who can supply what is missing: " + "; ".join(f"{who}: {listed(slugs, most=99)}" for who, slugs in body["can_supply"].items())
                     + ". `upriver spec SLUG` says what to ask for.")
    return lines


MOST = 12
