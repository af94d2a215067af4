"""The verbs of nominations: put forward, reviewed, awarded or declined, and published where everybody agrees."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import takewhile
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions import link_evidence
from assurance.models import EvidenceVersion
from foundation.access import Role, require
from foundation.approvals import bar
from foundation.directory.models import Person, Unit, User
from foundation.models.work import Approval
from foundation.numbers import next_reference
from foundation.refusals import Refusal, Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb
from people.models import Nomination, Nominee
from people.permissions import CHANGE_NOMINATION, DECIDE_NOMINATION, NOMINATE
from people.workflows import NOMINATION
from people.workflows.nomination_rules import nominates_themselves, not_theirs

PREFIX = "RN"
PURPOSE = "nomination"


@verb("people.nominate")
def nominate(
    *, actor: User, nominees: Iterable[Person], on: date, evidence: Iterable[EvidenceVersion] = (), **facts: Any
) -> Nomination:
    """Puts colleagues forward; a draft until it is submitted. Raises ValidationError for oneself. Source: M-21."""
    require(actor, NOMINATE)
    if actor.person is None:
        raise Refused("person", _("Only a member of staff can nominate."))
    named = _named(nominees, actor.person)
    row = Nomination(ref=next_reference(PREFIX, on.year), nominator=actor.person, unit=shared_unit(named), **facts)
    row.full_clean()
    row.save()
    _name(row, named)
    for version in evidence:
        link_evidence(actor=actor, version=version, subject=row, purpose=PURPOSE)
    record(actor=actor, kind="nomination.made", subject=row, summary=_("nominated %(names)s") % _names(named))
    return row


@verb("people.change_nomination")
def change_nomination(*, actor: User, nomination: Nomination, nominees: Iterable[Person], **facts: Any) -> Nomination:
    """Writes a draft anew. Raises WrongState once it is submitted, ValidationError for oneself."""
    require(actor, CHANGE_NOMINATION, nomination)
    row = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if row.state != Nomination.State.DRAFT:
        raise WrongState(_("It is submitted. What was submitted is not changed."))
    named = _named(nominees, row.nominator)
    row.unit = shared_unit(named)
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    row.shares.exclude(person__in=named).delete()
    _name(row, named)
    record(actor=actor, kind="nomination.changed", subject=row, summary=_("changed it"), details=facts)
    return row


@verb("people.submit_nomination")
def submit_nomination(*, actor: User, nomination: Nomination, on: date) -> Nomination:
    """Asks who answers for the unit; it is not changed afterwards."""
    return NOMINATION.move(nomination, "submit", actor=actor, on=on, notify=_deciders(nomination, on))


@verb("people.review_nomination")
def review_nomination(*, actor: User, nomination: Nomination, band: str, on: date) -> Nomination:
    """Finds it worth an award of a value. Refused for who made it or is named in it. Source: M-21."""
    require(actor, DECIDE_NOMINATION, nomination)
    if band not in Nomination.Band.values:
        raise ValidationError({"band": _("Choose what it is worth.")})
    changes = {"band": band, "reviewed_by": actor.person, "reviewed_on": on}
    told = _deciders(nomination, on)
    return NOMINATION.move(nomination, "review", actor=actor, on=on, changes=changes, details=changes, notify=told)


@verb("people.award_nomination")
def award_nomination(*, actor: User, nomination: Nomination, on: date) -> Nomination:
    """Gives the award; everybody named is told and asked whether it may be shown.

    Refused for who made it or is named in it, for a direct manager alone where it is the highest, and until the checks
    are finished. Source: M-21.
    """
    return _award(nomination, "award", actor=actor, on=on)


@verb("people.award_together")
def award_together(*, actor: User, nomination: Nomination, on: date) -> Nomination:
    """The same, asked for by a direct manager and agreed to by a second person. Source: M-21."""
    return _award(nomination, "award_together", actor=actor, on=on)


def _award(row: Nomination, step: str, *, actor: User, on: date) -> Nomination:
    changes = {"awarded_by": actor.person, "awarded_on": on}
    told = [*_accounts(row, named=True), *_accounts(row, named=False)]
    return NOMINATION.move(row, step, actor=actor, on=on, changes=changes, details=changes, notify=told)


@bar("people.award_together")
def not_to_agree(approval: Approval, actor: User) -> Refusal | None:
    """The second person neither made the nomination nor is named in it."""
    row = approval.subject
    return not_theirs(row, actor=actor, on=approval.created_at.date(), given={}) if row is not None else None


@verb("people.decline_nomination")
def decline_nomination(*, actor: User, nomination: Nomination, reason: str, on: date) -> Nomination:
    """Says no, with the reason for who made it; whoever was named hears nothing of it."""
    told = _accounts(nomination, named=False)
    return NOMINATION.move(nomination, "decline", actor=actor, on=on, reason=reason, notify=told)


@verb("people.agree_to_publish")
def agree_to_publish(*, actor: User, nomination: Nomination, on: date) -> Nomination:
    """Notes that one of those named agrees; officers hear of it when all do."""
    return _answer(nomination, "agree", Nominee.Consent.GIVEN, actor=actor, on=on)


@verb("people.object_to_publish")
def object_to_publish(*, actor: User, nomination: Nomination, on: date) -> Nomination:
    """Notes that one of those named does not want it shown; what is published leaves the wall at once."""
    return _answer(nomination, "object", Nominee.Consent.REFUSED, actor=actor, on=on)


def _answer(row: Nomination, step: str, consent: str, *, actor: User, on: date) -> Nomination:
    others_open = row.shares.exclude(person=actor.person_id).exclude(consent=Nominee.Consent.GIVEN).exists()
    told = [] if consent != Nominee.Consent.GIVEN or others_open else _deciders(row, on)
    NOMINATION.move(row, step, actor=actor, on=on, changes={"published_on": None}, notify=told)
    row.shares.filter(person=actor.person_id).update(consent=consent, answered_on=on)
    return row


@verb("people.publish_award")
def publish_award(*, actor: User, nomination: Nomination, on: date) -> Nomination:
    """Puts it on the wall. Refused until everybody named agrees. Source: M-21."""
    told = [*_accounts(nomination, named=True), *_accounts(nomination, named=False)]
    return NOMINATION.move(nomination, "publish", actor=actor, on=on, changes={"published_on": on}, notify=told)


def shared_unit(people: Collection[Person]) -> Unit:
    """The smallest unit that everybody belongs to."""
    levels = zip(*(str(person.unit.path).split("/")[:-1] for person in people), strict=False)
    shared = takewhile(lambda parts: len(set(parts)) == 1, levels)
    return Unit.objects.get(path="".join(f"{parts[0]}/" for parts in shared))


def _named(nominees: Iterable[Person], nominator: Person) -> list[Person]:
    """The nominees. Raises ValidationError for nobody and for the nominator."""
    named = list(nominees)
    if not named:
        raise ValidationError({"nominees": _("Name at least one colleague.")})
    refusal = nominates_themselves(nominator.pk, {person.pk for person in named})
    if refusal is not None:
        raise ValidationError({"nominees": str(refusal)})
    return named


def _name(row: Nomination, named: Iterable[Person]) -> None:
    known = set(row.shares.values_list("person", flat=True))
    Nominee.objects.bulk_create([Nominee(nomination=row, person=one) for one in named if one.pk not in known])


def _names(people: Iterable[Person]) -> dict[str, str]:
    return {"names": ", ".join(person.name for person in people)}


def _accounts(row: Nomination, *, named: bool) -> list[User]:
    """The accounts of those named, or of who made it."""
    mine = {"person__nomination_shares__nomination": row} if named else {"person": row.nominator_id}
    return list(User.objects.filter(**mine, is_active=True))


def _deciders(row: Nomination, on: date) -> list[User]:
    """Who decides for the unit, without who made it and those named: a nomination of oneself stays a surprise."""
    out = {row.nominator_id, *row.shares.values_list("person", flat=True)}
    found = [user for role in (Role.CO, Role.MGR) for user in User.objects.holding(role, row.unit, on)]
    return [user for user in dict.fromkeys(found) if user.person_id not in out]
