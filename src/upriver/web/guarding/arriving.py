"""Files in forms: streamed to where nothing is served from, bounded as they come, and only for a page and a visitor that may send them.

The framework reads a form's files before any page is asked, since the form's token stands among them. So whose page it is, and
whether the visitor may send to it, is asked here first: for anybody else the bytes are read past and never written.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers, StopUpload

from upriver.store.partners.arriving import Arrived, Arriving, most_bytes
from upriver.words.refusal import Refusal

STREAMED: set[str] = set()
"""Names of pages whose file is streamed into `held/arriving`; a page adds its own. The files of all others are documents."""
LARGEST_DOCUMENT = 25 * 10**6
REFUSED = "refused_file"
"""The name under which a request says why its file was not taken (a `Refusal`)."""


class Came(UploadedFile):  # type: ignore[misc,unused-ignore]
    """A file that came whole. `claimed` puts it under its hash; one that no page claims is gone when the request ends."""

    def __init__(self, arriving: Arriving, name: str, size: int) -> None:
        super().__init__(None, name, "application/octet-stream", size, None)
        self.arriving = arriving

    def claimed(self, ident: str) -> Arrived:
        return self.arriving.whole(ident)

    def close(self) -> None:
        self.arriving.dropped()


class Files(FileUploadHandler):  # type: ignore[misc,unused-ignore]
    """The one handler of files: see above. What it doesn't stream itself it leaves to the framework's, within bounds."""

    came: Came | None = None
    """Not `file`: the framework closes a handler's `file` whenever any part of the form is skipped."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:
        page = getattr(getattr(getattr(self.request, "resolver_match", None), "func", None), "page", None)
        self.count, self.whole, self.streams = 0, False, page is not None and page.name in STREAMED
        self.allowed = page is not None and "POST" in page.methods and _may(self.request, page)
        self.most = LARGEST_DOCUMENT
        if self.streams and self.allowed:
            from upriver.web.framework.office import office

            self.most = most_bytes(office().folder)

    def new_file(self, *parts: Any, **more: Any) -> None:
        super().new_file(*parts, **more)
        self.count += 1
        if not self.allowed or (self.streams and self.count > 1):
            raise SkipFile
        if not self.streams:
            return
        from upriver.web.framework.office import office

        try:
            self.came = Came(Arriving(office().folder, self.most), self.file_name, 0)
        except Refusal as refusal:
            self._refused(refusal)
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self.streams:
            if start + len(raw_data) > self.most:
                self._refused(Refusal(f"the file is larger than {self.most // 10**6} MB", do="Send a smaller one; nothing was kept."))
            return raw_data
        assert self.came is not None
        try:
            self.came.arriving.add(raw_data)
        except Refusal as refusal:
            self._refused(refusal)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.streams:
            return None
        if self.came is not None:
            self.came.size, self.whole = file_size, True
        return self.came

    def upload_interrupted(self) -> None:
        if self.came is not None and not self.whole:  # the framework says this of a whole file too, when a later part is skipped
            self.came.close()

    def _refused(self, refusal: Refusal) -> None:
        setattr(self.request, REFUSED, refusal)
        raise StopUpload(connection_reset=False)


def why_refused(request: Any) -> Refusal | None:
    """Why a request's file was not taken, None where it was or none came."""
    found: Refusal | None = getattr(request, REFUSED, None)
    return found


def _may(request: Any, page: Any) -> bool:
    """Whether the visitor may send to this page, and to the thing that its address names: the questions that the page asks again."""
    from django.db import transaction

    from upriver.desk.access import rows, things
    from upriver.desk.accounts.convert import actor
    from upriver.duty.access.policy import may
    from upriver.web.framework.office import office

    if page.right is None or not request.user.is_authenticated:
        return False
    visitor = actor(request.user.pk)
    if not page.of:
        return may(visitor, page.right)
    with transaction.atomic():  # on PostgreSQL nothing is there for whoever doesn't say who asks
        rows.shown_to(visitor)
        thing = things.thing(page.of, str(request.resolver_match.kwargs.get("ident", "")), folder=office().folder)
    return thing is not None and may(visitor, page.right, thing)
