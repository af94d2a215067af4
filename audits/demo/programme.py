"""Recurring audits, and the first audits that the clock makes of them."""

from assurance.models import Framework, Process
from audits.actions import create_occurrences
from audits.demo.audits import CONTENT
from audits.models import ProgrammeLine
from foundation.demonstration import Story, lines_of


def load_programme(story: Story) -> None:
    """Adds the lines and lets scheduled work create their audits of the next twelve months."""
    for line in lines_of(CONTENT / "programme_lines.csv"):
        process = Process.objects.select_related("area").get(code=line["process"])
        row = ProgrammeLine(
            **{key: line[key] for key in ("title", "kind", "method", "rationale")},
            unit=story.units[line["unit"]],
            area=process.area,
            lead=story.people[line["lead"]],
            anchor=story.day(line["anchor_offset"]),
            interval_months=int(line["interval_months"]),
            month_end=line["month_end"] == "yes",
            working_days=int(line["auditor_days"]),
        )
        row.full_clean()
        row.save()
        row.processes.set([process])
        row.frameworks.set(Framework.objects.filter(code__in=line["criteria"].split(";")))
        story.imported(row, "line.imported")
        create_occurrences(actor=story.robot, line=row, on=story.on)
