"""The client for asyncio. The same names as `Keyhold`, to be awaited."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Mapping, Sequence, TypeVar

import httpx
from pydantic import SecretStr

from . import calls
from .calls import BATCH, Call, wait_seconds
from .errors import KeyholdError
from .models import Credential, Key, KeyWithSecret, Page, SealTicket, Tenant, UsageResult, Verdict
from .outbox import Outbox, rejection

Answer = TypeVar("Answer")


class AsyncKeyhold:
    """Verify, report usage, and look after keys and tenants, within one event loop."""

    def __init__(
        self,
        base_url: str,
        token: str | SecretStr,
        *,
        timeout_seconds: float = 5.0,
        retries: int = 2,
        flush_every_seconds: float = 1.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        secret = token.get_secret_value() if isinstance(token, SecretStr) else token
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {secret}", "Accept": "application/json"},
            timeout=timeout_seconds,
            transport=transport,
        )
        self._retries = retries
        self._outbox = Outbox()
        self._sending = asyncio.Lock()
        self._flush_every_seconds = flush_every_seconds
        self._task: asyncio.Task[None] | None = None
        self.keys = AsyncKeys(self)
        self.tenants = AsyncTenants(self)
        self.credentials = AsyncCredentials(self)

    async def verify(
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
        return await self.send(calls.verify(key, **question, ip=ip, user_agent=user_agent, tags=tags))

    def report_usage(self, **event: Any) -> str:
        """Takes what was used; it is sent with others within a second. Returns the event's id."""
        made = calls.usage_event(**event)
        self._outbox.put(made)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())
        return made.id

    async def flush(self) -> None:
        """Sends the usage that waits. Raises when that is not possible; the events are kept."""
        rejected: list[UsageResult] = []
        async with self._sending:
            while batch := self._outbox.peek(BATCH):
                results = (await self.send(calls.report_usage(batch))).results
                rejected += [one for one in results if one.status in ("invalid", "conflict")]
                self._outbox.drop(len(batch))
        if rejected:
            raise rejection(rejected)

    async def close(self) -> None:
        """Flushes, and ends what runs in the background."""
        if self._task:
            self._task.cancel()
        try:
            await self.flush()
        finally:
            await self._http.aclose()

    async def send(self, call: Call[Answer]) -> Answer:
        """Any request of the HTTP API."""
        attempt = 0
        while True:
            try:
                return call.read(await self._http.send(call.request(self._http)))
            except (httpx.TransportError, KeyholdError) as error:
                failure = call.failure(error)
                if attempt >= self._retries or not call.is_worth_another_try(error):
                    raise failure from None
            await asyncio.sleep(wait_seconds(attempt, failure))
            attempt += 1

    async def _run(self) -> None:
        while len(self._outbox) > 0:
            await asyncio.sleep(self._flush_every_seconds)
            try:
                await self.flush()
            except KeyholdError:
                # What could not be sent is kept; what was refused is told by flush() and close().
                continue

    async def __aenter__(self) -> AsyncKeyhold:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class AsyncKeys:
    def __init__(self, client: AsyncKeyhold) -> None:
        self._send = client.send

    async def create(self, name: str, *, tenant: str | None = None, idempotency_key: str | None = None, **settings: Any) -> KeyWithSecret:
        extra = {} if tenant is None else {"tenant": tenant}
        return await self._send(calls.create_key(idempotency_key, name=name, **extra, **settings))

    async def list(self, **query: Any) -> Page[Key]:
        return await self._send(calls.list_keys(**query))

    async def get(self, key_id: str) -> Key:
        return await self._send(calls.get_key(key_id))

    async def update(self, key_id: str, **settings: Any) -> Key:
        return await self._send(calls.update_key(key_id, **settings))

    async def rotate(self, key_id: str, *, grace_seconds: int, idempotency_key: str | None = None) -> KeyWithSecret:
        return await self._send(calls.rotate_key(key_id, grace_seconds, idempotency_key))

    async def disable(self, key_id: str) -> Key:
        return await self._send(calls.change_key(key_id, "disable"))

    async def enable(self, key_id: str) -> Key:
        return await self._send(calls.change_key(key_id, "enable"))

    async def revoke(self, key_id: str, *, reason: str | None = None) -> Key:
        return await self._send(calls.change_key(key_id, "revoke", {} if reason is None else {"reason": reason}))

    async def lookup(self, key: str | SecretStr) -> Key:
        return await self._send(calls.lookup_key(key))


class AsyncTenants:
    def __init__(self, client: AsyncKeyhold) -> None:
        self._send = client.send

    async def create(self, client_id: str, name: str, *, idempotency_key: str | None = None, **settings: Any) -> Tenant:
        return await self._send(calls.create_tenant(idempotency_key, client_id=client_id, name=name, **settings))

    async def list(self, **query: Any) -> Page[Tenant]:
        return await self._send(calls.list_tenants(**query))

    async def get(self, tenant: str) -> Tenant:
        return await self._send(calls.get_tenant(tenant))


class AsyncCredentials:
    """Provider keys: a key goes in, sealed or as it is, and never comes out. `tenant` says whose, by id or client id."""

    def __init__(self, client: AsyncKeyhold) -> None:
        self._send = client.send

    async def begin(self, **entry: Any) -> SealTicket:
        return await self._send(calls.begin_credential(**entry))

    async def add(self, provider: str, label: str, *, idempotency_key: str | None = None, **entry: Any) -> Credential:
        return await self._send(calls.add_credential(idempotency_key, provider=provider, label=label, **entry))

    async def list(self, **query: Any) -> Page[Credential]:
        return await self._send(calls.list_credentials(**query))

    async def get(self, credential_id: str, **query: Any) -> Credential:
        return await self._send(calls.get_credential(credential_id, **query))

    async def replace(self, credential_id: str, **entry: Any) -> Credential:
        return await self._send(calls.change_credential(credential_id, "replace", **entry))

    async def check(self, credential_id: str, **whose: Any) -> Credential:
        return await self._send(calls.change_credential(credential_id, "check", repeatable=True, **whose))

    async def remove(self, credential_id: str, **whose: Any) -> Credential:
        return await self._send(calls.change_credential(credential_id, "remove", **whose))
