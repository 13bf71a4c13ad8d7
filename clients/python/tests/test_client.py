"""What both clients promise, against a real Keyhold."""

import asyncio
import uuid

import pytest
from pydantic import SecretStr

from keyhold import (
    AsyncKeyhold,
    InvalidInputError,
    Keyhold,
    KeyholdError,
    KeyWithSecret,
    NotFoundError,
    UnauthenticatedError,
    UnavailableError,
)


def test_a_key_is_issued_verified_rotated_found_and_revoked(keyhold: Keyhold, client_id: str, key: KeyWithSecret) -> None:
    verdict = keyhold.verify(key.secret, scopes=["logs:write"])
    assert verdict.valid and verdict.tenant is not None and verdict.tenant.client_id == client_id
    assert verdict.limits[0].remaining == 2
    rotated = keyhold.keys.rotate(key.id, grace_seconds=3_600)
    assert rotated.id == key.id
    assert keyhold.keys.lookup(key.secret).id == key.id
    assert keyhold.keys.update(key.id, name="renamed", owner_email="ann@example.test").owner_email == "ann@example.test"
    assert [one.id for one in keyhold.keys.list(tenant=client_id, q="renamed").items] == [key.id]
    keyhold.keys.disable(key.id)
    assert keyhold.verify(rotated.secret).code == "DISABLED"
    keyhold.keys.enable(key.id)
    keyhold.keys.revoke(key.id, reason="over")
    refused = keyhold.verify(rotated.secret)
    assert not refused.valid and refused.response is not None and refused.response.status == 401


def test_a_creation_that_is_repeated_makes_one_key(keyhold: Keyhold, client_id: str) -> None:
    once = str(uuid.uuid4())
    first = keyhold.keys.create("once", tenant=client_id, idempotency_key=once)
    assert keyhold.keys.create("once", tenant=client_id, idempotency_key=once).id == first.id


def test_errors_name_the_kind_and_the_fields_and_hold_no_secret(keyhold: Keyhold, base_url: str, token: str, client_id: str) -> None:
    with pytest.raises(InvalidInputError) as wrong:
        keyhold.keys.create("", tenant=client_id)
    assert list(wrong.value.fields) == ["name"]
    with pytest.raises(NotFoundError):
        keyhold.keys.get("key_00000000000000000000000000")
    with Keyhold(base_url, token[:-1] + ("a" if token[-1] != "a" else "b")) as stranger:
        with pytest.raises(UnauthenticatedError) as refused:
            stranger.verify("kh_live_x")
    assert token[8:30] not in repr(refused.value) + str(refused.value)
    with Keyhold("http://127.0.0.1:1", token, retries=0) as nobody:
        with pytest.raises(UnavailableError):
            nobody.verify("kh_live_x")


def test_a_provider_key_goes_in_and_never_comes_out(keyhold: Keyhold, client_id: str) -> None:
    secret = "sk-proj-of-python-0123456789-AAAA"
    made = keyhold.credentials.add("openai", "main", tenant=client_id, secret=SecretStr(secret))
    assert made.last4 == "AAAA" and secret not in repr(made)
    assert keyhold.credentials.begin(tenant=client_id, credential_id=made.id).credential == made.id
    changed = keyhold.credentials.replace(made.id, tenant=client_id, secret="sk-proj-of-python-9876543210-BBBB")
    assert (changed.id, changed.last4) == (made.id, "BBBB")
    assert keyhold.credentials.check(made.id, tenant=client_id).id == made.id
    assert [one.id for one in keyhold.credentials.list(tenant=client_id).items] == [made.id]
    assert keyhold.credentials.remove(made.id, tenant=client_id).removed_at is not None
    with pytest.raises(NotFoundError):
        keyhold.credentials.get(made.id, tenant=client_id)


def test_a_secret_is_not_shown_by_accident(key: KeyWithSecret) -> None:
    assert key.secret.get_secret_value() not in repr(key) + str(key)


def test_usage_is_sent_in_batches_and_what_is_not_counted_is_told(keyhold: Keyhold, key: KeyWithSecret) -> None:
    first = str(uuid.uuid4())
    for _ in range(1_100):
        keyhold.report_usage(key_id=key.id, meter="patients", quantity=1)
    keyhold.report_usage(id=first, key_id=key.id, meter="patients", quantity=1)
    keyhold.flush()
    keyhold.report_usage(id=first, key_id=key.id, meter="patients", quantity=1)
    keyhold.flush()
    keyhold.report_usage(id=first, key_id=key.id, meter="patients", quantity=2)
    with pytest.raises(KeyholdError) as rejected:
        keyhold.flush()
    assert list(rejected.value.fields) == [first]


def test_the_client_for_asyncio_does_the_same(base_url: str, token: str, client_id: str) -> None:
    async def story() -> None:
        async with AsyncKeyhold(base_url, token, timeout_seconds=20) as keyhold:
            made = await keyhold.keys.create("async", tenant=client_id)
            assert (await keyhold.verify(made.secret, cost=0)).key_id == made.id
            keyhold.report_usage(key_id=made.id, meter="patients", quantity=5)
            await keyhold.flush()
            await keyhold.keys.revoke(made.id)
            assert (await keyhold.verify(made.secret)).code == "REVOKED"
            assert (await keyhold.tenants.get(client_id)).client_id == client_id
            assert (await keyhold.credentials.list(tenant=client_id)).next_cursor is None

    asyncio.run(story())
