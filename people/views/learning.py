"""The player: a course from its first page to the result, on a phone as on a desk, with or without scripts."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation.clock import today
from foundation.directory.models import User
from foundation.web import show, submit
from people.actions.learning import answer_question, begin_sitting, hand_in, read_page
from people.certifying import certify
from people.forms.player import AnswerForm, HandInForm
from people.handing import media_of, paper_of, sheet_asked_for
from people.models import Assignment, Completion, CoursePage, DrawnQuestion, Sitting
from people.querysets.training import own
from people.records.learning import Learning, Outcome, Quiz, offered, view_of

READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def learn(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What the course is, what it holds, and where one goes on."""
    learning = _learning(request, uuid)
    context = {"learning": learning, "assignment": learning.assignment, "today": today(learning.assignment.unit)}
    return show(request, "people/learn.html", context)


@READS_AND_WRITES
def learn_page(request: HttpRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """One page; sent on, it is noted as read, and the next one comes."""
    learning = _learning(request, uuid)
    page = _page(learning, number)
    if request.method == "POST":
        on = today(learning.assignment.unit)
        read_page(actor=request.user, assignment=learning.assignment, page=page, on=on)
        last = number == len(learning.pages)
        return redirect(learning.url("quiz") if last else learning.url("learn_page", number + 1))
    return show(request, "people/learn_page.html", _shown(request, learning, page, number))


def _shown(request: HttpRequest, learning: Learning, page: CoursePage, number: int) -> dict[str, object]:
    media, paper = learning.url("learn_media", number), learning.url("learn_paper", number)
    sheet, person = sheet_asked_for(request), request.user.pk
    view = view_of(page, media=media, paper=paper, sheet=sheet, person=person)
    before = learning.url("learn_page", number - 1) if number > 1 else ""
    return {"learning": learning, "view": view, "number": number, "total": len(learning.pages), "before": before}


@require_safe
def learn_media(request: HttpRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """The picture of a page of the file, or the video."""
    return media_of(request, _page(_learning(request, uuid), number).file)


@require_safe
def learn_paper(request: HttpRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """The paper of a page as a download."""
    return paper_of(request, _page(_learning(request, uuid), number).file)


@READS_AND_WRITES
def quiz(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What awaits one in the questions; sent on, they are drawn. Where they are already, one goes on answering."""
    learning = _learning(request, uuid)
    if request.method == "POST":
        begin_sitting(actor=request.user, assignment=learning.assignment, on=today(learning.assignment.unit))
    if learning.sitting is None:
        return show(request, "people/quiz.html", {"learning": learning})
    number = Quiz(learning, learning.sitting).next_number
    return redirect(learning.url("quiz_question", number) if number else learning.url("quiz_hand_in"))


@READS_AND_WRITES
def quiz_question(request: HttpRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """One question; the answer is kept on the server when it is sent, and may be changed until all are handed in."""
    held, drawn = _question(request, uuid, number)
    form = AnswerForm(*_sent(request), offered=[(str(one.uuid), one.text) for one in offered(drawn)])
    if form.is_bound and submit(form, _answer, actor=request.user, sitting=held.sitting, number=number):
        last = number == held.total
        return redirect(held.learning.url("quiz_hand_in") if last else held.learning.url("quiz_question", number + 1))
    context = {"form": form, "quiz": held, "learning": held.learning, "drawn": drawn, "look": held.look(drawn)}
    return show(request, "people/quiz_question.html", context | {"chosen": _chosen(form, drawn.given)})


def _answer(**told: object) -> bool:
    answer_question(**told)  # type: ignore[arg-type]
    return True


def _chosen(form: AnswerForm, given: list[str]) -> list[str]:
    """What stands ticked: what was sent, else what is kept."""
    return form.data.getlist("given") if form.is_bound else given  # type: ignore[attr-defined]


@READS_AND_WRITES
def quiz_hand_in(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What has an answer and what has none; sent on, all are judged. Sent twice, the result of the first time comes."""
    learning, form = _learning(request, uuid), HandInForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.asked:
        row = get_object_or_404(_sittings(learning), uuid=form.asked)
        if row.handed_in_at or submit(form, _judge, actor=request.user, row=row):
            return redirect(learning.url("learn_result", row.uuid))
    return show(request, "people/quiz_hand_in.html", {"form": form, "learning": learning, "quiz": _quiz(learning)})


def _judge(*, actor: User, row: Sitting, sitting: UUID) -> Sitting:
    """Hands the answers in; who passed has the certificate at once."""
    unit = row.assignment.unit
    hand_in(actor=actor, sitting=row, at=timezone.now(), on=today(unit))
    if row.attempt is not None and row.attempt.passed:
        made = Completion.objects.select_related("person__unit", "course").get(covers=row.assignment_id)
        certify(actor=actor, completion=made, at=timezone.now())
    return row


@require_safe
def learn_result(request: HttpRequest, uuid: UUID, sitting: UUID) -> HttpResponseBase:
    """How an attempt went, what was wrong, and what comes next."""
    learning = _learning(request, uuid)
    row = get_object_or_404(_sittings(learning).exclude(handed_in_at=None), uuid=sitting)
    context = {"learning": learning, "outcome": Outcome(learning, row), "assignment": learning.assignment}
    return show(request, "people/learn_result.html", context)


def _learning(request: HttpRequest, uuid: UUID) -> Learning:
    """The assignment as its learner sees it; to everybody else there is none."""
    rows = Assignment.objects.visible_to(request.user).filter(own(request.user))
    return Learning(get_object_or_404(rows.select_related("course", "person__unit", "person__manager"), uuid=uuid))


def _page(learning: Learning, number: int) -> CoursePage:
    if not 1 <= number <= len(learning.pages):
        raise Http404
    return learning.pages[number - 1]


def _quiz(learning: Learning) -> Quiz:
    """The questions that wait for answers. Where none do, there is no such page."""
    if learning.sitting is None:
        raise Http404
    return Quiz(learning, learning.sitting)


def _question(request: HttpRequest, uuid: UUID, number: int) -> tuple[Quiz, DrawnQuestion]:
    held = _quiz(_learning(request, uuid))
    drawn = held.at(number)
    if drawn is None:
        raise Http404
    return held, drawn


def _sittings(learning: Learning) -> QuerySet[Sitting]:
    rows = Sitting.objects.filter(assignment=learning.assignment)
    return rows.select_related("attempt", "edition", "assignment__course", "assignment__person__unit")


def _sent(request: HttpRequest) -> tuple[QueryDict, ...]:
    return (request.POST,) if request.method == "POST" else ()
