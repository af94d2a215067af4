"""What certification offers to the screens that span all apps."""

from certifications.offers import centres, demonstration, menu, tasks  # noqa: F401  entries, pages of outsiders and work register
