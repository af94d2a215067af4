"""What inspections bring to My work: inspectors to verify, inspections that wait, conditions that fall due."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from audits.models import Finding
from certifications.models import Inspection, InspectorAuthorisation
from certifications.offers.columns import NO_TEXT, common, mine, text
from foundation.access import Role, reach

SOON = timedelta(days=14)
KEEPS = (Role.CO, Role.CHOST)
ENDED = ("closed", "noted", "published", "void")
WAITING = {
    "requested": "schedule_inspection",
    "paused": "resume_inspection",
    "result_pending": "record_inspection_result",
}


def to_verify(user: Any, on: date) -> models.QuerySet:
    """Authorisations to be checked, and those checked by somebody else that wait for a second person. Source: M-28."""
    rows = InspectorAuthorisation.objects.to_verify().filter(reach(user, *KEEPS), valid_until__gte=on)
    task = models.Case(
        models.When(checked_by=None, then=text("check_inspector")),
        default=text("confirm_inspector"),
        output_field=CharField(),
    )
    facts = {"row_uuid": F("uuid"), "row_ref": F("ref"), "row_title": F("name"), "row_detail": F("authority__name")}
    own = Q(checked_by=None) | ~Q(checked_by=user.person_id)
    return rows.filter(own).annotate(task=task, due_by=F("valid_from"), **facts, **common(), **mine(user))


def ending(user: Any, on: date) -> models.QuerySet:
    """Authorisations that end within two weeks, while they hold."""
    rows = InspectorAuthorisation.objects.filter(reach(user, *KEEPS), state__in=("verified", "active"))
    rows = rows.filter(valid_until__range=(on, on + SOON))
    facts = {"row_uuid": F("uuid"), "row_ref": F("ref"), "row_title": F("name"), "row_detail": F("authority__name")}
    task = text("renew_authorisation")
    return rows.annotate(task=task, due_by=F("valid_until"), **facts, **common(), **mine(user))


def waiting(user: Any, on: date) -> models.QuerySet:
    """Inspections to schedule, to take up again, or whose result is pending."""
    rows = Inspection.objects.filter(reach(user, *KEEPS), state__in=WAITING)
    task = models.Case(
        *(models.When(state=state, then=text(name)) for state, name in WAITING.items()), output_field=CharField()
    )
    return rows.annotate(task=task, due_by=F("first_day"), **_about(), **common(), **mine(user))


def conditions(user: Any, on: date) -> models.QuerySet:
    """Conditions with a day, while a finding of the inspection is open."""
    still_open = Finding.objects.filter(audit=OuterRef("audit")).exclude(state__in=ENDED)
    rows = Inspection.objects.with_conditions().filter(reach(user, *KEEPS), Exists(still_open))
    task = text("meet_conditions")
    return rows.annotate(task=task, due_by=F("conditions_due_on"), **_about(), **common(), **mine(user))


def _about() -> dict[str, Any]:
    """An inspection by its reference and what is inspected."""
    title = Coalesce(F("build__version__product__name"), F("service__name"), output_field=CharField())
    detail = Coalesce(F("build__number"), NO_TEXT, output_field=CharField())
    return {"row_uuid": F("uuid"), "row_ref": F("ref"), "row_title": title, "row_detail": detail}
