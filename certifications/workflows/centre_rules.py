"""What stands in the way of needs assessments, centres and what is published. Source: M-26."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion
from certifications.models import Agreement, Centre, CentreRoom, NeedsAssessment, Seat
from certifications.querysets import NeedsAssessmentQuerySet
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.refusals import Given, Refusal


def wrote_it(row: NeedsAssessment | Centre, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Another person decides than who wrote it, by whatever account."""
    same = actor.pk == row.author_id or (actor.person_id is not None and actor.person_id == row.author.person_id)
    return Refusal("M-26", _("You wrote this yourself. Another person has to decide.")) if same else None


def wrote_at_it(row: NeedsAssessment, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Another person decides than who wrote or changed the assessment, by whatever account."""
    changes = Event.objects.about(row).filter(kind="assessment.change")
    own = Q(content__actor=actor.pk) | Q(content__actor__person=actor.person_id, content__actor__person__isnull=False)
    if changes.filter(own).exists():
        return Refusal("M-26", _("You changed this yourself. Another person has to decide."))
    return wrote_it(row, actor=actor, on=on, given=given)


def looked_at_already(row: NeedsAssessment, *, actor: User, on: date, given: Given) -> Refusal | None:
    if NeedsAssessment.objects.filter(follows=row).exists():
        return Refusal("M-26", _("It is being looked at again already."))
    return None


def not_assessed(row: Centre, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The assessment that is named found a centre needed, in the centre's unit or above it, and no centre rests on it."""
    chosen = given.get("assessment")
    if not isinstance(chosen, NeedsAssessment):
        return None if _choices(row).exists() else without_need(row)
    if not _choices(row).filter(pk=chosen.pk).exists():
        return Refusal("M-26", _("Choose an assessment of this region that found a centre needed."), "assessment")
    return None


def _choices(row: Centre) -> NeedsAssessmentQuerySet:
    return NeedsAssessment.objects.found_needed_for(row.unit)


def without_need(row: Centre) -> Refusal | None:
    """A centre rests on an assessment that found it needed."""
    if row.assessment is None or row.assessment.state != NeedsAssessment.State.NEEDED:
        sentence = _("No needs assessment of this region has found a centre needed. Have one decided first.")
        return Refusal("M-26", sentence)
    return None


def without_concept(row: Centre) -> Refusal | None:
    concept = row.security_concept
    if concept is None or concept.state != EvidenceVersion.State.ACCEPTED:
        return Refusal("M-26", _("The security concept is missing: name accepted evidence of it under “Change”."))
    return None


def without_agreement(row: Centre, on: date) -> Refusal | None:
    if not any(one.standing(on) == "in_force" for one in row.agreements.all()):
        return Refusal("M-26", _("No agreement with an authority or a customer is in force. Add one first."))
    return None


def without_rules(row: Centre) -> Refusal | None:
    if not row.rules.strip():
        return Refusal("M-26", _("The rules of the clean rooms are missing: write them under “Change”."))
    return None


def missing(row: Centre, *, on: date) -> list[Refusal]:
    """All that a centre lacks to be operational."""
    found = (without_need(row), without_concept(row), without_agreement(row, on), without_rules(row))
    return [one for one in found if one is not None]


def not_to_be_opened(row: Centre, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Operational with an assessment that found it needed, a security concept, an agreement in force, and rules."""
    return next(iter(missing(row, on=on)), None)


def not_to_be_approved(row: Centre, *, actor: User, on: date, given: Given) -> Refusal | None:
    return wrote_it(row, actor=actor, on=on, given=given) or without_need(row)


def has_visits(row: Centre, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A centre closes once nobody is in the house and nobody is expected."""
    if row.visits.all().current().exists():
        return Refusal("M-27", _("Visits are booked or in the house. End or cancel them first."))
    return None


def not_its_part(row: Centre, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A seat, an agreement or a room of this centre that has not ended."""
    for field, kind in (("seat", Seat), ("agreement", Agreement), ("room", CentreRoom)):
        part = given.get(field)
        if isinstance(part, kind) and part.centre_id != row.pk:
            return Refusal("M-26", _("Choose one of this centre."), field)
    return None
