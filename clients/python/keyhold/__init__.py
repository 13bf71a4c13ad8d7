"""Verify API keys, report usage and manage keys with Keyhold."""

from .aio import AsyncKeyhold
from .client import Keyhold
from .errors import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    KeyholdError,
    NotFoundError,
    RateLimitedError,
    UnauthenticatedError,
    UnavailableError,
)
from .models import (
    Credential,
    Key,
    KeyWithSecret,
    LimitState,
    Page,
    ReadyResponse,
    SealTicket,
    Tenant,
    UsageEvent,
    UsageResult,
    Verdict,
)

__all__ = [
    "AsyncKeyhold",
    "ConflictError",
    "Credential",
    "ForbiddenError",
    "InvalidInputError",
    "Key",
    "KeyWithSecret",
    "Keyhold",
    "KeyholdError",
    "LimitState",
    "NotFoundError",
    "Page",
    "RateLimitedError",
    "ReadyResponse",
    "SealTicket",
    "Tenant",
    "UnauthenticatedError",
    "UnavailableError",
    "UsageEvent",
    "UsageResult",
    "Verdict",
]
