"""What rooms bring to My work: requests to decide on, questions and samples that wait, rooms that end soon."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Concat

from certifications.models import Grant, Question, Sample, StatementOfApplicability, Suspension
from certifications.offers.columns import common as _facts
from certifications.offers.columns import mine as _mine
from certifications.offers.columns import no_day as _no_day
from certifications.offers.columns import text as _text
from foundation.access import Role, reach

SOON = timedelta(days=14)


def requests(user: Any, on: date) -> models.QuerySet:
    """Grants that this person may approve, or clear as counsel, and own requests that came back. Source: S-07."""
    rows = Grant.objects.all()
    waiting = Q(state="submitted") & ~Q(requested_by__person=user.person_id)
    uncleared = Q(max_grading="confidential", cleared_by=None)
    decides, clears = waiting & reach(user, Role.CO) & ~uncleared, waiting & reach(user, Role.LEG) & uncleared
    own = Q(state="draft", requested_by=user)
    task = Case(
        When(own, then=_text("finish_grant")),
        When(clears, then=_text("clear_grant")),
        default=_text("approve_grant"),
        output_field=CharField(),
    )
    facts = {"row_uuid": F("uuid"), "row_ref": F("ref"), "row_title": F("organisation"), "row_detail": F("purpose")}
    return rows.filter(decides | clears | own).annotate(
        task=task, due_by=F("valid_from"), **facts, **_facts(), **_mine(user)
    )


def ending(user: Any, on: date) -> models.QuerySet:
    """Live rooms that end soon, for whoever asked for them: renew, or let them end."""
    facts = {"row_uuid": F("uuid"), "row_ref": F("ref"), "row_title": F("organisation"), "row_detail": F("purpose")}
    rows = Grant.objects.ending(by=on + SOON).filter(requested_by=user, renewals=None, valid_until__gte=on)
    return rows.annotate(task=_text("renew_grant"), due_by=F("valid_until"), **facts, **_facts(), **_mine(user))


def questions(user: Any, on: date) -> models.QuerySet:
    """Questions that wait for an answer, by their day: who opened the room holds them, the other officers chase."""
    asked = Q(grant__requested_by=user)
    facts = {"row_uuid": F("uuid"), "row_ref": F("ref"), "row_title": F("title"), "row_detail": F("about")}
    holder = {"held_by_id": F("grant__requested_by__person"), "held_by": F("grant__requested_by__name")}
    rows = Question.objects.unanswered().filter(asked | reach(user, Role.CO, unit="grant__unit"))
    return rows.annotate(task=_text("answer_question"), due_by=F("due_on"), **facts, **_facts("grant__"), **holder)


def overdue_questions(rows: models.QuerySet, on: date) -> models.QuerySet:
    """As the index of days finds them."""
    return rows.filter(due_on__lt=on)


def samples(user: Any, on: date) -> models.QuerySet:
    asked = Q(grant__requested_by=user)
    facts = {
        "row_uuid": F("grant__uuid"),
        "row_ref": F("grant__ref"),
        "row_title": F("population"),
        "row_detail": F("grant__organisation"),
    }
    holder = {"held_by_id": F("grant__requested_by__person"), "held_by": F("grant__requested_by__name")}
    rows = Sample.objects.undecided().filter(asked | reach(user, Role.CO, unit="grant__unit"))
    return rows.annotate(task=_text("decide_sample"), due_by=_no_day(), **facts, **_facts("grant__"), **holder)


def purchasers(user: Any, on: date) -> models.QuerySet:
    """Suspended certificates that stay valid, whose purchasers nobody has told: for the officers of the holder."""
    facts = {
        "row_uuid": F("certificate__uuid"),
        "row_ref": F("certificate__ref"),
        "row_title": F("certificate__title"),
        "row_detail": F("certificate__scheme__name"),
    }
    rows = Suspension.objects.untold().filter(reach(user, Role.CO, unit="certificate__unit"))
    named = {**facts, **_facts("certificate__"), **_mine(user)}
    return rows.annotate(task=_text("tell_purchasers"), due_by=F("since"), **named)


def soas(user: Any, on: date) -> models.QuerySet:
    """Submitted statements of applicability that this person may approve: not by who wrote at them. Source: S-06."""
    rows = StatementOfApplicability.objects.filter(reach(user, Role.CO), state="in_review")
    rows = rows.exclude(submitted_by=user.person_id).exclude(editors=user.person_id)
    name = Concat("ref", Value(" v"), F("number"), output_field=CharField())
    facts = {"row_uuid": F("uuid"), "row_ref": name, "row_title": F("title"), "row_detail": F("framework__title")}
    return rows.annotate(task=_text("approve_soa"), due_by=_no_day(), **facts, **_facts(), **_mine(user))
