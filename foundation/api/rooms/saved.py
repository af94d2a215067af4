"""One's views of lists, and those others share with one."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation import saved_views
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.fields import Text
from foundation.api.names import AccountNameSerializer, UnitNameSerializer
from foundation.lists import Column, TableList
from foundation.models.saved import SavedView
from foundation.permissions import SHARE_VIEWS
from foundation.view_forms import AUDIENCE, KeepViewForm, ViewForm


class SavedViewSerializer(serializers.ModelSerializer):
    """How a list is sorted, filtered and laid out; `address` opens it, with the rows of whoever opens it."""

    list = serializers.CharField(source="list_name")
    owner = AccountNameSerializer()
    unit = UnitNameSerializer(allow_null=True)
    address = serializers.CharField()

    class Meta:
        model = SavedView
        fields = ["uuid", "list", "title", "name", "query", "address", "is_default", "shared", "role", "unit", "owner"]


class SavedViewList(TableList):
    name = "saved-views"
    title = _("Views of lists")
    columns = (
        Column("list", _("List"), value="list_name", sort=("list_name", "name")),
        Column("name", _("Name"), sort="name"),
    )
    default_sort = "list"


class SavedViews(Collection):
    """Views of lists."""

    noun, tag = "saved-view", "saved-view"
    model, shows, table = SavedView, SavedViewSerializer, SavedViewList

    def rows(self) -> QuerySet[Any]:
        return saved_views.visible_to(self.person)

    def listed(self) -> QuerySet[Any]:
        return self.rows().select_related("owner", "unit")

    @writes(body_of(KeepViewForm, "SavedView", list=Text(max_length=60)), gives=SavedViewSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Keep a view of the list called `list`, as its page names it; one of that name is replaced."""
        given = self.cleaned(KeepViewForm)
        made = saved_views.keep_view(actor=self.person, list_name=given.pop("list"), **given)
        return self.after(made, status=201)

    @writes(body_of(ViewForm, "SavedViewChange", optional=("name",)), gives=SavedViewSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Rename it, share it or take it back, open its list with it; what is left out stays."""
        row = self._own(uuid)
        if set(AUDIENCE) & self.given()[1].keys():
            require(self.person, SHARE_VIEWS)
        given = self.cleaned(lambda *sent: ViewForm(*sent, actor=self.person, view=row))
        return self.after(saved_views.change_view(actor=self.person, view=row, **given))

    @act("remove", gives=OpenApiResponse(None, "Done."), status=204)
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Remove it, for everybody it is shared with too."""
        saved_views.remove_view(actor=self.person, view=self._own(uuid))
        return Response(status=204)

    def _own(self, uuid: UUID) -> SavedView:
        row: SavedView = self.to_change(uuid)
        if row.owner_id != self.person.pk:
            raise Http404
        return row
