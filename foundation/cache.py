"""A cache that works on when its server does not: rate limits then count per process, and nobody is locked out."""

import json
from collections.abc import Callable
from typing import Any

import redis
import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

log = structlog.get_logger(__name__)


class JsonSerializer:
    """Values as JSON: whoever can write to the cache server cannot make us run code, as with pickle they could."""

    def dumps(self, value: Any) -> int | str:
        return value if type(value) is int else json.dumps(value)

    def loads(self, stored: bytes) -> Any:
        return json.loads(stored)


def patient(name: str) -> Callable[..., Any]:
    """A method that asks the server, and the memory of this process while the server cannot be reached."""

    def method(self: "PatientRedisCache", *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(PatientRedisCache, self), name)(*args, **kwargs)
        except (redis.ConnectionError, redis.TimeoutError) as failure:
            log.warning("cache_unreachable", error=type(failure).__name__)
            return getattr(self.fallback, name)(*args, **kwargs)

    method.__name__ = name
    return method


class PatientRedisCache(RedisCache):
    """Django's Redis cache that falls back on the memory of the process."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"serializer": JsonSerializer(), **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self.fallback = LocMemCache("while the broker is away", {**params, "OPTIONS": {}})

    add = patient("add")
    get = patient("get")
    set = patient("set")
    touch = patient("touch")
    delete = patient("delete")
    get_many = patient("get_many")
    has_key = patient("has_key")
    incr = patient("incr")
    set_many = patient("set_many")
    delete_many = patient("delete_many")
    clear = patient("clear")
