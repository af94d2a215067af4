"""The inspectors in the house: their rooms, and what happens when somebody's authorisation ends meanwhile."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audits.actions.audits import accounts
from certifications.actions.grants import request_grant
from certifications.actions.opening import revoke_grant
from certifications.models import Grant, GrantRule, Inspection, InspectorAuthorisation
from certifications.policies import GRANT_DAYS
from certifications.workflows import GRANT, INSPECTION
from certifications.workflows.inspections import NOT_OVER
from foundation import policy
from foundation.access import Role, robot
from foundation.directory.models import User
from foundation.rows import Grading
from foundation.trail import record
from foundation.verbs import verb

ASKED = (Grant.State.DRAFT, Grant.State.SUBMITTED)
OPEN = (Grant.State.APPROVED, Grant.State.LIVE)
HOLDING = (InspectorAuthorisation.State.VERIFIED, InspectorAuthorisation.State.ACTIVE)


def draft_rooms(inspection: Inspection, *, actor: User, on: date) -> list[Grant]:
    """Drafts a room for each inspector with an account who has none for it yet, to their last day; nobody sees more yet."""
    held = rooms_of(inspection).filter(state__in=[*ASKED, *OPEN]).values("grantee")
    wanted = inspection.inspectors.exclude(account=None).exclude(account__in=held).select_related("account", "nda")
    return [_draft(inspection, one, actor=actor, on=on) for one in wanted.order_by("name", "pk")]


def _draft(inspection: Inspection, one: InspectorAuthorisation, *, actor: User, on: date) -> Grant:
    first = max(on, inspection.first_day)
    longest = first + timedelta(days=policy.current(GRANT_DAYS, on).value - 1)
    return request_grant(
        actor=actor,
        unit=inspection.unit,
        grantee=one.account,
        rules=[(GrantRule.Kind.AUDIT, inspection.audit)],
        on=on,
        kind=Grant.Kind.INSPECTOR,
        purpose=_("Inspection %(ref)s of %(target)s") % {"ref": inspection.ref, "target": inspection.target},
        organisation=inspection.authority.name,
        audit=inspection.audit,
        valid_from=first,
        valid_until=min(inspection.last_day, one.valid_until, longest),
        nda=one.nda,
        max_grading=inspection.audit.grading if inspection.audit else Grading.INTERNAL,
    )


def rooms_of(inspection: Inspection) -> QuerySet[Grant]:
    """The rooms that were asked for because of an inspection."""
    if inspection.audit_id is None:
        return Grant.objects.none()
    return Grant.objects.filter(audit=inspection.audit_id, kind=Grant.Kind.INSPECTOR)


def close_rooms(inspection: Inspection, *, on: date, reason: str, keep: Iterable[int] = ()) -> None:
    """Closes the rooms of an inspection at once, but for those of the accounts to keep; requests are withdrawn."""
    rows = rooms_of(inspection).filter(state__in=[*ASKED, *OPEN]).exclude(grantee__in=list(keep)).order_by("pk")
    for grant in rows.select_related("unit", "grantee", "requested_by", "approved_by", "nda"):
        if grant.state in OPEN:
            revoke_grant(actor=robot(), grant=grant, on=on, reason=reason)
        else:
            GRANT.move(grant, "withdraw", actor=robot(), on=on, reason=reason, notify=[grant.requested_by])


@verb("certifications.pause_inspection")
def pause_inspection(*, actor: User, inspection: Inspection, on: date) -> Inspection:
    """Pauses it, since somebody's authorisation does not hold today, and closes the rooms of those people. Source: M-28."""
    unfit = list(inspection.inspectors.unfit(on=on).order_by("name", "pk"))  # type: ignore[attr-defined]
    told = [*accounts(inspection.host), *User.objects.holding(Role.CO, inspection.unit, on)]
    details = {"inspectors": [str(one) for one in unfit]}
    INSPECTION.move(inspection, "pause", actor=actor, on=on, details=details, notify=told)
    fit = inspection.inspectors.exclude(pk__in=[one.pk for one in unfit]).exclude(account=None)
    reason = _("The authorisation has ended.")
    close_rooms(inspection, on=on, reason=reason, keep=fit.values_list("account", flat=True))
    return inspection


def shut_out(authorisation: InspectorAuthorisation, *, on: date) -> None:
    """Pauses what runs on an authorisation that no longer holds and closes the rooms of what is not over, inside the
    caller's verb."""
    for inspection in Inspection.objects.running_with(authorisation).select_related("unit", "host").order_by("pk"):
        pause_inspection(actor=robot(), inspection=inspection, on=on)
    if authorisation.account_id is None:
        return
    for inspection in authorisation.inspections.filter(state__in=NOT_OVER).order_by("pk"):
        others = inspection.inspectors.exclude(pk=authorisation.pk).exclude(account=None)
        holding = others.filter(state__in=HOLDING).values_list("account", flat=True)
        if authorisation.account_id not in holding:
            guests = rooms_of(inspection).exclude(grantee=authorisation.account_id).values_list("grantee", flat=True)
            close_rooms(inspection, on=on, reason=_("The authorisation has ended."), keep=guests)


def tell_of_lost_inspector(authorisation: InspectorAuthorisation, *, on: date) -> None:
    """Tells the hosts of scheduled inspections that somebody may not come, inside the caller's verb."""
    rows = Inspection.objects.ahead_with(authorisation).select_related("unit", "host", "audit").order_by("pk")
    for inspection in rows:
        told = [*accounts(inspection.host), *User.objects.holding(Role.CO, inspection.unit, on)]
        summary = _("lost an inspector: the authorisation of %(name)s was revoked") % {"name": authorisation.name}
        record(actor=robot(), kind="inspection.lost", subject=inspection, summary=summary, notify=told)
