"""The verbs of subscriptions: begin, change, resume, leave, and what the clock does: send, lapse."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation import jobs, words
from foundation import permissions as may
from foundation.access import require, robot
from foundation.dates import Rhythm, next_occurrence, occurrences
from foundation.directory.calendars import work_calendar
from foundation.directory.models import User
from foundation.models.subscriptions import Sending, Subscription
from foundation.reports import kind_of
from foundation.reports.centre import ReportForm, report_for
from foundation.subscriptions.workflow import SUBSCRIPTION
from foundation.trail import record
from foundation.verbs import verb

MOST_RECIPIENTS = 50


@verb("subscriptions.begin")
def subscribe(
    *, actor: User, report: str, query: str, title: str, rhythm: str, recipients: Sequence[User], on: date
) -> Subscription:
    """Has a report made in a rhythm, from the first day of the rhythm after `on`, by the working days of one's unit.

    Refused for a report one may not have oneself, and where one of the recipients may not have it.
    """
    require(actor, may.SUBSCRIBE)
    if actor.person is None or report_for(actor, report) is None:
        raise ValidationError({"report": _("There is no such report for you.")})
    new = Subscription(title=title, report=report, query=query, rhythm=rhythm, owner=actor, unit=actor.person.unit)
    new.next_on = on
    new.full_clean(exclude=["recipients"])
    asked = _asked(new, actor, on=on)
    if asked is None:
        raise ValidationError({"query": _("The report cannot be asked for with these parameters.")})
    new.query = asked.query
    _insist_readable(new, recipients, on=on)
    new.next_on = _next(new, after=on)
    new.save()
    new.recipients.set(recipients)
    told = {"rhythm": new.get_rhythm_display(), "day": words.day(new.next_on)}
    summary = _("Subscribed: %(rhythm)s, first on %(day)s") % told
    details = {"report": report, "query": new.query, "rhythm": rhythm, "recipients": list(recipients)}
    record(actor=actor, kind="subscription.begun", subject=new, summary=summary, details=details, notify=recipients)
    return new


def _next(subscription: Subscription, *, after: date) -> date:
    calendar = work_calendar(subscription.unit)
    return next_occurrence(Rhythm.of(subscription.rhythm), calendar, after=after)


def _insist_readable(subscription: Subscription, recipients: Sequence[User], *, on: date) -> None:
    """Raises ValidationError naming who may not have the report with these parameters, or where there is nobody."""
    if not 0 < len(recipients) <= MOST_RECIPIENTS:
        raise ValidationError({"recipients": _("Name between one and %(most)d people.") % {"most": MOST_RECIPIENTS}})
    barred = [user.name for user in recipients if _asked(subscription, user, on=on) is None]
    if barred:
        sentence = _("Not everybody may read this report with these parameters: %(names)s.")
        raise ValidationError({"recipients": sentence % {"names": ", ".join(barred)}})


def _asked(subscription: Subscription, user: User, *, on: date) -> ReportForm | None:
    """The report as `user` would ask for it; None for who may not have it, or not about what it is about."""
    report = report_for(user, subscription.report)
    form = report.asked(subscription.query, actor=user, on=on) if report is not None else None
    return form if form is not None and form.is_valid() else None


@verb("subscriptions.change")
def change_subscription(
    *, actor: User, subscription: Subscription, title: str, rhythm: str, recipients: Sequence[User], on: date
) -> Subscription:
    """Gives it another name, rhythm or other recipients; its parameters stay: for others one begins another."""
    before = list(subscription.recipients.all())
    subscription.title, subscription.rhythm = title, rhythm
    subscription.full_clean(exclude=["recipients"])
    _insist_readable(subscription, recipients, on=on)
    changes = {"title": title, "rhythm": rhythm, "next_on": _next(subscription, after=on)}
    told = {"rhythm": rhythm, "recipients": list(recipients), "before": before}
    new = [user for user in recipients if user not in before]
    moved = SUBSCRIPTION.move(subscription, "change", actor=actor, on=on, changes=changes, details=told, notify=new)
    moved.recipients.set(recipients)
    return moved


@verb("subscriptions.resume")
def resume_subscription(*, actor: User, subscription: Subscription, on: date) -> Subscription:
    """Sends again from the next day of the rhythm on; what was missed meanwhile is not made up for."""
    changes = {"next_on": _next(subscription, after=on)}
    return SUBSCRIPTION.move(subscription, "resume", actor=actor, on=on, changes=changes)


@verb("subscriptions.leave")
def leave_subscription(*, actor: User, subscription: Subscription, on: date) -> Subscription:
    """Takes oneself out of the recipients; a subscription without any ends."""
    moved = SUBSCRIPTION.move(subscription, "leave", actor=actor, on=on, notify=[subscription.owner])
    moved.recipients.remove(actor)
    if not moved.recipients.exists():
        reason = _("Nobody gets it any longer.")
        SUBSCRIPTION.move(moved, "lapse", actor=robot(), on=on, reason=reason, notify=[moved.owner])
    return moved


@verb("subscriptions.lapse")
def lapse_subscription(*, actor: User, subscription: Subscription, on: date) -> Subscription:
    """Ends the subscription of somebody whose account is closed; whoever got it is told. The clock's verb."""
    reason = _("The account of %(name)s is closed.") % {"name": subscription.owner.name}
    told = list(subscription.recipients.all())
    return SUBSCRIPTION.move(subscription, "lapse", actor=actor, on=on, reason=reason, notify=told)


