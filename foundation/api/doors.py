"""The base of every view of the API: read, then act. What is below the doors decides; these only open."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.bodies import FILES, Body, Fill, clean, filled
from foundation.api.paging import Sieve, check_query
from foundation.api.parsing import MultiPartParser, StrictJSONParser
from foundation.api.throttling import PerAddress
from foundation.api.writing import etag_of, in_one_piece, insist_unchanged
from foundation.directory.models import User
from foundation.lists import TableList
from foundation.signin.fresh import require_fresh_sign_in

BINARY = OpenApiResponse(OpenApiTypes.BINARY, "The bytes, as an attachment.")
SAFE = ("get", "head", "options")
Shape = type[serializers.BaseSerializer]
Handler = Callable[..., Any]


class Nothing(Body):
    """A call without a body."""


def writes(
    body: type[Body] = Nothing, *, gives: Any = None, status: int = 200, also: Mapping[int, Any] | None = None
) -> Callable[[Handler], Handler]:
    """Says of a handler what it takes and gives; `also` are other answers by their status."""

    def mark(handler: Handler) -> Handler:
        handler.takes, handler.gives, handler.status, handler.also = body, gives, status, dict(also or {})  # type: ignore[attr-defined]
        return handler

    return mark


def act(
    path: str,
    body: type[Body] = Nothing,
    *,
    detail: bool = True,
    gives: Any = None,
    status: int = 200,
    also: Mapping[int, Any] | None = None,
) -> Callable[[Handler], Handler]:
    """A verb beside reading: `POST …/path/`."""

    def mark(handler: Handler) -> Handler:
        marked = writes(body, gives=gives, status=status, also=also)(handler)
        return action(detail=detail, methods=["post"], url_path=path)(marked)

    return mark


def reads(path: str, *, gives: Any, detail: bool = True, query: Mapping[str, Any] | None = None) -> Callable[..., Any]:
    """Something else to read: `GET …/path/`."""

    def mark(handler: Handler) -> Handler:
        handler.gives, handler.query = gives, dict(query or {})  # type: ignore[attr-defined]
        return action(detail=detail, methods=["get"], url_path=path)(handler)

    return mark


def answers(shape: Any) -> Callable[[Handler], Handler]:
    """Says of a handler that reads what it gives, where that is not a row or a page of rows."""

    def mark(handler: Handler) -> Handler:
        handler.gives = shape  # type: ignore[attr-defined]
        return handler

    return mark


class Door(viewsets.ViewSet):
    """Checks the query, counts calls of the address first, and makes every unsafe call one transaction."""

    tag: ClassVar[str] = ""
    in_person: ClassVar[tuple[str, ...]] = ()  # actions no token takes
    confirmed: ClassVar[tuple[str, ...]] = ()  # those of them for which pages ask again who one is
    signed: ClassVar[tuple[str, ...]] = ()  # actions as good as a signature
    takes_any_query: ClassVar[bool] = False
    subject: Any = None  # the row that is acted on; a refusal tells its state

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        throttle = PerAddress()
        if not throttle.allow_request(request, self):
            self.throttled(request, throttle.wait())  # type: ignore[arg-type]
        super().initial(request, *args, **kwargs)
        method = str(request.method).lower()
        if self.action is None:
            return
        if self.action in self.confirmed:
            insist_confirmed(request._request, require_fresh_sign_in)
        if not self.takes_any_query:
            check_query(request.query_params, self.query_of(self.action))
        if method not in SAFE:
            self.prepare_to_write(method)

    def prepare_to_write(self, method: str) -> None:
        """Reads the body of an unsafe call, whose effect is one transaction."""
        _ = self.request.data  # a body of another kind is refused before anything is looked at
        if getattr(getattr(self, self.action), "takes", None) is Nothing:
            self.given()  # so is a field in the body of a call that takes none
        setattr(self, method, partial(in_one_piece, getattr(self, method)))

    @property
    def person(self) -> User:
        return self.request.user  # type: ignore[return-value]

    def query_of(self, name: str) -> dict[str, Any]:
        """The query parameters of an action, by name."""
        return getattr(getattr(self, name), "query", {})

    def get_parsers(self) -> list[BaseParser]:
        name = self.action_map.get(str(self.request.method).lower()) if self.request else self.action
        takes = getattr(getattr(self, name or "", None), "takes", Nothing)
        return [StrictJSONParser(), MultiPartParser()] if takes.takes_files else [StrictJSONParser()]

    def given(self) -> tuple[Body, dict[str, Any]]:
        """The body of this call, read by what its handler takes. Raises ValidationError by field."""
        takes: type[Body] = getattr(self, self.action).takes
        data: Any = self.request.data
        body = takes(data=data, context={"request": self.request})
        if hasattr(data, "getlist"):
            body = takes(data=from_multipart(data, takes()), context={"request": self.request})
            body.sent_as_text = True
        body.is_valid(raise_exception=True)
        return body, dict(body.validated_data)

    def cleaned(self, fill: Fill) -> dict[str, Any]:
        """The clean data of a page's form, filled with this call's body; what the form does not hold is carried along."""
        body, given = self.given()
        files = self.request.FILES if body.takes_files else None
        carried = {name: given[name] for name in body.carried if name in given}
        return clean(filled(fill, body, given, files), body) | carried


def insist_confirmed(request: HttpRequest, ask: Callable[[HttpRequest], None]) -> None:
    """Runs the question “Is it you?” of the pages. Raises PermissionDenied where it was not answered lately."""
    try:
        ask(request)
    except ReauthenticationRequired as error:
        raise PermissionDenied(_("Confirm on a page of Attest who you are, and do this within minutes.")) from error


def from_multipart(data: Any, body: Body) -> dict[str, Any]:
    """The texts of a multipart body: lists for fields of several values, and no field of one value twice."""
    found: dict[str, Any] = {}
    for name in data:
        if name == FILES:
            continue
        values = data.getlist(name)
        several = isinstance(body.fields.get(name), serializers.ListField)
        if not several and len(values) > 1:
            raise ValidationError({name: [_("Give this once.")]})
        found[name] = values if several else values[0]
    return found


class Collection(Door):
    """Rows of a kind: a list in pages and one row. A subclass says which rows, how they look and how they are listed."""

    model: ClassVar[type[Model]]
    shows: ClassVar[Shape]
    lists: ClassVar[Shape | None] = None  # a row in the list, where it shows less
    table: ClassVar[type[TableList] | None] = None
    order: ClassVar[tuple[str, ...]] = ("pk",)
    lookup_field = "uuid"
    lookup_value_converter = "uuid"
    noun: ClassVar[str]  # what one row is called in the names of routes

    def rows(self) -> QuerySet[Any]:
        """What the caller may see."""
        return self.model._default_manager.visible_to(self.person)  # type: ignore[attr-defined]

    def listed(self) -> QuerySet[Any]:
        return self.rows()

    def detailed(self) -> QuerySet[Any]:
        return self.listed()

    @property
    def sieve(self) -> Sieve:
        return Sieve(self.table, self.order)

    def query_of(self, name: str) -> dict[str, Any]:
        return self.sieve.allowed if name == "list" else super().query_of(name)

    def list(self, request: Request, **above: Any) -> Response:
        rows, links = self.sieve.page(self.listed(), request)
        return Response(links | {"results": [self.look(row, self.lists or self.shows) for row in rows]})

    def retrieve(self, request: Request, uuid: UUID, **above: Any) -> Response:
        return self.shown(self.found(uuid))

    def look(self, row: Any, shape: Shape) -> Any:
        return shape(row, context={"request": self.request}).data

    def found(self, uuid: UUID) -> Any:
        row = self.detailed().filter(uuid=uuid).first()
        if row is None:
            raise Http404
        return row

    def to_change(self, uuid: UUID) -> Any:
        """The row to act on, locked and as the caller read it where they say so (If-Match)."""
        row = self.found(uuid)
        if self.request.headers.get("If-Match"):
            self.model._default_manager.select_for_update().filter(pk=row.pk).first()
            row = self.found(uuid)
            insist_unchanged(self.request, self.look(row, self.shows))
        self.subject = row
        return row

    def shown(self, row: Any, *, status: int = 200) -> Response:
        """One row with its ETag; with 201 also where it is."""
        return self.made(row, self.shows, self.noun) if status == 201 else self._shown(row, self.shows, 200, {})

    def made(self, row: Any, shape: Shape, noun: str) -> Response:
        """A new row of whatever collection."""
        return self._shown(row, shape, 201, {"Location": reverse(f"api:{noun}-detail", args=self.place_of(row))})

    def place_of(self, row: Any) -> Sequence[UUID]:
        """What the address of a row names; `above` of a handler is what it names before the row."""
        return [row.uuid]

    def _shown(self, row: Any, shape: Shape, status: int, headers: dict[str, str]) -> Response:
        representation = self.look(row, shape)
        return Response(representation, status=status, headers=headers | {"ETag": etag_of(representation)})

    def once(self, row: Any, *, status: int = 200, **told: Any) -> Response:
        """The row with what is told this one time: a call sent twice under one key finds it empty."""
        response = self.after(row, status=status)
        response.kept_data = response.data | dict.fromkeys(told)  # type: ignore[attr-defined]
        response.data = response.data | told
        return response

    def after(self, row: Any, *, status: int = 200) -> Response:
        """The row as it is after a verb; who has acted themselves out of sight still gets this answer."""
        return self.shown(self.detailed().filter(pk=row.pk).first() or row, status=status)
