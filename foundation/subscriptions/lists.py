"""The lists of the report centre: subscriptions, what one sent, and everything that was made."""

from datetime import datetime, timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation import jobs
from foundation.directory.models import User
from foundation.lists import Choices, Column, Empty, TableList
from foundation.models.subscriptions import Subscription
from foundation.models.work import Job
from foundation.reports.centre import report_of

KEPT_FOR = timedelta(days=14)  # two sweeps of the file store a week apart (docs/adr/0060-reports.md)


def takeable(job: Job | None, user: User, now: datetime) -> bool:
    """Whether `user` most likely finds the file of a job: their own, made, and not yet tidied away."""
    if job is None or job.finished_at is None or not job.result_sha256:
        return False
    return job.owner_id == user.pk and now - job.finished_at < KEPT_FOR


def report_label(row: Subscription) -> str:
    """What the report of a subscription is called; its name where an installation no longer has it."""
    report = report_of(row.report)
    return str(report.label) if report is not None else row.report


class SubscriptionFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label=_("Name contains"))
    state = Choices(choices=Subscription.State.choices, label=_("State"))
    owner = django_filters.CharFilter(field_name="owner__name", lookup_expr="icontains", label=_("Owner"))

    class Meta:
        model = Subscription
        fields: list[str] = []


class SubscriptionList(TableList):
    """Subscriptions; takes Subscription.objects.….for_list()."""

    name = "subscriptions"
    title = _("Subscriptions")
    columns = (
        Column("title", _("Subscription"), sort="title"),
        Column("report", _("Report"), value=report_label, sort="report"),
        Column("rhythm", _("When"), value="get_rhythm_display", sort="rhythm"),
        Column("next", _("Next"), value="next_on", sort="next_on", kind="date"),
        Column("recipients", _("Recipients"), value="recipient_count", sort="recipient_count", kind="number"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
    )
    default_sort = "next"
    filterset = SubscriptionFilter
    row_template = "foundation/_subscription_row.html"
    empty = Empty(
        _("Nothing comes by itself yet"),
        _("A subscription makes a report every week, month or quarter and mails a link to whoever is to read it."),
        icon="calendar-days",
        action=(_("Choose a report"), reverse_lazy("foundation:reports")),
    )


class SendingList(TableList):
    """What a subscription sent, the newest first; takes Sending.objects.….for_list()."""

    name = "sendings"
    title = _("What was sent")
    keeps_views = False
    columns = (
        Column("due", _("For"), value="due_on", sort="due_on", kind="date"),
        Column("recipient", _("Sent to"), value="recipient.name", sort="recipient__name", kind="person"),
        Column("result", _("What came of it"), value=lambda row: row.withheld or row.job.message),
    )
    default_sort = "-due"
    row_template = "foundation/_sending_row.html"
    page_size = 25
    empty = Empty(
        _("Nothing has been sent yet"),
        _("Each report stands here with whom it was made for, from the first day of the rhythm on."),
        icon="paper-airplane",
    )


def by_way(rows: QuerySet[Job], name: str, value: str) -> QuerySet[Job]:
    return rows.filter(sending__isnull=value != "subscription")


class MadeFilter(django_filters.FilterSet):
    state = Choices(choices=Job.State.choices, label=_("State"))
    way = django_filters.ChoiceFilter(
        choices=[("subscription", _("By subscription")), ("hand", _("Asked for"))],
        method=by_way,  # type: ignore[arg-type]
        label=_("How it came"),
    )
    owner = django_filters.CharFilter(field_name="owner__name", lookup_expr="icontains", label=_("Made for"))
    asked = django_filters.DateFromToRangeFilter(field_name="created_at", label=_("Day"))

    class Meta:
        model = Job
        fields: list[str] = []


def way_of(row: Any) -> str:
    """The subscription by which a report came, or that somebody asked for it."""
    return str(getattr(row, "sent_by", None) or _("Asked for"))


class MadeList(TableList):
    """Reports that were made; takes made_for(user, …) with `sent_by`."""

    name = "report-history"
    title = _("History of reports")
    columns = (
        Column("at", _("When"), value="created_at", sort="created_at", kind="date"),
        Column("report", _("Report"), value=jobs.label_of, sort="kind"),
        Column("owner", _("Made for"), value="owner.name", sort="owner__name", kind="person"),
        Column("way", _("How it came"), value=way_of),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("message", _("What came of it")),
    )
    default_sort = "-at"
    filterset = MadeFilter
    row_template = "foundation/_made_row.html"
    empty = Empty(
        _("No report has been made yet"),
        _("Each report stands here with whom it was made for, how it came and what came of it."),
        icon="document-text",
        action=(_("Choose a report"), reverse_lazy("foundation:reports")),
    )
