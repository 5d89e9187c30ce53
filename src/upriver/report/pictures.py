"""Charts and maps as files: drawn here, and painted as PNG by programs beside this one while other work goes on.

The renderer lets nothing else of its program run, so threads would wait for each other; programs of its own
don't. They are given SVG and give PNG through their pipes, and neither read nor write a file.

`python -m upriver.report.pictures` is that program: a JSON list of SVG texts in, for each of them the length of its
PNG in four bytes and the PNG out.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from upriver.report.charts import chart_png, chart_svg
from upriver.report.links import name_for
from upriver.report.maps import map_svg
from upriver.words.document import Chart, Map, Page

FEWEST = 4
"""Fewer pictures than this are painted sooner than another program starts."""
PAINTERS = 2


def picture_name(block: Chart | Map) -> str:
    """Where a picture stands in a site, without its ending."""
    return f"charts/{name_for(block.slug)}"


def drawn(pages: Sequence[Page]) -> dict[str, str]:
    """The SVG of each chart and map by its name, once however often it is shown.

    Raises:
        ValueError: two that differ have one name: a fault of the sections.
    """
    found: dict[str, str] = {}
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Chart | Map):
                svg = chart_svg(block) if isinstance(block, Chart) else map_svg(block)
                if found.setdefault(picture_name(block), svg) != svg:
                    raise ValueError(f"two parts of the document would be written as {picture_name(block)!r}")
    return found


@contextmanager
def painting(pages: Sequence[Page]) -> Iterator[Callable[[], dict[str, bytes]]]:
    """Draw every chart and map and have them painted meanwhile; what is given waits, and gives the files by path."""
    svgs = drawn(pages)
    shares = [list(svgs)[first::PAINTERS] for first in range(PAINTERS)] if len(svgs) >= FEWEST else []
    with ExitStack() as stack:
        beside = stack.enter_context(ThreadPoolExecutor(PAINTERS))
        answers = []
        for share in shares:
            if program := _program():
                stack.callback(program.wait)
                stack.callback(program.kill)  # called first, and does nothing to one that has ended
                asked = json.dumps([svgs[name] for name in share]).encode()
                answers.append((share, beside.submit(program.communicate, asked)))
        yield lambda: _files(svgs, [(share, _taken_apart(answer.result()[0])) for share, answer in answers])


def _program() -> subprocess.Popen[bytes] | None:
    """A painter, started; None where this machine lets no program be started."""
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],  # -P: nothing is imported from the folder it is started in
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError):
        return None


def _files(svgs: dict[str, str], answers: list[tuple[list[str], list[bytes]]]) -> dict[str, bytes]:
    """SVG and PNG of each picture; those that came back from nowhere are painted here."""
    pngs = {name: png for share, answer in answers for name, png in zip(share, answer, strict=False)}
    files = {f"{name}.svg": svg.encode() for name, svg in svgs.items()}
    return {**files, **{f"{name}.png": pngs.get(name) or chart_png(svg) for name, svg in svgs.items()}}


def _taken_apart(answer: bytes) -> list[bytes]:
    """The pictures of an answer, up to where it breaks off."""
    pngs, at = [], 0
    while at + 4 <= len(answer):
        (length,) = struct.unpack(">I", answer[at : at + 4])
        if at + 4 + length > len(answer):
            break
        pngs.append(answer[at + 4 : at + 4 + length])
        at += 4 + length
    return pngs


def _paint() -> None:
    for svg in json.loads(sys.stdin.buffer.read()):
        png = chart_png(svg)
        sys.stdout.buffer.write(struct.pack(">I", len(png)) + png)


if __name__ == "__main__":
    _paint()
