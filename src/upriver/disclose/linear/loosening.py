"""What was hidden besides, shown again where nothing needs it: the dearest first, by the worlds that are known already.

A choice made sum by sum, or by cuts that ran out of budget, hides more than it must. A count can be shown again when the worlds
that don't change it still show every number safe that has to be; where a few are left over, a world of their own is looked for.
"""

from __future__ import annotations

import numpy as np

from upriver.disclose.linear.attacking import EPS, Floats, Mask, Witnesses, enough, room_of
from upriver.disclose.linear.choosing import moved
from upriver.disclose.linear.system import System, Window

WORK, MOST = 60_000, 120
"""Programmes asked of one group: so many numbers in all of them together, and so many at most. A budget that no clock touches."""
FEW = 4  # numbers that are left over, for which worlds are looked for
WORLDS = 4_000_000  # numbers in all worlds that are kept: of a larger group only a part is looked at


def loosened(found: System, hidden: Mask, seen: Witnesses, windows: list[Window]) -> tuple[Mask, Witnesses]:
    """Fewer hidden counts with which these windows stay as open, and the worlds that show it.

    `windows` are those that `seen` shows to be open enough, with these numbers hidden.
    """
    many = len(found.true)
    if not windows or not seen.worlds or len(seen.worlds) * many > WORLDS:
        return hidden, seen
    asked, budget = 0, min(MOST, WORK // many)
    worlds, hidden = np.array(seen.worlds), hidden.copy()
    numbers = np.array([window.number for window in windows])
    for each in sorted(np.flatnonzero(hidden & found.choices).tolist(), key=lambda one: (-found.true[one], one)):
        hidden[each] = False
        down, up = room_of(found, hidden)
        left = worlds[(worlds[:, each] >= -down[each]) & (worlds[:, each] <= up[each])]
        short = _short(found, windows, numbers, left)
        if short and len(short) <= FEW and asked < budget:
            asked += 2 * len(short)
            left = _again(found, hidden, short, left)
            short = _short(found, windows, numbers, left)
        if short:
            hidden[each] = True
        else:
            worlds = left
    kept = Witnesses.none(many)
    for world in worlds:
        kept.add(world)
    return hidden, kept


def _short(found: System, windows: list[Window], numbers: np.ndarray, worlds: Floats) -> list[Window]:
    """Which windows these worlds don't show to be open enough."""
    if not len(worlds):
        return windows
    most, least = worlds[:, numbers].max(axis=0), worlds[:, numbers].min(axis=0)
    return [window for window, up, down in zip(windows, np.maximum(most, 0), np.minimum(least, 0), strict=True)
            if not enough(window, int(found.true[window.number]), float(up), -float(down))]


def _again(found: System, hidden: Mask, short: list[Window], worlds: Floats) -> Floats:
    """Worlds for these windows too, that change nothing but what is hidden; as far as there are any in whole numbers."""
    seen = Witnesses.none(len(found.true))
    for world in worlds:
        seen.add(world)
    nothing = np.zeros(len(hidden), dtype=bool)
    for window in short:
        for change in moved(found, hidden, window, seen, nothing, (True,)) or ():
            if np.abs(change - np.round(change)).max() < EPS:
                seen.add(np.round(change))
    return np.array(seen.worlds).reshape(-1, len(hidden))
