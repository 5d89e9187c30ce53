"""Every rule by its name: a closed set. Adding one means adding its function, its sentence and its examples in the tests."""

from __future__ import annotations

from collections.abc import Mapping

from upriver.duty.requirements import defining, delivering, partners, planning, publishing, sharing
from upriver.duty.requirements.found import Rule

RULES: Mapping[str, Rule] = {
    rule.slug: rule for rule in (*partners.RULES, *defining.RULES, *sharing.RULES, *planning.RULES, *delivering.RULES, *publishing.RULES)
}
"""By name."""
