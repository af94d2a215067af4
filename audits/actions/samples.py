"""Samples: drawn once, looked at item by item, finished with what they say of the whole."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audits.actions.papers import locked_at_work
from audits.models import Audit, Sample, SampleItem
from audits.permissions import WORK_ON_AUDIT
from audits.populations import READERS, population
from audits.sampling import Member, draw, draw_stratified, normalised, population_hash
from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

MOST_ITEMS = 500
M = Sample.Method


@verb("audits.draw_sample")
def draw_sample(
    *,
    actor: User,
    audit: Audit,
    on: date,
    method: str,
    source: str,
    size: int | None = None,
    listed: Sequence[Member] = (),
    chosen: Sequence[str] = (),
    seed: str = "",
    **facts: Any,
) -> Sample:
    """Draws a sample from a list of the tracker, or from the members `listed`; `chosen` ids are those of judgement.

    Raises ValidationError by field for an empty population, a size that does not fit and ids that are not in it,
    WrongState outside the work of the audit. Source: docs/adr/0141-samples.md.
    """
    require(actor, WORK_ON_AUDIT, audit)
    locked = locked_at_work(audit)
    members = list(listed) if source not in READERS else population(source, user=actor, audit=locked, on=on)
    if not members:
        raise ValidationError({"source": _("Nothing is in this population that you may see.")})
    picked = _picked(members, method, size=size, chosen=chosen, seed=seed)
    drawn = {"audit": locked, "source": source, "method": method, "drawn_by": actor.person, "drawn_on": on}
    sample = Sample(seed=seed if method in (M.RANDOM, M.STRATIFIED) else "", size=len(picked), **drawn, **facts)
    _keep(sample, members, picked, actor=actor)
    return sample


def _picked(members: list[Member], method: str, *, size: int | None, chosen: Sequence[str], seed: str) -> list[Member]:
    """The drawn members, in the order in which they are looked at. Raises ValidationError by field."""
    if method == M.JUDGEMENT:
        return _by_judgement(members, chosen)
    wanted = len(members) if method == M.ALL else size
    if wanted is None or not 1 <= wanted <= len(members):
        words = {"n": len(members)}
        raise ValidationError({"size": _("Give a size between 1 and %(n)d, the size of the population.") % words})
    _refuse_too_many(wanted)
    if method == M.ALL:
        return members
    if not normalised(seed):
        raise ValidationError({"seed": _("A draw at random needs a seed, so that it can be repeated.")})
    return (draw_stratified if method == M.STRATIFIED else draw)(members, wanted, seed=seed)


def _by_judgement(members: list[Member], chosen: Sequence[str]) -> list[Member]:
    known = {normalised(one.key): one for one in members}
    wanted = list(dict.fromkeys(normalised(key) for key in chosen if normalised(key)))
    if not wanted:
        raise ValidationError({"chosen": _("Name the ids that you choose, one per line.")})
    strange = [key for key in wanted if key not in known]
    if strange:
        words = {"ids": ", ".join(strange[:5])}
        raise ValidationError({"chosen": _("Not in the population: %(ids)s.") % words})
    _refuse_too_many(len(wanted))
    return [known[key] for key in wanted]


def _refuse_too_many(count: int) -> None:
    if count > MOST_ITEMS:
        words = {"most": MOST_ITEMS}
        raise ValidationError({"size": _("A sample has %(most)d items at most. Draw several.") % words})


def _keep(sample: Sample, members: list[Member], picked: list[Member], *, actor: User) -> None:
    """Writes the sample under the next number of its audit, with its population and its items."""
    sample.number = sample.audit.samples.count() + 1
    sample.ref = f"{sample.audit.ref}-S{sample.number:02d}"
    sample.population = [[one.key, one.stratum] for one in members]
    sample.population_size, sample.sha256 = len(members), population_hash(members)
    if sample.paper is not None and sample.paper.audit_id != sample.audit_id:
        raise ValidationError({"paper": _("This working paper belongs to another audit.")})
    sample.full_clean()
    sample.save()
    SampleItem.objects.bulk_create(
        SampleItem(sample=sample, order=order, key=one.key, label=one.label, stratum=one.stratum)
        for order, one in enumerate(picked, start=1)
    )
    words = {"size": sample.size, "of": sample.population_size, "how": sample.get_method_display()}
    summary = _("drew %(size)d of %(of)d. %(how)s") % words
    details = {"seed": sample.seed, "sha256": sample.sha256, "source": sample.source}
    record(actor=actor, kind="audit_sample.drawn", subject=sample, summary=summary, details=details)


@verb("audits.answer_sample_item")
def answer_sample_item(*, actor: User, item: SampleItem, result: str, at: datetime, note: str = "") -> SampleItem:
    """Says what an item of a sample showed. What deviates or is not available needs a note."""
    sample = _open(item.sample, actor=actor)
    locked = SampleItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    locked.sample, before = sample, locked.result
    locked.result, locked.note = result, note
    locked.answered_by, locked.answered_at = (actor.person, at) if result else (None, None)
    locked.full_clean()
    locked.save()
    if result != before:
        words = {"key": locked.key, "result": locked.get_result_display() or _("no result")}
        summary = _("%(key)s: %(result)s") % words
        details = {"from": before, "to": result, "item": locked}
        record(actor=actor, kind="audit_sample.answered", subject=sample, summary=summary, details=details)
    return locked


@verb("audits.finish_sample")
def finish_sample(*, actor: User, sample: Sample, on: date, extrapolation: str = "") -> Sample:
    """Fixes the results; where something deviates, with what that says of the whole population."""
    locked = _open(sample, actor=actor)
    waiting = locked.items.unanswered().count()
    if waiting:
        words = {"count": waiting}
        raise WrongState(_("%(count)d items have no result yet. “Not available” with a note is a result.") % words)
    deviating = locked.items.filter(result=SampleItem.Result.DEVIATES).count()
    if deviating and not extrapolation.strip():
        sentence = _("Something deviates. Say what that means for the rest of the population.")
        raise ValidationError({"extrapolation": sentence})
    locked.extrapolation, locked.finished_by, locked.finished_on = extrapolation.strip(), actor.person, on
    locked.save(update_fields=["extrapolation", "finished_by", "finished_on", "updated_at"])
    words = {"deviating": deviating, "size": locked.size}
    summary = _("finished it: %(deviating)d of %(size)d deviate") % words
    record(actor=actor, kind="audit_sample.finished", subject=locked, summary=summary)
    return locked


def _open(sample: Sample, *, actor: User) -> Sample:
    """The sample, locked after its audit. Raises WrongState once it is finished or the report is issued."""
    require(actor, WORK_ON_AUDIT, sample.audit)
    audit = locked_at_work(sample.audit)
    locked = Sample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
    locked.audit = audit
    if locked.finished_on is not None:
        raise WrongState(_("The sample is finished. What it showed stays; draw another one."))
    return locked
