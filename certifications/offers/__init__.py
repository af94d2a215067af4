"""What certification offers to the screens that span all apps."""

from certifications.offers import board, danger, demonstration, figures, loading, menu, slips, stock, tasks  # noqa: F401  panels, work, entries, pages of outsiders, figures and files register
