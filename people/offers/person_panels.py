"""What managers and officers see of training on the page of a person; cases are nowhere."""

from datetime import date
from typing import Any

from foundation.directory.models import Person, User
from foundation.directory.ties import PersonPanel, offer_person_panels
from people.models import Assignment


def training(person: Person, user: User, on: date) -> dict[str, Any] | None:
    """What is asked of the person today, with how it stands."""
    rows = Assignment.objects.visible_to(user).active().filter(person=person)
    found = list(rows.for_list(on).order_by("course__code"))
    return {"rows": found} if found else None


offer_person_panels(PersonPanel("people.training", "people/panels/person_training.html", training, 10))
