"""The lists of the administration: jobs, mails, exports and the trail."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db import models
from django.db.models import Case, CharField, Q, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation import jobs
from foundation.administration.events import about_named, things_of
from foundation.directory.models import User
from foundation.lists import Choices, Column, Empty, TableList
from foundation.models import Event, Job, Notification
from foundation.outbox import TRIES
from foundation.permissions import EXPORT_TRAIL

DELIVERY = {
    "mailed": ("good", "check-circle", _("Mailed")),
    "waiting": ("mute", "clock", _("Waiting")),
    "failing": ("warn", "arrow-path", _("Tried again")),
    "given_up": ("bad", "x-circle", _("Given up")),
    "closed": ("mute", "no-symbol", _("Account closed, not sent")),
    "unwanted": ("mute", "bell", _("Not mailed, as chosen")),
}


class JobFilter(django_filters.FilterSet):
    state = Choices(choices=Job.State.choices, label=_("State"))
    owner = django_filters.CharFilter(field_name="owner__name", lookup_expr="icontains", label=_("Asked for by"))
    asked = django_filters.DateFromToRangeFilter(field_name="created_at", label=_("Asked"))

    class Meta:
        model = Job
        fields = ("state", "owner", "asked")


class JobList(TableList):
    """All long work; takes Job.objects.for_list()."""

    name = "jobs"
    title = _("Jobs")
    columns = (
        Column("kind", _("Job"), value=jobs.label_of, sort="kind"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("owner", _("Asked for by"), value="owner.name", sort="owner__name", kind="person"),
        Column("created_at", _("Asked"), sort="created_at", kind="date"),
        Column("progress", _("Progress"), value=lambda row: progress_of(row)),
        Column("heartbeat_at", _("Last sign of life"), sort="heartbeat_at", kind="date", hidden=True),
        Column("finished_at", _("Ended"), sort="finished_at", kind="date"),
        Column("tries", _("Tries"), sort="tries", kind="number"),
        Column("message", _("What came of it")),
    )
    default_sort = "-created_at"
    filterset = JobFilter
    row_template = "foundation/_job_row.html"
    exports = False
    empty = Empty(
        _("No jobs yet"),
        _("Exports, imports, reports and packs run as jobs; whoever asked is told when one ends."),
        icon="clock",
    )


def progress_of(row: Job) -> str:
    if row.total_count is None:
        return str(row.done_count) if row.done_count else "–"
    return f"{row.done_count} / {row.total_count}"


def with_standing(rows: models.QuerySet[Notification]) -> models.QuerySet[Notification]:
    """Adds `standing`: mailed, given_up, failing, waiting, closed or unwanted."""
    cases = (
        When(mailed_at__isnull=False, then=Value("mailed")),
        When(tries__gte=TRIES, then=Value("given_up")),
        When(user__is_active=False, then=Value("closed")),
        When(next_try_at=None, then=Value("unwanted")),
        When(Q(tries__gt=0) & ~Q(last_error=""), then=Value("failing")),
    )
    return rows.annotate(standing=Case(*cases, default=Value("waiting"), output_field=CharField()))


class MailFilter(django_filters.FilterSet):
    standing = Choices(choices=[(name, look[2]) for name, look in DELIVERY.items()], label=_("How it stands"))
    user = django_filters.CharFilter(field_name="user__name", lookup_expr="icontains", label=_("To"))
    kind = django_filters.CharFilter(field_name="event__kind", lookup_expr="istartswith", label=_("Kind begins with"))
    asked = django_filters.DateFromToRangeFilter(field_name="created_at", label=_("Asked"))

    class Meta:
        model = Notification
        fields = ("standing", "user", "kind", "asked")


class MailList(TableList):
    """Mails of the outbox without what they say; takes with_standing(Notification rows)."""

    name = "mails"
    title = _("Mails")
    columns = (
        Column("user", _("To"), value="user.name", sort="user__name", kind="person"),
        Column("kind", _("Event"), value="event.kind", sort="event__kind"),
        Column("standing", _("How it stands"), value=lambda row: DELIVERY[row.standing][2], sort="standing"),
        Column("created_at", _("Asked"), sort="created_at", kind="date"),
        Column("mailed_at", _("Mailed"), sort="mailed_at", kind="date"),
        Column("tries", _("Tries"), sort="tries", kind="number"),
        Column("next_try_at", _("Next try"), sort="next_try_at", kind="date", hidden=True),
        Column("last_error", _("What the mail server said")),
    )
    default_sort = "-created_at"
    filterset = MailFilter
    row_template = "foundation/_mail_row.html"
    exports = False
    empty = Empty(
        _("No mails yet"), _("What people are told goes through here: to whom, when, and whether it was taken.")
    )


class EventFilter(django_filters.FilterSet):
    person = django_filters.CharFilter(field_name="content__actor__name", lookup_expr="icontains", label=_("Done by"))
    kind = django_filters.CharFilter(
        lookup_expr="istartswith",
        label=_("Kind begins with"),
        help_text=_("Such as finding, evidence, approval, account, role, policy."),
    )
    thing = django_filters.CharFilter(
        method=about_named,  # type: ignore[arg-type]
        label=_("About"),
        help_text=_("A reference, such as F-2026-012, a code, a number or an address."),
    )
    day = django_filters.DateFromToRangeFilter(field_name="at", label=_("Day"))

    class Meta:
        model = Event
        fields = ("person", "kind", "thing", "day")


def thing_of(row: Event) -> str:
    """What an event is about: by name where the page has looked it up, in a file by its kind and uuid."""
    return str(row.__dict__.get("thing") or f"{row.subject_type.name} {row.subject_uuid}")


def entry_of(row: Event) -> int | None:
    """The number under which the ledger has sealed an event."""
    leaf = getattr(row, "leaf", None)
    return None if leaf is None else leaf.index


class Events(TableList):
    """Events that a user may see."""

    def counted(self, limit: int) -> int:
        """Counted by the keys: whose events one sees is as deep a question as SQLite takes, and a count asks around it."""
        return len(self.queryset.order_by().values_list("pk")[: limit + 1])


class EventList(Events):
    """The trail; takes events_for(user)."""

    name = "trail"
    title = _("Trail")
    columns = (
        Column("at", _("When"), sort="at", kind="date"),
        Column("actor", _("Who"), value="content.actor.name", kind="person"),
        Column("summary", _("What"), value="content.summary"),
        Column("thing", _("About"), value=lambda row: thing_of(row)),
        Column("kind", _("Kind"), sort="kind"),
        Column("entry", _("Entry"), value=lambda row: entry_of(row)),
        Column("ip", _("Address"), value="content.ip", hidden=True),
        Column("digest", _("Digest"), hidden=True),
    )
    default_sort = "-at"
    filterset = EventFilter
    row_template = "foundation/_event_row.html"
    export_permission = EXPORT_TRAIL
    empty = Empty(
        _("Nothing has been recorded yet"),
        _("Every change, decision, sign-in and export is written here by itself, and never changed afterwards."),
        icon="finger-print",
    )

    def __init__(self, request: HttpRequest, queryset: models.QuerySet[Event]) -> None:
        super().__init__(request, queryset)
        self.user: User = self.person

    @property
    def rows(self) -> Sequence[Any]:
        """The rows of the page, each with the `thing` it is about as far as one may see it."""
        found = self.page.rows
        if found and "thing" not in found[0].__dict__:
            things = things_of(self.user, found)
            for row in found:
                row.thing, row.thing_url = things.get((row.subject_type_id, row.subject_uuid), ("", ""))
        return found


class ExportFilter(django_filters.FilterSet):
    person = django_filters.CharFilter(field_name="content__actor__name", lookup_expr="icontains", label=_("Taken by"))
    day = django_filters.DateFromToRangeFilter(field_name="at", label=_("Day"))

    class Meta:
        model = Event
        fields = ("person", "day")


class ExportList(Events):
    """Who took which rows away; takes the events of kind list.exported."""

    name = "exports"
    title = _("Exports")
    columns = (
        Column("at", _("When"), sort="at", kind="date"),
        Column("actor", _("Who"), value="content.actor.name", kind="person"),
        Column("list", _("List"), value=lambda row: row.content.details.get("list", "")),
        Column("rows", _("Rows"), value=lambda row: row.content.details.get("rows"), kind="number"),
        Column("filter", _("Filter"), value=lambda row: row.content.details.get("filter") or _("none")),
        Column(
            "columns", _("Columns"), value=lambda row: ", ".join(row.content.details.get("columns", [])), hidden=True
        ),
        Column("format", _("Format"), value=lambda row: row.content.details.get("format", "").upper()),
    )
    default_sort = "-at"
    filterset = ExportFilter
    exports = False
    empty = Empty(_("No exports yet"), _("Each file that somebody takes out of a list is noted here before it leaves."))
