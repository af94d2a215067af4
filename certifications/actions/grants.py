"""The verbs by which a grant is asked for and decided on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from certifications.actions.opening import open_room
from certifications.models import Grant, GrantRule
from certifications.permissions import APPROVE_GRANT, CHANGE_GRANT, CLEAR_GRANT, REQUEST_GRANT
from certifications.scope import CLOSED_TO_INSPECTORS, Rule, is_of_another_body
from certifications.spans import span_of_grant
from certifications.workflows import GRANT
from certifications.workflows.grant_rules import wrong_days
from foundation.access import Role, permits, require
from foundation.directory.models import Unit, User
from foundation.numbers import next_reference
from foundation.permissions import INVITE_OUTSIDER
from foundation.refusals import WrongState
from foundation.rows import Grading, pointer
from foundation.signin.invitations import invite
from foundation.trail import record
from foundation.verbs import verb

PREFIX = "G"


@verb("certifications.request_grant")
def request_grant(
    *,
    actor: User,
    unit: Unit,
    grantee: User,
    rules: Iterable[Rule],
    on: date,
    renews: Grant | None = None,
    **fields: Any,
) -> Grant:
    """Writes the draft of a grant with what it shows; `rules` are pairs of a GrantRule.Kind and the row it names.

    Raises ValidationError for a time that is too long, an account that is not outside, or another body's audit.
    """
    require(actor, REQUEST_GRANT, unit)
    grant = Grant(
        ref=next_reference(PREFIX, on.year), unit=unit, grantee=grantee, requested_by=actor, renews=renews, **fields
    )
    _write(grant, list(rules), actor=actor, on=on)
    details = {"grantee": grantee, "renews": renews}
    record(actor=actor, kind="grant.requested", subject=grant, summary=_("wrote the request"), details=details)
    return grant


@verb("certifications.change_grant")
def change_grant(*, actor: User, grant: Grant, rules: Iterable[Rule], on: date, **fields: Any) -> Grant:
    """Changes a draft and what it shows. Raises WrongState once approval has been asked for."""
    locked = Grant.objects.select_for_update(of=("self",)).select_related("requested_by").get(pk=grant.pk)
    require(actor, CHANGE_GRANT, locked)
    if locked.state != Grant.State.DRAFT:
        raise WrongState(_("Only a draft is changed. Withdraw it and ask anew, or have it sent back."))
    before = {key: getattr(locked, key) for key in fields}
    for key, value in fields.items():
        setattr(locked, key, value)
    _write(locked, list(rules), actor=actor, on=on)
    changed = {key: [before[key], value] for key, value in fields.items() if before[key] != value}
    record(actor=actor, kind="grant.changed", subject=locked, summary=_("changed the request"), details=changed)
    return locked


def _write(grant: Grant, rules: list[Rule], *, actor: User, on: date) -> None:
    if grant.grantee.kind != User.Kind.OUTSIDE:
        raise ValidationError({"grantee": _("Choose the account of somebody outside.")})
    grant.organisation = grant.organisation or grant.grantee.organisation or grant.grantee.name
    grant.full_clean()
    refusal = wrong_days(grant, on)
    if refusal is not None:
        raise ValidationError({"valid_until": str(refusal)})
    _refuse_other_bodies(grant.organisation, rules)
    _refuse_to_inspectors(grant, rules)
    grant.save()
    grant.rules.all().delete()  # the rules of a draft are written anew
    GrantRule.objects.bulk_create([GrantRule(grant=grant, kind=kind, **pointer(row)) for kind, row in rules])


def _refuse_other_bodies(organisation: str, rules: list[Rule]) -> None:
    """What another body wrote or certifies is not shown to this one. Source: domain.md 5."""
    named: list[tuple[str, Any]] = list(rules)
    audits = [row for kind, row in named if kind == GrantRule.Kind.AUDIT and is_of_another_body(row, organisation)]
    if audits:
        sentence = _("%(audit)s belongs to another body; its report and findings are not theirs to read.")
        raise ValidationError({"audits": [sentence % {"audit": row} for row in audits]})
    kind_wanted, own = GrantRule.Kind.CERTIFICATE, organisation.casefold()
    foreign = [row for kind, row in named if kind == kind_wanted and row.body.name.casefold() != own]
    if foreign:
        sentence = _("%(certificate)s is one of another body.")
        raise ValidationError({"certificates": [sentence % {"certificate": row} for row in foreign]})


def _refuse_to_inspectors(grant: Grant, rules: list[Rule]) -> None:
    """Inspectors see what they inspect, never how the house is organised or certified. Source: domain.md 5."""
    closed = {CLOSED_TO_INSPECTORS[kind] for kind, _row in rules if kind in CLOSED_TO_INSPECTORS}
    if closed and grant.kind == Grant.Kind.INSPECTOR:
        raise ValidationError(dict.fromkeys(sorted(closed), _("This is not shown to inspectors.")))


@verb("certifications.submit_grant")
def submit_grant(*, actor: User, grant: Grant, on: date) -> Grant:
    """Asks for approval; officers of the host unit are told, and counsel where something confidential is shown."""
    roles = (Role.CO, Role.LEG) if grant.max_grading == Grading.CONFIDENTIAL else (Role.CO,)
    told = [user for role in roles for user in User.objects.holding(role, grant.unit, on)]
    return GRANT.move(grant, "submit", actor=actor, on=on, notify=told, changes={"cleared_by": None})


@verb("certifications.clear_grant")
def clear_grant(*, actor: User, grant: Grant, on: date) -> Grant:
    """Says as legal counsel that what is confidential may be shown. Source: 2.15."""
    told = [grant.requested_by, *User.objects.holding(Role.CO, grant.unit, on)]
    require(actor, CLEAR_GRANT, grant)
    return GRANT.move(grant, "clear", actor=actor, on=on, notify=told, changes={"cleared_by": actor})


@verb("certifications.return_grant")
def return_grant(*, actor: User, grant: Grant, on: date, reason: str) -> Grant:
    """Sends a request back; what counsel has said of it is void, for it may change."""
    told = [grant.requested_by]
    return GRANT.move(grant, "return", actor=actor, on=on, reason=reason, notify=told, changes={"cleared_by": None})


@verb("certifications.approve_grant")
def approve_grant(*, actor: User, grant: Grant, on: date) -> Grant:
    """Opens the rows of the grant to its account for its days, and invites an account that has no password yet.

    The room begins at once when its first day has come. Refused for who asked, and without counsel where needed.
    """
    require(actor, APPROVE_GRANT, grant)
    span = span_of_grant(grant)
    changes = {"approved_by": actor, "from_at": span.from_at, "until_at": span.until_at}
    GRANT.move(grant, "approve", actor=actor, on=on, notify=[grant.requested_by], changes=changes)
    open_room(grant, now=timezone.now(), on=on)
    if not grant.grantee.has_usable_password() and permits(actor, INVITE_OUTSIDER):
        invite(actor=actor, user=grant.grantee)
    return grant
