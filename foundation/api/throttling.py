"""How often one may call: counted per minute, for the address before anybody is looked up and for the person after.

The count lies in the cache. While the cache server is away each process counts in its own memory (foundation.cache), so
the limit then holds per process: calls go on, and nobody calls without any limit. Source: docs/adr/0070-api.md.
"""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

WINDOW = 60  # seconds


class PerMinute(BaseThrottle):
    """At most `limit()` calls in each minute of the clock by whoever `who()` is."""

    scope = ""

    def limit(self) -> int:
        raise LookupError("A throttle says its limit.")

    def who(self, request: Request) -> str:
        raise LookupError("A throttle says whom it counts.")

    def allow_request(self, request: Request, view: Any) -> bool:
        self.now = time.time()
        return counted(f"api:{self.scope}:{self.who(request)}:{int(self.now // WINDOW)}") <= self.limit()

    def wait(self) -> float:
        return max(1.0, WINDOW - self.now % WINDOW)


def counted(key: str) -> int:
    """One more for `key`; the number it has now."""
    if cache.add(key, 1, timeout=2 * WINDOW):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it has gone between the two, as when the server came back empty
        cache.set(key, 1, timeout=2 * WINDOW)
        return 1


class PerUser(PerMinute):
    scope = "user"

    def limit(self) -> int:
        return settings.API_CALLS_PER_USER

    def who(self, request: Request) -> str:
        return str(request.user.pk)


class PerAddress(PerMinute):
    scope = "address"

    def limit(self) -> int:
        return settings.API_CALLS_PER_ADDRESS

    def who(self, request: Request) -> str:
        return str(request.META.get("REMOTE_ADDR", ""))
