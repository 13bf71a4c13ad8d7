"""What the middleware and the dependency do: find the caller's key, ask, and admit or answer in the caller's words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, Literal, Mapping, Sequence

from .aio import AsyncKeyhold
from .errors import UnavailableError
from .models import LimitState, ReadyResponse, Verdict

_BEARER = re.compile(r"^Bearer\s+(\S+)\s*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Rule:
    #: What to do while Keyhold cannot be asked: "refuse" answers 503, "admit" lets calls pass without a verdict.
    when_unavailable: Literal["refuse", "admit"]
    #: All are required.
    scopes: Sequence[str] = ()
    cost: int = 1
    units: Mapping[str, int] = field(default_factory=dict)
    #: What is called, for the usage charts; else method and path.
    resource: str | None = None
    tags: Sequence[str] = ()


class Refused(Exception):
    """The caller is to be given `response`."""

    def __init__(self, response: ReadyResponse) -> None:
        super().__init__(f"refused with {response.status}")
        self.response = response


async def admit(
    keyhold: AsyncKeyhold, rule: Rule, *, headers: Mapping[str, str], method: str, path: str, ip: str | None
) -> Verdict | None:
    """The verdict on a caller; None when the call passes because Keyhold could not be asked.

    Raises Refused, and any other KeyholdError: a token that is not good is a fault of the set-up, which must be seen.
    """
    key = _key_of(headers)
    try:
        verdict = await keyhold.verify(
            key,
            scopes=list(rule.scopes),
            cost=rule.cost,
            units=dict(rule.units),
            tags=list(rule.tags),
            resource=rule.resource or f"{method} {path}",
            ip=_address(ip),
            user_agent=headers.get("user-agent"),
        )
    except UnavailableError:
        if rule.when_unavailable == "admit":
            return None
        raise Refused(_UNAVAILABLE) from None
    if verdict.response:
        raise Refused(verdict.response)
    return verdict


def limit_headers(verdict: Verdict | None) -> dict[str, str]:
    """What is left, for whoever sent the key: RateLimit for all limits, the older headers for the tightest."""
    if verdict is None or not verdict.limits:
        return {}
    tightest = min(verdict.limits, key=lambda limit: limit.remaining)
    reset = {} if tightest.reset_ms is None else {"X-RateLimit-Reset": str(_seconds(tightest.reset_ms))}
    return {
        "RateLimit": ", ".join(_item(limit) for limit in verdict.limits),
        "X-RateLimit-Limit": str(tightest.limit),
        "X-RateLimit-Remaining": str(tightest.remaining),
        **reset,
    }


def _key_of(headers: Mapping[str, str]) -> str:
    found = _BEARER.match(headers.get("authorization", ""))
    bearer, sent = (found.group(1) if found else None), headers.get("x-api-key", "").strip() or None
    if bearer and sent and bearer != sent:
        raise Refused(_refusal(400, "malformed_request", "Two different keys were sent", "Send one key."))
    key = bearer or sent
    if key is None:
        detail = "Send it as X-API-Key, or as a bearer token."
        raise Refused(_refusal(401, "unauthenticated", "An API key is needed", detail))
    return key


def _refusal(status: int, code: str, title: str, detail: str) -> ReadyResponse:
    headers = {"Content-Type": "application/problem+json", "Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if status == 503:
        headers["Retry-After"] = "1"
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    return ReadyResponse(status=status, headers=headers, body=body)


_UNAVAILABLE = _refusal(503, "unavailable", "Keys cannot be checked right now", "Try again in a moment.")


def _item(limit: LimitState) -> str:
    name = re.sub(r'(["\\])', r"\\\1", re.sub(r"[^\x20-\x7e]", "_", limit.name))
    reset = "" if limit.reset_ms is None else f";t={_seconds(limit.reset_ms)}"
    return f'"{name}";r={limit.remaining}{reset}'


def _address(ip: str | None) -> str | None:
    """None for what is no address, such as the name of a socket."""
    try:
        return str(ip_address(ip)) if ip else None
    except ValueError:
        return None


def _seconds(ms: int) -> int:
    return max(0, -(-ms // 1_000))
