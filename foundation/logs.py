"""Logs: one event per line, as JSON for machines in production and readable on a machine of one's own."""

import logging
import logging.config
import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

SECRET_NAMES = re.compile(
    r"pass(word|wd|phrase)|secret|token|authorization|cookie|csrf|session|api_?key|otp", re.IGNORECASE
)
# What our own lines say beside their sentence. Other people's lines bring whole requests along, with their queries.
FACTS = (
    "date", "delivery", "job", "kind", "notification", "row", "rule", "skipped", "status", "sweep", "tries", "zone",
)  # fmt: skip
EVERY_FEW_SECONDS = ("foundation.tasks.ask_witnesses", "foundation.tasks.seal_events")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def hide_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blanks every value whose name says that it is a secret."""
    for name in event:
        if SECRET_NAMES.search(name):
            event[name] = "…"
    return event


def neutralise(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Makes control characters visible, so that typed text can neither forge a line nor colour a terminal."""
    for name, value in event.items():
        if isinstance(value, str) and name != "exception":
            event[name] = CONTROL_CHARACTERS.sub(lambda found: f"\\x{ord(found[0]):02x}", value.replace("\n", "\\n"))
    return event


class WithoutTraceback(logging.Filter):
    """Shortens to its line what strangers can cause as often as they like."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True


class WithoutWhatIsUsual(logging.Filter):
    """Leaves out that a task which comes every few seconds went well."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.msg if isinstance(record.msg, dict) else {}
        return told.get("event") != "task_succeeded" or told.get("task") not in EVERY_FEW_SECONDS


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(allow=FACTS),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


LOGGERS: dict[str, Any] = {
    "django": {"handlers": [], "propagate": True},
    "django.server": {"handlers": [], "propagate": True},
    "django.security.DisallowedHost": {"level": "ERROR", "filters": ["without traceback"]},
    "django.request": {"level": "CRITICAL"},  # RequestLog says the same with more
    "celery.worker.strategy": {"level": "WARNING"},  # django-structlog logs each task
    "celery.app.trace": {"level": "CRITICAL"},
    "celery.beat": {"level": "WARNING"},
    "django_structlog.celery.receivers": {"filters": ["without what is usual"]},
    "_granian": {"level": "WARNING"},
    "granian": {"level": "WARNING"},
    "fontTools": {"level": "WARNING"},
}


def logging_settings(*, as_json: bool, level: str) -> dict[str, Any]:
    """The LOGGING setting: everything of that level and above, to standard error."""
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, hide_secrets]
    if as_json:
        last += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=True)]
    else:
        last += [
            neutralise,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ]
    formatter = {"()": structlog.stdlib.ProcessorFormatter, "foreign_pre_chain": SHARED, "processors": last}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "filters": {"without traceback": {"()": WithoutTraceback}, "without what is usual": {"()": WithoutWhatIsUsual}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": LOGGERS | {"django_structlog.middlewares.request": {"level": level}, "celery": {"level": level}},
    }


def configure(settings: dict[str, Any]) -> None:
    """Sets up logging and structlog; Django calls it once with the LOGGING setting."""
    logging.config.dictConfig(settings)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
