"""The tile of training on the board: K-09, each number a link to its rows."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.offers.tiles import Tile, linked, standing_of
from foundation.access import Role
from foundation.board import columns, count_together, counted, policy_of
from foundation.directory.models import User
from foundation.figures import light
from foundation.offers import Panel, offer_panels
from foundation.words import percent
from people.figures.training import Tally, under
from people.lists.standing import COUNTED
from people.models import Assignment
from people.policies import TRAINING_LIGHTS
from people.querysets import compliance
from people.querysets.compliance import PARTS, part

NAME = "people.training"


def rows(user: User, on: date) -> list[QuerySet]:
    """The assignments that count, by course and how they stand, along with what other apps count on the board."""
    stands = Case(*(When(part(name, on), then=Value(name)) for name in PARTS), output_field=CharField())
    return [columns(compliance.counted(under(user, Assignment.objects.all()), on), NAME, F("course__code"), stands)]


def people(**filters: Any) -> str:
    """The rows of the units one manages, narrowed further."""
    return f"{reverse('people:training_people')}?{urlencode({'under': 'me', **filters}, doseq=True)}"


def tile(found: dict[str, Tally], thresholds: dict[str, int]) -> Tile:
    whole = sum(found.values(), Tally())
    figure, late = whole.figure, whole.expired + whole.overdue
    shown = light(figure, thresholds)
    parts = [
        (people(standing=["expired", "overdue"]), ngettext("%(n)d late", "%(n)d late", late) % {"n": late}),
        (people(standing="grace"), _("%(n)d still learning") % {"n": whole.grace}),
        (reverse("people:training_matrix"), _("by job and region")),
    ]
    valid, everybody = people(standing="valid"), people(scope=COUNTED)
    of = format_html(
        "{} {}", linked(str(figure.numerator), valid), linked(_("of %(all)d") % {"all": figure.denominator}, everybody)
    )
    return Tile(
        label=_("Training current"),
        value=percent(figure.share),
        of=of if figure.denominator else "",
        url=everybody,
        target=_("Target %(target)d\u00a0%% or more") % {"target": shown.target},
        definition=format_html_join(", ", '<a href="{}">{}</a>', parts),
        **standing_of(shown.standing),
    )


def numbers(request: HttpRequest, on: date) -> dict[str, Any]:
    found: dict[str, Tally] = {}
    for name, course, stands, _more, number in counted(request, on):
        if name == NAME:
            found[course] = found.get(course, Tally()) + Tally(**{stands: number})
    return {"tiles": [tile(found, policy_of(request, TRAINING_LIGHTS, on)["training"])]}


count_together(rows)
offer_panels(
    Panel("people.training", "people/panels/numbers.html", 30, (Role.MGR, Role.CO, Role.HR), numbers, place="tiles")
)
