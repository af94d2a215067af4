"""What is to be assured: frameworks with their mapping, processes, controls."""

from datetime import date
from pathlib import Path

from assurance.actions import load_framework
from assurance.models import Area, Control, Framework, Process, Requirement, RequirementMapping
from assurance.workflows import CONTROL, PROCESS
from foundation.dates import add_months
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE

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
            "active": line["active"] != "no",
        }
        framework = Framework.objects.create(code=line["code"], **facts)
        made[framework.code] = framework
        rows = _rows_of(framework.code)
        if rows:
            load_framework(actor=story.robot, code=framework.code, facts=facts, rows=rows)
        else:
            story.imported(framework, "framework.imported")


def _rows_of(code: str) -> list[dict[str, str]]:
    """Its whole list, or the handful of lines that the story needs of it; none of an edition kept for history."""
    if code in LISTS:
        return list(lines_of(CONTENT / LISTS[code]))
    return [line for line in lines_of(CONTENT / "demo" / "requirements.csv") if line["framework"] == code]


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
    for line in lines_of(CONTENT / "demo" / "processes.csv"):
        process = Process(
            code=line["code"],
            name=line["name"],
            purpose=line["purpose"],
            area=areas[line["area"]],
            unit=story.units[line["unit"]],
            owner=story.somebody(line["owner"]),
            deputy=story.somebody(line["deputy"]),
            **{key: line[key] for key in ("qms_process", "qms_document", "qms_clauses")},
            reviewed_on=story.day(line["reviewed_offset"]),
        )
        process.next_review_on = add_months(story.day(line["reviewed_offset"]), process.review_months)
        process.full_clean()
        process.save()
        process.regions.set(story.units[code] for code in line["regions"].split(";"))
        PROCESS.place(process, Process.State.ACTIVE, actor=story.robot, on=story.on, source=SOURCE)
        _tell_review(story, process, line["reviewed_offset"])


def _tell_review(story: Story, process: Process, offset: str) -> None:
    """The last review as the trail tells it, by the owner or in their name."""
    at = story.moment(offset, unit=process.unit, key=process.code)
    actor = next(iter(story.accounts_of(process.owner)), story.robot)
    summary = str(PROCESS.step("review").told)
    story.tell(at=at, actor=actor, kind="process.review", subject=process, summary=summary)


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
