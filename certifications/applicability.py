"""What a statement of applicability has to hold, and what a version says once it is approved, with its hash."""

from typing import Any

from django.db.models import QuerySet

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
