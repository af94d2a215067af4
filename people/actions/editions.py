"""The verbs of what a course holds: the next edition begun, its number of questions, published, superseded."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.access import require, robot
from foundation.directory.models import User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb
from people.models import Choice, Course, CoursePage, CourseQuestion, Edition
from people.permissions import WRITE_CONTENT
from people.workflows import EDITION


@verb("people.begin_edition")
def begin_edition(*, actor: User, course: Course, on: date) -> Edition:
    """The next version of what a course holds: a draft like the one in force, or empty where there is none.

    Raises ValidationError while another draft is being written.
    """
    locked = Course.objects.select_for_update(of=("self",)).select_related("unit").get(pk=course.pk)
    require(actor, WRITE_CONTENT, locked)
    before = locked.editions.filter(state=Edition.State.PUBLISHED).first()
    number = (locked.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Edition(course=locked, number=number, **({"asked": before.asked} if before else {}))
    edition.full_clean()
    edition.save()
    if before is not None:
        _copy(before, edition)
    summary = _("began version %(number)d of the content") % {"number": number}
    record(actor=actor, kind="edition.begun", subject=edition, summary=summary, details={"course": locked})
    return edition


def _copy(before: Edition, after: Edition) -> None:
    """Pages, questions and choices as they stand; files are shared, since their bytes never change."""
    pages: dict[int, CoursePage] = {}
    for page in before.pages.in_order():  # type: ignore[attr-defined]
        kept = {name: getattr(page, name) for name in ("position", "kind", "title", "body", "file", "spoken")}
        pages[page.pk] = CoursePage.objects.create(edition=after, **kept)
    for question in before.questions.with_choices():  # type: ignore[attr-defined]
        kept = {name: getattr(question, name) for name in ("position", "kind", "text")}
        row = CourseQuestion.objects.create(edition=after, page=pages.get(question.page_id or 0), **kept)
        said = ("position", "text", "is_right")
        Choice.objects.bulk_create(
            [Choice(question=row, **{name: getattr(one, name) for name in said}) for one in question.choices.all()]
        )


@verb("people.change_edition")
def change_edition(*, actor: User, edition: Edition, asked: int, on: date) -> Edition:
    """Changes how many questions of the pool are asked in each attempt."""
    EDITION.move(edition, "change", actor=actor, on=on, changes={"asked": asked}, details={"asked": asked})
    edition.full_clean()
    return edition


@verb("people.publish_edition")
def publish_edition(*, actor: User, edition: Edition, on: date) -> Edition:
    """Puts a draft in force for whoever begins from now on; the one before is superseded. Refused while not whole."""
    course = Course.objects.select_for_update(of=("self",)).get(pk=edition.course_id)
    EDITION.check(edition, EDITION.step("publish"), actor=actor, on=on, reason="", given={})
    for before in Edition.objects.filter(course=course, state=Edition.State.PUBLISHED):
        supersede_edition(actor=robot(), edition=before, on=on)
    changes = {"published_on": on, "published_by": actor.person}
    EDITION.move(edition, "publish", actor=actor, on=on, changes=changes)
    course.version = edition.number
    course.save(update_fields=["version", "updated_at"])
    return edition


@verb("people.supersede_edition")
def supersede_edition(*, actor: User, edition: Edition, on: date) -> Edition:
    """Says that the next one took its place; only publishing does. Who began it finishes it."""
    EDITION.move(edition, "supersede", actor=actor, on=on)
    return edition


def draft_of(edition: Edition, actor: User) -> Edition:
    """The edition under its lock, for who may write at it now. Raises WrongState unless it is a draft."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related("course__unit")
    held = rows.get(pk=edition.pk)
    require(actor, WRITE_CONTENT, held)
    if not held.is_draft:
        raise WrongState(_("Only a draft is changed. Begin the next version."))
    return held
