"""The verbs of samples: proposed in the room in words or picked from what it shows, agreed to or declined inside."""

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from audits.sampling import Member, draw
from certifications.actions.questions import told_of
from certifications.actions.rooms import insist_on_measure, insist_on_rules
from certifications.models import Grant, Sample, SamplePick
from certifications.permissions import SPEAK_IN_ROOM
from certifications.workflows import SAMPLE
from foundation.access import require
from foundation.directory.models import User
from foundation.rows import pointer
from foundation.trail import record
from foundation.verbs import verb


@verb("certifications.propose_sample")
def propose_sample(*, actor: User, grant: Grant, population: str, items: str, on: date) -> Sample:
    """Says in words which records the grantee would like to see; who opened the room is told."""
    require(actor, SPEAK_IN_ROOM, grant)
    insist_on_rules(actor, grant)
    insist_on_measure(actor, grant)
    sample = Sample(grant=grant, population=population.strip(), items=items.strip(), proposed_by=actor)
    return _propose(sample, actor=actor, on=on)


@verb("certifications.pick_sample")
def pick_sample(
    *,
    actor: User,
    grant: Grant,
    source: str,
    members: Sequence[models.Model],
    picks: Sequence[models.Model],
    on: date,
    seed: str = "",
    note: str = "",
) -> Sample:
    """Proposes rows of the room by name; who opened the room is told. `members` are all there were to pick from.

    What a draw with the seed gives is called drawn, anything else picked by judgement. Source: docs/adr/0141-samples.md.
    """
    require(actor, SPEAK_IN_ROOM, grant)
    insist_on_rules(actor, grant)
    insist_on_measure(actor, grant)
    sample = Sample(grant=grant, source=source, population_size=len(members), proposed_by=actor)
    sample.population = str(sample.get_source_display())
    sample.items = "\n".join([how_picked(members, picks, seed), note.strip()]).strip()
    return _propose(sample, actor=actor, on=on, picks=picks)


def drawn(members: Sequence[models.Model], size: int, seed: str) -> set[str]:
    """The uuids that a draw of `size` with a seed gives, all of them where there are no more."""
    keys = [Member(str(row.uuid)) for row in members]  # type: ignore[attr-defined]
    return {one.key for one in draw(keys, min(size, len(keys)), seed=seed)}


def how_picked(members: Sequence[models.Model], picks: Sequence[models.Model], seed: str) -> str:
    words = {"n": len(picks), "all": len(members), "seed": seed}
    if seed and {str(one.uuid) for one in picks} == drawn(members, len(picks), seed):  # type: ignore[attr-defined]
        return _("%(n)d of %(all)d, drawn with the seed %(seed)s") % words
    return _("%(n)d of %(all)d, picked by judgement") % words


def _propose(sample: Sample, *, actor: User, on: date, picks: Sequence[models.Model] = ()) -> Sample:
    sample.full_clean()
    sample.save()
    labels = [(row, Truncator(str(row)).chars(250)) for row in picks]
    SamplePick.objects.bulk_create([SamplePick(sample=sample, label=label, **pointer(row)) for row, label in labels])
    record(
        actor=actor,
        kind="sample.proposed",
        subject=sample,
        summary=_("proposed a sample: %(population)s") % {"population": sample.population},
        details={"items": sample.items, "picks": list(picks)},
        notify=told_of(sample.grant, on),
        grant_uuid=sample.grant.uuid,
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
