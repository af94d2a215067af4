"""Who may not do what in a case. The sentences never say which of the reasons holds: that would open a seal.

Source: S-09, S-10, S-11 (docs/adr/0003-separation.md).
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from audits.models import Finding
from foundation.access import Role
from foundation.directory.models import Person, RoleGrant
from foundation.refusals import Refusal
from people.cases.models import Assent, Case, CaseReporter, CaseSubject, Seat

K = Seat.Kind
LONGEST_LINE = 20  # managers above one another; a circle ends here


def barred_from_investigating(case: Case, person: Person, *, on: date) -> Refusal | None:
    """S-09: not who reported, whom it is about, their line, a witness, or the author of the finding behind it."""
    barred = _principals(case) | line_of(subject_of(case)) | _seated(case, K.WITNESS) | _author(case)
    if person.pk in barred:
        sentence = _(
            "%(name)s cannot investigate this case. Nobody does who reported it, whom it is about, who stands in their "
            "line, who is a witness, or who wrote the audit finding behind it."
        )
        return Refusal("S-09", sentence % {"name": person.name}, "investigator")
    return _without_role(person, Role.INVEST, on=on, code="S-09", field="investigator")


def barred_from_deciding(case: Case, person: Person, *, on: date) -> Refusal | None:
    """S-10: not who reported, whom it is about, who investigated or took it in, or who gains or loses by it."""
    if person.pk in _principals(case) | _seated(case, K.INVESTIGATOR, K.INTAKE, K.BENEFICIARY):
        sentence = _(
            "%(name)s cannot decide this case. Nobody does who reported it, whom it is about, who investigated it or "
            "took it in, or who would gain or lose by the decision."
        )
        return Refusal("S-10", sentence % {"name": person.name}, "deciders")
    return _without_role(person, Role.DECIDE, on=on, code="S-10", field="deciders")


def barred_from_panel(case: Case, person: Person, *, on: date) -> Refusal | None:
    """S-11: nobody who had any part before: in the report, the investigation, the decision or the agreement to it."""
    seats = set(Seat.objects.filter(case=case).exclude(kind=K.PANEL).values_list("person", flat=True))
    agreed = set(Assent.objects.filter(decision__case=case).values_list("person", flat=True))
    if person.pk in _principals(case) | line_of(subject_of(case)) | _author(case) | seats | agreed:
        sentence = _("%(name)s cannot sit on the panel: nobody does who had a part in the case before.")
        return Refusal("S-11", sentence % {"name": person.name}, "panel")
    return _without_role(person, Role.PANEL, on=on, code="S-11", field="panel")


def not_enough_deciders(case: Case, people: Iterable[Person], *, level: int | None, outside: bool) -> Refusal | None:
    """S-10: two from different units for level 3 and 4; two outside the matrix, and beside the person's manager."""
    deciders = list(people)
    subject = subject_of(case)
    manager = subject is not None and any(one.pk == subject.manager_id for one in deciders)
    if level is not None and level >= 3 and len({one.unit_id for one in deciders}) < 2:
        return Refusal("S-10", _("Level 3 and 4 need two decision makers from different units."))
    if outside and len(deciders) < 2:
        return Refusal("S-10", _("A level outside the range of the matrix needs a second decision maker."))
    if manager and len(deciders) < 2:
        return Refusal("S-10", _("The manager of the person does not decide alone."))
    return None


def subject_of(case: Case) -> Person | None:
    row = CaseSubject.objects.filter(case=case).select_related("person__manager").first()
    return None if row is None else row.person


def line_of(person: Person | None) -> set[int]:
    """The managers above somebody, and who reports to them."""
    if person is None:
        return set()
    line = set(Person.objects.filter(manager=person).values_list("pk", flat=True))
    above, steps = person.manager, 0
    while above is not None and above.pk not in line and steps < LONGEST_LINE:
        line.add(above.pk)
        above, steps = above.manager, steps + 1
    return line


def _principals(case: Case) -> set[int]:
    """Who reported and whom it is about."""
    found = [
        *CaseReporter.objects.filter(case=case).values_list("person", flat=True),
        *CaseSubject.objects.filter(case=case).values_list("person", flat=True),
    ]
    return {one for one in found if one is not None}


def _seated(case: Case, *kinds: str) -> set[int]:
    """Who has or had one of these parts."""
    return set(Seat.objects.filter(case=case, kind__in=kinds).values_list("person", flat=True))


def _author(case: Case) -> set[int]:
    """Who raised the audit finding behind the case."""
    found = Finding.objects.filter(uuid=case.finding).values_list("raised_by", flat=True) if case.finding else ()
    return {one for one in found if one is not None}


def _without_role(person: Person, role: Role, *, on: date, code: str, field: str) -> Refusal | None:
    held = RoleGrant.objects.live(on).filter(user__person=person, user__is_active=True, role=role)
    if held.exists():
        return None
    words = {"name": person.name, "role": role.label}
    return Refusal(code, _("%(name)s does not hold the role “%(role)s”.") % words, field)
