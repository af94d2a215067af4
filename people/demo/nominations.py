"""The nominations and awards of the demonstration, as their history led there."""

from datetime import date
from pathlib import Path

from assurance.demo.evidence import attach
from assurance.models import Evidence
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.directory.models import User
from foundation.numbers import next_reference
from people.actions.nomination import PREFIX, PURPOSE, shared_unit
from people.models import Nomination, Nominee
from people.workflows import NOMINATION

C = Nominee.Consent
CONTENT = Path(__file__).parent.parent / "content" / "demo"
Line = dict[str, str]


def load_nominations(story: Story) -> None:
    """Twelve months of awards, what waits, and a draft."""
    lines = lines_of(CONTENT / "nominations.csv")
    for line in sorted(lines, key=lambda one: int(one["submitted"] or 0)):
        row = _nomination(story, line)
        _share(story, line, row)
        _tell(story, line, row)
        NOMINATION.place(row, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _nomination(story: Story, line: Line) -> Nomination:
    row = Nomination(
        **{name: line[name] for name in ("title", "kind", "story", "band")},
        ref=next_reference(PREFIX, _written(story, line).year),
        nominator=story.people[line["nominator"]],
        unit=shared_unit([story.people[number] for number in line["nominees"].split(";")]),
        reviewed_by=story.somebody(line["reviewer"]),
        reviewed_on=story.maybe_day(line["reviewed"]),
        awarded_by=story.somebody(line["awarder"]),
        awarded_on=story.maybe_day(line["awarded"]),
    )
    row.full_clean()
    row.save()
    return row


def _written(story: Story, line: Line) -> date:
    return story.day(int(line["submitted"] or 0) - 1)


def _share(story: Story, line: Line, row: Nomination) -> None:
    """Who is named, and what they said about being shown."""
    numbers = line["nominees"].split(";")
    answers = [C.GIVEN] * len(numbers) if line["published"] else line["consents"].split(";")
    for number, answer in zip(numbers, answers + [C.OPEN] * (len(numbers) - len(answers)), strict=True):
        said = answer or C.OPEN
        on = None if said == C.OPEN else story.day(int(line["awarded"]) + 2)
        Nominee.objects.create(nomination=row, person=story.people[number], consent=said, answered_on=on)


def _tell(story: Story, line: Line, row: Nomination) -> None:
    written = int(line["submitted"] or 0) - 1
    nominator, shares = story.account(line["nominator"]), list(row.shares.select_related("person"))
    names = ", ".join(share.person.name for share in shares)
    _told(story, row, written, nominator, "made", f"nominated {names}")
    for name in ("submit", "review", "award"):
        offset = line[{"submit": "submitted", "review": "reviewed", "award": "awarded"}[name]]
        who = {"submit": line["nominator"], "review": line["reviewer"], "award": line["awarder"]}[name]
        if offset:
            told = story.accounts_of(row.nominator, *(share.person for share in shares)) if name == "award" else []
            _told(story, row, int(offset), story.account(who), name, "", told)
    for share in shares:
        if share.answered_on is not None:
            step = "agree" if share.consent == C.GIVEN else "object"
            _told(story, row, int(line["awarded"]) + 2, story.account(share.person.number), step)
    if line["published"]:
        Nomination.objects.filter(pk=row.pk).update(published_on=story.day(line["published"]))
        _told(story, row, int(line["published"]), story.account("P-0013"), "publish")
    if line["evidence"]:
        at = story.moment(written, unit=row.unit, key=f"{row.ref} evidence")
        version = Evidence.objects.get(ref=line["evidence"]).versions.latest("number")
        attach(story, version, row=row, purpose=PURPOSE, at=at)
    story.backdate(story.moment(written, unit=row.unit, key=f"{row.ref} made"), row)


def _told(
    story: Story,
    row: Nomination,
    offset: int,
    actor: User,
    name: str,
    summary: str = "",
    told: list[User] | None = None,
) -> None:
    at = story.moment(offset, unit=row.unit, key=f"{row.ref} {name}")
    words = summary or str(NOMINATION.step(name).told)
    kind = f"nomination.{name}"
    story.tell(at=at, actor=actor, kind=kind, subject=row, summary=words, notify=told or [])
