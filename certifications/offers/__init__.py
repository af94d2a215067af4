"""What certification offers to the screens that span all apps."""

from certifications.offers import board, danger, demonstration, figures, loading, menu, related, stock, tasks  # noqa: F401  entries, pages of outsiders, figures, files and work register
