"""The verbs of samples: proposed in the room, agreed to or declined inside."""

from datetime import date

from django.utils.translation import gettext as _

from certifications.actions.questions import told_of
from certifications.actions.rooms import insist_on_measure, insist_on_rules
from certifications.models import Grant, Sample
from certifications.permissions import SPEAK_IN_ROOM
from certifications.workflows import SAMPLE
from foundation.access import require
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb


@verb("certifications.propose_sample")
def propose_sample(*, actor: User, grant: Grant, population: str, items: str, on: date) -> Sample:
    """Says which records the grantee would like to see; who opened the room is told."""
    require(actor, SPEAK_IN_ROOM, grant)
    insist_on_rules(actor, grant)
    insist_on_measure(actor, grant)
    sample = Sample(grant=grant, population=population.strip(), items=items.strip(), proposed_by=actor)
    sample.full_clean()
    sample.save()
    record(
        actor=actor,
        kind="sample.proposed",
        subject=sample,
        summary=_("proposed a sample: %(population)s") % {"population": sample.population},
        details={"items": sample.items},
        notify=told_of(grant, on),
        grant_uuid=grant.uuid,
    )
    return sample


@verb("certifications.agree_sample")
def agree_sample(*, actor: User, sample: Sample, on: date, answer: str = "") -> Sample:
    """Agrees to show the sample, with a word on how; who proposed it is told."""
    told, changes = [sample.proposed_by], {"answer": answer.strip()}
    room = sample.grant.uuid
    return SAMPLE.move(sample, "agree", actor=actor, on=on, notify=told, changes=changes, grant_uuid=room)


@verb("certifications.decline_sample")
def decline_sample(*, actor: User, sample: Sample, on: date, reason: str) -> Sample:
    """Declines with a reason that the outsider reads."""
    told, changes = [sample.proposed_by], {"answer": reason.strip()}
    room = sample.grant.uuid
    return SAMPLE.move(
        sample, "decline", actor=actor, on=on, reason=reason, notify=told, changes=changes, grant_uuid=room
    )
