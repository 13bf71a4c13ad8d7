"""A central logger: services of many clients post their lines, each client reads only its own.

The client is whoever Keyhold says the key belongs to; nothing in the request can name another.
"""

import os
import sqlite3
from datetime import datetime, timezone
from typing import Annotated, Any, Literal

import uvicorn
from fastapi import Depends, FastAPI
from keyhold import AsyncKeyhold, Verdict
from keyhold.fastapi import KeyGuard, answer_refusals
from pydantic import BaseModel, Field

MOST = 100

app = FastAPI(title="Central logger")
answer_refusals(app)
keyhold = AsyncKeyhold(
    os.environ.get("KEYHOLD_URL", "http://localhost:4000"), os.environ.get("KEYHOLD_SERVICE_TOKEN", "")
)
writer = KeyGuard(keyhold, scopes=["logs:write"], when_unavailable="refuse")
reader = KeyGuard(keyhold, scopes=["logs:read"], when_unavailable="refuse")

database = sqlite3.connect(os.environ.get("LOGS_FILE", ":memory:"), check_same_thread=False, isolation_level=None)
database.execute(
    """create table if not exists logs (
    id integer primary key, client_id text not null, at text not null, level text not null, message text not null)"""
)


class Entry(BaseModel):
    level: Literal["debug", "info", "warning", "error"] = "info"
    message: str = Field(min_length=1, max_length=65_536)


def client_of(verdict: Verdict) -> str:
    assert verdict.tenant is not None
    return verdict.tenant.client_id


@app.post("/api/v1/logs", status_code=201)
async def write(entry: Entry, verdict: Annotated[Verdict, Depends(writer)]) -> dict[str, Any]:
    row = (client_of(verdict), datetime.now(timezone.utc).isoformat(), entry.level, entry.message)
    made = database.execute("insert into logs (client_id, at, level, message) values (?, ?, ?, ?)", row)
    return {"id": made.lastrowid, "client_id": row[0]}


@app.get("/api/v1/logs")
async def read(verdict: Annotated[Verdict, Depends(reader)]) -> dict[str, Any]:
    rows = database.execute(
        "select id, at, level, message from logs where client_id = ? order by id desc limit ?",
        (client_of(verdict), MOST),
    )
    return {"items": [dict(zip(("id", "at", "level", "message"), row)) for row in rows]}


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "9000"))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
