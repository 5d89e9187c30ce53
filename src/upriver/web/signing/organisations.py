"""Signing in through an organisation (OpenID Connect, code flow with PKCE): the way there, the way back, and who may come in.

allauth keeps the state of a sign-in under way, exchanges the code and holds whose identity is whose account; what it would take on
trust from the token endpoint is checked by `tokens.py` in full.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import transaction

from upriver.desk.accounts import actions
from upriver.desk.accounts.methods import secret_of
from upriver.desk.accounts.models import Account, GrantRecord, InvitationRecord
from upriver.web.framework.asked import Asked
from upriver.web.signing.hosts import HOSTS, Unlisted
from upriver.web.signing.tokens import Forged, Person, person_of
from upriver.words.access.methods import SignInMethod
from upriver.words.refusal import Refusal

if TYPE_CHECKING:
    from allauth.socialaccount.providers.oauth2.client import OAuth2Client

USED_FOR = 1_200
"""Seconds for which a token that was used can't be used again: longer than any is accepted."""


def way_there(asked: Asked, one: SignInMethod, wanted: str) -> str:
    """Where the browser is sent to sign in; what must come back is kept in its session."""
    from allauth.socialaccount.internal import statekit
    from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge

    with _asking(asked, one):
        about = _about(one)
        proof = generate_code_challenge()
        nonce = secrets.token_urlsafe(32)
        state = statekit.stash_state(asked.request, provider_id=one.slug, state={
            "verifier": proof["code_verifier"], "nonce": nonce, "next": wanted})
        client = _client(asked, one, about)
        client.state = state
        challenge = proof["code_challenge"]
        more = {"nonce": nonce, "code_challenge": challenge.decode() if isinstance(challenge, bytes) else challenge,
                "code_challenge_method": "S256", "prompt": "select_account"}
        return str(client.get_redirect_url(about["authorization_endpoint"], ["openid", "email", "profile"], more))


def who_came(asked: Asked, one: SignInMethod) -> tuple[Person, str]:
    """Whom the organisation says that somebody is who came back, and where they wanted to go.

    Raises:
        Forged: they come without a sign-in that was begun here, or what they bring breaks a rule.
    """
    from allauth.socialaccount.internal import statekit

    state = statekit.unstash_state(asked.request, provider_id=one.slug, state_id=asked.query.get("state", ""))
    code = asked.query.get("code", "")
    if not state or not state.get("verifier") or not state.get("nonce"):
        raise Forged("no sign-in was begun here that it belongs to")
    if not code or asked.query.get("iss", one.issuer) != one.issuer:
        raise Forged("the organisation refused, or another one answered")
    with _asking(asked, one):
        about = _about(one)
        token = _token(asked, one, about, code, str(state["verifier"]))
        person = person_of(token, _get(about["jwks_uri"]), one, nonce=str(state["nonce"]), now=time.time())
    if not cache.add("used-token:" + hashlib.sha256(token.encode()).hexdigest(), "y", timeout=USED_FOR):
        raise Forged("it was used already")
    return person, str(state.get("next", "/"))


def account_of(person: Person, one: SignInMethod, *, at: str) -> Account:
    """The account that a person may come in with: bound before, or made now from an invitation that waits for them.

    Raises:
        Refusal: nobody invited them, or a role of theirs is held for another authority than the organisation's.
    """
    from allauth.socialaccount.models import SocialAccount

    with transaction.atomic():
        bound = SocialAccount.objects.select_related("user").filter(provider=one.slug, uid=person.uid).first()
        account = bound.user if bound else _invited(person, one, at=at)
        if account is None or not account.is_active or account.method != one.slug:
            raise Refusal("nobody invited you to this workspace by this way of signing in",
                          do="Ask the partnership manager for an invitation, with the e-mail address that your organisation knows.")
        held = GrantRecord.objects.filter(account=account, ended_on="").exclude(authority="").exclude(authority=one.authority)
        if held.exists():
            raise Refusal("your role is held for another organisation than the one that you came through", do="Ask the administrator.")
        if bound:
            bound.save()  # when it last came
        else:
            SocialAccount.objects.create(user=account, provider=one.slug, uid=person.uid)
    return account


def _invited(person: Person, one: SignInMethod, *, at: str) -> Account | None:
    """An account made from an open invitation, or one that was made for this method and that nobody came with yet."""
    from allauth.socialaccount.models import SocialAccount

    if not person.email:
        return None
    waiting = InvitationRecord.objects.filter(email__iexact=person.email, method=one.slug, state="open", until__gte=at).first()
    if waiting is not None and waiting.authority in ("", one.authority):
        return actions.take_up_known(waiting.pk, at=at)
    made = Account.objects.filter(email__iexact=person.email, method=one.slug, is_active=True).first()
    return made if made is not None and not SocialAccount.objects.filter(user=made).exists() else None


@contextmanager
def _asking(asked: Asked, one: SignInMethod) -> Iterator[None]:
    """While it lasts, the hosts of one organisation may be asked, and no other."""
    import requests
    from allauth.core import context
    from allauth.socialaccount.providers.oauth2.client import OAuth2Error

    token = HOSTS.set(one.hosts)
    try:
        with context.request_context(asked.request):
            yield
    except (requests.RequestException, OAuth2Error, Unlisted, KeyError, ValueError, TypeError) as fault:
        raise Forged(type(fault).__name__) from fault
    finally:
        HOSTS.reset(token)


def _about(one: SignInMethod) -> dict[str, Any]:
    """What the provider says of itself; it must be the issuer that is declared, on hosts that are."""
    about = _get(one.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if about.get("issuer") != one.issuer:
        raise Forged("the provider says that it is another issuer")
    for key in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if urlsplit(str(about[key])).netloc not in one.hosts:
            raise Forged(f"its {key} is on a host that isn't listed")
    return about


def _get(address: str) -> dict[str, Any]:
    from allauth.socialaccount.adapter import get_adapter

    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        if answer.is_redirect:
            raise Forged("the provider sends elsewhere")
        return dict(answer.json())


def _client(asked: Asked, one: SignInMethod, about: dict[str, Any]) -> OAuth2Client:
    from allauth.socialaccount.providers.oauth2.client import OAuth2Client

    back = asked.request.build_absolute_uri(asked.url("sign_in_back", slug=one.slug))
    methods = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return OAuth2Client(asked.request, one.client, secret_of(asked.folder, one), "POST", about["token_endpoint"], back,
                        basic_auth="client_secret_post" not in methods)


def _token(asked: Asked, one: SignInMethod, about: dict[str, Any], code: str, verifier: str) -> str:
    given = _client(asked, one, about).get_access_token(code, pkce_code_verifier=verifier)
    token = given.get("id_token")
    if not isinstance(token, str) or len(token) > 20_000:
        raise Forged("the provider gave no token")
    return token