@verb("subscriptions.send")
def send_subscription(*, actor: User, subscription: Subscription, on: date) -> list[Sending]:
    """Has the report made for each recipient, once for the newest day that is due; what was missed before is noted.

    Who may not have it any longer gets nothing, and its owner is told. The clock's verb; safe to run again.
    """
    require(actor, may.SEND_REPORTS)
    locked = Subscription.objects.select_for_update(of=("self",)).select_related("unit__calendar", "owner")
    row = locked.get(pk=subscription.pk)
    calendar, rhythm = work_calendar(row.unit), Rhythm.of(row.rhythm)
    days = occurrences(rhythm, calendar, first=row.next_on, last=on)
    if row.state != Subscription.State.ACTIVE or not days:
        return []
    made = [_send(row, user, days[-1], on=on) for user in row.recipients.order_by("name", "pk")]
    row.next_on = next_occurrence(rhythm, calendar, after=on)
    row.save(update_fields=["next_on", "updated_at"])
    withheld = [one for one in made if one.withheld]
    _tell(actor, row, made, withheld, days)
    return made


def _send(row: Subscription, user: User, due_on: date, *, on: date) -> Sending:
    facts: dict[str, Any] = {"subscription": row, "due_on": due_on, "recipient": user}
    asked = _asked(row, user, on=on)
    if asked is None:
        why = _("They may not read it any longer.") if user.is_active else _("The account is closed.")
        return Sending.objects.create(**facts, withheld=why)
    wish = asked.cleaned_data
    parameters = {"subject": wish["subject"], **wish["given"]}
    job = jobs.start(actor=robot(), kind=kind_of(wish["paper"]), parameters=parameters, owner=user)
    return Sending.objects.create(**facts, job=job)


def _tell(actor: User, row: Subscription, made: list[Sending], withheld: list[Sending], days: list[date]) -> None:
    sent = len(made) - len(withheld)
    summary = ngettext("sent it to %(n)d person", "sent it to %(n)d people", sent) % {"n": sent}
    if withheld:
        names = ", ".join(one.recipient.name for one in withheld)
        summary += ". " + _("Not sent, because they may no longer read it: %(names)s") % {"names": names}
    record(
        actor=actor,
        kind="subscription.sent",
        subject=row,
        summary=summary,
        details={"due_on": days[-1], "missed": days[:-1], "sent": sent, "withheld": len(withheld)},
        notify=[row.owner] if withheld else [],
    )
