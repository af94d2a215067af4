"""What centres bring to My work: assessments to decide or look at again, agreements that end, visits of the day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from certifications.models import Agreement, Centre, NeedsAssessment, Visit
from certifications.offers.columns import NO_TEXT, common, mine, no_day, text
from foundation.access import Role, reach

REVISIT_SOON = timedelta(days=14)
AGREEMENT_SOON = timedelta(days=60)


def to_decide(user: Any, on: date) -> QuerySet:
    """Assessments that wait for another officer than who wrote them."""
    rows = NeedsAssessment.objects.undecided().filter(reach(user, Role.CO)).exclude(author__person=user.person_id)
    facts = {"row_uuid": F("uuid"), "row_ref": F("ref"), "row_title": F("unit__name"), "row_detail": NO_TEXT}
    return rows.annotate(task=text("decide_assessment"), due_by=no_day(), **facts, **common(), **mine(user))


def to_approve(user: Any, on: date) -> QuerySet:
    """Centres that rest on an assessment and wait for another officer than who proposed them."""
    waiting = Centre.objects.filter(state="needs_assessed")
    rows = waiting.filter(reach(user, Role.CO)).exclude(author__person=user.person_id)
    facts = {"row_uuid": F("uuid"), "row_ref": NO_TEXT, "row_title": F("name"), "row_detail": F("site__name")}
    return rows.annotate(task=text("approve_centre"), due_by=no_day(), **facts, **common(), **mine(user))


def to_revisit(user: Any, on: date) -> QuerySet:
    """Decisions to be looked at again, for who wrote the assessment; officers chase."""
    rows = NeedsAssessment.objects.to_revisit(by=on + REVISIT_SOON).filter(Q(author=user) | reach(user, Role.CO))
    facts = {"row_uuid": F("uuid"), "row_ref": F("ref"), "row_title": F("unit__name"), "row_detail": NO_TEXT}
    holder = {"held_by_id": F("author__person"), "held_by": F("author__name")}
    return rows.annotate(task=text("revisit_need"), due_by=F("revisit_on"), **facts, **common(), **holder)


def ending(user: Any, on: date) -> QuerySet:
    """Agreements in force that end within 60 days, for the head of the centre; hosts and officers chase."""
    own = Q(centre__head=user.person_id)
    soon = Agreement.objects.ending(on=on, by=on + AGREEMENT_SOON).exclude(centre__state=Centre.State.CLOSED)
    rows = soon.filter(own | reach(user, Role.CO, Role.CHOST, unit="centre__unit"))
    facts = {
        "row_uuid": F("centre__uuid"),
        "row_ref": NO_TEXT,
        "row_title": F("centre__name"),
        "row_detail": F("agreed"),
    }
    holder = {"held_by_id": F("centre__head"), "held_by": F("centre__head__name")}
    return rows.annotate(
        task=text("renew_centre_agreement"), due_by=F("until_on"), **facts, **common("centre__"), **holder
    )


def of_the_day(user: Any, on: date) -> QuerySet:
    """The host's visits of today, and earlier ones that nobody has ended or cancelled."""
    midnight = timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    rows = Visit.objects.current().filter(host=user.person_id, booking__from_at__lt=midnight)
    facts = {
        "row_uuid": F("uuid"),
        "row_ref": F("ref"),
        "row_title": F("purpose"),
        "row_detail": F("centre__name"),
    }
    due = TruncDate("booking__from_at")
    return rows.annotate(task=text("host_visit"), due_by=due, **facts, **common("centre__"), **mine(user))
