"""What a statement of applicability has to hold, and what a version says once it is approved, with its hash."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from assurance.models import Framework, Requirement
from certifications.models import SoaLine, StatementOfApplicability


def controls_of(framework: Framework) -> QuerySet[Requirement]:
    """The controls on which a statement of this framework decides, in their order. Source: M-16."""
    rows = Requirement.objects.filter(framework=framework, kind=Requirement.Kind.CONTROL, assessable=True)
    return rows.filter(withdrawn=False).order_by("order", "pk")


def missing_from(soa: StatementOfApplicability) -> QuerySet[Requirement]:
    """The controls of its framework that have no line."""
    return controls_of(soa.framework).exclude(pk__in=SoaLine.objects.filter(soa=soa).values("requirement"))


def surplus_in(soa: StatementOfApplicability) -> QuerySet[SoaLine]:
    """The lines of controls that its framework does not have any more."""
    rows: QuerySet[SoaLine] = SoaLine.objects.filter(soa=soa)
    return rows.exclude(requirement__in=controls_of(soa.framework).order_by().values("pk"))


@dataclass(frozen=True)
class Shortfall:
    """What keeps a version from approval: controls without a line, lines without a control, lines that do not say why."""

    missing: int
    surplus: int
    unjustified: int

    @property
    def is_of_another_list(self) -> bool:
        """Whether the framework has other controls than the version has lines."""
        return bool(self.missing or self.surplus)


def shortfall_of(soa: StatementOfApplicability) -> Shortfall:
    """How much is missing (one query)."""
    parts = {
        "_missing": missing_from(soa),
        "_surplus": surplus_in(soa),
        "_unjustified": SoaLine.objects.filter(soa=soa).unjustified(),
    }
    counts = {name: Coalesce(Subquery(_counted(rows)), 0) for name, rows in parts.items()}
    found = StatementOfApplicability.objects.filter(pk=soa.pk).annotate(**counts).values_list(*parts).get()
    return Shortfall(*found)


def _counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().annotate(_all=Value(1)).values("_all").annotate(_n=Count("pk")).values("_n")


def content_of(soa: StatementOfApplicability) -> dict[str, Any]:
    """What the version says, as plain values: once approved what was kept then, before that how it stands now."""
    if soa.is_frozen:
        return dict(soa.content)
    return {
        "ref": soa.ref,
        "version": soa.number,
        "title": soa.title,
        "scope": soa.scope,
        "unit": str(soa.unit),
        "framework": str(soa.framework),
        "lines": [line_said(line) for line in SoaLine.objects.filter(soa=soa).in_order()],
    }


def line_said(line: SoaLine) -> dict[str, Any]:
    """One line: the reasons and the standing of what applies, or why it does not."""
    return {
        "ref": line.requirement.ref,
        "title": line.requirement.title,
        "theme": line.requirement.theme,
        "applicable": line.applicable,
        "reasons": [reason for reason in SoaLine.Reason.values if reason in line.reasons] if line.applicable else [],
        "justification": line.text,
        "implementation": line.implementation if line.applicable else "",
    }


def approved_lines(soa: StatementOfApplicability) -> list[SoaLine]:
    """The lines of an approved version out of what was kept then: rows to show, which nobody saves."""
    return [_approved(soa, said) for said in soa.content["lines"]]


def _approved(soa: StatementOfApplicability, said: dict[str, Any]) -> SoaLine:
    control = Requirement(ref=said["ref"], title=said["title"], theme=said["theme"])
    words = {"inclusion" if said["applicable"] else "exclusion": said["justification"]}
    facts = {name: said[name] for name in ("applicable", "reasons")}
    standing = said["implementation"] or SoaLine.Implementation.NOT_STARTED
    return SoaLine(soa=soa, requirement=control, implementation=standing, **facts, **words)
