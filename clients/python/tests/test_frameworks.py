"""A real FastAPI application and a real Starlette one, guarded by keys."""

from typing import Annotated, Any, Callable

import pytest
from fastapi import Depends, FastAPI, Request
from keyhold import AsyncKeyhold, Keyhold, KeyWithSecret, Verdict
from keyhold.fastapi import KeyGuard, answer_refusals
from keyhold.guard import Rule
from keyhold.starlette import KeyholdMiddleware
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

Build = Callable[[AsyncKeyhold, Any], Any]


def fastapi_app(keyhold: AsyncKeyhold, when_unavailable: Any) -> FastAPI:
    app = FastAPI()
    answer_refusals(app)
    guard = KeyGuard(keyhold, scopes=["logs:write"], when_unavailable=when_unavailable)

    @app.post("/logs")
    async def logs(verdict: Annotated[Verdict | None, Depends(guard)]) -> dict[str, str | None]:
        return {"client": verdict.tenant.client_id if verdict and verdict.tenant else None}

    return app


def starlette_app(keyhold: AsyncKeyhold, when_unavailable: Any) -> Starlette:
    async def logs(request: Request) -> JSONResponse:
        verdict: Verdict | None = request.state.keyhold
        return JSONResponse({"client": verdict.tenant.client_id if verdict and verdict.tenant else None})

    app = Starlette(routes=[Route("/logs", logs, methods=["POST"])])
    rule = Rule(scopes=["logs:write"], when_unavailable=when_unavailable)
    app.add_middleware(KeyholdMiddleware, keyhold=keyhold, rule=rule)
    return app


@pytest.fixture(params=[fastapi_app, starlette_app], ids=["FastAPI", "Starlette"])
def build(request: pytest.FixtureRequest) -> Build:
    return request.param


def test_good_keys_are_admitted_with_what_is_left(build: Build, base_url: str, token: str, key: KeyWithSecret, client_id: str) -> None:
    secret = key.secret.get_secret_value()
    with TestClient(build(AsyncKeyhold(base_url, token, timeout_seconds=20), "refuse")) as browser:
        good = browser.post("/logs", headers={"X-API-Key": secret})
        assert (good.status_code, good.json()) == (200, {"client": client_id})
        assert good.headers["ratelimit"].startswith('"minute";r=2;t=')
        assert browser.post("/logs", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
        assert browser.post("/logs", headers={"X-API-Key": secret}).status_code == 200
        limited = browser.post("/logs", headers={"X-API-Key": secret})
        assert limited.status_code == 429 and int(limited.headers["retry-after"]) > 0
        assert limited.headers["content-type"] == "application/problem+json"


def test_others_get_keyholds_own_answer(build: Build, base_url: str, token: str, keyhold: Keyhold, client_id: str) -> None:
    weak = keyhold.keys.create("weak", tenant=client_id, scopes=["logs:read"]).secret.get_secret_value()
    with TestClient(build(AsyncKeyhold(base_url, token, timeout_seconds=20), "refuse")) as browser:
        missing = browser.post("/logs")
        assert missing.status_code == 401 and missing.headers["www-authenticate"] == "Bearer"
        assert browser.post("/logs", headers={"X-API-Key": "wrong"}).status_code == 401
        assert browser.post("/logs", headers={"X-API-Key": weak}).json()["code"] == "INSUFFICIENT_SCOPE"
        both = {"X-API-Key": weak, "Authorization": "Bearer other"}
        assert browser.post("/logs", headers=both).status_code == 400


@pytest.mark.parametrize(("when_unavailable", "status"), [("refuse", 503), ("admit", 200)])
def test_while_keyhold_is_away_the_app_does_as_it_was_told(build: Build, token: str, when_unavailable: str, status: int) -> None:
    away = AsyncKeyhold("http://127.0.0.1:1", token, retries=0)
    with TestClient(build(away, when_unavailable)) as browser:
        answer = browser.post("/logs", headers={"X-API-Key": "kh_live_x"})
    assert answer.status_code == status
    assert answer.headers.get("retry-after") == ("1" if status == 503 else None)


def test_a_wrong_service_token_lets_nobody_in(build: Build, base_url: str) -> None:
    misconfigured = build(AsyncKeyhold(base_url, "kh_svc_wrong", retries=0), "admit")
    with TestClient(misconfigured, raise_server_exceptions=False) as browser:
        assert browser.post("/logs", headers={"X-API-Key": "kh_live_x"}).status_code == 500
