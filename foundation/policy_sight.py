"""What the approval of a new version of a policy shows: the difference in words and what it will touch."""

from datetime import date
from typing import Any

from foundation import versions
from foundation.inbox import closer_look
from foundation.models.work import Approval


@closer_look(versions.ASKED, "foundation/_policy_change.html", "value")
def new_version(approval: Approval, on: date) -> dict[str, Any] | None:
    """Counted anew each time it is looked at while it waits; once decided only what was asked."""
    seen = versions.preview_of(approval, on)
    if seen is None:
        return None
    waits = approval.decision == Approval.Decision.WAITING
    return {"sheet": seen[0], "preview": seen[1] if waits else None}
