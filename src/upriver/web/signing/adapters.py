"""What allauth is told to do otherwise: secrets closed at rest, no request to a host that isn't listed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken

from upriver.store.folder import made_once
from upriver.web.framework.office import office
from upriver.web.signing.hosts import HOSTS, Unlisted

KEY = "factors.secret"
LASTS = 5
LONGEST = 1_000_000


class Factors(DefaultMFAAdapter):
    """Second factors: the secret of an app is kept closed with a key in the workspace's folder.

    Whoever reads the database alone can't make codes. Backups hold both, so that people get in after a restore.
    """

    def encrypt(self, text: str) -> str:
        return _closed().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _closed().decrypt(encrypted_text.encode("ascii")).decode()
        except InvalidToken:
            # The key was lost or replaced: the factor opens nothing, and is set anew by an administrator's link.
            return ""

    def _get_site_name(self) -> str:
        return office().name


class Organisations(DefaultSocialAccountAdapter):
    """Other organisations: what is asked of them goes to listed hosts alone, follows nothing and ends soon."""

    def get_requests_session(self) -> Any:
        import requests

        class Listed(requests.Session):
            def send(self, request: Any, **kwargs: Any) -> Any:
                where = urlsplit(str(request.url))
                if where.netloc not in HOSTS.get():
                    raise Unlisted(where.netloc)
                kwargs.update(timeout=LASTS, allow_redirects=False)
                answer = super().send(request, **kwargs)
                if len(answer.content) > LONGEST:
                    raise requests.RequestException("the answer is too long")
                return answer

        made = Listed()
        made.trust_env = False
        return made


def _closed() -> Fernet:
    return Fernet(_key(office().folder.root).encode("ascii"))


@cache
def _key(root: Path) -> str:
    """The workspace's own key for second factors: made once, closed to other accounts, put in its place whole or not at all."""
    return made_once(root / KEY, Fernet.generate_key()).decode("ascii")
