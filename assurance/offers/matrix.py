"""What the integration matrix gives to the screens that span all apps."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.figures import SCOPE_ROLES, coverage_kept, freshness_metric, integration_metric
from assurance.models import Cell, EvidenceLink
from assurance.offers import papers  # noqa: F401  the heat map as PDF
from assurance.offers.tiles import coverage_tile, heat_panel
from assurance.permissions import EDIT_CELL
from assurance.policies import LIGHTS_POLICY
from assurance.querysets import Proven, seen_through
from foundation.access import permits
from foundation.figures import Metric, offer_metrics
from foundation.looks import look
from foundation.offers import Panel, offer_panels
from foundation.webhooks.kinds import Family, offer_events


def cells_proven(user: Any) -> QuerySet[EvidenceLink, Any]:
    """The uuids of the cells through which `user` sees evidence, found from the links: most cells have none."""
    seen = Cell.objects.shown_evidence_of(user).filter(uuid=OuterRef("subject_uuid"))
    links = EvidenceLink.objects.filter(subject_type=ContentType.objects.get_for_model(Cell))
    return links.filter(Exists(seen)).values("subject_uuid")


def from_cell(user: Any, cell: Cell, link: EvidenceLink) -> str:
    """Whoever may attach evidence to a cell may take it away; nothing has to stay."""
    if not permits(user, EDIT_CELL, cell):
        raise PermissionDenied(_("Your roles do not include this."))
    return ""


offer_metrics(
    Metric(
        "K-01",
        gettext_lazy("Integration coverage"),
        integration_metric,
        counts=gettext_lazy("cells that have a control, an owner and evidence that is fresh or about to expire"),
        of=gettext_lazy("cells that apply, of active processes; one counts in each region of its process, once in all"),
        dated=False,
        kept=coverage_kept("integration"),
        lights=(LIGHTS_POLICY, "integration"),
    ),
    Metric(
        "K-02",
        gettext_lazy("Evidence freshness"),
        freshness_metric,
        counts=gettext_lazy("cells whose evidence is fresh or about to expire"),
        of=gettext_lazy("cells that apply and have a control and an owner"),
        dated=False,
        kept=coverage_kept("freshness"),
        lights=(LIGHTS_POLICY, "freshness"),
    ),
)
offer_panels(
    Panel("assurance.matrix", "foundation/panels/headline.html", 1, SCOPE_ROLES, coverage_tile, place="headline"),
    Panel("assurance.heat", "assurance/panels/heat.html", 10, SCOPE_ROLES, heat_panel),
)
seen_through(
    Proven(
        lambda: Cell,
        cells_proven,
        "requirement__ref",
        "process__name",
        ("assurance:cell", "uuid"),
        from_cell,
        beside=(
            (gettext_lazy("Requirement"), "requirement__title"),
            (gettext_lazy("Framework"), "requirement__framework__code"),
            (gettext_lazy("Process"), "process__name"),
            (gettext_lazy("Control"), "control__statement"),
        ),
    )
)
look(
    "event",
    edited=("info", "pencil"),
    excluded=("mute", "minus-circle"),
    included=("info", "plus"),
    unlinked=("warn", "link-slash"),
)
offer_events(
    Family(
        "cell",
        gettext_lazy("Integration matrix"),
        more=[
            ("added", gettext_lazy("Added")),
            ("edited", gettext_lazy("Changed")),
            ("excluded", gettext_lazy("Not applicable")),
            ("included", gettext_lazy("Applies again")),
        ],
    )
)
