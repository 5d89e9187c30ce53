"""Asks a public server for bytes: one connection at a time, patiently, over http or https only.

Standard library only, so that the proxy (HTTP_PROXY, HTTPS_PROXY, NO_PROXY) and the certificates
(SSL_CERT_FILE, or a file named by the caller) of a managed network are honoured as they are there.
Nothing is sent but the request; nothing that comes back is evaluated.
"""

from __future__ import annotations

import http.client
import ssl
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit

from upriver import __version__
from upriver.words.refusal import Refusal

CHUNK = 1 << 16
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TRY_AGAIN = frozenset({202, 408, 425, 429, 500, 502, 503, 504})
LONGEST_WAIT_IN_SECONDS = 60.0
LONGEST_ASKED_WAIT_IN_SECONDS = 600.0
ENOUGH_TO_COUNT_AFRESH = 1 << 20      # a long file over a poor line may drop often and still get there

Progress = Callable[[str, int, int | None], None]  # what, bytes so far, bytes in all if known


class Passing(Exception):
    """A fault that may pass: wait and ask again. Never leaves this room.

    `wait_in_seconds` is what the server asked for; None where it asked for nothing.
    """

    def __init__(self, why: str, *, wait_in_seconds: float | None = None) -> None:
        self.why = why
        self.wait_in_seconds = wait_in_seconds
        super().__init__(why)


class OutOfRange(Passing):
    """The server says there is nothing from there on, so what is held can't be carried on with."""

    def __init__(self) -> None:
        super().__init__("the server has nothing from there on", wait_in_seconds=0.0)


@dataclass(frozen=True)
class Line:
    """How we ask: the opener (proxy, certificates), and how patient we are."""

    opener: urllib.request.OpenerDirector
    tries: int
    pause: Callable[[float], None]
    timeout_in_seconds: float = 60.0


def open_line(*, ca_file: Path | None = None, tries: int = 5,
              pause: Callable[[float], None] = time.sleep) -> Line:
    """Make ready to ask; nothing is contacted yet.

    Args:
        ca_file: certificates (PEM) to trust besides the machine's own, for a private network.
        tries: how often in a row one thing may fail before it is given up.
        pause: called with the seconds to wait.
    """
    trust = ssl.create_default_context()
    if ca_file is not None:
        try:
            trust.load_verify_locations(cafile=str(ca_file))
        except (OSError, ssl.SSLError) as fault:
            raise Refusal(f"The certificate file {ca_file} could not be read",
                          do="Give a PEM file, as your IT department issues it.") from fault
    opener = urllib.request.OpenerDirector()
    # Built by hand: the usual opener would also open files and FTP, and follow redirects anywhere.
    for handler in (urllib.request.ProxyHandler(), urllib.request.HTTPHandler(),
                    urllib.request.HTTPSHandler(context=trust), urllib.request.UnknownHandler(),
                    urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPErrorProcessor()):
        opener.add_handler(handler)
    return Line(opener, max(tries, 1), pause)


