"""The verbs by which a sample is answered with evidence; what the room does not show yet waits for a second officer."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assurance.models import Evidence
from certifications.actions.opening import write_rows
from certifications.models import Sample
from certifications.permissions import ANSWER, APPROVE_GRANT
from certifications.scope import answered_for
from certifications.workflows import SAMPLE
from certifications.workflows.sample_rules import closed_to
from foundation.access import require
from foundation.approvals import ask_approval, bar
from foundation.directory.models import User
from foundation.models.rooms import GrantedObject
from foundation.models.work import Approval
from foundation.refusals import Refusal, Refused
from foundation.trail import record
from foundation.verbs import is_running, unpack, verb

OPEN = "certifications.open_for_sample"


@verb("certifications.show_sample")
def show_sample(*, actor: User, sample: Sample, on: date, evidence: Sequence[Evidence]) -> Sample:
    """Answers a sample with evidence. What the room shows already stands there at once; for the rest another officer is
    asked, because nobody opens anything alone. Source: S-07.
    """
    given, room = {"evidence": list(evidence)}, sample.grant.uuid
    SAMPLE.move(sample, "show", actor=actor, on=on, given=given, details=given, grant_uuid=room)
    shown = GrantedObject.objects.filter(grant_uuid=room).about_any(Evidence, [one.uuid for one in evidence])
    known = set(shown.values_list("subject_uuid", flat=True))
    _show(sample, [one for one in evidence if one.uuid in known], actor=actor)
    if new := [one for one in evidence if one.uuid not in known]:
        refs = ", ".join(one.ref for one in new)
        label = _("Show %(refs)s in %(room)s for a sample") % {"refs": refs, "room": sample.grant.ref}
        ask_approval(
            actor=actor,
            subject=sample,
            verb_name=OPEN,
            label=label,
            parameters={"sample": sample, "evidence": new, "on": on},
            second=APPROVE_GRANT,
            topic=Truncator(refs).chars(90),
        )
    return sample


@verb("certifications.open_for_sample")
def open_for_sample(*, actor: User, sample: Sample, evidence: Sequence[Evidence], on: date) -> Sample:
    """Opens evidence to the room for a sample, within the ceiling of the grant; only the word of a second officer runs it."""
    if not is_running("foundation.decide_approval"):
        raise Refused("S-07", _("Nobody opens anything alone: another officer has to agree."))
    require(actor, ANSWER, sample)
    refusal = closed_to(sample, evidence)
    if refusal is not None:
        raise Refused.because(refusal)
    write_rows(sample.grant, evidence)
    _show(sample, evidence, actor=actor)
    return sample


def _show(sample: Sample, evidence: Sequence[Evidence], *, actor: User) -> None:
    """Names the evidence at the sample; who proposed it is told."""
    if not evidence:
        return
    sample.shown.add(*evidence)
    record(
        actor=actor,
        kind="sample.shown",
        subject=sample,
        summary=_("showed %(refs)s") % {"refs": ", ".join(one.ref for one in evidence)},
        details={"evidence": list(evidence)},
        notify=[sample.proposed_by],
        grant_uuid=sample.grant.uuid,
    )


@bar(OPEN)
def answers_for_it(approval: Approval, actor: User) -> Refusal | None:
    """Nobody opens what lies beyond their own units. Source: S-08."""
    evidence = unpack(approval.parameters)["evidence"]
    wanted = Evidence.objects.filter(pk__in=[one.pk for one in evidence])
    if wanted.exclude(answered_for(actor, Evidence)).exists():
        return Refusal("S-08", _("It shows things outside the units you answer for. An officer above has to decide."))
    return None
