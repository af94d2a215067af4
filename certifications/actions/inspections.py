"""The verbs of inspections: asked for by an authority, scheduled, held, and ended with the authority's result."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import EvidenceVersion
from audits.actions import begin_external
from audits.actions.audits import accounts, new_audit
from audits.models import Audit
from certifications.actions.results import report_result
from certifications.actions.visiting import close_rooms, draft_rooms
from certifications.models import Centre, Inspection, InspectorAuthorisation
from certifications.permissions import REQUEST_INSPECTION, RUN_INSPECTION
from certifications.workflows import INSPECTION
from foundation.access import Role, require, robot
from foundation.directory.models import Person, Site, Unit, User
from foundation.numbers import next_reference
from foundation.trail import record
from foundation.verbs import verb

PREFIX = "I"
BEFORE_OPENING = (Audit.State.PLANNED, Audit.State.INITIATED, Audit.State.PREPARED)
E = Inspection.Equivalence


@verb("certifications.request_inspection")
def request_inspection(*, actor: User, unit: Unit, site: Site, on: date, **facts: Any) -> Inspection:
    """Records that an authority asks to inspect a build or a delivery service at a place. Source: M-30.

    Raises ValidationError for both or none of the two, and for days in the wrong order.
    """
    require(actor, REQUEST_INSPECTION, unit)
    centre = Centre.objects.filter(site=site).exclude(state=Centre.State.CLOSED).first()
    row = Inspection(ref=next_reference(PREFIX, on.year), unit=unit, site=site, centre=centre, **facts)
    row.full_clean()
    row.save()
    summary = _("recorded the request of %(authority)s") % {"authority": row.authority.name}
    details = {"build": row.build, "service": row.service, "first_day": row.first_day, "last_day": row.last_day}
    told = [user for user in _keepers(row, on) if user.pk != actor.pk]
    record(actor=actor, kind="inspection.requested", subject=row, summary=summary, details=details, notify=told)
    return row


@verb("certifications.schedule_inspection")
def schedule_inspection(
    *,
    actor: User,
    inspection: Inspection,
    inspectors: Iterable[InspectorAuthorisation],
    first_day: date,
    last_day: date,
    host: Person,
    on: date,
    **audit: Any,
) -> Inspection:
    """Names days, host and inspectors, plans its audit, and drafts a room for each inspector who has an account.

    `audit` holds its criteria, `frameworks`, and its `grading`. Raises ValidationError without criteria and for days in
    the wrong order, Refused for anybody whose authorisation does not cover all of it. Source: M-28.
    """
    require(actor, RUN_INSPECTION, inspection)
    named, days = list(inspectors), {"first_day": first_day, "last_day": last_day}
    _insist_on_plan(first_day, last_day, audit)
    changes = {**days, "host": host, "audit": _audit(inspection, first_day, last_day, actor=actor, **audit)}
    details = changes | {"inspectors": [str(one) for one in named]}
    given = {"inspectors": named, **days}
    facts: dict[str, Any] = {"given": given, "changes": changes, "details": details, "notify": accounts(host)}
    INSPECTION.move(inspection, "schedule", actor=actor, on=on, **facts)
    inspection.inspectors.set(named)
    draft_rooms(inspection, actor=actor, on=on)
    return inspection


def _insist_on_plan(first: date, last: date, audit: dict[str, Any]) -> None:
    """Raises ValidationError for days in the wrong order, or an audit without criteria."""
    if last < first:
        raise ValidationError({"last_day": _("The last day cannot lie before the first.")})
    if not audit.get("frameworks"):
        raise ValidationError({"frameworks": _("Choose at least one framework as criteria.")})


def _audit(row: Inspection, first: date, last: date, *, actor: User, **facts: Any) -> Audit:
    """The audit by a body from outside that takes the findings of the inspection."""
    return new_audit(
        actor=actor,
        unit=row.target.unit,
        title=(_("Inspection of %(target)s") % {"target": row.target})[:200],
        planned_start=first,
        planned_end=last,
        kind=Audit.Kind.GOVERNMENT,
        method=Audit.Method.ON_SITE,
        organisation=row.authority.name,
        objectives=row.criteria,
        **facts,
    )


@verb("certifications.name_inspectors")
def name_inspectors(
    *, actor: User, inspection: Inspection, inspectors: Iterable[InspectorAuthorisation], on: date
) -> Inspection:
    """Names who inspects from now on; rooms of those who do not come any more close, new ones are drafted."""
    named = list(inspectors)
    details = {"inspectors": [str(one) for one in named]}
    told = accounts(inspection.host)
    INSPECTION.move(
        inspection, "name_inspectors", actor=actor, on=on, given={"inspectors": named}, details=details, notify=told
    )
    inspection.inspectors.set(named)
    kept = [one.account_id for one in named if one.account_id is not None]
    close_rooms(inspection, on=on, reason=_("Somebody else inspects."), keep=kept)
    draft_rooms(inspection, actor=actor, on=on)
    return inspection


@verb("certifications.admit_inspectors")
def admit_inspectors(
    *, actor: User, inspection: Inspection, identity_seen: bool, letters_seen: bool, on: date, devices: str = ""
) -> Inspection:
    """Lets the inspectors in: identity and letters were seen at the door, devices noted; its audit begins.

    Refused for anybody whose authorisation is not active today. Source: M-28.
    """
    given = {"identity_seen": identity_seen, "letters_seen": letters_seen}
    changes = {"started_on": on, "devices": devices.strip()}
    told = _keepers(inspection, on)
    INSPECTION.move(
        inspection, "admit", actor=actor, on=on, given=given, changes=changes, details=given | changes, notify=told
    )
    audit = inspection.audit
    if audit is not None and audit.state in BEFORE_OPENING:
        begin_external(actor=robot(), audit=audit, began_on=on, on=on)
    return inspection


@verb("certifications.compare_builds")
def compare_builds(
    *, actor: User, inspection: Inspection, rebuilt_sha256: str, on: date, differences: str = ""
) -> Inspection:
    """Records the hash of what was built again; unlike hashes are “not equal”, explained or not. Source: M-30."""
    require(actor, RUN_INSPECTION, inspection)
    _insist_on_hash(rebuilt_sha256)
    shipped = inspection.build.sha256 if inspection.build is not None else ""
    equivalence = E.EXPLAINED if differences.strip() else E.NOT_EQUIVALENT
    if rebuilt_sha256 == shipped:
        equivalence, differences = E.EQUIVALENT, ""
    changes = {"rebuilt_sha256": rebuilt_sha256, "differences": differences.strip(), "equivalence": equivalence}
    told = _keepers(inspection, on)
    return INSPECTION.move(inspection, "compare", actor=actor, on=on, changes=changes, details=changes, notify=told)


def _insist_on_hash(digest: str) -> None:
    """Raises ValidationError for what is no SHA-256."""
    if not digest:
        raise ValidationError({"rebuilt_sha256": _("Give the SHA-256 of the rebuild.")})
    others = [field.name for field in Inspection._meta.fields if field.name != "rebuilt_sha256"]
    Inspection(rebuilt_sha256=digest).clean_fields(exclude=others)


@verb("certifications.finish_inspection")
def finish_inspection(*, actor: User, inspection: Inspection, ended_on: date, on: date) -> Inspection:
    """Notes the last day of the inspectors in the house; the result comes with the authority's letter."""
    first = inspection.started_on or inspection.first_day
    if not first <= ended_on <= on:
        raise ValidationError({"ended_on": _("Give a day from the first of the inspection to today.")})
    changes, told = {"ended_on": ended_on}, _keepers(inspection, on)
    return INSPECTION.move(inspection, "finish", actor=actor, on=on, changes=changes, details=changes, notify=told)


