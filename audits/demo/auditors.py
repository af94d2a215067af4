"""Who may audit in the set: qualifications, and the conflicts that auditors declared."""

from typing import Any

from assurance.models import Framework, Process, Supplier
from audits.demo.audits import CONTENT, PLANNER
from audits.models import AuditorQualification, ConflictDeclaration
from foundation.demonstration import Story, lines_of


def load_auditors(story: Story) -> None:
    """Writes them before the audits, whose leads have to be qualified."""
    frameworks = {row.code: row for row in Framework.objects.all()}
    for line in lines_of(CONTENT / "auditors.csv"):
        row = AuditorQualification(
            person=story.people[line["person"]],
            framework=frameworks[line["framework"]],
            grade=line["grade"],
            valid_from=story.day(line["from"]),
            valid_until=story.day(line["until"]),
            cpd_hours=line["hours"],
        )
        row.full_clean()
        row.save()
        story.imported(row, "qualification.imported")
    for line in lines_of(CONTENT / "conflicts.csv"):
        _conflict(story, line)


def _conflict(story: Story, line: dict[str, str]) -> None:
    found: dict[str, Any] = {
        "process": lambda name: Process.objects.get(code=name),
        "unit": lambda name: story.units[name],
        "supplier": lambda name: Supplier.objects.get(name=name),
    }
    row = ConflictDeclaration(
        person=story.people[line["person"]],
        from_on=story.day(line["from"]),
        to_on=story.maybe_day(line["to"]),
        **{line["what"]: found[line["what"]](line["which"])},
        **{key: line[key] for key in ("kind", "note", "decision", "decision_note")},
    )
    if row.decision != ConflictDeclaration.Decision.WAITING:
        row.decided_by, row.decided_on = story.people[PLANNER], story.day(-60)
    row.full_clean()
    row.save()
    story.imported(row, "conflict.imported")
