"""An audit from schedule to preparation, and its end."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.models import Framework, Process
from audits.independence import not_independent
from audits.leading import cannot_lead
from audits.models import Audit, Finding, TeamMember
from audits.permissions import SCHEDULE_AUDIT
from audits.workflows import AUDIT
from audits.workflows.audit_rules import untrained_lead
from foundation.access import require, robot
from foundation.clock import LATEST
from foundation.directory.models import Person, Unit, User
from foundation.numbers import next_reference
from foundation.refusals import Refusal, Refused
from foundation.trail import record
from foundation.verbs import verb


def accounts(*people: Person | None) -> list[User]:
    """The active accounts of the people."""
    keys = [person.pk for person in people if person is not None]
    return list(User.objects.filter(person__in=keys, is_active=True))


def days_said(first: date, last: date) -> str:
    """ "20 Nov 2026", or "20 Nov 2026 to 27 Nov 2026"."""
    if first == last:
        return date_format(first, "j M Y")
    return _("%(first)s to %(last)s") % {"first": date_format(first, "j M Y"), "last": date_format(last, "j M Y")}


def new_audit(
    *,
    actor: User,
    unit: Unit,
    title: str,
    planned_start: date,
    planned_end: date,
    frameworks: Iterable[Framework] = (),
    processes: Iterable[Process] = (),
    **fields: Any,
) -> Audit:
    """Writes a planned audit inside the caller's verb; the approved dates are the first planned ones."""
    planned = {"planned_start": planned_start, "planned_end": planned_end}
    baseline = {"baseline_start": planned_start, "baseline_end": planned_end}
    reference = next_reference("A", planned_start.year)
    audit = Audit(ref=reference, unit=unit, title=title, **planned, **baseline, **fields)
    audit.full_clean()
    audit.save()
    audit.frameworks.set(frameworks)
    audit.processes.set(processes)
    summary = _("scheduled it for %(days)s") % {"days": days_said(planned_start, planned_end)}
    record(actor=actor, kind="audit.scheduled", subject=audit, summary=summary, details=planned)
    return audit


def appoint(audit: Audit, lead: Person, *, actor: User, on: date) -> Refusal | None:
    """Makes somebody the lead of a new audit inside the caller's verb; what bars them is returned. Source: S-01, S-02, S-04."""
    refusal = not_independent([lead], audit, on=on, field="lead") or cannot_lead(lead, audit)
    refusal = refusal or untrained_lead(audit, lead, on=on)
    if refusal is not None:
        return refusal
    _seat(audit, lead, on=on)
    Audit.objects.filter(pk=audit.pk).update(lead=lead)
    audit.lead = lead
    summary = _("named %(lead)s as lead") % {"lead": lead}
    record(
        actor=actor,
        kind="audit.name_lead",
        subject=audit,
        summary=summary,
        details={"lead": lead},
        notify=accounts(lead),
    )
    return None


def _seat(audit: Audit, lead: Person, *, on: date) -> None:
    """The lead's place in the team; who led before leaves it."""
    checked = {"independence": TeamMember.Independence.CLEAR, "checked_on": on}
    TeamMember.objects.filter(audit=audit, part=TeamMember.Part.LEAD).exclude(person=lead).delete()
    TeamMember.objects.update_or_create(audit=audit, person=lead, defaults={"part": TeamMember.Part.LEAD, **checked})


@verb("audits.schedule_audit")
def schedule_audit(
    *,
    actor: User,
    unit: Unit,
    title: str,
    planned_start: date,
    planned_end: date,
    on: date,
    lead: Person | None = None,
    **fields: Any,
) -> Audit:
    """Plans one audit; one by a body from outside is recorded with the body's name.

    Raises ValidationError for dates in the past, without criteria or without that name, Refused for an unfit lead.

    Source: S-01, S-02, S-04.
    """
    require(actor, SCHEDULE_AUDIT, unit)
    _insist_on_days(planned_start, planned_end, on=on)
    _insist_on_body(fields)
    if not fields.get("frameworks"):
        raise ValidationError({"frameworks": _("Choose at least one framework as criteria.")})
    audit = new_audit(
        actor=actor, unit=unit, title=title, planned_start=planned_start, planned_end=planned_end, **fields
    )
    refusal = appoint(audit, lead, actor=actor, on=on) if lead is not None else None
    if refusal is not None:
        raise Refused.because(refusal)
    return audit


def _insist_on_body(fields: dict[str, Any]) -> None:
    """Raises ValidationError when somebody outside audits and it is not said who."""
    kind = fields.get("kind", Audit.Kind.INTERNAL)
    if Audit(kind=kind).is_external and not fields.get("organisation", "").strip():
        raise ValidationError({"organisation": _("Name the body that audits.")})


def _insist_on_days(first: date, last: date, *, on: date) -> None:
    """Raises ValidationError for days that have passed, in the wrong order or of a year that cannot be."""
    if first < on:
        raise ValidationError({"planned_start": _("An audit cannot be planned for a day that has passed.")})
    if last < first:
        raise ValidationError({"planned_end": _("The last day cannot lie before the first.")})
    if last > LATEST:
        raise ValidationError({"planned_end": _("Check the year.")})


@verb("audits.name_lead")
def name_lead(*, actor: User, audit: Audit, lead: Person, on: date) -> Audit:
    """Names the lead: free of ties to the audited, and qualified. Source: S-01, S-02, S-04."""
    given = {"lead": lead}
    told = audited(audit) if audit.team_told_on is not None else []
    changes = given | ({"team_told_on": on} if told else {})
    notify = accounts(lead, *told)
    AUDIT.move(audit, "name_lead", actor=actor, on=on, given=given, details=given, changes=changes, notify=notify)
    _seat(audit, lead, on=on)
    return audit


