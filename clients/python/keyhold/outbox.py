"""Usage that waits to be sent."""

from __future__ import annotations

import threading
from typing import Sequence

from .errors import KeyholdError
from .models import UsageEvent, UsageResult

MOST_WAITING = 100_000


class Outbox:
    """A bounded queue, safe among threads. What is taken out is first looked at, and dropped when it arrived."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._events: list[UsageEvent] = []
        self._lock = threading.Lock()
        self._most = most

    def put(self, event: UsageEvent) -> None:
        with self._lock:
            if len(self._events) >= self._most:
                raise KeyholdError("Too many usage events wait to be sent.", status=None, code="usage_buffer_full")
            self._events.append(event)

    def peek(self, most: int) -> list[UsageEvent]:
        with self._lock:
            return self._events[:most]

    def drop(self, count: int) -> None:
        with self._lock:
            del self._events[:count]

    def __len__(self) -> int:
        return len(self._events)


def rejection(results: Sequence[UsageResult]) -> KeyholdError:
    """`fields` says of each event's id why it was not counted."""
    first = results[0].detail or results[0].status
    return KeyholdError(
        f"{len(results)} usage events were not counted: {first}",
        status=None,
        code="usage_rejected",
        fields={one.id: one.detail or one.status for one in results},
    )
