"""The board as it stands on the page: counted in the request where that is quick, else ahead of it by a worker.

What takes longer than anybody should wait for is shown as it was counted last, with the moment, while a worker counts it
anew; the clock does so for whoever did not come yet (docs/adr/0188-the-board-ahead.md).
"""

import logging
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from kombu.exceptions import OperationalError as BrokerDown

from foundation.access import permits
from foundation.as_of import AsOf
from foundation.board import parts, scope
from foundation.clock import today
from foundation.directory.models import RoleGrant, User
from foundation.lately import A_DAY, acted_at, lately
from foundation.models.trail import Event
from foundation.permissions import VIEW_BOARD
from foundation.work import kept as work_kept

log = logging.getLogger(__name__)

TASK = "foundation.tasks.keep_board"
QUICK = 0.1  # seconds that a request may count
ASKED_SECONDS = 60  # so long nobody else counts the same board
TOO_OLD = timedelta(hours=1)  # no worker came: whoever looks counts
ROUND_SECONDS = 60.0  # of every five minutes, for those who are not looking


@dataclass(frozen=True)
class Drawn:
    """The figures, the moment they were counted, and whether that is behind what has happened since."""

    figures: SafeString
    counted_at: datetime
    is_behind: bool = False


@dataclass(frozen=True)
class Kept:
    """Of a board that was counted: for whom and what, which day, since when, how long, and the last event before it."""

    mark: str
    on: str
    at: str
    seconds: float
    event: int

    @property
    def counted_at(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def is_quick(self) -> bool:
        return self.seconds <= QUICK


def drawn(request: HttpRequest, on: date) -> Drawn:
    """The figures of a day: today's may be those of a moment ago, which the page says."""
    user, seconds = request.user, settings.KEPT_SECONDS["board"]
    if not seconds or request.get_full_path() != reverse("foundation:board"):
        about = (_mark(user, on), request.get_full_path())  # type: ignore[arg-type]
        at, page = lately(user, "board", about, seconds=seconds, count=lambda: _counted(request, on))  # type: ignore[arg-type]
        return Drawn(mark_safe(page), datetime.fromisoformat(at))
    places = told_of, page_of, acted = *_places(user), acted_at(user)  # type: ignore[arg-type]
    found = cache.get_many(places)
    kept, (mark, page) = _kept(found.get(told_of)), found.get(page_of) or ("", "")
    if kept is None or not kept.mark == mark == _mark(user, on):  # type: ignore[arg-type]
        return _keep(request, on)
    age = timezone.now() - kept.counted_at
    is_behind = age > timedelta(seconds=seconds) or found.get(acted, "") > kept.at
    if is_behind and (kept.is_quick or age > TOO_OLD):
        return _keep(request, on)
    if is_behind:
        _ask(user)  # type: ignore[arg-type]
    return Drawn(mark_safe(page), kept.counted_at, is_behind)


def keep(user: User) -> bool:
    """Counts the figures of somebody's board as they would see it now; False where they may not see one."""
    if not permits(user, VIEW_BOARD):
        return False
    request = HttpRequest()
    request.method, request.path, request.user, request.session = "GET", reverse("foundation:board"), user, {}  # type: ignore[assignment]
    with translation.override(settings.LANGUAGE_CODE):
        _keep(request, today())
    cache.delete(_claim(user))
    return True


def keep_round(*, seconds: float = ROUND_SECONDS) -> int:
    """Keeps the boards that nobody has today, and those that take long and are behind, for so long; returns how many.

    Those that were not counted for the longest time come first, among them whoever signed in last. Half of the time is rest.
    """
    if not settings.KEPT_SECONDS["board"]:
        return 0
    until, on, event = time.monotonic() + seconds, today().isoformat(), _last_event()
    readers = list(_readers())
    found = cache.get_many([_places(user)[0] for user in readers])
    known = {user.pk: _kept(found.get(_places(user)[0])) for user in readers}
    waiting = [user for user in readers if _is_due(known[user.pk], on, event)]
    waiting.sort(key=lambda user: kept.at if (kept := known[user.pk]) else "")
    number = 0
    for user in waiting:
        if time.monotonic() >= until:
            break
        if cache.add(_claim(user), 1, ASKED_SECONDS):
            began = time.monotonic()
            number += keep(user)
            _rest(min(time.monotonic() - began, until - time.monotonic()))
    return number


def _rest(seconds: float) -> None:
    """As long as the last board took: the database counts for pages too, and knows of no order between them."""
    time.sleep(max(0.0, seconds))


def _is_due(kept: Kept | None, on: str, event: int) -> bool:
    return kept is None or kept.on != on or (not kept.is_quick and kept.event != event)


def _readers() -> list[User]:
    grants = RoleGrant.objects.live(today()).filter(role__in=VIEW_BOARD.names)
    readers = User.objects.filter(is_active=True, pk__in=grants.values("user"))
    return list(readers.order_by(F("last_login").desc(nulls_last=True), "pk"))


def _keep(request: HttpRequest, on: date) -> Drawn:
    user: User = request.user  # type: ignore[assignment]
    event, began = _last_event(), time.monotonic()
    at, page = _counted(request, on)
    kept = Kept(_mark(user, on), on.isoformat(), at, time.monotonic() - began, event)
    told_of, page_of = _places(user)
    cache.set_many({told_of: list(vars(kept).values()), page_of: [kept.mark, page]}, A_DAY)
    return Drawn(mark_safe(page), kept.counted_at)


def _counted(request: HttpRequest, on: date) -> list[str]:
    """The moment before the first figure was counted, and the figures as they stand on the page."""
    now = timezone.now()
    context = {"as_of": AsOf(on, today()), "board_day": on, "today": on, "now": now, "scope": scope(request.user)}  # type: ignore[arg-type]
    page = render_to_string("foundation/_board_figures.html", {**context, "parts": parts(request, on)}, request)
    return [now.isoformat(), page]


def _ask(user: User) -> None:
    """Has a worker count somebody's board; without a broker whoever looks an hour later counts it."""
    if cache.add(_claim(user), 1, ASKED_SECONDS):
        try:
            current_app.send_task(TASK, args=[user.pk], expires=ASKED_SECONDS, retry=False, ignore_result=True)
        except (BrokerDown, OSError):
            log.warning("broker down, the board waits for the sweep", extra={"user": user.pk})


def _kept(found: list | None) -> Kept | None:
    return None if found is None else Kept(*found)


def _places(user: User) -> tuple[str, str]:
    return f"board-told-{user.pk}", f"board-page-{user.pk}"


def _claim(user: User) -> str:
    """Where the cache says that somebody counts a board, or was asked to: the clocks of two workers count none twice."""
    return f"board-asked-{user.pk}"


def _mark(user: User, on: date) -> str:
    """What the figures follow from beside the rows: the person with their roles, the day, the language."""
    return sha256(repr((work_kept.told(user, on), translation.get_language())).encode()).hexdigest()


def _last_event() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