def check_address(address: str) -> None:
    """Refuse anything but a plain http or https address without a name and password in it."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise Refusal("The address is not a valid one", do="Write it as https://host/path.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refusal("Only http and https addresses are fetched", do="Write it as https://host/path.")
    if parts.username is not None or parts.password is not None:
        raise Refusal("The address holds a name or password", do="Open data needs none: leave it out.")
    if any(character <= " " or character == "\x7f" for character in address):
        raise Refusal("The address holds a space or control character", do="Write it as https://host/path.")


class Patience:
    """Counts faults in a row and waits longer each time; gives up with a Refusal."""

    def __init__(self, line: Line, address: str) -> None:
        self.line = line
        self.address = address
        self.faults = 0
        self.last_at = 0

    def after(self, fault: Passing, at: int) -> None:
        """Wait after a fault that happened `at` bytes in, or give up."""
        if at - self.last_at >= ENOUGH_TO_COUNT_AFRESH:
            self.faults = 0
        self.last_at = at
        self.faults += 1
        asked = fault.wait_in_seconds
        if asked is not None and asked > LONGEST_ASKED_WAIT_IN_SECONDS:
            raise Refusal(f"{host_of(self.address)} asks to be left alone for {asked / 60:.0f} minutes",
                          do="Run the same command again after that: what has arrived is kept.") from fault
        if self.faults >= self.line.tries:
            tried = "once" if self.faults == 1 else f"{self.faults} times in a row"
            raise Refusal(f"{self.address} was tried {tried} without success: {fault.why}",
                          do="Run the same command again later: what has arrived is kept.") from fault
        self.line.pause(min(2.0 ** (self.faults - 1), LONGEST_WAIT_IN_SECONDS) if asked is None else asked)


def answer_to(line: Line, address: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    """One try at an address; the caller closes the answer.

    The answer is 200 or 206. Redirects are followed to http and https, never down from https.

    Raises:
        Passing: worth another try.
        Refusal: not worth another try.
    """
    for _ in range(MOST_REDIRECTS + 1):
        check_address(address)
        sent = {"User-Agent": f"Upriver/{__version__}", "Accept-Encoding": "identity", **headers}
        try:
            answer: http.client.HTTPResponse = line.opener.open(urllib.request.Request(address, headers=sent),
                                      timeout=line.timeout_in_seconds)
        except HTTPError as fault:
            with fault:
                if fault.code not in REDIRECTS:
                    raise _verdict(fault.code, fault.headers, address) from None
                address = _sent_on_to(address, fault.headers.get("Location"))
            continue
        except (OSError, http.client.HTTPException) as fault:
            raise _trouble(fault, address) from None
        try:
            _check_answer(answer, address)
        except BaseException:
            answer.close()
            raise
        return answer
    raise Refusal(f"{host_of(address)} sends on from one address to the next without end",
                  do="Download the file in a browser and take it in.")


def chunks_of(answer: http.client.HTTPResponse, most: int | None = None) -> Iterator[bytes]:
    """The body in pieces, at most `most` bytes where that is given. A broken line raises Passing."""
    left = most
    while left is None or left > 0:
        try:
            piece = answer.read(CHUNK if left is None else min(CHUNK, left))
        except (OSError, http.client.HTTPException):
            raise Passing("the connection broke") from None
        if not piece:
            return
        left = None if left is None else left - len(piece)
        yield piece


def host_of(address: str) -> str:
    """The server's name, for a sentence."""
    return urlsplit(address).hostname or "the server"


def _check_answer(answer: http.client.HTTPResponse, address: str) -> None:
    if answer.status not in (200, 206):
        raise _verdict(answer.status, answer.headers, address)
    if answer.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise Refusal(f"{host_of(address)} sent a packed answer that was not asked for",
                      do="Download the file in a browser and take it in.")


def _sent_on_to(address: str, location: str | None) -> str:
    if not location:
        raise Refusal(f"{host_of(address)} sends on without saying where",
                      do="Download the file in a browser and take it in.")
    onward = urljoin(address, location)
    scheme = urlsplit(onward).scheme
    if scheme not in ("http", "https") or (urlsplit(address).scheme == "https" and scheme == "http"):
        raise Refusal(f"{host_of(address)} sends on to an address that is not safe to follow ({scheme})",
                      do="Only https is followed from https, and nothing but http and https at all.")
    return onward


def _verdict(code: int, headers: Message, address: str) -> Exception:
    """What a status means: worth another try, or a refusal that says what to do."""
    if code == 416:
        return OutOfRange()
    if code in TRY_AGAIN:
        why = "the file is still being made" if code == 202 else f"the server answered {code}"
        return Passing(why, wait_in_seconds=_asked_wait(headers))
    if code in (404, 410):
        return Refusal(f"{address} is not there (the server answered {code})",
                       do="It may not be published yet, or may have moved: look on the publisher's page.")
    if code == 407:
        return Refusal("The proxy asks who you are (407)",
                       do="Set HTTPS_PROXY as your IT department says, then run the command again.")
    return Refusal(f"{address} was not given: the server answered {code}",
                   do="Download the file in a browser and take it in.")


def _asked_wait(headers: Message) -> float | None:
    """Seconds of Retry-After, given as a number or a date; a date counts from the server's own clock."""
    asked = (headers.get("Retry-After") or "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        later = parsedate_to_datetime(asked)
        return max((later - parsedate_to_datetime(headers.get("Date") or "")).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def _trouble(fault: Exception, address: str) -> Exception:
    """What a fault of the line means. The proxy's own address is never repeated: it may hold a password."""
    cause = fault.reason if isinstance(fault, URLError) else fault
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Refusal(f"The certificate of {host_of(address)} is not trusted on this machine",
                       do="Behind a network that inspects traffic, give its certificate with --ca-file.")
    if "Tunnel connection failed: 407" in str(cause):
        return _verdict(407, Message(), address)
    if isinstance(cause, (TimeoutError, ConnectionError, http.client.HTTPException)):
        return Passing("the connection broke or was refused")
    return Passing("the server could not be reached (is there a network, or a proxy to be set?)")
