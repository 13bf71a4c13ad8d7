"""Middleware for Starlette, and for anything else that speaks ASGI. The verdict stands in `request.state.keyhold`."""

from __future__ import annotations

import json
from typing import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .aio import AsyncKeyhold
from .guard import Refused, Rule, admit, limit_headers


class KeyholdMiddleware:
    """`app.add_middleware(KeyholdMiddleware, keyhold=keyhold, rule=Rule(scopes=["logs:write"], when_unavailable="refuse"))`

    Paths that begin with one of `open_paths` need no key.
    """

    def __init__(self, app: ASGIApp, keyhold: AsyncKeyhold, rule: Rule, open_paths: Sequence[str] = ()) -> None:
        self._app = app
        self._keyhold = keyhold
        self._rule = rule
        self._open_paths = tuple(open_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (self._open_paths and scope["path"].startswith(self._open_paths)):
            await self._app(scope, receive, send)
            return
        client = scope.get("client")
        headers = Headers(scope=scope)
        where = {"method": scope["method"], "path": scope["path"], "ip": client[0] if client else None}
        try:
            verdict = await admit(self._keyhold, self._rule, headers=headers, **where)
        except Refused as refused:
            await _answer(refused, send)
            return
        scope.setdefault("state", {})["keyhold"] = verdict
        added = limit_headers(verdict)

        async def send_with_limits(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            await send(message)

        await self._app(scope, receive, send_with_limits)


async def _answer(refused: Refused, send: Send) -> None:
    status, headers, body = refused.response.status, refused.response.headers, refused.response.body
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    content = json.dumps(body).encode()
    raw.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": content})
