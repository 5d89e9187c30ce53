"""Charts and maps as files: drawn here, and painted as PNG by a program beside this one while other work goes on.

The renderer lets nothing else of its program run, so threads would wait for each other; a program of its own
doesn't. It is given SVG and gives PNG through its pipes, and neither reads nor writes a file.

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
from contextlib import contextmanager

from upriver.report.charts import chart_png, chart_svg
from upriver.report.links import name_for
from upriver.report.maps import map_svg
from upriver.words.document import Chart, Map, Page

FEWEST = 4
"""Fewer pictures than this are painted sooner than another program starts."""


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
    program = _program() if len(svgs) >= FEWEST else None
    if program is None:
        yield lambda: _files(svgs, None)
        return
    with program, ThreadPoolExecutor(1) as beside:
        painted = beside.submit(program.communicate, json.dumps(list(svgs.values())).encode())
        try:
            yield lambda: _files(svgs, painted.result()[0])
        finally:
            program.kill()


def _program() -> subprocess.Popen[bytes] | None:
    """The painter, started; None where this machine lets no program be started."""
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],  # -P: nothing is imported from the folder it is started in
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError):
        return None


def _files(svgs: dict[str, str], answer: bytes | None) -> dict[str, bytes]:
    """SVG and PNG of each picture; painted here where no whole answer came."""
    pngs = _taken_apart(answer or b"")
    if len(pngs) != len(svgs):
        pngs = [chart_png(svg) for svg in svgs.values()]
    files = {f"{name}.svg": svg.encode() for name, svg in svgs.items()}
    return {**files, **{f"{name}.png": png for name, png in zip(svgs, pngs, strict=True)}}


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
