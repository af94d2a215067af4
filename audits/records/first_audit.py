"""The walk through an audit that somebody leads: ten steps, each ticked by what the audit holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.models import Audit, Meeting
from audits.permissions import SCHEDULE_AUDIT
from audits.querysets import AFTER_ISSUE
from foundation.access import permits
from foundation.directory.models import User

S = Audit.State
CHOICES = 20


@dataclass(frozen=True)
class Way:
    """A step of the walk: what it is for, the page where it is done, and what of the audit says that it is done."""

    name: str
    label: str | Promise
    note: str | Promise
    page: str
    is_done: Callable[[Any], bool]


@dataclass(frozen=True)
class Stop:
    """The step as the page shows it; `said` is how far it has come, in words."""

    way: Way
    number: int
    state: str
    url: str
    said: str


WAYS = (
    Way("schedule", _("Schedule it"), _("What is audited, against what, when, and who leads."), "", lambda audit: True),
    Way(
        "team",
        _("Set the team"),
        _("Initiate the audit and take in people who are free of ties to what is audited."),
        "#h-team",
        lambda audit: audit.state != S.PLANNED and audit.seat_count > 0,
    ),
    Way(
        "plan",
        _("Send the plan"),
        _("Sessions with time, place and people; the audited get it ten working days ahead."),
        "audits:plan",
        lambda audit: audit.plan_sent_on is not None or audit.kind == Audit.Kind.UNANNOUNCED,
    ),
    Way(
        "checklist",
        _("Build the checklist"),
        _(
            "From the requirements, from a template, or from an earlier audit. Then review the documents "
            "and finish the preparation."
        ),
        "#h-moves",
        lambda audit: audit.item_count > 0,
    ),
    Way(
        "opening",
        _("Hold the opening meeting"),
        _("Say how the audit goes. From here on results and findings can be logged."),
        "#h-moves",
        lambda audit: audit.was_opened,
    ),
    Way(
        "fieldwork",
        _("Work down the checklist"),
        _("A result for every question, with a note and evidence; j and k move, 1 to 8 answer."),
        "audits:fieldwork",
        lambda audit: audit.item_count > 0 and audit.unanswered_count == 0,
    ),
    Way(
        "finding",
        _("Log what you find"),
        _("From the question, with f: what is wrong, by which requirement, and the evidence."),
        "audits:fieldwork",
        lambda audit: audit.finding_count > 0 or (audit.item_count > 0 and audit.unanswered_count == 0),
    ),
    Way(
        "closing",
        _("Hold the closing meeting"),
        _("Tell the audited what was found, and note where they disagree."),
        "#h-moves",
        lambda audit: audit.was_concluded,
    ),
    Way(
        "report",
        _("Issue the report"),
        _("Write it, have somebody else review it, and issue it: the due dates of its findings begin."),
        "audits:report",
        lambda audit: audit.state in AFTER_ISSUE,
    ),
    Way(
        "close",
        _("Close the audit"),
        _("When every nonconformity is verified or handed over."),
        "#h-moves",
        lambda audit: audit.state == S.CLOSED,
    ),
)


class FirstAudit:
    """What the page shows: the audit that was asked for, or else the next one to work on, and the others "
    "to choose."""

    def __init__(self, user: User, asked: str) -> None:
        self.user = user
        led = Audit.objects.visible_to(user).filter(lead=user.person_id, lead__isnull=False)
        ours = led.exclude(state=S.CANCELLED).filter(kind__in=Audit.HELD_BY_US)
        self.audits: list[Any] = list(
            ours.with_turn().with_progress().annotate(**_counts()).order_by("turn", "planned_start", "pk")[:CHOICES]
        )
        self.audit: Any = next(
            (one for one in self.audits if one.ref == asked), self.audits[0] if self.audits else None
        )

    @property
    def stops(self) -> list[Stop]:
        done = [self.audit is not None and way.is_done(self.audit) for way in WAYS]
        now = done.index(False) if False in done else len(done)
        return [self._stop(way, number, done[number], now) for number, way in enumerate(WAYS)]

    @property
    def done_count(self) -> int:
        return sum(stop.state == "done" for stop in self.stops)

    def _stop(self, way: Way, number: int, is_done: bool, now: int) -> Stop:
        state = "done" if is_done else "current" if number == now else "todo"
        return Stop(way, number + 1, state, self._url(way), self._said(way))

    def _url(self, way: Way) -> str:
        if self.audit is None:
            begins = way.name == "schedule" and permits(self.user, SCHEDULE_AUDIT)
            return reverse("audits:schedule") if begins else ""
        page = self.audit.get_absolute_url()
        if not way.page or way.page.startswith("#"):
            return f"{page}{way.page}"
        is_there = {"audits:fieldwork": self.audit.item_count, "audits:report": self.audit.has_report}.get(
            way.page, True
        )
        return reverse(way.page, args=[self.audit.uuid]) if is_there else f"{page}#h-moves"

    def _said(self, way: Way) -> str:
        audit = self.audit
        if audit is None:
            return ""
        if way.name == "fieldwork" and audit.item_count:
            return gettext("%(done)d of %(all)d answered") % {"done": audit.answered_count, "all": audit.item_count}
        if way.name == "finding" and audit.finding_count:
            return gettext("%(count)d logged") % {"count": audit.finding_count}
        return ""


def _counts() -> dict[str, Any]:
    meetings = Meeting.objects.filter(audit=OuterRef("pk"))
    return {
        "seat_count": Count("team", distinct=True),
        "finding_count": Count("findings", distinct=True),
        "has_report": Exists(Audit.objects.filter(pk=OuterRef("pk"), report__isnull=False)),
        "was_opened": Exists(meetings.filter(kind=Meeting.Kind.OPENING)),
        "was_concluded": Exists(meetings.filter(kind=Meeting.Kind.CLOSING)),
    }