@verb("certifications.record_inspection_result")
def record_inspection_result(
    *,
    actor: User,
    inspection: Inspection,
    result: str,
    letter: EvidenceVersion,
    on: date,
    conditions: str = "",
    conditions_due_on: date | None = None,
    report_grading: str = "",
    **finding: Any,
) -> Inspection:
    """Records what the authority wrote; each line of `conditions` is a finding, issued with its audit's report.

    `finding` holds the `type`, `requirement` and `owner` of the findings. Refused for a pass of an unequal build and
    for a letter that nobody accepted, ValidationError where a failure or a condition names nothing. Source: M-30, S-16.
    """
    require(actor, RUN_INSPECTION, inspection)
    said = {"result": result, "conditions": conditions.strip(), "conditions_due_on": conditions_due_on}
    changes = said | {"result_letter": letter, "report_grading": report_grading, "resulted_on": on}
    given, told = {"result": result, "letter": letter}, _keepers(inspection, on)
    facts: dict[str, Any] = {"given": given, "changes": changes, "details": changes, "notify": told}
    INSPECTION.move(inspection, "record_result", actor=actor, on=on, **facts)
    inspection.full_clean()
    report_result(inspection, actor=actor, on=on, **finding)
    return inspection


@verb("certifications.withdraw_inspection")
def withdraw_inspection(*, actor: User, inspection: Inspection, reason: str, on: date) -> Inspection:
    """Notes that the authority withdrew; rooms close, and who plans audits is told to cancel its audit."""
    return _drop(inspection, "withdraw", actor=actor, reason=reason, on=on)


@verb("certifications.refuse_inspection")
def refuse_inspection(*, actor: User, inspection: Inspection, reason: str, on: date) -> Inspection:
    """Refuses it, agreed with counsel; rooms close, and who plans audits is told to cancel its audit."""
    return _drop(inspection, "refuse", actor=actor, reason=reason, on=on)


def _drop(inspection: Inspection, step: str, *, actor: User, reason: str, on: date) -> Inspection:
    told = _keepers(inspection, on)
    if inspection.audit is not None:
        told += list(User.objects.holding(Role.PM, inspection.audit.unit, on))
    INSPECTION.move(inspection, step, actor=actor, on=on, reason=reason, notify=told)
    close_rooms(inspection, on=on, reason=reason)
    return inspection


def _keepers(row: Inspection, on: date) -> list[User]:
    """Who is told of its steps: officers and hosts of the unit, and its host."""
    found = [user for role in (Role.CO, Role.CHOST) for user in User.objects.holding(role, row.unit, on)]
    return list(dict.fromkeys([*found, *accounts(row.host)]))
