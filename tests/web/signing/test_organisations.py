"""S1: signing in through an organisation, against a provider of our own that forges what it is told to."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from web.asking import opened
from web.served import Served, Visit, serving
from web.signing.provider import CLIENT, KEY, OTHER, SECRET, TENANT, Provider, honest, providing, signed

POLICE = "E23009901"
DECLARED = """title = "Norsea Police"
authority = "{authority}"
issuer = "{issuer}"
client = "{client}"
tenants = ["{tenant}"]
secret_file = "sign-in.secret"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as one:
        yield one


@pytest.fixture(scope="module")
def police(copied: Callable[[Path], Path], provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The fictional partnership, whose police and hospital sign in through one provider, each by a declaration of its own."""
    folder = copied(tmp_path_factory.mktemp("police"))
    (folder / "declarations" / "sign_in").mkdir(parents=True)
    for slug, authority, tenant in (("norsea_police", POLICE, TENANT), ("hospital_sign_in", "hospital", "hospital-tenant")):
        text = DECLARED.format(authority=authority, issuer=provider.address, client=CLIENT, tenant=tenant)
        (folder / "declarations" / "sign_in" / f"{slug}.toml").write_text(text, "utf-8")
    secret = folder / "sign-in.secret"
    secret.write_text(SECRET, "utf-8")
    secret.chmod(0o600)
    with serving(folder) as served:
        yield served


@pytest.fixture(autouse=True)
def honest_again(provider: Provider) -> None:
    provider.forge, provider.verified = honest, True


def invited(police: Served, provider: Provider, name: str, *, method: str = "norsea_police", authority: str = POLICE) -> None:
    """Somebody is invited to come by the organisation, and the provider signs in them."""
    provider.email, provider.sub = f"{name.lower()}@police.norsea.invalid", f"subject-{name}"
    reply = police.visit("Ada Nobody").post("/people/invite/", {
        "name": f"{name} Invented", "email": provider.email, "role": "data_officer", "authority": authority, "method": method})
    assert reply.status == 303, reply.plain


def back(visit: Visit, provider: Provider, *, by: str = "norsea_police") -> str:
    """To the provider and back: the path that the browser is sent to."""
    there = visit.get(f"/sign-in/with/{by}/")
    assert there.status == 302, there.plain
    return provider.authorised(there.location)[len(visit.address.rstrip("/")):]


def comes(police: Served, provider: Provider, *, by: str = "norsea_police") -> Visit:
    visit = police.visit()
    visit.get(back(visit, provider, by=by))
    return visit


def is_in(visit: Visit) -> bool:
    return visit.get("/account/").status == 200


def test_whoever_was_invited_comes_in_through_their_organisation_and_again(police: Served, provider: Provider) -> None:
    invited(police, provider, "Dana")
    assert is_in(comes(police, provider)) and is_in(comes(police, provider))


def test_whoever_showed_a_second_factor_there_need_not_show_one_here(police: Served, provider: Provider) -> None:
    invited(police, provider, "Strong")
    assert comes(police, provider).get("/").status == 200


def test_whoever_showed_no_second_factor_there_sets_one_up_here(police: Served, provider: Provider) -> None:
    invited(police, provider, "Weak")
    provider.forge = lambda one, claims: signed({**claims, "amr": ["pwd"]})
    assert comes(police, provider).get("/").location == "/sign-in/second-factor/"


def test_membership_is_never_taken_from_the_tenant(police: Served, provider: Provider) -> None:
    provider.email, provider.sub = "stranger@police.norsea.invalid", "stranger"
    assert not is_in(comes(police, provider))


def test_the_provider_is_asked_with_a_challenge_and_a_nonce(police: Served, provider: Provider) -> None:
    there = police.visit().get("/sign-in/with/norsea_police/").location
    assert "code_challenge_method=S256" in there and "nonce=" in there and "state=" in there


def _none(one: Provider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, None, algorithm="none", headers={"kid": "one"})


def _hmac(one: Provider, claims: dict[str, Any]) -> str:
    """Signed with the public key as if it were a shared secret."""
    import base64
    import hashlib
    import hmac

    pem = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    parts = [base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=") for each in ({"alg": "HS256", "kid": "one", "typ": "JWT"}, claims)]
    mark = hmac.new(pem, b".".join(parts), hashlib.sha256).digest()
    return b".".join([*parts, base64.urlsafe_b64encode(mark).rstrip(b"=")]).decode()


def _changed(one: Provider, claims: dict[str, Any]) -> str:
    head, _, mark = signed(claims).split(".")
    return ".".join([head, signed({**claims, "email": "ada@norsea.invalid"}).split(".")[1], mark])


FORGED: dict[str, Callable[[Provider, dict[str, Any]], str]] = {
    "another key": lambda one, claims: signed(claims, key=OTHER),
    "an unknown key's name": lambda one, claims: signed(claims, key=OTHER, kid="two"),
    "no signature": _none,
    "the public key as a secret": _hmac,
    "changed after it was signed": _changed,
    "expired": lambda one, claims: signed({**claims, "exp": int(time.time()) - 120}),
    "made long ago": lambda one, claims: signed({**claims, "iat": int(time.time()) - 3600}),
    "made in the future": lambda one, claims: signed({**claims, "iat": int(time.time()) + 3600}),
    "another audience": lambda one, claims: signed({**claims, "aud": "another-client"}),
    "several audiences, made for another": lambda one, claims: signed({**claims, "aud": [CLIENT, "another"], "azp": "another"}),
    "another issuer": lambda one, claims: signed({**claims, "iss": "https://login.example.invalid"}),
    "another tenant": lambda one, claims: signed({**claims, "tid": "another-tenant"}),
    "no tenant": lambda one, claims: signed({name: value for name, value in claims.items() if name != "tid"}),
    "another sign-in's nonce": lambda one, claims: signed({**claims, "nonce": "of-another-sign-in"}),
    "no nonce": lambda one, claims: signed({name: value for name, value in claims.items() if name != "nonce"}),
    "an address that nobody verified": lambda one, claims: signed({**claims, "email_verified": False}),
    "an address verified in words": lambda one, claims: signed({**claims, "email_verified": "no"}),
    "nobody's": lambda one, claims: signed({name: value for name, value in claims.items() if name != "sub"}),
    "an algorithm of another family": lambda one, claims: signed(claims, algorithm="PS256"),
}
"""What a provider or somebody between says instead: 19 tokens, each wrong in one way."""


def test_no_forged_token_lets_anybody_in(police: Served, provider: Provider, capsys: pytest.CaptureFixture[str]) -> None:
    invited(police, provider, "Forged")
    accepted = []
    for name, forge in FORGED.items():
        provider.forge = forge
        if is_in(comes(police, provider)):
            accepted.append(name)
        _forgotten(police)
    provider.forge = honest
    assert is_in(comes(police, provider)), "the honest token must be let in, or this test shows nothing"
    with capsys.disabled():
        print(f"\nS1: {len(FORGED)} forged tokens, {len(accepted)} accepted")
    assert not accepted


def _forgotten(police: Served) -> None:
    """The tries counted for this machine's address are forgotten, so that each forgery meets the token's rules and not the lock."""
    with opened(police.folder) as held:
        held.execute("DELETE FROM accounts_triesrecord")


def test_a_way_back_is_walked_once(police: Served, provider: Provider) -> None:
    invited(police, provider, "Once")
    visit = police.visit()
    path = back(visit, provider)
    visit.get(path)
    visit.post("/sign-out/")
    visit.get(path)
    assert not is_in(visit)


def test_a_code_is_worth_nothing_in_another_browser(police: Served, provider: Provider) -> None:
    invited(police, provider, "Stolen")
    path, other = back(police.visit(), provider), police.visit()
    other.get("/sign-in/with/norsea_police/")
    other.get(path)
    assert not is_in(other)


def test_a_stolen_code_put_into_ones_own_sign_in_lacks_its_proof(police: Served, provider: Provider) -> None:
    invited(police, provider, "Injected")
    _forgotten(police)
    stolen = back(police.visit(), provider).split("code=")[1].split("&")[0]
    mine = police.visit()
    own = back(mine, provider)
    mine.get(own.replace(own.split("code=")[1].split("&")[0], stolen))
    assert not is_in(mine)


def test_a_code_that_was_asked_for_without_a_proof_is_worth_nothing(police: Served, provider: Provider) -> None:
    invited(police, provider, "Unproven")
    visit = police.visit()
    there = visit.get("/sign-in/with/norsea_police/").location
    bare = "&".join(part for part in there.split("&") if not part.startswith("code_challenge"))
    visit.get(provider.authorised(bare)[len(visit.address.rstrip("/")):])
    assert not is_in(visit)


def test_a_token_is_used_once(police: Served, provider: Provider) -> None:
    invited(police, provider, "Twice")
    _forgotten(police)
    comes(police, provider)
    held = provider.tokens[-1]
    provider.forge = lambda one, claims: held
    assert not is_in(comes(police, provider))


def test_nobody_of_one_organisation_comes_in_by_anothers(police: Served, provider: Provider) -> None:
    invited(police, provider, "Across")
    _forgotten(police)
    provider.forge = lambda one, claims: signed({**claims, "tid": "hospital-tenant"})
    assert not is_in(comes(police, provider, by="hospital_sign_in"))


def test_nobody_is_invited_to_act_for_another_authority_than_the_one_they_come_through(police: Served, provider: Provider) -> None:
    reply = police.visit("Ada Nobody").post("/people/invite/", {
        "name": "Wrong Body", "email": "wrong@police.norsea.invalid", "role": "data_officer", "authority": "hospital", "method": "norsea_police"})
    assert reply.status == 422 and "another authority" in reply.plain


def test_no_password_opens_an_account_of_an_organisation(police: Served, provider: Provider) -> None:
    invited(police, provider, "Wordless")
    _forgotten(police)
    comes(police, provider)
    visit = police.visit()
    visit.post("/sign-in/", {"email": provider.email, "password": ""})
    assert not is_in(visit)


def test_a_secret_that_others_may_read_is_not_used(police: Served, provider: Provider) -> None:
    if os.name != "posix":
        pytest.skip("who may read a file is said otherwise here")
    secret = police.folder / "sign-in.secret"
    secret.chmod(0o644)
    try:
        assert "can't be" in police.visit().get("/sign-in/with/norsea_police/").plain or police.visit().get("/sign-in/with/norsea_police/").status == 400
    finally:
        secret.chmod(0o600)


def test_a_host_that_is_not_listed_is_not_asked(police: Served, provider: Provider) -> None:
    _forgotten(police)
    about = provider.about
    provider.about = lambda: {**about(), "token_endpoint": "http://localhost:1/token"}  # type: ignore[method-assign]
    try:
        assert police.visit().get("/sign-in/with/norsea_police/").status == 400
    finally:
        provider.about = about  # type: ignore[method-assign]


def test_the_words_do_not_say_which_rule_was_broken(police: Served, provider: Provider) -> None:
    _forgotten(police)
    said = set()
    for forge in (FORGED["expired"], FORGED["another key"], FORGED["another tenant"]):
        provider.forge = forge
        visit = police.visit()
        said.add(visit.get(back(visit, provider)).plain)
    assert len(said) == 1
