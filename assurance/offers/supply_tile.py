"""The tile of K-17 on the board, how many critical suppliers are known to go on, and beside it that of K-19."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.figures import SCOPE_ROLES, SupplierContinuity, continuity_and_discipline, continuity_rows
from assurance.models import Supplier
from assurance.offers.gate_tile import discipline_tile
from assurance.policies import SUPPLY_LIGHTS
from foundation.as_of import in_address
from foundation.board import count_together, counted, kept, policy_of
from foundation.figures import Figure, light
from foundation.offers import Panel, offer_panels
from foundation.snapshots import Past
from foundation.tiles import Tile, linked, not_kept, share_of

C = Supplier.Continuity


def _suppliers(**query: Any) -> str:
    pairs = [("under", "me"), ("criticality", "critical"), ("state", "admitted"), ("state", "watch")]
    pairs += [(name, value) for name, values in query.items() for value in values]
    return f"{reverse('assurance:suppliers')}?{'&'.join(f'{name}={value}' for name, value in pairs)}"


def tile(figure: SupplierContinuity, thresholds: dict[str, int]) -> Tile:
    """K-17: the share, and the links to those that are not known to go on."""
    others = [state for state in C if state not in (C.CONTINUES, C.CONDITIONS) and figure.states[state]]
    said = [(_suppliers(continuity=[state]), f"{figure.states[state]} {state.label.lower()}") for state in others]
    exposed = ngettext(
        "%(n)d component has a single source and no alternative.",
        "%(n)d components have a single source and no alternative.",
        figure.exposed_components,
    )
    counted = (_suppliers(continuity=[C.CONTINUES, C.CONDITIONS]), figure.numerator)
    total = (_suppliers(), _("of %(n)d critical") % {"n": figure.denominator})
    share = Figure(figure.numerator, figure.denominator)
    return Tile(
        label=_("Suppliers that go on"),
        url=_suppliers(),
        of=format_html_join(" ", '<a href="{}">{}</a>', [counted, total]) if figure.denominator else "",
        trend=format_html_join(", ", '<a href="{}">{}</a>', said) if said else "",
        trend_icon="exclamation-triangle",
        definition=linked(
            exposed % {"n": figure.exposed_components}, f"{reverse('assurance:components')}?under=me&exposed=true"
        ),
        metric="K-17",
        **share_of(share, light(share, thresholds)),  # type: ignore[arg-type]
    )


def tile_then(past: Past, thresholds: dict[str, int]) -> Tile:
    """The same as a night kept it, without the rows behind it."""
    figure = past.figure("K-17")
    if figure is None:
        return not_kept(_("Suppliers that go on"), "K-17")
    states = {state: past.figure("K-17", state) for state in C if state not in (C.CONTINUES, C.CONDITIONS)}
    said = [f"{one.numerator} {state.label.lower()}" for state, one in states.items() if one and one.numerator]
    kept_on = past.kept_on("K-17")
    return Tile(
        label=_("Suppliers that go on"),
        of=_("%(n)d of %(all)d critical") % {"n": figure.numerator, "all": figure.denominator},
        trend=", ".join(said),
        trend_icon="exclamation-triangle",
        metric="K-17",
        kept_on=None if kept_on == past.on else kept_on,
        **share_of(figure, light(figure, thresholds)),  # type: ignore[arg-type]
    )


def panel(request: HttpRequest, on: date) -> dict[str, Any]:
    """K-17 and K-19, which are counted together."""
    continuity, discipline = continuity_and_discipline(counted(request, on))
    lights = policy_of(request, SUPPLY_LIGHTS, on)
    past = bool(in_address(on))
    supply = tile_then(kept(request, on), lights["continuity"]) if past else tile(continuity, lights["continuity"])
    return {"tiles": [supply, discipline_tile(discipline, lights["gates"], on)]}


count_together(continuity_rows)
offer_panels(Panel("assurance.suppliers", "foundation/panels/tiles.html", 30, SCOPE_ROLES, panel, place="tiles"))
