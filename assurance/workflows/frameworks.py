"""The life cycle of a list of requirements that was read out of a file. Source: docs/workflows.md."""

from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import FrameworkImport
from foundation.workflow import Step, Workflow

FRAMEWORK_IMPORT = Workflow(
    "framework_import",
    FrameworkImport,
    FrameworkImport.State.READ,
    Step(
        "take",
        _("Take over"),
        (FrameworkImport.State.READ,),
        FrameworkImport.State.TAKEN,
        may.LOAD_FRAMEWORK,
        verb="assurance.take_import",
        told=_("took the list over"),
    ),
    Step(
        "drop",
        _("Drop"),
        (FrameworkImport.State.READ,),
        FrameworkImport.State.DROPPED,
        may.LOAD_FRAMEWORK,
        told=_("dropped the list"),
    ),
)
