"""What audits say about a person: qualifications and conflicts, on their page and among their own data."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from audits.models import AuditorQualification, ConflictDeclaration
from foundation.directory.models import Person, User
from foundation.directory.ties import PersonPanel, offer_person_panels
from foundation.own_data import OwnData, offer_own_data
from foundation.words import initials

SHOWN = 8


def auditing(person: Person, user: User, on: date) -> dict[str, Any] | None:
    """What the reader may see of both, in two queries; None where there is nothing."""
    held = AuditorQualification.objects.visible_to(user).filter(person=person).for_list(on)
    ties = ConflictDeclaration.objects.visible_to(user).standing().filter(person=person).for_list()
    qualifications, conflicts = list(held.order_by("-valid_until")[:SHOWN]), list(ties[:SHOWN])
    return {"qualifications": qualifications, "conflicts": conflicts} if qualifications or conflicts else None


def qualifications(person: Person, user: User) -> Iterator[dict[str, Any]]:
    rows = AuditorQualification.objects.filter(person=person).select_related("framework").order_by("valid_from")
    for one in rows:
        spans = {"from": one.valid_from, "until": one.valid_until, "hours": one.cpd_hours}
        yield {"framework": str(one.framework), "grade": str(one.get_grade_display())} | spans


def conflicts(person: Person, user: User) -> Iterator[dict[str, Any]]:
    for one in ConflictDeclaration.objects.filter(person=person).for_list():
        about = initials(one.other) if one.other else str(one.about)
        spans = {"from": one.from_on, "until": one.to_on, "decision": str(one.get_decision_display())}
        yield {"kind": str(one.get_kind_display()), "about": about} | spans


FRAMEWORK = {"framework": _("Framework"), "grade": _("Grade"), "from": _("Valid from"), "until": _("Valid until")}
TIE = {"kind": _("Kind"), "about": _("About"), "from": _("From"), "until": _("Until"), "decision": _("Decision")}

offer_person_panels(PersonPanel("audits", "audits/_person_auditing.html", auditing, 40))
offer_own_data(
    OwnData("qualifications", _("Auditor's qualifications"), FRAMEWORK | {"hours": _("Hours")}, qualifications, 30),
    OwnData("conflicts", _("Conflicts of interest you declared"), TIE, conflicts, 31),
)
