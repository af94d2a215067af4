"""What stands in the way of the steps of an audit. Source: access and separation rules, T-52."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audits.independence import not_independent
from audits.leading import cannot_lead
from audits.models import Audit, Finding, ProgrammeLine, Report
from audits.permissions import POSTPONE_PAST_CAP
from audits.querysets import UNSETTLED
from audits.risk import LONGEST_MONTHS
from audits.workflows.external_rules import brings_own_report, no_letter
from audits.workflows.finding_rules import incomplete_among
from audits.workflows.seat_rules import left_alone, not_to_lead, objected, without_second
from foundation import policy
from foundation.access import permits
from foundation.dates import add_months, plan_due
from foundation.directory.calendars import work_calendar
from foundation.directory.gates import LEAD_AUDIT, untrained
from foundation.directory.models import Person, User
from foundation.refusals import Given, Refusal

S = Audit.State


def no_lead(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A lead is named, and is qualified for the criteria on the days of the audit as they stand now. Source: S-04."""
    if row.lead is None:
        return Refusal("lead", _("Name a lead auditor first."), "lead")
    return cannot_lead(row.lead, row) or untrained_lead(row, row.lead, on=on)


def unfit_to_lead(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The named lead is free of ties to the audited, qualified, and not always the same. Source: S-01, S-02, S-04."""
    lead = given.get("lead")
    if not isinstance(lead, Person):
        return None
    tied = not_independent([lead], row, on=on, field="lead") or not_to_lead(row, lead)
    return tied or cannot_lead(lead, row) or untrained_lead(row, lead, on=on)


def untrained_lead(row: Audit, lead: Person, *, on: date) -> Refusal | None:
    """Leading asks for a training that is valid now; the body of an outside audit brings its own lead. Source: M-19."""
    known = getattr(row, "lead_lacks", None) if lead == row.lead else None
    return None if row.is_external else untrained(lead, LEAD_AUDIT, on=on, field="lead", lacks=known)


def team_not_independent(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The people who are to be assigned are free of ties to the audited, or excepted. Source: S-01, S-02, S-03."""
    members = given.get("members")
    if not isinstance(members, list):
        return None
    return not_independent(members, row, on=on, field="members") or left_alone(row, members)


def not_prepared(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Checklist, documents and the plan in time; nobody is warned of an unannounced audit. Source: T-52."""
    if not _count(row, "item_count", row.items):
        return Refusal("checklist", _("Build the checklist first."))
    if row.kind != Audit.Kind.UNANNOUNCED and row.plan_sent_on is None:
        return Refusal("plan", _("Send the plan to the audited unit first."))
    if not row.documents_reviewed:
        return Refusal("documents", _("Review the documents of the audited unit first, and say which."))
    unfit = objected(row) or without_second(row) or no_lead(row, actor=actor, on=on, given=given)
    if unfit is not None:
        return unfit
    if row.kind == Audit.Kind.UNANNOUNCED or row.plan_sent_on is None:
        return None
    return _plan_too_late(row, sent_on=row.plan_sent_on, on=on)


def _plan_too_late(row: Audit, *, sent_on: date, on: date) -> Refusal | None:
    days = policy.current("audits.clocks", on).value["plan_working_days"]
    latest = plan_due(row.planned_start, work_calendar(row.unit), working_days=days)
    if sent_on > latest:
        words = {"days": days, "day": date_format(latest, "j M Y")}
        return Refusal(
            "T-52",
            _(
                "The plan has to reach the audited unit %(days)d working days before the start (by %(day)s). Postpone the audit."
            )
            % words,
        )
    return None


def is_unannounced(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    if row.kind == Audit.Kind.UNANNOUNCED:
        return Refusal("type", _("Nobody is told of an unannounced audit before it opens, so no plan is sent."))
    return None


def documents_are_reviewed(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    return Refusal("done", _("The documents have been reviewed.")) if row.documents_reviewed else None


def past_the_cap(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The day a certificate needs it by, and the 36 months of a line; only an officer lets them pass, the reason is the note."""
    last_day = given.get("planned_end")
    if not isinstance(last_day, date) or permits(actor, POSTPONE_PAST_CAP, row):
        return None
    return past_the_certificate(row, last_day) or _past_the_line(row, last_day)


def past_the_certificate(row: Audit, last_day: date) -> Refusal | None:
    """A certificate lapses or is in breach when the audit ends later. Source: T-20, T-21."""
    if row.latest_end is None or last_day <= row.latest_end:
        return None
    words = {"cap": date_format(row.latest_end, "j M Y")}
    said = _("A certificate needs it to end by %(cap)s. Only a compliance officer may let that pass.")
    return Refusal(row.cap_source, said % words, "planned_end")


def _past_the_line(row: Audit, last_day: date) -> Refusal | None:
    if row.line_id is None:
        return None
    line = ProgrammeLine.objects.with_facts().get(pk=row.line_id)
    last = line.last_audit_on
    if last is None or last_day <= add_months(last, LONGEST_MONTHS):
        return None
    words = {"last": date_format(last, "j M Y"), "cap": date_format(add_months(last, LONGEST_MONTHS), "j M Y")}
    said = _("Last audited on %(last)s, so it has to end by %(cap)s. Only a compliance officer may let that pass.")
    return Refusal("cap", said % words, "planned_end")


def too_early(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Not more than a day before the first one, and not while an objection to the team waits."""
    if (refusal := objected(row) or without_second(row)) is not None:
        return refusal
    if on < row.planned_start - timedelta(days=1):
        return Refusal(
            "early",
            _("The opening meeting cannot be held more than a day before %(day)s.")
            % {"day": date_format(row.planned_start, "j M Y")},
        )
    return None


def items_unanswered(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    open_items = _count(row, "unanswered_count", row.items.unanswered())
    if open_items:
        return Refusal(
            "checklist",
            _("%(count)d questions of the checklist have no result yet. “Not tested” with a reason is a result.")
            % {"count": open_items},
        )
    return None


def not_ours_to_write(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    return brings_own_report(row)


def wrote_the_report(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The lead writes the report and does not review it. Source: S-06."""
    if row.is_external:
        return brings_own_report(row)
    if _report(row) is None:
        return Refusal("report", _("There is no report to review yet."))
    if actor.person_id is None or actor.person_id == row.lead_id:
        return Refusal("S-06", _("The lead wrote this report. Somebody else reviews it."))
    return None


def report_not_ready(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A report reviewed by somebody else than the lead, and findings that are complete. Source: S-06."""
    if row.is_external:
        return brings_own_report(row)
    report = _report(row)
    if report is None:
        return Refusal("report", _("Write the report first."))
    if report.reviewer_id is None:
        return Refusal("S-06", _("The report waits for a quality review by somebody who is not the lead."))
    return incomplete_among(row, actor=actor, on=on, given=given)


def not_at_its_end(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Every nonconformity is at its end, every opportunity is decided on, and a body from outside has written."""
    return _has_open_findings(row) or no_letter(row)


def _has_open_findings(row: Audit) -> Refusal | None:
    waiting = [one.ref for one in row.findings.all() if one.state in UNSETTLED and not _is_taken_up(one)]
    if waiting:
        words = {"count": len(waiting), "refs": ", ".join(waiting[:3]) + (" …" if len(waiting) > 3 else "")}
        return Refusal(
            "findings",
            ngettext(
                "%(count)d finding is not at its end yet: %(refs)s.",
                "%(count)d findings are not at their end yet: %(refs)s.",
                len(waiting),
            )
            % words,
        )
    return None


def _is_taken_up(finding: Finding) -> bool:
    return finding.type == Finding.Type.OFI and finding.state == Finding.State.ACTION


def _count(row: Audit, annotation: str, rows: Any) -> int:
    """What the page's query has counted already, or a count of its own."""
    known = getattr(row, annotation, None)
    return rows.count() if known is None else known


def _report(row: Audit) -> Report | None:
    return getattr(row, "report", None)
