"""The policies assurance ships: the targets of its figures."""

from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.figures import targets

LIGHTS = {"integration": {"green": 95, "amber": 85}, "freshness": {"green": 95, "amber": 85}}
LIGHTS_POLICY = policy.declare(
    "assurance.lights",
    label=gettext_lazy("Targets of the integration matrix"),
    note=gettext_lazy("From which per cent coverage and freshness are on target, and from which they are close to it."),
    value=LIGHTS,
    check=targets(*LIGHTS),
    words={
        "integration": gettext_lazy("Integration coverage"),
        "freshness": gettext_lazy("Evidence freshness"),
        "green": gettext_lazy("on target from"),
        "amber": gettext_lazy("close to it from"),
    },
    units={"*": "percent"},
)
