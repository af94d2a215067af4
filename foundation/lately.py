"""What is counted for a person once in a while, and anew after whatever they do themselves.

Whoever reads it is told of when it is, or it is a number on a badge. What others do shows when the while is over
(docs/adr/0181-bounded-lists.md). It is the person's own, under everything it was worked out for.
"""

from collections.abc import Callable, Hashable
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from foundation.directory.models import User

A_DAY = 26 * 3600  # seconds, with the night in which clocks are put back
NAMES = ("board", "holders", "late", "work")
Answer = Callable[[HttpRequest], HttpResponse]


def lately(user: User, name: str, about: Hashable, *, seconds: int, count: Callable[[], Any]) -> Any:
    """What `count()` gave within the last `seconds`, or gives now; a value that JSON carries. 0 seconds: always now."""
    if not seconds:
        return count()
    mark = sha256(repr(about).encode()).hexdigest()
    known, value = cache.get(_place(user, name)) or ("", None)
    if known == mark:
        return value
    value = count()
    cache.set(_place(user, name), [mark, value], seconds)
    return value


def counted_anew(get_response: Answer) -> Answer:
    """Middleware: what somebody does shows in their own figures at once."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in ("GET", "HEAD") and request.user.is_authenticated:
            cache.delete_many([_place(request.user, name) for name in NAMES])
            cache.set(acted_at(request.user), timezone.now().isoformat(), A_DAY)
        return response

    return answer


def acted_at(user: Any) -> str:
    """Where the cache has the moment at which somebody last did something."""
    return f"acted-{user.pk}"


def _place(user: Any, name: str) -> str:
    return f"lately-{name}-{user.pk}"
