"""The integration matrix: what each process owes, by which control, and evidence that is as old as the story wants."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assurance.actions import take_snapshot
from assurance.demo.evidence import Line, write_evidence
from assurance.demo.history import load_history
from assurance.models import Cell, Control, Process, Requirement
from foundation.dates import add_months
from foundation.demonstration import Story, lines_of

CONTENT = Path(__file__).parent.parent / "content" / "demo"
FIRST_REF = 901  # of the evidence of cells
DECIDER, DECIDED = "P-0014", -210  # the second officer, when the matrix was drawn up


def load_cells(story: Story) -> None:
    """Writes every cell with its proof, and how the matrix stood in the nights before."""
    placed = list(_cells(story))
    write_evidence(story, list(_evidence(story, placed)), lambda line: [(Cell.objects.get(uuid=line["cell"]), "cell")])
    load_history(story.on)
    take_snapshot(actor=story.robot, on=story.on)


def _cells(story: Story) -> Iterator[tuple[Cell, Line]]:
    """Requirement k of an area sits at its process ((k − 1) mod n) + 1. Source: the demonstration set, matrix 5 × 20."""
    controls = {control.code: control for control in Control.objects.all()}
    requirements = {one.ref: one for one in Requirement.objects.filter(framework__code="MCB")}
    processes = _processes_by_area()
    for number, line in enumerate(lines_of(CONTENT / "cells.csv")):
        here = processes[line["area"]]
        cell = Cell(
            process=here[number % len(requirements) % len(here)],
            requirement=requirements[line["requirement"]],
            control=controls.get(line["control"]),
        )
        if line["reason"]:
            cell.applicable, cell.reason = False, line["reason"]
            cell.decided_by, cell.decided_on = story.people[DECIDER], story.day(DECIDED)
        cell.full_clean()
        cell.save()
        story.imported(cell, "cell.imported")
        yield cell, line


def _processes_by_area() -> dict[str, list[Process]]:
    """In the order of the content file."""
    known = {process.code: process for process in Process.objects.select_related("unit", "owner", "deputy")}
    found: dict[str, list[Process]] = {}
    for line in lines_of(CONTENT / "processes.csv"):
        found.setdefault(line["area"], []).append(known[line["code"]])
    return found


def _evidence(story: Story, placed: list[tuple[Cell, Line]]) -> Iterator[Line]:
    """A line of evidence for each cell that has one: as of the day that leaves it the wanted days."""
    kinds = {line["requirement"]: line for line in lines_of(CONTENT / "cell_evidence.csv")}
    proven = [(cell, line) for cell, line in placed if line["days_left"]]
    for number, (cell, line) in enumerate(proven, start=FIRST_REF):
        kind, process = kinds[line["requirement"]], cell.process
        assert cell.control is not None  # noqa: S101 - what is proven has a control in the content file
        until = story.day(line["days_left"])
        spoken = _offset(story, add_months(until, -cell.control.evidence_freshness_months))
        yield {
            **kind,
            "ref": f"EV-{number:04d}",
            "title": f"{kind['title']}, {process.name}",
            "cell": str(cell.uuid),
            "grading": "internal",
            "unit": process.unit.code,
            "as_of_offset": str(spoken),
            "valid_until_offset": "",
            "uploader": process.deputy.number if process.deputy else "",
            "reviewer": process.owner.number if process.owner else "",
            "uploaded_offset": str(min(spoken + 3, -3)),
            "reviewed_offset": str(min(spoken + 6, -1)),
            "state": "accepted",
            "reject_reason": "",
        }


def _offset(story: Story, day: date) -> int:
    return (day - story.on).days
