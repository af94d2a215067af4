"""The views a person may choose from above a list, and which of them the address shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

from foundation import saved_views
from foundation.access import permits
from foundation.directory.models import User
from foundation.models.saved import SavedView
from foundation.permissions import SHARE_VIEWS

OPENS, BASE, EVERYTHING = "saved", "of", "all"  # ?saved= opens a view, ?of= says which one the address grew out of
PASSING_ON = ("after", "before", "page", "export", "up", "down")
MOST_SHOWN = 40


@dataclass(frozen=True)
class Kept:
    """One view as a chip: its address, whether it is open, and whose it is."""

    name: str
    url: str
    is_open: bool
    is_own: bool
    is_default: bool
    is_shared: bool
    owner: str
    change_url: str


class SavedViews:
    """What a list knows of the views kept of it: any list that reads `asked` in place of `request.GET` has them.

    A bare address opens with the person's default view. Costs one query, and none for people outside.
    """

    def __init__(self, request: HttpRequest, name: str, title: str | Promise, *, offered: bool = True) -> None:
        self.request, self.name, self.title, self.offered = request, name, title, offered
        self.person = cast(User, request.user)

    @property
    def is_offered(self) -> bool:
        """Whether this person keeps views: outsiders have the lists of their rooms as they are."""
        return self.offered and self.person.pk is not None and self.person.kind == User.Kind.INSIDE

    @cached_property
    def rows(self) -> list[SavedView]:
        if not self.is_offered:
            return []
        found = saved_views.visible_to(self.person).of_list(self.name).select_related("owner")
        return list(found.order_by("name", "pk")[:MOST_SHOWN])

    @cached_property
    def asked(self) -> QueryDict:
        """The address as the list reads it: a view that is opened stands for all it keeps."""
        if self._opened is None:
            return self.request.GET
        expanded = QueryDict(self._opened.query, mutable=True)
        expanded[BASE] = str(self._opened.uuid)
        for name in PASSING_ON:
            if name in self.request.GET:
                expanded[name] = self.request.GET[name]
        return expanded

    @cached_property
    def current(self) -> SavedView | None:
        """The view that is open, changed or not."""
        return self._opened or self._named(self.request.GET.get(BASE, ""))

    @property
    def is_changed(self) -> bool:
        """Whether what is shown differs from the view that is open, or from the list as it is declared."""
        return self.query != (self.current.query if self.current else "")

    @property
    def query(self) -> str:
        """What would be kept now."""
        return saved_views.kept_part(self.asked)

    @property
    def base(self) -> str:
        """The value of `of` that links of the list carry along; “” where there is nothing to remember."""
        if self.current is not None:
            return str(self.current.uuid)
        return EVERYTHING if EVERYTHING in (self.request.GET.get(BASE), self._bare) else ""

    @property
    def everything_url(self) -> str:
        """The list as it is declared, whatever view it opens with."""
        return f"{self.request.path}?{BASE}={EVERYTHING}"

    @property
    def chips(self) -> list[Kept]:
        return [self._chip(view) for view in self.rows]

    @property
    def own(self) -> SavedView | None:
        """The view that is open, where it is one's own and may be kept anew."""
        return self.current if self.current is not None and self.current.owner_id == self.person.pk else None

    @property
    def may_share(self) -> bool:
        return permits(self.person, SHARE_VIEWS)

    @property
    def _bare(self) -> str:
        """What a bare address has to say so that it stays bare."""
        return EVERYTHING if any(view.is_default and view.owner_id == self.person.pk for view in self.rows) else ""

    @cached_property
    def _opened(self) -> SavedView | None:
        if self.request.GET:
            return self._named(self.request.GET.get(OPENS, ""))
        return next((view for view in self.rows if view.is_default and view.owner_id == self.person.pk), None)

    def _named(self, uuid: str) -> SavedView | None:
        return next((view for view in self.rows if str(view.uuid) == uuid), None) if uuid else None

    def _chip(self, view: SavedView) -> Kept:
        is_own = view.owner_id == self.person.pk
        return Kept(
            name=view.name,
            url=f"{self.request.path}?{OPENS}={view.uuid}",
            is_open=view == self.current,
            is_own=is_own,
            is_default=is_own and view.is_default,
            is_shared=view.shared != SavedView.Shared.NOBODY,
            owner=str(view.owner),
            change_url=view.get_absolute_url() if is_own else "",
        )
