"""How fast one address may send, and all together: kept in memory for the time it matters, written nowhere."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import deque
from dataclasses import dataclass, field

AN_HOUR = 3600.0


@dataclass(slots=True)
class Pace:
    """Counts of what was sent within the last hour. Addresses are kept as hashes under a secret that dies with the process."""

    each: int = 6
    together: int = 300
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    sent: dict[str, deque[float]] = field(default_factory=dict)
    all: deque[float] = field(default_factory=deque)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def too_fast(self, address: str, now: float | None = None) -> bool:
        """Whether this one is too many; one that isn't is counted."""
        at = time.monotonic() if now is None else now
        key = hashlib.blake2b(address.encode(), key=self.secret, digest_size=8).hexdigest()
        with self.lock:
            for name in [name for name, times in self.sent.items() if times[-1] < at - AN_HOUR]:
                del self.sent[name]
            mine = self.sent.setdefault(key, deque())
            for times in (mine, self.all):
                while times and times[0] < at - AN_HOUR:
                    times.popleft()
            if len(mine) >= self.each or len(self.all) >= self.together:
                if not mine:
                    del self.sent[key]
                return True
            mine.append(at)
            self.all.append(at)
            return False
