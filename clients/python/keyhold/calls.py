"""Every request as a value: what is sent, what comes back, and whether it may be sent twice. Shared by both clients."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Generic, Mapping, Sequence, TypeVar
from urllib.parse import quote

import httpx
from pydantic import SecretStr, TypeAdapter

from .errors import KeyholdError, error_of, unreachable
from .models import Credential, Key, KeyWithSecret, Page, SealTicket, Tenant, UsageEvent, UsageResults, Verdict

Answer = TypeVar("Answer")

VERIFY_TIMEOUT_SECONDS = 2.0
BATCH = 1_000
_WAIT_SECONDS = 0.1
_LONGEST_WAIT_SECONDS = 5.0
#: Answers after which nothing has happened on the other side.
_WORTH_ANOTHER_TRY = {429, 502, 503, 504}


@dataclass(frozen=True)
class Call(Generic[Answer]):
    method: str
    path: str
    answer: type[Answer] | Any
    body: Any = None
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Whether the same request may arrive twice without harm.
    repeatable: bool = False
    timeout_seconds: float | None = None

    def request(self, client: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        query = {name: value for name, value in self.query.items() if value is not None}
        extra = {"timeout": self.timeout_seconds} if self.timeout_seconds is not None else {}
        return client.build_request(
            self.method, self.path, json=self.body, params=query, headers=dict(self.headers), **extra
        )

    def read(self, response: httpx.Response) -> Answer:
        """Raises the KeyholdError that a refusal is."""
        try:
            body = response.json()
        except ValueError:
            body = None
        if not response.is_success:
            raise error_of(response.status_code, body, response.headers)
        return TypeAdapter(self.answer).validate_python(body)

    def failure(self, error: Exception) -> KeyholdError:
        return error if isinstance(error, KeyholdError) else unreachable(isinstance(error, httpx.TimeoutException))

    def is_worth_another_try(self, error: Exception) -> bool:
        if isinstance(error, KeyholdError):
            return error.status in _WORTH_ANOTHER_TRY and (self.repeatable or error.status != 504)
        return self.repeatable or isinstance(error, httpx.ConnectError)


def wait_seconds(attempt: int, error: KeyholdError) -> float:
    """Doubles, with up to a half of chance, and not before the other side wants to hear again."""
    own = _WAIT_SECONDS * 2**attempt * (1 + random.random() / 2)
    return min(_LONGEST_WAIT_SECONDS, max(own, error.retry_after_seconds or 0.0))


def verify(key: str | SecretStr, **question: Any) -> Call[Verdict]:
    sent = {name: value for name, value in question.items() if value is not None}
    body = {"key": _plain(key), **_camel(sent)}
    return Call("POST", "/v1/keys/verify", Verdict, body=body, timeout_seconds=VERIFY_TIMEOUT_SECONDS)


def report_usage(events: Sequence[UsageEvent]) -> Call[UsageResults]:
    return Call("POST", "/v1/usage", UsageResults, body={"events": [_event(one) for one in events]}, repeatable=True)


def usage_event(**event: Any) -> UsageEvent:
    """With an id, and the moment of now, where they are left out."""
    return UsageEvent(**{"id": str(uuid.uuid4()), "at": datetime.now(timezone.utc), **event})


def create_key(idempotency_key: str | None, **settings: Any) -> Call[KeyWithSecret]:
    return Call("POST", "/v1/keys", KeyWithSecret, body=_settings(settings), **_once(idempotency_key))


def list_keys(**query: Any) -> Call[Page[Key]]:
    return Call("GET", "/v1/keys", Page[Key], query=query, repeatable=True)


def get_key(key_id: str) -> Call[Key]:
    return Call("GET", _key(key_id), Key, repeatable=True)


def update_key(key_id: str, **settings: Any) -> Call[Key]:
    return Call("PATCH", _key(key_id), Key, body=_settings(settings), repeatable=True)


def rotate_key(key_id: str, grace_seconds: int, idempotency_key: str | None) -> Call[KeyWithSecret]:
    path = _key(key_id, "rotate")
    return Call("POST", path, KeyWithSecret, body={"graceSeconds": grace_seconds}, **_once(idempotency_key))


def change_key(key_id: str, verb: str, body: Any = None) -> Call[Key]:
    return Call("POST", _key(key_id, verb), Key, body=body, repeatable=True)


def lookup_key(key: str | SecretStr) -> Call[Key]:
    return Call("POST", "/v1/keys/lookup", Key, body={"key": _plain(key)}, repeatable=True)


def create_tenant(idempotency_key: str | None, **settings: Any) -> Call[Tenant]:
    return Call("POST", "/v1/tenants", Tenant, body=_settings(settings), **_once(idempotency_key))


def list_tenants(**query: Any) -> Call[Page[Tenant]]:
    return Call("GET", "/v1/tenants", Page[Tenant], query=query, repeatable=True)


def get_tenant(tenant: str) -> Call[Tenant]:
    return Call("GET", f"/v1/tenants/{quote(tenant, safe='')}", Tenant, repeatable=True)


def begin_credential(**entry: Any) -> Call[SealTicket]:
    return Call("POST", "/v1/credentials/entries", SealTicket, body=_settings(entry), repeatable=True)


def add_credential(idempotency_key: str | None, **settings: Any) -> Call[Credential]:
    return Call("POST", "/v1/credentials", Credential, body=_settings(settings), **_once(idempotency_key))


def list_credentials(**query: Any) -> Call[Page[Credential]]:
    return Call("GET", "/v1/credentials", Page[Credential], query=query, repeatable=True)


def get_credential(credential_id: str, **query: Any) -> Call[Credential]:
    return Call("GET", _credential(credential_id), Credential, query=query, repeatable=True)


def change_credential(credential_id: str, verb: str, *, repeatable: bool = False, **settings: Any) -> Call[Credential]:
    path = _credential(credential_id, verb)
    return Call("POST", path, Credential, body=_settings(settings), repeatable=repeatable)


def _credential(credential_id: str, verb: str = "") -> str:
    return f"/v1/credentials/{quote(credential_id, safe='')}{'/' if verb else ''}{verb}"


def _key(key_id: str, verb: str = "") -> str:
    return f"/v1/keys/{quote(key_id, safe='')}{'/' if verb else ''}{verb}"


def _once(idempotency_key: str | None) -> dict[str, Any]:
    return {"headers": {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}, "repeatable": True}


def _plain(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


def _event(event: UsageEvent) -> dict[str, Any]:
    sent = event.model_dump(by_alias=True, exclude_none=True, mode="json")
    return {**sent, "key": _plain(event.key)} if event.key else sent


def _settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _json(value) for name, value in _camel(settings).items()}


def _camel(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {_camel_name(name): _plain(value) for name, value in fields.items()}


def _camel_name(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
