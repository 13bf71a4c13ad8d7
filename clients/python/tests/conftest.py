"""A running Keyhold is named by KEYHOLD_URL and KEYHOLD_TOKEN, a token of the platform with every permission."""

import os
import uuid
from typing import Iterator

import pytest

from keyhold import Keyhold, KeyWithSecret


@pytest.fixture(scope="session")
def base_url() -> str:
    return os.environ["KEYHOLD_URL"]


@pytest.fixture(scope="session")
def token() -> str:
    return os.environ["KEYHOLD_TOKEN"]


@pytest.fixture(scope="session")
def keyhold(base_url: str, token: str) -> Iterator[Keyhold]:
    with Keyhold(base_url, token, timeout_seconds=20) as client:
        yield client


@pytest.fixture(scope="session")
def client_id(keyhold: Keyhold) -> str:
    name = f"py_{uuid.uuid4().hex[:10]}"
    return keyhold.tenants.create(name, "A tenant of the Python tests").client_id


@pytest.fixture
def key(keyhold: Keyhold, client_id: str) -> KeyWithSecret:
    minute = {"name": "minute", "kind": "rate", "meter": "requests", "limit": 3, "window": "1m"}
    return keyhold.keys.create("a key", tenant=client_id, scopes=["logs:write"], limits=[minute])
