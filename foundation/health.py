"""Is the process alive, and can it do its work: for load balancers and for whoever is called at night."""

import redis
import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

PATIENCE = 1  # seconds
log = structlog.get_logger(__name__)


@login_not_required
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers. Restart it when it does not."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether requests may come here: 503 without a database.

    A broker that is away is told but turns nobody off: pages work without it and tasks are made up for.
    """
    database, broker = database_answers(), broker_answers()
    parts = {"database": _word(database), "broker": _word(broker)}
    return JsonResponse(parts, status=200 if database else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as failure:
        log.warning("database_unreachable", error=type(failure).__name__)
        return False
    return True


def broker_answers() -> bool:
    client = redis.Redis.from_url(settings.BROKER_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
    try:
        with client:
            return bool(client.ping())
    except redis.RedisError as failure:
        log.warning("broker_unreachable", error=type(failure).__name__)
        return False


def _word(answers: bool) -> str:
    return "ok" if answers else "unreachable"
