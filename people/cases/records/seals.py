"""What stands behind a seal once it is opened."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.directory.models import User
from people.cases.actions import open_sealed_name
from people.cases.models import Case, CaseSubject, SealOpening


def opened(*, actor: User, case: Case, seal: str, reason: str, on: date) -> dict[str, str]:
    """Opens it, and gives what its page shows: the label, and the name or what is known in its place."""
    person = open_sealed_name(actor=actor, case=case, seal=seal, reason=reason, on=on)
    label = str(SealOpening.Seal(seal).label)
    if person is not None:
        return {"label": label, "name": f"{person.name}, {person.unit.name}"}
    words = ""
    if seal == SealOpening.Seal.SUBJECT:
        words = CaseSubject.objects.filter(case=case).values_list("words", flat=True).first() or ""
    return {"label": label, "name": words or _("Nobody is named")}