@verb("audits.set_team")
def set_team(*, actor: User, audit: Audit, members: Iterable[Person], on: date) -> Audit:
    """Sets the auditors beside the lead, each free of ties to the audited; they and the audited are told, who may object.

    Source: S-01, S-02.
    """
    people = [person for person in members if person.pk != audit.lead_id]
    names = ", ".join(person.name for person in people) or _("the lead alone")
    told = audited(audit)
    AUDIT.move(
        audit,
        "set_team",
        actor=actor,
        on=on,
        given={"members": people},
        details={"members": names},
        changes={"team_told_on": on} if told else None,
        notify=accounts(*people, *told),
    )
    ours = audit.team.auditing().exclude(part=TeamMember.Part.LEAD).exclude(person=None)
    ours.exclude(person__in=people).delete()
    parts = dict(audit.exceptions.values_list("person", "part"))
    for person in people:
        seat = {"part": parts.get(person.pk, TeamMember.Part.AUDITOR)}
        TeamMember.objects.get_or_create(audit=audit, person=person, defaults=seat)
    audit.team.filter(person__in=people).update(independence=TeamMember.Independence.CLEAR, checked_on=on)
    audit.team.filter(person__in=parts).update(independence=TeamMember.Independence.EXCEPTED)
    return audit


@verb("audits.send_plan")
def send_plan(
    *, actor: User, audit: Audit, on: date, objectives: str, scope: str, documents_reviewed: bool = False
) -> Audit:
    """Sends objectives and scope to the audited. Refused for an unannounced audit, of which nobody is told."""
    plan = {
        "objectives": objectives,
        "scope": scope,
        "plan_sent_on": on,
        "documents_reviewed": documents_reviewed,
    }
    sessions = [f"{one.day.isoformat()} {one}" for one in audit.sessions.live()]
    told = accounts(*audited(audit))
    AUDIT.move(audit, "send_plan", actor=actor, on=on, changes=plan, details={"sessions": sessions}, notify=told)
    audit.full_clean()
    return audit


@verb("audits.review_documents")
def review_documents(
    *, actor: User, audit: Audit, documents: str, on: date, objectives: str = "", scope: str = ""
) -> Audit:
    """Says which documents of the audited unit were read; an unannounced audit, which has no plan, gets its aim with it."""
    if not documents.strip():
        raise ValidationError({"documents": _("Say which documents were read.")})
    aim = {"objectives": objectives, "scope": scope}
    changes = {"documents_reviewed": True, **{name: text for name, text in aim.items() if text.strip()}}
    AUDIT.move(audit, "review_documents", actor=actor, on=on, changes=changes, details={"documents": documents})
    audit.full_clean()
    return audit


def audited(audit: Audit) -> list[Person | None]:
    """Who is told of an audit of their unit: its head and the owners of the processes; nobody before an unannounced one."""
    if audit.is_kept_quiet:
        return []
    return to_be_audited(audit)


def to_be_audited(audit: Audit) -> list[Person | None]:
    owners = [process.owner for process in audit.processes.select_related("owner")]
    return [audit.unit.accountable_officer, *owners]


@verb("audits.postpone_audit")
def postpone_audit(
    *, actor: User, audit: Audit, planned_start: date, planned_end: date, reason: str, on: date
) -> Audit:
    """Moves an audit, not its approved dates or others of its line. Past the 36 months of a line only an officer may."""
    _insist_on_days(planned_start, planned_end, on=on)
    count = F("postponed_count") + 1
    dates = {"planned_start": planned_start, "planned_end": planned_end, "postponed_count": count}
    told: list[Person | None] = [member.person for member in audit.team.select_related("person")]
    told += audited(audit) if audit.plan_sent_on is not None else []
    by = planned_start - audit.planned_start
    AUDIT.move(
        audit,
        "postpone",
        actor=actor,
        on=on,
        reason=reason,
        given={"planned_end": planned_end},
        details={"from": audit.planned_start, "new_start": planned_start, "new_end": planned_end},
        changes=dates,
        notify=accounts(*told),
    )
    audit.refresh_from_db(fields=["postponed_count"])
    audit.full_clean()
    _move_sessions(audit, by)
    return audit


def _move_sessions(audit: Audit, by: timedelta) -> None:
    """The plan goes with its audit; calendars are told by the next number of each session."""
    for session in audit.sessions.live().select_for_update():
        session.day, session.sequence = session.day + by, session.sequence + 1
        session.save(update_fields=["day", "sequence", "updated_at"])


def start_follow_up(audit: Audit, *, on: date) -> Audit:
    """Starts the follow-up as scheduled work when an issued audit has open findings."""
    if audit.state == Audit.State.ISSUED and Finding.objects.open().filter(audit=audit).exists():
        AUDIT.move(audit, "follow_up", actor=robot(), on=on)
    return audit


@verb("audits.close_audit")
def close_audit(*, actor: User, audit: Audit, on: date) -> Audit:
    """Closes an audit whose findings are all at their end."""
    return AUDIT.move(audit, "close", actor=actor, on=on, changes={"closed_on": on}, notify=accounts(audit.lead))


@verb("audits.reopen_audit")
def reopen_audit(*, actor: User, audit: Audit, reason: str, on: date) -> Audit:
    """Takes a closed audit back into follow-up because of a new fact."""
    back = {"closed_on": None, "reopened_count": F("reopened_count") + 1}
    AUDIT.move(audit, "reopen", actor=actor, on=on, reason=reason, changes=back, notify=accounts(audit.lead))
    audit.refresh_from_db(fields=["reopened_count"])
    return audit
