"""What an officer sees of an edition: its pages, its pool, its steps and its story; and the preview of a learner."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import Move, moves_of
from foundation.stories import story_of
from people.models import CoursePage, CourseQuestion, Edition
from people.permissions import WRITE_CONTENT
from people.records.learning import PageView, view_of


class EditionRecord:
    """Everything the page of one edition shows; built on a row of `Edition.objects.for_page()`."""

    def __init__(self, edition: Edition, *, user: User, on: date) -> None:
        self.edition, self.user, self.on = edition, user, on
        self.story: Mapping[str, Any] = story_of(edition, actor=user)

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.edition, actor=self.user, on=self.on)

    @cached_property
    def pages(self) -> list[CoursePage]:
        return list(self.edition.pages.in_order().select_related("file"))  # type: ignore[attr-defined]

    @cached_property
    def questions(self) -> list[CourseQuestion]:
        return list(self.edition.questions.with_choices())  # type: ignore[attr-defined]

    @cached_property
    def others(self) -> list[Edition]:
        """The editions of the course, the newest first."""
        return list(self.edition.course.editions.order_by("-number"))

    @property
    def is_open(self) -> bool:
        return self.edition.is_draft and permits(self.user, WRITE_CONTENT, self.edition)

    @property
    def may_begin(self) -> bool:
        """Whether the next one may be begun from here."""
        has_draft = any(one.is_draft for one in self.others)
        return not has_draft and permits(self.user, WRITE_CONTENT, self.edition)


class Preview:
    """The pages of an edition and then its pool, one after the other, as a learner would meet them."""

    def __init__(self, edition: Edition, number: int, *, sheet: int, person: int) -> None:
        self.edition, self.number, self.sheet, self.person = edition, number, sheet, person
        self.pages = list(edition.pages.in_order().select_related("file"))  # type: ignore[attr-defined]
        self.questions = list(edition.questions.with_choices())  # type: ignore[attr-defined]

    @property
    def total(self) -> int:
        return len(self.pages) + len(self.questions)

    @property
    def exists(self) -> bool:
        return 1 <= self.number <= self.total

    @cached_property
    def view(self) -> PageView | None:
        """The page at this place; None where a question stands."""
        if self.number > len(self.pages):
            return None
        page = self.pages[self.number - 1]
        media, paper = self._url("page_media", page), self._url("page_paper", page)
        return view_of(page, media=media, paper=paper, sheet=self.sheet, person=self.person)

    @property
    def question(self) -> CourseQuestion:
        return self.questions[self.number - len(self.pages) - 1]

    @property
    def before(self) -> str:
        return self._place(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        return self._place(self.number + 1) if self.number < self.total else ""

    def _place(self, number: int) -> str:
        return reverse("people:edition_preview", args=[self.edition.uuid, number])

    def _url(self, name: str, page: CoursePage) -> str:
        return reverse(f"people:{name}", args=[page.uuid])
