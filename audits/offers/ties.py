"""What people and units still have to do with audits, and open dates on new holidays."""

from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from audits.models import Audit, CorrectiveAction, Finding, Programme, ProgrammeLine
from audits.querysets import BEFORE_OPENING
from foundation.directory.models import Calendar, Person, Unit
from foundation.directory.ties import Holding, Planned, offer_holdings, offer_planned
from foundation.models.work import Due

NAMED = Concat("ref", Value(" "), "title", output_field=CharField())
OVER = ("closed", "cancelled")


def audits_of(person: Person) -> QuerySet[Audit]:
    """The audits a person leads or works on that are not over."""
    return Audit.objects.exclude(state__in=OVER).filter(Q(lead=person) | Q(team__person=person)).distinct()


def findings_of(person: Person) -> QuerySet[Finding]:
    return Finding.objects.unsettled().filter(Q(owner=person) | Q(verifier=person))


def audits_in(unit: Unit) -> QuerySet[Audit]:
    return Audit.objects.exclude(state__in=OVER).filter(unit=unit)


def findings_on(calendar: Calendar, days: Iterable[date]) -> QuerySet[Due]:
    """Open due dates of findings in units that use the calendar."""
    findings = Finding.objects.open().filter(unit__calendar=calendar)
    return Due.objects.open().filter(due_on__in=list(days)).about_any(Finding, findings.values("uuid"))


def audits_on(calendar: Calendar, days: Iterable[date]) -> QuerySet[Audit]:
    """Audits that have not begun and start or end on one of the days."""
    wanted = list(days)
    planned = Audit.objects.filter(state__in=BEFORE_OPENING, unit__calendar=calendar)
    return planned.filter(Q(planned_start__in=wanted) | Q(planned_end__in=wanted))


def actions_on(calendar: Calendar, days: Iterable[date]) -> QuerySet[CorrectiveAction]:
    return CorrectiveAction.objects.open().filter(finding__unit__calendar=calendar, due_on__in=list(days))


offer_holdings(
    Holding("audits", _("audits"), audits_of, NAMED, "audits:audit", in_unit=audits_in),
    Holding(
        "findings",
        _("findings"),
        findings_of,
        NAMED,
        "audits:finding",
        in_unit=lambda unit: Finding.objects.unsettled().filter(unit=unit),
    ),
    Holding(
        "actions",
        _("corrective actions"),
        lambda person: CorrectiveAction.objects.open().filter(owner=person),
        Concat("finding__ref", Value(" "), "text", output_field=TextField()),
        "audits:finding",
        "finding__uuid",
    ),
    Holding(
        "programmes",
        _("audit programmes"),
        lambda person: Programme.objects.filter(owner=person).exclude(state=Programme.State.CLOSED),
        F("title"),
        "",
    ),
    Holding(
        "lines",
        _("recurring audits"),
        lambda person: ProgrammeLine.objects.filter(lead=person, ended_on=None),
        F("title"),
        "",
        in_unit=lambda unit: ProgrammeLine.objects.filter(unit=unit, ended_on=None),
    ),
)
offer_planned(
    Planned("audits", _("planned audits"), audits_on),
    Planned("findings", _("due dates of findings"), findings_on),
    Planned("actions", _("due dates of corrective actions"), actions_on),
)
