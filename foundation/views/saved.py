"""One's views of lists: keeping what is shown, and the pages that rename, share and remove."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import saved_views as acts
from foundation.lists import Empty
from foundation.models.saved import SavedView
from foundation.view_forms import KeepViewForm, ViewForm
from foundation.web import show, submit

NONE_YET = Empty(
    gettext_lazy("You have kept no view yet"),
    gettext_lazy("Sort or filter a list, or choose its columns: “Keep this view” then stands above it."),
    icon="bookmark",
)


@require_POST
def keep_view(request: HttpRequest, name: str) -> HttpResponse:
    """Keeps how a list is shown now, and leads back to it."""
    acts.insist_inside(request.user)
    form = KeepViewForm(request.POST)
    view = submit(form, acts.keep_view, actor=request.user, list_name=name)
    if view is None:
        return show(request, "foundation/keep_view.html", {"form": form, "name": name})
    messages.success(request, _("“%(name)s” is kept.") % {"name": view.name})
    return redirect(view.address)


@require_safe
def saved_views(request: HttpRequest) -> HttpResponse:
    """One's own, list by list."""
    acts.insist_inside(request.user)
    own = SavedView.objects.visible_to(request.user).select_related("unit").order_by("title", "name")
    return show(request, "foundation/saved_views.html", {"views": own[:500], "empty": NONE_YET})


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form that renames and shares a view of one's own."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    form = ViewForm(request.POST if request.method == "POST" else None, actor=request.user, view=view)
    if form.is_bound and submit(form, acts.change_view, actor=request.user, view=view) is not None:
        messages.success(request, _("The view is changed."))
        return redirect("foundation:saved_views")
    return show(request, "foundation/saved_view.html", {"form": form, "view": view})


@require_POST
def remove_view(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Removes a view of one's own; the list stays."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), uuid=uuid)
    acts.remove_view(actor=request.user, view=view)
    messages.success(request, _("“%(name)s” is removed.") % {"name": view.name})
    return redirect("foundation:saved_views")
