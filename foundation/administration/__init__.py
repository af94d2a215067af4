"""The administration: its index, and what administrators and officers watch: jobs, mails, exports, the trail."""

from foundation.administration.index import GROUPS, Group, groups_of

__all__ = ["GROUPS", "Group", "groups_of"]
