"""Declaring a page: its address, the one right it asks for, and whose thing it shows. What isn't declared can't be reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponseBase

from upriver import shelf
from upriver.duty.access.policy import may, scope
from upriver.words.access.rights import Actor, Right

View = Callable[..., HttpResponseBase]
GET, POST = "GET", "POST"


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the workspace.

    `right` is what its visitor must hold; None only where `because` says why anyone may open it. `of` names the kind of thing that
    the address' `ident` means (`desk/access/things.py`): a thing that the visitor's right doesn't reach isn't there for them.
    `whole` pages show what is the partnership's as a whole: a right over one's own alone doesn't open them.
    What is posted to a page of `steps` is no single transaction on a server either: its verbs move files, and keep what they record
    before a file goes.
    `logged` is the verb under which opening it is written to the log ("" where it isn't: nothing restricted is on it).
    """

    name: str
    path: str
    right: Right | None
    of: str
    methods: tuple[str, ...]
    view: View
    logged: str = ""
    because: str = ""
    whole: bool = False
    steps: bool = False


_DECLARED: dict[str, Page] = {}


def page(path: str, *, right: Right | None, name: str, of: str = "", posts: bool = False, logged: str = "", because: str = "",
         whole: bool = False, steps: bool = False) -> Callable[[View], View]:
    """Declare the page that a function `(asked: Asked, **parts of the address)` answers.

    Raises:
        TypeError: nobody says who may open it, or its thing isn't part of its address, or its name is another page's.
    """
    if right is None and not because:
        raise TypeError(f"the page {name} asks for no right and doesn't say why")
    if bool(of) != ("ident>" in path):
        raise TypeError(f"the page {name} shows a thing: its address needs <...:ident>, and `of` says of which kind")

    def declare(view: View) -> View:
        other = _DECLARED.get(name)
        if other is not None and (other.view.__module__, other.view.__qualname__) != (view.__module__, view.__qualname__):
            raise TypeError(f"two pages are called {name}")
        _DECLARED[name] = Page(name, path, right, of, (GET, POST) if posts else (GET,), view, logged, because, whole, steps)
        return view

    return declare


def opens(page: Page, actor: Actor) -> bool:
    """Whether a page opens for somebody at all, whatever it shows."""
    if page.right is None:
        return True
    return scope(actor, page.right).all if page.whole else may(actor, page.right)


def declared() -> tuple[Page, ...]:
    """Every page of the shelf, by name."""
    for module in shelf.modules("upriver.web.pages"):
        if hasattr(module, "__path__"):
            shelf.modules(module.__name__)
    return tuple(_DECLARED[name] for name in sorted(_DECLARED))


def one(name: str) -> Page | None:
    """The page of a name."""
    return _DECLARED.get(name)


