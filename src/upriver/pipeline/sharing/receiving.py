"""From packages and partners' files to what can be taken in; what isn't as declared is put aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from upriver.intake import packages
from upriver.intake.mapping import read_profile
from upriver.intake.packages import Package
from upriver.intake.receiving import terms
from upriver.pipeline.recognise import recognise
from upriver.store.folder import Folder
from upriver.store.partners.closing import check_closed, put_aside
from upriver.words.declared import Contract
from upriver.words.part import Found, LeftOut
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import Profile
from upriver.words.sharing.submission import Submission

Opened = tuple[Submission, Found] | Submission | LeftOut


def open_package(
    folder: Folder,
    package: Package,
    layouts: Mapping[str, Contract],
    *,
    on: str,
    profiles: Sequence[Profile] = (),
    trusted: bool = False,
) -> Opened:
    """One package: what it declares with its file in `held/incoming`, a declaration alone, or why it was put aside.

    `trusted` is for one that a person releases from quarantine: its seal and hash may differ.
    """
    try:
        check_closed(folder)
    except Refusal as refusal:
        return LeftOut(package.label, str(refusal), True)
    sent: Submission | None = None
    into = folder.incoming / f"{uuid4().hex[:8]}.package"
    try:
        sent = packages.read(package, trusted=trusted)
        if sent.mode == "elsewhere":
            return sent
        if sent.layout not in layouts:
            raise Refusal(f"{package.label} is for a contract that isn't known here ({sent.layout})",
                          do="`upriver spec` lists those that are.")
        if wrong := _badly_named(f"{package.label} {sent.file}", layouts[sent.layout], sent):
            return wrong
        terms.check_signed(sent, on)
        into = into.with_name(f"{into.stem}.{_plain(sent.file)}")
        if packages.take_out(package, sent, into) != sent.sha256 and not trusted:
            raise Refusal(f"the file in {package.label} isn't the one that its manifest speaks of: their hashes differ",
                          do="Ask its sender to send it again by a safe road.")
        found = _found(folder, into, layouts[sent.layout], package.label, (*_own_mapping(package, sent, into, layouts), *profiles))
        terms.check_sender(found, layouts[sent.layout], sent)
        return sent, found
    except Refusal as refusal:
        into.unlink(missing_ok=True)
        return _aside(folder, package, sent, str(refusal), on)


def declared_for(found: Iterable[Found], layouts: Mapping[str, Contract], provider: str) -> Iterator[tuple[Found, Submission]]:
    """Plain files of a named provider: each with a declaration that nobody has signed yet."""
    for each in found:
        layout = layouts[each.contract]
        yield each, Submission(layout.feed, layout.version, layout.mode, provider, file=each.path.name,
                               sha256=packages.hash_of(each.path))


def refuse_open_places(folder: Folder, found: Iterable[Found], layouts: Mapping[str, Contract]) -> Iterator[Found | LeftOut]:
    """Each file, or a refusal where it is a partner's and the place that it would lie in isn't closed."""
    for each in found:
        try:
            if layouts[each.contract].protection != "open":
                check_closed(folder)
        except Refusal as refusal:
            yield LeftOut(each.label, str(refusal), True)
            continue
        yield _badly_named(each.label, layouts[each.contract]) or each


def _badly_named(name: str, layout: Contract, sent: Submission | None = None) -> LeftOut | None:
    """The refusal of a file whose name or manifest names a person: under another label, and put aside nowhere."""
    try:
        terms.check_name(name, layout)
        if sent:
            terms.check_reasons(sent)
    except Refusal as refusal:
        return LeftOut(f"a file of {layout.feed}", str(refusal), True)
    return None


def _found(folder: Folder, path: Path, layout: Contract, label: str, profiles: Sequence[Profile]) -> Found:
    own = [profile for profile in profiles if profile.contract == layout.slug]
    for each in recognise([path], {layout.slug: layout}, folder=folder, profiles=own):
        if isinstance(each, Found) and not each.member:
            return each
    raise Refusal(f"the columns of the file in {label} aren't those of its contract ({layout.slug}), and no mapping here fits them",
                  do="Ask its sender for their mapping, or to send it again with `upriver submit --mapping`.")


def _own_mapping(package: Package, sent: Submission, file: Path, layouts: Mapping[str, Contract]) -> tuple[Profile, ...]:
    """The mapping that travels in a package, if one does."""
    path = file.with_name(f"{file.name}.mapping.toml")
    try:
        return (read_profile(path, layouts),) if packages.take_mapping(package, sent, path) else ()
    finally:
        path.unlink(missing_ok=True)


def _aside(folder: Folder, package: Package, sent: Submission | None, why: str, on: str) -> LeftOut:
    files = (package.path,) if package.data is None else (package.path, package.data)
    digest = packages.hash_of(package.data or package.path)
    put = put_aside(folder, files, digest=digest, label=package.label, why=why, on=on)
    return LeftOut(package.label, f"{why} It lies in quarantine as {put.id}", True, sent=sent, aside=put.id)


def _plain(name: str) -> str:
    """A name that every system can give a file, its ending kept."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", name)[-80:].lstrip(".") or "file"
