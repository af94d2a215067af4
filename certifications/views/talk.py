"""The doors of a room through which people outside write: questions, their threads, and samples."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications.actions import ask_question, close_question, pick_sample, propose_sample, reply_to_question
from certifications.actions.questions import due_of
from certifications.choosing import Choice, sizes
from certifications.entering import found, in_room
from certifications.forms import QuestionForm, ReplyForm, SampleForm
from certifications.records import samples_of
from certifications.rooms import Room
from foundation.lists.bulk import parsed_uuid
from foundation.web import show, submit

READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@READS_AND_WRITES
@in_room
def room_questions(request: HttpRequest, room: Room) -> HttpResponseBase:
    """What was asked here, and the form for more; `about` names a row of the room as kind:uuid."""
    subject = _subject(request, room)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    asking = {"actor": request.user, "grant": room.grant, "subject": subject, "on": room.today}
    if form.is_bound and (row := submit(form, ask_question, **asking)):
        messages.success(request, _("%(ref)s is asked. The answer stands here, and you get a mail.") % {"ref": row.ref})
        return redirect("certifications:room_question", room.uuid, row.uuid)
    context = {"room": room, "form": form, "subject": subject, "questions": list(room.questions.for_list())}
    context |= {"due_on": due_of(room.grant, room.today)}
    return show(request, "certifications/room_questions.html", context)


@READS_AND_WRITES
@in_room
def room_question(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    """One thread: asking back, or the button `close`, which accepts what was said."""
    row = get_object_or_404(room.questions.select_related("grant__requested_by", "grant__unit"), uuid=uuid)
    form = ReplyForm(request.POST if request.method == "POST" and "close" not in request.POST else None)
    said: dict[str, Any] = {"actor": request.user, "question": row, "on": room.today}
    if "close" in request.POST and row.state != row.State.CLOSED:
        close_question(**said)
        return redirect("certifications:room_questions", room.uuid)
    if form.is_bound and submit(form, reply_to_question, **said):
        return redirect("certifications:room_question", room.uuid, row.uuid)
    context = {"room": room, "question": row, "form": form, "thread": row.messages.select_related("author")}
    return show(request, "certifications/room_question.html", context)


@READS_AND_WRITES
@in_room
def room_samples(request: HttpRequest, room: Room) -> HttpResponseBase:
    """The samples proposed here with what became of them, and the form for another."""
    form = SampleForm(request.POST if request.method == "POST" else None)
    facts = {"actor": request.user, "grant": room.grant, "on": room.today}
    if form.is_bound and submit(form, propose_sample, **facts):
        messages.success(request, _("The sample is proposed. You get a mail when it is decided."))
        return redirect("certifications:room_samples", room.uuid)
    context = {"room": room, "form": form, "samples": samples_of(room), "populations": sizes(room)}
    return show(request, "certifications/room_samples.html", context)


@READS_AND_WRITES
@in_room
def room_population(request: HttpRequest, room: Room, source: str) -> HttpResponseBase:
    """Everything of one kind that the room shows, with a tick each; `n` and `seed` tick what a draw gives."""
    choice = Choice(room, source, request.GET, request.POST if request.method == "POST" else None)
    facts = {"actor": request.user, "grant": room.grant, "on": room.today, "source": source}
    if choice.form.is_bound and submit(choice.form, pick_sample, members=choice.members, **facts):
        messages.success(request, _("The sample is proposed. You get a mail when it is decided."))
        return redirect("certifications:room_samples", room.uuid)
    return show(request, "certifications/room_population.html", {"room": room, "choice": choice, "form": choice.form})


def _subject(request: HttpRequest, room: Room) -> models.Model | None:
    """The row a question is about; 404 for one that the room does not show."""
    kind, _colon, uuid = request.GET.get("about", "").partition(":")
    return found(room.find(kind, parsed_uuid(uuid))) if kind else None
