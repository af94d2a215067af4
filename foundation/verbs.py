"""Verbs register by name, so approvals, steps and jobs run them without importing an app.

A verb is one transaction: `@verb("audits.log_finding")` on a function that takes keyword arguments only and an `actor`.
"""

import functools
import uuid
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.dateparse import parse_date, parse_datetime

_verbs: dict[str, Callable[..., Any]] = {}
_running: ContextVar[tuple[str, ...]] = ContextVar("running verbs", default=())


def verb(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a function as the verb `name` and runs it in one transaction. A name taken twice fails at import."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in _verbs:
            raise RuntimeError(f"The verb {name} is registered twice.")

        @functools.wraps(function)
        def run(**parameters: Any) -> Any:
            token = _running.set((*_running.get(), name))
            try:
                with transaction.atomic():
                    return function(**parameters)
            finally:
                _running.reset(token)

        run.verb_name = name  # type: ignore[attr-defined]
        _verbs[name] = run
        return run

    return register


def is_running(name: str) -> bool:
    """Whether this code was called by the verb `name`."""
    return name in _running.get()


def named(name: str) -> Callable[..., Any]:
    return _verbs[name]


def names() -> list[str]:
    return sorted(_verbs)


def pack(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as JSON: rows become their type and uuid, dates become text; the actor is never packed."""
    return {key: _pack(value) for key, value in parameters.items() if key != "actor"}


def unpack(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What pack() was given. Raises DoesNotExist when a row has gone."""
    return {key: _unpack(value) for key, value in parameters.items()}


def _pack(value: Any) -> Any:
    if isinstance(value, models.Model):
        return {"$row": value._meta.label_lower, "uuid": str(value.uuid)}  # type: ignore[attr-defined]
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, list | tuple | models.QuerySet):
        return [_pack(entry) for entry in value]
    return value


def _unpack(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpack(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if "$row" in value:
        return apps.get_model(value["$row"])._default_manager.get(uuid=value["uuid"])
    if "$day" in value:
        return parse_date(value["$day"])
    if "$moment" in value:
        return parse_datetime(value["$moment"])
    return value
