"""An identity provider of our own on this machine, which signs in whomever it is told to, and forges whatever it is told to.

It speaks the code flow of OpenID Connect with PKCE: it hands out a code for an address that it was sent, gives a token for the code
once, to whoever knows the client's secret and what the code's asker alone knows, and publishes its keys.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, TENANT = "upriver-client", "a-client-secret", "norsea-tenant"
KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
Forge = Callable[["Provider", dict[str, Any]], str]


def honest(provider: Provider, claims: dict[str, Any]) -> str:
    """A token as it should be."""
    return signed(claims)


def signed(claims: dict[str, Any], *, key: Any = KEY, algorithm: str = "RS256", kid: str = "one") -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})


@dataclass
class Provider:
    """Whom it signs in, how it forges, and what it was asked."""

    address: str = ""
    email: str = "dana@police.norsea.invalid"
    sub: str = "subject-1"
    verified: bool = True
    forge: Forge = honest
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def claims(self, nonce: str) -> dict[str, Any]:
        now = int(time.time())
        return {"iss": self.address, "aud": CLIENT, "sub": self.sub, "email": self.email, "email_verified": self.verified, "nonce": nonce,
                "iat": now, "exp": now + 300, "tid": TENANT, "amr": ["pwd", "mfa"], "jti": secrets.token_hex(8)}

    def authorised(self, address: str) -> str:
        """What a browser that was sent to `address` is sent back to: a code for what it asked."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["client_id"] == CLIENT and query["response_type"] == "code"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return query["redirect_uri"] + "?" + urlencode({"code": code, "state": query["state"]})

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """A token for a code, once, where the asker knows the secret and what the code's challenge was made of."""
        asked = self.codes.pop(form.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        if asked is None or form.get("client_secret") != SECRET or asked.get("code_challenge_method") != "S256" or asked.get("code_challenge") != proof:
            return None
        self.tokens.append(self.forge(self, self.claims(asked.get("nonce", ""))))
        return {"access_token": "unused", "token_type": "Bearer", "id_token": self.tokens[-1]}

    def about(self) -> dict[str, Any]:
        return {"issuer": self.address, "authorization_endpoint": f"{self.address}/authorize", "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
                "id_token_signing_alg_values_supported": ["RS256"]}

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}


@contextmanager
def providing() -> Iterator[Provider]:
    """The provider, on a port of this machine, until the end of the block."""
    provider = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append(self.path)
            self._say({"/.well-known/openid-configuration": provider.about, "/keys": provider.keys}.get(self.path, lambda: None)())

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, body: dict[str, Any] | None) -> None:
            data = json.dumps(body or {"error": "invalid_grant"}).encode()
            self.send_response(200 if body else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()
