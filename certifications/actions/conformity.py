"""What laboratories found about versions of products: recorded with the report, and corrected when it was misread."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value
from django.utils.translation import gettext as _

from assurance.models import EvidenceVersion, ProductVersion
from certifications.models import Certificate, ProductConformity, Scheme
from certifications.permissions import RECORD_CONFORMITY
from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb


@verb("certifications.record_conformity")
def record_conformity(
    *, actor: User, version: ProductVersion, scheme: Scheme, on: date, **facts: Any
) -> ProductConformity:
    """Records one evaluation of a version under a scheme, with the laboratory's report as accepted evidence.

    Refused without the scheme that has to come first, such as the process audit before the product evaluation.
    Source: M-48.
    """
    require(actor, RECORD_CONFORMITY, version)
    row = ProductConformity(version=version, scheme=scheme, **facts)
    _write(row, on=on)
    details = {"version": version, "scheme": scheme, "laboratory": row.laboratory, "result": row.result}
    summary = _("recorded an evaluation under %(scheme)s") % {"scheme": scheme}
    record(actor=actor, kind="conformity.recorded", subject=row, summary=summary, details=details)
    return row


@verb("certifications.change_conformity")
def change_conformity(*, actor: User, conformity: ProductConformity, on: date, **facts: Any) -> ProductConformity:
    """Corrects what was recorded; version and scheme stay. Refuses as record_conformity does."""
    rows = ProductConformity.objects.select_for_update(of=("self",))
    locked = rows.select_related("version__product__unit", "scheme").get(pk=conformity.pk)
    require(actor, RECORD_CONFORMITY, locked)
    changed = {name: [getattr(locked, name), value] for name, value in facts.items() if getattr(locked, name) != value}
    for name, value in facts.items():
        setattr(locked, name, value)
    _write(locked, on=on)
    record(actor=actor, kind="conformity.changed", subject=locked, summary=_("corrected it"), details=changed)
    return locked


def _write(row: ProductConformity, *, on: date) -> None:
    row.full_clean()
    if row.evaluated_on > on:
        raise ValidationError({"evaluated_on": _("This day is still to come.")})
    if row.report.state != EvidenceVersion.State.ACCEPTED:
        raise Refused("S-16", _("The laboratory's report has to be accepted evidence first."), "report")
    first = row.scheme.precondition
    if first is not None and not has_come_first(first, row.version, on=row.evaluated_on):
        sentence = _("%(scheme)s needs %(first)s first, and that is not on file for this day.")
        raise Refused("M-48", sentence % {"scheme": row.scheme, "first": first}, "scheme")
    row.save()


def has_come_first(scheme: Scheme, version: ProductVersion, *, on: date) -> bool:
    """Whether a version of the product has passed the scheme, or its unit or one above is certified for it, on a day."""
    passed = ProductConformity.objects.holding(on=on).filter(scheme=scheme, version__product=version.product_id)
    held = Certificate.objects.filter(scheme=scheme, effective_from__lte=on, expires_on__gte=on)
    for ended in ("withdrawn_on", "superseded_on"):
        held = held.filter(Q(**{ended: None}) | Q(**{f"{ended}__gt": on}))
    if scheme.suspension_invalidates:
        held = held.exclude(state=Certificate.State.SUSPENDED)
    above = held.annotate(_inner=Value(version.product.unit.path)).filter(_inner__startswith=F("unit__path"))
    return passed.exists() or above.exists()
