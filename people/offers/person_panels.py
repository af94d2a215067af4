"""What managers and officers see of training and signing on the page of a person; cases are nowhere."""

from datetime import date
from typing import Any

from foundation.directory.models import Person, User
from foundation.directory.ties import PersonPanel, offer_person_panels
from people.models import Assignment, Attestation


def training(person: Person, user: User, on: date) -> dict[str, Any] | None:
    """What is asked of the person today, with how it stands."""
    rows = Assignment.objects.visible_to(user).active().filter(person=person)
    found = list(rows.for_list(on).order_by("course__code"))
    return {"rows": found} if found else None


def signing(person: Person, user: User, on: date) -> dict[str, Any] | None:
    """What the person is asked to sign, or has signed."""
    rows = Attestation.objects.visible_to(user).current().filter(person=person)
    found = list(rows.for_list(on).order_by("campaign__ref"))
    return {"rows": found} if found else None


offer_person_panels(
    PersonPanel("people.training", "people/panels/person_training.html", training, 10),
    PersonPanel("people.signing", "people/panels/person_signing.html", signing, 11),
)
