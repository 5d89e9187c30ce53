"""Why each hidden figure is hidden, in words for those who read a document before it is released."""

from __future__ import annotations

from upriver.words.cleared import Clearance

AT_SOURCE = "a partner hid it before giving it"


def because(clearance: Clearance) -> dict[str, str]:
    """The reason for each hidden figure, by its name: the lock's, or that it came so."""
    gone = [cell.key for table in clearance.tables for cell in table.cells if "c" in cell.marker.split(";")]
    return {str(key): clearance.why.get(key, AT_SOURCE) for key in gone}
