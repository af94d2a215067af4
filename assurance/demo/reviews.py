"""Management reviews of the demonstration: last year's, signed and with an action overdue, and the next in preparation."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from assurance.actions.objectives import read
from assurance.actions.review_outcomes import due_day
from assurance.actions.reviews import fill_inputs
from assurance.models import ManagementReview, Objective, ObjectiveReading, ReviewInput, ReviewOutcome
from assurance.paper.minutes import digest_of, signed_contents
from assurance.workflows import REVIEW
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.numbers import next_reference

CONTENT = Path(__file__).parent.parent / "content" / "demo"
Line = dict[str, str]


def load_reviews(*, today: date) -> None:
    """Writes the reviews, the oldest first, with the objectives that were set after the first."""
    story = Story(today)
    first, second = lines_of(CONTENT / "reviews.csv")
    _review(story, first)
    for line in lines_of(CONTENT / "objectives.csv"):
        _objective(story, line)
    _review(story, second)


def _review(story: Story, line: Line) -> None:
    review = _planned(story, line)
    if line["signed_offset"]:
        _sign(story, review, line)
    else:
        _tell(story, review, "gather", line["cut_off_offset"])
        REVIEW.place(review, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _planned(story: Story, line: Line) -> ManagementReview:
    """The review with its notes, its figures and what came of it."""
    unit, author = story.units["MN"], story.account(line["author"])
    review = ManagementReview(
        ref=next_reference("MR", story.day(line["planned_offset"]).year),
        unit=unit,
        title=line["title"],
        planned_on=story.day(line["planned_offset"]),
        chair=story.people[line["chair"]],
        agenda=line["agenda"],
        prepared_by=author,
        cut_off=story.day(line["cut_off_offset"]),
        held_on=story.maybe_day(line["held_offset"]),
        attendance=line["attendance"],
        minutes=line["minutes"],
    )
    review.full_clean()
    review.save()
    review.writers.add(author)
    _tell(story, review, "planned", line["written_offset"])
    _topics(review, line["code"])
    _outcomes(story, review, line)
    return review


def _topics(review: ManagementReview, code: str) -> None:
    notes = {one["topic"]: one["note"] for one in lines_of(CONTENT / "review_notes.csv") if one["review"] == code}
    topics = [ReviewInput(review=review, topic=one, note=notes.get(one, "")) for one in ReviewInput.Topic]
    ReviewInput.objects.bulk_create(topics)
    fill_inputs(review, review.cut_off)  # type: ignore[arg-type]


def _outcomes(story: Story, review: ManagementReview, line: Line) -> None:
    lines = [one for one in lines_of(CONTENT / "review_outcomes.csv") if one["review"] == line["code"]]
    for number, one in enumerate(lines, start=1):
        owner = story.somebody(one["owner"])
        done = story.maybe_day(one["done_offset"])
        outcome = ReviewOutcome(review=review, number=number, kind=one["kind"], text=one["text"], owner=owner)
        if owner is not None:
            outcome.due_on = due_day(owner, story.day(one["due_offset"]), on=story.on)
        if done is not None and owner is not None:
            outcome.done_on, outcome.done_by, outcome.done_note = done, story.account(owner.number), one["done_note"]
        outcome.full_clean()
        outcome.save()


def _sign(story: Story, review: ManagementReview, line: Line) -> None:
    """Held, signed and fixed; whoever had an action was told, and said when it was done."""
    signed_on, chair = story.day(line["signed_offset"]), story.account(line["chair"])
    content = signed_contents(review, by=chair.name, on=signed_on)
    digest = digest_of(content)
    for name, offset in (("gather", "cut_off_offset"), ("hold", "held_offset")):
        _tell(story, review, name, line[offset])
    _tell(story, review, "sign", line["signed_offset"], sha256=digest)
    facts = {"signed_by": chair, "signed_on": signed_on, "content": content, "sha256": digest}
    for outcome in review.outcomes.filter(kind=ReviewOutcome.Kind.ACTION).for_list():
        _assigned(story, outcome, line)
    ManagementReview.objects.filter(pk=review.pk).update(**facts)
    REVIEW.place(review, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _assigned(story: Story, outcome: ReviewOutcome, line: Line) -> None:
    unit, key = outcome.unit, str(outcome)
    told = story.accounts_of(outcome.owner)
    at = story.moment(line["signed_offset"], unit=unit, key=f"{key} assigned")
    chair = story.account(line["chair"])
    summary = f"gave {outcome.owner} an action, due on {outcome.due_on:%-d %b %Y}"
    story.tell(at=at, actor=chair, kind="review_action.assigned", subject=outcome, summary=summary, notify=told)
    if outcome.done_on is not None and outcome.done_by is not None:
        offset = (outcome.done_on - story.on).days
        done = story.moment(offset, unit=unit, key=f"{key} done")
        story.tell(at=done, actor=outcome.done_by, kind="review_action.done", subject=outcome, summary="carried it out")


def _tell(story: Story, review: ManagementReview, name: str, offset: str, **details: str) -> None:
    at = story.moment(offset, unit=review.unit, key=f"{review.ref} {name}")
    actor = story.accounts_of(review.chair)[0] if name == "sign" else review.prepared_by
    summary = "Review planned" if name == "planned" else str(REVIEW.step(name).told)
    kind = f"management_review.{name}"
    story.tell(at=at, actor=actor, kind=kind, subject=review, summary=summary, details=details or None)
    if name == "planned":
        story.backdate(at, review)


def _objective(story: Story, line: Line) -> None:
    set_on, by_on = story.day(line["set_offset"]), story.day(line["by_offset"])
    objective = Objective(
        unit=story.units["MN"],
        owner=story.people[line["owner"]],
        set_on=set_on,
        by_on=by_on,
        **{name: line[name] for name in ("title", "metric", "aim", "target", "plan")},
    )
    objective.full_clean()
    objective.save()
    at = story.moment(line["set_offset"], unit=objective.unit, key=line["title"])
    story.backdate(at, objective)
    author = story.account("P-0014")
    story.tell(at=at, actor=author, kind="objective.set", subject=objective, summary="Objective set")
    days = list(_days(story, line))
    readings = [
        ObjectiveReading(objective=objective, on=on, **found) for on in days if (found := read(line["metric"], on))
    ]
    ObjectiveReading.objects.bulk_create(readings)


def _days(story: Story, line: Line) -> Iterator[date]:
    """The days on which a figure was read: every so many at first, then each night of the last week."""
    day, newest = story.day(line["set_offset"]), story.day(-7)
    while day < newest:
        yield day
        day += timedelta(days=int(line["every"]))
    yield from (story.day(offset) for offset in range(-7, 1))
