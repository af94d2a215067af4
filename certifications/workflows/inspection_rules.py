"""What stands in the way of the steps of an inspection. Source: M-28 to M-30, S-16 (docs/inspections.md)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion
from certifications.models import Centre, Inspection, InspectorAuthorisation
from certifications.workflows.inspector_rules import lost_agreement, without_agreement
from foundation.directory.models import User
from foundation.refusals import Given, Refusal

A = InspectorAuthorisation.State
E = Inspection.Equivalence
R = Inspection.Result
UNEQUAL = (E.NOT_EQUIVALENT, E.EXPLAINED)
WITH_FINDINGS = (R.FAIL, R.CONDITIONS)


def not_to_schedule(row: Inspection, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The centre is open, the days are to come, and everybody named may inspect on each of them."""
    refusal = closed(row)
    if refusal is not None or "inspectors" not in given:
        return refusal
    first: Any = given["first_day"]
    last: Any = given["last_day"]
    if first < on:
        return Refusal("days", _("An inspection cannot be scheduled for a day that has passed."), "first_day")
    return _unfit_among(given["inspectors"], row, first, last)


def not_to_name(row: Inspection, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Everybody named may inspect from now, or from the first day, to the last."""
    if "inspectors" not in given:
        return None
    return _unfit_among(given["inspectors"], row, max(on, row.first_day), row.last_day)


def not_to_admit(row: Inspection, *, actor: User, on: date, given: Given) -> Refusal | None:
    """On a day of the inspection, with everybody's authorisation active, and identity and letters seen at the door."""
    if not row.first_day <= on <= row.last_day:
        words = {"first": date_format(row.first_day, "j M Y"), "last": date_format(row.last_day, "j M Y")}
        return Refusal("days", _("They are let in from %(first)s to %(last)s.") % words)
    refusal = closed(row) or not_active(row, on)
    if refusal is not None:
        return refusal
    for name in ("identity_seen", "letters_seen"):
        if not given.get(name, True):
            return Refusal("M-28", _("Look at everybody's identity and letter at the door first."), name)
    return None


def not_to_go_on(row: Inspection, *, actor: User, on: date, given: Given) -> Refusal | None:
    if on > row.last_day:
        return Refusal("days", _("The last day of the inspection has passed. Finish it."))
    return closed(row) or not_active(row, on)


def no_build(row: Inspection, *, actor: User, on: date, given: Given) -> Refusal | None:
    if row.build_id is None:
        return Refusal("M-30", _("Only builds are compared; this is an inspection of a service."))
    return None


def not_the_result(row: Inspection, *, actor: User, on: date, given: Given) -> Refusal | None:
    """No pass for a rebuild that differs, findings for a failure or conditions, and the authority's letter accepted."""
    refusal = not_passed(row, str(given.get("result", "")))
    if refusal is not None or "letter" not in given:
        return refusal
    letter: Any = given["letter"]
    if letter is None or letter.state != EvidenceVersion.State.ACCEPTED:
        return Refusal("S-16", _("The authority's letter has to be accepted evidence first."), "letter")
    return None


def not_passed(row: Inspection, result: str) -> Refusal | None:
    """Why a result cannot be “passed”; equality is shown by equal hashes alone. Source: M-30."""
    if result != R.PASS:
        return None
    if row.equivalence in UNEQUAL:
        sentence = _(
            "The rebuild is not equal to what was shipped, so this cannot have passed. It failed, passed with "
            "conditions, or is inconclusive."
        )
        return Refusal("M-30", sentence, "result")
    if row.kind == Inspection.Kind.BUILD_EQUIVALENCE and row.equivalence != E.EQUIVALENT:
        return Refusal("M-30", _("The builds were not compared, so their equality cannot have passed."), "result")
    return None


def closed(row: Inspection) -> Refusal | None:
    """A centre that is not open takes nobody in."""
    if row.centre is None or row.centre.state == Centre.State.OPERATIONAL:
        return None
    return Refusal("M-26", _("%(centre)s is not open.") % {"centre": row.centre})


def not_active(row: Inspection, on: date) -> Refusal | None:
    """The first inspector whose authorisation, or agreement on confidentiality, does not hold on the day."""
    for one in row.inspectors.select_related("nda").order_by("name", "pk"):
        if one.state != A.ACTIVE or not one.valid_from <= on <= one.valid_until:
            return Refusal("M-28", _no_right(one, on))
        if (lost := lost_agreement(one)) is not None:
            return lost
    return None


def _no_right(one: InspectorAuthorisation, on: date) -> str:
    if one.state == A.ACTIVE or one.valid_until < on:
        words = {"name": one.name, "last": date_format(one.valid_until, "j M Y")}
        return _("The authorisation of %(name)s ended on %(last)s. Name somebody else.") % words
    words = {"name": one.name, "state": one.get_state_display()}
    return _("The authorisation of %(name)s is not active: %(state)s.") % words


def _unfit_among(inspectors: Any, row: Inspection, first: date, last: date) -> Refusal | None:
    named: list[InspectorAuthorisation] = list(inspectors)
    if not named:
        return Refusal("M-28", _("Name at least one inspector."), "inspectors")
    return next(filter(None, (unfit(one, row, first, last) for one in named)), None)


def unfit(one: InspectorAuthorisation, row: Inspection, first: date, last: date) -> Refusal | None:
    """Why somebody may not inspect this from the first day to the last: state, days, authority, product, place, source."""
    words = {
        "name": one.name,
        "first": date_format(one.valid_from, "j M Y"),
        "last": date_format(one.valid_until, "j M Y"),
    }
    if one.state not in (A.VERIFIED, A.ACTIVE):
        said = _("The authorisation of %(name)s is not verified or no longer holds.")
    elif first < one.valid_from or last > one.valid_until:
        said = _("The authorisation of %(name)s holds from %(first)s to %(last)s, not on every day of the inspection.")
    elif one.authority_id != row.authority_id:
        said = _("%(name)s is authorised by another authority.")
    elif not _covers_target(one, row):
        said = _("The authorisation of %(name)s does not cover what is inspected.")
    elif not _among(one.sites.all(), row.site_id):
        said = _("The authorisation of %(name)s does not cover this place.")
    elif row.kind == Inspection.Kind.SOURCE_REVIEW and not one.source_access:
        said = _("The authorisation of %(name)s does not include source code.")
    else:
        refusal = without_agreement(one)
        return refusal and Refusal(refusal.code, refusal.sentence, "inspectors")
    return Refusal("M-28", said % words, "inspectors")


def _covers_target(one: InspectorAuthorisation, row: Inspection) -> bool:
    if row.build is not None:
        return _among(one.products.all(), row.build.version.product_id)
    return _among(one.services.all(), row.service_id)


def _among(rows: Iterable[Any], key: int | None) -> bool:
    return any(one.pk == key for one in rows)
