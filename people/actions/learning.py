"""Learning: pages read, questions drawn and answered, the answers handed in. Source: domain 2.7, M-19.

What is read and answered on the way is kept without a line in the trail each: that tells of the draw and the attempt.
"""

import random
import secrets
from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb
from people.actions.training import start_course, submit_attempt
from people.models import Assignment, CoursePage, CourseQuestion, DrawnQuestion, Edition, PageRead, Sitting
from people.permissions import TAKE_COURSE
from people.scoring import is_right, score

S = Assignment.State


def edition_of(assignment: Assignment) -> Edition | None:
    """What the learner learns from: the edition they began, else the one in force; None where nothing is published."""
    read = PageRead.objects.filter(assignment=assignment).order_by("-pk").select_related("page__edition").first()
    if read is not None:
        return read.page.edition
    return Edition.objects.published().filter(course=assignment.course_id).first()  # type: ignore[no-any-return]


@transaction.atomic
def read_page(*, actor: User, assignment: Assignment, page: CoursePage, on: date) -> None:
    """Notes that the learner has read a page, once; the first one begins the course."""
    row = _locked(assignment, actor)
    if row.state == S.ASSIGNED:
        start_course(actor=actor, assignment=row, on=on)
    _insist_on_learning(row)
    if page.edition_id != getattr(edition_of(row), "pk", None):
        raise ValidationError(_("This page is not of the course as you began it."))
    PageRead.objects.get_or_create(assignment=row, page=page)


@verb("people.begin_sitting")
def begin_sitting(*, actor: User, assignment: Assignment, on: date) -> Sitting:
    """Draws the questions of an attempt and keeps them: loading again, or another tab, finds the same ones.

    Refused while pages are unread, and where no attempt is left.
    """
    row = _locked(assignment, actor)
    require(actor, TAKE_COURSE, row)
    _insist_on_learning(row)
    begun = row.sittings.filter(handed_in_at=None).first()
    if begun is not None:
        return begun
    edition = edition_of(row)
    if edition is None or edition.pages.exclude(pk__in=_read(row)).exists():
        raise Refused("pages", _("Read all pages first; then come the questions."))
    sitting = Sitting.objects.create(assignment=row, edition=edition)
    _draw(sitting)
    number = row.attempts.count() + 1
    summary = _("began attempt %(number)d") % {"number": number}
    details = {"sitting": sitting, "version": edition.number}
    record(actor=actor, kind="assignment.drawn", subject=row, summary=summary, details=details)
    return sitting


def _read(row: Assignment) -> list[int]:
    return list(PageRead.objects.filter(assignment=row).values_list("page", flat=True))


def _draw(sitting: Sitting) -> None:
    """So many questions of the pool as are asked, in an order of their own, each with its choices in one."""
    chance = secrets.SystemRandom()
    pool = list(sitting.edition.questions.with_choices())  # type: ignore[attr-defined]
    drawn = chance.sample(pool, min(sitting.edition.asked, len(pool)))
    rows = [
        DrawnQuestion(sitting=sitting, question=question, position=number, order=_shuffled(question, chance))
        for number, question in enumerate(drawn, start=1)
    ]
    DrawnQuestion.objects.bulk_create(rows)


def _shuffled(question: CourseQuestion, chance: random.Random) -> list[str]:
    order = [str(choice.uuid) for choice in question.choices.all()]
    chance.shuffle(order)
    return order


@transaction.atomic
def answer_question(*, actor: User, sitting: Sitting, number: int, given: Collection[str]) -> None:
    """Keeps the answer to one question; it may be changed until all are handed in.

    Raises WrongState once they are, ValidationError on “given” for choices that this question does not offer.
    """
    row = _locked(sitting.assignment, actor)
    _insist_on_learning(row)
    _open(sitting, row)
    drawn = sitting.drawn.select_related("question").filter(position=number).first()
    if drawn is None or not set(given) <= set(drawn.order):
        raise ValidationError({"given": _("Choose from the answers that are offered.")})
    if not given:
        raise ValidationError({"given": _("Choose an answer.")})
    if drawn.question.kind == CourseQuestion.Kind.SINGLE and len(set(given)) > 1:
        raise ValidationError({"given": _("Choose one answer.")})
    drawn.given = [one for one in drawn.order if one in given]
    drawn.save(update_fields=["given"])


@verb("people.hand_in")
def hand_in(*, actor: User, sitting: Sitting, at: datetime, on: date) -> Sitting:
    """Judges the answers and notes the attempt with what follows of it: passed, free to try again, or blocked.

    Raises WrongState for what was handed in before, ValidationError while a question is unanswered.
    """
    row = _locked(sitting.assignment, actor)
    require(actor, TAKE_COURSE, row)
    _open(sitting, row)
    drawn = list(sitting.drawn.for_page())  # type: ignore[attr-defined]
    if any(not one.given for one in drawn):
        raise ValidationError(_("Some questions have no answer yet."))
    for one in drawn:
        right = [str(choice.uuid) for choice in one.question.choices.all() if choice.is_right]
        one.is_right = is_right(one.given, right)
    DrawnQuestion.objects.bulk_update(drawn, ["is_right"])
    counted = score(sum(bool(one.is_right) for one in drawn), len(drawn))
    version = sitting.edition.number
    sitting.attempt = submit_attempt(actor=actor, assignment=row, score=counted, version=version, at=at, on=on)
    sitting.handed_in_at = at
    sitting.save(update_fields=["attempt", "handed_in_at", "updated_at"])
    summary, details = _("handed in the answers"), {"sitting": sitting, "score": counted}
    record(actor=actor, kind="assignment.handed_in", subject=row, summary=summary, details=details)
    return sitting


def _locked(assignment: Assignment, actor: User) -> Assignment:
    """The assignment under its lock, for whom it is asked of: two tabs come one after the other."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("course", "person__unit")
    row = rows.get(pk=assignment.pk)
    require(actor, TAKE_COURSE, row)
    return row


def _insist_on_learning(row: Assignment) -> None:
    if row.state == S.BLOCKED:
        raise WrongState(_("No attempt is left. Your manager can give you further ones."))
    if row.state != S.IN_PROGRESS:
        told = {"state": row.get_state_display()}
        raise WrongState(_("This course is “%(state)s”; there is nothing to learn or answer now.") % told)


def _open(sitting: Sitting, row: Assignment) -> None:
    """Raises WrongState for a sitting that was handed in, in another tab perhaps."""
    sitting.refresh_from_db()
    if sitting.assignment_id != row.pk or sitting.handed_in_at is not None:
        raise WrongState(_("These answers were handed in before."))
