"""The verbs of questions: asked in the room, answered inside, asked back or closed by who asked."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from certifications.actions.rooms import insist_on_measure, insist_on_rules
from certifications.models import Grant, Message, Question
from certifications.permissions import SPEAK_IN_ROOM
from certifications.policies import ANSWER_DAYS
from certifications.workflows import QUESTION
from foundation import policy
from foundation.access import Role, require
from foundation.dates import add_working_days
from foundation.directory.calendars import work_calendar
from foundation.directory.models import User
from foundation.numbers import next_reference
from foundation.rows import pointer
from foundation.trail import record
from foundation.verbs import verb

PREFIX = "Q"


def told_of(grant: Grant, on: date) -> list[User]:
    """Who asked for the room, or the officers of the host unit when that account is closed."""
    asked = grant.requested_by
    return [asked] if asked.is_active else list(User.objects.holding(Role.CO, grant.unit, on))


def due_of(grant: Grant, on: date) -> date:
    """The day on which something asked on a day is to be answered, in the calendar of the host. Source: T-05."""
    return add_working_days(on, policy.current(ANSWER_DAYS, on).value, work_calendar(grant.unit))


@verb("certifications.ask_question")
def ask_question(*, actor: User, grant: Grant, text: str, on: date, subject: models.Model | None = None) -> Question:
    """Asks about a row that the room shows, or about the room itself; who opened the room is told, and by when."""
    require(actor, SPEAK_IN_ROOM, grant)
    insist_on_rules(actor, grant)
    insist_on_measure(actor, grant)
    about = subject or grant
    question = Question(
        ref=next_reference(PREFIX, on.year),
        grant=grant,
        title=Truncator(" ".join(text.split())).chars(200),
        about="" if subject is None else Truncator(str(subject)).chars(200),
        asked_by=actor,
        due_on=due_of(grant, on),
        **pointer(about),
    )
    question.full_clean(exclude=["subject_type", "subject_uuid"])
    question.save()
    _say(question, actor, text)
    record(
        actor=actor,
        kind="question.asked",
        subject=question,
        summary=_("asked: %(title)s") % {"title": question.title},
        details={"about": about, "due_on": question.due_on},
        notify=told_of(grant, on),
        grant_uuid=grant.uuid,
    )
    return question


@verb("certifications.answer_question")
def answer_question(*, actor: User, question: Question, text: str, on: date) -> Question:
    """Adds an answer to the thread; who asked is told."""
    _insist_on_words(text)
    QUESTION.move(question, "answer", actor=actor, on=on, notify=[question.asked_by], grant_uuid=question.grant.uuid)
    _say(question, actor, text)
    return question


@verb("certifications.reply_to_question")
def reply_to_question(*, actor: User, question: Question, text: str, on: date) -> Question:
    """Asks back in the thread: it waits for an answer again, and the days begin anew."""
    require(actor, SPEAK_IN_ROOM, question)
    insist_on_rules(actor, question.grant)
    insist_on_measure(actor, question.grant)
    _insist_on_words(text)
    told = told_of(question.grant, on)
    changes = {"due_on": due_of(question.grant, on)}
    QUESTION.move(question, "reply", actor=actor, on=on, notify=told, changes=changes, grant_uuid=question.grant.uuid)
    _say(question, actor, text)
    return question


@verb("certifications.close_question")
def close_question(*, actor: User, question: Question, on: date) -> Question:
    """Accepts what was said and closes the thread."""
    require(actor, SPEAK_IN_ROOM, question)
    insist_on_rules(actor, question.grant)
    told = told_of(question.grant, on)
    return QUESTION.move(question, "close", actor=actor, on=on, notify=told, grant_uuid=question.grant.uuid)


def _insist_on_words(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": _("Write what you want to say.")})


def _say(question: Question, actor: User, text: str) -> None:
    message = Message(question=question, author=actor, text=text.strip())
    message.full_clean()
    message.save()
