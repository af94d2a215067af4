"""What certification offers to the screens that span all apps."""

from certifications.offers import demonstration, menu, papers, tasks  # noqa: F401  entries, pages of outsiders, papers and work register
