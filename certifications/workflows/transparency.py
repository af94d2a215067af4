"""The life cycle of what an officer publishes on the page for everybody. Source: M-27."""

from django.utils.translation import gettext_lazy as _

from certifications import permissions as may
from certifications.models import PublicItem
from foundation.workflow import Step, Workflow

S = PublicItem.State

PUBLIC_ITEM = Workflow(
    "public_item",
    PublicItem,
    S.DRAFT,
    #    name, label, from, to, who, extras
    Step(
        "change",
        _("Change"),
        (S.DRAFT, S.WITHDRAWN),
        None,
        may.PUBLISH,
        verb="certifications.change_item",
        told=_("changed the text"),
    ),
    Step(
        "publish",
        _("Publish"),
        (S.DRAFT, S.WITHDRAWN),
        S.PUBLISHED,
        may.PUBLISH,
        verb="certifications.publish_item",
        told=_("published it"),
    ),
    Step(
        "take_back",
        _("Take back"),
        (S.PUBLISHED,),
        S.WITHDRAWN,
        may.PUBLISH,
        needs_reason=True,
        told=_("took it back"),
    ),
)
