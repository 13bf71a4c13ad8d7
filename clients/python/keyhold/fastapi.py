"""A dependency for FastAPI: `verdict: Annotated[Verdict, Depends(KeyGuard(keyhold, scopes=["logs:write"], when_unavailable="refuse"))]`"""

from __future__ import annotations

from typing import Any, Literal

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from .aio import AsyncKeyhold
from .guard import Refused, Rule, admit, limit_headers
from .models import Verdict


class KeyGuard:
    """Admits callers whose key is good. Call `answer_refusals(app)` once, so that others get Keyhold's answer.

    The verdict is None only with `when_unavailable="admit"`, while Keyhold cannot be asked.
    """

    def __init__(self, keyhold: AsyncKeyhold, *, when_unavailable: Literal["refuse", "admit"], **rule: Any) -> None:
        self._keyhold = keyhold
        self._rule = Rule(when_unavailable=when_unavailable, **rule)

    async def __call__(self, request: Request, response: Response) -> Verdict | None:
        route = request.scope.get("route")
        verdict = await admit(
            self._keyhold,
            self._rule,
            headers=request.headers,
            method=request.method,
            path=getattr(route, "path", request.url.path),
            ip=request.client.host if request.client else None,
        )
        response.headers.update(limit_headers(verdict))
        return verdict


def answer_refusals(app: FastAPI) -> None:
    """Answers refused calls with status, headers and body as Keyhold made them."""

    async def answer(_request: Request, refused: Exception) -> Response:
        assert isinstance(refused, Refused)
        ready = refused.response
        return JSONResponse(ready.body, status_code=ready.status, headers=ready.headers)

    app.add_exception_handler(Refused, answer)
