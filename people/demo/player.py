"""What the courses of the demonstration hold: pages with pictures and papers, and their pools of questions."""

from itertools import count
from pathlib import Path

from django.utils.translation import gettext as _

from foundation import files
from foundation.demonstration import Story, lines_of, papers
from people.actions.keeping import facts_of
from people.demo.drawings import steps
from people.models import Choice, Course, CoursePage, CourseQuestion, Edition, PageFile

CONTENT = Path(__file__).parent.parent / "content" / "demo"
PUBLISHED = -430  # the day from which the courses were offered
ASKED = 5

Line = dict[str, str]


def load_content(story: Story) -> None:
    """Writes one published edition for each course of the demonstration; run it after the courses are there."""
    courses = {course.code: course for course in Course.objects.select_related("unit")}
    editions = {code: _edition(story, course) for code, course in courses.items()}
    pages: dict[str, list[CoursePage]] = {code: [] for code in editions}
    for line in lines_of(CONTENT / "course_pages.csv"):
        of = pages[line["course"]]
        of.append(_page(story, editions[line["course"]], line, len(of) + 1))
    numbers = {code: count(1) for code in editions}
    for line in lines_of(CONTENT / "course_questions.csv"):
        code = line["course"]
        _question(editions[code], line, next(numbers[code]), pages[code][int(line["page"]) - 1])


def _edition(story: Story, course: Course) -> Edition:
    """In force from the day on which the course was offered."""
    facts = {"published_on": story.day(PUBLISHED), "state": Edition.State.PUBLISHED, "asked": ASKED}
    edition = Edition.objects.create(course=course, number=course.version, **facts)
    at = story.moment(PUBLISHED, unit=course.unit, key=f"{course.code} content")
    story.backdate(at, edition)
    story.tell(at=at, actor=story.robot, kind="edition.publish", subject=edition, summary=_("published it"))
    return edition


def _page(story: Story, edition: Edition, line: Line, position: int) -> CoursePage:
    facts = {"kind": line["kind"], "title": line["title"], "body": line["body"], "spoken": line["alt"]}
    return CoursePage.objects.create(edition=edition, position=position, file=_file(story, edition, line), **facts)


def _file(story: Story, edition: Edition, line: Line) -> PageFile | None:
    """The picture or paper of a page, drawn from its line."""
    name = "-".join(line["title"].casefold().split())
    if line["kind"] == CoursePage.Kind.IMAGE:
        name, content = f"{name}.png", steps(line["figure"].split(";"))
    elif line["kind"] == CoursePage.Kind.PDF:
        points = [f"- {point}" for point in line["paper"].split("\n")]
        spaced = [part for point in points for part in (point, "")]
        name, content = f"{name}.pdf", papers.pdf(line["title"], spaced, foot=edition.course.title)
    else:
        return None
    received = files.receive([content], name=name)
    facts = files.accept(received)
    files.keep(received, facts)
    return PageFile.objects.create(course=edition.course, uploaded_by=story.robot, **facts_of(facts))


def _question(edition: Edition, line: Line, position: int, page: CoursePage) -> None:
    """A question with its answers, the right ones not always first."""
    facts = {"kind": line["kind"], "text": line["text"], "page": page}
    question = CourseQuestion.objects.create(edition=edition, position=position, **facts)
    answers = [(text, True) for text in line["right"].split("|")]
    answers += [(text, False) for text in line["wrong"].split("|")]
    turn = position % len(answers)
    rows = [
        Choice(question=question, position=number, text=text, is_right=is_right)
        for number, (text, is_right) in enumerate(answers[turn:] + answers[:turn], start=1)
    ]
    Choice.objects.bulk_create(rows)
