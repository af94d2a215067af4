"""Views of lists that people keep, share and open a list with. A view is an address: it shows nobody a row more."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.access import live_grants, require
from foundation.directory.models import Unit, User
from foundation.looks import look
from foundation.models.saved import SavedView
from foundation.permissions import SHARE_VIEWS
from foundation.querysets import SavedViewQuerySet
from foundation.refusals import Refused
from foundation.signin.targets import is_own
from foundation.trail import record
from foundation.verbs import verb

MOST_VIEWS = 20  # of one list, kept by one person
MOST_PARAMETERS = 200
PASSING = frozenset({"saved", "of", "after", "before", "page", "export", "panel", "up", "down"})  # what no view keeps

look(
    "event",
    **{
        "view.kept": ("info", "bookmark"),
        "view.changed": ("info", "pencil"),
        "view.removed": ("mute", "trash"),
    },
)


def visible_to(user: User) -> SavedViewQuerySet:
    """The views somebody inside may open: their own, and those shared with all, their roles or their units."""
    if user.pk is None or user.kind != User.Kind.INSIDE:
        return SavedView.objects.none()
    grants = live_grants(user)
    units = {int(step) for grant in grants for step in (grant.unit.path or "").split("/") if step}
    return SavedView.objects.open_to(user, roles={str(grant.role) for grant in grants}, units=units)


def insist_inside(user: User) -> None:
    """Raises PermissionDenied for people outside, whose lists are as their room shows them."""
    if user.kind != User.Kind.INSIDE:
        raise PermissionDenied(_("Your roles do not include this."))


def kept_part(asked: QueryDict) -> str:
    """What a view keeps of an address: sort, columns and filters, in one order, without what is empty or passing."""
    kept = QueryDict(mutable=True)
    for name, values in sorted(asked.lists()):
        if name not in PASSING and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept.urlencode(safe=",")


@verb("foundation.keep_view")
def keep_view(
    *, actor: User, list_name: str, title: str, place: str, name: str, query: str, is_default: bool = False
) -> SavedView:
    """Keeps how a list is shown under a name; a view of one's own by that name is replaced.

    Raises Refused for more views of a list than anybody finds their way in, ValidationError for a query that is none.
    """
    insist_inside(actor)
    if not is_own(place):
        raise ValidationError({"place": _("This is no page of a list.")})
    User.objects.select_for_update().get(pk=actor.pk)
    own = SavedView.objects.visible_to(actor).of_list(list_name)
    view = own.filter(name=name).first()
    if view is None and own.count() >= MOST_VIEWS:
        raise Refused("views", _("You have %(most)d views of this list. Remove one first.") % {"most": MOST_VIEWS})
    view = view or SavedView(owner=actor, list_name=list_name, name=name)
    view.title, view.place, view.query = title, place, _checked(query)
    if is_default:
        own.filter(is_default=True).update(is_default=False)
        view.is_default = True
    return _kept(actor, view, "view.kept", _("View kept: %(name)s") % {"name": name}, query=view.query)


@verb("foundation.change_view")
def change_view(
    *,
    actor: User,
    view: SavedView,
    name: str,
    is_default: bool = False,
    shared: str = SavedView.Shared.NOBODY,
    role: str = "",
    unit: Unit | None = None,
) -> SavedView:
    """Renames a view of one's own, shares it or takes it back, opens its list with it or no longer.

    Who it is shared with sees in it what they may see anyway. Raises PermissionDenied for another's view and for a unit
    the actor has no charge of, ValidationError without the role or the unit.
    """
    own = _own(actor, view)
    before = _facts(own)
    own.name, own.shared, own.is_default = name, shared, is_default
    own.role = role if shared == SavedView.Shared.ROLE else ""
    own.unit = unit if shared == SavedView.Shared.UNIT else None
    changed = {key: [before[key], value] for key, value in _facts(own).items() if value != before[key]}
    if shared != SavedView.Shared.NOBODY and changed.keys() & {"shared", "role", "unit"}:
        require(actor, SHARE_VIEWS, own.unit)
    if is_default:
        others = SavedView.objects.visible_to(actor).of_list(own.list_name).exclude(pk=own.pk)
        others.filter(is_default=True).update(is_default=False)
    return _kept(actor, own, "view.changed", _("View changed: %(name)s") % {"name": name}, changed=changed)


@verb("foundation.remove_view")
def remove_view(*, actor: User, view: SavedView) -> None:
    """Removes a view of one's own, for everybody it is shared with too."""
    own = _own(actor, view)
    summary, details = _("View removed: %(name)s") % {"name": own.name}, {"view": own.uuid, "list": own.list_name}
    record(actor=actor, kind="view.removed", subject=actor, summary=summary, details=details)
    own.delete()


def _facts(view: SavedView) -> dict[str, Any]:
    return {name: getattr(view, name) for name in ("name", "is_default", "shared", "role", "unit")}


def _own(actor: User, view: SavedView) -> SavedView:
    locked = SavedView.objects.visible_to(actor).select_for_update().filter(pk=view.pk).first()
    if locked is None:
        raise PermissionDenied(_("Whoever kept this view changes it. Keep one of your own."))
    return locked


def _kept(actor: User, view: SavedView, kind: str, summary: str, **details: Any) -> SavedView:
    view.full_clean()
    view.save()
    record(actor=actor, kind=kind, subject=view, summary=summary, details={"list": view.list_name, **details})
    return view


def _checked(query: str) -> str:
    if query.count("&") >= MOST_PARAMETERS or "\x00" in query or "%00" in query:
        raise ValidationError({"query": _("This is no address of a list.")})
    return kept_part(QueryDict(query))
