"""What is to be assured: frameworks with their mapping, processes, controls."""

from datetime import date
from pathlib import Path

from assurance.actions import load_framework
from assurance.models import Area, Control, Framework, Process, Requirement, RequirementMapping
from assurance.workflows import CONTROL
from foundation.dates import add_months
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE

REVIEWED, SPREAD = 30, 13  # days since the last review of the first process, and from one to the next
CONTENT = Path(__file__).parent.parent / "content"
LISTS = {"ISO27001-2022": "iso27001_2022.csv", "MCB": "mcb.csv"}


def load_catalogue(story: Story) -> None:
    """Writes them all."""
    _frameworks(story)
    _mappings()
    _processes(story)
    _controls(story)


def requirements() -> dict[tuple[str, str], Requirement]:
    """The requirements by the code of their framework and their reference."""
    return {(row.framework.code, row.ref): row for row in Requirement.objects.select_related("framework")}


def _frameworks(story: Story) -> None:
    made: dict[str, Framework] = {}
    for line in lines_of(CONTENT / "demo" / "frameworks.csv"):
        facts = {
            **{key: line[key] for key in ("title", "edition", "issuer", "licence_note")},
            **{key: date.fromisoformat(line[key]) if line[key] else None for key in ("published_on", "withdrawn_on")},
            "predecessor": made.get(line["predecessor"]),
        }
        framework = Framework.objects.create(code=line["code"], **facts)
        made[framework.code] = framework
        if framework.code in LISTS:
            rows = lines_of(CONTENT / LISTS[framework.code])
            load_framework(actor=story.robot, code=framework.code, facts=facts, rows=rows)
        else:
            story.imported(framework, "framework.imported")


def _mappings() -> None:
    known = requirements()
    RequirementMapping.objects.bulk_create(
        RequirementMapping(
            a=known[line["framework"], line["ref"]],
            b=known[line["to_framework"], line["to_ref"]],
            relation=line["relation"],
            note=line["note"],
        )
        for line in lines_of(CONTENT / "mcb_mapping.csv")
    )


def _processes(story: Story) -> None:
    areas = {area.code: area for area in Area.objects.all()}
    for number, line in enumerate(lines_of(CONTENT / "demo" / "processes.csv")):
        reviewed = story.day(-REVIEWED - SPREAD * number)
        process = Process(
            code=line["code"],
            name=line["name"],
            purpose=line["purpose"],
            area=areas[line["area"]],
            unit=story.units[line["unit"]],
            owner=story.somebody(line["owner"]),
            deputy=story.somebody(line["deputy"]),
            reviewed_on=reviewed,
            next_review_on=add_months(reviewed, 12),
            qms_process=line["qms_process"],
            qms_document=line["qms_document"],
            qms_clauses=line["qms_clauses"].replace(";", "; "),
            state=Process.State.ACTIVE,
        )
        process.full_clean()
        process.save()
        process.regions.set(story.units[code] for code in line["regions"].split(";"))
        story.imported(process, "process.imported", code=process.code)


def _controls(story: Story) -> None:
    """Controls for the requirements of the baseline; each also meets what its requirement is mapped to."""
    known = requirements()
    for line in lines_of(CONTENT / "demo" / "controls.csv"):
        control = Control(
            code=line["code"],
            statement=line["statement"],
            kind=line["kind"],
            frequency=line["frequency"],
            evidence_freshness_months=int(line["freshness_months"]),
            owner=story.somebody(line["owner"]),
            unit=story.units[line["unit"]],
        )
        control.full_clean()
        control.save()
        met = known["MCB", line["requirement"]]
        control.requirements.set([met, *[mapping.b for mapping in met.mappings.select_related("b")]])
        CONTROL.place(control, Control.State.OPERATING, actor=story.robot, on=story.on, source=SOURCE)
