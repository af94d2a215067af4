"""The tile of K-19 on the board: how much was decided at gates with all evidence on the table."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.figures import WAIVED, GateDiscipline
from assurance.querysets import LOOKED_BACK
from foundation.as_of import in_address
from foundation.figures import light
from foundation.tiles import Tile, share_of

DAY = timedelta(days=1)
PASSES = ("passed", "conditional", "failed")
DECIDED = (*PASSES, *WAIVED)


def discipline_tile(found: GateDiscipline, thresholds: dict[str, int], on: date) -> Tile:
    """What ui/_tile.html shows of K-19, with the waivers beside it; each number opens the decisions it counts."""
    waived = ngettext("%(n)d waiver", "%(n)d waivers", found.waived) % {"n": found.waived}
    ended = ngettext("%(n)d expired", "%(n)d expired", found.expired) % {"n": found.expired}
    figure = found.figure
    counted = (_passes(on, standing=PASSES, complete="true"), figure.numerator)
    total = (_passes(on, standing=DECIDED), _("of %(n)d decisions") % {"n": figure.denominator})
    waivers = [(_passes(on, standing=WAIVED), waived), (_passes(on, standing=("expired",)), ended)]
    return Tile(
        label=_("Gate discipline"),
        url=_passes(on, standing=DECIDED),
        of=_links(" ", [counted, total]) if figure.denominator else "",
        trend=_links(", ", waivers) if found.waived else "",
        trend_icon="shield-exclamation",
        metric="K-19",
        **share_of(figure, light(figure, thresholds)),  # type: ignore[arg-type]
    )


def _passes(on: date, **query: Any) -> str:
    """The list of what was decided in the time that counts."""
    days = {"decided_after": on - LOOKED_BACK + DAY, "decided_before": on}
    return f"{reverse('assurance:passes')}?{urlencode({'under': 'me', **query, **days, **in_address(on)}, doseq=True)}"


def _links(between: str, pairs: Iterable[tuple[str, Any]]) -> SafeString:
    return format_html_join(between, '<a href="{}">{}</a>', pairs)
