"""How each finding came to where it is, told as the events its steps would have written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.models import CorrectiveAction, Finding
from audits.workflows import FINDING
from foundation.demonstration import Story
from foundation.directory.models import Person, User

Line = Mapping[str, str]


@dataclass
class Moment:
    """One event to tell: days from the reference day, hour of the day (the minute follows from the finding), step."""

    days: int
    hour: int
    name: str
    actor: User
    summary: str
    told: list[Person | None] = field(default_factory=list)
    details: dict[str, object] = field(default_factory=dict)


def tell_history(story: Story, line: Line, finding: Finding) -> None:
    """Writes the events in the order in which they happened."""
    moments = [*_raising(story, line, finding)]
    if finding.is_nonconformity and finding.issued_on is not None:
        moments += [*_planning(story, line, finding), *_doing(story, finding), *_judging(story, line, finding)]
    elif finding.type == Finding.Type.OFI and finding.issued_on is not None:
        moments += _deciding(story, line, finding)
    taken: dict[tuple[int, int], int] = {}
    for one in sorted(moments, key=lambda one: (one.days, one.hour)):
        at = taken[one.days, one.hour] = taken.get((one.days, one.hour), int(finding.ref[-3:]) * 7 % 40) + 4
        story.tell(
            at=story.moment(one.days, f"{one.hour:02d}:{at:02d}", unit=finding.unit),
            actor=one.actor,
            kind=one.name,
            subject=finding,
            summary=one.summary,
            details=one.details or None,
            notify=story.accounts_of(*one.told),
        )


def _told(step: str) -> str:
    return str(FINDING.step(step).told)


def _lead(story: Story, finding: Finding) -> User:
    return story.account(finding.audit.lead.number)


def _owner(story: Story, finding: Finding) -> User:
    return story.account(finding.owner.number)


def _raising(story: Story, line: Line, finding: Finding) -> Iterator[Moment]:
    lead, process = finding.audit.lead, finding.process
    words = {"type": finding.get_type_display().lower()}
    if line.get("raised_by_external"):
        words |= {"body": line["raised_by_external"], "ref": line["external_ref"], "grade": line["external_grade"]}
        summary, actor = _("received it from %(body)s: %(ref)s, %(grade)s") % words, _lead(story, finding)
    else:
        summary, actor = _("logged it: %(type)s") % words, story.account(finding.raised_by.number)
    raised = (finding.raised_on - story.on).days
    yield Moment(raised, 10, "finding.logged", actor, summary, [lead], {"statement": finding.statement})
    if finding.issued_on is None:
        return
    told = [finding.owner, finding.owner.deputy if finding.owner else None]
    told += [process.owner, process.deputy] if process else []
    silent = finding.type in (Finding.Type.OBSERVATION, Finding.Type.GOOD_PRACTICE)
    step = "note" if silent else "issue"
    yield Moment(int(line["issued"]), 15, f"finding.{step}", _lead(story, finding), _told(step), told)


def _planning(story: Story, line: Line, finding: Finding) -> Iterator[Moment]:
    owner, lead = _owner(story, finding), _lead(story, finding)
    submit, team = _told("submit_plan"), [finding.audit.lead, finding.raised_by]
    if line["plan_returned"]:
        returned, reason = int(line["plan_returned"]), line["return_comment"]
        yield Moment(returned - 3, 11, "finding.submit_plan", owner, submit, team)
        summary = f"{_told('return_plan')}: {reason}"
        yield Moment(returned, 13, "finding.return_plan", lead, summary, [finding.owner], {"reason": reason})
    if line["plan_submitted"]:
        yield Moment(int(line["plan_submitted"]), 11, "finding.submit_plan", owner, submit, team)
        for action in finding.actions.select_related("owner"):
            yield _added(int(line["plan_submitted"]), action, actor=owner)
    if line["plan_accepted"]:
        accept = _told("accept_plan")
        yield Moment(int(line["plan_accepted"]), 10, "finding.accept_plan", lead, accept, [finding.owner])
    if line["corrected"]:
        actor = story.account(line["correction_by"]) if line["correction_by"] in story.accounts else owner
        correct = _told("correct")
        yield Moment(int(line["corrected"]), 16, "finding.correct", actor, correct, [finding.audit.lead])


def _added(days: int, action: CorrectiveAction, *, actor: User) -> Moment:
    words = {"number": action.order, "owner": action.owner, "day": date_format(action.due_on, "j M Y")}
    summary = _("Action %(number)d for %(owner)s by %(day)s") % words
    return Moment(days, 12, "action.added", actor, summary, [action.owner], {"text": action.text})


def _doing(story: Story, finding: Finding) -> Iterator[Moment]:
    for action in finding.actions.exclude(implemented_on=None).select_related("owner"):
        days = (action.implemented_on - story.on).days
        summary = _("Action %(number)d implemented") % {"number": action.order}
        actor, details = story.account(action.owner.number), {"action": action}
        yield Moment(days, 9, "action.implemented", actor, summary, [finding.owner], details)
    if finding.implemented_on is not None:
        days = (finding.implemented_on - story.on).days
        told = [finding.audit.lead]
        yield Moment(days, 14, "finding.implement", _owner(story, finding), _told("implement"), told)


def _judging(story: Story, line: Line, finding: Finding) -> Iterator[Moment]:
    if finding.verifier is None or not line["verified"]:
        return
    lead, named, details = _lead(story, finding), _told("name_verifier"), {"verifier": finding.verifier}
    yield Moment(int(line["implemented"]) + 2, 10, "finding.name_verifier", lead, named, [finding.verifier], details)
    verifier, told = story.account(finding.verifier.number), [finding.owner, finding.audit.lead]
    facts = {"method": line["verification_method"], "sample": line["verification_sample"]}
    facts |= {"early_reason": line["early_reason"]} if line["early_reason"] else {}
    yield Moment(int(line["closed"]), 11, "finding.verify", verifier, _told("verify"), told, facts)


def _deciding(story: Story, line: Line, finding: Finding) -> Iterator[Moment]:
    if not line["disposition"]:
        return
    owner, lead, reason = _owner(story, finding), [finding.audit.lead], line["disposition_reason"]
    decided = int(line["disposition_on"])
    if line["disposition"] == "accept":
        yield Moment(decided, 10, "finding.accept", owner, f"{_told('accept')}: {reason}", lead)
        yield Moment(int(line["closed"]), 15, "finding.settle", owner, _told("settle"), lead)
        return
    summary = f"{_told('decline')}: {reason}"
    yield Moment(decided, 10, "finding.decline", owner, summary, lead, {"reason": reason})
