"""The verbs of the pool: questions with their answers written, changed and taken out, in a draft only."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb
from people.actions.editions import draft_of
from people.models import Choice, CourseQuestion, Edition
from people.permissions import WRITE_CONTENT

Answers = Sequence[tuple[str, bool]]  # each with whether it is right


@verb("people.add_question")
def add_question(*, actor: User, edition: Edition, answers: Answers, **facts: Any) -> CourseQuestion:
    """Adds a question with its answers to the pool of a draft."""
    held = draft_of(edition, actor)
    require(actor, WRITE_CONTENT, held)
    last = held.questions.aggregate(last=Max("position"))["last"] or 0
    question = CourseQuestion(edition=held, position=last + 1, **facts)
    _write(question, answers)
    summary = _("wrote the question “%(text)s”") % {"text": question.text}
    record(actor=actor, kind="edition.question_added", subject=held, summary=summary, details={"question": question})
    return question


@verb("people.change_question")
def change_question(*, actor: User, question: CourseQuestion, answers: Answers, **facts: Any) -> CourseQuestion:
    """Changes a question of a draft, and writes its answers anew."""
    held = draft_of(question.edition, actor)
    require(actor, WRITE_CONTENT, held)
    locked = CourseQuestion.objects.select_for_update().get(pk=question.pk)
    before = [[one.text, one.is_right] for one in locked.choices.all()]
    for name, value in facts.items():
        setattr(locked, name, value)
    _write(locked, answers)
    summary = _("changed the question “%(text)s”") % {"text": locked.text}
    details = {"question": locked, "answers": [before, [list(one) for one in answers]]}
    record(actor=actor, kind="edition.question_changed", subject=held, summary=summary, details=details)
    return locked


@verb("people.remove_question")
def remove_question(*, actor: User, question: CourseQuestion) -> Edition:
    """Takes a question out of the pool of a draft."""
    held = draft_of(question.edition, actor)
    require(actor, WRITE_CONTENT, held)
    text = question.text
    question.delete()  # of a draft, which nobody was asked
    summary = _("took out the question “%(text)s”") % {"text": text}
    record(actor=actor, kind="edition.question_removed", subject=held, summary=summary)
    return held


def _write(question: CourseQuestion, answers: Answers) -> None:
    _insist(question, answers)
    question.full_clean()
    question.save()
    question.choices.all().delete()  # a part of the question, written as a whole
    rows = [
        Choice(question=question, position=number, text=text, is_right=is_right)
        for number, (text, is_right) in enumerate(answers, start=1)
    ]
    for row in rows:
        row.full_clean(exclude=["question"])
    Choice.objects.bulk_create(rows)


def _insist(question: CourseQuestion, answers: Answers) -> None:
    """Raises ValidationError on “answers” unless one can answer: two at least, no twins, right ones as the kind says."""
    texts = [text.strip().casefold() for text, _is_right in answers]
    right = sum(is_right for _text, is_right in answers)
    if len(texts) < 2:
        raise ValidationError({"answers": _("Offer at least two answers.")})
    if len(set(texts)) < len(texts):
        raise ValidationError({"answers": _("Two answers say the same.")})
    if not right:
        raise ValidationError({"answers": _("Tick the right answer.")})
    if question.kind == CourseQuestion.Kind.SINGLE and right > 1:
        raise ValidationError({"answers": _("Only one answer may be right, or choose that several may be.")})
