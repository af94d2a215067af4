"""The story of a record: what happened to it, and what people said about it."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.bodies import body_of
from foundation.api.doors import reads, writes
from foundation.api.names import PersonNameSerializer
from foundation.api.paging import Sieve
from foundation.comments import add_comment
from foundation.forms import CommentForm
from foundation.models.trail import Comment, Event
from foundation.trail import BY_PROGRAM, history, remarks

STORY = Sieve(None, ("-at",))
REMARKS = Sieve(None, ("-created_at",))


class TokenNameSerializer(serializers.Serializer):
    """A token by the name its owner gave it."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()


class EventSerializer(serializers.Serializer):
    """One thing that happened, as the timeline tells it: `entry` is its number in the ledger, null until it is sealed.

    Who and what are null where they had to be erased.
    """

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    actor = serializers.CharField(source="content.actor.name", allow_null=True)
    summary = serializers.CharField(source="content.summary", allow_null=True)
    by_token = serializers.SerializerMethodField()
    entry = serializers.IntegerField(source="leaf.index", allow_null=True)

    @extend_schema_field(TokenNameSerializer(allow_null=True))
    def get_by_token(self, event: Event) -> Any:
        """The token by which the actor did it; null for what was done on a page."""
        content = getattr(event, "content", None)
        return None if content is None else content.details.get(BY_PROGRAM)


class CommentSerializer(serializers.ModelSerializer):
    """What somebody said about a record."""

    author = serializers.SerializerMethodField()

    class Meta:
        model = Comment
        fields = ["uuid", "author", "text", "created_at"]

    @extend_schema_field(PersonNameSerializer(allow_null=True))
    def get_author(self, comment: Comment) -> Any:
        return PersonNameSerializer(comment.author.person).data if comment.author.person else None


class EventPageSerializer(serializers.Serializer):
    """A page of events, the newest first."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = EventSerializer(many=True)


class CommentPageSerializer(serializers.Serializer):
    """A page of comments, the newest first."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = CommentSerializer(many=True)


class Told:
    """Gives a collection `…/events/` and `…/comments/`."""

    found: Any
    to_change: Any
    person: Any

    @reads("events", gives=EventPageSerializer, query=STORY.allowed)
    def events(self, request: Request, uuid: UUID) -> Response:
        """What happened to it, the newest first."""
        told = history(self.found(uuid)).select_related("leaf").exclude(kind="comment.added")
        rows, links = STORY.page(told, request)
        return Response(links | {"results": EventSerializer(rows, many=True).data})

    @reads("comments", gives=CommentPageSerializer, query=REMARKS.allowed)
    def comments(self, request: Request, uuid: UUID) -> Response:
        """What people said about it, the newest first."""
        rows, links = REMARKS.page(remarks(self.found(uuid)), request)
        return Response(links | {"results": CommentSerializer(rows, many=True).data})

    @comments.mapping.post  # type: ignore[attr-defined]
    @writes(body_of(CommentForm, "Comment"), gives=CommentSerializer, status=201)
    def comment(self, request: Request, uuid: UUID) -> Response:
        """Say something about it; people named with @ are told."""
        row = self.to_change(uuid)
        given = self.cleaned(CommentForm)  # type: ignore[attr-defined]
        said = add_comment(actor=self.person, subject=row, **given)
        return Response(CommentSerializer(said).data, status=201)
