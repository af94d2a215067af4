"""The tile of signing on the board: K-10, each number a link to its rows."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When
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
from people.figures.attestation import Signatures, under
from people.lists.attestation import COUNTED
from people.models import Attestation
from people.policies import SIGNING_LIGHTS
from people.querysets.attestation import PARTS, part

NAME = "people.signing"


def rows(user: User, on: date) -> list[QuerySet]:
    """The answers that count by how they stand, along with what other apps count on the board."""
    stands = Case(*(When(part(name, on), then=Value(name)) for name in PARTS), output_field=CharField())
    return [columns(under(user, Attestation.objects.all()).counted(on), NAME, stands)]


def signers(*standings: str) -> str:
    """The answers of the units one manages that stand so."""
    query = {"under": "me", "at_work": "true", "standing": standings}
    return f"{reverse('people:attestations')}?{urlencode(query, doseq=True)}"


def tile(found: Signatures, thresholds: dict[str, int]) -> Tile:
    """The share of signatures with what counts against it and what is still in time."""
    figure, shown = found.figure, light(found.figure, thresholds)
    refused = ngettext("%(n)d refused", "%(n)d refused", found.refused) % {"n": found.refused}
    parts = [
        (signers("late"), _("%(n)d late") % {"n": found.late}),
        (signers("refused"), refused),
        (signers("waiting"), _("%(n)d in time") % {"n": found.waiting}),
    ]
    numerator = linked(str(figure.numerator), signers("signed"))
    everybody = linked(_("of %(all)d") % {"all": figure.denominator}, signers(*COUNTED))
    return Tile(
        label=_("Signed by those who are asked"),
        value=percent(figure.share),
        of=format_html("{} {}", numerator, everybody) if figure.denominator else "",
        url=signers(*COUNTED),
        target=_("Target %(target)d\u00a0%% or more") % {"target": shown.target},
        definition=format_html_join(", ", '<a href="{}">{}</a>', parts),
        **standing_of(shown.standing),
    )


def numbers(request: HttpRequest, on: date) -> dict[str, Any]:
    found = {stands: number for name, stands, _b, _c, number in counted(request, on) if name == NAME}
    return {"tiles": [tile(Signatures(**found), policy_of(request, SIGNING_LIGHTS, on)["signing"])]}


count_together(rows)
offer_panels(
    Panel("people.signing", "people/panels/numbers.html", 31, (Role.MGR, Role.CO, Role.HR), numbers, place="tiles")
)
