"""What the fieldwork screen shows around one question, gathered in few queries; nothing here writes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceLink, EvidenceVersion, Requirement
from assurance.standing import pieces
from audits.actions.fieldwork import BY_FINDING
from audits.actions.findings import LOGGING
from audits.checklist import RESULTS, Checklist
from audits.forms.fieldwork import AnswerForm
from audits.models import Audit, ChecklistItem, Finding
from audits.permissions import WORK_ON_AUDIT
from audits.records.papers import papers_of_item
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.refusals import Outdated

EARLIER = 6
_LABELS = {"result": _("Result"), "methods": _("Method"), "note": _("Note")}


def bench(checklist: Checklist, user: User, form: AnswerForm | None = None) -> dict[str, Any]:
    """What the three panes show."""
    item, audit = checklist.current, checklist.current.audit
    on = today(audit.unit)
    may_work = permits(user, WORK_ON_AUDIT, audit)
    form = form or AnswerForm(item=item, initial=_answer(item))
    found = list(Finding.objects.visible_to(user).about_question(item)[: EARLIER * 2])
    return {
        "checklist": checklist,
        "item": item,
        "audit": audit,
        "form": form,
        **dispute(form),
        "today": on,
        **_calendar(audit, on),
        "all_saved_at": _saved_today(checklist, on),
        "results": RESULTS,
        "methods": ChecklistItem.Method.choices,
        "by_finding": BY_FINDING,
        "is_open": may_work and audit.state == Audit.State.IN_PROGRESS,
        "may_log": may_work and audit.state in LOGGING,
        "leads": user.person_id is not None and user.person_id == audit.lead_id,
        "closing_url": reverse("foundation:step", args=["audit", audit.uuid, "hold_closing"]),
        "own": [finding for finding in found if finding.item_id == item.pk],
        "earlier": [finding for finding in found if finding.audit_id != audit.pk][:EARLIER],
        "papers": papers_of_item(item, user),
        "related": Requirement.objects.related_to(item.requirement),
        "query": checklist.query,
        **_beside(item, on=on, removable=may_work and audit.state == Audit.State.IN_PROGRESS),
    }


@dataclass(frozen=True)
class Disputed:
    """One field in two versions, in words."""

    label: str | Promise
    mine: str
    theirs: str


def dispute(form: AnswerForm) -> dict[str, Any]:
    """What a refused save shows side by side: both versions of the fields that somebody else has saved; else nothing."""
    conflict = getattr(form, "conflict", None)
    if not isinstance(conflict, Outdated):
        return {}
    names: Any = conflict.current["disputed"]
    versions = [(name, form[name].value(), conflict.current[name]) for name in names]
    fields = [Disputed(_LABELS[name], _said(name, mine), _said(name, theirs)) for name, mine, theirs in versions]
    mixes = any(name != "result" for name in names)
    return {"disputed": fields, "standing": conflict.current["version"], "conflict": conflict, "mixes": mixes}


def _said(name: str, value: Any) -> str:
    """A value of the answer as people read it."""
    if name == "note":
        return str(value)
    choices = dict(ChecklistItem.Result.choices if name == "result" else ChecklistItem.Method.choices)
    return ", ".join(str(choices[one]) for one in ([value] if name == "result" else value) if one)


def _saved_today(checklist: Checklist, on: date) -> datetime | None:
    """When the last answer of today was given; an older time would say nothing without its day."""
    times = [one.answered_at for one in checklist.items if one.answered_at]
    last = max(times, default=None)
    return last if last is not None and timezone.localtime(last).date() == on else None


def _calendar(audit: Audit, on: date) -> dict[str, int]:
    """Which day of the fieldwork this is; nothing before it and after its last planned day."""
    if not audit.planned_start <= on <= audit.planned_end:
        return {}
    return {
        "day_number": (on - audit.planned_start).days + 1,
        "days_planned": (audit.planned_end - audit.planned_start).days + 1,
    }


def _beside(item: ChecklistItem, *, on: date, removable: bool) -> dict[str, Any]:
    """Evidence of the question and of the whole audit (two queries)."""
    links = list(EvidenceLink.objects.about_rows(item, item.audit).for_list())
    own = [link for link in links if link.subject_uuid == item.uuid]
    return {
        "attached": pieces(own, on=on, removable=removable),
        "of_audit": pieces([link for link in links if link not in own], on=on),
    }


def _answer(item: ChecklistItem) -> dict[str, Any]:
    return {"result": item.result, "methods": item.methods, "note": item.note}


def offered(audit: Audit) -> list[EvidenceVersion]:
    """The evidence that lies with the audit, for the drop zone (two queries)."""
    return [link.version for link in EvidenceLink.objects.about(audit).for_list()]
