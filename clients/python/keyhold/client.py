"""The client for threads."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import Any, Mapping, Sequence, TypeVar

import httpx
from pydantic import SecretStr

from . import calls
from .calls import BATCH, Call, wait_seconds
from .errors import KeyholdError
from .models import Credential, Key, KeyWithSecret, Page, SealTicket, Tenant, UsageEvent, UsageResult, Verdict
from .outbox import Outbox, rejection

Answer = TypeVar("Answer")


class Keyhold:
    """Verify, report usage, and look after keys, tenants and provider keys. One client may be shared by threads.

    `token` is a service token. `retries` counts further tries after the first.
    """

    def __init__(
        self,
        base_url: str,
        token: str | SecretStr,
        *,
        timeout_seconds: float = 5.0,
        retries: int = 2,
        flush_every_seconds: float = 1.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        secret = token.get_secret_value() if isinstance(token, SecretStr) else token
        self._http = httpx.Client(
            base_url=base_url,
            headers={"Authorization": f"Bearer {secret}", "Accept": "application/json"},
            timeout=timeout_seconds,
            transport=transport,
        )
        self._retries = retries
        self._outbox = Outbox()
        self._sending = threading.Lock()
        self._closed = threading.Event()
        self._flush_every_seconds = flush_every_seconds
        self._thread: threading.Thread | None = None
        self.keys = Keys(self)
        self.tenants = Tenants(self)
        self.credentials = Credentials(self)

    def verify(
        self,
        key: str | SecretStr,
        *,
        scopes: Sequence[str] | None = None,
        cost: int | None = None,
        units: Mapping[str, int] | None = None,
        resource: str | None = None,
        ip: str | None = None,
        user_agent: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> Verdict:
        """Whether a key is good for a call. Raises only when Keyhold cannot be asked; a bad key is an answer."""
        question = {"scopes": scopes, "cost": cost, "units": units, "resource": resource}
        return self.send(calls.verify(key, **question, ip=ip, user_agent=user_agent, tags=tags))

    def report_usage(self, **event: Any) -> str:
        """Takes what was used; it is sent with others within a second. Returns the event's id.

        Fields: `key_id` or `key`, `meter`, `quantity`, and if wanted `id`, `at`, `resource`, `tags`.
        """
        made = calls.usage_event(**event)
        self._outbox.put(made)
        if self._thread is None and not self._closed.is_set():
            self._thread = threading.Thread(target=self._run, name="keyhold usage", daemon=True)
            self._thread.start()
        return made.id

    def flush(self) -> None:
        """Sends the usage that waits. Raises when that is not possible; the events are kept."""
        rejected: list[UsageResult] = []
        with self._sending:
            while batch := self._outbox.peek(BATCH):
                rejected += [one for one in self._report(batch) if one.status in ("invalid", "conflict")]
                self._outbox.drop(len(batch))
        if rejected:
            raise rejection(rejected)

    def close(self) -> None:
        """Flushes, and ends what runs in the background."""
        self._closed.set()
        try:
            self.flush()
        finally:
            self._http.close()

    def send(self, call: Call[Answer]) -> Answer:
        """Any request of the HTTP API."""
        attempt = 0
        while True:
            try:
                return call.read(self._http.send(call.request(self._http)))
            except (httpx.TransportError, KeyholdError) as error:
                failure = call.failure(error)
                if attempt >= self._retries or not call.is_worth_another_try(error):
                    raise failure from None
            time.sleep(wait_seconds(attempt, failure))
            attempt += 1

    def _report(self, batch: Sequence[UsageEvent]) -> list[UsageResult]:
        return self.send(calls.report_usage(batch)).results

    def _run(self) -> None:
        while not self._closed.wait(self._flush_every_seconds):
            try:
                self.flush()
            except KeyholdError:
                # What could not be sent is kept; what was refused is told by flush() and close().
                continue

    def __enter__(self) -> Keyhold:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Keys:
    def __init__(self, client: Keyhold) -> None:
        self._send = client.send

    def create(self, name: str, *, tenant: str | None = None, idempotency_key: str | None = None, **settings: Any) -> KeyWithSecret:
        """The answer holds the secret, which is never sent again. `settings` are the fields of POST /v1/keys."""
        extra = {} if tenant is None else {"tenant": tenant}
        return self._send(calls.create_key(idempotency_key, name=name, **extra, **settings))

    def list(self, **query: Any) -> Page[Key]:
        return self._send(calls.list_keys(**query))

    def get(self, key_id: str) -> Key:
        return self._send(calls.get_key(key_id))

    def update(self, key_id: str, **settings: Any) -> Key:
        """What is left out stays as it is."""
        return self._send(calls.update_key(key_id, **settings))

    def rotate(self, key_id: str, *, grace_seconds: int, idempotency_key: str | None = None) -> KeyWithSecret:
        """A new secret for the same key; the old one works on for `grace_seconds`."""
        return self._send(calls.rotate_key(key_id, grace_seconds, idempotency_key))

    def disable(self, key_id: str) -> Key:
        return self._send(calls.change_key(key_id, "disable"))

    def enable(self, key_id: str) -> Key:
        return self._send(calls.change_key(key_id, "enable"))

    def revoke(self, key_id: str, *, reason: str | None = None) -> Key:
        """For good, on every node, before this returns."""
        return self._send(calls.change_key(key_id, "revoke", {} if reason is None else {"reason": reason}))

    def lookup(self, key: str | SecretStr) -> Key:
        """The key to which a secret belongs."""
        return self._send(calls.lookup_key(key))


class Tenants:
    def __init__(self, client: Keyhold) -> None:
        self._send = client.send

    def create(self, client_id: str, name: str, *, idempotency_key: str | None = None, **settings: Any) -> Tenant:
        return self._send(calls.create_tenant(idempotency_key, client_id=client_id, name=name, **settings))

    def list(self, **query: Any) -> Page[Tenant]:
        return self._send(calls.list_tenants(**query))

    def get(self, tenant: str) -> Tenant:
        """By its id or client id."""
        return self._send(calls.get_tenant(tenant))


class Credentials:
    """Provider keys: a key goes in, sealed or as it is, and never comes out. `tenant` says whose, by id or client id."""

    def __init__(self, client: Keyhold) -> None:
        self._send = client.send

    def begin(self, **entry: Any) -> SealTicket:
        """What a browser seals a key with; for another key in the place of one, name it by `credential_id`."""
        return self._send(calls.begin_credential(**entry))

    def add(self, provider: str, label: str, *, idempotency_key: str | None = None, **entry: Any) -> Credential:
        """`entry`: `sealed` and `nonce`, or `secret`; and `tenant`, `base_url`."""
        return self._send(calls.add_credential(idempotency_key, provider=provider, label=label, **entry))

    def list(self, **query: Any) -> Page[Credential]:
        return self._send(calls.list_credentials(**query))

    def get(self, credential_id: str, **query: Any) -> Credential:
        return self._send(calls.get_credential(credential_id, **query))

    def replace(self, credential_id: str, **entry: Any) -> Credential:
        """Another key in its place."""
        return self._send(calls.change_credential(credential_id, "replace", **entry))

    def check(self, credential_id: str, **whose: Any) -> Credential:
        """Has the key tried at its provider; `get` shows what came of it, within seconds."""
        return self._send(calls.change_credential(credential_id, "check", repeatable=True, **whose))

    def remove(self, credential_id: str, **whose: Any) -> Credential:
        """For good. What was stored of its keys is wiped."""
        return self._send(calls.change_credential(credential_id, "remove", **whose))
