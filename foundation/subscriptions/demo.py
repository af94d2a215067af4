"""The chapter of reports in the demonstration set: what comes by itself, what was sent, and what somebody asked for."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from foundation import files, words
from foundation.dates import Rhythm, next_occurrence, occurrences
from foundation.demonstration import Story
from foundation.demonstration.story import SOURCE
from foundation.directory.calendars import work_calendar
from foundation.directory.models import User
from foundation.models.subscriptions import Sending, Subscription
from foundation.models.work import Job
from foundation.reports import kind_of, paper_of
from foundation.reports.papers import Paper
from foundation.subscriptions.lists import KEPT_FOR
from foundation.subscriptions.workflow import SUBSCRIPTION
from foundation.verbs import pack

HELENA, INES, ARJUN, LENA = "P-0001", "P-0013", "P-0014", "P-0007"


class Standing(NamedTuple):
    """A subscription of the set: what comes, in which rhythm, since how many days, whose it is and who gets it."""

    title: str
    report: str
    paper: str
    query: str
    rhythm: str
    days: int
    owner: str
    recipients: tuple[str, ...]
    state: str = "active"
    ending: str = "pdf"


STANDING = (
    Standing("Monthly board", "board", "board", "", "month:1", 204, HELENA, (HELENA, LENA)),
    Standing("Corrective actions", "corrective-actions", "actions", "format=pdf", "week:0", 40, INES, (INES, ARJUN)),
    Standing(
        "Audits on plan", "audits-list", "audits-list", "plan=yes", "quarter:1", 150, INES, (INES,), "paused", "xlsx"
    ),
)


def load(*, today: date) -> None:
    """Writes the subscriptions with everything they sent, and the board that Helena asked for this morning."""
    story = Story(today)
    for line in STANDING:
        _subscribe(story, line)
    at = story.moment(0, "06:40", unit=story.units["MN"])
    _job(_paper("board"), story.account(HELENA), at, {"query": ""}, "pdf", keep=True)


def _paper(name: str) -> Paper:
    found = paper_of(name)
    assert found is not None, name  # noqa: S101 - the demonstration names papers of ours
    return found


def _subscribe(story: Story, line: Standing) -> None:
    user, unit = story.account(line.owner), story.people[line.owner].unit
    began = story.moment(-line.days, "10:05", unit=unit)
    facts: dict[str, Any] = {name: getattr(line, name) for name in ("title", "report", "query", "rhythm")}
    next_on = next_occurrence(Rhythm.of(line.rhythm), work_calendar(unit), after=story.on)
    row = Subscription.objects.create(**facts, owner=user, unit=unit, next_on=next_on)
    row.recipients.set([story.account(number) for number in line.recipients])
    story.backdate(began, row)
    said = f"Subscribed: {row.get_rhythm_display()}"
    story.tell(at=began, actor=user, kind="subscription.begun", subject=row, summary=said, details=facts)
    if line.state != Subscription.State.ACTIVE:
        SUBSCRIPTION.place(row, line.state, actor=story.robot, on=story.on, source=SOURCE)
    _send(story, row, line, began.date())


def _send(story: Story, row: Subscription, line: Standing, began: date) -> None:
    """Every day of the rhythm since it began; files only of those that would still be kept."""
    rhythm, calendar, paper = Rhythm.of(line.rhythm), work_calendar(row.unit), _paper(line.paper)
    first = next_occurrence(rhythm, calendar, after=began)
    given = {} if line.paper == "actions" else {"query": line.query}
    for day in occurrences(rhythm, calendar, first=first, last=story.on):
        at = story.moment((day - story.on).days, "05:15", unit=row.unit)
        for user in row.recipients.all():
            job = _job(paper, user, at, given, line.ending, keep=story.on - day < KEPT_FOR)
            sent = Sending.objects.create(subscription=row, due_on=day, recipient=user, job=job)
            story.backdate(at, sent)
        sent_to = len(line.recipients)
        said = f"sent it to {sent_to} {'person' if sent_to == 1 else 'people'}"
        details = {"due_on": day, "sent": sent_to}
        story.tell(at=at, actor=story.robot, kind="subscription.sent", subject=row, summary=said, details=details)


def _job(paper: Paper, user: User, at: datetime, given: dict[str, Any], ending: str, *, keep: bool) -> Job:
    """The job that made a report for somebody in the past; with its file, as it is made today, where that is kept."""
    done = {"state": Job.State.DONE, "done_count": 3, "total_count": 3, "tries": 1, "started_at": at}
    made = {"finished_at": at + timedelta(seconds=4), "result_name": f"{paper.name}-{at:%Y-%m-%d}.{ending}"}
    made["message"] = f"As of {words.day(at)}."
    if keep:
        more = {**given, "progress": lambda *_counts: None} if paper.reads else given
        written = paper.make(user, user=user, at=at, **more)
        received = files.receive(written.pieces, name=written.name)
        facts = files.accept(received)
        files.keep(received, facts)
        made |= {"result_sha256": facts.sha256, "result_size": facts.size, "message": str(written.message)}
        made["result_name"] = written.name
    parameters = pack({"subject": user, **given})
    job = Job.objects.create(kind=kind_of(paper), owner=user, parameters=parameters, **done, **made)
    Job.objects.filter(pk=job.pk).update(created_at=at)
    return job
