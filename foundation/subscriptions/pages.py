"""What the pages of the report centre show, gathered in few queries; nothing here writes."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation import jobs
from foundation.dates import Rhythm, next_occurrence
from foundation.directory.calendars import work_calendar
from foundation.directory.models import User
from foundation.models.subscriptions import Sending, Subscription
from foundation.models.work import Job
from foundation.reports.centre import groups_for, report_for
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.subscriptions.lists import MadeList, SendingList, SubscriptionList, report_label, takeable
from foundation.subscriptions.querysets import made_for

LATEST = 6
COMING = 4


def tabs(here: str) -> list[dict[str, Any]]:
    """The parts of the report centre."""
    named = (("reports", _("Reports")), ("subscriptions", _("Subscriptions")), ("report_history", _("History")))
    return [
        {"label": label, "url": reverse(f"foundation:{name}"), "current": name == here, "count": None}
        for name, label in named
    ]


def centre(user: User, *, now: datetime) -> dict[str, Any]:
    """Every report one may have, what was made lately for oneself, and what comes next."""
    mine = Job.objects.visible_to(user).filter(kind__startswith="report.").order_by("-created_at", "-pk")
    latest = [(job, jobs.label_of(job), takeable(job, user, now)) for job in mine[:LATEST]]
    received = Subscription.objects.visible_to(user).filter(recipients=user, state="active").order_by("next_on", "pk")
    return {"tabs": tabs("reports"), "groups": groups_for(user), "latest": latest, "coming": list(received[:COMING])}


def subscriptions(request: HttpRequest, user: User) -> dict[str, Any]:
    """The list of subscriptions one may know of."""
    table = SubscriptionList(request, Subscription.objects.visible_to(user).for_list())
    return {"tabs": tabs("subscriptions"), "list": table}


def history(request: HttpRequest, user: User, *, now: datetime) -> dict[str, Any]:
    """The list of what was made, each with whether its file can be taken by the reader."""
    table = MadeList(request, made_for(user, Job.objects.all()))
    for row in table.rows:
        row.takeable = takeable(row, user, now)
    return {"tabs": tabs("report_history"), "list": table}


def subscription(row: Subscription, request: HttpRequest, *, user: User, on: date, now: datetime) -> dict[str, Any]:
    """The record of a subscription: what it makes, for whom, when next, and what was sent."""
    report = report_for(user, row.report)
    asked = report.asked(row.query, actor=user, on=on) if report is not None else None
    table = SendingList(request, Sending.objects.filter(subscription=row).for_list().order_by())
    for one in table.rows:
        one.takeable = takeable(one.job, user, now)
    return {
        **story_of(row, actor=user),
        "subscription": row,
        "report": report,
        "label": report_label(row),
        "told": asked.told if asked is not None and asked.is_valid() else [],
        "recipients": list(row.recipients.order_by("name", "pk")),
        "days": _days(row) if row.state == Subscription.State.ACTIVE else [],
        "moves": moves_of(row, actor=user, on=on),
        "list": table,
        "today": on,
    }


def _days(row: Subscription, count: int = 3) -> list[date]:
    """The next days on which it is sent."""
    found, calendar, rhythm = [row.next_on], work_calendar(row.unit), Rhythm.of(row.rhythm)
    while len(found) < count:
        found.append(next_occurrence(rhythm, calendar, after=found[-1]))
    return found
