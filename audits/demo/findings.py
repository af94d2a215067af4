"""The findings of the year as far as each has come, and the three drafts of the audit that is in its fieldwork."""

import json
from collections.abc import Mapping
from datetime import timedelta

from assurance.demo import requirements
from assurance.models import Process, Requirement
from audits.demo.audits import CONTENT
from audits.demo.dues import write_dues
from audits.demo.histories import tell_history
from audits.models import Audit, CauseAnalysis, ChecklistItem, CorrectiveAction, Finding, Verification
from audits.policies import VERIFICATION_WINDOWS
from audits.workflows import FINDING
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.numbers import next_reference

Line = Mapping[str, str]


def load_findings(story: Story) -> None:
    """Writes the findings with cause, actions and verification, their dates as issued, and their history."""
    lines = lines_of(CONTENT / "findings.csv")
    actions = lines_of(CONTENT / "actions.csv")
    made: dict[str, Finding] = {}
    known = requirements()
    for line in lines:
        finding = _finding(story, line, known[line["framework"], line["requirement"]])
        finding.repeat_of = made.get(line["repeat_of"])
        finding.full_clean()
        finding.save()
        made[finding.ref] = finding
        _cause(line, finding)
        _actions(story, [row for row in actions if row["finding"] == finding.ref], finding)
        _verification(story, line, finding)
        write_dues(story, line, finding)
        tell_history(story, line, finding)
        FINDING.place(finding, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _finding(story: Story, line: Line, requirement: Requirement) -> Finding:
    audit = Audit.objects.select_related("unit", "lead").get(ref=line["audit"])
    item = _item(audit, line)
    raised = item.answered_at.date() if item and item.answered_at else audit.actual_end
    implemented = story.maybe_day(line["implemented"])
    window = VERIFICATION_WINDOWS.get(line["type"], {})
    return Finding(
        **{key: line[key] for key in ("ref", "type", "title", "statement", "objective_evidence", "correction")},
        **{key: line[key] for key in ("external_ref", "external_grade")},
        audit=audit,
        item=item,
        unit=story.units[line["unit"]],
        requirement=requirement,
        process=Process.objects.select_related("owner", "deputy").filter(code=line["process"]).first(),
        owner=story.somebody(line["owner"]),
        raised_by=story.somebody(line["raised_by"]),
        raised_on=raised,
        issued_on=story.day(line["issued"]),
        systemic=line["systemic"] == "yes",
        corrected_on=story.maybe_day(line["corrected"]),
        implemented_on=implemented,
        verify_from=implemented + timedelta(days=window["min_days"]) if implemented else None,
        verifier=story.somebody(line["verifier"]),
        closed_on=story.maybe_day(line["closed"]),
        returned_count=1 if line["plan_returned"] else 0,
        decision=line["disposition_reason"],
    )


def _item(audit: Audit, line: Line) -> ChecklistItem | None:
    """The question that led to it: the one with its result that no other finding stands behind."""
    asked = ChecklistItem.objects.filter(audit=audit, requirement__ref=line["requirement"], result=line["type"])
    return asked.filter(findings=None).first()


def _cause(line: Line, finding: Finding) -> None:
    if not line["cause"]:
        return
    cause = CauseAnalysis(
        finding=finding,
        method=line["cause_method"],
        category=line["cause_category"],
        whys=[why["because"] for why in json.loads(line["whys"])],
        text=line["cause"],
        similar_found=line["similar_found"] == "yes",
        similar_where=line["similar_where"],
    )
    cause.full_clean()
    cause.save()


def _actions(story: Story, lines: list[Line], finding: Finding) -> None:
    for line in lines:
        done = story.maybe_day(line["implemented"])
        action = CorrectiveAction(
            finding=finding,
            order=int(line["order"]),
            text=line["text"],
            owner=story.people[line["owner"]],
            due_on=story.day(line["due"]),
            implemented_on=done,
            implemented_by=story.people[line["owner"]] if done else None,
        )
        action.full_clean()
        action.save()


def _verification(story: Story, line: Line, finding: Finding) -> None:
    if not line["verified"]:
        return
    verification = Verification(
        finding=finding,
        by=story.people[line["verifier"]],
        on=story.day(line["verified"]),
        method=line["verification_method"],
        sample=f"{line['verification_sample']}. {line['verification_text']}",
        result=Verification.Result.EFFECTIVE,
        early_reason=line["early_reason"],
    )
    verification.full_clean()
    verification.save()


def load_drafts(story: Story) -> None:
    """The drafts on the fieldwork screen; their references are the first of the running numbers."""
    known = requirements()
    for line in lines_of(CONTENT / "draft_findings.csv"):
        audit = Audit.objects.select_related("unit", "lead").get(ref=line["audit"])
        raised = story.day(line["raised_offset"])
        number = f"{line['requirement']}.{line['order']}"
        finding = Finding(
            ref=next_reference("F", raised.year),
            audit=audit,
            item=audit.items.get(number=number),
            **{key: line[key] for key in ("type", "title", "statement", "objective_evidence")},
            requirement=known["MCB", line["requirement"]],
            process=Process.objects.get(code=line["process"]),
            unit=story.units[line["unit"]],
            owner=story.somebody(line["owner"]),
            raised_by=story.people[line["raised_by"]],
            raised_on=raised,
        )
        finding.full_clean()
        finding.save()
        tell_history(story, line, finding)
