"""What stands in the way of the steps of an audit that a body from outside holds. Source: docs/workflows.md."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceLink
from audits.models import Audit
from audits.querysets import LETTER
from audits.workflows.finding_rules import incomplete_among
from audits.workflows.seat_rules import objected
from foundation.directory.models import User
from foundation.refusals import Given, Refusal


def brings_own_report(row: Audit) -> Refusal | None:
    """What a body from outside found is reported by that body."""
    if row.is_external:
        return Refusal("type", _("The body reports on this audit itself. Record its report."))
    return None


def not_external(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Only what a body from outside audits is taken over from that body."""
    if row.is_external:
        return None
    return Refusal("type", _("This audit is our own: it is prepared, held and reported here, step by step."))


def not_to_begin(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The body comes on the planned days; it needs no checklist, plan or review of documents of ours."""
    refusal = not_external(row, actor=actor, on=on, given=given)
    if refusal is not None:
        return refusal
    if on < row.planned_start - timedelta(days=1):
        words = {"day": date_format(row.planned_start, "j M Y")}
        return Refusal("early", _("The body comes on %(day)s. If it came earlier, change the days first.") % words)
    return objected(row)


def not_to_record(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The findings of the body are complete, since they are issued with its report."""
    refusal = not_external(row, actor=actor, on=on, given=given)
    return refusal or incomplete_among(row, actor=actor, on=on, given=given)


def no_letter(row: Audit) -> Refusal | None:
    """What a body from outside audited ends with its letter, accepted as evidence."""
    if not row.is_external or _has_letter(row):
        return None
    return Refusal("letter", _("An audit by a body from outside ends with its letter. Attach it and have it accepted."))


def _has_letter(row: Audit) -> bool:
    """What the page's query knows already, or a look of its own."""
    known = getattr(row, "has_letter", None)
    return EvidenceLink.objects.about(row).filter(purpose=LETTER).accepted().exists() if known is None else known
