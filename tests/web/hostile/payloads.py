"""What somebody would type who wants a script of theirs to run in another's browser, and how it is put into every field of a page's form."""

from __future__ import annotations

import html
import re
from itertools import product

from web.served import Reply

MARK = "upriverhostile"
"""Stands in every payload: a tag or handler that holds it, and is not text, is a hole."""
_CALLS = (f"alert('{MARK}')", f"alert(`{MARK}`)", f"confirm(/{MARK}/.source)", f"top['ale'+'rt']('{MARK}')")
_SHAPES = (
    "<script>{0}</script>", "<ScRiPt>{0}</sCrIpT>", "</title><script>{0}</script>", "</textarea><script>{0}</script>", "</script><script>{0}</script>",
    "<img src=x onerror={0}>", "'\"><img src=x onerror={0}>", "<svg onload={0}>", "<svg><script>{0}</script></svg>", "<svg><animate onbegin={0} attributeName=x dur=1s>",
    "\" onmouseover={0} autofocus onfocus={0} x=\"", "' autofocus onfocus={0} x='", "` onfocus={0} autofocus ", "<details open ontoggle={0}>", "<body onload={0}>",
    "<iframe srcdoc='<script>{0}</script>'>", "<a href=\"javascript:{0}\">x</a>", "javascript:{0}", "java\tscript:{0}", "data:text/html,<script>{0}</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror={0}>", "<!--><script>{0}</script>-->", "[x](javascript:{0})", "![x](x\"onerror=\"{0})",
    "<meta http-equiv=refresh content=\"0;url=javascript:{0}\">", "<base href=//x.invalid/>{0}", "<object data=\"javascript:{0}\">", "{{{{ {0} }}}}{{% print({0}) %}}",
    "\ue0f0cy\ue0f2<script>{0}</script>\ue0f1", "&lt;script&gt;{0}&lt;/script&gt;<b onclick={0}>",
)
PAYLOADS = tuple(shape.format(call) for call, shape in product(_CALLS, _SHAPES))
"""One hundred and twenty of them."""
HOLE = re.compile(rf"<[a-z!/][^<>]*\b(?:on[a-z]+|srcdoc)\s*=[^<>]*{MARK}|<(?:script|style)[^>]*>[^<]*{MARK}|(?:href|src|action|data)\s*=\s*[\"']?\s*(?:java\W*script|data:text)[^>]*{MARK}",
                  re.I)
"""A payload that came out as something other than text."""
ATTRIBUTE = re.compile(r"=\"[^\"]*\"")


def holes(reply: Reply) -> list[str]:
    """Where a page holds a payload as a tag, a handler or an address: text and values in their quotes are none."""
    if not reply.headers.get("content-type", [""])[0].startswith(("text/html", "image/svg")):
        return []
    bare = ATTRIBUTE.sub('=""', reply.text)  # a value that broke out of its quotes isn't between two of them any more
    links = [each for each in re.findall(r'(?:href|src|action)="([^"]*)"', reply.text) if MARK in each and re.match(r"\s*(?:java\W*script|data|vbscript):", html.unescape(each), re.I)]
    return [found[0][:120] for found in HOLE.finditer(bare)] + links


def filled_in(page: Reply, payload: str) -> dict[str, list[str]]:
    """A page's form with a payload in everything that can be typed, and the last of what can be chosen."""
    main = re.search(r"<main.*</main>", page.text, re.S)
    text, values = main[0] if main else "", dict[str, list[str]]()
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = (html.unescape(found[1]) if (found := re.search(rf'\b{each}="([^"]*)"', tag)) else "" for each in ("name", "value"))
        kind = found[1] if (found := re.search(r'\btype="([^"]*)"', tag)) else "text"
        if not name or name == "csrfmiddlewaretoken" or kind == "file":
            continue
        if kind == "hidden" or kind == "radio":
            values[name] = [value]
        elif kind == "checkbox":
            values.setdefault(name, []).append(value)
        elif name.endswith(("-day", "-month")):
            values[name] = ["1"]
        elif name.endswith("-year"):
            values[name] = ["2026"]
        elif 'inputmode="numeric"' in tag or kind == "number":
            values[name] = ["3"]
        else:
            values[name] = [payload]
    for name, options in re.findall(r'<select[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', text, re.S):
        values[name] = [html.unescape(each) for each in re.findall(r'<option[^>]*value="([^"]*)"', options)][-1:]
    for name in re.findall(r'<textarea[^>]*\bname="([^"]*)"', text):
        values[name] = [payload]
    return values
