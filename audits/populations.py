"""The lists of the tracker that a sample can be drawn from, each as far as the auditor may see it."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from assurance.models import Document, Evidence, GatePass, Supplier
from audits.models import Audit, Finding, Sample
from audits.sampling import Member
from foundation.directory.models import Person, User

Reader = Callable[[User, Audit, date], list[Member]]


def _below(rows: QuerySet, audit: Audit, path: str = "unit__path") -> QuerySet:
    """Those of the audited unit and the units below it."""
    return rows.filter(**{f"{path}__startswith": audit.unit.path})


def _members(rows: QuerySet, *columns: str) -> list[Member]:
    """Id, name and group out of three columns."""
    found = rows.order_by(columns[0]).values_list(*columns).distinct()
    return [Member(key, str(label)[:250], str(stratum)) for key, label, stratum in found]


def evidence(user: User, audit: Audit, on: date) -> list[Member]:
    return _members(_below(Evidence.objects.visible_to(user), audit), "ref", "title", "kind")


def documents(user: User, audit: Audit, on: date) -> list[Member]:
    return _members(_below(Document.objects.visible_to(user), audit), "number", "title", "kind")


def suppliers(user: User, audit: Audit, on: date) -> list[Member]:
    return _members(_below(Supplier.objects.visible_to(user), audit), "ref", "name", "country")


def gate_passes(user: User, audit: Audit, on: date) -> list[Member]:
    rows = _below(GatePass.objects.visible_to(user), audit, "gate__process__unit__path")
    return _members(rows, "ref", "title", "gate__code")


def findings(user: User, audit: Audit, on: date) -> list[Member]:
    rows = _below(Finding.objects.visible_to(user), audit).exclude(state__in=("draft", "void"))
    return _members(rows, "ref", "title", "type")


def people(user: User, audit: Audit, on: date) -> list[Member]:
    """By personnel number and unit alone: an auditor asks the unit who stands behind a number."""
    return _members(_below(Person.objects.active(on), audit), "number", "unit__name", "unit__code")


S = Sample.Source
READERS: dict[str, Reader] = {
    S.EVIDENCE: evidence,
    S.DOCUMENTS: documents,
    S.SUPPLIERS: suppliers,
    S.GATE_PASSES: gate_passes,
    S.FINDINGS: findings,
    S.PEOPLE: people,
}


def population(source: str, *, user: User, audit: Audit, on: date) -> list[Member]:
    """The members of a list of the tracker, by id."""
    return READERS[source](user, audit, on)
