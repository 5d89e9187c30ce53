"""Whether somebody signed in strongly enough for what their roles show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.duty.access.policy import STRONG

if TYPE_CHECKING:
    from upriver.web.framework.asked import Asked

STRONGLY = "strongly"
"""The session's word for how a second factor was shown: totp, webauthn, organisation, or fictional in a made-up workspace."""


OPEN = frozenset({"sign_out", "second_factor", "factors", "factor_app", "factor_key", "sign_in_again", "stay"})
"""Pages that somebody needs before they have a second factor; those of the factors ask `web/pages/signing/factors.py` as well."""


def still_needed(asked: Asked) -> str:
    """Where somebody must go first whose role asks for a second factor and who showed none; "" where nothing is needed."""
    if not asked.actor.roles & STRONG or asked.page.name in OPEN:
        return ""
    return "" if asked.request.session.get(STRONGLY) else asked.url("second_factor")
