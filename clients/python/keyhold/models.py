"""What Keyhold sends and takes. JSON is camelCase, Python is snake_case; fields that are not known here are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic.alias_generators import to_camel

Environment = Literal["live", "test"]
Item = TypeVar("Item")


class Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow", frozen=True)


class TenantRef(Model):
    id: str
    client_id: str
    name: str


class LimitState(Model):
    name: str
    kind: Literal["rate", "quota"]
    meter: str
    limit: int
    remaining: int
    #: None where waiting does not help.
    reset_ms: int | None


class ReadyResponse(Model):
    """A whole answer for whoever sent the key."""

    status: int
    headers: dict[str, str]
    body: dict[str, Any]


class Verdict(Model):
    """What Keyhold says of a key. What is not known is None, or empty."""

    valid: bool
    code: str
    #: The HTTP status that the caller should be given.
    status: int
    request_id: str
    key_id: str | None
    secret_id: str | None
    name: str | None
    environment: Environment | None
    tenant: TenantRef | None
    scopes: list[str]
    metadata: dict[str, Any]
    expires_at: datetime | None
    demo: bool
    legacy: bool
    limits: list[LimitState]
    #: Ready to be forwarded when the key is not good; else None.
    response: ReadyResponse | None


class Key(Model):
    id: str
    name: str
    tenant: TenantRef
    environment: Environment
    prefix: str
    last4: str
    status: str
    scopes: list[str]
    limits: list[dict[str, Any]]
    per_request: dict[str, int]
    ip_allow: list[str]
    owner_email: str | None
    tags: list[str]
    metadata: dict[str, Any]
    demo: bool
    legacy: bool
    created_at: datetime
    updated_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    disabled_at: datetime | None
    revoked_at: datetime | None
    revoked_reason: str | None


class KeyWithSecret(Key):
    """The only answer that holds the secret: `secret.get_secret_value()`."""

    secret: SecretStr


class Tenant(Model):
    id: str
    client_id: str
    name: str
    time_zone: str
    status: Literal["active", "suspended"]
    created_at: datetime
    updated_at: datetime


class Credential(Model):
    """A provider key without the key."""

    id: str
    provider: str
    label: str
    base_url: str
    last4: str | None
    #: pending: waits to be taken in. refused: enter it again. unchecked: not tried yet. The rest is what a try came to.
    state: str
    versions: list[dict[str, Any]]
    created_at: datetime
    updated_at: datetime
    removed_at: datetime | None


class SealTicket(Model):
    """What lets a browser seal one provider key, once, within an hour. Nothing in it is secret."""

    tenant: str
    credential: str
    user: str
    nonce: str
    keys: list[dict[str, str]]
    expires_at: datetime


class Page(Model, Generic[Item]):
    items: list[Item]
    next_cursor: str | None


class UsageEvent(Model):
    """One use of a key, as POST /v1/usage takes it."""

    #: The same id again is not counted again.
    id: str
    key_id: str | None = None
    key: SecretStr | None = None
    meter: str
    quantity: int = Field(ge=0)
    at: datetime
    resource: str | None = None
    tags: list[str] | None = None


class UsageResult(Model):
    id: str
    status: Literal["accepted", "duplicate", "conflict", "invalid"]
    detail: str | None


class UsageResults(Model):
    results: list[UsageResult]
