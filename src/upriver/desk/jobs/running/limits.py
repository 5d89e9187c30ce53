"""How much memory and time one piece of work may take, on every system; and that it ends with its worker."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import sleep

TOO_MUCH, ALONE_NOW = 75, 76
"""With what a process ends that took too much memory, and one whose worker is gone."""
HEADROOM = 6 * 2**30
"""Addresses that libraries set aside without using them, beside what may be used."""


def bounded(*, memory: int, seconds: int) -> None:
    """Hold this process to so many bytes in use and so many seconds of one processor each; it ends where it takes more."""
    if sys.platform != "win32":
        import resource

        _lowered(resource, resource.RLIMIT_AS, memory + HEADROOM)
        _lowered(resource, resource.RLIMIT_CPU, seconds * (os.cpu_count() or 1))
        _lowered(resource, resource.RLIMIT_CORE, 0)
    _watch(lambda: (in_use() or 0) > memory, TOO_MUCH)


def _lowered(resource: object, which: int, wanted: int) -> None:
    _, most = resource.getrlimit(which)  # type: ignore[attr-defined]
    least = wanted if most == -1 else min(wanted, most)
    resource.setrlimit(which, (least, most))  # type: ignore[attr-defined]


def end_with_the_worker() -> None:
    """End this process as soon as its worker is gone: its input, which the worker holds open, ends then on every system."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        os._exit(ALONE_NOW)

    threading.Thread(target=wait, daemon=True).start()


def _watch(over: Callable[[], bool], code: int) -> None:
    def look() -> None:
        while True:
            sleep(0.25)
            if over():
                os._exit(code)

    threading.Thread(target=look, daemon=True).start()


def in_use() -> int | None:
    """How many bytes of memory this process uses now (on macOS: the most it ever did); None where the system doesn't say."""
    if sys.platform == "linux":
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return _on_windows()
    import resource

    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _on_windows() -> int | None:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = [("cb", wintypes.DWORD), ("faults", wintypes.DWORD),
                    *((name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d", "pagefile", "peak_pagefile"))]

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = [wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD]
    found = Counters()
    found.cb = ctypes.sizeof(found)
    return int(found.now) if kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(found), found.cb) else None
