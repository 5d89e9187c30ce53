"""What a browser would send if nobody changed anything: every field of a page's form, lists and boxes among them."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.chooses = self.writes = ""
        self.first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, kind = told.get("name", ""), told.get("type", "")
        if tag == "input" and name and name != "csrfmiddlewaretoken" and (kind not in ("checkbox", "radio", "file") or "checked" in told):
            self.found.setdefault(name, []).append(told.get("value", ""))
        elif tag == "select":
            self.chooses, self.first = name, None
        elif tag == "option" and self.chooses:
            self.first = told["value"] if self.first is None else self.first
            if "selected" in told:
                self.found[self.chooses] = [told["value"]]
        elif tag == "textarea":
            self.writes, self.found[name] = name, [""]

    def handle_data(self, data: str) -> None:
        if self.writes:
            self.found[self.writes][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.chooses:
            self.found.setdefault(self.chooses, [self.first or ""])
            self.chooses = ""
        if tag == "textarea":
            self.found[self.writes][0] = self.found[self.writes][0].strip()
            self.writes = ""


def as_shown(text: str) -> dict[str, list[str]]:
    """The form of a page as it was shown."""
    made = _Form()
    main = text[text.index("<main"):text.index("</main>")]
    made.feed(main)
    return made.found
