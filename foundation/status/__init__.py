"""Whether everything runs, in words: each check reads one thing and says how it stands and what to do.

An app registers its own: `@check("files.scanner", label=…, icon=…, order=…)`. What asks a machine that may hang does so
in a probe, off the request's thread and against one deadline for all, so that the page comes in time whatever hangs.
"""

from foundation.status import machines, witnesses, work  # noqa: F401  their checks register
from foundation.status.readings import Reading, Standing, check, take

__all__ = ["Reading", "Standing", "check", "take"]
