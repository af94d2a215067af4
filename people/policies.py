"""Settings that an officer may change."""

from django.utils.translation import gettext_lazy as _

from foundation import policy
from foundation.figures import targets

TRAINING_LIGHTS = policy.declare(
    "people.training_lights",
    label=_("Targets of training"),
    note=_("From which per cent training compliance is on target, and from which it is close to it."),
    value={"training": {"green": 95, "amber": 85}},
    check=targets("training"),
    words={"training": _("Training compliance"), "green": _("on target from"), "amber": _("close to it from")},
    units={"*": "percent"},
)
