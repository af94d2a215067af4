"""The chapter of reports in the demonstration set: what comes by itself, what was sent, and what somebody asked for."""

from datetime import date, datetime, timedelta
from typing import Any

from foundation import files
from foundation.dates import Rhythm, WorkCalendar, next_occurrence, occurrences
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
# title, report, its paper, parameters, rhythm, days ago it began, owner, recipients, state
STANDING: tuple[tuple[str, str, str, str, str, int, str, tuple[str, ...], str], ...] = (
    ("Monthly board", "board", "board", "", "month:1", 204, HELENA, (HELENA, LENA), "active"),
    ("Corrective actions", "corrective-actions", "actions", "", "week:0", 40, INES, (INES, ARJUN), "active"),
    ("Programme of the year", "audits-list", "audits-list", "plan=yes", "quarter:1", 150, INES, (INES,), "paused"),
)


def load(*, today: date) -> None:
    """Writes the subscriptions with everything they sent, and the board that Helena asked for yesterday."""
    story = Story(today)
    for line in STANDING:
        _subscription(story, *line)
    helena, paper = story.account(HELENA), _paper("board")
    at = story.moment(-1, "16:20", unit=story.units["MN"])
    _job(paper, helena, at, {"query": ""}, keep=True)


def _paper(name: str) -> Paper:
    found = paper_of(name)
    assert found is not None, name  # noqa: S101 - the demonstration names papers of ours
    return found


def _subscription(
    story: Story,
    title: str,
    report: str,
    paper: str,
    query: str,
    rhythm: str,
    days_ago: int,
    owner: str,
    recipients: tuple[str, ...],
    state: str,
) -> None:
    user = story.account(owner)
    unit = story.people[owner].unit
    began = story.moment(-days_ago, "10:05", unit=unit)
    facts: dict[str, Any] = {"title": title, "report": report, "query": query, "rhythm": rhythm}
    calendar, days = work_calendar(unit), Rhythm.of(rhythm)
    next_on = next_occurrence(days, calendar, after=story.on)
    row = Subscription.objects.create(**facts, owner=user, unit=unit, next_on=next_on)
    row.recipients.set([story.account(number) for number in recipients])
    story.backdate(began, row)
    said = f"Subscribed: {row.get_rhythm_display()}"
    story.tell(at=began, actor=user, kind="subscription.begun", subject=row, summary=said, details=facts)
    SUBSCRIPTION.place(row, state, actor=story.robot, on=story.on, source=SOURCE)
    _sendings(story, row, _paper(paper), calendar, began.date(), [story.account(number) for number in recipients])


def _sendings(
    story: Story, row: Subscription, paper: Paper, calendar: WorkCalendar, began: date, recipients: list[User]
) -> None:
    """Every day of the rhythm since it began; files only of those that would still be kept."""
    rhythm = Rhythm.of(row.rhythm)
    first = next_occurrence(rhythm, calendar, after=began)
    given = {"query": row.query} if paper.reads and paper.name != "actions" else {}
    for day in occurrences(rhythm, calendar, first=first, last=story.on):
        at = story.moment((day - story.on).days, "01:15", unit=row.unit)
        for user in recipients:
            job = _job(paper, user, at, given, keep=story.on - day < KEPT_FOR)
            sent = Sending.objects.create(subscription=row, due_on=day, recipient=user, job=job)
            story.backdate(at, sent)
        said, details = f"sent it to {len(recipients)} people", {"due_on": day, "sent": len(recipients)}
        story.tell(at=at, actor=story.robot, kind="subscription.sent", subject=row, summary=said, details=details)


def _job(paper: Paper, user: User, at: datetime, given: dict[str, Any], *, keep: bool) -> Job:
    """The job that made a report for somebody in the past; with its file, as it is made today, where that is kept."""
    done = {"state": Job.State.DONE, "done_count": 3, "total_count": 3, "tries": 1, "started_at": at}
    made = {"finished_at": at + timedelta(seconds=4), "result_name": f"{paper.name}-{at:%Y-%m-%d}.pdf"}
    if keep:
        more = {**given, "progress": lambda *_counts: None} if paper.reads else given
        written = paper.make(user, user=user, at=at, **more)
        received = files.receive([written.content], name=written.name)
        facts = files.accept(received)
        files.keep(received, facts)
        made |= {"result_sha256": facts.sha256, "result_size": facts.size, "message": str(written.message)}
        made["result_name"] = written.name
    parameters = pack({"subject": user, **given})
    job = Job.objects.create(kind=kind_of(paper), owner=user, parameters=parameters, **done, **made)
    Job.objects.filter(pk=job.pk).update(created_at=at)
    return job
