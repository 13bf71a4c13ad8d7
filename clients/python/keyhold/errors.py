"""What can go wrong, as one family of errors. Messages are Keyhold's own and hold no secret."""

from __future__ import annotations

from typing import Any, Mapping


class KeyholdError(Exception):
    """Keyhold refused a request, or could not be reached. `status` is None when there was no answer."""

    def __init__(
        self,
        message: str,
        *,
        status: int | None,
        code: str,
        request_id: str | None = None,
        fields: Mapping[str, str] | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.request_id = request_id
        self.fields = dict(fields or {})
        self.retry_after_seconds = retry_after_seconds


class UnauthenticatedError(KeyholdError):
    """The service token is missing, unknown or revoked."""


class ForbiddenError(KeyholdError):
    """The service token lacks a permission."""


class NotFoundError(KeyholdError):
    """It does not exist, or may not be read."""


class ConflictError(KeyholdError):
    """Something stands in the way: a name that is taken, a state that does not allow it."""


class InvalidInputError(KeyholdError):
    """`fields` names what is wrong."""


class RateLimitedError(KeyholdError):
    """Too much was asked for; `retry_after_seconds` says when to come back."""


class UnavailableError(KeyholdError):
    """Keyhold cannot be reached, does not answer in time, or cannot answer right now."""


_BY_STATUS: dict[int, type[KeyholdError]] = {
    400: InvalidInputError,
    401: UnauthenticatedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    413: InvalidInputError,
    415: InvalidInputError,
    422: InvalidInputError,
    429: RateLimitedError,
}


def error_of(status: int, problem: Any, headers: Mapping[str, str]) -> KeyholdError:
    """The error that an answer of another status than 2xx is."""
    known = problem if isinstance(problem, dict) else {}
    kind = _BY_STATUS.get(status, UnavailableError if status >= 500 else KeyholdError)
    retry_after = headers.get("retry-after", "")
    return kind(
        known.get("detail") or known.get("title") or f"Keyhold answered {status}.",
        status=status,
        code=known.get("code", f"http_{status}"),
        request_id=known.get("requestId") or headers.get("x-request-id"),
        fields=known.get("fields"),
        retry_after_seconds=float(retry_after) if retry_after.isdigit() else None,
    )


def unreachable(late: bool) -> UnavailableError:
    """There was no answer."""
    message = "Keyhold did not answer in time." if late else "Keyhold cannot be reached."
    return UnavailableError(message, status=None, code="timeout" if late else "unreachable")
