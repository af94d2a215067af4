"""Cases of the demonstration; each stage writes what its verbs would have written, with its events."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.numbers import next_reference
from people.cases.actions.reporting import PREFIX
from people.cases.demo import endings, inquiries
from people.cases.demo.told import ACKNOWLEDGED, DECIDED, FINISHED, TOLD, Told
from people.cases.erasure import erase_identities
from people.cases.models import Case, CaseReporter, CaseSubject
from people.cases.tokens import hash_of, new_token
from people.cases.workflows import CASE

CONTENT = Path(__file__).parent.parent / "content" / "demo"
TOKEN = "K7QF-3M2X-9TRD-H4WP-ZB6C"  # noqa: S105 - opens the report without a name that waits for its acknowledgement
S = Case.State
DECISIVE = (S.DECISION_PENDING, S.CLOSED_UNFOUNDED, S.SANCTIONED, S.UNDER_APPEAL, S.FINAL)


def load_cases(story: Story) -> None:
    """Writes them, the oldest report first; the one that was erased keeps what statistics need."""
    for line in sorted(lines_of(CONTENT / "cases.csv"), key=lambda line: int(line["reported"])):
        _load(story, line)


def _load(story: Story, line: dict[str, str]) -> None:
    told = Told(story, line, _report(story, line))
    state = line["state"]
    inquiries.begin(told)
    if state != S.REPORTED and line["allegation"]:
        inquiries.investigate(told)
    if state in DECISIVE and line["allegation"]:
        inquiries.finish(told)
        inquiries.hear(told)
    changes = _conclude(told) if state in DECISIVE else {}
    if changes:
        Case.objects.filter(pk=told.case.pk).update(**changes)
    CASE.place(told.case, state, actor=story.robot, on=story.on, source=SOURCE)
    if line["erased"]:
        Case.objects.filter(pk=told.case.pk).update(erased_on=story.day(line["erased"]))
        erase_identities(told.case)


def _conclude(told: Told) -> dict[str, Any]:
    """What follows the hearing, as far as the state; returns the days that the case itself keeps."""
    state = told.line["state"]
    if told.line["erased"]:
        return {"closed_on": told.day(DECIDED)}
    decision = endings.propose(told)
    if state == S.DECISION_PENDING:
        return {"consulted_on": told.day(FINISHED)}
    endings.decide(told, decision)
    if state == S.CLOSED_UNFOUNDED:
        endings.close(told)
        return {"closed_on": told.day(DECIDED)}
    endings.sanction(told)
    if state == S.UNDER_APPEAL:
        endings.appeal(told)
        return {}
    return endings.end(told)


def _report(story: Story, line: dict[str, str]) -> Case:
    reported = story.day(line["reported"])
    is_known = line["state"] != S.REPORTED
    case = Case(
        ref=next_reference(PREFIX, reported.year),
        unit=story.units[line["unit"]],
        reported_on=reported,
        anonymous=not line["reporter"],
        acknowledged_on=reported + timedelta(days=ACKNOWLEDGED) if is_known else None,
        fed_back_on=reported + timedelta(days=FINISHED) if line["state"] in DECISIVE else None,
        subject_told_on=reported + timedelta(days=TOLD) if line["allegation"] else None,
        description=line["description"] or "Erased.",
        **{name: line[name] for name in ("category", "severity", "channel", "clause")},
    )
    case.full_clean()
    case.save()
    token = "" if line["reporter"] else new_token() if is_known else TOKEN
    CaseReporter.objects.create(case=case, person=story.somebody(line["reporter"]), token_hash=hash_of(token))
    if line["subject"] or line["words"]:
        CaseSubject.objects.create(case=case, person=story.somebody(line["subject"]), words=line["words"])
    return case
