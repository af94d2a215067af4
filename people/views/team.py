"""My team: what people have learned and signed and still have to, and reminding them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from foundation.access import require
from foundation.clock import today
from foundation.lists.bulk import chosen
from foundation.web import show
from people.actions import remind, remind_all
from people.lists.team import TeamList, team_of, with_training
from people.permissions import VIEW_TEAM

STEPS = [{"name": "remind", "label": gettext_lazy("Remind"), "icon": "bell"}]


@require_safe
def team(request: HttpRequest) -> HttpResponseBase:
    """Everybody who reports to the reader or works in the reader's units, with how their training stands."""
    require(request.user, VIEW_TEAM)
    table = TeamList(request, with_training(team_of(request.user, today()), today()))
    context = {"list": table, "steps": STEPS, "bulk_url": _remind_many(table.query), "today": today()}
    return table.export_response() or show(request, "people/team.html", context, fragments={"list": "ui/_table.html"})


@require_POST
def remind_one(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One click beside a person."""
    person = get_object_or_404(team_of(request.user, today()).select_related("unit"), uuid=uuid)
    remind(actor=request.user, person=person, on=today(person.unit))
    messages.success(request, _("%(person)s has been reminded.") % {"person": person.name})
    return _back(request)


@require_POST
def remind_many(request: HttpRequest) -> HttpResponseBase:
    """The ticked people; who cannot be reminded now is named with the reason."""
    require(request.user, VIEW_TEAM)
    people = chosen(team_of(request.user, today()).select_related("unit"), request.POST.getlist("row"))
    lines = remind_all(actor=request.user, people=people, on=today())
    done = sum(line.changes for line in lines)
    messages.success(request, ngettext("%(n)d reminded.", "%(n)d reminded.", done) % {"n": done})
    for line in lines:
        if line.refusal is not None:
            messages.info(request, line.refusal.sentence)
    return _back(request)


def _remind_many(query: str) -> str:
    return f"{reverse('people:remind_many')}?{query}"


def _back(request: HttpRequest) -> HttpResponseBase:
    """The list as it was filtered."""
    return redirect(f"{reverse('people:team')}?{request.GET.urlencode()}")
