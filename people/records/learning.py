"""What a learner sees of a course: its pages and where they stand, the questions drawn, and how an attempt went."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from foundation.viewer import NARROW, ORDINARY, Sight, sight_of
from people.actions.learning import edition_of
from people.models import Assignment, Choice, CoursePage, DrawnQuestion, Edition, PageRead, Sitting
from people.prose import Block, blocks
from people.workflows.training_rules import remaining


@dataclass(frozen=True)
class Part:
    """A page in the list of what the course holds."""

    number: int
    page: CoursePage
    is_read: bool
    url: str


@dataclass(frozen=True)
class PageView:
    """One page as it is shown, to learners and in the preview; `media` and `paper` are where its file is."""

    page: CoursePage
    media: str
    paper: str
    sight: Sight | None

    @property
    def blocks(self) -> list[Block]:
        return blocks(self.page.body)

    @property
    def pictures(self) -> dict[str, str]:
        """The picture of the page of its file in two widths."""
        number = self.sight.page if self.sight else 1
        return {
            name: f"{self.media}?width={width}&sheet={number}"
            for name, width in (("narrow", NARROW), ("ordinary", ORDINARY))
        }


def view_of(page: CoursePage, *, media: str, paper: str, sheet: int, person: int) -> PageView:
    """A page with its picture drawn where it has one; a file that the scanner did not pass yet is not shown."""
    file = page.file
    if file is None or page.kind == CoursePage.Kind.VIDEO:
        return PageView(page, media if file and file.is_shown else "", paper, None)
    if not file.is_shown:
        return PageView(page, "", "", Sight("barred"))
    return PageView(page, media, paper, sight_of(file, page=sheet, person=person))


class Learning:
    """An assignment as its learner meets it; built on a row with its course and person."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment, self.course = assignment, assignment.course

    @cached_property
    def edition(self) -> Edition | None:
        return edition_of(self.assignment)

    @cached_property
    def pages(self) -> list[CoursePage]:
        return list(self.edition.pages.in_order().select_related("file")) if self.edition else []  # type: ignore[attr-defined]

    @cached_property
    def read(self) -> set[int]:
        return set(PageRead.objects.filter(assignment=self.assignment).values_list("page", flat=True))

    @property
    def parts(self) -> list[Part]:
        return [
            Part(number, page, page.pk in self.read, self.url("learn_page", number))
            for number, page in enumerate(self.pages, start=1)
        ]

    @property
    def read_count(self) -> int:
        return len([page for page in self.pages if page.pk in self.read])

    @property
    def all_read(self) -> bool:
        return bool(self.pages) and self.read_count == len(self.pages)

    @cached_property
    def sitting(self) -> Sitting | None:
        """The draw that waits for answers."""
        return self.assignment.sittings.open().with_counts().first()  # type: ignore[attr-defined]

    @cached_property
    def last(self) -> Sitting | None:
        """The attempt that was handed in last."""
        handed_in = self.assignment.sittings.exclude(handed_in_at=None)
        return handed_in.select_related("attempt").order_by("-handed_in_at").first()

    @cached_property
    def left(self) -> int:
        return max(remaining(self.assignment), 0)

    @property
    def attempt_number(self) -> int:
        return self.attempts - self.left + 1

    @property
    def attempts(self) -> int:
        return self.course.max_attempts + self.assignment.more_attempts

    @property
    def next_url(self) -> str:
        """Where one goes on: the first unread page, else the questions."""
        unread = next((part for part in self.parts if not part.is_read), None)
        return unread.url if unread else self.url("quiz")

    def url(self, name: str, *more: object) -> str:
        return reverse(f"people:{name}", args=[self.assignment.uuid, *more])


class Quiz:
    """The questions of a sitting, in the order in which they were drawn."""

    def __init__(self, learning: Learning, sitting: Sitting) -> None:
        self.learning, self.sitting = learning, sitting

    @cached_property
    def drawn(self) -> list[DrawnQuestion]:
        return list(self.sitting.drawn.for_page())  # type: ignore[attr-defined]

    @property
    def total(self) -> int:
        return len(self.drawn)

    @property
    def answered(self) -> int:
        return len([one for one in self.drawn if one.given])

    @property
    def missing(self) -> int:
        return self.total - self.answered

    @property
    def next_number(self) -> int:
        """The first question without an answer; 0 where all have one."""
        return next((one.position for one in self.drawn if not one.given), 0)

    @property
    def places(self) -> list[tuple[DrawnQuestion, str]]:
        """Each question with where it is answered."""
        return [(one, self.learning.url("quiz_question", one.position)) for one in self.drawn]

    def at(self, number: int) -> DrawnQuestion | None:
        return self.drawn[number - 1] if 1 <= number <= self.total else None

    def look(self, one: DrawnQuestion) -> tuple[str, str] | None:
        """Where the answer stands: the title of the page and its address."""
        page = one.question.page
        numbers = {row.pk: number for number, row in enumerate(self.learning.pages, start=1)}
        if page is None or page.pk not in numbers:
            return None
        return page.title, self.learning.url("learn_page", numbers[page.pk])


def offered(one: DrawnQuestion) -> list[Choice]:
    """The choices of a drawn question in the order in which they were shuffled."""
    known = {str(choice.uuid): choice for choice in one.question.choices.all()}
    return [known[uuid] for uuid in one.order if uuid in known]


@dataclass(frozen=True)
class Judged:
    """One question of a result: what was given, what is right (only once passed), and where to look again."""

    question: str
    is_right: bool
    given: list[str]
    right: list[str]
    look: tuple[str, str] | None


class Outcome(Quiz):
    """How an attempt went. The right answers are told to who passed: a further attempt draws from the same pool."""

    @property
    def judged(self) -> list[Judged]:
        return [self._judged(one) for one in self.drawn]

    @property
    def right_count(self) -> int:
        return len([one for one in self.drawn if one.is_right])

    @property
    def passed(self) -> bool:
        return self.sitting.attempt is not None and self.sitting.attempt.passed

    def _judged(self, one: DrawnQuestion) -> Judged:
        choices = offered(one)
        given = [choice.text for choice in choices if str(choice.uuid) in one.given]
        right = [choice.text for choice in choices if choice.is_right] if self.passed and not one.is_right else []
        return Judged(one.question.text, bool(one.is_right), given, right, None if one.is_right else self.look(one))
