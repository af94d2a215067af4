"""The tile of signing on the board: K-10, each number a link to its rows."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.access import Role
from foundation.as_of import in_address
from foundation.board import columns, count_together, counted, kept, policy_of
from foundation.directory.models import User
from foundation.figures import light
from foundation.offers import Panel, offer_panels
from foundation.snapshots import Past
from foundation.tiles import Tile, linked, not_kept, share_of
from people.figures.attestation import Signatures, under
from people.lists.attestation import COUNTED
from people.models import Attestation
from people.policies import SIGNING_LIGHTS
from people.querysets.attestation import PARTS, part

NAME, METRIC, LABEL = "people.signing", "K-10", gettext_lazy("Signed by those who are asked")


def rows(user: User, on: date) -> list[QuerySet]:
    """The answers that count by how they stand, along with what other apps count on the board.

    Of a day that has been the nights tell.
    """
    if in_address(on):
        return []
    stands = Case(*(When(part(name, on), then=Value(name)) for name in PARTS), output_field=CharField())
    return [columns(under(user, Attestation.objects.all()).counted(on), NAME, stands)]


def signers(*standings: str) -> str:
    """The answers of the units one manages that stand so."""
    query = {"under": "me", "at_work": "true", "standing": standings}
    return f"{reverse('people:attestations')}?{urlencode(query, doseq=True)}"


def tile(found: Signatures, thresholds: dict[str, int]) -> Tile:
    """The share of signatures with what counts against it and what is still in time."""
    figure = found.figure
    refused = ngettext("%(n)d refused", "%(n)d refused", found.refused) % {"n": found.refused}
    parts = [
        (signers("late"), _("%(n)d late") % {"n": found.late}),
        (signers("refused"), refused),
        (signers("waiting"), _("%(n)d in time") % {"n": found.waiting}),
    ]
    everybody = linked(_("of %(all)d") % {"all": figure.denominator}, signers(*COUNTED))
    return Tile(
        label=LABEL,
        of=format_html("{} {}", linked(figure.numerator, signers("signed")), everybody) if figure.denominator else "",
        url=signers(*COUNTED),
        definition=format_html_join(", ", '<a href="{}">{}</a>', parts),
        metric=METRIC,
        **share_of(figure, light(figure, thresholds)),  # type: ignore[arg-type]
    )


def tile_then(past: Past, thresholds: dict[str, int]) -> Tile:
    """The same as a night kept it, without the rows behind it."""
    figure, kept_on = past.figure(METRIC), past.kept_on(METRIC)
    if figure is None:
        return not_kept(LABEL, METRIC)
    of = _("%(n)d of %(all)d") % {"n": figure.numerator, "all": figure.denominator}
    share = share_of(figure, light(figure, thresholds))
    late = None if kept_on == past.on else kept_on
    return Tile(LABEL, of=of, metric=METRIC, kept_on=late, **share)  # type: ignore[arg-type]


def numbers(request: HttpRequest, on: date) -> dict[str, Any]:
    thresholds = policy_of(request, SIGNING_LIGHTS, on)["signing"]
    if in_address(on):
        return {"tiles": [tile_then(kept(request, on), thresholds)]}
    found = {stands: number for name, stands, _b, _c, number in counted(request, on) if name == NAME}
    return {"tiles": [tile(Signatures(**found), thresholds)]}


count_together(rows)
offer_panels(
    Panel("people.signing", "foundation/panels/tiles.html", 31, (Role.MGR, Role.CO, Role.HR), numbers, place="tiles")
)
