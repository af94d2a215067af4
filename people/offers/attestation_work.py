"""What signing brings to My work: one's own documents, and for managers and officers who is late or has refused."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from foundation.access import Role, reach
from foundation.offers import Hand, Task, Work, offer_work
from people.models import Attestation

EMPTY = Value("", CharField())


def _text(words: str) -> Value:
    return Value(words, CharField())


def _facts() -> dict[str, Any]:
    """What every line of signing says of its attestation."""
    return {
        "row_uuid": F("uuid"),
        "row_ref": F("campaign__ref"),
        "row_title": F("campaign__title"),
        "clause": EMPTY,
        "area_code": EMPTY,
        "unit_name": F("person__unit__name"),
        "unit_path": F("person__unit__path"),
        "grade": EMPTY,
        "opens_on": Cast(Value(None), DateField()),
        "due_by": F("due_on"),
    }


def own(user: Any, on: date) -> QuerySet:
    """What one is asked to sign."""
    holder = {"held_by_id": Value(user.person_id, BigIntegerField()), "held_by": _text(user.name)}
    rows = Attestation.objects.open().filter(person=user.person_id)
    return rows.annotate(task=_text("sign_document"), row_detail=EMPTY, **_facts(), **holder)


def late(user: Any, on: date) -> QuerySet:
    """People of mine who have not signed in time and are at work. They hold it, the manager chases."""
    rows = Attestation.objects.late(on).at_work(on).filter(person__manager=user.person_id)
    holder = {"held_by_id": F("person"), "held_by": F("person__name")}
    return rows.annotate(task=_text("chase_signature"), row_detail=F("person__name"), **_facts(), **holder)


def refused(user: Any, on: date) -> QuerySet:
    """Who has refused to sign: the manager talks with them, officers see that it happens. Source: domain 2.7."""
    concerned = Q(person__manager=user.person_id) | reach(user, Role.CO, unit="person__unit")
    rows = Attestation.objects.filter(concerned, state="refused", campaign__state="open")
    holder = {"held_by_id": F("person__manager"), "held_by": F("person__manager__name")}
    rows = rows.exclude(person=user.person_id)
    return rows.annotate(task=_text("talk_about_refusal"), row_detail=F("person__name"), **_facts(), **holder)


def overdue(rows: QuerySet, on: date) -> QuerySet:
    return rows.filter(due_on__lt=on)


offer_work(
    Work(
        "people.to_sign",
        (
            Task(
                "sign_document",
                _("Read and sign"),
                _("Chase the signature"),
                "people:attestation_read",
                ("info", "document-check", _("To sign")),
            ),
        ),
        own,
        overdue=overdue,
    ),
    Work(
        "people.late_signatures",
        (
            Task(
                "chase_signature",
                _("Read and sign"),
                _("Remind them to sign"),
                "people:attestation",
                ("bad", "exclamation-triangle", _("Not signed in time")),
                remind=Hand("people.remind_signer", "attestation"),
            ),
        ),
        late,
        overdue=overdue,
    ),
    Work(
        "people.refusals",
        (
            Task(
                "talk_about_refusal",
                _("Talk about a refusal to sign"),
                _("See that a refusal is talked about"),
                "people:attestation",
                ("bad", "hand-raised", _("Refused to sign")),
            ),
        ),
        refused,
        overdue=overdue,
    ),
)
