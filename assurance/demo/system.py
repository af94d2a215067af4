"""The record of the assurance system: three versions of its scope statement, and who governs."""

from pathlib import Path

from assurance.models import GovernanceRole, ScopeStatement
from assurance.workflows import SCOPE
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE

CONTENT = Path(__file__).parent.parent / "content" / "demo"
HEAD = "MN"


def load_system(story: Story) -> None:
    """Writes the versions in their order, then the seats."""
    for line in lines_of(CONTENT / "scopes.csv"):
        _version(story, line)
    for line in lines_of(CONTENT / "governance.csv"):
        _seat(story, line)


def _version(story: Story, line: dict[str, str]) -> None:
    unit, author = story.units[HEAD], story.account(line["author"])
    approver = story.account(line["approver"]) if line["approver"] else None
    facts = {key: line[key] for key in ("text", "change_note")}
    approved = {"approved_by": approver, "approved_on": story.maybe_day(line["approved_offset"])}
    scope = ScopeStatement(unit=unit, number=int(line["number"]), author=author, **facts, **approved)
    scope.full_clean()
    scope.save()
    at = story.moment(line["written_offset"], unit=unit, key=f"scope {scope.number}")
    story.backdate(at, scope)
    words = f"Wrote version {scope.number}"
    story.tell(at=at, actor=author, kind="scope.written", subject=scope, summary=words)
    if approver is not None:
        told = story.moment(line["approved_offset"], unit=unit, key=f"scope {scope.number} approved")
        summary = str(SCOPE.step("approve").told)
        story.tell(at=told, actor=approver, kind="scope.approve", subject=scope, summary=summary)
    SCOPE.place(scope, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _seat(story: Story, line: dict[str, str]) -> None:
    seat = GovernanceRole(
        kind=line["kind"],
        unit=story.units[line["unit"]],
        person=story.people[line["person"]],
        duties=line["duties"],
        from_on=story.day(line["from_offset"]),
        until_on=story.maybe_day(line["until_offset"]),
    )
    seat.full_clean()
    seat.save()
    story.imported(seat, "governance.imported", seat=seat.kind)
