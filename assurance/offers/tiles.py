"""The integration matrix on the board: the tile of K-01, and the heat map of areas and regions."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from assurance.figures import Coverage, HeatMap, heat_now, heat_then
from assurance.matrix_words import COUNTED, STATUSES
from assurance.models import Area
from assurance.policies import LIGHTS_POLICY
from assurance.querysets import COVERED
from foundation import words
from foundation.as_of import in_address
from foundation.board import policy_of
from foundation.figures import light
from foundation.tiles import STANDINGS, Tile, linked, not_kept, share_of


def heat_of(request: HttpRequest, on: date) -> HeatMap | None:
    """How the cells of the reader stand on a day, once per request; None for a day of which nothing was kept."""
    known = request.__dict__.setdefault("_board_heat", {})
    if on not in known:
        known[on] = heat_then(request.user, on=on) if in_address(on) else heat_now(request.user, on=on)
    return known[on]


def coverage_tile(request: HttpRequest, on: date) -> dict[str, Any]:
    """K-01 of what the reader sees, with its light; the numbers lead to the cells they count."""
    heat = heat_of(request, on)
    if heat is None or heat.whole is None:
        return {"tile": not_kept(_("Integration coverage"), "K-01")}
    found = heat.whole.integration
    shown = light(found, policy_of(request, LIGHTS_POLICY, on)["integration"])
    counted = linked(found.numerator, _cells(heat, COVERED))
    everything = linked(_("of %(n)d") % {"n": found.denominator}, _cells(heat, COUNTED))
    tile = Tile(
        label=_("Integration coverage"),
        of=format_html("{} {}", counted, everything) if found.denominator else "",
        url=reverse("assurance:matrix") if heat.is_now else "",
        metric="K-01",
        kept_on=None if heat.on == on else heat.on,
        **share_of(found, shown),  # type: ignore[arg-type]
    )
    return {"tile": tile}


def heat_panel(request: HttpRequest, on: date) -> dict[str, Any]:
    """The coverage where areas and regions meet, each box a link to its cells; gaps below."""
    heat = heat_of(request, on)
    if heat is None:
        return {"heat": None}
    thresholds = policy_of(request, LIGHTS_POLICY, on)["integration"]
    lines = [(str(label), _line(heat, area, thresholds)) for area, label in Area.Code.choices]
    lines.append((_("All areas"), _line(heat, "", thresholds)))
    gaps = heat.whole.gaps if heat.whole else {}
    said = [(STATUSES[name].words, number, _cells(heat, (name,))) for name, number in gaps.items() if number]
    return {"heat": heat, "lines": lines, "gaps": said, "gap_count": sum(gaps.values()), "limits": thresholds}


def _line(heat: HeatMap, area: str, thresholds: dict[str, int]) -> list[dict[str, Any] | None]:
    boxes = [_box(heat, area, region, thresholds) for region, _name in heat.regions]
    return [*boxes, _box(heat, area, "", thresholds)]


def _box(heat: HeatMap, area: str, region: str, thresholds: dict[str, int]) -> dict[str, Any] | None:
    """What a box says; None where nothing applies."""
    found: Coverage | None = heat.at(area, region)
    if found is None or not found.applicable:
        return None
    figure = found.integration
    tone, icon = STANDINGS[light(figure, thresholds).standing]
    parts = {name: code for name, code in (("area", area), ("region", region)) if code}
    said = {"n": figure.numerator, "all": figure.denominator}
    covered, counted = _cells(heat, COVERED, **parts), _cells(heat, COUNTED, **parts)
    total = {"is_total": not (area and region), "share": words.percent(figure.share), "tone": tone, "icon": icon}
    return total | {"n": said["n"], "all": said["all"], "covered_url": covered, "url": counted}


def _cells(heat: HeatMap, statuses: tuple[str, ...], **parts: str) -> str:
    """The list of just these cells; of a day that has been nobody keeps which they were."""
    query = urlencode({"status": statuses, **parts}, doseq=True)
    return f"{reverse('assurance:cells')}?{query}" if heat.is_now else ""
