"""The scope statement of the assurance system in versions, and who governs it; one region's seat has just ended."""

from datetime import date
from pathlib import Path

from assurance.models import GovernanceRole, ScopeStatement
from assurance.workflows import SCOPE
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE

CONTENT = Path(__file__).parent.parent / "content" / "demo"
S = ScopeStatement.State


def load_system(story: Story) -> None:
    """Writes the versions, the oldest first, and the seats."""
    for line in lines_of(CONTENT / "scopes.csv"):
        _scope(story, line)
    for line in lines_of(CONTENT / "governance.csv"):
        _seat(story, line)


def _scope(story: Story, line: dict[str, str]) -> None:
    unit, author = story.units["MN"], story.account(line["author"])
    at = story.moment(line["written_offset"], unit=unit, key=f"scope {line['number']}")
    scope = ScopeStatement(
        unit=unit,
        number=int(line["number"]),
        text=line["text"],
        change_note=line["change_note"],
        author=author,
        approved_by=story.account(line["approver"]) if line["approver"] else None,
        approved_on=story.maybe_day(line["approved_offset"]),
    )
    scope.full_clean()
    scope.save()
    scope.writers.add(author)
    story.backdate(at, scope)
    story.tell(at=at, actor=author, kind="scope.written", subject=scope, summary=f"Wrote version {scope.number}")
    _tell(story, scope, "submit", line["written_offset"])
    if line["approved_offset"]:
        _tell(story, scope, "approve", line["approved_offset"])
    SCOPE.place(scope, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _tell(story: Story, scope: ScopeStatement, name: str, offset: str) -> None:
    actor = scope.author if scope.approved_by is None or name == "submit" else scope.approved_by
    at = story.moment(offset, "17:30" if name == "submit" else "", unit=scope.unit, key=f"{scope} {name}")
    summary = str(SCOPE.step(name).told)
    story.tell(at=at, actor=actor, kind=f"scope.{name}", subject=scope, summary=summary)


def _seat(story: Story, line: dict[str, str]) -> None:
    first: date = story.day(line["from_offset"])
    seat = GovernanceRole(
        kind=line["kind"],
        unit=story.units[line["unit"]],
        person=story.people[line["person"]],
        duties=line["duties"],
        from_on=first,
        until_on=story.maybe_day(line["until_offset"]),
    )
    seat.full_clean()
    seat.save()
    story.imported(seat, "governance.imported", seat=seat.kind)
