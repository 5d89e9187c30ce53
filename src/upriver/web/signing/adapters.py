"""What allauth is told to do otherwise: secrets closed at rest, no request to a host that isn't listed."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from upriver.web.framework.office import office
from upriver.web.signing.hosts import HOSTS, Unlisted

LASTS = 5
LONGEST = 1_000_000


class Factors(DefaultMFAAdapter):
    """Second factors: the secret of an app is kept closed with the workspace's own secret, which no backup holds."""

    def encrypt(self, text: str) -> str:
        return _closed().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _closed().decrypt(encrypted_text.encode("ascii")).decode()
        except InvalidToken:
            # A workspace that was restored elsewhere has another secret: the factor opens nothing, and is set anew.
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
    key = hashlib.sha256(b"upriver second factors\0" + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
