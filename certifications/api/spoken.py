"""What people outside say in their room: questions, their threads, and samples. It is all that they write there."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from certifications.actions import ask_question, close_question, pick_sample, propose_sample, reply_to_question
from certifications.api.rooms import RoomRows
from certifications.api.talk import QuestionLineSerializer, QuestionSerializer, SampleSerializer
from certifications.choosing import MOST, populations
from certifications.forms import PickForm, QuestionForm, ReplyForm, SampleForm
from certifications.models import Question, Sample
from certifications.rooms import KINDS
from foundation.api.bodies import body_of
from foundation.api.doors import act, writes
from foundation.api.fields import Choice, Id

CHOSEN: dict[str, Any] = {"source": Choice(choices=[one for one in Sample.Source.values if one != "words"])}
ABOUT: dict[str, Any] = {"about_kind": Choice(choices=KINDS, required=False), "about": Id(required=False)}


class RoomTalk(RoomRows):
    """What was said by oneself: reading it leaves no line in the log, as on the pages."""

    def list(self, request: Request, **above: Any) -> Response:
        """A page of what was said here."""
        return super(RoomRows, self).list(request)

    def retrieve(self, request: Request, uuid: UUID, **above: Any) -> Response:
        """One of them, with what was answered."""
        return self.shown(self.found(uuid))

    @property
    def facts(self) -> dict[str, Any]:
        return {"actor": self.person, "on": self.room.today}


class RoomQuestions(RoomTalk):
    """What was asked in the room."""

    noun = "room-question"
    model, shows, lists, order = Question, QuestionSerializer, QuestionLineSerializer, ("-created_at",)

    def rows(self) -> QuerySet[Any]:
        return self.room.questions.select_related("grant__unit", "grant__requested_by", "asked_by")

    def detailed(self) -> QuerySet[Any]:
        return self.rows().prefetch_related("messages__author")

    @writes(body_of(QuestionForm, "RoomQuestion", **ABOUT), gives=QuestionSerializer, status=201)
    def create(self, request: Request, grant: UUID) -> Response:
        """Ask about the room, or about a row of it by its kind and uuid; who opened the room is told."""
        given = self.cleaned(QuestionForm)
        subject = self.subject_of(given.pop("about_kind", ""), given.pop("about", None))
        return self.after(ask_question(grant=self.room.grant, subject=subject, **given, **self.facts), status=201)

    def subject_of(self, kind: str, uuid: UUID | None) -> Model | None:
        """The row a question is about. Raises ValidationError for one that the room does not show."""
        if not kind and uuid is None:
            return None
        row = self.room.find(kind, uuid)
        if row is None:
            raise ValidationError({"about": _("There is no such row in this room. Name its kind and its uuid.")})
        return row

    @act("reply", body_of(ReplyForm, "RoomReply"), gives=QuestionSerializer)
    def reply(self, request: Request, grant: UUID, uuid: UUID) -> Response:
        """Ask back: it waits for an answer again."""
        row = self.to_change(uuid)
        return self.after(reply_to_question(question=row, **self.cleaned(ReplyForm), **self.facts))

    @act("close", gives=QuestionSerializer)
    def close(self, request: Request, grant: UUID, uuid: UUID) -> Response:
        """Accept what was said and close the thread."""
        return self.after(close_question(question=self.to_change(uuid), **self.facts))


class RoomSamples(RoomTalk):
    """The samples that were proposed in the room."""

    noun = "room-sample"
    model, shows, order = Sample, SampleSerializer, ("-created_at",)

    def rows(self) -> QuerySet[Any]:
        return self.room.samples.for_page(self.room.evidence)

    @writes(body_of(SampleForm, "RoomSample"), gives=SampleSerializer, status=201)
    def create(self, request: Request, grant: UUID) -> Response:
        """Say which records one would like to see; the host agrees, or says why not."""
        given = self.cleaned(SampleForm)
        return self.after(propose_sample(grant=self.room.grant, **given, **self.facts), status=201)

    @act("pick", body_of(PickForm, "RoomPicks", **CHOSEN), detail=False, gives=SampleSerializer, status=201)
    def pick(self, request: Request, grant: UUID) -> Response:
        """Pick rows of the room by name. What a draw with `seed` gives is called drawn, anything else judgement."""
        members = populations(self.room)[self.given()[1]["source"]]
        given = self.cleaned(lambda *sent: PickForm(*sent, members=members))
        sample = pick_sample(grant=self.room.grant, members=list(members[:MOST]), **given, **self.facts)
        return self.after(sample, status=201)
